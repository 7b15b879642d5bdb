"""The parts of the app beside practice, each behind one request handler that is loaded when asked.

A room answers the requests of one part of the app: interviews, progress, browsing, the map of
concepts, settings. It is made the first time one of its requests comes, so that nobody waits for
what they do not use.
"""

from __future__ import annotations

from importlib import import_module
from typing import Protocol

from drill.service.house import Emit, House
from drill.service.messages import Request


class Room(Protocol):
    """Answers the requests of one part of the app."""

    def __init__(self, house: House) -> None:
        """Move in."""

    def handle(self, request: Request, emit: Emit, request_id: str) -> None:
        """Answer one request; replies that answer it carry its id."""


ROOMS: dict[str, str] = {
    "drill.service.messages.interview": "drill.service.interview.room:InterviewRoom",
    "drill.service.messages.browse": "drill.service.browse.room:BrowseRoom",
    "drill.service.messages.concepts": "drill.service.concepts.room:ConceptsRoom",
    "drill.service.messages.settings": "drill.service.settings.room:SettingsRoom",
    "drill.service.messages.progress": "drill.service.progress:ProgressRoom",
}
"""The room of each module of messages: `drill.service.messages.browse` -> `module:Class`."""


class Rooms:
    """The rooms of one conversation, made as they are entered."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._made: dict[str, Room] = {}

    def handles(self, request: Request) -> bool:
        """Say whether a room answers this request."""
        return type(request).__module__ in ROOMS

    def handle(self, request: Request, emit: Emit, request_id: str) -> None:
        """Hand a request to its room."""
        place = ROOMS[type(request).__module__]
        if place not in self._made:
            module, _, name = place.partition(":")
            made: Room = getattr(import_module(module), name)(self._house)
            self._made[place] = made
        self._made[place].handle(request, emit, request_id)
