"""Follow-through: a later part that is right for the learner's own earlier answers.

Whoever gets the first part wrong and goes on without another slip has made one mistake, not two.
What follows from what is for the exercise to say (`Part.follows`); here it is only worked out, and
held against what was typed in the way that any answer to the part is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from drill.grade.close import value
from drill.grade.part import AnswerType, Part
from drill.grade.plain_answers import find_choice
from drill.grade.typed_answers import Question, given_tree, judge_typed, question
from drill.grade.verdict import Judgement
from drill.maths.components import Grid, components
from drill.maths.errors import NoValue, Unreadable
from drill.maths.gaps import Gap
from drill.maths.read import read_typed
from drill.maths.rebuild import substitute
from drill.maths.scope import Scope, canonical
from drill.maths.tree import Equation, Name, Node, names, number

ROUNDED_TWICE = 2
"""The earlier answer was rounded when it was typed, and the later one again."""

AT, AND = " at ", " and "

_TYPED = frozenset(
    {
        AnswerType.EXPRESSION,
        AnswerType.VECTOR,
        AnswerType.MATRIX,
        AnswerType.NUMBER,
        AnswerType.SHAPE,
        AnswerType.CHOICE,
        AnswerType.DERIVATION,
    }
)
"""Kinds of answer that a formula can calculate with."""
_READ = frozenset({Judgement.CORRECT, Judgement.FORM, Judgement.WRONG})
_RIGHT = frozenset({Judgement.CORRECT, Judgement.FORM})


@dataclass(frozen=True, slots=True)
class Formula:
    """What a part follows by: trees by the id of a choice (empty for any other kind of part)."""

    cases: tuple[tuple[str, Node], ...]
    at: Mapping[str, Node]
    """What the variables that are replaced at the end are replaced by."""
    uses: frozenset[str]
    """Ids of the earlier parts that it names."""

    def worth(self, earlier: Mapping[str, Node]) -> tuple[tuple[str, Node], ...]:
        """Put answers to earlier parts in, by their ids."""
        own = {canonical(id_): tree for id_, tree in earlier.items()}
        return tuple((id_, substitute(substitute(tree, own), self.at)) for id_, tree in self.cases)


def formula_of(part: Part, before: Sequence[Part]) -> Formula:
    """Read what a part follows by, after the parts before it.

    Raises `Unreadable` where its author made a slip.
    """
    text, _, places = part.follows.partition(AT)
    known = {canonical(one.id): one.id for one in before if one.answer in _TYPED}
    letters = [name for one in (*before, part) for name in one.variables]
    scope = Scope(tuple(dict.fromkeys((*letters, *known))))
    cases = [
        (id_, read_typed(formula.strip(), scope)) for id_, formula in _lines(part.answer, text)
    ]
    mentioned = frozenset().union(*(names(tree) for _, tree in cases))
    if unknown := mentioned - set(scope.variables):
        raise Unreadable(f"`{min(unknown)}` names no earlier part and no variable.", 0)
    mentioned -= set(map(canonical, part.variables))
    uses = frozenset(id_ for name, id_ in known.items() if name in mentioned)
    return Formula(tuple(cases), dict(_places(places, scope)), uses)


def _lines(answer: AnswerType, text: str) -> list[tuple[str, str]]:
    if answer is not AnswerType.CHOICE:
        return [("", text)]
    pairs = (line.partition(":") for line in text.splitlines())
    return [(id_.strip(), formula) for id_, _, formula in pairs]


def _places(text: str, scope: Scope) -> list[tuple[str, Node]]:
    found = []
    for place in text.split(AND) if text else ():
        tree = read_typed(place, scope)
        if not isinstance(tree, Equation) or not isinstance(tree.left, Name):
            raise Unreadable("What stands behind `at` is a name, `=` and its value.", 0)
        found.append((tree.left.name, tree.right))
    return found


def following(
    parts: Sequence[Part], answers: Mapping[str, str], judgements: Mapping[str, Judgement]
) -> tuple[str, ...]:
    """List the ids of the wrong parts that follow from an earlier wrong one; never raises.

    A part follows where every earlier part its formula names could be read, one of them is wrong,
    and the formula with what was typed there is what was typed here.
    """
    return tuple(
        part.id
        for place, part in enumerate(parts)
        if part.follows
        and judgements[part.id] is Judgement.WRONG
        and _follows(part, parts[:place], answers, judgements)
    )


def _follows(
    part: Part,
    before: Sequence[Part],
    answers: Mapping[str, str],
    judgements: Mapping[str, Judgement],
) -> bool:
    try:
        formula = formula_of(part, before)
        said = {judgements[id_] for id_ in formula.uses}
        if not said <= _READ or Judgement.WRONG not in said:
            return False
        earlier = {
            one.id: answered(one, answers[one.id]) for one in before if one.id in formula.uses
        }
        return consistent_with(part, formula, earlier, answers[part.id])
    except Unreadable:
        return False


def answered(part: Part, response: str) -> Node:
    """Give what a formula calculates with: the answer, or a choice's place, counted from 1.

    Of a derivation it is what the last line comes to. Raises `Unreadable`.
    """
    if part.answer is AnswerType.DERIVATION:
        from drill.grade.derivation.whole import last_line

        return last_line(part, response)
    if part.answer is AnswerType.CHOICE:
        return number(part.choices.index(find_choice(part.choices, response)) + 1)
    return given_tree(question(part), response)


def consistent_with(
    part: Part, formula: Formula, earlier: Mapping[str, Node], response: str
) -> bool:
    """Tell whether an answer is what the formula gives for answers to earlier parts.

    Raises `Unreadable` where the answer is not readable. A formula that has no value for these
    answers (shapes that do not fit, a division by zero) is consistent with nothing.
    """
    cases = formula.worth(earlier)
    if part.answer is AnswerType.CHOICE:
        return find_choice(part.choices, response).id == first_positive(cases)
    tree = cases[0][1]
    if not _has_value(tree):
        return False
    loose = replace(part, tolerance=ROUNDED_TWICE * part.tolerance)
    asked = Question(loose, Scope(part.variables, complex=part.domain.complex), tree)
    return judge_typed(asked, response)[0].judgement in _RIGHT


def first_positive(cases: Sequence[tuple[str, Node]]) -> str:
    """Give the id of the first formula that is certainly positive; empty where none is."""
    for id_, tree in cases:
        try:
            scalar = components(tree)
            if not isinstance(scalar, Grid) and not names(scalar) and value(scalar) > 0:
                return id_
        except (NoValue, Gap):
            return ""
    return ""


def _has_value(tree: Node) -> bool:
    try:
        components(tree)
    except NoValue:
        return False
    return True
