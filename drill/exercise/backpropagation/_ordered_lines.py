"""Derivations to be put in order, and derivations whose steps are to be justified."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from drill.exercise.backpropagation._derivation import Derivation, draw_derivation
from drill.exercise.backpropagation._worlds import (
    CHAIN,
    COST,
    DELTA,
    LOCAL,
    ONLY,
    Slope,
    by_complex_step,
    by_sympy,
    first_to_fail,
    sorted_by_worlds,
)
from drill.exercise.contract import Step
from drill.exercise.draft import Draft
from drill.exercise.parts import Answer, choice, in_order, number, ordering
from drill.exercise.pick import Pick
from drill.exercise.questions import Asked, ask, assembled
from drill.grade.part import Choice, Part

DELTA_LETTER = r"\delta"
SHORT = {
    CHAIN: "the chain rule over all paths",
    ONLY: "only one of the terms depends on it",
    DELTA: "the definition of the error",
    LOCAL: "the layer's own formula",
    COST: "the formula of the cost",
}
WAYS_IN = {
    "output": "An output unit's $z$ reaches the cost through the activations of its layer.",
    "hidden": "A hidden unit reaches the cost through all units of the next layer.",
    "weight": "A weight reaches the cost through the pre-activation of one unit.",
    "bias": "A bias reaches the cost through the pre-activation of its unit.",
}


def draw_order_of_lines(pick: Pick) -> Draft:
    """Draw a derivation, and offer its lines in another order."""
    of = draw_derivation(pick)
    lines = [f"${line}$" for line in of.lines]
    mixed = pick.shuffled(range(len(lines)))
    part = ordering("order", lines, mixed, label="the lines, from the derivative on")
    offered = [of.stages[at] for at in mixed]

    def found(slope: Slope) -> Callable[[], str]:
        return lambda: in_order(
            part, [f"${of.line(stage)}$" for stage in sorted_by_worlds(of.equation, offered, slope)]
        )

    return assembled(
        f"{_setting(of)} These expressions are all the same number, {_goal(of)}. Put them in the "
        "order of a derivation that starts from the derivative itself, ends with what can be "
        "computed, and changes one thing from each line to the next.",
        [ask(part, found(by_sympy), found(by_complex_step), _too_soon(of, part, lines))],
        hints=(
            "Which line says nothing but what is sought, and which has no derivative left in it?",
            "The chain rule brings a sum in; it leaves where only one of its terms is not zero.",
        ),
        solution=(
            Step("the way in", WAYS_IN[of.equation]),
            Step("line by line", _reasons(of)),
            Step("answer", "\n".join(f"1. {line}" for line in lines)),
        ),
    )


def _too_soon(of: Derivation, part: Part, lines: Sequence[str]) -> list[tuple[str, Answer]]:
    """Take one term for the whole before the sum is there."""
    if ONLY not in of.rules:
        return []
    at = of.rules.index(ONLY) + 1
    order = [*lines[:1], lines[at], *lines[1:at], *lines[at + 1 :]]
    return [("one-path-only", in_order(part, order))]


def _setting(of: Derivation) -> str:
    n = of.letters
    if of.equation == "output":
        return (
            f"Layer ${n.layer}$ is the last one; the cost ${n.cost}$ is half the sum of squares of "
            f"${n.at('a', n.any)} - y_{{{n.any}}}$, and $a = {n.unit}(z)$."
        )
    moved = n.above if of.equation == "hidden" else n.layer
    before = n.layer if of.equation == "hidden" else n.below
    to, frm = (n.any, n.own) if of.equation == "hidden" else (n.own, n.lower)
    return (
        f"Layer ${moved}$ computes ${n.at('z', to, moved)} = \\sum_{{{frm}}} "
        f"{n.at('W', to + frm, moved)} {n.at('a', frm, before)} + {n.at('b', to, moved)}$, each "
        f"layer $a = {n.unit}(z)$, and $\\delta$ is the slope of the cost ${n.cost}$ by $z$."
    )


def _goal(of: Derivation) -> str:
    n = of.letters
    if of.equation in {"output", "hidden"}:
        return f"the error ${n.at(DELTA_LETTER, n.own)}$"
    return f"the slope ${of.sought}$"


def _reasons(of: Derivation) -> str:
    lines = [f"- ${of.sought}$: this is sought"]
    for rule, line in zip(of.rules, of.lines[1:], strict=True):
        lines.append(f"- $= {line}$: {of.reason(rule)}")
    return "\n".join(lines)


def draw_justification(pick: Pick) -> Draft:
    """Draw a derivation; ask what allows two of its steps, and what fails without a rule."""
    of = draw_derivation(pick)
    asked = pick.some(range(len(of.rules)), 2)
    broken = pick.one(of.rules)
    mixed = pick.shuffled(of.rules)
    steps = [_step(of, at, mixed) for at in asked]
    numbered = "\n".join(
        f"{at}. ${of.sought if at == 1 else f'= {line}'}$" for at, line in enumerate(of.lines, 1)
    )
    return assembled(
        f"{_setting(of)} Here is a derivation:\n\n{numbered}\n\nWhat allows the steps that are "
        "asked about? Choose from the list. And suppose "
        f"{of.broken(broken)}: which line would be the first that is not the derivative any more?",
        [*steps, _failing(of, broken)],
        hints=(
            "Compare the two lines piece by piece: what has changed, and what did it say before?",
            "Each step uses one fact; a line is right as long as the facts used so far are true.",
        ),
        solution=_justified(of, asked, broken),
    )


def _step(of: Derivation, at: int, mixed: tuple[str, ...]) -> Asked:
    ids = {rule: "abcd"[place] for place, rule in enumerate(mixed)}
    part = choice(
        f"step{at + 1}",
        ids[of.rules[at]],
        [Choice(ids[rule], of.reason(rule)) for rule in mixed],
        label=f"from line {at + 1} to line {at + 2}",
    )

    def found(slope: Slope) -> Callable[[], str]:
        return lambda: _needed(of, at, ids, slope)

    mistakes = []
    if of.rules[at] != ONLY and ONLY in of.rules and at == 0:
        mistakes = [("one-path-only", ids[ONLY])]
    return ask(part, found(by_sympy), found(by_complex_step), mistakes)


def _needed(of: Derivation, at: int, ids: dict[str, str], slope: Slope) -> str:
    """Find the rule without which the line behind a step is the first one to fail."""
    fitting = [
        name
        for rule, name in ids.items()
        if first_to_fail(of.equation, of.stages, rule, slope) == at + 1
    ]
    return fitting[0] if len(fitting) == 1 else "?"


def _failing(of: Derivation, broken: str) -> Asked:
    part = number(
        "fails", of.rules.index(broken) + 2, label="the number of the first line that would fail"
    )

    def found(slope: Slope) -> Callable[[], int]:
        return lambda: first_to_fail(of.equation, of.stages, broken, slope) + 1

    return ask(part, found(by_sympy), found(by_complex_step))


def _justified(of: Derivation, asked: Sequence[int], broken: str) -> Iterator[Step]:
    yield Step("the way in", WAYS_IN[of.equation])
    steps = [
        f"- line {at} to line {at + 1}: {of.reason(rule)}" for at, rule in enumerate(of.rules, 1)
    ]
    yield Step("step by step", "\n".join(steps))
    fails = of.rules.index(broken) + 2
    yield Step(
        "without one of them",
        f"Suppose {of.broken(broken)}. That takes away the reason for the step from line "
        f"{fails - 1} to line {fails}; the lines above have not used it.",
    )
    found = "; ".join(f"from line {at + 1} to {at + 2}, {SHORT[of.rules[at]]}" for at in asked)
    yield Step("answer", f"It is: {found}. The first line to fail is line {fails}.")
