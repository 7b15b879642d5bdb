"""Append, take back, ask."""

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from journals import DAY_MS, HOUR_MS, START_MS, HandClock, review

from drill.journal.days import Day
from drill.journal.errors import BadEvent, CannotVoid
from drill.journal.journal import Journal
from drill.schedule.fold import replay
from drill.schedule.memory import DEFAULT, MODEL, Parameters
from drill.schedule.state import ItemState, Rating, Reviewed

CARD = "chain-rule.statement"
OTHER = "gradient.direction"


def reopened(journal: Journal, clock: HandClock) -> Journal:
    journal.close()
    return Journal.open(journal.path, clock=clock)


def test_an_appended_review_is_there_after_a_restart_with_its_state(
    journal: Journal, clock: HandClock
) -> None:
    event = journal.append("review", CARD, review(level=2, answers=[{"a": "σ(x)\u2028"}]))
    with reopened(journal, clock) as again:
        assert list(again.events()) == [event]
        assert again.state(CARD) == replay(
            CARD, [Reviewed(START_MS, Rating.GOOD, level=2)], Parameters()
        )
        assert again.states() == {CARD: again.state(CARD)}


def test_events_are_numbered_from_one_on_their_device(journal: Journal) -> None:
    made = [journal.append("note", CARD, {"text": "n"}) for _ in range(3)]
    assert [event.id for event in made] == [f"me/{journal.device}/{n}" for n in (1, 2, 3)]


def test_an_item_never_seen_has_an_empty_state(journal: Journal) -> None:
    assert journal.state(CARD) == ItemState(CARD)
    assert journal.states() == {}


def test_each_review_is_folded_onto_the_one_before(journal: Journal, clock: HandClock) -> None:
    changes = []
    for rating in (3, 3, 1, 4):
        journal.append("review", CARD, review(rating))
        changes.append(Reviewed(clock.utc_ms, Rating(rating)))
        clock.wait(3 * DAY_MS)
    assert journal.state(CARD) == replay(CARD, changes, Parameters())


def test_an_event_older_than_its_items_last_is_folded_where_it_belongs(
    journal: Journal, clock: HandClock
) -> None:
    journal.append("review", CARD, review(3))
    clock.wait(-5 * DAY_MS)
    journal.append("review", CARD, review(1))
    assert journal.state(CARD) == replay(
        CARD,
        [Reviewed(START_MS - 5 * DAY_MS, Rating.AGAIN), Reviewed(START_MS, Rating.GOOD)],
        Parameters(),
    )
    assert journal.check() == ()


def test_a_wrong_event_is_refused_and_nothing_is_saved(journal: Journal) -> None:
    with pytest.raises(BadEvent, match="rating"):
        journal.append("review", CARD, {"rating": 9})
    with pytest.raises(BadEvent, match="no JSON form"):
        journal.append("note", CARD, {"text": object()})
    with pytest.raises(CannotVoid):
        journal.append("void", CARD, {"of": "me/a/1"})
    assert journal.count() == 0


def test_what_append_returns_is_what_a_later_reader_gets(journal: Journal) -> None:
    event = journal.append("interview", "", {"scores": (1, 2.5), "z": {"é": None}, "a": True})
    assert event.body == {"scores": [1, 2.5], "z": {"é": None}, "a": True}
    assert list(journal.events(kind="interview")) == [event]


def test_undo_takes_back_the_last_review_again_and_again_across_restarts(
    journal: Journal, clock: HandClock
) -> None:
    first = journal.append("review", CARD, review(3))
    clock.wait(HOUR_MS)
    after_first = journal.state(CARD)
    second = journal.append("review", CARD, review(1))
    third = journal.append("review", OTHER, review(4))
    assert journal.undo_last() == (third,)
    with reopened(journal, clock) as again:
        assert again.undo_last() == (second,)
        assert again.states() == {CARD: after_first}
        assert again.undo_last() == (first,)
        assert again.undo_last() == ()
        assert again.states() == {}
        assert again.days() == ()
        assert again.count() == 6
        assert again.check() == ()


def test_several_reviews_are_taken_back_in_one_step(journal: Journal) -> None:
    made = [journal.append("review", CARD, review()) for _ in range(3)]
    assert journal.undo_last(2) == (made[2], made[1])
    assert journal.undo_last(9) == (made[0],)


def test_undo_here_takes_the_last_made_even_if_the_clock_went_back(
    journal: Journal, clock: HandClock
) -> None:
    journal.append("review", CARD, review())
    clock.wait(-DAY_MS)
    last = journal.append("review", OTHER, review())
    assert journal.undo_last(here=True) == (last,)


