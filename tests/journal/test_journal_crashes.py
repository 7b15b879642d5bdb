"""A drill that is killed anywhere loses no answer it has acknowledged."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from journals import HandClock

from drill.journal.journal import Journal

CARD = "chain-rule.statement"

WRITER = """
import os, signal, sys
from pathlib import Path
from sqlalchemy import event
from sqlalchemy.engine import Engine
from drill.journal.journal import Journal

class Clock:
    utc_ms, offset_min = 1_795_000_000_000, 60
    def now(self):
        self.utc_ms += 3_600_000
        return self

left = int(sys.argv[2])

def count(*_):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))

for moment in ("before_cursor_execute", "after_cursor_execute", "commit"):
    event.listen(Engine, moment, count)
journal = Journal.open(Path(sys.argv[1]), clock=Clock())
while True:
    for rating in (3, 1, 4):
        made = journal.append("review", "chain-rule.statement", {"rating": rating})
        print("+", made.id, flush=True)
    for made in journal.undo_last():
        print("-", made.id, flush=True)
"""


def killed_at(path: Path, statement: int) -> tuple[set[str], set[str]]:
    """Let a writer be killed before or after a statement; give what it said it kept and undid."""
    done = subprocess.run(
        [sys.executable, "-P", "-c", WRITER, str(path), str(statement)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert done.returncode == -getattr(signal, "SIGKILL", -1), done.stderr
    said = [line.split() for line in done.stdout.splitlines()]
    return {id_ for sign, id_ in said if sign == "+"}, {id_ for sign, id_ in said if sign == "-"}


# Spread over creating, opening, appending and undoing; after the first few each is a new place.
@pytest.mark.parametrize("statement", [5, 40, 51, 54, 57, 60, 63, 78, 101, 130])
def test_a_writer_killed_between_two_statements_loses_nothing_it_acknowledged(
    tmp_path: Path, clock: HandClock, statement: int
) -> None:
    kept, undone = killed_at(tmp_path / "drill.db", statement)
    with Journal.open(tmp_path / "drill.db", clock=clock) as journal:
        there = {event.id for event in journal.events(kind="review", voided=True)}
        standing = {event.id for event in journal.events(kind="review")}
        assert kept <= there
        assert len(there - kept) <= 1, "at most the one that was being saved"
        assert not undone & standing
        assert journal.check() == ()
        journal.append("review", CARD, {"rating": 3})
        assert journal.check() == ()
