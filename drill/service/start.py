"""What a core is started with: the same few values whichever door starts it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from subprocess import Popen
from typing import Any, NamedTuple

from drill.service.process import start_child


class Start(NamedTuple):
    """The command line's choices that the core needs. Paths are texts, for the pipe's sake.

    A named tuple, because the door makes one before it may wait for anything to be imported.
    """

    db: str | None = None
    now: str | None = None
    content: tuple[str, ...] = ()
    first: Mapping[str, Any] | None = None
    """A request to answer at once, before any is read: it saves the door a round trip."""
    views: bool = False
    """Whether replies carry ready-made lines, for a door that draws."""
    ascii: bool = False
    """Whether those lines must do with ASCII."""


def read_start(text: str) -> Start:
    """Read what `start_core` wrote."""
    given = json.loads(text)
    return Start(**{**given, "content": tuple(given["content"])})


def start_core(start: Start) -> Popen[str]:
    """Start a core in a process of its own.

    A door calls this before it imports anything that takes long, so that both load side by side.
    """
    return start_child("drill.service.core", [json.dumps(start._asdict())])
