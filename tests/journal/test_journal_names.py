"""A card that has another id now keeps its history, whoever heard of the name first."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from journals import DAY_MS, HandClock, exported, review

from drill.journal.errors import BadEvent
from drill.journal.glance import glance
from drill.journal.journal import Journal

OLD, NEW, OTHER = "slopes.said", "slopes.told", "slopes.typed"
Open = Callable[[str], Journal]


def practise(journal: Journal, clock: HandClock, item: str, *ratings: int) -> None:
    for rating in ratings:
        journal.append("review", item, review(rating))
        clock.wait(2 * DAY_MS)


def memory(journal: Journal, item: str) -> dict[str, Any]:
    found = journal.state(item)
    return {name: getattr(found, name) for name in ("stability", "difficulty", "repetitions")}


def test_reviews_of_the_old_id_count_as_the_new_one_s(open_journal: Open, clock: HandClock) -> None:
    one, plain = open_journal("one"), open_journal("plain")
    begin = clock.utc_ms
    practise(one, clock, OLD, 3, 1)
    practise(one, clock, NEW, 3)
    one.append("renamed", NEW, {"formerly": OLD})
    clock.utc_ms = begin
    practise(plain, clock, NEW, 3, 1, 3)
    assert memory(one, NEW) == memory(plain, NEW)
    assert set(one.states()) == {NEW}
    assert one.check() == ()


def test_a_review_that_comes_under_the_old_id_afterwards_counts_too(
    journal: Journal, clock: HandClock
) -> None:
    journal.append("renamed", NEW, {"formerly": OLD})
    practise(journal, clock, OLD, 3)
    practise(journal, clock, NEW, 3)
    clock.wait(-3 * DAY_MS)
    practise(journal, clock, OLD, 2)  # a clock that was moved back
    assert journal.state(NEW).repetitions == 3
    assert journal.states().keys() == {NEW}
    assert journal.check() == ()


def test_a_device_that_has_not_heard_of_the_name_merges_in_either_order(
    open_journal: Open, clock: HandClock
) -> None:
    laptop, desktop, before, after = map(open_journal, ("laptop", "desktop", "before", "after"))
    practise(laptop, clock, OLD, 3, 3)
    laptop.append("renamed", NEW, {"formerly": OLD})
    practise(desktop, clock, OLD, 1, 3)
    before.merge(laptop.path)
    before.merge(desktop.path)
    after.merge(desktop.path)
    after.merge(laptop.path)
    assert before.states() == after.states()
    assert before.states()[NEW].repetitions == 4
    assert before.check() == after.check() == ()


def test_names_of_names_are_followed(journal: Journal, clock: HandClock) -> None:
    practise(journal, clock, OLD, 3)
    journal.append("renamed", OTHER, {"formerly": NEW})
    clock.wait(1)
    journal.append("renamed", NEW, {"formerly": OLD})
    assert journal.states().keys() == {NEW}, "the later renaming gave the name back"
    clock.wait(1)
    journal.append("renamed", OTHER, {"formerly": NEW})
    assert journal.states().keys() == {OTHER}
    assert journal.check() == ()


def test_a_review_is_taken_back_under_whichever_name_it_was_made(
    journal: Journal, clock: HandClock
) -> None:
    practise(journal, clock, OLD, 3, 3)
    journal.append("renamed", NEW, {"formerly": OLD})
    (undone,) = journal.undo_last()
    assert undone.item == NEW
    assert journal.state(NEW).repetitions == 1
    assert journal.check() == ()


def test_a_renaming_that_is_taken_back_parts_the_two_again(
    journal: Journal, clock: HandClock
) -> None:
    practise(journal, clock, OLD, 3)
    practise(journal, clock, NEW, 3)
    renaming = journal.append("renamed", NEW, {"formerly": OLD})
    journal.void(renaming.id)
    assert {item: one.repetitions for item, one in journal.states().items()} == {OLD: 1, NEW: 1}
    assert journal.check() == ()


def test_events_and_notes_are_read_under_the_id_of_today_and_exported_as_they_were_made(
    journal: Journal, clock: HandClock, tmp_path: Path
) -> None:
    journal.append("note", OLD, {"text": "mind the sign"})
    practise(journal, clock, OLD, 3)
    journal.append("renamed", NEW, {"formerly": OLD})
    practise(journal, clock, NEW, 3)
    assert [event.item for event in journal.events(kind="review", item=NEW)] == [NEW, NEW]
    assert [event.item for event in journal.events(kind="review")] == [NEW, NEW]
    note = journal.latest("note", NEW)
    assert note is not None
    assert note.body["text"] == "mind the sign"
    looked = glance(tmp_path / "drill.db")
    assert looked is not None
    assert looked.note(NEW) == "mind the sign"
    assert looked.states().keys() == {NEW}
    looked.close()
    items = [json.loads(line)["item"] for line in exported(journal).splitlines()]
    assert items == [OLD, OLD, NEW, NEW]


def test_a_rebuild_changes_nothing(journal: Journal, clock: HandClock) -> None:
    practise(journal, clock, OLD, 3, 4)
    journal.append("renamed", NEW, {"formerly": OLD})
    before = journal.states()
    journal.rebuild()
    assert journal.states() == before
    assert journal.check() == ()


@pytest.mark.parametrize(
    ("item", "body", "words"),
    [
        ("", {"formerly": OLD}, "`item` must not be empty"),
        (NEW, {}, "`formerly` must be another id"),
        (NEW, {"formerly": NEW}, "`formerly` must be another id"),
        (NEW, {"formerly": ["a"]}, "`formerly` must be another id"),
        (NEW, {"formerly": "a\nb"}, "all printable"),
        (NEW, {"formerly": "a" * 201}, "at most 200 characters"),
    ],
)
def test_a_renaming_that_makes_no_sense_is_refused(
    journal: Journal, item: str, body: dict[str, object], words: str
) -> None:
    with pytest.raises(BadEvent, match=words):
        journal.append("renamed", item, body)
