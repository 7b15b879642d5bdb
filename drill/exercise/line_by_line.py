"""The draft of an exercise that asks for a derivation, one line after the other.

The family writes a model of the lines; the frame holds it to the checker that a learner meets: a
model that is not right as a whole is refused, like a truth on which the oracles disagree.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from drill.exercise.contract import Step, Task
from drill.exercise.differentiate import Question, derivative_evidence
from drill.exercise.draft import Draft, Refused
from drill.exercise.parts import Answer, text, wired
from drill.exercise.write import read_back, typed
from drill.grade.part import AnswerType, Begins, Part
from drill.grade.verdict import Judgement
from drill.maths.read import answer_side
from drill.maths.tree import Node

PART = "lines"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for around the derivative: its names, its lines, where it ends."""

    label: str
    """The field's label, in prose: `$f'(x)$`."""
    model: Sequence[str]
    """Lines that are right, as a learner would type them."""
    least: int
    """Lines of one's own that are asked for."""
    function: str = "f"
    of: Node | None = None
    """The function in the letters of the definitions, where it has any."""
    definitions: dict[str, Node] = field(default_factory=dict)
    """Intermediate quantities by their names, each in terms of earlier ones."""
    goals: Sequence[Answer] = ()
    """The forms that end it, where one of them is to be reached."""
    form: str = ""


def lines_draft(
    question: Question,
    asked: Asked,
    *,
    prompt: str,
    hints: tuple[str, str],
    solution: Iterable[Step],
    mistakes: Iterable[tuple[str, Answer]],
) -> Draft:
    """Ask for one derivative, line by line."""
    part = Part(
        id=PART,
        answer=AnswerType.DERIVATION,
        truth="\n".join(asked.model),
        label=asked.label,
        variables=question.variables,
        domain=question.domain,
        form=asked.form,
        begins=Begins(
            of=typed(asked.of or question.of),
            wrt=question.wrt,
            label=asked.function,
            definitions={name: typed(tree) for name, tree in asked.definitions.items()},
            goals=tuple(map(text, asked.goals)),
            least=asked.least,
        ),
    )
    return Draft(
        prompt=prompt,
        parts=(part,),
        evidence=(derivative_evidence(PART, question),),
        hints=hints,
        solution=tuple(solution),
        mistakes=wired(PART, mistakes),
        task=Task("derivative", typed(question.of), question.wrt, question.variables),
        shown=(asked.of or question.of,),
    )


def check_model(part: Part) -> None:
    """Refuse a derivation whose model is not right, line by line and as a whole."""
    from drill.grade.derivation.whole import judge_derivation

    verdict = judge_derivation(part, part.truth)
    if verdict.judgement is not Judgement.CORRECT:
        raise Refused(f"{part.id}: its model is not right: {verdict.message}")


def end_of(part: Part, answer: str) -> Node:
    """Give what the last line of an answer comes to, in the variables alone."""
    from drill.grade.derivation.given import derivation_of
    from drill.grade.derivation.names import names_of

    known = names_of(derivation_of(part))
    return known.written_out(answer_side(read_back(last_line(answer), known.scope.variables)))


def last_line(answer: str) -> str:
    """Give the last line of a derivation, without the `=` it begins with."""
    return answer.rpartition("\n")[2].lstrip("= ")