def test_what_is_taken_back_is_left_out_of_the_events_unless_asked_for(journal: Journal) -> None:
    kept = journal.append("note", CARD, {"text": "a"})
    gone = journal.append("note", CARD, {"text": "b"})
    void = journal.void(gone.id)
    assert list(journal.events()) == [kept]
    assert list(journal.events(voided=True)) == [kept, gone, void]
    assert journal.latest("note", CARD) == kept
    assert journal.latest("flag", CARD) is None
    assert void.item == CARD


@pytest.mark.parametrize(
    ("which", "says"),
    [("twice", "already"), ("void", "final"), ("unknown", "no event"), ("text", "learner/device")],
)
def test_what_cannot_be_taken_back_is_refused_in_words(
    journal: Journal, which: str, says: str
) -> None:
    event = journal.append("review", CARD, review())
    void = journal.void(event.id)
    ids = {"twice": event.id, "void": void.id, "unknown": "me/elsewhere/4", "text": "last"}
    with pytest.raises((CannotVoid, BadEvent), match=says):
        journal.void(ids[which])
    assert journal.count() == 2


def test_suspending_resuming_and_resetting_are_undone_by_a_void(journal: Journal) -> None:
    journal.append("review", CARD, review())
    before = journal.state(CARD)
    for kind in ("suspend", "resume", "reset"):
        event = journal.append(kind, CARD, {})
        journal.void(event.id)
        assert journal.state(CARD) == before
    journal.append("suspend", CARD, {})
    assert journal.state(CARD).suspended


def test_events_can_be_asked_for_by_kind_item_and_time(journal: Journal, clock: HandClock) -> None:
    note = journal.append("note", CARD, {"text": "n"})
    clock.wait(1)
    review_ = journal.append("review", CARD, review())
    other = journal.append("review", OTHER, review())
    assert list(journal.events(kind="note")) == [note]
    assert list(journal.events(item=CARD)) == [note, review_]
    assert list(journal.events(since_ms=clock.utc_ms)) == [review_, other]
    assert list(journal.events(kind="review", item=OTHER, since_ms=0)) == [other]


def test_items_introduced_since_a_moment_are_counted_once(
    journal: Journal, clock: HandClock
) -> None:
    journal.append("review", CARD, review())
    clock.wait(DAY_MS)
    since = clock.utc_ms
    journal.append("review", CARD, review())
    journal.append("review", OTHER, review())
    journal.append("review", OTHER, review())
    journal.append("suspend", "never.reviewed", {})
    assert journal.introduced_since(since) == 1
    assert journal.introduced_since(0) == 2


def test_days_count_reviews_by_the_learners_date(journal: Journal, clock: HandClock) -> None:
    journal.append("review", CARD, review(1, think_ms=3000))
    journal.append("review", CARD, review(3))
    clock.wait(15 * HOUR_MS)  # 03:06 local: still the same day
    journal.append("review", CARD, review(4))
    clock.wait(HOUR_MS)
    journal.append("review", CARD, {"rating": 3})
    assert journal.days() == (Day("2026-11-18", 3, 2, 19_000), Day("2026-11-19", 1, 1, 0))
    assert journal.days("2026-11-19") == (Day("2026-11-19", 1, 1, 0),)
    journal.undo_last(2)
    assert journal.days() == (Day("2026-11-18", 2, 1, 11_000),)
    assert journal.check() == ()


def test_the_last_setting_of_each_name_wins_in_the_events_order(
    journal: Journal, clock: HandClock
) -> None:
    journal.append("settings", "", {"retention": 0.9, "minutes": 15, "interview": "2026-12-10"})
    clock.wait(HOUR_MS)
    last = journal.append("settings", "", {"retention": 0.95, "interview": None})
    clock.wait(-2 * HOUR_MS)
    journal.append("settings", "", {"retention": 0.8, "new": 5})
    assert journal.settings() == {"retention": 0.95, "minutes": 15, "new": 5}
    journal.void(last.id)
    assert journal.settings() == {
        "retention": 0.9,
        "minutes": 15,
        "interview": "2026-12-10",
        "new": 5,
    }


