"""`drill bank …`: check, list and show question banks."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from pathlib import Path

from drill.bank.model import Concept, Topic
from drill.cli.call import CHECK_FAILED, DONE, CallError
from drill.service.banks import Checked, check_banks, load_library
from drill.service.places import find_places
from drill.service.spans import count
from drill.service.view import plain


def check(options: Namespace) -> int:
    """Check banks: their form, their references, their maths and every claim of their cards."""
    given = [Path(path) for path in options.paths]
    for path in given:
        if not path.exists():
            raise CallError(f"{path}: there is no such file or folder")
    checked = check_banks(given, strict=options.strict)
    for problem in checked.problems:
        print(problem)
    print(_said(checked), file=sys.stderr)
    return CHECK_FAILED if checked.problems else DONE


def _said(checked: Checked) -> str:
    found = len(checked.problems)
    wrong = "nothing wrong" if not found else f"{found} to mend"
    return f"{checked.cards} cards in {checked.banks} banks, {checked.claims} claims held: {wrong}"


def list_banks(options: Namespace) -> int:
    """List topics with their cards and families."""
    library = load_library(options.content or (), find_places(options.db))
    if options.coverage:
        return _coverage(options)
    rows = [
        {
            "topic": topic.id,
            "title": topic.title,
            "concepts": [concept.id for concept in topic.concepts],
            "cards": [card.id for card in topic.cards],
            "families": [use.family for use in topic.exercises],
        }
        for topic in library.topics
    ]
    if options.json:
        print(json.dumps(rows, ensure_ascii=False))
    else:
        for row in rows:
            cards, families = len(row["cards"]), len(row["families"])
            counts = f"{count(cards, 'card'):>9}  {count(families, 'family', 'families'):>11}"
            print(f"{row['topic']:<22} {counts}  {row['title']}")
    for problem in library.problems:
        print(problem, file=sys.stderr)
    return DONE


def _coverage(options: Namespace) -> int:
    from drill.bank.coverage import coverage

    library = load_library(options.content or (), find_places(options.db))
    covered = coverage(library.topics)
    if options.json:
        print(json.dumps(covered, ensure_ascii=False))
    else:
        for fact, items in covered.items():
            print(f"{fact}  {' '.join(items)}")
    return DONE


def show(options: Namespace) -> int:
    """Show one card, concept or topic as plain text."""
    library = load_library(options.content or (), find_places(options.db))
    for topic in library.topics:
        for card in topic.cards:
            if card.id == options.id:
                print(f"{card.id} ({card.kind.value}, {card.level.value}, {card.concept})\n")
                print(plain(card.prompt), "\n")
                print(plain(card.answer))
                for point in card.key_points:
                    print(f"- {plain(point.text)}{' (must)' if point.must else ''}")
                return DONE
        pages: tuple[Topic | Concept, ...] = (topic, *topic.concepts)
        for page in pages:
            if page.id == options.id:
                primer = page.primer
                print(f"{page.title}\n")
                print("\n\n".join(map(plain, (primer.why, primer.intuition, primer.explanation))))
                return DONE
    raise CallError(f"there is no card, concept or topic `{options.id[:80]}`; see drill bank list")


def new(options: Namespace) -> int:
    """Print a bank to start from."""
    from drill.bank.template import template

    try:
        print(template(options.topic), end="")
    except ValueError as error:
        raise CallError(str(error)) from None
    return DONE


def schema(_options: Namespace) -> int:
    """Print the JSON Schema of a bank."""
    from drill.bank.schema import json_schema

    print(json.dumps(json_schema(), indent=2, ensure_ascii=False))
    return DONE
