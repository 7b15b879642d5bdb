"""What every conversation has: the greeting, drawn prose, what is kept, errors and the end."""

from __future__ import annotations

from typing import ClassVar, TypeAlias

from drill.value import Value

PROTOCOL = 1


class Request(Value):
    """What a door may ask; every kind of it has its word."""

    TYPE: ClassVar[str] = ""


class Reply(Value):
    """What the core says; every kind of it has its word."""

    TYPE: ClassVar[str] = ""


class Block(Value):
    """One drawn piece of prose.

    `kind` is `text`, `bullet`, `display`, `code` or `table`; each line is a list of
    `(text, style)` with style `plain`, `strong`, `em`, `code` or `maths`. A `text` or `bullet` is
    one line, for the door to wrap; the others are kept line by line. `mark` is a bullet's sign.
    """

    kind: str
    lines: tuple[tuple[tuple[str, str], ...], ...]
    mark: str = ""


View: TypeAlias = tuple[Block, ...]


class Hello(Reply):
    """The first line of every conversation."""

    TYPE: ClassVar[str] = "hello"
    version: str
    protocol: int = PROTOCOL


class Undo(Request):
    """Take the last saved review back; the card is asked again."""

    TYPE: ClassVar[str] = "undo"


class Note(Request):
    """Write a note of one's own on an item."""

    TYPE: ClassVar[str] = "note"
    item: str
    text: str


class Flag(Request):
    """Say that a card is wrong, and why."""

    TYPE: ClassVar[str] = "flag"
    item: str
    text: str
    n: int = 0


class Suspend(Request):
    """Set an item aside, or take it up again."""

    TYPE: ClassVar[str] = "suspend"
    item: str
    on: bool = True


class Quit(Request):
    """End the session; the summary follows."""

    TYPE: ClassVar[str] = "quit"


class Saved(Reply):
    """The review is durable; `review` is its event's id."""

    TYPE: ClassVar[str] = "saved"
    review: str
    n: int = 0
    what: str = "review"


class Undone(Reply):
    """A review was taken back."""

    TYPE: ClassVar[str] = "undone"
    review: str
    item: str = ""
    again: bool = False
    """Whether its question follows, to be answered once more."""
    title: str = ""
    """What the item asks, in one line, where its question does not follow."""


class Error(Reply):
    """One plain line: what was wrong, where, what to do next."""

    TYPE: ClassVar[str] = "error"
    message: str
    line: int | None = None
    fatal: bool = False
