"""A door's end of the pipe to the core: send a request, be called with each reply.

The replies arrive on a thread of their own; a door with an event loop hands them over to it. When
the core ends without being asked to, the door hears one `Error` that says so; nothing saved is
lost by it, since every answer was durable before it was reported.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from subprocess import Popen

from drill.service.messages import Envelope, Error, Request, decode_reply, encode
from drill.service.process import end_child
from drill.wire import WireError

Hear = Callable[[Envelope], None]

CORE_GONE = "The core stopped unexpectedly; everything reported as saved is in the journal."


class Pipe:
    """A running core and the two streams to it."""

    def __init__(self, child: Popen[str]) -> None:
        self._child = child
        self._closing = False
        self._lock = threading.Lock()

    @property
    def pid(self) -> int:
        """The core's process id."""
        return self._child.pid

    def listen(self, hear: Hear) -> None:
        """Begin to read replies; `hear` is called on the reading thread."""
        threading.Thread(target=self._read, args=(hear,), name="core-reader", daemon=True).start()

    def send(self, request: Request, request_id: str = "") -> bool:
        """Send a request; False where the core is gone."""
        line = json.dumps(encode(request, request_id), ensure_ascii=False)
        try:
            with self._lock:
                assert self._child.stdin is not None  # noqa: S101 - start_child always pipes
                self._child.stdin.write(line + "\n")
                self._child.stdin.flush()
        except (OSError, ValueError):  # ended, or closed by us
            return False
        return True

    def close(self) -> None:
        """Let the core end by itself and wait until it has."""
        self._closing = True
        end_child(self._child)

    def _read(self, hear: Hear) -> None:
        assert self._child.stdout is not None  # noqa: S101 - start_child always pipes
        try:
            for line in self._child.stdout:
                hear(decode_reply(json.loads(line)))
        except (WireError, ValueError, OSError):  # half a line of a killed core, or our own close
            pass
        if not self._closing:
            hear(Envelope(Error(CORE_GONE, fatal=True)))
