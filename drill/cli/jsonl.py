"""`--jsonl`: the service itself, one JSON object a line, either way.

The core is hosted in this process. End of input means quit; after the summary the command ends.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TextIO

from drill.cli.call import CHECK_FAILED, DONE, WRONG_CALL
from drill.cli.complain import complain
from drill.service.core import Sink, read_line
from drill.service.messages import Envelope, Error, Hello, Quit, Reply, Request, Summary
from drill.service.open import open_service
from drill.service.service import Service
from drill.service.start import Start


class EndingSink(Sink):
    """A sink that notices the beginning and the end of the session, and numbers the errors."""

    begun = False
    ended = False
    line = 0
    """The line of input that is being answered; 0 between two."""

    def __init__(self, stream: TextIO, last: type[Reply]) -> None:
        super().__init__(stream)
        self._last = last

    def __call__(self, reply: Reply, request_id: str = "") -> None:
        """Write one reply; an error says which line it answers."""
        if isinstance(reply, Error) and reply.line is None and self.line:
            reply = replace(reply, line=self.line)
        super().__call__(reply, request_id)
        self.begun = self.begun or not isinstance(reply, Hello | Error)
        self.ended = self.ended or isinstance(reply, self._last)


def run(
    start: Start,
    first: Request,
    source: TextIO,
    output: TextIO,
    version: str,
    *,
    last: type[Reply] = Summary,
) -> int:
    """Hold one session over two streams; give the exit code.

    `last` is the reply that ends it. A practice session is summed up where it is left; an interview
    stays open. Where what was asked for cannot be begun, such as a topic that is none, the error is
    the end.
    """
    sink = EndingSink(output, last)
    service = open_service(start, sink)
    if service is None:
        return CHECK_FAILED
    complain(service.problems)
    try:
        sink(Hello(version))
        service.handle(Envelope(first))
        if not sink.begun:
            return WRONG_CALL
        service.warm()
        _converse(service, source, sink)
        service.settle()  # what was asked for comes before the summary
        if not sink.ended and last is Summary:
            service.handle(Envelope(Quit()))
    finally:
        service.close()
    return DONE


def _converse(service: Service, source: TextIO, sink: EndingSink) -> None:
    """Answer line by line, until the session ends, is left, or nothing more comes."""
    for number, line in enumerate(source, 1):
        if (envelope := read_line(line, number, sink)) is not None:
            if isinstance(envelope.message, Quit):
                return
            sink.line = number
            service.handle(envelope)
            sink.line = 0
        if sink.ended:
            return
