"""Adam by hand: both moving averages, their corrections, and the step they make.

Source: Kingma and Ba, Adam: a method for stochastic optimization (2015), algorithm 1:
m ← β₁ m + (1 - β₁) g, v ← β₂ v + (1 - β₂) g², m̂ = m/(1 - β₁^t), v̂ = v/(1 - β₂^t),
w ← w - η m̂/(√v̂ + ε). The gradients are chosen so that √v̂ is a whole number; ε is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import product
from math import isqrt

from drill.exercise.contract import Step, WiredMistake
from drill.exercise.decimals import about, bracketed, decimal, exactly, typed_decimal
from drill.exercise.draft import Draft, Evidence, Oracle
from drill.exercise.family import Family, levels, shares
from drill.exercise.figures import apart, figure
from drill.exercise.parts import choice, wired
from drill.exercise.pick import Pick
from drill.exercise.truths import given
from drill.exercise.write import maths, table
from drill.grade.part import Choice

FIRST = tuple(map(exactly, ("0.5", "0.8", "0.9")))
"""Values of β₁."""
SECOND = tuple(map(exactly, ("0.5", "0.9", "0.99", "0.999")))
"""Values of β₂."""
RATES = tuple(map(exactly, ("0.001", "0.01", "0.02", "0.1")))
SLOPES = tuple(g for g in range(-9, 10) if abs(g) > 1)
HALF = Fraction(1, 2)
AVERAGES = (
    r"$m_t = \beta_1 m_{t-1} + (1 - \beta_1) g_t$ and "
    r"$v_t = \beta_2 v_{t-1} + (1 - \beta_2) g_t^2$"
)
CORRECTIONS = r"$\hat m_t = m_t / (1 - \beta_1^t)$ and $\hat v_t = v_t / (1 - \beta_2^t)$"
UPDATE = r"$w_t = w_{t-1} - \eta\, \hat m_t / (\sqrt{\hat v_t} + \epsilon)$"


@dataclass(frozen=True, slots=True)
class State:
    """Everything Adam knows of one weight after a step."""

    m: Fraction
    v: Fraction
    m_hat: Fraction
    v_hat: Fraction


def _averages(first: Fraction, second: Fraction, slopes: Sequence[int]) -> State:
    """Run the recursions from 0 over the gradients, and correct them at the end."""
    m = v = Fraction(0)
    for g in slopes:
        m = first * m + (1 - first) * g
        v = second * v + (1 - second) * g * g
    t = len(slopes)
    return State(m, v, m / (1 - first**t), v / (1 - second**t))


def _root(size: Fraction) -> Fraction | None:
    """Take an exact square root; None where there is none."""
    top, bottom = isqrt(size.numerator), isqrt(size.denominator)
    root = Fraction(top, bottom)
    return root if root * root == size else None


def _sums(first: Fraction, second: Fraction, slopes: Sequence[int]) -> Callable[[str], Oracle]:
    """Use the closed forms: weighted sums of all gradients, in sympy's rationals."""

    def of(what: str) -> Oracle:
        def found() -> float:
            import sympy

            b1, b2 = (sympy.Rational(str(b)) for b in (first, second))
            t = len(slopes)
            m = sum((1 - b1) * b1 ** (t - 1 - i) * g for i, g in enumerate(slopes))
            v = sum((1 - b2) * b2 ** (t - 1 - i) * g**2 for i, g in enumerate(slopes))
            m_hat, v_hat = m / (1 - b1**t), v / (1 - b2**t)
            values = {"m": m, "v": v, "mh": m_hat, "vh": v_hat}
            values["ratio"] = m_hat / sympy.sqrt(v_hat)
            values["raw"] = m / sympy.sqrt(v)
            return float(values[what])

        return given(found)

    return of


def _arrays(first: Fraction, second: Fraction, slopes: Sequence[int]) -> dict[str, float]:
    """Run a reference implementation in numpy."""
    import numpy as np

    beta = np.array([float(first), float(second)])
    state = np.zeros(2)
    for g in slopes:
        state = beta * state + (1 - beta) * np.array([g, g * g], dtype=float)
    hats = state / (1 - beta ** len(slopes))
    return {
        "m": float(state[0]),
        "v": float(state[1]),
        "mh": float(hats[0]),
        "vh": float(hats[1]),
        "ratio": float(hats[0] / np.sqrt(hats[1])),
        "raw": float(state[0] / np.sqrt(state[1])),
    }


