"""What a core is started with: the same few values whichever door starts it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from subprocess import Popen
from typing import Any

from drill.service.process import start_child


@dataclass(frozen=True, slots=True)
class Start:
    """The command line's choices that the core needs. Paths are texts, for the pipe's sake."""

    db: str | None = None
    now: str | None = None
    content: tuple[str, ...] = ()
    first: Mapping[str, Any] | None = None
    """A request to answer at once, before any is read: it saves the door a round trip."""
    views: bool = False
    """Whether replies carry ready-made lines, for a door that draws."""
    ascii: bool = False
    """Whether those lines must do with ASCII."""


def start_core(start: Start) -> Popen[str]:
    """Start a core in a process of its own.

    A door calls this before it imports anything that takes long, so that both load side by side.
    """
    return start_child("drill.service.core", [json.dumps(asdict(start))])
