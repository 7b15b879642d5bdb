"""`drill doctor` itself: look at everything and say what was found; 1 where something is wrong."""

from __future__ import annotations

import json
import os
import sys
import time
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator

from drill.cli.app import start_of
from drill.cli.call import CHECK_FAILED, DONE
from drill.cli.doctor import places as files
from drill.cli.doctor.finding import NOTE, OK, WRONG, Finding
from drill.cli.doctor.terminal import ask_terminal, fonts, terminal, widths
from drill.cli.doctor.versions import versions
from drill.cli.progress_lines import safe
from drill.cli.streams import standard_streams
from drill.service.clock import Clock, parse_now
from drill.service.places import find_places
from drill.wire import to_json

MARGIN = " " * 7


def run(options: Namespace) -> int:
    """Say what was found."""
    encoding = getattr(sys.stdout, "encoding", "") or ""  # before it is made UTF-8
    screen = sys.stdout.isatty() and sys.stdin.isatty()
    standard_streams()
    found = list(findings(options, encoding, screen=screen))
    if options.json:
        print(json.dumps([to_json(one) for one in found], ensure_ascii=False))
    else:
        for line in said(found):
            print(line)
    return CHECK_FAILED if any(one.level == WRONG for one in found) else DONE


def findings(options: Namespace, encoding: str, *, screen: bool) -> Iterator[Finding]:
    """Look at one thing after another; what cannot be looked at is itself a finding."""
    start, places = start_of(options), find_places(options.db)
    now_ms = Clock(parse_now(start.now) if start.now else None).now().utc_ms
    looks: tuple[tuple[str, Callable[[], Iterable[Finding]]], ...] = (
        ("versions", versions),
        ("terminal", lambda: terminal(os.environ, encoding, screen=screen)),
        ("journal", lambda: files.journal(places, now_ms)),
        ("backups", lambda: files.backups(places, time.time())),
        ("settings", lambda: files.settings(places)),
        ("banks", lambda: files.banks(places, start.content)),
    )
    for about, look in looks:
        try:
            yield from look()
        except (OSError, ImportError) as error:
            yield Finding(
                WRONG,
                about,
                f"could not be looked at: {error}",
                "mend what the line names; reinstall drill where a library is missing",
            )
    if screen:
        measured = widths(ask_terminal)
        yield from () if measured is None else (measured,)
        yield fonts(encoding)


def said(found: Iterable[Finding]) -> Iterator[str]:
    """Put findings into lines: how it is, what, and below it where and what to do.

    What is wrong comes last, where it is seen first.
    """
    counts = {OK: 0, NOTE: 0, WRONG: 0}
    for one in sorted(found, key=lambda one: (OK, NOTE, WRONG).index(one.level)):
        counts[one.level] += 1
        yield safe(f"{one.level:<5}  {one.about}: {one.what}")
        if one.where:
            yield safe(f"{MARGIN}{one.where}")
        if one.do:
            yield safe(f"{MARGIN}to do: {one.do}")
    yield ""
    wrong = "nothing is wrong" if not counts[WRONG] else f"{counts[WRONG]} wrong"
    yield f"{wrong}, {counts[NOTE]} to know, {counts[OK]} fine"
