"""What must hold between the parts of all banks: ids are unique, references lead somewhere.

A reference to something in a broken bank is no fault of the bank that refers: otherwise one slip
would take down every topic that builds on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from drill.bank.circles import circles
from drill.bank.draft import Draft
from drill.bank.records import Record
from drill.bank.words import meant


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an id is given, and what it is the id of."""

    draft: Draft
    line: int
    what: str


def check_relations(drafts: Sequence[Draft]) -> None:
    """Report what does not fit together, each to the bank that has to change."""
    _check_topics(drafts)
    taken = _check_ids(drafts)
    _check_former_ids(drafts, taken)
    _check_references(drafts, taken)
    _check_circles(drafts)


def _check_topics(drafts: Sequence[Draft]) -> None:
    first: dict[str, Draft] = {}
    for draft, record in _records(drafts):
        name = record.text("topic")
        if name in first:
            text = f"the topic `{name}` is already in {first[name].file}; rename this one"
            draft.report(record.line_of("topic"), text)
        elif name:
            first[name] = draft


def _check_ids(drafts: Sequence[Draft]) -> dict[str, _Place]:
    taken: dict[str, _Place] = {}
    for draft, record in _records(drafts):
        for what, each in _holders(record):
            name, line = each.text("id"), each.line_of("id")
            if name in taken:
                first = taken[name]
                text = f"the id `{name}` is already that of a {first.what}: {_at(first)}"
                draft.report(line, text)
            elif name:
                taken[name] = _Place(draft, line, what)
    return taken


def _check_former_ids(drafts: Sequence[Draft], taken: dict[str, _Place]) -> None:
    former: dict[str, _Place] = {}
    for draft, record in _records(drafts):
        for card in record.records("cards"):
            for item in card.items("formerly"):
                name = str(item.value)
                if name in taken:
                    text = f"`formerly` names `{name}`, which is still in use: {_at(taken[name])}"
                    draft.report(item.line, text)
                elif name in former:
                    text = f"`formerly` names `{name}`, and so does {_at(former[name])}"
                    draft.report(item.line, text)
                former.setdefault(name, _Place(draft, item.line, "card"))


def _check_references(drafts: Sequence[Draft], taken: dict[str, _Place]) -> None:
    concepts = {name for name, place in taken.items() if place.what == "concept"}
    unread = {name for draft in drafts if draft.record is None for name in draft.ids}
    for draft, record in _records(drafts):
        own = [each.text("id") for each in record.records("concepts")]
        for concept in record.records("concepts"):
            for key in ("requires", "encompasses"):
                for item in concept.items(key):
                    name = item.name or str(item.value)
                    if name not in concepts and name not in unread:
                        text = f"`{key}`: unknown concept `{name}`{meant(name, concepts)}"
                        draft.report(item.line, text)
        for owner in (*record.records("cards"), *record.records("exercises")):
            name = owner.text("concept")
            if name and name not in own:
                text = f"unknown concept `{name}`{meant(name, own)}"
                if name in concepts:
                    text = f"the concept `{name}` is in another bank; name one of this bank's own"
                draft.report(owner.line_of("concept"), text)


def _check_circles(drafts: Sequence[Draft]) -> None:
    needs: dict[str, list[str]] = {}
    places: dict[tuple[str, str], _Place] = {}
    for draft, record in _records(drafts):
        for concept in record.records("concepts"):
            name = concept.text("id")
            if not name or name in needs:
                continue
            needs[name] = []
            for item in concept.items("requires"):
                needs[name].append(str(item.value))
                places[name, str(item.value)] = _Place(draft, item.line, "concept")
    for circle in circles(needs):
        place = places[circle[-2], circle[-1]]
        text = f"the prerequisites go round in a circle: {' → '.join(circle)}"
        place.draft.report(place.line, text)


def _records(drafts: Iterable[Draft]) -> Iterator[tuple[Draft, Record]]:
    for draft in drafts:
        if draft.record is not None:
            yield draft, draft.record


def _holders(record: Record) -> Iterator[tuple[str, Record]]:
    for concept in record.records("concepts"):
        yield "concept", concept
    for card in record.records("cards"):
        yield "card", card


def _at(place: _Place) -> str:
    return f"{place.draft.file}:{place.line}"
