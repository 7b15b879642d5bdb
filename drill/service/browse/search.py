"""Searching items as one types: every word must be found, `name:word` narrows.

Pure: it is handed what there is to find, and says which of it a query means and how near each is.
Words are compared without case, wherever they stand; where a word is found decides the order.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, TypeVar

from drill.value import Value

FILTERS: Final = ("state", "topic", "concept", "kind", "level", "tag", "id")
"""The names that narrow; any other word with a colon is a word like others."""
LONGEST_QUERY: Final = 200
MOST_WORDS: Final = 12

GREEK: Final = "GREEK SMALL LETTER "
SIGNS: Final = {"λ": "lambda", "∇": "nabla", "∂": "partial", "∞": "infty"}
"""Signs by the name LaTeX has for them, where Unicode has another."""

T = TypeVar("T")


class Query(Value):
    """What was asked for."""

    words: tuple[str, ...] = ()
    filters: tuple[tuple[str, str], ...] = ()


class Findable(Value):
    """What there is to find of an item, all of it without case."""

    texts: tuple[str, ...]
    """From what names it best to what only mentions it."""
    facts: Mapping[str, tuple[str, ...]]
    """By the name of a filter, the values that hold; one fits where it begins with the word."""


def read_query(text: str) -> Query:
    """Read what was typed; what is too long is cut, since somebody is still typing it."""
    words: list[str] = []
    filters: list[tuple[str, str]] = []
    for piece in folded(text[:LONGEST_QUERY]).split()[:MOST_WORDS]:
        name, colon, value = piece.partition(":")
        if colon and name in FILTERS:
            if value:  # `state:` alone narrows nothing yet
                filters.append((name, value))
        else:
            words.append(piece)
    return Query(tuple(words), tuple(filters))


def folded(text: str) -> str:
    r"""Write a text as it is compared: without case, Greek letters and a few signs by their names.

    LaTeX says `\sigma` and plain text `sigma`; who types σ means both.
    """
    plain = text.casefold()
    return plain if plain.isascii() else "".join(map(_name, plain))


def _name(character: str) -> str:
    if character in SIGNS or character.isascii():
        return SIGNS.get(character, character)
    name = unicodedata.name(character, "")
    return name.removeprefix(GREEK).casefold() if name.startswith(GREEK) else character


def distance(query: Query, found: Findable) -> int | None:
    """Say how far a query is from an item; None where it does not mean it, 0 is nearest."""
    for name, value in query.filters:
        if not any(fact.startswith(value) for fact in found.facts.get(name, ())):
            return None
    total = 0
    for word in query.words:
        places = (place for place, text in enumerate(found.texts) if word in text)
        place = next(places, None)
        if place is None:
            return None
        total += place
    return total


def search(query: Query, things: Iterable[tuple[T, Findable]]) -> Sequence[T]:
    """Give what a query means, the nearest first, else in the order given."""
    near = [(distance(query, findable), thing) for thing, findable in things]
    kept = [(place, thing) for place, thing in near if place is not None]
    return [thing for _place, thing in sorted(kept, key=lambda pair: pair[0])]
