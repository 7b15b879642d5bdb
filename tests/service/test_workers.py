"""Either worker may hang, die or be killed, and whoever asked sees only a value or a reason."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Future

import pytest
from odd_worker import start

from drill.grade.part import AnswerType, Part
from drill.service import workers as module
from drill.service.process import end_child
from drill.service.workers import Died, Failed, TookTooLong, Worker, WorkerError, Workers
from drill.wire import to_json
from drill.worker import MEMORY_LIMIT

PATIENCE_S = 30.0


@pytest.fixture
def children(monkeypatch: pytest.MonkeyPatch) -> list[Callable[[], int | None]]:
    """Let workers be odd ones; give what says how each of them ended."""
    polls: list[Callable[[], int | None]] = []

    def begin(name: str) -> object:
        child = start(name)
        polls.append(child.poll)
        return child

    monkeypatch.setattr(module, "start_child", begin)
    return polls


@pytest.fixture
def pair(children: list[Callable[[], int | None]]) -> Iterator[Workers]:
    pair = Workers()
    yield pair
    pair.close()
    assert all(ended() is not None for ended in children), "a child was left running"


def say(pair: Workers, text: str = "here") -> object:
    return pair.call({"job": "say", "text": text}, PATIENCE_S)


def pid(pair: Workers) -> int:
    found = pair.call({"job": "pid"}, PATIENCE_S)
    assert isinstance(found, int)
    return found


def both(pair: Workers) -> tuple[int, int]:
    """Have both of them running; give the front's number and the back's."""
    front = pid(pair)
    back = pair.begin({"job": "pid"}, PATIENCE_S).result(PATIENCE_S)
    assert isinstance(back, int)
    return front, back


def killed(pair: Workers, worker: Worker | None) -> None:
    """Kill a worker and wait until it is seen to be gone."""
    assert worker is not None
    worker.kill()
    worker._reader.join(PATIENCE_S)
    assert not worker.alive


def test_a_job_is_answered_and_stray_prints_do_not_disturb_it(pair: Workers) -> None:
    assert say(pair, "wörter") == "wörter"


def test_the_two_work_side_by_side(pair: Workers) -> None:
    front, back = both(pair)
    assert front != back
    assert set(pair.pids()) == {front, back}


def test_where_the_front_was_killed_the_other_takes_over(pair: Workers) -> None:
    _front, back = both(pair)
    killed(pair, pair._front)
    assert pid(pair) == back


def test_where_both_were_killed_new_ones_come(pair: Workers) -> None:
    old = both(pair)
    killed(pair, pair._front)
    killed(pair, pair._back)
    assert not set(both(pair)) & set(old)


def test_a_job_past_its_limit_took_too_long_and_the_next_one_works(pair: Workers) -> None:
    front, back = both(pair)
    with pytest.raises(TookTooLong):
        pair.call({"job": "hang"}, 0.01)
    assert pid(pair) == back
    assert front not in pair.pids()


def test_a_hanging_job_behind_is_ended_by_its_own_watchdog(pair: Workers) -> None:
    hanging = pair.begin({"job": "hang"}, 0.01)
    with pytest.raises(Died):
        hanging.result(PATIENCE_S)
    assert pair.begin({"job": "pid"}, PATIENCE_S).result(PATIENCE_S)


def test_a_job_that_kills_its_worker_twice_has_failed_and_the_next_one_works(
    pair: Workers,
) -> None:
    with pytest.raises(Failed, match="stopped twice"):
        pair.call({"job": "die"}, PATIENCE_S)
    assert say(pair) == "here"


def test_a_job_that_nobody_knows_has_failed_and_its_worker_lives_on(pair: Workers) -> None:
    front = pid(pair)
    with pytest.raises(Failed, match="KeyError"):
        pair.call({"job": "dance"}, PATIENCE_S)
    assert pid(pair) == front


def test_what_was_begun_on_a_worker_that_dies_is_said_to_have_died(pair: Workers) -> None:
    dying: Future[object] = pair.begin({"job": "die"}, PATIENCE_S)
    behind = pair.begin({"job": "pid"}, PATIENCE_S)
    with pytest.raises((Died, CancelledError)):
        dying.result(PATIENCE_S)
    assert behind.exception(PATIENCE_S) is None or isinstance(behind.exception(), Died)


def test_after_the_end_there_is_no_child_and_no_further_job(
    children: list[Callable[[], int | None]],
) -> None:
    pair = Workers()
    both(pair)
    pair.close()
    assert [ended() is None for ended in children] == [False, False]
    assert pair.pids() == ()
    with pytest.raises(Failed, match="ending"):
        pair.call({"job": "pid"}, PATIENCE_S)
    with pytest.raises(Failed, match="ending"):
        pair.begin({"job": "pid"}, PATIENCE_S)
    pair.close()


def test_a_worker_ends_when_its_input_does() -> None:
    child = start("")
    end_child(child, PATIENCE_S)
    assert child.returncode == 0


def test_a_real_one_gives_a_long_proof_up_and_lives_on() -> None:
    worker = Worker()
    part = Part("a", AnswerType.EXPRESSION, "1", variables=("x",))
    hard = "(sin(x)^2+cos(x)^2)^5*(cosh(x)^2-sinh(x)^2)^5"

    def prove(budget_s: float) -> object:
        answers = [{"part": to_json(part), "response": hard}]
        job = {"job": "prove", "answers": answers, "budget_s": budget_s}
        return worker.send(job, PATIENCE_S).result(PATIENCE_S)

    try:
        assert prove(0.0) == ["not_proved"]
        assert prove(PATIENCE_S) == ["proved"]
        assert worker.alive
    finally:
        worker.kill()
        worker.close()


if sys.platform == "linux":  # elsewhere the system offers no such cap

    def test_memory_is_bounded_and_the_worker_lives_on(pair: Workers) -> None:
        front = pid(pair)
        with pytest.raises(WorkerError, match="memory"):
            pair.call({"job": "hoard", "bytes": MEMORY_LIMIT}, PATIENCE_S)
        assert pid(pair) == front
