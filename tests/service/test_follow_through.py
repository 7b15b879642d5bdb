"""A mistake that is carried on is told once, by whom it belongs to, and kept in the review."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import bench as benches
import pytest
from bench import Bench, Inside
from sample_bank import FAMILIES, GOOD, write

from drill.bank.load import load
from drill.exercise.contract import WiredMistake
from drill.grade.part import AnswerType, Choice, Part
from drill.grade.verdict import Judgement
from drill.service.grading import CONSISTENT, grade
from drill.service.messages import Answer, Feedback, Rate, StartPractice
from drill.service.workers import TookTooLong
from drill.session.question import Question

SLOPE = Part("g", AnswerType.NUMBER, "6")
STEP = Part("w", AnswerType.NUMBER, "2.4", follows="3 - g/10")
WAY = Part(
    "way",
    AnswerType.CHOICE,
    "down",
    choices=(Choice("up", "up", "The slope is not negative."), Choice("down", "down")),
    follows="up: -g\ndown: g",
)
FORGOTTEN = WiredMistake("learning-rate-missing", "w", "2.2")


def question(*parts: Part, mistakes: tuple[WiredMistake, ...] = ()) -> Question:
    return Question("exercise/x", "exercise", "t", "c", "", parts, "", mistakes=mistakes)


def test_a_part_that_follows_is_told_so_and_names_no_mistake_of_its_own() -> None:
    asked = question(SLOPE, STEP, mistakes=(FORGOTTEN,))
    alone = grade(Inside(), asked, {"g": "6", "w": "2.2"})["w"]
    assert [one.id for one in alone.mistakes] == ["learning-rate-missing"]
    assert not alone.follows
    verdicts = grade(Inside(), asked, {"g": "8", "w": "2.2"})
    assert not verdicts["g"].follows
    assert verdicts["g"].message == "That is not it: yours is 8."
    assert verdicts["w"].follows
    assert verdicts["w"].judgement is Judgement.WRONG, "the whole stays not correct"
    assert verdicts["w"].message == CONSISTENT
    assert verdicts["w"].mistakes == ()


class Counted(Inside):
    """Counts what it is asked, and may be too slow for following."""

    def __init__(self, fails_at: str = "") -> None:
        super().__init__()
        self.jobs: list[str] = []
        self._fails_at = fails_at

    def call(self, job: dict[str, object], limit_s: float) -> object:
        self.jobs.append(str(job["job"]))
        if job["job"] == self._fails_at:
            raise TookTooLong
        return super().call(job, limit_s)


@pytest.mark.parametrize(("g", "w"), [("6", "2.4"), ("8", "2.4"), ("6", "2.2"), ("", "2.2")])
def test_nothing_more_is_asked_where_nothing_can_follow(g: str, w: str) -> None:
    workers = Counted()
    grade(workers, question(SLOPE, STEP), {"g": g, "w": w})
    assert "follow" not in workers.jobs


def test_what_takes_too_long_to_follow_is_judged_alone() -> None:
    verdicts = grade(Counted("follow"), question(SLOPE, STEP), {"g": "8", "w": "2.2"})
    assert not verdicts["w"].follows
    assert verdicts["w"].message == "That is not it: yours is 2.2."


def test_a_choice_that_follows_is_not_told_why_it_is_wrong() -> None:
    verdicts = grade(Inside(), question(SLOPE, WAY), {"g": "-6", "way": "up"})
    assert verdicts["way"].message == CONSISTENT


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    text = GOOD.replace("power_sum", "limit_definition")
    library = load([write(tmp_path, text)], (*FAMILIES, "limit_definition"))
    monkeypatch.setattr(benches, "small_bank", lambda: library)
    made = Bench(tmp_path)
    yield made
    made.close()


def test_a_session_says_it_once_counts_it_once_and_keeps_it(bench: Bench) -> None:
    bench.ask(StartPractice(items=("exercise/limit_definition",)))
    n, right = bench.prompt.n, bench.truths()
    wrong = right | {"quotient": "999 + h", "limit": "999"}
    told = bench.hear(Answer(n, wrong), Feedback)
    assert told.verdict == "wrong"
    assert CONSISTENT not in told.message
    assert [part.follows for part in told.parts] == [False, False, True]
    follower = told.parts[-1]
    assert (follower.part, follower.verdict, follower.message) == ("limit", "wrong", CONSISTENT)
    assert follower.label.startswith("f")
    half_mended = bench.hear(Answer(n, right | {"limit": "999"}), Feedback)
    assert (half_mended.verdict, half_mended.parts[-1].follows) == ("wrong", False)
    mended = bench.hear(Answer(n, right), Feedback)
    assert (mended.verdict, mended.suggested_rating) == ("correct", 2)
    bench.ask(Rate(n, 2))
    (review,) = bench.events("review")
    assert list(review.body["follows"]) == ["limit"]
    assert review.body["verdicts"] == ["wrong", "wrong", "correct"]
