"""The days after: the same journal, opened again and again with the clock moved."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from drills import Json, drill, events, reviews, talk
from homes import MONDAY, on

TINY_SESSION = ("practice", "--topic", "tiny")
MIDNIGHT_MS = datetime(2026, 11, 24, tzinfo=UTC).timestamp() * 1000


def practise(home: Path, moment: str, *more: str, **environment: str) -> tuple[list[Json], Json]:
    """Play a whole session, everything good; give its prompts and its summary."""
    with talk(home, *on(moment, "practice", *more), **environment) as session:
        summary = session.play()
        assert session.finish() == 0
    return session.said("prompt"), summary


def wanted(home: Path, moment: str, *more: str, **environment: str) -> list[Json]:
    """Play a whole session; give the prompts that were due or new, not practised ahead."""
    prompts, _ = practise(home, moment, *more, **environment)
    return [prompt for prompt in prompts if prompt["mode"] == "practice"]


def test_the_new_ones_of_a_day_are_counted_and_return_when_they_are_due(home: Path) -> None:
    first, summary = practise(home, MONDAY, "--new", "3")
    assert [prompt["new"] for prompt in first] == [True] * 3
    assert (summary["new"], summary["reviews"], summary["left"]) == (3, 3, 0)

    later_that_day, _ = practise(home, "2026-11-23T21:00+00:00", "--new", "3")
    assert {one["mode"] for one in later_that_day} == {"ahead"}, "nothing is due, nothing is left"

    next_day = wanted(home, "2026-11-24T09:00+00:00", "--new", "3")
    assert [prompt["new"] for prompt in next_day] == [True] * 3

    weeks_later, summary = practise(home, "2026-12-14T09:00+00:00", "--new", "0")
    assert {one["item"] for one in weeks_later} == {one["item"] for one in (*first, *next_day)}
    assert (summary["reviews"], summary["new"]) == (6, 0)
    assert drill(home, *on(MONDAY, "journal", "check")).returncode == 0


def test_what_the_summary_says_of_tomorrow_comes_true(home: Path) -> None:
    with talk(home, *on(MONDAY, "practice", "--new", "4")) as session:
        summary = session.play(lambda prompt: 1 if prompt["n"] <= 4 else 2)
    tomorrow = wanted(home, "2026-11-24T22:00+00:00", "--new", "0")
    assert len(tomorrow) == summary["due_tomorrow"] > 0


def test_a_session_broken_off_after_a_lapse_asks_it_first_thing_later(home: Path) -> None:
    with talk(home, *on(MONDAY, *TINY_SESSION)) as session:
        session.settle(session.until("prompt"), 1)
        session.finish()
    later = wanted(home, "2026-11-23T10:00+00:00", "--new", "0")
    assert [prompt["item"] for prompt in later] == ["tiny.chosen"]


def test_a_review_can_be_taken_back_after_a_restart_and_so_can_the_one_before(home: Path) -> None:
    with talk(home, *on(MONDAY, *TINY_SESSION)) as session:
        one = session.settle(session.until("prompt"))
        two = session.settle(session.until("prompt"))
    with talk(home, *on("2026-11-24T09:00+00:00", *TINY_SESSION)) as session:
        session.until("prompt")
        assert session.ask("undo", "undone")["review"] == two["review"]
        assert session.ask("undo", "undone")["review"] == one["review"]
        assert "no review to take back" in session.ask("undo", "error")["message"]
    assert reviews(events(home, "d.db")) == {}
    again, summary = practise(home, "2026-11-25T09:00+00:00", "--topic", "tiny")
    assert all(prompt["new"] for prompt in again)
    assert summary["new"] == 4
    assert drill(home, *on(MONDAY, "journal", "check")).returncode == 0


def test_midnight_in_a_session_changes_neither_the_day_nor_the_count(home: Path) -> None:
    with talk(home, *on("2026-11-23T23:59:59.3+00:00", "practice", "--new", "4")) as session:
        prompt = session.until("prompt")
        kept = 0
        while kept < MIDNIGHT_MS:
            session.settle(prompt)
            session.until("prompt")
            session.ask("undo", "undone")
            prompt = session.until("prompt")
            kept = events(home, "d.db")[-1]["utc_ms"]
        session.settle(prompt)
        assert session.play()["new"] == 4
        assert session.finish() == 0
    night, _ = practise(home, "2026-11-24T03:30+00:00", "--new", "4")
    assert [prompt for prompt in night if prompt["new"]] == [], "a day ends at four"
    morning, _ = practise(home, "2026-11-24T04:30+00:00", "--new", "4")
    assert sum(prompt["new"] for prompt in morning) == 4
    assert drill(home, *on(MONDAY, "journal", "check")).returncode == 0


def test_a_traveller_s_day_is_the_one_of_where_they_are(home: Path) -> None:
    evening_in_tokyo, _ = practise(home, "2026-11-23T22:00", "--new", "3", TZ="JST-9")
    assert len(evening_in_tokyo) == 3
    afternoon_in_london = wanted(home, "2026-11-23T13:30", "--new", "3", TZ="GMT0")
    assert afternoon_in_london == [], "it is still the same day there"
    morning_in_new_york, _ = practise(home, "2026-11-24T09:00", "--new", "3", TZ="EST5")
    assert sum(prompt["new"] for prompt in morning_in_new_york) == 3
    kept = events(home, "d.db")
    assert {event["offset_min"] for event in kept} == {540, 0, -300}
    local = [(e["utc_ms"] + e["offset_min"] * 60_000) % 86_400_000 // 3_600_000 for e in kept]
    assert set(local) == {22, 9, 13}
    assert drill(home, *on(MONDAY, "journal", "check")).returncode == 0


def test_two_drills_at_once_share_the_day_s_new_cards_and_lose_no_answer(home: Path) -> None:
    with (
        talk(home, *on(MONDAY, "practice", "--new", "4")) as one,
        talk(home, *on(MONDAY, "practice", "--new", "4")) as two,
    ):
        here, there = one.until("prompt"), two.until("prompt")
        saved = [one.settle(here)["review"], two.settle(there)["review"]]
        ended = one.play()
        ended_too = two.play()
        saved += [message["review"] for each in (one, two) for message in each.said("saved")]
        assert one.finish() == two.finish() == 0
    kept = reviews(events(home, "d.db"))
    assert set(kept) == set(saved)
    assert ended["reviews"] + ended_too["reviews"] == len(kept)
    items = [review["item"] for review in kept.values()]
    assert len(set(items)) == 4, "four new ones today, in both together"
    assert len(items) == 6, "only what stood open in both was answered in both"
    assert drill(home, *on(MONDAY, "journal", "check")).returncode == 0


def test_a_topic_can_be_crammed_though_nothing_in_it_is_due(home: Path) -> None:
    first, _ = practise(home, MONDAY, "--topic", "tiny")
    again, summary = practise(home, "2026-11-23T10:00+00:00", "--topic", "tiny")
    assert {one["item"] for one in again} == {one["item"] for one in first}
    assert {one["mode"] for one in again} == {"ahead"}
    assert summary["topics"] == {"tiny": 4}
    modes = [event["body"]["mode"] for event in events(home, "d.db")]
    assert modes == ["practice"] * 4 + ["ahead"] * 4


def test_a_session_of_no_minutes_still_has_no_end_put_to_its_first_card(home: Path) -> None:
    prompts, summary = practise(home, MONDAY, "--minutes", "1")
    assert len(prompts) >= 1
    assert summary["reviews"] == len(prompts)


def test_the_next_morning_begins_with_a_backup_of_the_evening(home: Path) -> None:
    practise(home, MONDAY, "--topic", "tiny")
    practise(home, "2026-11-24T09:00+00:00", "--new", "0")
    backups = sorted((home / "d-backups").iterdir())
    assert backups
    made = drill(home, "--db", str(backups[-1]), "journal", "export")
    assert made.stdout.splitlines() == [*drill_lines(home)][:4]


def drill_lines(home: Path) -> list[str]:
    return drill(home, "--db", "d.db", "journal", "export").stdout.splitlines()


@pytest.mark.parametrize("arguments", [(), ("practice", "--jsonl"), ("journal", "undo")])
@pytest.mark.parametrize("by_variable", [False, True])
def test_a_moved_clock_never_reaches_one_s_real_journal(
    home: Path, arguments: tuple[str, ...], by_variable: bool
) -> None:
    before = sorted(path for path in home.rglob("*") if path.is_file())
    moved = {"DRILL_NOW": MONDAY} if by_variable else {}
    made = drill(home, *(() if by_variable else ("--now", MONDAY)), *arguments, **moved)
    assert made.returncode == 2
    assert made.stdout == ""
    assert len(made.stderr.splitlines()) == 1
    assert "name a journal with --db" in made.stderr
    assert sorted(path for path in home.rglob("*") if path.is_file()) == before


def test_the_journal_may_be_named_in_the_environment_instead(home: Path) -> None:
    with talk(home, "practice", "--new", "1", DRILL_DB="e.db", DRILL_NOW=MONDAY) as session:
        session.play()
        assert session.finish() == 0
    assert len(events(home, "e.db")) == 1
