"""The totals of the review equal what counting the raw events by hand gives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pytest
from histories import MISTAKES, histories, review, void
from hypothesis import given, settings

from drill.journal.events import Event, local_day
from drill.progress.behind import interview_behind, last_reviews, reviews_behind
from drill.progress.model import Ready, Report
from drill.progress.report import review_progress
from drill.progress.walk import standing
from drill.schedule.memory import Parameters

TODAY = "2026-11-23"
PARAMETERS = Parameters()
READY = Ready("topic", 0.0, 0, 0, 0.9, (), "")


def report(events: Sequence[Event], today: str = TODAY) -> Report:
    """Review the progress of an export that may hold voids."""
    return review_progress(
        standing(events),
        today=today,
        parameters=PARAMETERS,
        desired=0.9,
        ready=READY,
        due=(3, 1),
        due_from=today,
        name=lambda id_: id_.replace("-", " "),
    )


def total_behind(events: Sequence[Event], number: str) -> int:
    """Count the events behind a number."""
    found = reviews_behind(standing(events), number, "", today=TODAY, parameters=PARAMETERS)
    return found.total


@settings(max_examples=60, deadline=None)
@given(histories())
def test_every_review_that_stands_is_counted_once_on_its_own_day(events: list[Event]) -> None:
    gone = {event.body["of"] for event in events if event.kind == "void"}
    kept = [one for one in events if one.kind == "review" and one.id not in gone]
    made = report(events).remembering
    per_day = Counter(local_day(one.utc_ms, one.offset_min) for one in kept)
    assert made.reviews == len(kept)
    assert {day.date: day.reviews for day in made.days if day.reviews} == {
        day: count for day, count in per_day.items() if made.days[0].date <= day <= TODAY
    }
    assert sum(day.think_ms for day in made.days) == sum(
        one.body["think_ms"] for one in kept if one.day >= made.days[0].date
    )


@settings(max_examples=60, deadline=None)
@given(histories())
def test_as_many_events_stand_behind_a_number_as_it_says(events: list[Event]) -> None:
    made = report(events)
    remembering = made.remembering
    for day in remembering.days:
        if day.reviews:
            assert total_behind(events, day.number) == day.reviews
    for recall in (remembering.recent, remembering.ever, *remembering.weeks):
        assert total_behind(events, recall.number) == recall.asked
        assert recall.recalled <= recall.asked
        assert recall.low <= (recall.recalled / recall.asked if recall.asked else 0.5)
    for row in made.mistakes.rows:
        assert total_behind(events, row.number) == row.times
        assert sum(row.weeks) <= row.times


@settings(max_examples=60, deadline=None)
@given(histories())
def test_a_misconception_s_times_and_chances_are_those_of_the_raw_events(
    events: list[Event],
) -> None:
    kept = [one for one in standing(events) if one.kind == "review"]
    rows = {row.id: row for row in report(events).mistakes.rows}
    for id_ in MISTAKES:
        made = [index for index, one in enumerate(kept) if id_ in one.body["mistakes"]]
        assert (id_ in rows) == bool(made)
        if made:
            items = {kept[index].item for index in made}
            after = [
                one
                for one in kept[made[-1] + 1 :]
                if one.item in items and one.body["verdict"] in ("correct", "wrong", "form")
            ]
            assert rows[id_].times == len(made)
            assert rows[id_].chances == len(after)
            assert rows[id_].gone == (len(after) >= 5)
            assert set(rows[id_].items) == items


@settings(max_examples=40, deadline=None)
@given(histories())
def test_an_event_taken_back_leaves_nothing_behind(events: list[Event]) -> None:
    gone = {event.body["of"] for event in events if event.kind == "void"}
    without = [one for one in events if one.kind != "void" and one.id not in gone]
    assert report(events) == report(without)


def test_a_review_at_a_minute_to_four_counts_for_the_day_before() -> None:
    made = report([review(1, "2026-11-22T03:59"), review(2, "2026-11-22T04:00")])
    days = {day.date: day.reviews for day in made.remembering.days if day.reviews}
    assert days == {"2026-11-21": 1, "2026-11-22": 1}


def test_the_day_is_that_of_where_the_review_was_made() -> None:
    in_auckland = review(1, "2026-11-22T05:00", offset_min=780)  # the 21st, 16:00 UTC
    in_los_angeles = review(2, "2026-11-21T20:00", offset_min=-480)  # the 22nd, 04:00 UTC
    days = report([in_auckland, in_los_angeles]).remembering.days
    assert {day.date: day.reviews for day in days if day.reviews} == {
        "2026-11-21": 1,
        "2026-11-22": 1,
    }


def test_a_day_of_25_hours_is_one_day() -> None:
    summer = review(1, "2026-10-24T05:00", offset_min=120)
    winter = review(2, "2026-10-25T03:30", offset_min=60)  # 24.5 local hours and one more later
    made = report([summer, winter])
    assert [day.reviews for day in made.remembering.days if day.reviews] == [2]


def test_only_what_came_back_after_a_night_tests_memory() -> None:
    events = [
        review(1, "2026-11-20T09:00"),
        review(2, "2026-11-20T09:10"),  # the same sitting
        review(3, "2026-11-21T09:00"),
        review(4, "2026-11-22T09:00", rating=1),
        review(5, "2026-11-22T09:10"),  # met again after Again
        review(6, "2026-11-23T09:00", mode="ahead"),  # before it was due
    ]
    recent = report(events).remembering.recent
    assert (recent.asked, recent.recalled) == (2, 1)
    assert 0.8 < recent.expected < 1.0


def test_the_thirty_days_end_today_and_begin_on_the_thirtieth() -> None:
    events = [
        review(1, "2026-10-20T09:00"),
        review(2, "2026-10-24T09:00"),
        review(3, "2026-10-25T09:00"),
    ]
    made = report(events).remembering
    assert made.recent.first == "2026-10-25"
    assert (made.recent.asked, made.ever.asked) == (1, 2)


def test_weeks_begin_on_monday_and_the_last_is_this_one() -> None:
    events = [review(1, "2026-11-19T09:00"), review(2, "2026-11-22T09:00")]
    weeks = report(events, today="2026-11-22").remembering.weeks
    assert weeks[-1].first == "2026-11-16"
    assert [week.asked for week in weeks[-2:]] == [0, 1]


@pytest.mark.parametrize(("today", "streak"), [("2026-11-22", 3), ("2026-11-23", 3)])
def test_a_streak_is_not_broken_by_a_day_that_has_not_ended(today: str, streak: int) -> None:
    days = ("2026-11-18", "2026-11-20", "2026-11-21", "2026-11-22")
    events = [review(n, f"{day}T09:00") for n, day in enumerate(days, 1)]
    assert report(events, today).remembering.streak == streak


def test_a_streak_ends_with_a_day_left_out() -> None:
    events = [review(n, f"2026-11-{n:02}T09:00") for n in (10, 11, 12, 13, 20)]
    made = report(events).remembering
    assert (made.streak, made.longest_streak) == (0, 4)


def test_a_misconception_is_gone_after_five_chances_and_back_when_made_again() -> None:
    item = "exercise/chain_two_layer"
    made = review(1, "2026-11-01T09:00", item, 1, verdict="wrong", mistakes=("constant-kept",))
    better = [review(n, f"2026-11-{n:02}T09:00", item) for n in range(2, 7)]
    elsewhere = review(9, "2026-11-09T09:00", "derivatives.what")
    unreadable = review(10, "2026-11-10T09:00", item, verdict="unreadable")
    after_four = report([made, *better[:4], elsewhere, unreadable]).mistakes.rows[0]
    assert (after_four.chances, after_four.gone) == (4, False)
    after_five = report([made, *better]).mistakes
    assert (after_five.rows[0].chances, after_five.rows[0].gone) == (5, True)
    assert (after_five.here, after_five.gone) == (0, 1)
    again = review(8, "2026-11-08T09:00", item, 1, verdict="wrong", mistakes=("constant-kept",))
    assert not report([made, *better, again]).mistakes.rows[0].gone


def test_behind_a_misconception_stand_its_chances_too_and_say_which_they_are() -> None:
    made = review(
        1, "2026-11-01T09:00", rating=1, mistakes=("constant-kept",), answers=[{"a": "2*x + 3"}]
    )
    better = review(2, "2026-11-02T09:00", answers=[{"a": "2*x + 3"}, {"a": "2*x"}])
    found = reviews_behind(
        [made, better], "mistake/constant-kept", "", today=TODAY, parameters=PARAMETERS
    )
    assert [(line.mark, line.answer) for line in found.lines] == [
        ("not made", "2*x + 3 → 2*x"),
        ("made", "2*x + 3"),
    ]
    assert found.total == 1


def test_behind_a_topic_stands_the_last_review_of_each_of_its_items() -> None:
    events = [
        review(1, "2026-11-01T09:00", "a"),
        review(2, "2026-11-02T09:00", "b"),
        review(3, "2026-11-03T09:00", "a", offset_min=60),
        review(4, "2026-11-04T09:00", "elsewhere"),
    ]
    found = last_reviews(events, {"a", "b", "never met"}, "topic/t", "T")
    assert [(line.item, line.date, line.time) for line in found.lines] == [
        ("a", "2026-11-03", "09:00"),
        ("b", "2026-11-02", "09:00"),
    ]
    assert found.total == 2


def interview(number: int, body: dict[str, object]) -> Event:
    return Event("me", "laptop", number, "interview", "", 1_795_000_000_000 + number, 0, body)


def test_an_interview_shows_once_it_has_a_scorecard_and_opens_its_answers() -> None:
    told = {"n": 1, "told": "The slope.", "given": {"a": "2*x"}}
    card = {
        "level": "senior",
        "band": "leaning hire",
        "total": 71,
        "passed": True,
        "minutes": 30,
        "slots": [{"n": 1, "verdict": "3 of 4 points"}, {"n": 2, "verdict": "not reached"}],
        "criteria": [{"name": "correctness", "points": 30, "of": 40, "evidence": "..."}],
    }
    events = [
        interview(1, {"interview": "i", "step": "begin", "plan": {}}),
        interview(2, {"interview": "i", "step": "answer", "what": told}),
        interview(3, {"interview": "other", "step": "answer", "what": told}),
        interview(4, {"interview": "i", "step": "end", "scorecard": card}),
        interview(5, {"interview": "other", "step": "end", "scorecard": None}),
    ]
    (row,) = report(events).interviews.rows
    assert (row.level, row.band, row.total, row.passed) == ("senior", "leaning hire", 71, True)
    assert (row.questions, row.minutes, row.criteria[0].points) == (2, 30, 30)
    found = interview_behind(events, row.number, "")
    assert [(line.event, line.answer, line.verdict) for line in found.lines] == [
        (events[3].id, "", "leaning hire"),
        (events[1].id, "2*x; The slope.", "3 of 4 points"),
    ]
    assert interview_behind(events, "interview/none", "").lines == ()


def test_a_scorecard_of_an_unknown_shape_is_shown_as_far_as_it_can_be_read() -> None:
    odd = {"level": 7, "band": None, "total": "high", "slots": 3, "criteria": [4]}
    (row,) = report([interview(1, {"scorecard": odd})]).interviews.rows
    assert (row.level, row.band, row.total, row.questions) == ("", "", None, 0)


def test_a_void_that_stands_before_what_it_takes_back_still_takes_it_back() -> None:
    one = review(1, "2026-11-20T09:00")
    assert standing([void(2, one, "2026-11-19T09:00"), one]) == []
