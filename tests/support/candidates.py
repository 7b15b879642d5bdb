"""Someone in an interview, as the service hears them; a process that may be killed at any step."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from journals import HandClock
from local_door import build

from drill.service.messages import (
    Assessed,
    Brief,
    Envelope,
    Probe,
    ProbeAnswer,
    Reply,
    Request,
    Respond,
    Saved,
    Scorecard,
    Slot,
    StartInterview,
    TickSlot,
    Unread,
)
from drill.service.service import Service


class Candidate:
    """Someone in an interview: sends requests and keeps what was said last."""

    def __init__(self, folder: Path, clock: HandClock) -> None:
        self._folder, self.clock = folder, clock
        self._new: list[Reply] = []
        self.service = self._open()

    def _open(self) -> Service:
        return build(self._folder, self.clock, lambda envelope: self._new.append(envelope.message))

    def ask(self, request: Request) -> list[Reply]:
        self._new.clear()
        self.service.handle(Envelope(request))
        return list(self._new)

    def killed(self) -> None:
        """Lose everything that was only in memory."""
        self.service.close()
        self.service = self._open()

    def events(self, kind: str) -> list[Any]:
        return list(self.service._records.journal.events(kind=kind))

    def begin(self, **wishes: Any) -> Slot:
        """Begin an interview and give its first slot."""
        brief, slot = self.ask(StartInterview(**wishes))
        assert isinstance(brief, Brief)
        assert isinstance(slot, Slot)
        return slot

    def answer(self, slot: Slot, text: str = "the slope at a point", ms: int = 1000) -> Reply:
        """Answer a slot as far as it goes; give what comes next."""
        given = {part.id: "b a" if part.answer == "ordering" else "1" for part in slot.parts}
        said = self.ask(Respond(slot.n, given, text if slot.told else "", ms))
        if isinstance(said[-1], Unread):
            said = self.ask(Respond(slot.n, {}, text if slot.told else "", ms))
        assert isinstance(said[0], Saved)
        return said[1]

    def play(
        self, now: Reply, tick: Callable[[Assessed], TickSlot] | None = None
    ) -> tuple[list[Reply], Scorecard]:
        """Answer to the end; give everything that was asked, and the scorecard."""
        asked: list[Reply] = []
        while not isinstance(now, Scorecard):
            asked.append(now)
            if isinstance(now, Slot):
                now = self.answer(now)
            elif isinstance(now, Probe):
                now = self.ask(ProbeAnswer(now.n, now.probe, "because", 500))[-1]
            elif isinstance(now, Assessed):
                wanted = tick(now) if tick else TickSlot(now.n)
                said = self.ask(wanted)
                now = next(one for one in said if not isinstance(one, Saved))
            else:
                pytest.fail(str(now))
        return asked, now
