"""`drill bank preview`: a card as it will appear, while it is being written.

In a terminal the prose is drawn, with maths over several lines; elsewhere it is plain text.
"""

from __future__ import annotations

import os
import sys
import textwrap
from collections.abc import Callable, Iterable, Iterator

from drill.bank.model import Card, Concept, Topic
from drill.cli.app import draws_unicode
from drill.service.messages import Block
from drill.service.view import plain, view

WIDTH = 72
ANSI = {"strong": "1", "em": "3", "code": "36", "maths": "35", "muted": "2", "title": "1;7"}
FIELDS = {
    "expression": "an expression",
    "vector": "a vector",
    "matrix": "a matrix",
    "set": "a set",
    "number": "a number",
    "shape": "a shape",
    "text": "a word",
    "derivation": "a derivation",
}


class Page:
    """Draws prose, in colours and over several lines where that is wanted."""

    def __init__(self, *, drawn: bool, ascii_only: bool = False) -> None:
        self._drawn = drawn
        self._ascii = ascii_only

    @staticmethod
    def for_stdout() -> Page:
        """Give the page that suits where the output goes."""
        terminal = sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
        return Page(drawn=terminal, ascii_only=not draws_unicode())

    def card(self, card: Card) -> Iterator[str]:
        """Draw a card: what is asked, then what stands behind it."""
        yield self.style(f" {card.id} ", "title")
        said = f"{card.topic} · {card.concept} · {card.kind.value} · {card.level.value}"
        yield self.style(said if not self._ascii else said.replace("·", "-"), "muted")
        yield ""
        yield from self.prose(card.prompt)
        if card.as_stated:
            yield ""
            yield from self.prose(card.as_stated, "> ")
        yield from self._field(card)
        if card.hints:
            yield from self._section("hints, one at a time")
            for number, hint in enumerate(card.hints, 1):
                yield from self.prose(hint, f"{number}. ")
        yield from self._section("after the answer")
        yield from self.prose(card.answer)
        if card.precise:
            yield from self._section("precisely")
            yield from self.prose(card.precise)
        yield from self._behind(card)

    def page(self, page: Topic | Concept) -> Iterator[str]:
        """Draw a primer."""
        yield self.style(f" {page.title} ", "title")
        primer = page.primer
        parts = (
            ("why", primer.why),
            ("intuition", primer.intuition),
            ("explanation", primer.explanation),
        )
        for name, text in parts:
            yield from self._section(name)
            yield from self.prose(text)

    def prose(self, text: str, mark: str = "") -> Iterator[str]:
        """Set prose behind a mark, its later lines under its first."""
        margin = " " * len(mark)
        for number, line in enumerate(self._lines(text, WIDTH - len(mark))):
            yield f"{margin if number else mark}{line}".rstrip()

    def style(self, text: str, style: str) -> str:
        """Give text a style, where styles are shown."""
        code = ANSI.get(style, "")
        return f"\x1b[{code}m{text}\x1b[0m" if self._drawn and code else text

    def _lines(self, text: str, width: int) -> Iterator[str]:
        if not self._drawn:
            for line in plain(text).split("\n"):
                yield from textwrap.wrap(line, width) or [""]
            return
        for number, block in enumerate(view(text, ascii_only=self._ascii)):
            if number and block.kind != "bullet":
                yield ""
            yield from self._block(block, width)

    def _block(self, block: Block, width: int) -> Iterator[str]:
        if block.kind in ("text", "bullet"):
            mark = f"{block.mark or '-'} " if block.kind == "bullet" else ""
            spans = [span for line in block.lines for span in line]
            for number, row in enumerate(_wrapped(spans, width - len(mark), self.style)):
                yield (" " * len(mark) if number else mark) + row
            return
        margin = "    " if block.kind == "display" else "  "
        for line in block.lines:
            yield margin + "".join(self.style(piece, style) for piece, style in line)

    def _field(self, card: Card) -> Iterator[str]:
        part = card.part
        if part is None:
            yield from self._section("told in your own words")
        elif part.answer.value == "ordering":
            yield from ("", "  put in order (shown shuffled):")
            for choice in part.choices:
                yield from self.prose(choice.text, "  - ")
        elif part.choices:
            yield ""
            for choice in part.choices:
                yield from self.prose(choice.text, f"  {choice.id}) ")
        else:
            label = plain(part.label) or FIELDS.get(part.answer.value, part.answer.value)
            names = f"   in {', '.join(part.variables)}" if part.variables else ""
            way = "   line by line" if part.begins is not None else ""
            yield from ("", f"  {label}: ____{names}{way}")

    def _behind(self, card: Card) -> Iterator[str]:
        part = card.part
        if part is not None and part.answer.value == "choice":
            yield from self._section("why")
            for choice in part.choices:
                sign = "right" if choice.id == part.truth else "wrong"
                yield from self.prose(choice.why, f"  {choice.id}) {sign}: ")
        if card.key_points:
            yield from self._section("key points (* the answer must have it)")
            for number, point in enumerate(card.key_points, 1):
                yield from self.prose(point.text, f"{number} [ ] {'*' if point.must else ' '} ")
        if card.follow_ups:
            yield from self._section("follow-ups")
            for one in card.follow_ups:
                yield from self.prose(one.prompt, "? ")
                yield from self.prose(one.answer, "  ")

    def _section(self, name: str) -> Iterable[str]:
        return ("", self.style(f"-- {name}", "muted"))


def _wrapped(
    spans: Iterable[tuple[str, str]], width: int, style: Callable[[str, str], str]
) -> Iterator[str]:
    """Break styled text into lines between its words; a span of maths keeps together."""
    row: list[str] = []
    used = 0
    for word, kind, spaced in _words(spans):
        gap = 1 if spaced and used else 0
        if used and used + gap + len(word) > width:
            yield "".join(row)
            row, used, gap = [], 0, 0
        row.append(" " * gap + style(word, kind))
        used += gap + len(word)
    if row:
        yield "".join(row)


def _words(spans: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str, bool]]:
    """Give each word, its style, and whether a space stands before it."""
    spaced = False
    for text, style in spans:
        pieces = [text] if style == "maths" else text.split(" ")
        for number, piece in enumerate(pieces):
            spaced = spaced or number > 0
            if piece:
                yield piece, style, spaced
                spaced = False
