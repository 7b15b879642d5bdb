"""A card's `check:` list as claims to be proved; here they are only read, not judged."""

from __future__ import annotations

from collections.abc import Mapping

from drill.bank.reading import Report
from drill.bank.records import Record
from drill.bank.typed_check import name_fault, typed_fault

_NAMES = ("wrt", "of")
_POINTS = ("at", "where")
_MATHS = ("derivative", "gradient", "hessian", "value", "limit", "to", "is")
_PAIRS = ("equal", "differs", "at_most")


def claims(
    card: Record, report: Report
) -> tuple[tuple[Mapping[str, object], ...], tuple[int, ...]]:
    """Give the claims of a card, and the line of each; maths that cannot be read is reported."""
    records = card.records("check")
    for record in records:
        _check(record, report)
    found = tuple(_claim(record) for record in records)
    return found, tuple(record.line for record in records)


def _claim(record: Record) -> Mapping[str, object]:
    made: dict[str, object] = {}
    for key in record.values:
        items = record.items(key)
        if key in _POINTS:
            made[key] = {item.name: str(item.value) for item in items}
        elif items:
            made[key] = tuple(str(item.value) for item in items)
        else:
            made[key] = record.values[key]
    return made


def _check(record: Record, report: Report) -> None:
    declared: list[str] = []
    for key in (*_NAMES, *_POINTS):
        named = [(item.name or str(item.value), item.line) for item in record.items(key)]
        if record.text(key):
            named = [(record.text(key), record.line_of(key))]
        for name, line in named:
            fault = name_fault(name)
            if fault:
                report(line, f"`{key}`: {fault}")
            else:
                declared.append(name)
    texts = [(key, record.text(key), record.line_of(key)) for key in _MATHS if record.text(key)]
    texts += [(key, str(item.value), item.line) for key in _PAIRS for item in record.items(key)]
    texts += [("at", str(item.value), item.line) for item in record.items("at")]
    for key, text, line in texts:
        fault = typed_fault(text, declared)
        if fault:
            report(line, f"`{key}` {fault}")
