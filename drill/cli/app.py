"""`drill`, `drill practice` and `drill where`: choosing the door and opening it.

The core is started before Textual is imported, so that both load at the same time.
"""

from __future__ import annotations

import gc
import os
import sys
from argparse import Namespace
from typing import TYPE_CHECKING, Any

from drill import __version__
from drill.cli.call import DONE
from drill.cli.streams import standard_streams
from drill.service.start import Start, start_core

if TYPE_CHECKING:
    from collections.abc import Callable

    from drill.service.messages import Request
    from drill.tui.door import Door

First = dict[str, Any]
"""A first request as its JSON object: the messages themselves are imported only once the core is
on its way."""


def home(options: Namespace) -> int:
    """Open the app at home; `--version` only says it."""
    if getattr(options, "version", False):
        print(f"drill {__version__}")
        return DONE
    if needs_lines():
        return _lines(options, {"type": "practice"})
    return open_screen(options, {"type": "home"})


def practice(options: Namespace) -> int:
    """Hold a practice session through the door that was asked for."""
    first: First = {
        "type": "practice",
        "topics": options.topic or [],
        "items": options.item or [],
        "minutes": options.minutes,
        "new": options.new,
    }
    if options.jsonl:
        from drill.cli import jsonl

        source, output = standard_streams()
        return jsonl.run(start_of(options), request_of(first), source, output, __version__)
    if options.plain or needs_lines():
        return _lines(options, first)
    return open_screen(options, first)


def where(options: Namespace) -> int:
    """Say where drill keeps its files."""
    from drill.bank.find import shipped_banks
    from drill.service.places import find_places

    places = find_places(options.db)
    rows = [
        ("journal", places.journal),
        ("backups", places.backups),
        ("settings", places.config),
        ("cache", places.cache),
        ("banks", shipped_banks()),
    ]
    for name, path in rows:
        print(f"{name:<9} {path}")
    return DONE


def draws_unicode() -> bool:
    """Say whether the terminal's encoding has drawn characters; Windows' console always does."""
    encoding = (getattr(sys.stdout, "encoding", "") or "").lower().replace("-", "")
    return encoding.startswith("utf") or sys.platform == "win32"


def start_of(options: Namespace, first: First | None = None) -> Start:
    """Collect what the core is started with; a wrong `--now` was refused before."""
    return Start(
        db=options.db,
        now=options.now or os.environ.get("DRILL_NOW"),
        content=tuple(options.content or ()),
        first=first,
    )


def needs_lines() -> bool:
    """Say whether a full screen would be wasted: no terminal, or a dumb one."""
    return os.environ.get("TERM") == "dumb" or not (sys.stdout.isatty() and sys.stdin.isatty())


def request_of(first: First) -> Request:
    """Read a first request back from its JSON object."""
    from drill.service.messages import decode_request

    request: Request = decode_request(first).message
    return request


def _lines(options: Namespace, first: First) -> int:
    from drill.cli import plain

    source, output = standard_streams()
    return plain.run(start_of(options), request_of(first), source, output)


def open_screen(
    options: Namespace, first: First, wrap: Callable[[Door], Door] | None = None
) -> int:
    """Open the app; its core is started with this first request, and `wrap` may listen in."""
    gc.disable()  # nothing made while starting is garbage; the app turns it on once it is drawn
    start = start_of(options, first)._replace(views=True, ascii=not draws_unicode())
    core = start_core(start)

    from dataclasses import replace

    from drill.service.pipe import Pipe
    from drill.service.places import find_places
    from drill.tui.app import run
    from drill.tui.config import read_looks

    config = find_places(options.db).config
    looks, warnings = read_looks(config)
    looks = replace(looks, ascii=looks.ascii or start.ascii)
    again = start._replace(first=None)
    door: Door = Pipe(core)
    code, last_words = run(
        door if wrap is None else wrap(door),
        request_of(first),
        looks,
        lambda: Pipe(start_core(again)),
        config,
    )
    if last_words:
        print(f"drill: {last_words}", file=sys.stderr)
    for warning in warnings:
        print(f"drill: {warning}", file=sys.stderr)
    return code
