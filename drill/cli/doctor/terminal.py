"""The terminal: whether a full screen fits, in which characters and colours.

How wide a terminal draws a character only the terminal knows; it is asked where it can answer.
"""

from __future__ import annotations

import os
import re
import select
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping

from drill.cli.doctor.finding import NOTE, OK, WRONG, Finding

WIDTH, HEIGHT = 80, 24
SAMPLES = ("σ", "∇", "θ₁", "x²", "√", "∂", "⊙", "━╸", "▁▅█", "✓", "◀", "e\u0301")
"""What the screens draw; the last is one letter of two characters."""
CELLS: Mapping[str, int] = {sample: len(sample) for sample in SAMPLES} | {"e\u0301": 1}
FONTS = "DejaVu Sans Mono, JetBrains Mono, Cascadia Mono or Menlo"
ANSWER_WITHIN_S = 1.0
POSITION = re.compile(rb"\x1b\[(\d{1,5});(\d{1,5})R")

Measure = Callable[[str], int | None]
"""From a text to the cells the terminal took for it; None where it does not answer."""


def terminal(environment: Mapping[str, str], encoding: str, *, screen: bool) -> Iterator[Finding]:
    """Look at what the environment says; `screen` says whether this is a terminal at all."""
    yield _encoding(encoding)
    if not screen:
        yield Finding(
            NOTE,
            "terminal",
            "this is none, so the screens were not looked at",
            "run `drill doctor` in the terminal you practise in",
        )
        return
    term = environment.get("TERM", "")
    if term == "dumb":
        yield Finding(
            NOTE, "terminal", "TERM is dumb: drill speaks in lines", "set TERM for full screens"
        )
        return
    yield size(*shutil.get_terminal_size())
    yield colours(environment)


def size(width: int, height: int) -> Finding:
    """See that a screen fits."""
    said = f"{width} columns, {height} rows"
    if width < WIDTH or height < HEIGHT:
        return Finding(
            WRONG, "size", said, f"make the window at least {WIDTH} by {HEIGHT}, or use --plain"
        )
    return Finding(OK, "size", said)


def colours(environment: Mapping[str, str]) -> Finding:
    """See how many colours there are."""
    if "NO_COLOR" in environment:
        return Finding(NOTE, "colours", "NO_COLOR is set: drill uses none")
    term, more = environment.get("TERM", ""), environment.get("COLORTERM", "")
    if more in ("truecolor", "24bit") or "direct" in term or "WT_SESSION" in environment:
        return Finding(OK, "colours", "all of them")
    if "256" in term:
        return Finding(OK, "colours", "256")
    return Finding(
        NOTE,
        "colours",
        f"TERM is `{_safe(term)}`: few",
        "`drill settings theme ansi-dark` keeps to the terminal's own, or set TERM and COLORTERM",
    )


def fonts(encoding: str) -> Finding:
    """Show what has to be looked at: nobody but the reader sees the font."""
    if not _is_utf8(encoding):
        return Finding(NOTE, "font", "the screens keep to plain characters here")
    return Finding(
        NOTE,
        "font",
        "these are letters, lines and blocks: " + " ".join(SAMPLES[:-1]),
        f"where one shows as a box, choose another font ({FONTS}) or `drill settings ascii on`",
    )


def widths(measure: Measure) -> Finding | None:
    """Compare the cells the terminal takes with those the screens count on."""
    wrong: list[str] = []
    for sample, cells in CELLS.items():
        taken = measure(sample)
        if taken is None:
            return None
        if taken != cells:
            wrong.append(f"{sample} takes {taken} for {cells}")
    if wrong:
        return Finding(
            WRONG,
            "widths",
            "; ".join(wrong),
            "switch off wide ambiguous characters in the terminal, or `drill settings ascii on`",
        )
    return Finding(OK, "widths", "every character is as wide as it should be")


def ask_terminal(text: str) -> int | None:
    """Write a text at the start of a line, ask where the cursor is, and take the text away."""
    if sys.platform == "win32" or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return None
    import termios
    import tty

    source, target = sys.stdin.fileno(), sys.stdout.fileno()
    before = termios.tcgetattr(source)
    try:
        tty.setcbreak(source, termios.TCSANOW)
        os.write(target, b"\r" + text.encode() + b"\x1b[6n")
        column = _column(source)
        os.write(target, b"\r\x1b[K")
    finally:
        termios.tcsetattr(source, termios.TCSANOW, before)
    return None if column is None else column - 1


def _column(source: int) -> int | None:
    heard = b""
    while select.select([source], [], [], ANSWER_WITHIN_S)[0]:
        piece = os.read(source, 64)
        heard += piece
        found = POSITION.search(heard)
        if found:
            return int(found.group(2))
        if not piece or len(heard) > 1000:
            break
    return None


def _encoding(encoding: str) -> Finding:
    if _is_utf8(encoding):
        return Finding(OK, "encoding", encoding)
    return Finding(
        NOTE,
        "encoding",
        f"{_safe(encoding) or 'unknown'}: the screens keep to plain characters",
        "set LANG to a UTF-8 locale, such as C.UTF-8",
    )


def _is_utf8(encoding: str) -> bool:
    return encoding.lower().replace("-", "").startswith("utf8")


def _safe(text: str) -> str:
    return "".join(char if char.isprintable() else "?" for char in text[:40])
