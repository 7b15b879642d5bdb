"""A card's `response`, `choices` or `lines` as the part of an answer that is graded."""

from __future__ import annotations

from drill.bank.reading import Report
from drill.bank.records import Record
from drill.bank.shape import ANSWER_TYPES
from drill.bank.typed_check import derivation_fault, name_fault, truth_fault
from drill.bank.words import meant
from drill.grade.part import AnswerType, Begins, Choice, Part
from drill.maths.domain import Domain, Range, parse_range
from drill.maths.errors import Unreadable
from drill.maths.scope import canonical

PART_ID = "a"
_DERIVED = ("of", "wrt", "lines", "function", "definitions", "goals", "least")
_NOT_DERIVED = ("truth", "accept", "tolerance")
_TEXT_KEYS = frozenset({"type", "accept", "label"})


def response_part(record: Record, report: Report) -> Part | None:
    """Make the part of a typed answer; None, with problems reported, where it cannot be one."""
    kind = record.text("type")
    if kind not in ANSWER_TYPES:
        return None
    answer = ANSWER_TYPES[kind]
    if answer is AnswerType.TEXT:
        return _text_part(record, report)
    if answer is AnswerType.DERIVATION:
        return _derivation_part(record, report)
    for key in _DERIVED:
        if record.has(key):
            report(record.line_of(key), f"`{key}` belongs to a response of type `derivation`")
    if record.has("accept"):
        text = "`accept` belongs to a response of type `text`; this one has a `truth`"
        report(record.line_of("accept"), text)
    if record.has("tolerance") and answer is not AnswerType.NUMBER:
        report(record.line_of("tolerance"), "`tolerance` belongs to a response of type `number`")
    if not record.has("truth"):
        report(record.line, f"this response lacks `truth` (the right {kind} in typed form)")
    variables = _variables(record, report)
    truth = record.text("truth")
    fault = truth_fault(truth, kind, variables) if truth else ""
    if fault:
        report(record.line_of("truth"), f"`truth` {fault}")
    return Part(
        id=PART_ID,
        answer=answer,
        truth=truth,
        label=record.text("label"),
        variables=variables,
        domain=_domain(record, variables, report),
        form=record.text("form"),
        tolerance=record.number("tolerance", 0.0),
    )


def choice_part(record: Record, report: Report) -> Part | None:
    """Make the part of a card that offers choices, in the order of the file."""
    offered = record.records("choices")
    if not offered:
        return None
    right = [index for index, choice in enumerate(offered) if choice.flag("correct")]
    if len(right) != 1:
        found = "none is" if not right else f"{len(right)} are"
        text = f"exactly one of the `choices` must be `correct: true`; {found}"
        report(record.line_of("choices"), text)
        return None
    choices = tuple(
        Choice(f"c{number}", choice.text("text"), choice.text("why"))
        for number, choice in enumerate(offered, 1)
    )
    _report_repeats([(choice.text("text"), choice.line) for choice in offered], "choice", report)
    return Part(PART_ID, AnswerType.CHOICE, choices[right[0]].id, choices=choices)


def order_part(record: Record, report: Report) -> Part | None:
    """Make the part of a card whose lines are to be put in order; the truth is the file's order."""
    texts = record.texts("lines")
    if not texts:
        return None
    lines = [(str(item.value), item.line) for item in record.items("lines")]
    _report_repeats(lines, "line", report)
    choices = tuple(Choice(f"l{number}", text) for number, text in enumerate(texts, 1))
    truth = " ".join(choice.id for choice in choices)
    return Part(PART_ID, AnswerType.ORDERING, truth, choices=choices)


def _text_part(record: Record, report: Report) -> Part | None:
    for key in record.lines:
        if key not in _TEXT_KEYS:
            report(record.line_of(key), f"a response of type `text` has no `{key}`; use `accept`")
    if not record.has("accept"):
        text = "this response lacks `accept` (the accepted words, such as [convex])"
        report(record.line, text)
    truth = "\n".join(record.texts("accept"))
    return Part(PART_ID, AnswerType.TEXT, truth, label=record.text("label")) if truth else None


def _derivation_part(record: Record, report: Report) -> Part | None:
    """Make the part of a derivation; that its lines are right is a claim, proved like others."""
    for key in _NOT_DERIVED:
        if record.has(key):
            text = f"a response of type `derivation` has no `{key}`; the right `lines` say it all"
            report(record.line_of(key), text)
    missing = [key for key in ("of", "wrt", "lines") if not record.has(key)]
    for key in missing:
        report(record.line, f"this response lacks `{key}`, which a derivation needs")
    variables = _variables(record, report)
    if missing:
        return None
    made = Part(
        id=PART_ID,
        answer=AnswerType.DERIVATION,
        truth="\n".join(record.texts("lines")),
        label=record.text("label"),
        variables=variables,
        domain=_domain(record, variables, report),
        form=record.text("form"),
        begins=Begins(
            of=record.text("of"),
            wrt=record.text("wrt"),
            label=record.text("function") or "f",
            definitions={item.name: str(item.value) for item in record.items("definitions")},
            goals=record.texts("goals"),
            least=int(record.number("least", 0)),
        ),
    )
    fault = derivation_fault(made)
    if fault:
        report(record.line_of("of"), fault)
    return made


def _variables(record: Record, report: Report) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for item in record.items("variables"):
        name = str(item.value)
        fault = name_fault(name)
        if fault:
            report(item.line, f"`variables`: {fault}")
        elif canonical(name) in found:
            report(item.line, f"the variable `{name}` is listed twice")
        else:
            found[canonical(name)] = name
    return tuple(found.values())


def _domain(record: Record, variables: tuple[str, ...], report: Report) -> Domain:
    known = {canonical(name) for name in variables}
    ranges: dict[str, Range] = {}
    for item in record.items("domain"):
        try:
            name = canonical(item.name)
        except Unreadable as error:
            report(item.line, f"`domain`: {error}")
            continue
        if name not in known:
            hint = meant(item.name, variables)
            report(item.line, f"`domain` speaks of `{item.name}`, which is no variable{hint}")
        ranges[name] = parse_range(str(item.value))
    return Domain(ranges)


def _report_repeats(texts: list[tuple[str, int]], what: str, report: Report) -> None:
    seen: dict[str, int] = {}
    for text, line in texts:
        if text and text in seen:
            report(line, f"this {what} is the same as the one in line {seen[text]}")
        seen.setdefault(text, line)
