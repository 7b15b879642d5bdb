"""`drill progress`: the review on the screen, in lines, as JSON or as a page of its own."""

from __future__ import annotations

import json
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from drill.cli.app import needs_lines, open_screen
from drill.cli.call import DONE, CallError
from drill.service.places import find_places

if TYPE_CHECKING:
    from drill.service.messages import Reply, Request


def run(options: Namespace) -> int:
    """Show the review in the form that was asked for."""
    _check_journal(options)
    if options.html is not None:
        return _page(options)
    if options.behind is None and not (options.json or options.plain or needs_lines()):
        return open_screen(options, {"type": "progress"})
    return _lines(options)


def _lines(options: Namespace) -> int:
    """Print the review, or the events behind one number of it."""
    from drill.cli.progress_lines import behind, review
    from drill.cli.streams import standard_streams
    from drill.service.messages import Behind, GetBehind, GetProgress, Progress
    from drill.wire import to_json

    found = _ask(options, GetProgress() if options.behind is None else GetBehind(options.behind))
    standard_streams()
    if options.json:
        print(json.dumps(to_json(found)))
    elif isinstance(found, Behind):
        print("\n".join(behind(found)))
    elif isinstance(found, Progress):
        print("\n".join(review(found)))
    return DONE


def _page(options: Namespace) -> int:
    """Write the review as one file that needs nothing else."""
    from drill.cli.progress_page import page
    from drill.service.messages import GetProgress, Progress

    target = Path(options.html)
    if target.exists():
        raise CallError(f"{target}: the file is there already; name another, or remove it")
    found = _ask(options, GetProgress())
    if isinstance(found, Progress):
        try:
            with target.open("x", encoding="utf-8") as file:
                file.write(page(found))
        except FileExistsError:
            raise CallError(f"{target}: the file is there already; name another") from None
        print(target)
    return DONE


def _ask(options: Namespace, request: Request) -> Reply:
    """Ask, and wait until the whole review is there."""
    from drill.cli.ask import asking
    from drill.service.messages import Progress

    with asking(options) as asked:
        found = asked.ask(request)
        while isinstance(found, Progress) and not found.whole:
            found = asked.hear()
        return found


def _check_journal(options: Namespace) -> None:
    """Asking about a journal that is not there is a mistake, not a new journal."""
    journal = find_places(options.db).journal
    if not journal.exists():
        raise CallError(
            f"{journal}: there is no journal yet; practise once, name another with --db, "
            "or look at a made-up one with --demo"
        )
