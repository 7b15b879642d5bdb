"""Momentum by hand: the velocity as a sum of old gradients, in the conventions in use.

Classical (PyTorch's default): v ← μ v + g, then w ← w - η v. Nesterov takes the slope at the point
the old velocity leads to (Nesterov 1983; Sutskever et al. 2013). The averaged convention weighs
the new gradient by 1 - μ. Every prompt writes its convention out.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import cache
from itertools import product

from drill.exercise.contract import Step
from drill.exercise.decimals import about, bracketed, decimal
from drill.exercise.draft import Draft, Evidence, Oracle
from drill.exercise.family import Family, levels, shares
from drill.exercise.figures import apart, figure, wired_figures
from drill.exercise.gradient_descent._valleys import in_a_valley, nesterov
from drill.exercise.gradient_descent._velocity import (
    CLASSICAL,
    KEPT,
    RATES,
    added,
    run_in_floats,
    weighted,
)
from drill.exercise.parts import after
from drill.exercise.pick import Pick
from drill.exercise.truths import given
from drill.maths.build import minus, times
from drill.maths.tree import Name

STARTS = (-2, -1, 1, 2, 3, 5)
SLOPES = tuple(g for g in range(-6, 7) if g)
AVERAGED = r"$m_k = \mu m_{k-1} + (1 - \mu) g_k$"
HINTS = {
    1: ("The velocity remembers.", r"First $v_1$: the old velocity times $\mu$, plus the slope."),
    3: (
        "How much of each earlier gradient is left?",
        r"The velocity is $g (1 + \mu + \mu^2 + \ldots)$: a geometric sum.",
    ),
    5: (
        "In one convention the new gradient has the weight 1, in the other it has not.",
        r"From $0$, each averaged value is the classical one times $1 - \mu$.",
    ),
}


def _one_step(kept: Fraction, rate: Fraction, g: int, old: int, start: int) -> bool:
    """Say whether the mistakes of one step can be told apart, from each other and the truth."""
    new = kept * old + g
    weights = (start - rate * move for move in (new, -new, new / rate, Fraction(g)))
    return apart(new, Fraction(g), old + kept * g) and apart(*weights)


@cache
def _one_steps() -> tuple[tuple[Fraction, Fraction, int, int, int], ...]:
    """List μ, η, g_1, v_0 and w_0 of the first level; worked out when it is first drawn."""
    every = product(KEPT, RATES, SLOPES, (-8, -5, -2, 2, 5, 8), STARTS)
    return tuple(choices for choices in every if _one_step(*choices))


@cache
def _two_slopes() -> tuple[tuple[Fraction, Fraction, int, int], ...]:
    """List μ, η, g_1 and g_2 with which all conventions differ."""
    return tuple(
        (kept, rate, one, two)
        for kept, rate, one, two in product(KEPT, RATES, SLOPES, SLOPES)
        if apart(kept * one + two, Fraction(two), Fraction(0), one + kept * two, Fraction(one))
    )


class Momentum(Family):
    """Carry out steps of momentum in its conventions."""

    name = "momentum"
    topic = "gradient_descent"
    title = "Take steps with momentum"
    instances = levels(5714, 376, 160, 384, 1952)
    requires = shares(gd_steps_1d=0.7)

    def draw(self, level: int, pick: Pick) -> Draft:
        """Draw the weights of the past; every level writes its convention out."""
        made: dict[int, Callable[[Pick], Draft]] = {
            1: _single,
            2: in_a_valley,
            3: _constant_slope,
            4: nesterov,
            5: _conventions,
        }
        return made[level](pick)


FAMILY = Momentum()


def _single(pick: Pick) -> Draft:
    kept, rate, g, old, start = pick.one(_one_steps())
    v = kept * old + g
    w = start - rate * v
    return Draft(
        prompt=f"Momentum: {CLASSICAL}. Here $\\mu = {decimal(kept)}$, $\\eta = {decimal(rate)}$, "
        f"$v_0 = {old}$, $w_0 = {start}$ and the gradient is $g_1 = {g}$. Find $v_1$ and $w_1$.",
        parts=(
            figure("v", v, label="$v_1$"),
            after(figure("w", w, label="$w_1$"), minus(start, times(rate, Name("v")))),
        ),
        evidence=(
            Evidence("v", given(float(kept * old + g)), given(_one_velocity(kept, g, old))),
            Evidence(
                "w",
                given(float(start - rate * kept * old - rate * g)),
                given(lambda: start - float(rate) * run_in_floats(kept, [g], float(old))),
            ),
        ),
        hints=HINTS[1],
        solution=(
            Step("velocity first", r"$v_1 = \mu v_0 + g_1$, and the weight moves by $-\eta v_1$."),
            Step(
                "velocity",
                rf"$v_1 = {decimal(kept)} \cdot {bracketed(old)} {added(g)} {about(v)}$",
            ),
            Step(
                "weight",
                rf"$w_1 = {start} - {decimal(rate)} \cdot {bracketed(v)} {about(w)}$",
            ),
            Step("answer", f"$v_1 {about(v)}$ and $w_1 {about(w)}$."),
        ),
        mistakes=(
            *wired_figures(
                "v",
                [
                    ("momentum-forgets", g),
                    ("betas-swapped", old + kept * g),
                ],
            ),
            *wired_figures(
                "w",
                [
                    ("ascent", start + rate * v),
                    ("learning-rate-missing", start - v),
                    ("momentum-forgets", start - rate * g),
                ],
            ),
        ),
        plain=frozenset({"v", "w"}),
    )


def _one_velocity(kept: Fraction, g: int, old: int) -> Callable[[], float]:
    return lambda: run_in_floats(kept, [g], float(old))


def _constant_slope(pick: Pick) -> Draft:
    kept = pick.one(KEPT)
    g, count = pick.one((-6, -5, -4, -3, -2, 2, 3, 4, 5, 6)), pick.one((2, 3, 4, 5))
    v = weighted(kept, [Fraction(g)] * count)
    limit = g / (1 - kept)
    terms = " + ".join(_power(kept, i) for i in range(count))
    return Draft(
        prompt=f"The gradient is $g = {g}$ at every step, $v_0 = 0$ and $v_k = \\mu v_{{k-1}} + g$ "
        f"with $\\mu = {decimal(kept)}$. Find $v_{count}$, and what $v_k$ tends to.",
        parts=(
            figure("v", v, label=f"$v_{count}$"),
            figure("limit", limit, label="limit of $v_k$"),
        ),
        evidence=(
            Evidence(
                "v",
                given(float(g * (1 - kept**count) / (1 - kept))),
                given(lambda: run_in_floats(kept, [g] * count)),
            ),
            Evidence("limit", _limit(kept, g), given(lambda: run_in_floats(kept, [g] * 400))),
        ),
        hints=HINTS[3],
        solution=(
            Step("a sum of old gradients", "Each step weakens what is there and adds a new $g$."),
            Step("the sum", rf"$v_{count} = {g} \cdot ({terms}) {about(v)}$"),
            Step(
                "the limit",
                r"Where $v$ stays as it is, $v = \mu v + g$, so $v = \frac{g}{1 - \mu}$.",
            ),
            Step(
                "answer",
                f"$v_{count} {about(v)}$, and the limit is ${g} / {decimal(1 - kept)} "
                f"{about(limit)}$: ${decimal(1 / (1 - kept), 3)}$ times the gradient.",
            ),
        ),
        mistakes=(
            *wired_figures("v", [("momentum-forgets", g)]),
            *wired_figures("limit", [("momentum-forgets", g)]),
        ),
        plain=frozenset({"v", "limit"}),
    )


def _power(kept: Fraction, i: int) -> str:
    return ("1", decimal(kept))[i] if i < 2 else f"{decimal(kept)}^{i}"


def _limit(kept: Fraction, g: int) -> Oracle:
    """Let sympy sum the geometric series."""

    def found() -> float:
        import sympy

        i = sympy.Symbol("i", integer=True, nonnegative=True)
        return float(g * sympy.summation(sympy.Rational(str(kept)) ** i, (i, 0, sympy.oo)))

    return given(found)


def _conventions(pick: Pick) -> Draft:
    kept, rate, g1, g2 = pick.one(_two_slopes())
    slopes = (Fraction(g1), Fraction(g2))
    v = weighted(kept, slopes)
    m = (1 - kept) * v
    matching = rate / (1 - kept)
    swapped = (1 - kept) * kept * g1 + kept * g2
    return Draft(
        prompt=r"Two conventions, both from 0: classical $v_k = \mu v_{k-1} + g_k$, and averaged "
        f"{AVERAGED}. With $\\mu = {decimal(kept)}$, $g_1 = {g1}$, $g_2 = {g2}$: find $v_2$ and "
        f"$m_2$. Classical momentum runs with $\\eta = {decimal(rate)}$; which learning rate "
        "makes the averaged one take the same steps?",
        parts=(
            figure("v", v, label="$v_2$"),
            after(figure("m", m, label="$m_2$"), times(1 - kept, Name("v"))),
            figure("rate", matching, label="learning rate for $m$"),
        ),
        evidence=(
            Evidence("v", given(float(v)), given(lambda: run_in_floats(kept, [g1, g2]))),
            Evidence("m", given(float(m)), given(lambda: _average_in_floats(kept, g1, g2))),
            Evidence(
                "rate",
                given(float(rate * v / m)),
                given(
                    lambda: (
                        float(rate)
                        * run_in_floats(kept, [g1, g2])
                        / _average_in_floats(kept, g1, g2)
                    )
                ),
            ),
        ),
        hints=HINTS[5],
        solution=(
            Step("both sums", r"$v_2 = \mu g_1 + g_2$ and $m_2 = (1 - \mu)(\mu g_1 + g_2)$."),
            Step(
                "classical",
                f"$v_2 = {decimal(kept)} \\cdot {bracketed(g1)} {added(g2)} {about(v)}$",
            ),
            Step("averaged", f"$m_2 = {decimal(1 - kept)} \\cdot {bracketed(v)} {about(m)}$"),
            Step(
                "answer",
                rf"The same step needs $\eta' m = \eta v$: $\eta' = {decimal(rate)} / "
                f"{decimal(1 - kept)} {about(matching)}$.",
            ),
        ),
        mistakes=(
            *wired_figures("v", [("momentum-forgets", g2)]),
            *wired_figures("m", _averages_gone_wrong(m, swapped, kept, g2)),
        ),
        plain=frozenset({"v", "m", "rate"}),
    )


def _averages_gone_wrong(
    m: Fraction, swapped: Fraction, kept: Fraction, g2: int
) -> list[tuple[str, Fraction]]:
    """Give the averages with a mistake; for μ = 1/2 swapping the weights changes nothing."""
    forgot = (1 - kept) * g2
    wrong = [("momentum-forgets", forgot)]
    if swapped not in {m, forgot}:
        wrong.append(("betas-swapped", swapped))
    return wrong


def _average_in_floats(kept: Fraction, g1: int, g2: int) -> float:
    average = 0.0
    for g in (g1, g2):
        average = float(kept) * average + (1 - float(kept)) * g
    return average
