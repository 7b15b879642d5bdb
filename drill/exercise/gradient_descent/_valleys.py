"""Two steps with momentum in the valley a w², classical and Nesterov's.

Nesterov takes the slope at the point the old velocity leads to (Nesterov 1983; Sutskever et al.
2013).
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from itertools import product
from typing import TypeAlias

from drill.exercise.contract import Step
from drill.exercise.decimals import about, bracketed, decimal
from drill.exercise.draft import Draft, Evidence
from drill.exercise.figures import apart, figure, wired_figures
from drill.exercise.gradient_descent._velocity import CLASSICAL, KEPT, RATES, added
from drill.exercise.parts import after
from drill.exercise.pick import Pick
from drill.exercise.truths import given, slope_of_one
from drill.exercise.write import display, latex, maths, table
from drill.maths.build import minus, power, times
from drill.maths.tree import Name

W = Name("w")
LOOKING_AHEAD = (
    r"$g_k = f'(w_{k-1} - \eta \mu v_{k-1}), \quad v_k = \mu v_{k-1} + g_k, \quad "
    r"w_k = w_{k-1} - \eta v_k$"
)
HINTS = {
    2: (
        "There are two states to carry along: the velocity and the weight.",
        "Start with $v_0 = 0$; at the second step the first gradient is still there, weakened.",
    ),
    4: (
        "Where is the slope taken here?",
        r"Not at $w_{k-1}$: at the point $w_{k-1} - \eta \mu v_{k-1}$.",
    ),
}


def _two_steps(valley: Valley, *, ahead: bool) -> bool:
    """Say whether the mistakes of the second step can be told apart, and from the truth."""
    (_, _, w1), (_, v2, w2) = _valley_run(*valley, ahead=ahead)
    return apart(w2, *(wrong for _, wrong in _valley_gone_wrong(valley, w1, v2)))


def _valley_run(
    a: int, kept: Fraction, rate: Fraction, start: int, *, ahead: bool
) -> list[tuple[Fraction, Fraction, Fraction]]:
    """Two steps in the valley a w²: gradient, velocity and weight after each."""
    w, v, found = Fraction(start), Fraction(0), []
    for _ in range(2):
        g = 2 * a * (w - rate * kept * v if ahead else w)
        v = kept * v + g
        w -= rate * v
        found.append((g, v, w))
    return found


def _valley_gone_wrong(valley: Valley, w1: Fraction, v2: Fraction) -> list[tuple[str, Fraction]]:
    """Give w_2 with a mistake in the second step."""
    a, _, rate, _ = valley
    return [
        ("momentum-forgets", w1 - rate * 2 * a * w1),
        ("ascent", w1 + rate * v2),
        ("learning-rate-missing", w1 - v2),
    ]


Valley: TypeAlias = tuple[int, Fraction, Fraction, int]
"""a, μ, η and w_0, for f = a w²."""
VALLEYS = tuple(product((1, 2, 3, 4), KEPT, RATES[1:], (-5, -4, -2, -1, 1, 2, 4, 5)))


@cache
def _valleys(*, ahead: bool) -> tuple[Valley, ...]:
    return tuple(valley for valley in VALLEYS if _two_steps(valley, ahead=ahead))


def _valley_in_matrices(
    a: int, kept: Fraction, rate: Fraction, start: int, *, ahead: bool
) -> tuple[float, float]:
    """Two steps as the square of one linear map of (v, w), in sympy."""
    import sympy

    mu, eta = sympy.Rational(str(kept)), sympy.Rational(str(rate))
    look = 2 * a * eta * mu if ahead else sympy.Integer(0)
    one = sympy.Matrix([[mu - look, 2 * a], [-eta * (mu - look), 1 - 2 * a * eta]])
    v, w = one**2 * sympy.Matrix([0, start])
    return float(v), float(w)


def _valley_in_floats(
    a: int, kept: Fraction, rate: Fraction, start: int, *, ahead: bool
) -> tuple[float, float]:
    mu, eta, w, v = float(kept), float(rate), float(start), 0.0
    for _ in range(2):
        v = mu * v + slope_of_one(lambda z: a * z**2, w - eta * mu * v if ahead else w)
        w -= eta * v
    return v, w


def _valley(pick: Pick, level: int, rule: str, lead: str, *, ahead: bool) -> Draft:
    valley = pick.one(_valleys(ahead=ahead))
    a, kept, rate, start = valley
    (g1, v1, w1), (g2, v2, w2) = _valley_run(a, kept, rate, start, ahead=ahead)
    slope_at = w1 - rate * kept * v1 if ahead else w1
    of = times(a, power(W, 2))
    where = r"$w_1 - \eta \mu v_1 " + f"{about(slope_at)}$" if ahead else f"$w_1 {about(w1)}$"
    wrong = _valley_gone_wrong(valley, w1, v2)
    first, second = (
        run(a, kept, rate, start, ahead=ahead) for run in (_valley_in_matrices, _valley_in_floats)
    )
    return Draft(
        prompt=f"{lead} {rule}. From $w_0 = {start}$ and $v_0 = 0$, with $\\mu = {decimal(kept)}$ "
        f"and $\\eta = {decimal(rate)}$, take two steps. Find $v_2$ and $w_2$."
        + display(f"f(w) = {latex(of)}").rstrip(),
        parts=(
            figure("v", v2, label="$v_2$"),
            after(figure("w", w2, label="$w_2$"), minus(w1, times(rate, Name("v")))),
        ),
        evidence=(
            Evidence("v", given(first[0]), given(second[0])),
            Evidence("w", given(first[1]), given(second[1])),
        ),
        hints=HINTS[level],
        solution=(
            Step(
                "first step", f"With $v_0 = 0$ it is plain gradient descent: $g_1 = {decimal(g1)}$."
            ),
            Step(
                "after it",
                f"$v_1 = {decimal(v1)}$ and $w_1 = {start} - {decimal(rate)} \\cdot "
                f"{bracketed(v1)} {about(w1)}$",
            ),
            Step("second slope", f"Taken at {where}: $g_2 {about(g2)}$."),
            Step(
                "second velocity",
                f"$v_2 = {decimal(kept)} \\cdot {bracketed(v1)} {added(g2)} {about(v2)}$",
            ),
            Step(
                "answer",
                table(
                    ("k", "$g_k$", "$v_k$", "$w_k$"),
                    [
                        ("0", "", "$0$", f"${start}$"),
                        ("1", *(maths(decimal(x)) for x in (g1, v1, w1))),
                        ("2", *(maths(decimal(x)) for x in (g2, v2, w2))),
                    ],
                ),
            ),
        ),
        mistakes=wired_figures("w", wrong),
        plain=frozenset({"v", "w"}),
    )


def in_a_valley(pick: Pick) -> Draft:
    """Take two classical steps."""
    return _valley(pick, 2, CLASSICAL, r"Momentum, with $g_k = f'(w_{k-1})$:", ahead=False)


def nesterov(pick: Pick) -> Draft:
    """Take two steps of Nesterov's, which look ahead."""
    return _valley(pick, 4, LOOKING_AHEAD, "Nesterov momentum:", ahead=True)
