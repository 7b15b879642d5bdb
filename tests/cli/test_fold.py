"""Lines folded at words for a terminal, and left whole for everything else."""

from __future__ import annotations

import os
import sys
from io import StringIO

import pytest

from drill.cli.fold import fold, folded

LONG = "Unit " * 30


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("short", ["short"]),
        ("a word that is too wide", ["a word that is", "too wide"]),
        ("- a word that is too wide", ["- a word that is", "  too wide"]),
        ("  2. one and another one", ["  2. one and", "     another one"]),
        ("  answer: x + 1\n\nend", ["  answer: x + 1", "", "end"]),
        ("x" * 20, ["x" * 20]),
    ],
)
def test_a_line_is_folded_at_words_behind_its_mark(text: str, rows: list[str]) -> None:
    assert folded(text, 16).split("\n") == rows


def test_what_is_no_terminal_gets_whole_lines() -> None:
    assert fold(LONG, StringIO()) == LONG


@pytest.mark.skipif(sys.platform == "win32", reason="has no pseudo-terminals")
def test_a_terminal_gets_lines_that_fit() -> None:
    import fcntl
    import pty
    import struct
    import termios

    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 40, 0, 0))
    with os.fdopen(slave, "w") as terminal:
        assert max(map(len, fold(LONG, terminal).split("\n"))) <= 40
    os.close(master)
