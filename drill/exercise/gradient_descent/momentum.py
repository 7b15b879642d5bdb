"""Momentum by hand: the velocity as a sum of old gradients, in the conventions in use.

Classical (PyTorch's default): v ← μ v + g, then w ← w - η v. Nesterov takes the slope at the point
the old velocity leads to (Nesterov 1983; Sutskever et al. 2013). The averaged convention weighs
the new gradient by 1 - μ. Every prompt writes its convention out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import cache
from itertools import product
from typing import TypeAlias

from drill.exercise.contract import Step
from drill.exercise.decimals import about, bracketed, decimal, exactly, typed_decimal
from drill.exercise.draft import Draft, Evidence, Oracle
from drill.exercise.family import Family, levels, shares
from drill.exercise.figures import apart, figure
from drill.exercise.parts import wired
from drill.exercise.pick import Pick
from drill.exercise.truths import given, slope_of_one
from drill.exercise.write import display, latex, maths, table
from drill.maths.build import power, times
from drill.maths.tree import Name

W = Name("w")
KEPT = tuple(map(exactly, ("0.5", "0.6", "0.8", "0.9")))
"""Values of μ."""
RATES = tuple(map(exactly, ("0.01", "0.05", "0.1", "0.2")))
STARTS = (-2, -1, 1, 2, 3, 5)
SLOPES = tuple(g for g in range(-6, 7) if g)
CLASSICAL = r"$v_k = \mu v_{k-1} + g_k, \quad w_k = w_{k-1} - \eta v_k$"
LOOKING_AHEAD = (
    r"$g_k = f'(w_{k-1} - \eta \mu v_{k-1}), \quad v_k = \mu v_{k-1} + g_k, \quad "
    r"w_k = w_{k-1} - \eta v_k$"
)
AVERAGED = r"$m_k = \mu m_{k-1} + (1 - \mu) g_k$"


def _one_step(kept: Fraction, rate: Fraction, g: int, old: int, start: int) -> bool:
    """Say whether the mistakes of one step can be told apart, from each other and the truth."""
    new = kept * old + g
    weights = (start - rate * move for move in (new, -new, new / rate, Fraction(g)))
    return apart(new, Fraction(g), old + kept * g) and apart(*weights)


def _two_steps(valley: Valley, *, ahead: bool) -> bool:
    """Say the same of two steps in a valley."""
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
def _one_steps() -> tuple[tuple[Fraction, Fraction, int, int, int], ...]:
    """List μ, η, g_1, v_0 and w_0 of the first level; worked out when it is first drawn."""
    every = product(KEPT, RATES, SLOPES, (-8, -5, -2, 2, 5, 8), STARTS)
    return tuple(choices for choices in every if _one_step(*choices))


@cache
def _valleys(*, ahead: bool) -> tuple[Valley, ...]:
    return tuple(valley for valley in VALLEYS if _two_steps(valley, ahead=ahead))


@cache
def _two_slopes() -> tuple[tuple[Fraction, Fraction, int, int], ...]:
    """List μ, η, g_1 and g_2 with which all conventions differ."""
    return tuple(
        (kept, rate, one, two)
        for kept, rate, one, two in product(KEPT, RATES, SLOPES, SLOPES)
        if apart(kept * one + two, Fraction(two), Fraction(0), one + kept * two, Fraction(one))
    )


HINTS = {
    1: ("The velocity remembers.", r"First $v_1$: the old velocity times $\mu$, plus the slope."),
    2: (
        "There are two states to carry along: the velocity and the weight.",
        "Start with $v_0 = 0$; at the second step the first gradient is still there, weakened.",
    ),
    3: (
        "How much of each earlier gradient is left?",
        r"The velocity is $g (1 + \mu + \mu^2 + \ldots)$: a geometric sum.",
    ),
    4: (
        "Where is the slope taken here?",
        r"Not at $w_{k-1}$: at the point $w_{k-1} - \eta \mu v_{k-1}$.",
    ),
    5: (
        "In one convention the new gradient has the weight 1, in the other it has not.",
        r"From $0$, each averaged value is the classical one times $1 - \mu$.",
    ),
}


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
            2: _in_a_valley,
            3: _constant_slope,
            4: _nesterov,
            5: _conventions,
        }
        return made[level](pick)


FAMILY = Momentum()


def _plain_value(size: Fraction) -> Oracle:
    return given(lambda: float(size))


def _weighted(kept: Fraction, slopes: Sequence[Fraction]) -> Fraction:
    """Sum μ^(k-i) g_i: the velocity without its recursion."""
    last = len(slopes) - 1
    return sum((kept ** (last - i) * g for i, g in enumerate(slopes)), Fraction(0))


def _run_in_floats(kept: Fraction, slopes: Sequence[Fraction | int], old: float = 0.0) -> float:
    velocity = old
    for g in slopes:
        velocity = float(kept) * velocity + float(g)
    return velocity


def _single(pick: Pick) -> Draft:
    kept, rate, g, old, start = pick.one(_one_steps())
    v = kept * old + g
    w = start - rate * v
    return Draft(
        prompt=f"Momentum: {CLASSICAL}. Here $\\mu = {decimal(kept)}$, $\\eta = {decimal(rate)}$, "
        f"$v_0 = {old}$, $w_0 = {start}$ and the gradient is $g_1 = {g}$. Find $v_1$ and $w_1$.",
        parts=(figure("v", v, label="$v_1$"), figure("w", w, label="$w_1$")),
        evidence=(
            Evidence("v", _plain_value(kept * old + g), given(_one_velocity(kept, g, old))),
            Evidence(
                "w",
                _plain_value(start - rate * kept * old - rate * g),
                given(lambda: start - float(rate) * _run_in_floats(kept, [g], float(old))),
            ),
        ),
        hints=HINTS[1],
        solution=(
            Step("velocity first", r"$v_1 = \mu v_0 + g_1$, and the weight moves by $-\eta v_1$."),
            Step(
                "velocity",
                rf"$v_1 = {decimal(kept)} \cdot {bracketed(old)} {_added(g)} {about(v)}$",
            ),
            Step(
                "weight",
                rf"$w_1 = {start} - {decimal(rate)} \cdot {bracketed(v)} {about(w)}$",
            ),
            Step("answer", f"$v_1 {about(v)}$ and $w_1 {about(w)}$."),
        ),
        mistakes=(
            *wired(
                "v",
                [
                    ("momentum-forgets", typed_decimal(g)),
                    ("betas-swapped", typed_decimal(old + kept * g)),
                ],
            ),
            *wired(
                "w",
                [
                    ("ascent", typed_decimal(start + rate * v)),
                    ("learning-rate-missing", typed_decimal(start - v)),
                    ("momentum-forgets", typed_decimal(start - rate * g)),
                ],
            ),
        ),
        plain=frozenset({"v", "w"}),
    )


def _one_velocity(kept: Fraction, g: int, old: int) -> Callable[[], float]:
    return lambda: _run_in_floats(kept, [g], float(old))


def _added(size: Fraction | int) -> str:
    return f"- {decimal(-size)}" if size < 0 else f"+ {decimal(size)}"


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
        parts=(figure("v", v2, label="$v_2$"), figure("w", w2, label="$w_2$")),
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
                f"$v_2 = {decimal(kept)} \\cdot {bracketed(v1)} {_added(g2)} {about(v2)}$",
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
        mistakes=wired("w", [(name, typed_decimal(size)) for name, size in wrong]),
        plain=frozenset({"v", "w"}),
    )


def _in_a_valley(pick: Pick) -> Draft:
    return _valley(pick, 2, CLASSICAL, r"Momentum, with $g_k = f'(w_{k-1})$:", ahead=False)


def _nesterov(pick: Pick) -> Draft:
    return _valley(pick, 4, LOOKING_AHEAD, "Nesterov momentum:", ahead=True)


def _constant_slope(pick: Pick) -> Draft:
    kept = pick.one(KEPT)
    g, count = pick.one((-6, -5, -4, -3, -2, 2, 3, 4, 5, 6)), pick.one((2, 3, 4, 5))
    v = _weighted(kept, [Fraction(g)] * count)
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
                _plain_value(g * (1 - kept**count) / (1 - kept)),
                given(lambda: _run_in_floats(kept, [g] * count)),
            ),
            Evidence("limit", _limit(kept, g), given(lambda: _run_in_floats(kept, [g] * 400))),
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
            *wired("v", [("momentum-forgets", typed_decimal(g))]),
            *wired("limit", [("momentum-forgets", typed_decimal(g))]),
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
    v = _weighted(kept, slopes)
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
            figure("m", m, label="$m_2$"),
            figure("rate", matching, label="learning rate for $m$"),
        ),
        evidence=(
            Evidence("v", _plain_value(v), given(lambda: _run_in_floats(kept, [g1, g2]))),
            Evidence("m", _plain_value(m), given(lambda: _average_in_floats(kept, g1, g2))),
            Evidence(
                "rate",
                _plain_value(rate * v / m),
                given(
                    lambda: (
                        float(rate)
                        * _run_in_floats(kept, [g1, g2])
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
                f"$v_2 = {decimal(kept)} \\cdot {bracketed(g1)} {_added(g2)} {about(v)}$",
            ),
            Step("averaged", f"$m_2 = {decimal(1 - kept)} \\cdot {bracketed(v)} {about(m)}$"),
            Step(
                "answer",
                rf"The same step needs $\eta' m = \eta v$: $\eta' = {decimal(rate)} / "
                f"{decimal(1 - kept)} {about(matching)}$.",
            ),
        ),
        mistakes=(
            *wired("v", [("momentum-forgets", typed_decimal(g2))]),
            *wired("m", _averages_gone_wrong(m, swapped, kept, g2)),
        ),
        plain=frozenset({"v", "m", "rate"}),
    )


def _averages_gone_wrong(
    m: Fraction, swapped: Fraction, kept: Fraction, g2: int
) -> list[tuple[str, str]]:
    """Give the averages with a mistake; for μ = 1/2 swapping the weights changes nothing."""
    forgot = (1 - kept) * g2
    wrong = [("momentum-forgets", typed_decimal(forgot))]
    if swapped not in {m, forgot}:
        wrong.append(("betas-swapped", typed_decimal(swapped)))
    return wrong


def _average_in_floats(kept: Fraction, g1: int, g2: int) -> float:
    average = 0.0
    for g in (g1, g2):
        average = float(kept) * average + (1 - float(kept)) * g
    return average
