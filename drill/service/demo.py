"""`drill --demo`: a made-up history, moved so that its last day is today, in a journal of its own.

The history is an export that ships with drill. It is made for a fixed last day and at UTC; here
its local times are kept and its days are moved. The journal it fills is never the learner's.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from drill.bank.find import PACKAGE
from drill.journal.errors import JournalError
from drill.journal.events import Event, from_json, local_day, to_json
from drill.service.clock import Clock, Moment, parse_now

LAST_DAY = "2026-03-31"
"""The date of the history's last day."""
DAY_MS = 86_400_000
DATED = ("interview_date",)
"""Settings that are dates, and move with the days."""


def find_history(package: Path = PACKAGE) -> Path:
    """Find the history: inside the package in a wheel, beside it in a checkout."""
    inside = package / "_demo"
    return (inside if inside.is_dir() else package.parent / "data" / "demo") / "history.jsonl"


HISTORY = find_history()


def moved(events: Iterable[Event], now: Moment) -> Iterator[Event]:
    """Move a history so that its last day is today where `now` is; leave out what is still to come.

    The local time of day stays what it was, in the zone of `now`.
    """
    today = date.fromisoformat(local_day(now.utc_ms, now.offset_min))
    days = today.toordinal() - date.fromisoformat(LAST_DAY).toordinal()
    for event in events:
        utc_ms = event.utc_ms + days * DAY_MS - now.offset_min * 60_000
        if utc_ms > now.utc_ms:
            return
        body = dict(event.body)
        if event.kind == "settings":
            for name in DATED:
                if isinstance(day := body.get(name), str):
                    body[name] = (date.fromisoformat(day) + timedelta(days=days)).isoformat()
        yield replace(event, utc_ms=utc_ms, offset_min=now.offset_min, body=body)


def fill(journal: Path, now: Moment, history: Path = HISTORY) -> int:
    """Make a journal that holds the history; give the number of its events."""
    from drill.journal.journal import Journal

    clock = Clock()
    with history.open(encoding="utf-8") as lines:
        events = moved(map(from_json, lines), now)
        source = io.StringIO("".join(f"{to_json(event)}\n" for event in events))
    with Journal.open(journal, clock=clock) as opened:
        return opened.import_(source, str(history)).new


def main(arguments: list[str]) -> None:
    """Fill the journal named first, at the moment named second, or now."""
    start = parse_now(arguments[1]) if arguments[1:] else None
    try:
        fill(Path(arguments[0]), Clock(start).now())
    except (JournalError, OSError) as error:
        raise SystemExit(f"drill: {error}") from None


if __name__ == "__main__":
    main(sys.argv[1:])
