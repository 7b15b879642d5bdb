"""How long until a person can type, beside a bare Textual app: `python tests/benchmarks/start.py`.

Everything runs in pseudo-terminals on this machine, turn by turn, so that only the ratios count. A
journal of a hundred reviews with cards due is made first. Run it on a quiet machine.
"""

from __future__ import annotations

import os
import pty
import re
import select
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from drill.journal.journal import Journal
from drill.service.banks import load_library
from drill.service.catalogue import Catalogue
from drill.service.clock import Clock
from drill.service.places import find_places

RUNS = 15
LIMIT_S = 20.0
ESCAPES = re.compile(rb"\x1b\[[0-?]*[ -/]*[@-~]|\x1b[\]P_^][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b.")
BARE = """
from textual.app import App
from textual.widgets import Static
class Bare(App):
    def compose(self):
        yield Static("READY-MARK")
Bare().run()
"""


class Terminal:
    """A command in a pseudo-terminal, and what it has drawn."""

    def __init__(self, command: Sequence[str]) -> None:
        self.began = time.perf_counter()
        self._drawn = b""
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            os.environ |= {"TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24"}
            os.execvp(command[0], command)

    def wait(self, text: str) -> float:
        """Give the seconds until a text is drawn after now."""
        asked = time.perf_counter()
        while time.perf_counter() - asked < LIMIT_S:
            if select.select([self._fd], [], [], 0.5)[0]:
                self._drawn += os.read(self._fd, 65536)
                if text.encode() in ESCAPES.sub(b"", self._drawn):
                    return time.perf_counter() - asked
        raise SystemExit(f"{text!r} was never drawn")

    def press(self, keys: str, text: str) -> float:
        """Press keys and give the seconds until a text is drawn."""
        self._drawn = b""
        os.write(self._fd, keys.encode())
        return self.wait(text)

    def close(self) -> None:
        """End the command."""
        os.kill(self.pid, 9)
        os.waitpid(self.pid, 0)
        os.close(self._fd)


def started(command: Sequence[str], text: str) -> float:
    """Measure from the start of a process to a text on its screen."""
    terminal = Terminal(command)
    try:
        terminal.wait(text)
        return time.perf_counter() - terminal.began
    finally:
        terminal.close()


def ran(command: Sequence[str]) -> float:
    """Measure a command that ends by itself."""
    began = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def fill(path: Path) -> None:
    """Write a hundred reviews of cards whose answer is typed, half of them due now."""
    entries = Catalogue(load_library((), find_places(str(path)))).entries.values()
    cards = [one for one in entries if one.card and one.card.part and not one.card.key_points]
    typed = [one for one in cards if one.card and one.card.part and one.card.part.variables]
    now = datetime.now().astimezone()
    with Journal.open(path, clock=Clock()) as journal:
        for index in range(100):
            at = now - timedelta(days=20 - index // 50)
            body = {"rating": 2, "think_ms": 20_000}
            item = typed[index % len(typed)].item
            journal.append("review", item, body, int(at.timestamp() * 1000), 0)


def main() -> None:
    """Measure turn by turn and print the medians and their ratios."""
    folder = tempfile.TemporaryDirectory()
    db = Path(folder.name) / "drill.db"
    fill(db)
    drill = [sys.executable, "-m", "drill", "--db", str(db)]
    rows: dict[str, list[float]] = {}
    for _ in range(RUNS + 1):
        for name, measure in (
            ("bare Textual app", lambda: started([sys.executable, "-c", BARE], "READY-MARK")),
            ("drill practice, first card", lambda: started([*drill, "practice"], "esc pause")),
            ("drill, home with counts", lambda: started(drill, "about")),
            ("python -c pass", lambda: ran([sys.executable, "-c", "pass"])),
            ("drill --help", lambda: ran([*drill, "--help"])),
        ):
            rows.setdefault(name, []).append(measure())
    medians = {name: statistics.median(times[1:]) for name, times in rows.items()}
    bare, floor = medians["bare Textual app"], medians["python -c pass"]
    for name, seconds in medians.items():
        peer = floor if name in ("python -c pass", "drill --help") else bare
        print(f"{name:<28} {seconds * 1000:7.0f} ms   {seconds / peer:5.2f} x")
    keys(drill)
    folder.cleanup()


def keys(drill: Sequence[str]) -> None:
    """Measure keys while the worker still starts, and from a rating to the next card."""
    typed: list[float] = []
    for _ in range(RUNS):
        terminal = Terminal([*drill, "practice", "--new", "0"])
        terminal.wait("esc pause")
        typed += [terminal.press(letter, letter) for letter in "qzj"]
        terminal.close()
    print(f"{'key to repaint, starting':<28} {statistics.median(typed) * 1000:7.1f} ms   median")
    rated: list[float] = []
    terminal = Terminal([*drill, "practice", "--new", "0"])
    terminal.wait("esc pause")
    for number in range(2, 12):
        terminal.press("\x12", "again")
        time.sleep(0.3)
        rated.append(terminal.press("3", f"{number} of"))
    terminal.close()
    print(f"{'rating to next card':<28} {statistics.median(rated) * 1000:7.1f} ms   median")


if __name__ == "__main__":
    main()
