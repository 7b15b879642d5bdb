r"""The softmax of three logits: its values in fractions, and two computations of its slopes.

The logits are z_i = T ln r_i for whole r_i, so that p_i = r_i / (r_1 + r_2 + r_3) exactly, at the
temperature T. The loss is cross-entropy, L = -∑ y_i ln p_i, for targets y that sum to 1. sympy
differentiates it as it stands; the complex step takes the log-sum-exp form. Nothing here draws.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import product
from math import log
from typing import Any, TypeAlias

from drill.exercise.draft import Evidence, Oracle, Value
from drill.exercise.gradient._shared import vector_latex
from drill.exercise.parts import Answer
from drill.exercise.truths import complex_gradient, given
from drill.exercise.write import latex
from drill.maths.build import node
from drill.maths.tree import Negative, Node, Number, Vector

LOGITS = ("z1", "z2", "z3")
CLASSES = (0, 1, 2)
SOFTMAX = r"$p_i = e^{z_i} / \sum_j e^{z_j}$"
LOSS = r"$L = -\sum_i y_i \ln p_i$"
BY_LOGITS = r"$\nabla_z L$"
"""The gradient by the logits, in prose."""
ONE = Fraction(1)
LARGEST_SUM = 12
LARGEST = 9

Three: TypeAlias = tuple[Fraction, Fraction, Fraction]
Weights: TypeAlias = tuple[int, int, int]


def three(entry: Callable[[int], Fraction | int]) -> Three:
    """Make a triple from a rule for its entries, which are numbered from 0."""
    first, second, third = (Fraction(entry(i)) for i in CLASSES)
    return first, second, third


def tree(items: Sequence[Fraction | int]) -> Vector:
    """Turn exact numbers into the tree of a vector."""
    return Vector(nodes(items))


def nodes(items: Sequence[Fraction | int]) -> tuple[Node, ...]:
    """Turn exact numbers into trees."""
    return tuple(map(node, items))


def decimals(items: Sequence[Fraction]) -> tuple[Node, ...]:
    """Turn exact numbers into trees that are written as decimals."""
    return tuple(map(_decimal, items))


def _decimal(size: Fraction) -> Node:
    written = Number(abs(size), f"{float(abs(size)):g}")
    return Negative(written) if size < 0 else written


def setting(items: Sequence[Fraction | int]) -> str:
    """Set a vector of exact numbers."""
    return vector_latex(nodes(items))


def fraction(size: Fraction) -> str:
    """Set an exact number."""
    return latex(node(size))


def logits(weights: Sequence[int], shift: int = 0) -> str:
    r"""Set the logits `shift + \ln r`, without what is 0."""
    return rf"\left({', '.join(_logit(size, shift) for size in weights)}\right)"


def _logit(size: int, shift: int) -> str:
    logarithm = "" if size == 1 else rf"\ln {size}"
    if not shift:
        return logarithm or "0"
    return f"{shift} + {logarithm}" if logarithm else str(shift)


@cache
def triples() -> tuple[Weights, ...]:
    """List exponentials that are not all equal and have a small sum."""
    return tuple(
        (a, b, c)
        for a, b, c in product(range(1, LARGEST + 1), repeat=3)
        if a + b + c <= LARGEST_SUM and len({a, b, c}) > 1
    )


@dataclass(frozen=True, slots=True)
class Softmax:
    """Three classes, by the whole numbers their exponentials are, and the temperature."""

    weights: Weights
    temperature: Fraction = ONE

    @property
    def total(self) -> int:
        """Add the exponentials."""
        return sum(self.weights)

    @property
    def chances(self) -> Three:
        """Divide each exponential by their sum."""
        return three(lambda i: Fraction(self.weights[i], self.total))

    @property
    def sigmoids(self) -> Three:
        """Give what a sigmoid of each logit alone would say."""
        return three(lambda i: Fraction(self.weights[i], self.weights[i] + 1))

    def slope(self, targets: Three) -> Three:
        """Write the gradient of the loss by the logits, (p - y)/T."""
        return three(lambda i: (self.chances[i] - targets[i]) / self.temperature)

    def entry(self, i: int, j: int) -> Fraction:
        """Write ∂p_i/∂z_j at temperature 1: p_i (1 - p_i) on the diagonal, -p_i p_j off it."""
        p = self.chances
        return p[i] * ((i == j) - p[j])

    def row(self, i: int) -> Three:
        """Write the derivatives of p_i by all three logits, at temperature 1."""
        return three(lambda j: self.entry(i, j))

    @property
    def point(self) -> dict[str, float]:
        """Give the logits as floats."""
        stretch = float(self.temperature)
        return {name: stretch * log(size) for name, size in zip(LOGITS, self.weights, strict=True)}


def one_hot(true: int) -> Three:
    """Put 1 at the true class."""
    return three(lambda i: int(i == true))


def slopes_gone_wrong(p: Three, y: Three, temperature: Fraction = ONE) -> list[tuple[str, Answer]]:
    """Give gradients by the logits with a mistake."""
    return [
        ("logit-gradient-sign", tree(three(lambda i: (y[i] - p[i]) / temperature))),
        (
            "mse-gradient-for-ce",
            tree(three(lambda i: (p[i] - y[i]) * p[i] * (1 - p[i]) / temperature)),
        ),
        ("probability-gradient-for-logit", tree(three(lambda i: -y[i] / p[i]))),
    ]


@cache
def _in_sympy() -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """Write logits and probabilities in sympy, at a temperature T."""
    import sympy

    names = tuple(sympy.Symbol(name, real=True) for name in LOGITS)
    temperature = sympy.Symbol("T", positive=True)
    powers = [sympy.exp(z / temperature) for z in names]
    return names, tuple(power / sum(powers) for power in powers)


@cache
def _loss_slopes_in_sympy(targets: Three) -> tuple[Any, ...]:
    import sympy

    names, chances = _in_sympy()
    terms = (
        sympy.Rational(y.numerator, y.denominator) * sympy.log(p)
        for y, p in zip(targets, chances, strict=True)
    )
    loss = -sum(terms, sympy.Integer(0))
    return tuple(loss.diff(z) for z in names)


@cache
def _row_in_sympy(i: int) -> tuple[Any, ...]:
    names, chances = _in_sympy()
    return tuple(chances[i].diff(z) for z in names)


def _asked(made: Softmax, build: Callable[[], Any]) -> Oracle:
    def found() -> Value:
        from drill.exercise.sympy_values import sympy_at

        return sympy_at(build(), {**made.point, "T": float(made.temperature)})

    return given(found)


def _chances_numerically(made: Softmax) -> tuple[float, ...]:
    """Take the softmax in numpy, as exp(z/T - logsumexp(z/T))."""
    import numpy as np

    z = np.array(list(made.point.values())) / float(made.temperature)
    return tuple(map(float, np.exp(z - np.logaddexp.reduce(z))))


def _scaled(made: Softmax, at: dict[str, Any]) -> Any:
    import numpy as np

    return np.array([at[name] for name in LOGITS]) / float(made.temperature)


def chances_evidence(part: str, made: Softmax) -> Evidence:
    """Hold the probabilities against sympy's and numpy's."""
    return Evidence(
        part, _asked(made, lambda: _in_sympy()[1]), given(lambda: _chances_numerically(made))
    )


def slope_evidence(part: str, made: Softmax, targets: Three, only: int | None = None) -> Evidence:
    """Hold the gradient of the loss, or one entry of it, against sympy and the complex step."""

    def loss(**at: Any) -> Any:
        import numpy as np

        z = _scaled(made, at)
        return np.log(np.sum(np.exp(z))) - np.sum(np.array(targets, dtype=float) * z)

    return _evidence(part, made, lambda: _loss_slopes_in_sympy(targets), loss, only)


def row_evidence(part: str, made: Softmax, i: int, only: int | None = None) -> Evidence:
    """Hold the row of p_i in the Jacobian, or one entry, against sympy and the complex step."""

    def chance(**at: Any) -> Any:
        import numpy as np

        powers = np.exp(_scaled(made, at))
        return powers[i] / np.sum(powers)

    return _evidence(part, made, lambda: _row_in_sympy(i), chance, only)


def _evidence(
    part: str,
    made: Softmax,
    slopes: Callable[[], tuple[Any, ...]],
    function: Callable[..., Any],
    only: int | None,
) -> Evidence:
    def stepped() -> Value:
        found = complex_gradient(function, LOGITS)([made.point])[0]
        return found if only is None or not isinstance(found, tuple) else found[only]

    return Evidence(
        part,
        _asked(made, lambda: slopes() if only is None else slopes()[only]),
        given(stepped),
    )
