"""Costs on top of a softmax of three classes, and their slopes by one logit.

Each cost is written for the page, as a tree of its slope, and as a function of the probabilities
that works in numpy and in sympy alike. Nothing here draws.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from drill.exercise.parts import Answer
from drill.maths.build import minus, over, times
from drill.maths.tree import Name, Node

CLASSES = (1, 2, 3)
Costing = Callable[[Any, Mapping[str, Any], Callable[[Any], Any]], Any]
"""Gives the cost from the probabilities by class, the constants by name, and a logarithm."""


@dataclass(frozen=True, slots=True)
class Letters:
    """The classes asked about, and what things are called."""

    own: int
    other: int
    p: str
    z: str
    cost: str

    @property
    def third(self) -> int:
        """Give the remaining class."""
        return 6 - self.own - self.other

    @property
    def prob(self) -> Name:
        """Name the probability of the class itself."""
        return Name(f"{self.p}{self.own}")

    def fill(self, text: str) -> str:
        """Put the letters into a text with places such as {own} and {p}."""
        return text.format(own=self.own, other=self.other, p=self.p, cost=self.cost)


@dataclass(frozen=True, slots=True)
class Head:
    """A cost on top of the softmax, and its slope by a logit; texts have places for letters."""

    says: str
    formula: str
    names: tuple[str, ...]
    """The letters an answer may use besides the probability; `#` stands for the class."""
    truth: Callable[[Letters], Node]
    wrong: Callable[[Letters], Iterator[tuple[str, Answer]]]
    costing: Callable[[Letters], Costing]
    why: str
    warm: bool = False
    """The logits are divided by a temperature."""


def _label(*, at_own: bool, weighted: bool = False, warm: bool = False) -> Head:
    """Make the cross-entropy with one right class, the one asked about or another."""
    true = "{own}" if at_own else "{other}"

    def plain(n: Letters) -> Node:
        return minus(n.prob, 1) if at_own else n.prob

    def truth(n: Letters) -> Node:
        if warm:
            return over(plain(n), Name("T"))
        return times(Name("m"), plain(n)) if weighted else plain(n)

    def wrong(n: Letters) -> Iterator[tuple[str, Answer]]:
        yield "logit-gradient-sign", times(-1, truth(n))
        if weighted:
            yield "constant-factor-dropped", plain(n)
        elif warm:
            yield "inner-derivative-missing", plain(n)
        elif at_own:
            yield "probability-gradient-for-logit", over(-1, n.prob)
            yield "mse-gradient-for-ce", times(minus(n.prob, 1), n.prob, minus(1, n.prob))

    def costing(n: Letters) -> Costing:
        right = n.own if at_own else n.other
        return lambda p, named, ln: -(named["m"] if weighted else 1) * ln(p[right])

    factor = "m" if weighted else "1"
    says = f"The right class is {true}"
    says += ", and mistakes on it count $m$ times." if weighted else "."
    why = f"Only ${{p}}_{true}$ is in the cost, with the slope $-{factor} / {{p}}_{true}$. "
    if at_own:
        left = "$-m (1 - {p}_{own})$" if weighted else "$-(1 - {p}_{own})$"
        why += f"Times ${{p}}_{{own}} (1 - {{p}}_{{own}})$, one factor cancels: {left} is left"
    else:
        left = "$m {p}_{own}$" if weighted else "${p}_{own}$"
        why += f"Times $-{{p}}_{{own}} {{p}}_{{other}}$, one factor cancels: {left} is left"
    return Head(
        says=says,
        formula=rf"{{cost}} = -{'m ' if weighted else ''}\ln {{p}}_{true}",
        names=("m",) if weighted else ("T",) if warm else (),
        truth=truth,
        wrong=wrong,
        costing=costing,
        why=f"{why}, and $T$ stays below." if warm else f"{why}.",
        warm=warm,
    )


def _targets_wrong(n: Letters) -> Iterator[tuple[str, Answer]]:
    p, y = n.prob, Name(f"y{n.own}")
    yield "logit-gradient-sign", minus(y, p)
    yield "probability-gradient-for-logit", times(-1, over(y, p))
    yield "mse-gradient-for-ce", times(minus(p, y), p, minus(1, p))


TARGETS = Head(
    says="The targets $y_k$ are probabilities too: they sum to 1.",
    formula=r"{cost} = -\sum_k y_k \ln {p}_k",
    names=("y#",),
    truth=lambda n: minus(n.prob, Name(f"y{n.own}")),
    wrong=_targets_wrong,
    costing=lambda _n: lambda p, named, ln: -sum(named[f"y{k}"] * ln(p[k]) for k in CLASSES),
    why=(
        "The slope by ${p}_k$ is $-y_k / {p}_k$. The own path gives $-y_{own} (1 - {p}_{own})$, "
        "every other one $y_k {p}_{own}$. Together that is ${p}_{own}$ times the sum of all "
        "targets, which is 1, less $y_{own}$."
    ),
)


def _averaged(letter: str, says: str, formula: str, costing: Costing, *, sign: int = 1) -> Head:
    """Make a cost whose slopes by the probabilities have a letter, and their average too."""

    def truth(n: Letters) -> Node:
        own, mean = Name(f"{letter}{n.own}"), Name("m")
        return times(n.prob, minus(own, mean) if sign > 0 else minus(mean, own))

    def wrong(n: Letters) -> Iterator[tuple[str, Answer]]:
        own = times(sign, Name(f"{letter}{n.own}"))
        yield "one-path-only", times(own, n.prob, minus(1, n.prob))
        yield "activation-derivative-missing", own

    plus, less = ("", "-") if sign > 0 else ("-", "")
    return Head(
        says=says,
        formula=formula,
        names=(f"{letter}#", "m"),
        truth=truth,
        wrong=wrong,
        costing=lambda _n: costing,
        why=(
            f"The slope by ${{p}}_k$ is ${plus}{letter}_k$. The own path gives "
            f"${plus}{letter}_{{own}} {{p}}_{{own}} (1 - {{p}}_{{own}})$, every other one "
            f"${less}{letter}_k {{p}}_{{own}} {{p}}_k$. All the products with ${{p}}_{{own}}$ and "
            f"${{p}}_k$ together are ${less}{{p}}_{{own}} m$."
        ),
    )


def _linear(letter: str, sign: int) -> Costing:
    """Make a cost with these slopes by the probabilities, which are constants."""
    return lambda p, named, _ln: sign * sum(named[f"{letter}{k}"] * p[k] for k in CLASSES)


HEADS = (
    _label(at_own=True),
    _label(at_own=False),
    _label(at_own=True, weighted=True),
    _label(at_own=False, weighted=True),
    _label(at_own=True, warm=True),
    _label(at_own=False, warm=True),
    TARGETS,
    _averaged(
        "r",
        "Class $k$ earns the score $r_k$, a constant; $m = \\sum_k r_k {p}_k$ is the mean score.",
        "{cost} = -m",
        _linear("r", -1),
        sign=-1,
    ),
    _averaged(
        "d",
        "The targets are $y_k$. Write $d_k$ for ${p}_k - y_k$ and $m$ for $\\sum_k d_k {p}_k$.",
        r"{cost} = \frac{{1}}{{2}} \sum_k ({p}_k - y_k)^2",
        lambda p, named, _ln: sum((p[k] - named[f"y{k}"]) ** 2 for k in CLASSES) / 2,
    ),
    _averaged(
        "g",
        "The cost is some function of the probabilities; its slopes by them are known.",
        r"g_k = \frac{{\partial {cost}}}{{\partial {p}_k}} \qquad m = \sum_k g_k {p}_k",
        _linear("g", 1),
    ),
)
