"""`--jsonl`: the service itself, one JSON object a line, either way.

The core is hosted in this process. End of input means quit; after the summary the command ends.
"""

from __future__ import annotations

import sys
from typing import TextIO

from drill.service.core import Sink, read_line
from drill.service.messages import Envelope, Hello, Quit, Reply, Request, Summary
from drill.service.open import open_service
from drill.service.start import Start


class EndingSink(Sink):
    """A sink that notices the end of the session."""

    ended = False

    def __call__(self, reply: Reply, request_id: str = "") -> None:
        """Write one reply."""
        super().__call__(reply, request_id)
        if isinstance(reply, Summary):
            self.ended = True


def run(start: Start, first: Request, source: TextIO, output: TextIO, version: str) -> int:
    """Hold one session over two streams; give the exit code."""
    sink = EndingSink(output)
    service = open_service(start, sink)
    if service is None:
        return 1
    try:
        sink(Hello(version))
        service.handle(Envelope(first))
        service.warm()
        for number, line in enumerate(source, 1):
            if sink.ended:
                break
            if (envelope := read_line(line, number, sink)) is not None:
                service.handle(envelope)
        if not sink.ended:
            service.handle(Envelope(Quit()))
    finally:
        service.close()
    return 0


def standard_streams() -> tuple[TextIO, TextIO]:
    """Take stdin and stdout as UTF-8, whatever the platform's habit is."""
    for stream in (sys.stdin, sys.stdout):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    return sys.stdin, sys.stdout
