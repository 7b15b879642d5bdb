"""Two weights of one size under Adam: what L2 and AdamW leave of each, and why they differ."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import product

from drill.exercise.contract import Step
from drill.exercise.decimals import about, bracketed, decimal, exactly
from drill.exercise.draft import Draft, Evidence
from drill.exercise.figures import figure, wired_figures
from drill.exercise.parts import choice
from drill.exercise.pick import Pick
from drill.exercise.truths import given
from drill.exercise.write import maths, table
from drill.grade.part import Choice

ROOTS = tuple(map(exactly, ("0.1", "0.2", "0.25", "0.5", "2", "4", "5", "10")))
"""Values of the root of v, none of them 1."""
RATES = tuple(map(exactly, ("0.01", "0.1", "0.2")))
DECAYS = tuple(map(exactly, ("0.01", "0.02", "0.05", "0.1")))
STARTS = (-5, -4, -2, 2, 4, 5, 8)
LEAST = Fraction(1, 50_000)
"""Below this, sizes are too small to be told apart."""
HINTS = (
    "Which of the two optimisers divides the decay by something?",
    r"With L2 the decay is what is in $\hat m$, and so it is divided by $\sqrt{\hat v}$.",
)
WEAKER = (
    Choice("a", "for $a$ only", "So it is where only $a$ has a root above 1."),
    Choice("b", "for $b$ only", "So it is where only $b$ has a root above 1."),
    Choice("both", "for both", "So it is where both roots are above 1."),
    Choice("neither", "for neither", "So it is where both roots are below 1."),
)


@dataclass(frozen=True, slots=True)
class Pair:
    """The value both weights have, the roots of their mean squares, the decay and the rate."""

    w: int
    a: Fraction
    b: Fraction
    decay: Fraction
    rate: Fraction

    @property
    def apart(self) -> Fraction:
        """Change a weight by AdamW's decay."""
        return -self.rate * self.decay * self.w

    def inside(self, root: Fraction) -> Fraction:
        """Change a weight by Adam's step on the gradient of the penalty."""
        return self.apart / root


@cache
def _pairs() -> tuple[Pair, ...]:
    """List the pairs that can be, since a mean square is above the mean's square, and that tell."""
    every = (
        Pair(w, a, b, decay, rate)
        for a, b, w, decay, rate in product(ROOTS, ROOTS, STARTS, DECAYS, RATES)
        if a != b and min(a, b) > decay * abs(w)
    )
    return tuple(made for made in every if _tells(made, made.a) and _tells(made, made.b))


def _tells(made: Pair, root: Fraction) -> bool:
    sizes = [made.inside(root), *(size for _, size in _gone_wrong(made, root))]
    return len(set(sizes)) == len(sizes) and min(map(abs, sizes)) > LEAST


def _weaker(a: float, b: float, whole: float) -> str:
    """Say which of two changes are smaller than a third."""
    smaller = abs(a) < abs(whole), abs(b) < abs(whole)
    return {(True, True): "both", (True, False): "a", (False, True): "b"}.get(smaller, "neither")


def two_weights(pick: Pick) -> Draft:
    """Ask how much either way decays two weights, and for which ones L2 does less."""
    made = pick.one(_pairs())
    a, b, w = made.a, made.b, made.w
    kind = _weaker(float(made.inside(a)), float(made.inside(b)), float(made.apart))
    return Draft(
        prompt=f"Two weights $a$ and $b$ are both ${w}$. The gradients of the loss average out to "
        r"0, so that with L2 all that is left in Adam's mean is $\hat m = \lambda w$; the mean "
        rf"squares are $\hat v = {decimal(a**2)}$ for $a$ and $\hat v = {decimal(b**2)}$ for $b$. "
        rf"With $\lambda = {decimal(made.decay)}$, $\eta = {decimal(made.rate)}$ and $\epsilon$ "
        "left out: by how much does one step of Adam with L2 change each, by how much does the "
        "decay of AdamW, and for which weights is the decay by L2 the weaker one?",
        parts=(
            figure("a", made.inside(a), label="change of $a$ with L2"),
            figure("b", made.inside(b), label="change of $b$ with L2"),
            figure("w", made.apart, label="change by AdamW's decay"),
            choice("kind", kind, pick.shuffled(WEAKER), label="L2 decays less than AdamW"),
        ),
        evidence=(
            *(_number(name, made) for name in ("a", "b", "w")),
            Evidence(
                "kind",
                given(lambda: _weaker(*_in_sympy(made).values())),
                given(lambda: _weaker(*_in_floats(made).values())),
            ),
        ),
        hints=HINTS,
        solution=(
            Step(
                "two updates",
                r"L2: $-\eta\, \lambda w / \sqrt{\hat v}$. AdamW: $-\eta \lambda w$, whatever "
                r"$\hat v$ is.",
            ),
            Step(
                "without the root",
                rf"$-{decimal(made.rate)} \cdot {decimal(made.decay)} \cdot {bracketed(w)} "
                f"{about(made.apart)}$",
            ),
            Step(
                "weight by weight",
                table(
                    ("weight", r"$\sqrt{\hat v}$", "with L2", "AdamW"),
                    (
                        (name, *map(maths, map(decimal, (root, made.inside(root), made.apart))))
                        for name, root in (("a", a), ("b", b))
                    ),
                ),
            ),
            Step(
                "answer",
                f"L2 decays less {_said(kind)}: where gradients are large, the root divides the "
                "decay away; AdamW shrinks every weight at the same rate.",
            ),
        ),
        mistakes=(
            *wired_figures("a", _gone_wrong(made, a)),
            *wired_figures("b", _gone_wrong(made, b)),
            *wired_figures(
                "w",
                (
                    ("ascent", -made.apart),
                    ("decay-inside-gradient", made.inside(a)),
                    ("decay-inside-gradient", made.inside(b)),
                ),
            ),
        ),
        plain=frozenset({"a", "b", "w"}),
    )


def _said(kind: str) -> str:
    return next(one.text for one in WEAKER if one.id == kind)


def _gone_wrong(made: Pair, root: Fraction) -> tuple[tuple[str, Fraction], ...]:
    right = made.inside(root)
    return (
        ("ascent", -right),
        ("decay-outside-moments", made.apart),
        ("square-root-missing", right / root),
        ("learning-rate-missing", right / made.rate),
    )


def _number(name: str, made: Pair) -> Evidence:
    return Evidence(
        name, given(lambda: _in_sympy(made)[name]), given(lambda: _in_floats(made)[name])
    )


def _in_sympy(made: Pair) -> dict[str, float]:
    """Differentiate the penalty, and divide by the root of the mean square."""
    import sympy

    decay, rate = (sympy.Rational(str(size)) for size in (made.decay, made.rate))
    x = sympy.Symbol("x", real=True)
    pull = (decay * x**2 / 2).diff(x).subs(x, made.w)
    squares = (sympy.Rational(str(root**2)) for root in (made.a, made.b))
    a, b = (-rate * pull / sympy.sqrt(square) for square in squares)
    return {"a": float(a), "b": float(b), "w": float(-rate * pull)}


def _in_floats(made: Pair) -> dict[str, float]:
    """Update three weights at once in numpy, the last one beside Adam."""
    import numpy as np

    w, rate, decay = float(made.w), float(made.rate), float(made.decay)
    square = np.array([float(made.a) ** 2, float(made.b) ** 2])
    a, b = (w - rate * decay * w * square**-0.5) - w
    return {"a": float(a), "b": float(b), "w": w * (1 - rate * decay) - w}
