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
from typing import IO, Any

from drill.service.messages import Envelope, Error, Reply, decode_request, encode
from drill.service.start import Start, read_start
from drill.wire import WireError


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


def serve(start: Start, source: IO[str], sink: Sink) -> None:
    """Answer every request until the input ends, then close what is open."""
    from drill.service.open import open_service

    service = open_service(start, sink)
    if service is None:
        return
    try:
        if start.first is not None:
            service.handle(decode_request(dict(start.first)))
        gc.enable()
        service.warm()
        for number, line in enumerate(source, 1):
            if (envelope := read_line(line, number, sink)) is not None:
                service.handle(envelope)
    finally:
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
