"""A card's record as a card: what its kind needs, and what goes with no other kind."""

from __future__ import annotations

from dataclasses import replace

from drill.bank.claims import claims
from drill.bank.content_hash import content_hash
from drill.bank.model import Asks, Card, FollowUp, KeyPoint, Kind, Seniority
from drill.bank.parts import choice_part, order_part, response_part
from drill.bank.reading import Report
from drill.bank.records import Record
from drill.bank.shape import KINDS, SPECIAL_KEYS
from drill.bank.words import listed, meant
from drill.grade.part import Part
from drill.wire import to_json

BLANK = "____"


def card(record: Record, topic: str, report: Report) -> Card | None:
    """Make a card; None where it has no id, kind or level to be one. Reports all that is wrong."""
    kind_word, level_word = record.text("kind"), record.text("level")
    check, check_lines = claims(record, report)
    points = _key_points(record, report)
    if not kind_word:
        return None
    kind = Kind(kind_word)
    _check_keys(record, kind, report)
    if kind is Kind.CLOZE and record.text("prompt") and BLANK not in record.text("prompt"):
        text = f"the prompt of a cloze card has a blank, written `{BLANK}`; this one has none"
        report(record.line_of("prompt"), text)
    part = _part(record, kind, report)
    if part is not None and part.begins is not None:  # that its lines are right is to be proved
        check = (*check, {"derivation": to_json(part)})
        check_lines = (*check_lines, record.line_of("response"))
    follow_ups = _follow_ups(record, points, report)
    if not (record.text("id") and level_word):
        return None
    made = Card(
        id=record.text("id"),
        topic=topic,
        concept=record.text("concept"),
        kind=kind,
        prompt=record.text("prompt"),
        answer=record.text("answer"),
        level=Seniority(level_word),
        asks=tuple(map(Asks, record.texts("asks"))),
        part=part,
        key_points=points,
        follow_ups=follow_ups,
        hints=record.texts("hints"),
        covers=record.texts("covers"),
        formerly=record.texts("formerly"),
        checks=check,
        as_stated=record.text("as_stated"),
        precise=record.text("precise"),
        line=record.line,
        check_lines=check_lines,
    )
    return replace(made, content_hash=content_hash(made))


def _check_keys(record: Record, kind: Kind, report: Report) -> None:
    """Report what the kind needs and is not there, and what is there and belongs to others."""
    rule = KINDS[kind]
    for key in SPECIAL_KEYS:
        if key in rule.must and not record.has(key):
            report(record.line, f"a card of kind `{kind}` needs `{key}`")
        if record.has(key) and key not in {*rule.must, *rule.may}:
            owners = listed(each for each, its in KINDS.items() if key in {*its.must, *its.may})
            report(record.line_of(key), f"`{key}` belongs to {owners}; this card is a `{kind}`")
    if not rule.must and not any(record.has(key) for key in rule.may):
        report(record.line, f"a card of kind `{kind}` needs one of {listed(rule.may)}")
    points = record.items("key_points")
    if record.has("key_points") and len(points) < rule.points and len(points) > 1:
        text = f"a card of kind `{kind}` needs at least {rule.points} key points"
        report(record.line_of("key_points"), text)


def _part(record: Record, kind: Kind, report: Report) -> Part | None:
    if kind is Kind.CHOICE:
        return choice_part(record, report)
    if kind is Kind.ORDER:
        return order_part(record, report)
    if record.has("response"):
        return response_part(record.record("response"), report)
    return None


def _key_points(record: Record, report: Report) -> tuple[KeyPoint, ...]:
    seen: dict[str, int] = {}
    found: list[KeyPoint] = []
    for point in record.records("key_points"):
        name = point.text("id")
        line = point.line_of("id")
        if name in seen:
            text = f"the key point `{name}` is given twice; the first is in line {seen[name]}"
            report(line, text)
        seen.setdefault(name, line)
        found.append(_key_point(point))
    return tuple(found)


def _key_point(point: Record) -> KeyPoint:
    groups = [item.value for item in point.items("cues") if isinstance(item.value, tuple)]
    return KeyPoint(
        id=point.text("id"),
        text=point.text("text"),
        must=point.flag("must"),
        weight=point.number("weight", 1.0),
        cues=tuple(tuple(str(cue.value) for cue in group) for group in groups),
        anti_cues=point.texts("not"),
        reveals=point.text("reveals"),
    )


def _follow_ups(
    record: Record, points: tuple[KeyPoint, ...], report: Report
) -> tuple[FollowUp, ...]:
    known = [point.id for point in points]
    for follow_up in record.records("follow_ups"):
        missed = follow_up.text("missed")
        if missed and missed not in known:
            text = f"`missed` names `{missed}`, which is no key point here{meant(missed, known)}"
            report(follow_up.line_of("missed"), text)
    return tuple(
        FollowUp(each.text("prompt"), each.text("answer"), each.text("missed"))
        for each in record.records("follow_ups")
    )
