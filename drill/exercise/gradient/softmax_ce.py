"""Softmax with cross-entropy: the probabilities, their Jacobian, and prediction minus label.

With p_i = e^(z_i) / ∑ e^(z_j) and L = -∑ y_i ln p_i, ∂L/∂z_i = p_i - y_i and
∂p_i/∂z_j = p_i (1[i = j] - p_j). The logits are logarithms of whole numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import cache
from itertools import permutations, product

from drill.exercise.contract import Step
from drill.exercise.draft import Draft, Evidence, Oracle
from drill.exercise.family import Family, levels, shares
from drill.exercise.gradient._softmax import (
    BY_LOGITS,
    CLASSES,
    LOSS,
    SOFTMAX,
    Softmax,
    Weights,
    chances_evidence,
    fraction,
    logits,
    nodes,
    one_hot,
    row_evidence,
    setting,
    slope_evidence,
    slopes_gone_wrong,
    tree,
    triples,
)
from drill.exercise.gradient._softmax_changed import cooled, sizes_of_changed, smoothed
from drill.exercise.gradient._softmax_row import row
from drill.exercise.parts import Answer, after, distinct, number, vector, wired
from drill.exercise.pick import Pick
from drill.exercise.truths import given, slope_of_one
from drill.maths.build import times
from drill.maths.tree import Name

SHIFTS = (-4, -2, 1, 2, 3, 10)
HINTS = {
    1: ("What are the three exponentials?", "They are whole numbers; divide each by their sum."),
    2: (
        "Does a number added to all three logits change the probabilities?",
        "It cancels. Then the gradient is prediction minus label, class by class.",
    ),
    3: (
        "Two factors: the loss by the probability, and the probability by the logit.",
        r"$\frac{dL}{dp_k} = -\frac{1}{p_k}$, and on the diagonal stands $p_k (1 - p_k)$.",
    ),
}


@cache
def _logged() -> tuple[Weights, ...]:
    """List different exponentials with a larger sum, for the first level."""
    sizes = range(1, 10)
    return tuple((a, b, c) for a, b, c in permutations(sizes, 3) if a + b + c <= 20)


class SoftmaxCe(Family):
    """Work out a softmax, its Jacobian, and the gradient of cross-entropy by the logits."""

    name = "softmax_ce"
    topic = "gradient"
    title = "Differentiate softmax with cross-entropy"
    version = 2
    instances = levels(462, 3834, 609, 9594, 1590)
    requires = shares(bce_sigmoid=0.7, jacobian=0.5)

    def draw(self, level: int, pick: Pick) -> Draft:
        """Draw the exponentials; level 5 adds a temperature, or smooths the labels."""
        made: dict[int, Callable[[Pick], Draft]] = {
            1: _probabilities,
            2: _by_logits,
            3: _true_class,
            4: row,
            5: _changed,
        }
        return made[level](pick)


FAMILY = SoftmaxCe()


def _changed(pick: Pick) -> Draft:
    return (cooled, smoothed)[pick.way(sizes_of_changed())](pick)


def _sum(weights: Sequence[int]) -> str:
    return " + ".join(map(str, weights))


def _probabilities(pick: Pick) -> Draft:
    made = Softmax(pick.one(_logged()))
    p = made.chances
    return Draft(
        prompt=f"The logits of three classes are $z = {logits(made.weights)}$. Find the "
        f"probabilities that softmax makes of them: {SOFTMAX}.",
        parts=(vector("p", nodes(p), label="$p$"),),
        evidence=(chances_evidence("p", made),),
        hints=HINTS[1],
        solution=(
            Step("exponentials", r"$e^{\ln r} = r$, and $e^0 = 1$."),
            Step("their sum", f"${_sum(made.weights)} = {made.total}$"),
            Step("answer", f"$p = {setting(p)}$; together they make 1."),
        ),
        mistakes=wired("p", [("softmax-as-sigmoids", tree(made.sigmoids))]),
        plain=frozenset({"p"}),
    )


def _by_logits(pick: Pick) -> Draft:
    made, true = Softmax(pick.one(triples())), pick.one(CLASSES)
    shift = pick.one(SHIFTS)
    p, y = made.chances, one_hot(true)
    slope = made.slope(y)
    return Draft(
        prompt=f"The logits are $z = {logits(made.weights, shift)}$, the label is $y = "
        f"{setting(y)}$, and {LOSS} with {SOFTMAX}. Find {BY_LOGITS}.",
        parts=(vector("z", nodes(slope), label=BY_LOGITS),),
        evidence=(slope_evidence("z", made, y),),
        hints=HINTS[2],
        solution=(
            Step(
                "what cancels",
                f"$e^{{{shift}}}$ is a factor of all three exponentials, so it cancels in $p$.",
            ),
            Step("probabilities", f"What is left: $p = {setting(p)}$."),
            Step("the slope", r"$\frac{\partial L}{\partial z_i} = p_i - y_i$ for every class."),
            Step("answer", f"$p - y = {setting(slope)}$; its entries add up to 0."),
        ),
        mistakes=wired("z", slopes_gone_wrong(p, y)),
        plain=frozenset({"z"}),
    )


def _diagonal_gone_wrong(made: Softmax, k: int) -> list[tuple[str, Answer]]:
    p, alone = made.chances[k], made.sigmoids[k]
    return [
        ("softmax-diagonal", p * (1 + p)),
        ("softmax-as-sigmoids", alone * (1 - alone)),
        ("sigmoid-self", p),
        ("sigmoid-one-minus", 1 - p),
    ]


@cache
def _places() -> tuple[tuple[Weights, int], ...]:
    """List exponentials and a class whose diagonal entry no mistake gives."""
    return tuple(
        (weights, k)
        for weights, k in product(triples(), CLASSES)
        if all(
            wrong != Softmax(weights).entry(k, k)
            for _, wrong in _diagonal_gone_wrong(Softmax(weights), k)
        )
    )


def _true_class(pick: Pick) -> Draft:
    weights, k = pick.one(_places())
    made = Softmax(weights)
    p, y = made.chances[k], one_hot(k)
    diagonal, by_p, slope = made.entry(k, k), -1 / p, p - 1
    name = k + 1
    return Draft(
        prompt=f"The logits are $z = {logits(weights)}$ and class {name} is the true one, so "
        f"$L = -\\ln p_{name}$ with {SOFTMAX}. Find $\\frac{{dL}}{{dp_{name}}}$, the entry "
        f"{_partial(name, name)} of the softmax Jacobian, and their product {_loss_by(name)}.",
        parts=(
            number("p", by_p, label=rf"$\frac{{dL}}{{dp_{name}}}$"),
            number("entry", diagonal, label=_partial(name, name)),
            after(number("z", slope, label=_loss_by(name)), times(Name("p"), Name("entry"))),
        ),
        evidence=(
            Evidence("p", _log_in_sympy(p), given(lambda: _log_by_step(p))),
            row_evidence("entry", made, k, only=k),
            slope_evidence("z", made, y, only=k),
        ),
        hints=HINTS[3],
        solution=(
            Step(
                "the probability",
                rf"$p_{name} = \frac{{{weights[k]}}}{{{_sum(weights)}}} = {fraction(p)}$",
            ),
            Step("by the probability", rf"$-\frac{{1}}{{p_{name}}} = {fraction(by_p)}$"),
            Step(
                "the diagonal",
                rf"$p_{name} (1 - p_{name}) = {fraction(p)} \cdot {fraction(1 - p)} "
                f"= {fraction(diagonal)}$",
            ),
            Step(
                "answer",
                f"The product is ${fraction(slope)}$, and that is $p_{name} - 1$: prediction "
                "minus label.",
            ),
        ),
        mistakes=(
            *wired("entry", distinct(_diagonal_gone_wrong(made, k))),
            *wired(
                "z",
                [("logit-gradient-sign", -slope), ("mse-gradient-for-ce", slope * p * (1 - p))],
            ),
        ),
        plain=frozenset({"p", "entry", "z"}),
    )


def _partial(i: int, j: int) -> str:
    return rf"$\frac{{\partial p_{i}}}{{\partial z_{j}}}$"


def _loss_by(i: int) -> str:
    return rf"$\frac{{\partial L}}{{\partial z_{i}}}$"


def _log_in_sympy(p: Fraction) -> Oracle:
    """Let sympy differentiate -ln q at p."""

    def found() -> float:
        import sympy

        q = sympy.Symbol("q", positive=True)
        return float((-sympy.log(q)).diff(q).subs(q, sympy.Rational(str(p))))

    return given(found)


def _log_by_step(p: Fraction) -> float:
    import numpy as np

    return slope_of_one(lambda q: -np.log(q), float(p))
