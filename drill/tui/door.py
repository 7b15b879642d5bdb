"""What the app needs of its connection to the core.

`service.pipe.Pipe` is one; tests bring others.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from drill.service.messages import Envelope, Request

Hear = Callable[[Envelope], None]


class Door(Protocol):
    """A way to the core. Replies come on any thread."""

    def listen(self, hear: Hear) -> None:
        """Begin to hand replies over."""

    def send(self, request: Request, request_id: str = "") -> bool:
        """Send a request; False where nobody is there to answer it."""

    def close(self) -> None:
        """End the connection, and the core behind it."""
