"""What an interviewer says when asked: clarifications and hints, from the card and its concept."""

from __future__ import annotations

from math import isfinite

from drill.bank.model import Concept, Seniority
from drill.grade.part import AnswerType, Part
from drill.maths.domain import Range
from drill.session.interview.rules import HINTS, SlotKind
from drill.session.question import Question

EXPECTED = {
    AnswerType.EXPRESSION: "an expression",
    AnswerType.VECTOR: "a vector, such as `(a, b)`",
    AnswerType.MATRIX: "a matrix, such as `[[a, b], [c, d]]`",
    AnswerType.SET: "a set, such as `{1, -2}`",
    AnswerType.NUMBER: "a number",
    AnswerType.CHOICE: "one of the choices",
    AnswerType.ORDERING: "the letters of the lines in the right order",
    AnswerType.SHAPE: "a shape, such as `(3, 2)`",
    AnswerType.TEXT: "a word or a short phrase",
    AnswerType.DERIVATION: "a derivation, line by line",
}
WANTED = {
    SlotKind.EXPLAIN: "Explain it in words, as to a colleague.",
    SlotKind.COMPUTE: "Compute it; only the result is graded.",
    SlotKind.ORDER: "Put the lines in the order in which they run.",
    SlotKind.DERIVE: "Derive it: the result, and why each step holds.",
    SlotKind.DIAGNOSE: "Name the suspects, and what would tell them apart, in order.",
    SlotKind.COMPARE: "Compare them on the same points, and say when you would take which.",
    SlotKind.TRADE_OFF: "Say what is gained, what it costs, and when it is worth it.",
    SlotKind.SCALE: "Reason with numbers: memory, time, machines; say what breaks first.",
    SlotKind.EXPERIMENT: "Say what you would measure, against what, and what would settle it.",
    SlotKind.OVERCLAIM: "Say what is too strong, give a counter-example, and put it right.",
}


def clarify(question: Question, kind: SlotKind, level: Seniority, *, follow_ups: int) -> str:
    """Say the level, what is given and what is expected, in prose; nothing of the answer."""
    said = [f"This is a {level.value} question. {WANTED[kind]}"]
    facts = dict.fromkeys(fact for fact in map(_given, question.parts) if fact)
    said += [f"Given: {'; '.join(facts)}."] if facts else []
    said.append(_expected(question))
    if follow_ups:
        said.append("A follow-up may come, on what the answer leaves open.")
    return "\n\n".join(said)


def hints(question: Question, concept: Concept | None) -> tuple[str, ...]:
    """List the hints, at most three: the authored ones first, then what interviewers say."""
    made = list(question.hints)
    if concept is not None:
        made.append(f"Think of “{concept.title}”.")
        first = concept.primer.intuition.strip().split("\n\n", maxsplit=1)[0]
        made += [first] if first else []
    essential = [point for point in question.key_points if point.must]
    made += [f"One point it needs: {essential[0].text}"] if essential else []
    return tuple(made[:HINTS])


def _given(part: Part) -> str:
    return ", ".join(_fact(name, part.domain.range_of(name)) for name in part.variables)


def _fact(name: str, found: Range) -> str:
    """Say where a variable may lie: `x` real, `n` an integer above 0."""
    what = "an integer" if found.integer else "real"
    low, high = isfinite(found.low), isfinite(found.high)
    if low and high:
        return f"`{name}` {what} between {found.low:g} and {found.high:g}"
    if low:
        return f"`{name}` {what} above {found.low:g}"
    return f"`{name}` {what} below {found.high:g}" if high else f"`{name}` {what}"


def _expected(question: Question) -> str:
    forms = [EXPECTED[part.answer] for part in question.parts]
    said = [f"{_count(forms.count(form))}{form}" for form in dict.fromkeys(forms)]
    said += [f"the form is to be {part.form}" for part in question.parts if part.form]
    points = len(question.key_points)
    if points:
        musts = sum(point.must for point in question.key_points)
        needs = f", {musts} of which it must have" if musts else ""
        said.append(f"an answer in words that makes {points} points{needs}")
    return f"Expected: {', and '.join(said)}." if said else "Expected: an answer in words."


def _count(fields: int) -> str:
    return "" if fields == 1 else f"{fields} fields, each "
