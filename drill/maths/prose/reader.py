"""Markdown to blocks, line by line."""

from __future__ import annotations

import re

from drill.maths.clean import neutralise
from drill.maths.prose.spans import spans
from drill.maths.prose.values import (
    Block,
    Bullets,
    CodeBlock,
    Display,
    Numbered,
    Paragraph,
    Spans,
    Table,
)

_FENCE = "```"
_BULLET = re.compile(r"\s*- +(?P<text>.*)")
_NUMBER = re.compile(r"\s*(?P<number>\d{1,3})\. +(?P<text>.*)")
_RULE = frozenset("|-: ")


def parse(text: str) -> tuple[Block, ...]:
    """Read prose; whatever is not a construction is text, so nothing is ever refused."""
    return tuple(_Reader(neutralise(text).split("\n")).blocks())


def formulas(text: str) -> tuple[str, ...]:
    """List the LaTeX of every formula in prose, in reading order."""
    found: list[str] = []
    for block in parse(text):
        if isinstance(block, Display):
            found.append(block.latex)
            continue
        found += [span.text for spans_ in _runs(block) for span in spans_ if span.style == "maths"]
    return tuple(found)


def has_stray_dollar(text: str) -> bool:
    """Say whether a dollar sign shows as itself although it is not escaped: a slip, most likely."""
    blocks = parse(text.replace(r"\$", ""))
    spans_ = (span for block in blocks for run in _runs(block) for span in run)
    return any("$" in span.text for span in spans_ if span.style not in {"maths", "code"})


def _runs(block: Block) -> tuple[Spans, ...]:
    match block:
        case Paragraph(run):
            return (run,)
        case Bullets(items) | Numbered(items):
            return items
        case Table(rows):
            return tuple(cell for row in rows for cell in row)
        case Display() | CodeBlock():
            return ()


class _Reader:
    """One pass over the lines."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.at = 0

    def blocks(self) -> list[Block]:
        found: list[Block] = []
        while self.at < len(self.lines):
            if self.here.strip():
                found.append(self.block())
            else:
                self.at += 1
        return found

    @property
    def here(self) -> str:
        return self.lines[self.at] if self.at < len(self.lines) else ""

    def take(self) -> str:
        line = self.here
        self.at += 1
        return line

    def block(self) -> Block:
        start = self.here.strip()
        if start.startswith(_FENCE):
            return self.code()
        if start.startswith("$$") and self.closes_display():
            return self.display()
        if start.startswith("|"):
            return self.table()
        if _BULLET.fullmatch(self.here):
            return Bullets(self.items(_BULLET))
        if found := _NUMBER.fullmatch(self.here):
            return Numbered(self.items(_NUMBER), int(found["number"]))
        return self.paragraph()

    def code(self) -> Block:
        indent = len(self.here) - len(self.here.lstrip())
        self.take()
        lines: list[str] = []
        while self.at < len(self.lines) and not self.here.strip().startswith(_FENCE):
            line = self.take()
            lines.append(line[indent:] if not line[:indent].strip() else line)
        self.take()
        return CodeBlock(tuple(lines))

    def closes_display(self) -> bool:
        """Tell whether a display's closing dollars end a line before the next empty one."""
        first = self.here.strip()[2:]
        if first.endswith("$$"):
            return bool(first[:-2].strip())
        if "$$" in first:
            return False
        for line in self.lines[self.at + 1 :]:
            if not line.strip():
                return False
            if "$$" in line:
                return line.strip().endswith("$$") and line.count("$$") == 1
        return False

    def display(self) -> Block:
        first = self.take().strip()[2:]
        if first.endswith("$$"):
            return Display(first[:-2].strip())
        parts = [first]
        while not parts[-1].rstrip().endswith("$$"):
            parts.append(self.take())
        return Display("\n".join(parts).strip()[:-2].strip())

    def table(self) -> Block:
        rows: list[list[Spans]] = []
        header = False
        while self.here.strip().startswith("|"):
            line = self.take().strip()
            if len(rows) == 1 and not header and _is_rule(line):
                header = True
                continue
            rows.append([spans(cell.strip().replace(r"\|", "|")) for cell in _cells(line)])
        width = max(map(len, rows))
        filled = [tuple(row + [()] * (width - len(row))) for row in rows]
        return Table(tuple(filled), header)

    def items(self, mark: re.Pattern[str]) -> tuple[Spans, ...]:
        """Read a list's items; a blank line ends it unless another item or an indent follows."""
        items: list[list[str]] = []
        while self.at < len(self.lines):
            found = mark.fullmatch(self.here)
            if found:
                self.take()
                items.append([found["text"]])
            elif not self.here.strip():
                if not self.goes_on(mark):
                    break
                self.take()
            elif self.starts_block():
                break
            else:
                items[-1].append(self.take().strip())
        return tuple(spans("\n".join(item)) for item in items)

    def goes_on(self, mark: re.Pattern[str]) -> bool:
        following = next((line for line in self.lines[self.at :] if line.strip()), "")
        special = following.strip().startswith((_FENCE, "$$", "|"))
        return bool(mark.fullmatch(following)) or (following.startswith("  ") and not special)

    def paragraph(self) -> Block:
        lines = [self.take().strip()]
        while self.here.strip() and not self.starts_block():
            lines.append(self.take().strip())
        return Paragraph(spans("\n".join(lines)))

    def starts_block(self) -> bool:
        line = self.here.strip()
        if line.startswith((_FENCE, "|")) or _BULLET.fullmatch(self.here):
            return True
        number = _NUMBER.fullmatch(self.here)
        if number and number["number"] == "1":
            return True
        return line.startswith("$$") and self.closes_display()


def _is_rule(line: str) -> bool:
    """Tell whether a table's row is the line under its heading."""
    return "-" in line and _RULE.issuperset(line)


def _cells(line: str) -> list[str]:
    """Cut a table's row at its bars; a bar in maths, in code or behind a backslash is a sign."""
    inner = line.removeprefix("|")
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith(r"\|") else inner
    cells: list[str] = []
    here = ""
    quote = ""
    for index, character in enumerate(inner):
        if character == "|" and not quote and inner[index - 1 : index] != "\\":
            cells.append(here)
            here = ""
            continue
        if character in "$`" and quote in {"", character}:
            quote = "" if quote else character if character in inner[index + 1 :] else ""
        here += character
    return [*cells, here]
