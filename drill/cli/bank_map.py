"""`drill bank map`: the concepts, what each requires, and how much of each is held."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Iterator, Sequence

from drill.bank.model import Library
from drill.cli.ask import asking
from drill.cli.call import DONE
from drill.cli.streams import standard_streams
from drill.service.banks import load_library
from drill.service.concepts.map import concept_map
from drill.service.messages import Browse, Found, MapLine
from drill.service.messages.browse import ItemLine
from drill.service.places import find_places
from drill.wire import to_json

TITLE_WIDTH = 44


def run(options: Namespace) -> int:
    """Print the map; without a journal nothing is held yet."""
    standard_streams()
    library = load_library(options.content or (), find_places(options.db))
    lines = concept_map(library, _standing(options))
    if options.json:
        print(json.dumps(to_json(lines), ensure_ascii=False))
    else:
        for line in said(library, lines):
            print(line)
    return DONE


def _standing(options: Namespace) -> Sequence[ItemLine]:
    if not find_places(options.db).journal.exists():
        return ()
    with asking(options) as asked:
        found = asked.ask(Browse())
    assert isinstance(found, Found)  # noqa: S101 - what the room answers with
    return found.lines


def said(library: Library, lines: Sequence[MapLine]) -> Iterator[str]:
    """Say the map topic by topic: what is held of each concept, and what comes before it."""
    for topic in library.topics:
        yield topic.title
        for line in lines:
            if line.topic == topic.id:
                yield _concept(line)
                if line.requires:
                    yield f"            after {', '.join(line.requires)}"
    held, items = sum(line.held for line in lines), sum(line.items for line in lines)
    yield f"{held} of {items} items held in {len(lines)} concepts"


def _concept(line: MapLine) -> str:
    waits = "" if line.open else "  (waits)"
    return f"  {line.held:>3} of {line.items:<3} {line.title:<{TITLE_WIDTH}} {line.concept}{waits}"
