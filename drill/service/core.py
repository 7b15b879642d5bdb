"""The core in a process of its own: `python -P -m drill.service.core START`.

It answers requests in the order they come, one a line, and ends by itself when its input ends:
when the door closes it, when the door is killed, when the terminal goes away.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
import threading
from collections.abc import Callable
from typing import IO, Any

from drill.service.messages import Envelope, Error, Reply, decode_request, encode
from drill.service.start import Start, read_start
from drill.wire import WireError

WARM_AFTER_S = 0.5
"""The workers and the database load once the first screen is painted, or the first request is in:
before, they would take the processor from the painting."""


class Sink:
    """Where replies go, one line each, whole even when two threads speak."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream
        self._lock = threading.Lock()

    def __call__(self, reply: Reply, request_id: str = "") -> None:
        """Write one reply and make sure it has left."""
        line = json.dumps(encode(reply, request_id), ensure_ascii=False)
        with self._lock:
            self._stream.write(line + "\n")
            self._stream.flush()


class Once:
    """Calls a function the first time it is called, whichever thread that is."""

    def __init__(self, function: Callable[[], None]) -> None:
        self._function: Callable[[], None] | None = function
        self._lock = threading.Lock()

    def __call__(self) -> None:
        """Call it, unless that has been done; who comes second waits until it is."""
        with self._lock:
            function, self._function = self._function, None
            if function is not None:
                function()


def serve(start: Start, source: IO[str], sink: Sink) -> None:
    """Answer every request until the input ends, then close what is open."""
    from drill.service.open import open_service

    service = open_service(start, sink)
    if service is None:
        return
    warming = Once(service.warm)
    later = threading.Timer(WARM_AFTER_S, warming)
    later.daemon = True
    try:
        if start.first is not None:
            service.handle(decode_request(dict(start.first)))
        gc.enable()
        later.start()
        for number, line in enumerate(source, 1):
            warming()
            if (envelope := read_line(line, number, sink)) is not None:
                service.handle(envelope)
    finally:
        later.cancel()
        service.close()


def read_line(line: str, number: int, sink: Sink) -> Envelope | None:
    """Read one line; a malformed one is answered and ignored."""
    if not line.strip():
        return None
    try:
        return decode_request(json.loads(line))
    except WireError as error:
        sink(Error(f"line {number}: {error}", line=number))
    except (ValueError, RecursionError):
        sink(Error(f"line {number} is not JSON; send one object a line", line=number))
    return None


def main(arguments: list[str]) -> None:
    """Serve over standard input and output, keeping both for the protocol alone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C belongs to the door
    gc.disable()  # nothing made before the first reply is garbage
    start = read_start(arguments[0])
    output = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # a stray print must not break the line protocol
    source: IO[Any] = os.fdopen(os.dup(0), encoding="utf-8", errors="replace")
    try:
        serve(start, source, Sink(output))
    except BrokenPipeError:
        os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1:])
