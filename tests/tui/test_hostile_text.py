"""No text of a bank or a learner can steer the terminal, from any widget that shows it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hostile_app import CODES, ENDED, FORMATS, SCREENS, marked

pty = pytest.importorskip("pty", reason="pseudo-terminals are a POSIX thing")
SCRIPT = Path(__file__).parents[1] / "support" / "hostile_app.py"


def written(name: str) -> str:
    """Run a screen in a pseudo-terminal and give everything the terminal was sent."""
    here, there = pty.openpty()
    environment = dict(os.environ, TERM="xterm-256color", COLUMNS="120", LINES="40")
    with subprocess.Popen(
        [sys.executable, str(SCRIPT), name],
        stdin=there,
        stdout=there,
        stderr=there,
        env=environment,
        start_new_session=True,
    ) as child:
        os.close(there)
        pieces: list[bytes] = []
        while True:
            try:
                piece = os.read(here, 65536)
            except OSError:  # Linux reports the end of a pseudo-terminal as an error
                break
            if not piece:
                break
            pieces.append(piece)
        child.wait(30)
    os.close(here)
    # The terminal driver turns a newline into carriage return and newline; undo that.
    return b"".join(pieces).replace(b"\r\n", b"\n").decode("utf-8", "replace")


def reached(output: str) -> list[str]:
    """List the codes that got through between their marks."""
    return [f"{code:04x}" for code in (*CODES, *FORMATS) if marked(code) in output]


def test_the_detector_sees_what_is_really_written() -> None:
    output = written("raw")
    assert ENDED in output
    assert len(reached(output)) >= len(CODES) + len(FORMATS) - 1  # a lone \r may be rewritten
    assert "\x1b]52;c;ZXZpbA==" in output


@pytest.mark.parametrize("name", SCREENS)
def test_nothing_that_steers_reaches_the_terminal(name: str) -> None:
    output = written(name)
    assert ENDED in output, output[-2000:]
    assert reached(output) == []
    assert "]52;c;ZXZpbA==\x07" not in output
    assert "ZXZpbA" in output or name == "unreadable", "the text itself was shown"
