"""`drill bank …`: check, list, show and preview question banks."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from pathlib import Path

from drill.bank.model import Card, Concept, Fact, Library, Topic
from drill.cli.call import CHECK_FAILED, DONE, CallError
from drill.cli.fold import fold
from drill.service.banks import Checked, check_banks, facts_beside, load_library, watched
from drill.service.places import find_places
from drill.service.spans import count
from drill.service.view import plain


def check(options: Namespace) -> int:
    """Check banks: their form, their references, their maths and every claim of their cards."""
    given = [Path(path) for path in options.paths]
    for path in given:
        if not path.exists():
            raise CallError(f"{path}: there is no such file or folder")
    if options.watch:
        _watch(given, strict=options.strict)
    return _check(given, strict=options.strict)


def _check(given: list[Path], *, strict: bool) -> int:
    checked = check_banks(given, strict=strict)
    for problem in checked.problems:
        print(problem)
    print(_said(checked), file=sys.stderr, flush=True)
    return CHECK_FAILED if checked.problems else DONE


def _watch(given: list[Path], *, strict: bool) -> None:
    """Check after every save; ends with Ctrl-C, as every command does."""
    from drill.cli.bank_watch import watch

    def check() -> None:
        _check(given, strict=strict)
        print("watching; Ctrl-C ends it", file=sys.stderr, flush=True)
        sys.stdout.flush()

    watch(lambda: watched(given), check)


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
    """Print every fact with the items that test it; of those no inventory lists, the id alone."""
    from drill.bank.coverage import coverage

    library = load_library(options.content or (), find_places(options.db))
    facts = facts_beside(library.topics).facts
    covered = coverage(library.topics, facts)
    known = {fact.id: fact for fact in facts}
    if options.json:
        rows = [_fact_row(fact, known.get(fact), items) for fact, items in covered.items()]
        print(json.dumps(rows, ensure_ascii=False))
        return DONE
    for fact, items in covered.items():
        about = known.get(fact)
        print(f"{fact:<6} {about.text if about else '(in no facts.yaml)'}")
        print(f"       {' '.join(items) or 'tested by nothing'}")
    return DONE


def _fact_row(id_: str, fact: Fact | None, items: tuple[str, ...]) -> dict[str, object]:
    about = {} if fact is None else {"topic": fact.topic, "kind": fact.kind, "text": fact.text}
    return {"id": id_, **about, "items": list(items)}


def preview(options: Namespace) -> int:
    """Draw one card, or the primer of a concept or topic, as it will appear."""
    from drill.cli.bank_preview import Page

    library = load_library(options.content or (), find_places(options.db))
    page = Page.for_stdout()
    found = find_in(library, options.id)
    for line in page.card(found) if isinstance(found, Card) else page.page(found):
        print(line)
    return DONE


def find_in(library: Library, id_: str) -> Card | Concept | Topic:
    """Find a card, concept or topic by its id; a `CallError` says that there is none."""
    for topic in library.topics:
        pages: tuple[Card | Concept | Topic, ...] = (*topic.cards, topic, *topic.concepts)
        for one in pages:
            if one.id == id_:
                return one
    if id_.startswith("exercise/"):
        raise CallError(f"an exercise is made anew each time; see drill {id_.replace('/', ' ', 1)}")
    raise CallError(
        f"there is no card, concept or topic `{id_[:80]}`; `drill bank list` lists them"
    )


def show(options: Namespace) -> int:
    """Show one card, concept or topic as plain text."""
    found = find_in(load_library(options.content or (), find_places(options.db)), options.id)
    if isinstance(found, Card):
        print(f"{found.id} ({found.kind.value}, {found.level.value}, {found.concept})\n")
        print(fold(plain(found.prompt), sys.stdout), "\n")
        print(fold(plain(found.answer), sys.stdout))
        for point in found.key_points:
            print(fold(f"- {plain(point.text)}{' (must)' if point.must else ''}", sys.stdout))
    else:
        primer = found.primer
        print(f"{found.title}\n")
        pages = "\n\n".join(map(plain, (primer.why, primer.intuition, primer.explanation)))
        print(fold(pages, sys.stdout))
    return DONE


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
