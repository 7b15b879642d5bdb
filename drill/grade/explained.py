"""An explanation as values that travel: each step's prose, where a given answer left it, the graph.

What was typed is read and worked out here, in the process that can be killed; how it is printed is
for the doors.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field

from drill.grade.verdict import Judgement, Mistake, Verdict
from drill.maths.errors import NoValue
from drill.maths.graph import draw, graph
from drill.maths.read import answer_side, read
from drill.maths.scope import Scope, canonical
from drill.maths.show import line, typed
from drill.maths.steps import Explanation, explain
from drill.maths.steps.rules import NOWHERE
from drill.maths.steps.told import title, told
from drill.maths.tree import Node
from drill.value import Value


class ExplainedStep(Value):
    """One step: its rule's id and title, its prose, and whether the answer went wrong here."""

    rule: str
    title: str
    text: str
    path: tuple[int, ...]
    here: bool = False


class Explained(Value):
    """A derivative by one variable, step by step."""

    wrt: str
    derivative: str
    """In one line, for people; empty where there is no derivative at all, as of a factorial."""
    typed: str
    """In typed form, for programs; empty as well where there is none."""
    steps: tuple[ExplainedStep, ...]
    notes: tuple[str, ...] = ()


class Explaining(Value):
    """Everything there is to say of an expression: its derivatives, an answer, the graph."""

    of: str
    parts: tuple[Explained, ...]
    graph: tuple[str, ...] = ()
    no_graph: str = ""
    """Why there is none, where one was asked for."""
    verdict: Verdict | None = None


class Asked(Value):
    """What is to be explained, as typed; `at` and `given` may be left out."""

    of: str
    wrt: tuple[str, ...]
    variables: tuple[str, ...] = ()
    at: Mapping[str, float] = field(default_factory=dict)
    given: str = ""
    width: int = 80
    ascii: bool = False


def explaining(asked: Asked) -> Explaining:
    """Explain; raises `Unreadable`, and `NoValue` where there is nothing to differentiate."""
    declared = (*asked.variables, *asked.wrt) if any(asked.variables) else ()
    scope = Scope(declared, free=not declared, complex=bool(declared) and "i" not in declared)
    tree = answer_side(read(asked.of, scope).tree)
    names = tuple(map(canonical, asked.wrt))
    verdict = _judged(asked)
    component, path = _located(verdict)
    parts = tuple(
        explained(explain(tree, name), path if component in {None, turn} else None)
        for turn, name in enumerate(names)
    )
    drawn, refused = _graph(tree, asked) if asked.at else ((), "")
    return Explaining(line(tree), parts, drawn, refused, verdict)


def explained(found: Explanation, wrong: Sequence[int] | None = None) -> Explained:
    """Turn an explanation into what travels; `wrong` is the place where an answer left it."""
    here = -1 if wrong is None else found.step_at(tuple(wrong))
    steps = tuple(
        ExplainedStep(step.rule.id, title(step), told(step, found.wrt), step.path, turn == here)
        for turn, step in enumerate(found.steps)
    )
    notes = tuple(note.text for note in found.notes if note.kind != "nowhere")
    if any(step.rule is NOWHERE for step in found.steps):
        return Explained(found.wrt, "", "", steps, notes)
    last = found.simplified
    return Explained(found.wrt, line(last), typed(last), steps, notes)


def mistake_at(mistakes: Sequence[Mistake]) -> tuple[int, ...] | None:
    """Give the place of the mistake that explains an answer best, if it has one."""
    return mistakes[0].path if mistakes else None


def _judged(asked: Asked) -> Verdict | None:
    from drill.grade.pair import Source, judge_pair  # brings what compares; only this needs it

    if not asked.given.strip():
        return None
    return judge_pair("", asked.given, asked.variables, source=Source(asked.of, asked.wrt))


def _located(verdict: Verdict | None) -> tuple[int | None, tuple[int, ...] | None]:
    """Find in which component, counted from 0, and at which place an answer went wrong."""
    if verdict is None or verdict.judgement is not Judgement.WRONG:
        return None, None
    path = mistake_at(verdict.mistakes)
    component = verdict.counterexample.component if verdict.counterexample else ""
    return (int(component) - 1 if component.isdigit() else None), path


def _graph(tree: Node, asked: Asked) -> tuple[tuple[str, ...], str]:
    values = {canonical(name): value for name, value in asked.at.items()}
    try:
        made = graph(tree, values)
    except NoValue as error:
        return (), str(error)
    return draw(made, asked.width, ascii=asked.ascii), ""
