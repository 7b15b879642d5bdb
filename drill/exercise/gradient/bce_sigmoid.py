"""Sigmoid and cross-entropy together: the loss, and why its slope is prediction minus label.

With p = σ(z) and L = -y ln p - (1 - y) ln(1 - p), dL/dz = p - y.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import log, log1p

from drill.exercise.contract import Step
from drill.exercise.draft import Draft, Evidence, Oracle
from drill.exercise.family import Family, levels, shares
from drill.exercise.gradient._bce_truths import (
    by_p_in_sympy,
    by_p_step,
    by_sympy,
    curve_by_step,
    curve_in_sympy,
    logit,
    loss_at,
    sigmoid,
    sigmoid_by_sympy,
    slope_by_step,
    through_weights,
)
from drill.exercise.gradient._shared import vector_latex
from drill.exercise.parts import ROUNDED, after, component, number, vector, wired
from drill.exercise.pick import Pick
from drill.exercise.truths import given
from drill.exercise.write import latex
from drill.maths.build import minus, node, over, times
from drill.maths.tree import Name, Vector

CHANCES = tuple(
    sorted(
        {Fraction(n, d) for d in (3, 4, 5, 8, 10, 20, 25) for n in range(1, d)} - {Fraction(1, 2)}
    )
)
ODDS = (2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 19)
"""p/(1 - p): the exponential of a logit."""
RULE = r"$L = -y \ln p - (1 - y) \ln (1 - p)$ with $p = \sigma(z)$"
HINTS = {
    1: ("Which of the two terms is there for this label?", "The slope is prediction minus label."),
    2: (
        "First the probability: what is $e^z$ here?",
        r"$\sigma(\ln r) = r / (1 + r)$; then prediction minus label.",
    ),
    3: (
        "Two factors: the loss by $p$, and $p$ by $z$.",
        r"$\frac{dL}{dp} = -\frac{y}{p} + \frac{1 - y}{1 - p}$ and $\frac{dp}{dz} = p (1 - p)$.",
    ),
    4: (
        "Every weight has its own input as a factor.",
        "Prediction minus label, times the input.",
    ),
    5: (
        "The weight of the class multiplies the loss, and so its slope.",
        "For this label only one of the two terms is there; its weight stays in front.",
    ),
}


class BceSigmoid(Family):
    """Differentiate the binary cross-entropy of a sigmoid."""

    name = "bce_sigmoid"
    topic = "gradient"
    title = "Differentiate sigmoid with cross-entropy"
    instances = levels(88, 48, 88, 3168, 528)
    requires = shares(gradient_vector=0.4)

    def draw(self, level: int, pick: Pick) -> Draft:
        """Draw a probability, a logit or weights; level 5 weighs the classes or softens labels."""
        made: dict[int, Callable[[Pick], Draft]] = {
            1: _from_p,
            2: _from_z,
            3: _by_steps,
            4: _weights,
            5: _weighted,
        }
        return made[level](pick)


FAMILY = BceSigmoid()


def _wrong_slopes(p: Fraction, y: Fraction | int, factor: int = 1) -> list[tuple[str, Fraction]]:
    return [
        ("logit-gradient-sign", factor * (y - p)),
        ("mse-gradient-for-ce", factor * (p - y) * p * (1 - p)),
    ]


def _by_probability(p: Fraction, y: int) -> Fraction:
    """Write dL/dp."""
    return -1 / p if y else 1 / (1 - p)


def _exact_loss(p: Fraction, y: int) -> float:
    return -log(float(p)) if y else -log1p(-float(p))


def _which(p: Fraction, y: int) -> str:
    return rf"-\ln {latex(node(p))}" if y else rf"-\ln {latex(node(1 - p))}"


def _from_p(pick: Pick) -> Draft:
    p, y = pick.one(CHANCES), pick.one((0, 1))
    slope, loss = p - y, _exact_loss(p, y)
    symbolic = by_sympy(p, y)
    wrong = [*_wrong_slopes(p, y), ("probability-gradient-for-logit", _by_probability(p, y))]
    return Draft(
        prompt=f"The loss is {RULE}. The prediction is $p = {latex(node(p))}$ and the label is "
        f"$y = {y}$. Find $L$ and $\\frac{{dL}}{{dz}}$.",
        parts=(
            number("loss", loss, label="$L$, rounded to three digits"),
            number("slope", slope, label=SLOPE),
        ),
        evidence=(
            Evidence("loss", symbolic["loss"], given(lambda: loss_at(logit(p), y).real)),
            Evidence("slope", symbolic["slope"], given(lambda: slope_by_step(logit(p), y))),
        ),
        hints=HINTS[1],
        solution=(
            Step("the label chooses", f"For $y = {y}$ only one term is there: $L = {_term(y)}$."),
            Step("the loss", rf"$L = {_which(p, y)} \approx {loss:.4g}$"),
            Step("the slope", r"$\frac{dL}{dz} = p - y$: prediction minus label."),
            Step(
                "answer",
                rf"$L \approx {loss:.4g}$ and ${latex(node(p))} - {y} = {latex(node(slope))}$.",
            ),
        ),
        mistakes=wired("slope", wrong),
        plain=frozenset({"loss", "slope"}),
    )


SLOPE = r"$\frac{dL}{dz}$"


def _term(y: int) -> str:
    return r"-\ln p" if y else r"-\ln (1 - p)"


def _from_z(pick: Pick) -> Draft:
    odds, sign, y = pick.one(ODDS), pick.one((1, -1)), pick.one((0, 1))
    p = Fraction(odds, odds + 1) if sign > 0 else Fraction(1, odds + 1)
    logit = rf"\ln {odds}" if sign > 0 else rf"-\ln {odds}"
    slope = p - y
    symbolic = by_sympy(p, y)
    power_of_e = str(odds) if sign > 0 else rf"\frac{{1}}{{{odds}}}"
    return Draft(
        prompt=f"The loss is {RULE}. The logit is $z = {logit}$ and the label is $y = {y}$. Find "
        f"$p$ and {SLOPE}, exactly.",
        parts=(
            number("p", p, label="$p$"),
            after(number("slope", slope, label=SLOPE), minus(Name("p"), y)),
        ),
        evidence=(
            Evidence("p", sigmoid_by_sympy(odds, sign), given(lambda: sigmoid(sign * log(odds)))),
            Evidence("slope", symbolic["slope"], given(lambda: slope_by_step(sign * log(odds), y))),
        ),
        hints=HINTS[2],
        solution=(
            Step("the exponential", f"$e^z = {power_of_e}$, because $z = {logit}$."),
            Step("the probability", rf"$p = \frac{{e^z}}{{1 + e^z}} = {latex(node(p))}$"),
            Step("the slope", r"$\frac{dL}{dz} = p - y$"),
            Step("answer", f"$p = {latex(node(p))}$ and the slope is ${latex(node(slope))}$."),
        ),
        mistakes=wired("slope", _wrong_slopes(p, y)),
        plain=frozenset({"p", "slope"}),
    )


def _by_steps(pick: Pick) -> Draft:
    p, y = pick.one(CHANCES), pick.one((0, 1))
    first, second, slope = _by_probability(p, y), p * (1 - p), p - y
    symbolic = by_sympy(p, y)
    mistakes = [
        *wired("second", [("sigmoid-self", p), ("sigmoid-one-minus", 1 - p)]),
        *wired("slope", _wrong_slopes(p, y)),
    ]
    if not y:  # for the label 1 the sign of the other term does not show
        mistakes += wired("first", [("bce-inner-sign", -first)])
    return Draft(
        prompt=f"The loss is {RULE}; $p = {latex(node(p))}$ and $y = {y}$. Find "
        f"$\\frac{{dL}}{{dp}}$, $\\frac{{dp}}{{dz}}$ and their product {SLOPE}.",
        parts=(
            number("first", first, label=r"$\frac{dL}{dp}$"),
            number("second", second, label=r"$\frac{dp}{dz}$"),
            after(number("slope", slope, label=SLOPE), times(Name("first"), Name("second"))),
        ),
        evidence=(
            Evidence("first", by_p_in_sympy(p, y), given(lambda: by_p_step(p, y))),
            Evidence("second", given(curve_in_sympy(p)), given(lambda: curve_by_step(p))),
            Evidence("slope", symbolic["slope"], given(lambda: slope_by_step(logit(p), y))),
        ),
        hints=HINTS[3],
        solution=(
            Step("the label chooses", f"For $y = {y}$ only one term is there: $L = {_term(y)}$."),
            Step("by the probability", rf"$\frac{{dL}}{{dp}} = {latex(node(first))}$"),
            Step("by the logit", rf"$\frac{{dp}}{{dz}} = p (1 - p) = {latex(node(second))}$"),
            Step("answer", f"The product is ${latex(node(slope))}$, and that is $p - y$."),
        ),
        mistakes=tuple(mistakes),
        plain=frozenset({"first", "second", "slope"}),
    )


SIZES = (-3, -2, 2, 3, 4, 5)


def _weights(pick: Pick) -> Draft:
    p, y = pick.one(CHANCES), pick.one((0, 1))
    x = (pick.one(SIZES), pick.one(SIZES))
    slope = p - y
    by_w = tuple(slope * size for size in x)
    symbolic = by_sympy(p, y)["slope"]
    wrong = _wrong_slopes(p, y)
    return Draft(
        prompt=rf"A logistic unit has $z = w \cdot x + b$ and the loss {RULE}. For "
        f"$x = {vector_latex(x)}$ with the label $y = {y}$ it says $p = {latex(node(p))}$. Find "
        r"$\nabla_w L$ and $\frac{\partial L}{\partial b}$.",
        parts=(
            vector("w", by_w, label=r"$\nabla_w L$"),
            after(
                number("b", slope, label=r"$\frac{\partial L}{\partial b}$"),
                over(component("w", 0, 2), x[0]),
            ),
        ),
        evidence=(
            Evidence("w", _times(symbolic, x), given(lambda: through_weights(p, y, x))),
            Evidence("b", symbolic, given(lambda: slope_by_step(logit(p), y))),
        ),
        hints=HINTS[4],
        solution=(
            Step("by the logit", r"$\frac{dL}{dz} = p - y$, prediction minus label."),
            Step("its value", f"${latex(node(p))} - {y} = {latex(node(slope))}$"),
            Step("by the weights", r"$z = w \cdot x + b$, so $\nabla_w L = (p - y)\, x$."),
            Step(
                "answer",
                rf"$\nabla_w L = {vector_latex(tuple(map(node, by_w)))}$, and by $b$: "
                f"${latex(node(slope))}$.",
            ),
        ),
        mistakes=(
            *wired(
                "w", [(name, Vector(tuple(node(bad * size) for size in x))) for name, bad in wrong]
            ),
            *wired("b", wrong),
        ),
        plain=frozenset({"w", "b"}),
    )


def _along(slope: Fraction, x: tuple[int, ...]) -> Vector:
    return Vector(tuple(node(slope * size) for size in x))


def _times(oracle: Oracle, x: tuple[int, ...]) -> Oracle:
    return given(lambda: tuple(float(str(oracle([{}])[0])) * size for size in x))


def _weighted(pick: Pick) -> Draft:
    p, y, positive = pick.one(CHANCES), pick.one((0, 1)), pick.one((2, 3, 4, 5, 8, 10))
    factor = positive if y else 1
    slope = factor * (p - y)
    loss = factor * _exact_loss(p, y)
    symbolic = by_sympy(p, y, positive)
    return Draft(
        prompt=r"To make up for few positive examples, the loss is $L = -c\, y \ln p - (1 - y) "
        rf"\ln (1 - p)$ with $p = \sigma(z)$ and $c = {positive}$. Here $p = {latex(node(p))}$ and "
        f"$y = {y}$. Find $L$ and {SLOPE}.",
        parts=(
            number("loss", loss, label="$L$, rounded to three digits", tolerance=ROUNDED),
            number("slope", slope, label=SLOPE),
        ),
        evidence=(
            Evidence("loss", symbolic["loss"], given(lambda: loss_at(logit(p), y, positive).real)),
            Evidence(
                "slope", symbolic["slope"], given(lambda: slope_by_step(logit(p), y, positive))
            ),
        ),
        hints=HINTS[5],
        solution=(
            Step("the label chooses", f"For $y = {y}$ the weight in front is ${factor}$."),
            Step("the loss", f"Without the weight it is ${_which(p, y)}$; with it {loss:.4g}."),
            Step("the slope", "Prediction minus label, times that weight."),
            Step(
                "answer",
                rf"$L \approx {loss:.4g}$ and ${factor} \cdot ({latex(node(p))} - {y}) = "
                f"{latex(node(slope))}$.",
            ),
        ),
        mistakes=wired("slope", _wrong_slopes(p, y, factor)),
        plain=frozenset({"loss", "slope"}),
    )