def test_new_weights_hold_for_the_whole_history_and_so_does_taking_them_back(
    journal: Journal, clock: HandClock
) -> None:
    journal.append("review", CARD, review(3))
    clock.wait(4 * DAY_MS)
    journal.append("review", CARD, review(3))
    before = journal.state(CARD)
    weights = (*DEFAULT[:2], 9.0, *DEFAULT[3:])
    event = journal.append("parameters", "", {"model": MODEL, "weights": weights})
    assert journal.parameters() == Parameters(weights)
    assert journal.state(CARD).stability > before.stability
    assert journal.check() == ()
    journal.append("review", OTHER, review(3))
    assert journal.state(OTHER).stability == 9.0
    journal.append("parameters", "", {"model": "fsrs-9", "weights": [1, 2]})
    assert journal.parameters() == Parameters(weights)
    journal.void(event.id)
    assert journal.parameters() == Parameters()
    assert journal.state(CARD) == before
    assert journal.check() == ()


def test_a_kind_of_a_later_drill_is_kept_and_changes_nothing(journal: Journal) -> None:
    event = journal.append("dream", CARD, {"of": [1, 2]})
    assert list(journal.events(kind="dream")) == [event]
    assert journal.states() == {}


def test_prepared_exercises_are_kept_looked_at_and_taken_once(
    journal: Journal, clock: HandClock
) -> None:
    journal.put_prepared("exercise/chain", 2, {"seed": "1"})
    journal.put_prepared("exercise/chain", 2, {"seed": "2"})
    journal.put_prepared("exercise/power", 1, {"seed": "3"})
    with reopened(journal, clock) as again:
        assert again.prepared_items() == {("exercise/chain", 2), ("exercise/power", 1)}
        assert again.peek_prepared("exercise/chain", 2) == {"seed": "2"}
        assert again.take_prepared("exercise/chain", 2) == {"seed": "2"}
        assert again.take_prepared("exercise/chain", 2) is None
        assert again.prepared_items() == {("exercise/power", 1)}
        assert again.count() == 0


def test_data_version_changes_when_another_drill_writes_and_not_by_ones_own_writing(
    journal: Journal, clock: HandClock
) -> None:
    before = journal.data_version()
    journal.append("review", CARD, review())
    assert journal.data_version() == before
    with Journal.open(journal.path, clock=clock) as other:
        other.append("review", CARD, review())
    assert journal.data_version() != before


def test_many_drills_at_once_lose_nothing_and_lock_nobody_out(
    tmp_path: Path, clock: HandClock
) -> None:
    def practise(_: int) -> set[str]:
        with Journal.open(tmp_path / "drill.db", clock=clock) as mine:
            return {mine.append("review", CARD, review()).id for _ in range(25)}

    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(practise, range(4)))
    with Journal.open(tmp_path / "drill.db", clock=clock) as journal:
        assert len(set.union(*made)) == 100
        assert {event.id for event in journal.events()} == set.union(*made)
        assert journal.state(CARD).repetitions == 100
        assert journal.check() == ()


def test_threads_may_share_one_open_journal(journal: Journal) -> None:
    with ThreadPoolExecutor(3) as pool:
        jobs = [pool.submit(journal.append, "review", CARD, review()) for _ in range(30)]
        checks = [pool.submit(journal.check) for _ in range(3)]
        assert len({job.result().id for job in jobs}) == 30
        assert [check.result() for check in checks] == [(), (), ()]


def test_a_reader_left_halfway_holds_nobody_up(journal: Journal) -> None:
    for _ in range(3):
        journal.append("review", CARD, review())
    reading = journal.events()
    next(reading)
    journal.append("review", CARD, review())
    reading.close()
    assert journal.state(CARD).repetitions == 4


def test_a_journal_is_for_its_owners_eyes_only(journal: Journal) -> None:
    journal.append("review", CARD, review())
    modes = {path.stat().st_mode & 0o077 for path in journal.path.parent.glob("drill.db*")}
    assert modes == ({0} if sys.platform != "win32" else modes)


def test_a_copied_file_gets_a_device_id_of_its_own_and_a_renamed_one_keeps_it(
    journal: Journal, clock: HandClock, tmp_path: Path
) -> None:
    journal.append("review", CARD, review())
    journal.close()
    copy = tmp_path / "copy.db"
    copy.write_bytes(journal.path.read_bytes())
    moved = journal.path.rename(tmp_path / "moved.db")
    with Journal.open(moved, clock=clock) as one, Journal.open(copy, clock=clock) as other:
        assert one.device == journal.device
        assert other.device != journal.device
        one.append("review", CARD, review(1))
        other.append("review", CARD, review(4))
        one.merge(copy)
        assert one.state(CARD).repetitions == 3
    with Journal.open(copy, clock=clock) as again:
        assert again.device == other.device
