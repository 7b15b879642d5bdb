"""Ready-made blocks from the core as Textual content: text is text, never markup.

The one place where bank and learner text becomes something Textual draws. Whatever was refused
where text came in, every character passes `safe` here once more, so that no control, format or
bidirectional character reaches the terminal.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from textual.content import Content

from drill.service.messages import Block, View

STYLES = {
    "plain": "",
    "strong": "bold",
    "em": "italic",
    "code": "$text-accent",
    "maths": "$text-primary",
}
INDENT = "    "
WIDTH = 74
"""Cells a list is wrapped to: what the narrowest screen leaves between its margins."""
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
FORBIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def safe(text: str) -> str:
    """Replace every character that could steer a terminal or reorder what is read."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        REPLACEMENT if unicodedata.category(char) in FORBIDDEN and char != "\n" else char
        for char in text
    )


def text(value: str, style: str = "") -> Content:
    """Make content of one plain text."""
    return Content.styled(safe(value), style)


def line(parts: Iterable[tuple[str, str]]) -> Content:
    """Make content of styled pieces; each piece is `(text, style)`."""
    return Content.assemble(*((safe(piece), style) for piece, style in parts))


def view(blocks: View, width: int = WIDTH) -> Content:
    """Set a whole view: paragraphs apart by an empty line, lists together and hanging."""
    pieces: list[Content] = []
    for index, block in enumerate(blocks):
        together = index > 0 and block.kind == "bullet" == blocks[index - 1].kind
        if index and not together:
            pieces.append(Content(""))
        pieces.extend(_block_lines(block, width))
    return Content("\n").join(pieces)


def hang(mark: Content, body: Content, width: int) -> Content:
    """Wrap a body behind its mark, its later lines under its first."""
    room = max(10, width - mark.cell_length)
    rows = [row for line in body.split("\n") for row in (line.wrap(room) or [Content("")])]
    margin = Content(" " * mark.cell_length)
    first, *rest = rows or [Content("")]
    return Content("\n").join([mark + first, *(margin + row for row in rest)])


def _block_lines(block: Block, width: int) -> list[Content]:
    lines = [line((piece, STYLES.get(style, "")) for piece, style in row) for row in block.lines]
    if block.kind == "display":
        return [Content(INDENT) + row for row in lines]
    if block.kind == "code":
        return [Content("  ") + row.stylize(STYLES["code"]) for row in lines]
    if block.kind == "bullet":
        mark = Content(safe(block.mark or "-") + " ")
        return [hang(mark, Content(" ").join(lines), width)]
    return lines
