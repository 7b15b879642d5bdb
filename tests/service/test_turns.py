"""A late result takes its turn between two requests, and comes to nothing after the end."""

from __future__ import annotations

import threading

from drill.service.beside import Beside
from drill.service.turns import Turns


def test_what_comes_from_another_thread_waits_until_a_request_is_done() -> None:
    turns, said = Turns(), []

    def late() -> None:
        turns.take(lambda: said.append("late"))

    def request() -> None:
        said.append("begun")
        thread.start()
        thread.join(0.01)  # it cannot end before the request does
        said.append("done")

    thread = threading.Thread(target=late)
    turns.take(request)
    thread.join()
    assert said == ["begun", "done", "late"]


def test_a_request_may_take_a_turn_within_its_own() -> None:
    turns, said = Turns(), []
    turns.take(lambda: turns.take(lambda: said.append("inner")))
    assert said == ["inner"]


def test_after_the_end_nothing_is_let_in() -> None:
    turns, said = Turns(), []
    turns.end()
    turns.take(lambda: said.append("late"))
    assert said == []


def test_an_error_leaves_the_way_free() -> None:
    turns, said = Turns(), []
    try:
        turns.take(lambda: 1 // 0)
    except ZeroDivisionError:
        said.append("error")
    thread = threading.Thread(target=lambda: turns.take(lambda: said.append("next")))
    thread.start()
    thread.join()
    assert said == ["error", "next"]


def test_a_job_beside_begins_no_more_once_the_conversation_has_ended() -> None:
    beside, said = Beside(), []
    beside.run("first", lambda: said.append("first"))
    beside.close()
    beside.run("second", lambda: said.append("second"))
    assert said == ["first"]
