"""The sentences say what the numbers mean."""

from __future__ import annotations

from dataclasses import replace

import pytest

from drill.progress import words
from drill.progress.chance import bounds
from drill.progress.model import DueCount, InterviewCount, Ready, RecallCount, TopicReady
from drill.progress.weak_spot import weak_spot


def recall_of(recalled: int, asked: int, expected: float = 0.9) -> RecallCount:
    return RecallCount("recall/recent", "", asked, recalled, expected, *bounds(recalled, asked))


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (recall_of(0, 0), "Nothing came back"),
        (recall_of(9, 11), "chance explains"),
        (recall_of(150, 200, 0.8), "came late: the model itself expected 80%"),
        (recall_of(150, 200, 0.9), "thinks too well of you"),
        (recall_of(860, 1000, 0.87), "a little less than that; the model expected 87%"),
        (recall_of(198, 200), "fewer reviews would do"),
    ],
)
def test_recall_is_judged_against_what_chance_does(count: RecallCount, said: str) -> None:
    assert said in words.recall(count, 0.9, 30)


@pytest.mark.parametrize(
    ("share", "said"),
    [(0.0, "0%"), (0.001, "under 1%"), (0.5, "50%"), (0.996, "99%"), (1.0, "100%")],
)
def test_only_all_is_a_hundred_percent_and_only_none_is_none(share: float, said: str) -> None:
    assert words.percent(share) == said


def test_the_bounds_of_a_share_hold_it_and_narrow_with_more_of_the_same() -> None:
    few, many = bounds(9, 10), bounds(90, 100)
    assert few[0] < many[0] < 0.9 < many[1] < few[1]
    assert bounds(0, 5)[0] == 0.0
    assert bounds(5, 5)[1] == 1.0


def test_the_fullest_day_ahead_is_named() -> None:
    rows = [DueCount("", "2026-11-23", 4), DueCount("", "2026-11-24", 2)]
    rows.append(DueCount("", "2026-11-25", 9))
    assert words.due(rows) == "4 due today; the fullest day ahead is Wed 25 Nov, 9."
    assert words.due([replace(one, items=0) for one in rows]) == "Nothing falls due in 3 days."


def test_interviews_are_compared_with_the_first() -> None:
    first = InterviewCount(
        "", "2026-11-01", "senior", "no", 40, passed=False, questions=5, minutes=40
    )
    last = replace(first, date="2026-11-20", band="yes", total=75)
    assert words.interviews([first, last]).endswith(
        "for senior: yes, 35 points up since the first."
    )
    assert "holds one" in words.interviews([])


def test_the_weak_spot_is_the_most_frequent_and_of_equals_the_latest() -> None:
    made = [("a", "i"), ("b", "j"), ("a", "k"), ("b", "i"), ("a", "i"), ("b", "j")]
    assert weak_spot(made) == ("b", 3, ("j", "i"))
    assert weak_spot(made[:3]) is None
    assert weak_spot([]) is None


def test_next_to_nothing_is_not_said_to_be_about_under_one_percent() -> None:
    topic = TopicReady("topic/a", "a", "A", 500, 1, 0.001)
    made = Ready("topic/", 0.001, 500, 1, 0.9, (topic,), "")
    assert words.ready(made).startswith(
        "Asked everything now, you would recall under 1%; you have met 1 of 500 items."
    )
