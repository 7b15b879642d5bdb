"""What every door in lines shares: it reads lines, says lines, and holds a core to the end.

Append-only, numbered choices, no escape byte, no box or block characters. What is asked and what
an answer means belongs to the door.
"""

from __future__ import annotations

import sys
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from typing import TextIO

from drill.cli.call import DONE, WRONG_CALL
from drill.cli.complain import complain
from drill.cli.fold import fold
from drill.service.messages import Envelope, Error, PromptPart, Reply, Request, SolutionStep
from drill.service.messages.offers import offers
from drill.service.open import open_service
from drill.service.spans import legible
from drill.service.start import Start

NO_CORE = 1


class Lines(ABC):
    """A conversation in lines. Replies arrive while a request is handled, and are said at once."""

    def __init__(self, source: TextIO, output: TextIO) -> None:
        self._source = source
        self._output = output
        self._handle: Callable[[Request], None] = lambda _request: None
        self.ended = False
        """Whether nothing more is to be read."""

    @property
    @abstractmethod
    def begun(self) -> bool:
        """Whether something was asked; else what was wished for was refused."""

    @abstractmethod
    def run(self) -> None:
        """Read lines until it is over."""

    @abstractmethod
    def say(self, reply: Reply) -> None:
        """Say one reply."""

    def steer(self, handle: Callable[[Request], None]) -> None:
        """Take the way requests go."""
        self._handle = handle

    def hear(self, reply: Reply, _request_id: str = "") -> None:
        """Take one reply; an error that ends everything, or that begins nothing, goes to stderr."""
        if not isinstance(reply, Error):
            self.say(reply)
        elif reply.fatal or not self.begun:
            print(f"drill: {reply.message}", file=sys.stderr)
            self.ended = self.ended or reply.fatal
        else:
            self._say(f"Error: {reply.message}")

    def _offer(self, parts: Sequence[PromptPart]) -> None:
        """List what can be chosen or put in order."""
        for offer in offers(parts):
            if offer.headed:
                self._say(f"{offer.heading}:")
            for choice in offer.part.choices:
                self._say(f"  {choice.id}. {choice.text}")
            if offer.part.answer == "ordering":
                self._say("Type the letters in the right order, such as: b a c")
        if any(part.answer == "derivation" for part in parts):
            self._say("Type the derivation a line at a time; an empty line ends it.")

    def _read(self, invitation: str) -> str | None:
        """Read a line; None at the end of input."""
        self._output.write(invitation)
        self._output.flush()
        return self._source.readline() or None

    def _say(self, *lines: str) -> None:
        self._output.write("".join(f"{fold(legible(line), self._output)}\n" for line in lines))
        self._output.flush()


def step_line(step: SolutionStep) -> str:
    """Say one step of a solution, and whether it is the one that went wrong."""
    here = "  (Here your answer went wrong.)" if step.here else ""
    return f"  {step.name}: {step.text}{here}"


def hold(door: Lines, start: Start, first: Request) -> int:
    """Hold one conversation with a core of its own; give the exit code."""
    service = open_service(start, door.hear)
    if service is None:
        return NO_CORE
    complain(service.problems)
    door.steer(lambda request: service.handle(Envelope(request)))
    try:
        service.handle(Envelope(first))
        if not door.begun:
            return WRONG_CALL
        service.warm()
        door.run()
    finally:
        service.close()
    return DONE
