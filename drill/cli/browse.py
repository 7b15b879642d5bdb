"""`drill browse` and `drill item …`: find cards and families, read one, set one right."""

from __future__ import annotations

import json
from argparse import Namespace

from drill.cli import item_lines
from drill.cli.ask import asking
from drill.cli.call import DONE
from drill.cli.progress_lines import safe
from drill.cli.streams import standard_streams
from drill.service.messages import (
    Browse,
    Found,
    ItemPage,
    Note,
    ReopenItem,
    Request,
    ResetItem,
    Saved,
    ShowItem,
    Suspend,
)
from drill.wire import to_json


def browse(options: Namespace) -> int:
    """List what a search finds, or show one item."""
    if options.show is not None:
        return _show(options, options.show)
    standard_streams()
    query = " ".join(options.query)
    with asking(options) as asked:
        found = asked.ask(Browse(query, options.state or "", options.topic or ""))
    assert isinstance(found, Found)  # noqa: S101 - what the room answers with
    if options.json:
        print(json.dumps(to_json(found.lines), ensure_ascii=False))
        return DONE
    for line in item_lines.listing(found):
        print(line)
    print(item_lines.counted(found))
    return DONE


def show(options: Namespace) -> int:
    """Show one item with its primer, history and forgetting curve."""
    return _show(options, options.id)


def suspend(options: Namespace) -> int:
    """Set an item aside."""
    return _keep(options, Suspend(options.id), f"{options.id} is set aside")


def resume(options: Namespace) -> int:
    """Take an item up again."""
    return _keep(options, Suspend(options.id, on=False), f"{options.id} comes again")


def reopen(options: Namespace) -> int:
    """Want an item back now."""
    return _keep(options, ReopenItem(options.id), f"{options.id} is due now")


def reset(options: Namespace) -> int:
    """Begin again with an item."""
    return _keep(options, ResetItem(options.id), f"{options.id} is as new; its history is kept")


def note(options: Namespace) -> int:
    """Write a note on an item."""
    return _keep(options, Note(options.id, " ".join(options.text)), f"noted on {options.id}")


def _show(options: Namespace, item: str) -> int:
    standard_streams()
    with asking(options) as asked:
        found = asked.ask(ShowItem(item))
    assert isinstance(found, ItemPage)  # noqa: S101 - what the room answers with
    if options.json:
        print(json.dumps(to_json(found), ensure_ascii=False))
    else:
        for line in item_lines.page(found):
            print(line)
    return DONE


def _keep(options: Namespace, request: Request, said: str) -> int:
    standard_streams()
    with asking(options, writes=True) as asked:
        saved = asked.ask(request)
    assert isinstance(saved, Saved)  # noqa: S101 - what the service answers with
    print(safe(said))
    print(f"to undo: drill journal undo --event {saved.review}")
    return DONE
