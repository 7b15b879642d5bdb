"""Exercises are made ahead, and never the same one twice while there are others."""

from __future__ import annotations

from concurrent.futures import Future
from typing import Any, cast

import pytest

from drill.exercise.contract import Exercise
from drill.exercise.make import make
from drill.service.maker import CannotMake, Maker
from drill.service.workers import Failed, Workers
from drill.wire import to_json

FAMILY = "power_sum"


class Hands:
    """Workers that make at once, in this process, and note what they were asked."""

    def __init__(self, *, broken: bool = False) -> None:
        self.seeds: list[str] = []
        self._broken = broken

    def begin(self, job: dict[str, Any], _limit_s: float) -> Future[object]:
        self.seeds.append(job["seed"])
        done: Future[object] = Future()
        if self._broken:
            done.set_exception(Failed("broken"))
        else:
            done.set_result(to_json(make(job["family"], job["level"], job["seed"])))
        return done


def maker(hands: Hands, asked: int = 0) -> Maker:
    return Maker(cast("Workers", hands), lambda _family: asked)


def test_exercises_of_a_family_are_all_different() -> None:
    made = maker(Hands())
    prompts = {made.take(FAMILY, 1).prompt for _ in range(30)}
    assert len(prompts) == 30


def test_the_seeds_go_on_where_the_journal_stands() -> None:
    hands = Hands()
    maker(hands, asked=7).take(FAMILY, 1)
    assert hands.seeds == ["7"]


def test_what_was_made_ahead_is_given_and_not_made_again() -> None:
    hands = Hands()
    made = maker(hands)
    made.begin(FAMILY, 2)
    assert made.ready(FAMILY, 2)
    assert made.take(FAMILY, 2).seed == "0"
    assert hands.seeds == ["0"]


def test_an_exercise_kept_from_another_day_uses_its_seed_up() -> None:
    hands = Hands()
    kept: Exercise = make(FAMILY, 1, "3")
    made = maker(hands, asked=3)
    made.used(kept)
    assert made.take(FAMILY, 1).seed == "4"


def test_what_was_made_and_never_shown_is_given_back() -> None:
    made = maker(Hands())
    assert made.left_over() is None
    made.begin(FAMILY, 1)
    left = made.left_over()
    assert left is not None
    assert left.family == FAMILY


def test_where_nothing_can_be_made_the_reason_is_said_after_three_tries() -> None:
    hands = Hands(broken=True)
    with pytest.raises(CannotMake, match="power_sum, level 1"):
        maker(hands).take(FAMILY, 1)
    assert hands.seeds == ["0", "1", "2"]


def test_what_was_made_ahead_of_another_family_is_kept_for_it() -> None:
    hands = Hands()
    made = maker(hands)
    made.begin(FAMILY, 2)
    made.take("chain_two_layer", 1)
    assert made.ready(FAMILY, 2)


def test_an_example_takes_nothing_from_the_seeds_that_are_counted_up() -> None:
    hands = Hands()
    made = maker(hands)
    made.begin_example(FAMILY, 1)
    made.begin_example(FAMILY, 1)
    assert hands.seeds == ["example 0"]
    example = made.example(FAMILY, 1, unlike="")
    assert example is not None
    assert example.solution
    assert (made.take(FAMILY, 1).seed, hands.seeds) == ("0", ["example 0", "0"])


def test_an_example_asks_something_else_than_its_question() -> None:
    hands = Hands()
    same = make(FAMILY, 1, "example 0").prompt
    example = maker(hands).example(FAMILY, 1, unlike=same)
    assert example is not None
    assert example.prompt != same
    assert hands.seeds == ["example 0", "example 1"]


def test_where_no_example_can_be_made_there_is_none() -> None:
    assert maker(Hands(broken=True)).example(FAMILY, 1, unlike="") is None
