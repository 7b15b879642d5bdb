"""The gradient of a small network derived line by line, from its definitions alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from drill.exercise.contract import Step
from drill.exercise.differentiate import Question
from drill.exercise.draft import Draft
from drill.exercise.family import Family, levels, shares
from drill.exercise.line_by_line import Asked, lines_draft
from drill.exercise.parts import distinct
from drill.exercise.pick import Pick
from drill.exercise.write import display, dotted, latex, letter, typed
from drill.grade.part import asks_for_lines
from drill.maths.build import minus, times
from drill.maths.tree import Name, Node

if TYPE_CHECKING:
    from drill.exercise.backpropagation._small_nets import Net, Wrong

WEIGHTS = (("w", "v"), ("u", "v"), ("v", "w"))
INPUTS = ("x", "s", "h")
TARGETS = ("y", "t")
LOSSES = ("L", "C", "J")
LEAST = {1: 2, 2: 3, 3: 3, 4: 4, 5: 4}
HINTS = {
    1: (
        "The loss feels the parameter only through the prediction.",
        "Write the chain first, one slope for each step, and then work each of them out.",
    ),
    2: (
        "Go from the loss down: which quantity does it depend on directly, and that one?",
        "Three slopes: the loss by the activation, that by its input, that by the parameter.",
    ),
    3: (
        "Take the loss by the probability first; the fractions cancel against its slope.",
        "Once everything stands over one denominator, the slope of the sigmoid cancels it.",
    ),
    4: (
        "Walk backward from the loss to the first layer; each step is one factor.",
        "Write the chain with all its slopes, then put in one of them in each line.",
    ),
    5: (
        "The parameter reaches the loss along more than one path.",
        "Where paths meet, their slopes are added; along each of them they are multiplied.",
    ),
}
OPENINGS = {
    1: "A linear unit and its loss:",
    2: "One neuron and its loss:",
    3: "A logistic unit and its loss:",
    4: "Two layers of one unit each, and the loss:",
    5: "A network in which the weight counts twice, and its loss:",
}


class DeriveGradient(Family):
    """Derive the gradient of a small network, line by line."""

    name = "derive_gradient"
    topic = "backpropagation"
    title = "Derive a gradient of a network, line by line"
    instances = levels(216, 648, 324, 648, 540)
    requires = shares(derive_lines=0.5, twolayer_scalar_symbolic=0.6)

    def draw(self, level: int, pick: Pick) -> Draft:
        """Draw letters, a network and the parameter that is asked about."""
        from drill.exercise.backpropagation._gradient_nets import NETS
        from drill.exercise.backpropagation._small_nets import Letters

        w, v = pick.one(WEIGHTS)
        letters = Letters(w, v, pick.one(INPUTS), pick.one(TARGETS), pick.one(LOSSES))
        net, wrong = NETS[level](pick, letters)
        return _drafted(net, level, wrong)


FAMILY = DeriveGradient()


def _drafted(net: Net, level: int, wrong: Iterator[Wrong]) -> Draft:
    shown = level == 3
    ends = _as_shown(net) if shown else net.in_letters
    loss, param = net.letters.loss, letter(net.param)
    slope = rf"\frac{{\partial {loss}}}{{\partial {param}}}"
    what = f"Show that ${slope} = {latex(ends)}$" if shown else f"Derive ${slope}$"
    asked = Asked(
        rf"$\partial {loss} / \partial {param}$",
        net.model(ends, typed(_cancelled(net)) if shown else ""),
        LEAST[level],
        function=loss,
        of=net.loss,
        definitions=dict(net.defined),
        goals=(ends,) if shown else (),
    )
    question = Question(net.written_out(net.loss), net.value, net.param, net.variables)
    return lines_draft(
        question,
        asked,
        prompt=f"{OPENINGS[level]}{display(net.told())}{what}, line by line. Every line equals the "
        f"one before; a slope such as `d{loss}/d{net.path[0]}` may stand until its line comes, and "
        f"a line of its own may work it out. {asks_for_lines(LEAST[level])}",
        hints=HINTS[level],
        solution=_solution(net, slope, ends),
        mistakes=distinct(wrong),
    )


def _as_shown(net: Net) -> Node:
    """Write the slope of the cross-entropy as prediction minus label, times the input."""
    return times(minus(Name(net.path[0]), Name(net.letters.y)), net.factors[2])


def _cancelled(net: Net) -> Node:
    """Write the same once the slope of the sigmoid has cancelled the fractions."""
    p, y = Name(net.path[0]), Name(net.letters.y)
    both = minus(times(minus(1, y), p), times(y, minus(1, p)))
    return times(both, net.factors[2])


def _solution(net: Net, slope: str, ends: Node) -> Iterator[Step]:
    chain = r" \cdot ".join(
        rf"\frac{{\partial {letter(of)}}}{{\partial {letter(by)}}}" for of, by in net.steps
    )
    yield Step("the chain", f"${slope} = {chain}$")
    for (of, by), factor in zip(net.steps, net.factors, strict=True):
        sign = rf"\frac{{\partial {letter(of)}}}{{\partial {letter(by)}}}"
        if net.paths and by == net.param:
            yield Step("two paths", f"${sign} = {net.paths}$")
        yield Step(f"{of} by {by}", f"${sign} = {latex(factor)}$")
    if ends != net.in_letters:
        yield Step("put in", f"$= {dotted(*net.factors)}$")
        yield Step("cancel", f"$= {latex(_cancelled(net))}$")
    yield Step("answer", f"${slope} = {latex(ends)}$")
