"""What can go wrong with maths, in words for the person who wrote it.

MathsError
├── Unreadable   a typed answer the reader does not accept, with its column
├── CannotSet    LaTeX that cannot be shown in a terminal
└── NoValue      an expression that has no value at a point
"""

from __future__ import annotations


class MathsError(Exception):
    """The root: its text is one plain sentence that may be shown as it is."""


class Unreadable(MathsError):  # noqa: N818 - it is a verdict on the text, and reads as one
    """The reader does not accept a text; says where (`column`, from 0) and what would be."""

    def __init__(self, message: str, column: int) -> None:
        super().__init__(message)
        self.column = column


class CannotSet(MathsError):  # noqa: N818 - the same
    """LaTeX uses something a terminal cannot show."""


class NoValue(MathsError):  # noqa: N818 - the same
    """An expression has no (real, finite) value at a point."""