def _evidence(
    part: str, what: str, first: Fraction, second: Fraction, slopes: Sequence[int]
) -> Evidence:
    symbolic = _sums(first, second, slopes)(what)
    return Evidence(part, symbolic, given(lambda: _arrays(first, second, slopes)[what]))


def _moved(
    part: str, first: Fraction, second: Fraction, slopes: Sequence[int], rate: Fraction
) -> Evidence:
    """Hold the change of a weight against both computations of the ratio."""
    ratio = _evidence(part, "ratio", first, second, slopes)
    return Evidence(part, _scaled(ratio.symbolic, -rate), _scaled(ratio.numeric, -rate))


def _scaled(oracle: Oracle, factor: Fraction) -> Oracle:
    return given(lambda: float(factor) * float(str(oracle([{}])[0])))


HINTS = {
    1: (
        "Two averages: one of the gradient, one of its square.",
        r"Both start at 0, so only the part with $1 - \beta$ is left.",
    ),
    2: (
        "At $t = 1$ the correction undoes the average exactly.",
        r"$\hat m_1 = g_1$ and $\hat v_1 = g_1^2$, whatever the betas are.",
    ),
    3: (
        "Carry both averages through two steps; correct them only at the end.",
        r"The corrections at $t = 2$ divide by $1 - \beta^2$.",
    ),
    4: (
        "Each weight has averages of its own.",
        "Divide each corrected mean by the root of its own corrected square.",
    ),
    5: (
        "The corrections are there because both averages start at 0.",
        "Work out the step twice: with the corrected averages, and with the raw ones.",
    ),
}


@cache
def _pairs() -> tuple[tuple[int, int], ...]:
    """List the gradients g_1, g_2 for β = 1/2 at which √v̂ is exact: (g_1² + 2 g_2²)/3 a square."""
    sizes = [g for g in range(-23, 24) if g]
    every = ((one, two) for one in sizes for two in sizes if abs(one) != abs(two))
    return tuple(
        pair
        for pair in every
        if _root(_averages(HALF, HALF, pair).v_hat) is not None and pair[0] + 2 * pair[1]
    )


class AdamStep(Family):
    """Carry out steps of Adam, with bias correction and without."""

    name = "adam_step"
    topic = "gradient_descent"
    title = "Take a step of Adam"
    instances = levels(192, 192, 160, 12_800, 1536)
    requires = shares(momentum=0.5)

    def draw(self, level: int, pick: Pick) -> Draft:
        """Draw gradients; from level 3 on the betas are 1/2 and the root is exact."""
        made: dict[int, Callable[[Pick], Draft]] = {
            1: _raw_averages,
            2: _first_step,
            3: _second_step,
            4: _two_weights,
            5: _uncorrected,
        }
        return made[level](pick)


FAMILY = AdamStep()


def _raw_averages(pick: Pick) -> Draft:
    first, second = pick.one(FIRST), pick.one(SECOND)
    g = pick.one(SLOPES)
    made = _averages(first, second, [g])
    wrong_v = [
        ("second-moment-unsquared", (1 - second) * g),
        ("betas-swapped", second * g * g),
    ]
    return Draft(
        prompt=f"Adam keeps {AVERAGES}, both from 0. With $\\beta_1 = {decimal(first)}$, "
        f"$\\beta_2 = {decimal(second)}$ and the gradient $g_1 = {g}$, find $m_1$ and $v_1$.",
        parts=(figure("m", made.m, label="$m_1$"), figure("v", made.v, label="$v_1$")),
        evidence=tuple(_evidence(part, part, first, second, [g]) for part in ("m", "v")),
        hints=HINTS[1],
        solution=(
            Step("both start at 0", r"$m_1 = (1 - \beta_1) g_1$ and $v_1 = (1 - \beta_2) g_1^2$."),
            Step("mean", rf"$m_1 = {decimal(1 - first)} \cdot {bracketed(g)} {about(made.m)}$"),
            Step(
                "mean square",
                rf"$v_1 = {decimal(1 - second)} \cdot {g * g} {about(made.v)}$",
            ),
            Step("answer", f"$m_1 {about(made.m)}$ and $v_1 {about(made.v)}$."),
        ),
        mistakes=(
            *_told_apart("m", made.m, [("betas-swapped", first * g)]),
            *_told_apart("v", made.v, wrong_v),
        ),
        plain=frozenset({"m", "v"}),
    )


