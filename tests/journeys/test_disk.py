"""A disk that fills up in the middle of a session: it is said, and nothing saved is lost."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from drills import Talk, drill, events, reviews, talk
from homes import MONDAY, on

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows has no limit on the size of a process's files"
)

LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.RLIM_INFINITY))
from drill.cli import main
sys.exit(main(sys.argv[2:]))
"""
ROOM = 48 * 1024
"""Bytes any file may have: enough for the log's index and a few answers, not for a session."""


def test_an_answer_that_finds_no_room_is_said_and_every_answer_before_it_is_kept(
    home: Path,
) -> None:
    with talk(home, *on(MONDAY, "practice", "--topic", "tiny")) as session:
        session.settle(session.until("prompt"))
    kept = set(reviews(events(home, "d.db")))

    command = on(MONDAY, "practice", "--topic", "tiny", "--jsonl")
    limited = Talk(home, ("-c", LIMITED, str(ROOM), *command))
    note = "x" * 1900
    message = limited.until("prompt", "error")
    tries = 0
    while message["type"] != "error" and tries < 60:
        tries += 1
        message = limited.ask("note", "saved", "error", item="tiny.typed", text=f"{tries} {note}")
        if message["type"] == "saved":
            kept.add(message["review"])
    assert message["type"] == "error", "the limit was never reached"
    assert "\n" not in message["message"]
    assert "nothing was saved" in message["message"] or "disk" in message["message"]
    assert limited.finish() in (0, 1)
    assert "Traceback" not in limited.complaints

    after = {event["id"] for event in events(home, "d.db")}
    assert kept <= after
    assert drill(home, "--db", "d.db", "journal", "check").returncode == 0
