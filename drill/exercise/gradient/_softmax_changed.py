"""Softmax with cross-entropy as it is used: at a temperature, and with smoothed labels.

At a temperature T the gradient by the logits is (p - y)/T; with smoothing only y changes.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from itertools import product
from typing import Any, TypeAlias

from drill.exercise.contract import Step
from drill.exercise.draft import Draft, Evidence
from drill.exercise.gradient._shared import vector_latex
from drill.exercise.gradient._softmax import (
    BY_LOGITS,
    CLASSES,
    LOSS,
    Softmax,
    Three,
    Weights,
    chances_evidence,
    decimals,
    logits,
    nodes,
    one_hot,
    slope_evidence,
    slopes_gone_wrong,
    three,
    tree,
)
from drill.exercise.parts import after, number, vector, wired
from drill.exercise.pick import Pick
from drill.exercise.truths import given, slope_of_one
from drill.exercise.write import latex
from drill.maths.build import minus, node, over
from drill.maths.tree import Name, Vector

LARGEST_SUM = 12
AMOUNTS = tuple(map(Fraction, ("0.03", "0.06", "0.15", "0.3")))
"""Amounts of label smoothing that three classes share evenly."""
DECIMAL_SUMS = frozenset({4, 5, 8, 10})
HINTS = {
    "temperature": (
        "The exponents are $z_i / T$: what are the exponentials now?",
        "By $z_i / T$ the slope is prediction minus label; one factor is still missing.",
    ),
    "smoothing": (
        "The label is a distribution too; write it down first.",
        "The gradient is still $p - y$, with the smoothed $y$; where is it 0?",
    ),
}

Cooled: TypeAlias = tuple[Fraction, Weights, Weights]
"""A temperature, the whole numbers r with z = ln r, and the exponentials of z/T."""


@cache
def _cooled() -> tuple[Cooled, ...]:
    """List temperatures and logits whose exponentials are whole numbers."""
    found: list[Cooled] = []
    for a, b, c in product(range(1, 7), repeat=3):
        if len({a, b, c}) == 1 or a + b + c > LARGEST_SUM:
            continue
        found.append((Fraction(2), (a**2, b**2, c**2), (a, b, c)))
        if max(a, b, c) <= 4:
            found.append((Fraction(3), (a**3, b**3, c**3), (a, b, c)))
        if max(a, b, c) <= 5 and a + b + c <= 8:
            found.append((Fraction(1, 2), (a, b, c), (a**2, b**2, c**2)))
    return tuple(found)


def sizes_of_changed() -> tuple[int, int]:
    """Count what `cooled` and `smoothed` draw from."""
    return len(_cooled()) * len(CLASSES), len(_smoothed())


def _listed(items: Sequence[object]) -> str:
    *most, last = map(str, items)
    return f"{', '.join(most)} and {last}"


def cooled(pick: Pick) -> Draft:
    """Ask for probabilities and gradient at a temperature other than 1."""
    temperature, shown, weights = pick.one(_cooled())
    true = pick.one(CLASSES)
    made, y = Softmax(weights, temperature), one_hot(true)
    p, slope = made.chances, made.slope(y)
    unscaled = three(lambda i: p[i] - y[i])
    size = latex(node(temperature))
    return Draft(
        prompt=f"At the temperature $T = {size}$, $p_i = e^{{z_i / T}} / \\sum_j e^{{z_j / T}}$. "
        f"For the logits $z = {logits(shown)}$ and the label $y = {_exact(y)}$, with {LOSS}, find "
        f"$p$ and {BY_LOGITS}.",
        parts=(
            vector("p", nodes(p), label="$p$"),
            after(
                vector("z", nodes(slope), label=BY_LOGITS),
                over(minus(Name("p"), Vector(tuple(map(node, y)))), temperature),
            ),
        ),
        evidence=(chances_evidence("p", made), slope_evidence("z", made, y)),
        hints=HINTS["temperature"],
        solution=(
            Step("exponentials", rf"$e^{{(\ln r) / T}} = r^{{1/T}}$: {_rule(temperature)}."),
            Step("probabilities", f"They are {_listed(weights)}, so $p = {_exact(p)}$."),
            Step(
                "two factors",
                r"$\frac{\partial L}{\partial z_i} = (p_i - y_i) \cdot \frac{1}{T}$, because the "
                "logit enters as $z_i / T$.",
            ),
            Step("prediction minus label", f"$p - y = {_exact(unscaled)}$"),
            Step(
                "answer", f"$p = {_exact(p)}$, and divided by $T$: {BY_LOGITS} $= {_exact(slope)}$."
            ),
        ),
        mistakes=(
            *wired("p", [("softmax-as-sigmoids", tree(made.sigmoids))]),
            *wired(
                "z",
                [
                    ("inner-derivative-missing", tree(unscaled)),
                    *slopes_gone_wrong(p, y, temperature),
                ],
            ),
        ),
        plain=frozenset({"p", "z"}),
    )


def _rule(temperature: Fraction) -> str:
    return {
        Fraction(2): "here it is the square root",
        Fraction(3): "here it is the cube root",
        Fraction(1, 2): "here it is the square",
    }[temperature]


def _exact(items: Sequence[Fraction]) -> str:
    return vector_latex(nodes(items))


@cache
def _smoothed() -> tuple[tuple[Weights, int, Fraction], ...]:
    """List exponentials, a true class and an amount, with a slope that is not 0."""
    return tuple(
        ((a, b, c), true, amount)
        for a, b, c in product(range(1, 9), repeat=3)
        if a + b + c in DECIMAL_SUMS and len({a, b, c}) > 1
        for true, amount in product(CLASSES, AMOUNTS)
        if Softmax((a, b, c)).chances != _smooth(true, amount)
    )


def _smooth(true: int, amount: Fraction) -> Three:
    """Mix the label with the uniform distribution."""
    return three(lambda i: (1 - amount) * (i == true) + amount / 3)


def smoothed(pick: Pick) -> Draft:
    """Ask for the gradient with a smoothed label, and for the prediction it aims at."""
    weights, true, amount = pick.one(_smoothed())
    made, y = Softmax(weights), _smooth(true, amount)
    p, slope, name = made.chances, made.slope(y), true + 1
    return Draft(
        prompt=rf"Label smoothing with $\epsilon = {_one(amount)}$ gives every one of the three "
        rf"classes $\epsilon / 3$, and the true class $1 - \epsilon$ on top. Class {name} is the "
        f"true one, $z = {logits(weights)}$, and {LOSS} with $p = \\operatorname{{softmax}}(z)$. "
        f"Find {BY_LOGITS}. To which value of $p_{name}$ does training pull?",
        parts=(
            vector("z", decimals(slope), label=BY_LOGITS),
            number("aim", _one(y[true]), label=f"$p_{name}$ where the gradient is 0"),
        ),
        evidence=(
            slope_evidence("z", made, y),
            Evidence("aim", given(lambda: _kept(amount)), given(lambda: _settled(y[true]))),
        ),
        hints=HINTS["smoothing"],
        solution=(
            Step(
                "the smoothed label",
                rf"The true class has $1 - \epsilon + \epsilon / 3 = {_one(y[true])}$, the others "
                rf"$\epsilon / 3 = {_one(amount / 3)}$.",
            ),
            Step("probabilities", f"$p = {vector_latex(decimals(p))}$"),
            Step(
                "the slope",
                "The derivation asks only that the label adds up to 1, so it is $p - y$ still.",
            ),
            Step(
                "answer",
                f"$p - y = {vector_latex(decimals(slope))}$. It is 0 at $p = y$: the pull is to "
                f"$p_{name} = {_one(y[true])}$, never to 1, so the logits stay finite.",
            ),
        ),
        mistakes=wired("z", slopes_gone_wrong(p, y)),
        plain=frozenset({"z", "aim"}),
    )


def _one(size: Fraction) -> str:
    return latex(decimals((size,))[0])


def _kept(amount: Fraction) -> float:
    """Let sympy find where the slope of -∑ y_i ln p_i along p is 0, the others sharing the rest."""
    import sympy

    p = sympy.Symbol("p", positive=True)
    share = sympy.Rational(amount.numerator, amount.denominator) / 3
    loss = -(1 - 2 * share) * sympy.log(p) - 2 * share * sympy.log((1 - p) / 2)
    return float(sympy.solve(loss.diff(p), p)[0])


def _settled(target: Fraction) -> float:
    """Halve the range of the true class's logit until the complex step's slope is 0 there.

    The other two logits stay 0, because their targets are equal.
    """
    import numpy as np

    def loss(z: Any) -> Any:
        return np.log(np.exp(z) + 2) - float(target) * z

    low, high = -20.0, 20.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (low, middle) if slope_of_one(loss, middle) > 0 else (middle, high)
    return float(np.exp(low) / (np.exp(low) + 2))
