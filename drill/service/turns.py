"""One thing at a time: what the door asks, and what was done beside and is ready only now.

Requests are handled on the door's thread. A late result comes on another one and takes its turn
between two requests, so that neither ever sees the other half done.
"""

from __future__ import annotations

import threading
from collections.abc import Callable


class Turns:
    """Lets one piece of work in after another, until the conversation ends."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._ended = False

    def take(self, work: Callable[[], None]) -> None:
        """Do some work when nothing else is being done; after the end, do nothing."""
        with self._lock:
            if not self._ended:
                work()

    def end(self) -> None:
        """Wait for what is being done, and let nothing else in."""
        with self._lock:
            self._ended = True
