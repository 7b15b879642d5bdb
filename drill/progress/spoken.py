"""What was told in words, in one line: the marks of Markdown in it are not shown.

Answers in words may hold marks, a table's bars or stars that were cut in half. What could be
maths, such as `2*x*y`, `w*` or `|x|`, stays as it was typed; nothing here knows what it means.
"""

from __future__ import annotations

import re

STRESSED = re.compile(r"(?<![\w*^)])(\*{1,2})(?=[^\s*])([^*]*?[^\s*])\1(?![\w*])")
"""`**so**` or `*so*`, standing as a word of its own."""
HALF_STRESSED = re.compile(r"(?<![^\s(“\"])\*{1,2}(?=[A-Za-z])")
"""What was to be stressed, and was cut before its end."""
CODE = re.compile(r"`+")
FORMULA = re.compile(r"\$\$?([^$]*)\$\$?|\$")
RULED = re.compile(r"\|?(?:\s*:?-{3,}:?\s*\|)+(?:\s*:?-{3,}:?)?")
"""The line below a table's head."""
BAR = re.compile(r"\s*\|(?:\s+\|)*\s*")
HEADING = re.compile(r"(?m)^#{1,6}\s+")


def spoken(text: str) -> str:
    """Say an answer in words in one line, without marks."""
    bare = FORMULA.sub(lambda found: found.group(1) or "", CODE.sub("", HEADING.sub("", text)))
    bare = HALF_STRESSED.sub("", STRESSED.sub(r"\2", bare))
    return " ".join(_row(" ".join(bare.split())).split())


def _row(text: str) -> str:
    """Say the cells of a table with commas between them; anything else as it is."""
    if not text.startswith("| "):
        return text
    cells = (cell.strip() for cell in BAR.split(RULED.sub("|", text)))
    return ", ".join(cell for cell in cells if cell)
