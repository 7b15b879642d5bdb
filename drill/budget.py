"""A time budget for work inside this process, where ending the process would cost too much.

A watch on a thread of its own interrupts the main thread once the budget is spent, and again
until the work has stopped: a library may be in a place where an exception is lost. Nothing is
known here of what the work is. It must be given up at any point without harm, and a single call
into C is only left when it returns; whoever needs more than that ends the process.
"""

from __future__ import annotations

import _thread
import signal
import threading
from collections.abc import Callable
from types import FrameType
from typing import TypeVar

T = TypeVar("T")

AGAIN_S = 0.05
"""The pause between two interruptions."""


class OutOfTime(BaseException):
    """The budget is spent. Not an `Exception`: libraries catch those on their way."""


class _Watch:
    """Interrupts the main thread after a while, until it is told to stop."""

    def __init__(self, seconds: float) -> None:
        self.armed = True
        self._seconds = seconds
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._wait, name="budget", daemon=True)

    def begin(self) -> None:
        """Begin to count. The signal stays handled afterwards, as one that may come late."""
        signal.signal(signal.SIGINT, self._interrupted)
        self._thread.start()

    def end(self) -> None:
        """Stop, and wait until nothing can be interrupted any more."""
        self.armed = False
        self._over.set()
        self._thread.join()

    def _wait(self) -> None:
        pause = self._seconds
        while not self._over.wait(pause):
            _thread.interrupt_main(signal.SIGINT)  # works alike on every system; no signal is sent
            pause = AGAIN_S

    def _interrupted(self, _number: int, _frame: FrameType | None) -> None:
        if self.armed:
            raise OutOfTime


def within(seconds: float, work: Callable[[], T], otherwise: T) -> T:
    """Do some work, or give `otherwise` where it takes longer; only on the main thread.

    From the first call on the process takes no notice of Ctrl-C (SIGINT).
    """
    watch = _Watch(seconds)
    try:
        try:
            watch.begin()
            return work()
        finally:
            watch.armed = False
    except OutOfTime:
        return otherwise
    finally:
        watch.end()