def _told_apart(
    part: str, truth: Fraction, wrong: Sequence[tuple[str, Fraction]]
) -> tuple[WiredMistake, ...]:
    """Wire the mistakes that can be told from the truth and from the earlier ones."""
    kept: list[tuple[str, Fraction]] = []
    for name, answer in wrong:
        if apart(truth, answer, *(size for _, size in kept)):
            kept.append((name, answer))
    return wired(part, [(name, typed_decimal(size)) for name, size in kept])


def _first_step(pick: Pick) -> Draft:
    second, g, rate = pick.one(SECOND[1:]), pick.one(SLOPES), pick.one(RATES)
    first = Fraction(9, 10)
    made = _averages(first, second, [g])
    sign = 1 if g > 0 else -1
    change = -rate * sign
    wrong = [
        ("ascent", -change),
        ("learning-rate-missing", Fraction(-sign)),
        ("square-root-missing", change / abs(g)),
    ]
    return Draft(
        prompt="The first step of Adam, $t = 1$, with averages from 0, $\\beta_1 = 0.9$, "
        f"$\\beta_2 = {decimal(second)}$, $\\eta = {decimal(rate)}$ and $\\epsilon$ too small to "
        f"matter: {CORRECTIONS}, then {UPDATE}. The gradient is $g_1 = {g}$. Find "
        r"$\hat m_1$, $\hat v_1$ and the change of the weight.",
        parts=(
            figure("mh", made.m_hat, label=r"$\hat m_1$"),
            figure("vh", made.v_hat, label=r"$\hat v_1$"),
            figure("step", change, label="$w_1 - w_0$"),
        ),
        evidence=(
            _evidence("mh", "mh", first, second, [g]),
            _evidence("vh", "vh", first, second, [g]),
            _moved("step", first, second, [g], rate),
        ),
        hints=HINTS[2],
        solution=(
            Step("raw averages", r"$m_1 = (1 - \beta_1) g_1$ and $v_1 = (1 - \beta_2) g_1^2$."),
            Step(
                "corrected",
                rf"$\hat m_1 = {decimal(made.m)} / {decimal(1 - first)} = {g}$ and "
                rf"$\hat v_1 = {decimal(made.v)} / {decimal(1 - second)} = {g * g}$",
            ),
            Step("the ratio", rf"$\hat m_1 / \sqrt{{\hat v_1}} = {g} / {abs(g)} = {sign}$"),
            Step(
                "answer",
                rf"$w_1 - w_0 = -{decimal(rate)} \cdot {bracketed(sign)} = {decimal(change)}$: the "
                r"first step has the length $\eta$, whatever the gradient's size.",
            ),
        ),
        mistakes=(
            *wired("mh", [("bias-correction-missing", typed_decimal(made.m))]),
            *_told_apart(
                "vh",
                made.v_hat,
                [("bias-correction-missing", made.v), ("second-moment-unsquared", Fraction(g))],
            ),
            *_told_apart("step", change, wrong),
        ),
        plain=frozenset({"mh", "vh", "step"}),
    )


