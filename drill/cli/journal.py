"""`drill journal …`: the event log from the shell."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from drill.cli.app import start_of
from drill.cli.call import CHECK_FAILED, DONE, CallError
from drill.cli.streams import exact_output
from drill.journal.journal import Journal
from drill.journal.journal import restore as restore_journal
from drill.service.clock import Clock, parse_now
from drill.service.places import find_places
from drill.service.spans import count


@contextmanager
def opened(options: Namespace, *, create: bool = False) -> Iterator[Journal]:
    """Open the journal; asking about one that is not there is a mistake, not a new journal."""
    places = find_places(options.db)
    if not create and not places.journal.exists():
        raise CallError(
            f"{places.journal}: there is no journal yet; practise once, or name another with --db"
        )
    journal = Journal.open(places.journal, clock=_clock(options), backups=places.backups)
    try:
        yield journal
    finally:
        journal.close()


def export(options: Namespace) -> int:
    """Print every event, one a line."""
    with opened(options) as journal:
        journal.export(exact_output())
    return DONE


def import_(options: Namespace) -> int:
    """Take in the lines of an export."""
    path = None if options.file == "-" else _existing(options.file)
    with opened(options, create=True) as journal:
        if path is None:
            merged = journal.import_(sys.stdin, "stdin")
        else:
            with path.open(encoding="utf-8") as source:
                merged = journal.import_(source, options.file)
    print(f"{count(merged.new, 'new event')}, {merged.known} known already")
    return DONE


def merge(options: Namespace) -> int:
    """Take in another journal's events."""
    path = _existing(options.file)
    with opened(options, create=True) as journal:
        merged = journal.merge(path)
    print(f"{count(merged.new, 'new event')}, {merged.known} known already")
    return DONE


def undo(options: Namespace) -> int:
    """Take reviews back, the last first."""
    with opened(options) as journal:
        if options.event:
            journal.void(options.event)
            print(f"taken back: {options.event}")
            return DONE
        undone = journal.undo_last(options.count)
    for event in undone:
        print(f"taken back: {event.id} {event.item}")
    if len(undone) < options.count:
        print("there is no further review to take back", file=sys.stderr)
        return CHECK_FAILED
    return DONE


def check(options: Namespace) -> int:
    """Replay every event and compare with what is cached."""
    with opened(options) as journal:
        mismatches = journal.check()
        items = len(journal.states())
    for mismatch in mismatches:
        print(mismatch)
    if mismatches:
        print(
            f"{len(mismatches)} do not agree; the events are the truth: export them, "
            "or put a backup in place with `drill journal restore FILE`",
            file=sys.stderr,
        )
        return CHECK_FAILED
    agree = "agrees" if items == 1 else "agree"
    print(f"{count(items, 'item')} {agree} with the replay of the events")
    return DONE


def backup(options: Namespace) -> int:
    """Copy the journal now."""
    with opened(options) as journal:
        print(journal.backup(Path(options.folder) if options.folder else None))
    return DONE


def restore(options: Namespace) -> int:
    """Put a backup in the journal's place; what was there is kept beside it."""
    places = find_places(options.db)
    made = restore_journal(
        places.journal, _existing(options.file), clock=_clock(options), backups=places.backups
    )
    print(f"restored {places.journal} with {made.events} events")
    if made.kept:
        print(f"what was there before is kept as {made.kept}")
    return DONE


def _existing(name: str) -> Path:
    path = Path(name)
    if not path.is_file():
        raise CallError(f"{name}: there is no such file")
    return path


def _clock(options: Namespace) -> Clock:
    start = start_of(options)
    return Clock(parse_now(start.now) if start.now else None)
