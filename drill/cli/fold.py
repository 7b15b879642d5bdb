"""Fold prose at words to the width of a terminal; a pipe and a file get their lines whole."""

from __future__ import annotations

import os
import re
import textwrap
from typing import TextIO

LEAD = re.compile(r" *(?:- |\d+\. |[a-z]\. )?")
"""What a line begins with and its later lines stand behind: a margin, and the mark of a list."""
NARROWEST = 20


def fold(text: str, output: TextIO) -> str:
    """Fold a text for where it is written."""
    width = columns(output)
    return text if width < NARROWEST else folded(text, width)


def folded(text: str, width: int) -> str:
    """Fold the lines of a text that are wider than this."""
    return "\n".join(row for line in text.split("\n") for row in _rows(line, width))


def columns(output: TextIO) -> int:
    """Count the columns of a terminal; 0 where it is none."""
    try:
        return os.get_terminal_size(output.fileno()).columns if output.isatty() else 0
    except (OSError, ValueError):
        return 0


def _rows(line: str, width: int) -> list[str]:
    if len(line) <= width:
        return [line]
    lead = LEAD.match(line)
    margin = " " * (lead.end() if lead else 0)
    return textwrap.wrap(
        line,
        width,
        subsequent_indent=margin,
        break_long_words=False,
        break_on_hyphens=False,
    )
