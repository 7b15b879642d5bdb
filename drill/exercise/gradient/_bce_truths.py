"""What cross-entropy behind a sigmoid is worth, and its slopes: by sympy, and by small steps.

Two sides that share no formula, and know nothing of the questions.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import exp, log, log1p

from drill.exercise.draft import Oracle
from drill.exercise.truths import given, slope_of_one


def loss_at(z: complex, y: float, positive: float = 1.0) -> complex:
    """Write the loss by the logit alone, in numpy: y·c·ln(1 + e^-z) + (1 - y) ln(1 + e^z)."""
    import numpy as np

    return complex(positive * y * np.log1p(np.exp(-z)) + (1 - y) * np.log1p(np.exp(z)))


def slope_by_step(z: float, y: float, positive: float = 1.0) -> float:
    """Differentiate the loss by the logit, by the complex step."""
    return slope_of_one(lambda moved: loss_at(moved, y, positive), z)


def logit(p: Fraction) -> float:
    """Give the logit of a probability."""
    return log(float(p)) - log1p(-float(p))


def by_sympy(p: Fraction, y: Fraction | int, positive: int = 1) -> dict[str, Oracle]:
    """Let sympy differentiate the loss of σ(z), at the logit of p."""

    def made(what: str) -> Callable[[], float]:
        def found() -> float:
            import sympy

            z = sympy.Symbol("z", real=True)
            target, chance = sympy.Rational(str(y)), sympy.Rational(str(p))
            sigmoid = 1 / (1 + sympy.exp(-z))
            loss = -positive * target * sympy.log(sigmoid) - (1 - target) * sympy.log(1 - sigmoid)
            wanted = loss if what == "loss" else loss.diff(z)
            return float(wanted.subs(z, sympy.log(chance / (1 - chance))))

        return found

    return {what: given(made(what)) for what in ("loss", "slope")}


def sigmoid(z: float) -> float:
    """Give the probability of a logit."""
    return 1 / (1 + exp(-z))


def sigmoid_by_sympy(odds: int, sign: int) -> Oracle:
    """Let sympy give the probability of the logit ±ln(odds)."""

    def found() -> float:
        import sympy

        return float(1 / (1 + sympy.exp(-sign * sympy.log(odds))))

    return given(found)


def by_p_in_sympy(p: Fraction, y: int) -> Oracle:
    """Let sympy differentiate the loss by the probability."""

    def found() -> float:
        import sympy

        q = sympy.Symbol("q", positive=True)
        loss = -y * sympy.log(q) - (1 - y) * sympy.log(1 - q)
        return float(loss.diff(q).subs(q, sympy.Rational(str(p))))

    return given(found)


def by_p_step(p: Fraction, y: int) -> float:
    """Differentiate the loss by the probability, by the complex step."""
    import numpy as np

    return slope_of_one(lambda q: -np.log(q) if y else -np.log(1 - q), float(p))


def curve_in_sympy(p: Fraction) -> Callable[[], float]:
    """Let sympy differentiate the sigmoid where its value is p."""

    def found() -> float:
        import sympy

        z = sympy.Symbol("z", real=True)
        chance = sympy.Rational(str(p))
        return float((1 / (1 + sympy.exp(-z))).diff(z).subs(z, sympy.log(chance / (1 - chance))))

    return found


def curve_by_step(p: Fraction) -> float:
    """Differentiate the sigmoid where its value is p, by the complex step."""
    from drill.exercise import numeric

    return slope_of_one(numeric.sigmoid, logit(p))


def through_weights(p: Fraction, y: int, x: tuple[int, ...]) -> tuple[float, ...]:
    """Move one weight at a time, from weights of 0 and a bias that gives p."""

    def by_one(size: int) -> float:
        return slope_of_one(lambda w: loss_at(logit(p) + w * size, y), 0.0)

    return tuple(map(by_one, x))