def _near(root_of: Fraction) -> Fraction:
    """Take a square root to twelve digits, for mistakes that make no whole one."""
    return Fraction(isqrt(root_of.numerator * 10**24 // root_of.denominator), 10**12)


def _second_step(pick: Pick) -> Draft:
    pair, rate = pick.one(_pairs()), pick.one(RATES)
    made = _averages(HALF, HALF, pair)
    root = _root(made.v_hat) or Fraction(1)
    change = -rate * made.m_hat / root
    unsquared = Fraction(pair[0] + 2 * pair[1], 3)
    wrong = [
        ("ascent", -change),
        ("learning-rate-missing", change / rate),
        ("square-root-missing", change / root),
        ("bias-correction-missing", -rate * made.m / _near(made.v)),
    ]
    return Draft(
        prompt=f"Adam keeps {AVERAGES}, both from 0, and uses {CORRECTIONS}. With "
        rf"$\beta_1 = \beta_2 = 0.5$, $\eta = {decimal(rate)}$, $\epsilon$ left out and the "
        rf"gradients $g_1 = {pair[0]}$, $g_2 = {pair[1]}$: find $\hat m_2$, $\hat v_2$ and the "
        "change of the weight at $t = 2$.",
        parts=(
            figure("mh", made.m_hat, label=r"$\hat m_2$"),
            figure("vh", made.v_hat, label=r"$\hat v_2$"),
            figure("step", change, label="$w_2 - w_1$"),
        ),
        evidence=(
            _evidence("mh", "mh", HALF, HALF, pair),
            _evidence("vh", "vh", HALF, HALF, pair),
            _moved("step", HALF, HALF, pair, rate),
        ),
        hints=HINTS[3],
        solution=(
            Step("from 0", "Two steps of both averages first; the corrections come at the end."),
            Step("averages", _two_rows(pair)),
            Step(
                "corrected",
                rf"Both are divided by $1 - 0.5^2 = 0.75$: $\hat m_2 {about(made.m_hat)}$ and "
                rf"$\hat v_2 {about(made.v_hat)}$.",
            ),
            Step(
                "answer",
                rf"$w_2 - w_1 = -{decimal(rate)} \cdot {bracketed(made.m_hat)} / {decimal(root)} "
                f"{about(change)}$",
            ),
        ),
        mistakes=(
            *_told_apart("mh", made.m_hat, _uncorrected_ways(made.m)),
            *_told_apart(
                "vh",
                made.v_hat,
                [*_uncorrected_ways(made.v), ("second-moment-unsquared", unsquared)],
            ),
            *_told_apart("step", change, wrong),
        ),
        plain=frozenset({"mh", "vh", "step"}),
    )


def _uncorrected_ways(average: Fraction) -> list[tuple[str, Fraction]]:
    """Correct an average at t = 2 with each mistake, for β = 1/2."""
    return [
        ("bias-correction-missing", average),
        ("bias-correction-power", average * 4),
        ("bias-correction-without-t", average * 2),
    ]


def _two_rows(pair: Sequence[int]) -> str:
    rows = []
    for t in (1, 2):
        made = _averages(HALF, HALF, pair[:t])
        rows.append(
            (str(t), maths(str(pair[t - 1])), maths(decimal(made.m)), maths(decimal(made.v)))
        )
    return table(("t", "$g_t$", "$m_t$", "$v_t$"), rows)


def _two_weights(pick: Pick) -> Draft:
    small, large = pick.one(_pairs()), pick.one(_pairs())
    scale, rate = pick.one((10, 100)), pick.one(RATES)
    slopes = {"a": small, "b": (scale * large[0], scale * large[1])}
    states = {name: _averages(HALF, HALF, pair) for name, pair in slopes.items()}
    roots = {name: _root(made.v_hat) or Fraction(1) for name, made in states.items()}
    changes = {name: -rate * made.m_hat / roots[name] for name, made in states.items()}
    lists = " and ".join(
        f"those of ${name}$ are ${pair[0]}$ and then ${pair[1]}$" for name, pair in slopes.items()
    )
    return Draft(
        prompt=rf"Two weights $a$ and $b$ under Adam with $\beta_1 = \beta_2 = 0.5$, averages from "
        rf"0, both corrected, $\eta = {decimal(rate)}$ and $\epsilon$ left out. Of the gradients, "
        f"{lists}. By how much does each weight change in the second step?",
        parts=tuple(figure(name, changes[name], label=f"change of ${name}$") for name in slopes),
        evidence=tuple(_moved(name, HALF, HALF, pair, rate) for name, pair in slopes.items()),
        hints=HINTS[4],
        solution=(
            Step("one weight at a time", "The averages of $a$ know nothing of those of $b$."),
            *(_weight_step(name, slopes[name], states[name]) for name in slopes),
            Step(
                "answer",
                "\n".join(
                    rf"- ${name}$ changes by $-{decimal(rate)} \cdot "
                    rf"{bracketed(states[name].m_hat)} / {decimal(roots[name])} "
                    f"{about(changes[name])}$"
                    for name in slopes
                )
                + "\n\nHowever large a gradient is, no step is longer than $\\eta$ here.",
            ),
        ),
        mistakes=tuple(
            mistake
            for name in slopes
            for mistake in _told_apart(
                name,
                changes[name],
                [
                    ("ascent", -changes[name]),
                    ("learning-rate-missing", changes[name] / rate),
                    (
                        "bias-correction-missing",
                        -rate * states[name].m / _near(states[name].v),
                    ),
                ],
            )
        ),
        plain=frozenset(slopes),
    )


def _weight_step(name: str, pair: Sequence[int], made: State) -> Step:
    return Step(
        f"corrected averages of {name}",
        rf"From the gradients ${pair[0]}$ and ${pair[1]}$: $\hat m_2 {about(made.m_hat)}$ and "
        rf"$\hat v_2 {about(made.v_hat)}$.",
    )


LENGTHS = (
    Choice("shorter", "it is shorter than the corrected one"),
    Choice("same", "both are equally long"),
    Choice("longer", "it is longer than the corrected one"),
)
BETAS = tuple(
    product(
        map(exactly, ("0.5", "0.8", "0.9", "0.95")),
        map(exactly, ("0.75", "0.9", "0.96", "0.99", "0.999", "0.9999")),
    )
)


def _compared(ratio: float) -> str:
    if abs(ratio - 1) < 1e-6:
        return "same"
    return "longer" if ratio > 1 else "shorter"


def _uncorrected(pick: Pick) -> Draft:
    first, second = pick.one(BETAS)
    g, rate = pick.one(SLOPES), pick.one(RATES)
    root = _root(1 - second) or _near(1 - second)
    raw = rate * (1 - first) / root
    kind = _compared(float((1 - first) / root))
    symbolic, numeric = _evidence("raw", "raw", first, second, [g]).symbolic, _arrays
    return Draft(
        prompt=f"The first step of Adam from averages of 0, with $\\beta_1 = {decimal(first)}$, "
        f"$\\beta_2 = {decimal(second)}$, $\\eta = {decimal(rate)}$, $\\epsilon$ left out and "
        f"$g_1 = {g}$. How long is the step with both corrections, how long without any, and how "
        "do the two compare?",
        parts=(
            figure("with", rate, label="length with both corrections"),
            figure("raw", raw, label="length without"),
            choice("kind", kind, LENGTHS, label="the step without"),
        ),
        evidence=(
            Evidence(
                "with",
                _sized(_moved("with", first, second, [g], rate).symbolic),
                _sized(_moved("with", first, second, [g], rate).numeric),
            ),
            Evidence(
                "raw",
                _sized(_scaled(symbolic, rate)),
                given(lambda: abs(float(rate) * numeric(first, second, [g])["raw"])),
            ),
            Evidence(
                "kind",
                given(lambda: _compared(abs(float(str(symbolic([{}])[0]))))),
                given(lambda: _compared(abs(numeric(first, second, [g])["raw"]))),
            ),
        ),
        hints=HINTS[5],
        solution=(
            Step("the averages", r"$m_1 = (1 - \beta_1) g_1$ and $v_1 = (1 - \beta_2) g_1^2$."),
            Step(
                "with the corrections",
                r"$\hat m_1 = g_1$ and $\hat v_1 = g_1^2$, so the ratio has the size 1.",
            ),
            Step(
                "without them",
                rf"$|m_1| / \sqrt{{v_1}} = (1 - \beta_1) / \sqrt{{1 - \beta_2}} = "
                rf"{decimal(1 - first)} / \sqrt{{{decimal(1 - second)}}} "
                f"{about_root((1 - first) / root)}$",
            ),
            Step(
                "answer",
                f"With the corrections ${decimal(rate)}$, without them "
                f"${decimal(raw)}$: {SAYS[kind]}.",
            ),
        ),
        mistakes=(
            *_told_apart("with", rate, [("square-root-missing", rate / abs(g))]),
            *_told_apart(
                "raw",
                raw,
                [
                    ("square-root-missing", rate * (1 - first) / (1 - second) / abs(g)),
                    ("betas-swapped", rate * first / _near(second)),
                ],
            ),
        ),
        plain=frozenset({"with", "raw"}),
    )


SAYS = {"shorter": "shorter", "same": "equally long here", "longer": "longer"}


def about_root(size: Fraction) -> str:
    """Write a ratio that may have come from a rounded root."""
    rounded = Fraction(decimal(size))
    return about(rounded) if rounded == size else rf"\approx {decimal(size)}"


def _sized(oracle: Oracle) -> Oracle:
    return given(lambda: abs(float(str(oracle([{}])[0]))))
