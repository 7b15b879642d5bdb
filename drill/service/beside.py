"""Jobs that take long, each on a thread beside the request loop, so that no answer waits for them.

Whatever they need of the conversation is handed to them when they begin; they reply when they are
ready. When the conversation ends they are told to stop, and waited for.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")


class Stopped(Exception):  # noqa: N818 - reads as what happened
    """The conversation has ended; nobody waits for the job any more."""


class Beside:
    """The jobs of one conversation."""

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._threads: list[threading.Thread] = []
        self._lock = threading.Lock()

    def run(self, name: str, job: Callable[[], None]) -> None:
        """Begin a job; after the end of the conversation, do nothing."""
        with self._lock:
            if self._stop.is_set():
                return
            self._threads = [one for one in self._threads if one.is_alive()]
            thread = threading.Thread(target=self._run, args=(job,), name=name, daemon=True)
            self._threads.append(thread)
            thread.start()

    def watched(self, things: Iterable[T]) -> Iterator[T]:
        """Go through things for as long as the conversation lasts; raise `Stopped` at its end."""
        for thing in things:
            self.go_on()
            yield thing

    def go_on(self) -> None:
        """Raise `Stopped` where the conversation has ended."""
        if self._stop.is_set():
            raise Stopped

    def wait(self) -> None:
        """Wait until every job begun so far has ended by itself."""
        with self._lock:
            begun = tuple(self._threads)
        for thread in begun:
            thread.join()

    def close(self) -> None:
        """Tell every job to stop and wait until it has."""
        with self._lock:
            self._stop.set()
        for thread in self._threads:
            thread.join()

    @staticmethod
    def _run(job: Callable[[], None]) -> None:
        try:
            job()
        except (Stopped, BrokenPipeError):  # nobody is there to hear the reply
            return
