"""Three functions deep and more: one factor for every layer, each where it belongs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from drill.exercise.chain_rule._stack import (
    Stack,
    around_product,
    four_deep,
    three_curved,
    three_deep,
)
from drill.exercise.contract import Step
from drill.exercise.derivatives._powers import VARIABLES
from drill.exercise.differentiate import (
    Question,
    derivative_draft,
    derivative_evidence,
    one_variable,
)
from drill.exercise.draft import Draft, Evidence, Oracle, Value
from drill.exercise.family import Family, levels, shares
from drill.exercise.parts import after, distinct, expression, wired
from drill.exercise.pick import Pick
from drill.exercise.truths import (
    at_points,
    complex_step,
    given,
    slope_of_one,
    sympy_derivative,
    sympy_derivative_at,
)
from drill.exercise.values import same, value
from drill.exercise.write import display, dotted, inline, latex
from drill.grade.part import AnswerType, Choice, Part
from drill.maths.build import times
from drill.maths.slope import slope
from drill.maths.tree import Name, Node

LEVELS = {1: three_deep, 2: three_deep, 3: three_curved, 4: four_deep, 5: around_product}
HINTS = {
    1: (
        "Which function is applied last? Its derivative is the first factor.",
        "The argument of each factor is everything that stands inside its layer.",
    ),
    2: (
        "Peel from the outside: which function is applied last, and what stands inside it?",
        "Each factor is the derivative of one layer, at everything that stands inside it.",
    ),
    3: (
        "Count the layers: the answer has as many factors.",
        "The outermost factor keeps its whole inside; nothing in it is left out.",
    ),
    4: (
        "Count the layers: the answer has four factors.",
        "Write them from the outside in, and leave each inside as it is.",
    ),
    5: (
        "One of the factors of the answer is the derivative of a product.",
        "First the outer layer at its whole inside, then the product rule for the inside.",
    ),
}


class ChainDeep(Family):
    """Differentiate three and four functions inside each other."""

    name = "chain_deep"
    topic = "chain_rule"
    title = "Differentiate functions three and four deep"
    instances = levels(2944, 2944, 2352, 3584, 756)
    requires = shares(chain_two_layer=0.9)

    def draw(self, level: int, pick: Pick) -> Draft:
        """Draw a stack of functions that do not undo each other."""
        stack = LEVELS[level](pick, Name(pick.one(VARIABLES)))
        if level == 1:
            return _ordering(stack, pick)
        if level == 2:
            return _factor_by_factor(stack)
        return derivative_draft(
            _question(stack),
            stack.truth,
            hints=HINTS[level],
            solution=_solution(stack),
            mistakes=distinct(_wrong(stack)),
        )


FAMILY = ChainDeep()


def _question(stack: Stack) -> Question:
    return one_variable(stack.tree, stack.x.name, stack.value)


def _wrong(stack: Stack) -> Iterator[tuple[str, Node]]:
    first, *rest = stack.factors
    yield "inner-derivative-missing", first
    yield "innermost-factor-missing", times(*reversed(stack.factors[:-1]))
    yield "outer-evaluated-at-x", times(*reversed(rest), stack.layers[0].slope(stack.x))
    if len(stack.layers) == 1:
        parts = stack.inside.parts
        yield "product-of-derivatives", times(*(slope(f, stack.x.name) for f in parts), first)


def _solution(stack: Stack) -> Iterator[Step]:
    yield Step("layers", _layers_in_words(stack))
    lines = [f"- {inline(factor)}" for factor in stack.factors]
    yield Step("one factor each", "\n".join(lines))
    if len(stack.layers) == 1:
        f, g = stack.inside.parts
        yield Step(
            "product inside",
            f"The last factor is the product rule for {inline(f)} and {inline(g)}.",
        )


def _layers_in_words(stack: Stack) -> str:
    letter = Name("z" if stack.x.name == "u" else "u")
    names = ", ".join(inline(layer.tree(letter)) for layer in stack.layers)
    return f"From the outside in: {names}, and innermost {inline(stack.inside.tree)}."


def _ordering(stack: Stack, pick: Pick) -> Draft:
    shown = pick.shuffled(range(len(stack.factors)))
    ids = {factor: "abc"[place] for place, factor in enumerate(shown)}
    name = stack.x.name
    choices = tuple(
        Choice(
            ids[k],
            inline(stack.factors[k]),
            f"It is the derivative of layer {k + 1}, counted from the outside.",
        )
        for k in shown
    )
    truth = " ".join(ids[k] for k in range(len(stack.factors)))
    part = Part("order", AnswerType.ORDERING, truth, label="outermost first", choices=choices)
    return Draft(
        prompt=f"The derivative of{display(f'f({name}) = {latex(stack.tree)}')}"
        "is a product of three factors, one for each layer. Put them in order, the factor of the "
        "outermost layer first.",
        parts=(part,),
        evidence=(_order_evidence(stack, ids),),
        hints=HINTS[1],
        solution=(
            Step("layers", _layers_in_words(stack)),
            *(Step(f"layer {k + 1}", inline(f)) for k, f in enumerate(stack.factors)),
            Step("answer", f"In order: ${dotted(*stack.factors)}$"),
        ),
        shown=(stack.tree,),
    )


def _order_evidence(stack: Stack, ids: dict[int, str]) -> Evidence:
    """Find the order anew: differentiate each layer at its inside, and see which factor it is."""
    at = {stack.x.name: 0.7}
    worth = {ids[k]: value(factor, at) for k, factor in enumerate(stack.factors)}

    def matched(found: Sequence[Value]) -> Value:
        return " ".join(
            next((name for name, mine in worth.items() if same(mine, one, 1e-6)), "?")
            for one in found
        )

    def by(oracles: Sequence[Oracle]) -> Oracle:
        return given(lambda: matched([oracle([at])[0] for oracle in oracles]))

    evidence = [_factor_evidence("", stack, k) for k in range(len(stack.factors))]
    return Evidence(
        "order", by([one.symbolic for one in evidence]), by([one.numeric for one in evidence])
    )


def _factor_evidence(part: str, stack: Stack, depth: int) -> Evidence:
    """Differentiate one layer, by sympy and by the complex step, at everything inside it."""
    x = stack.x.name
    if depth == len(stack.layers):
        inside = stack.inside
        return Evidence(
            part,
            sympy_derivative(inside.tree, x),
            complex_step(lambda **at: inside.value(at[x]), x),
        )
    layer, argument = stack.layers[depth], stack.value_inside(depth)
    return Evidence(
        part,
        sympy_derivative_at(layer.tree(Name("inside")), "inside", stack.argument(depth)),
        at_points(lambda **at: slope_of_one(layer.value, argument(at[x]))),
    )


def _factor_by_factor(stack: Stack) -> Draft:
    question = _question(stack)
    x = stack.x.name
    outer, middle, _inner = stack.factors
    wrong_outer = stack.layers[0].slope(stack.x)
    wrong_middle = stack.layers[1].slope(stack.x)
    parts = (
        expression("outer", outer, (x,), label="factor of the outermost layer"),
        expression("middle", middle, (x,), label="factor of the middle layer"),
        after(
            expression("a", stack.truth, (x,), label=f"$f'({x})$"),
            times(Name("outer"), Name("middle"), stack.inside.slope),
        ),
    )
    return Draft(
        prompt=f"Differentiate{display(f'f({x}) = {latex(stack.tree)}')}"
        "Give the factors of the two outer layers first, and then the whole derivative.",
        parts=parts,
        evidence=(
            _factor_evidence("outer", stack, 0),
            _factor_evidence("middle", stack, 1),
            derivative_evidence("a", question),
        ),
        hints=HINTS[2],
        solution=(
            Step("layers", _layers_in_words(stack)),
            Step("outermost factor", inline(outer)),
            Step("middle factor", inline(middle)),
            Step("innermost factor", inline(stack.inside.slope)),
            Step("answer", f"$f'({x}) = {latex(stack.truth)}$"),
        ),
        mistakes=(
            *wired("outer", distinct([("outer-evaluated-at-x", wrong_outer)])),
            *wired("middle", distinct([("outer-evaluated-at-x", wrong_middle)])),
            *wired("a", distinct(_wrong(stack))),
        ),
        shown=(stack.tree,),
        plain=frozenset({"outer", "middle"}),
    )
