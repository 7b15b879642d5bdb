"""Work within a budget is done, or given up in the middle."""

from __future__ import annotations

import signal
from collections.abc import Iterator

import pytest

from drill.budget import OutOfTime, within


@pytest.fixture(autouse=True)
def own_signals() -> Iterator[None]:
    before = signal.getsignal(signal.SIGINT)
    yield
    signal.signal(signal.SIGINT, before)


def for_ever() -> str:
    while True:
        pass


def test_what_is_done_in_time_is_given() -> None:
    assert within(30.0, lambda: "done", "late") == "done"


def test_what_takes_longer_is_given_up() -> None:
    assert within(0.01, for_ever, "late") == "late"


def test_it_is_given_up_where_the_work_catches_every_error() -> None:
    def stubborn() -> str:
        caught = 0
        while caught < 2:
            try:
                for_ever()
            except Exception:  # noqa: BLE001 - as a library may do
                return "swallowed"
            except OutOfTime:
                caught += 1
        return for_ever()

    assert within(0.01, stubborn, "late") == "late"


def test_an_error_of_the_work_is_its_own() -> None:
    def broken() -> str:
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        within(30.0, broken, "late")


def test_after_the_work_nothing_is_interrupted_any_more() -> None:
    assert within(0.01, for_ever, "late") == "late"
    assert sum(range(200_000)) == 19_999_900_000
    signal.raise_signal(signal.SIGINT)
