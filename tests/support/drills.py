"""Drill as another program sees it: started as a process, spoken to in lines.

No folder of the person who runs the tests is touched: everything a platform would call home is a
temporary folder. Every wait is for something that was promised, and ends with what was seen so far.
"""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

Json = dict[str, Any]

PATIENCE_S = 60.0
"""How long a promised thing may take on a busy machine before the test says it did not happen."""


def environment(home: Path, **more: str) -> dict[str, str]:
    """Give an environment in which every user folder lies in `home`."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("DRILL_", "XDG_"))
    }
    places = dict.fromkeys(("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"), str(home))
    places |= {f"WIN_PD_OVERRIDE_{name}": str(home) for name in ("APPDATA", "LOCAL_APPDATA")}
    places |= {
        f"XDG_{name}_HOME": str(home / name.lower())
        for name in ("DATA", "CONFIG", "CACHE", "STATE")
    }
    return kept | places | {"TZ": "UTC"} | more


def drill(
    home: Path, *arguments: str, given: str | bytes = "", **more: str
) -> subprocess.CompletedProcess[str]:
    """Run one command to its end."""
    made = subprocess.run(
        [sys.executable, "-m", "drill", *arguments],
        input=given.encode() if isinstance(given, str) else given,
        capture_output=True,
        env=environment(home, **more),
        cwd=home,
        timeout=PATIENCE_S,
        check=False,
    )
    said, complained = (
        text.decode("utf-8").replace("\r\n", "\n") for text in (made.stdout, made.stderr)
    )
    return subprocess.CompletedProcess(made.args, made.returncode, said, complained)


def eventually(holds: Callable[[], bool], patience_s: float = PATIENCE_S) -> bool:
    """Look until something holds, for a bounded time; say whether it did."""
    end = time.monotonic() + patience_s
    pause = threading.Event()
    while not holds():
        if time.monotonic() > end:
            return False
        pause.wait(0.01)
    return True


class Talk:
    """A session in lines of JSON with a program that runs in a process of its own."""

    def __init__(self, home: Path, command: Sequence[str], **more: str) -> None:
        self.child = subprocess.Popen(
            [sys.executable, *command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment(home, **more),
            cwd=home,
            encoding="utf-8",
        )
        self.heard: list[Json] = []
        self._lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self.complaints = ""
        self._readers = [
            threading.Thread(target=read, daemon=True) for read in (self._listen, self._complain)
        ]
        for reader in self._readers:
            reader.start()

    def _listen(self) -> None:
        assert self.child.stdout is not None
        for line in self.child.stdout:
            self._lines.put(line)
        self._lines.put(None)

    def _complain(self) -> None:
        assert self.child.stderr is not None
        self.complaints = self.child.stderr.read()

    def send(self, type_: str, **fields: object) -> None:
        """Send a message."""
        self.send_text(json.dumps({"type": type_, **fields}))

    def send_text(self, line: str) -> None:
        """Send a line as it is; to one who is gone it says nothing."""
        assert self.child.stdin is not None
        try:
            self.child.stdin.write(line + "\n")
            self.child.stdin.flush()
        except OSError:
            return

    def hear(self) -> Json | None:
        """Give the next message, or None where drill has ended."""
        try:
            line = self._lines.get(timeout=PATIENCE_S)
        except queue.Empty:
            raise AssertionError(f"drill says nothing; before that: {self.heard[-3:]}") from None
        if line is None or not line.endswith("\n"):  # the half line of one that was killed
            return None
        message: Json = json.loads(line)
        self.heard.append(message)
        return message

    def until(self, *types: str) -> Json:
        """Give the next message of one of these types."""
        while (message := self.hear()) is not None:
            if message["type"] in types:
                return message
        raise AssertionError(f"no {types} came: {self.heard[-3:]} {self.complaints}")

    def ask(self, type_: str, *answers: str, **fields: object) -> Json:
        """Send a message and wait for the kind of reply that was asked for."""
        self.send(type_, **fields)
        return self.until(*answers)

    def settle(self, prompt: Json, rating: int = 3) -> Json:
        """Reveal a card and rate it; give `saved`."""
        self.ask("reveal", "revealed", n=prompt["n"])
        return self.ask("rate", "saved", n=prompt["n"], rating=rating)

    def play(self, rate: Callable[[Json], int] = lambda _prompt: 3) -> Json:
        """Reveal and rate every card to the end; give the summary."""
        while (message := self.until("prompt", "summary"))["type"] == "prompt":
            self.settle(message, rate(message))
        return message

    def finish(self) -> int:
        """End the input and wait; give the exit code."""
        assert self.child.stdin is not None
        assert self.child.stdout is not None
        assert self.child.stderr is not None
        with suppress(OSError):  # it was killed with our last words still in the pipe
            self.child.stdin.close()
        code = self.child.wait(PATIENCE_S)
        while self.hear() is not None:
            pass
        for reader in self._readers:
            reader.join(PATIENCE_S)
        self.child.stdout.close()
        self.child.stderr.close()
        return code

    def said(self, type_: str) -> list[Json]:
        """List what was heard of a type."""
        return [message for message in self.heard if message["type"] == type_]


@contextmanager
def talk(home: Path, *arguments: str, **more: str) -> Iterator[Talk]:
    """Hold a session over `--jsonl` that surely ends."""
    open_ = Talk(home, ("-m", "drill", *arguments, "--jsonl"), **more)
    try:
        yield open_
    finally:
        if open_.child.poll() is None and open_.child.stdin is not None:
            open_.finish()


def events(home: Path, db: str) -> list[Json]:
    """Export a journal."""
    made = drill(home, "--db", db, "journal", "export")
    assert made.returncode == 0, made.stderr
    return [json.loads(line) for line in made.stdout.splitlines()]


def reviews(exported: Sequence[Mapping[str, Any]]) -> dict[str, Json]:
    """List an export's reviews that were not taken back, by their ids."""
    taken_back = {event["body"]["of"] for event in exported if event["kind"] == "void"}
    return {
        event["id"]: dict(event)
        for event in exported
        if event["kind"] == "review" and event["id"] not in taken_back
    }
