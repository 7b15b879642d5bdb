"""The transcript of the interview that ended last, and the file it may be written to."""

from __future__ import annotations

from pathlib import Path

from drill.service.messages import Error, Reply, Saved


class Page:
    """One page of Markdown.

    A file that is there is never written over, but by a later page of the same interview, in which
    one has gone back to a comparison.
    """

    def __init__(self) -> None:
        self._text = ""
        self._written = self._own = ""
        """The file this page stands in, and the one that an earlier page of it stands in."""

    def begin(self) -> None:
        """Begin with another interview."""
        self._text = self._written = self._own = ""

    def reopen(self) -> None:
        """Hear that the interview goes on, and what was written of it will not stay right."""
        self._text, self._own = "", self._written

    def take(self, text: str) -> None:
        """Take the page of an interview that has ended."""
        self._text = text

    def write(self, path: str) -> Reply:
        """Write the page; say where, or why not."""
        if not self._text:
            return Error("no interview has ended here yet")
        try:
            with Path(path).open("w" if path == self._own else "x", encoding="utf-8") as file:
                file.write(self._text)
        except OSError as error:
            return Error(f"{path} could not be written: {error.strerror or error}")
        self._written, self._own = path, ""
        return Saved(path, what="export")
