"""The words a shell asks for while somebody types: topics, families, cards, settings.

They hang on the banks of whoever types, so no script can hold them; they come one a line, from the
banks as they were last read.
"""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields

from drill.bank.model import Library


def words(options: Namespace) -> list[str]:
    """List the words of the kind that is asked for."""
    return list(KINDS[options.words](options))


def _library(options: Namespace) -> Library:
    from drill.service.banks import load_library
    from drill.service.places import find_places

    return load_library(options.content or (), find_places(options.db))


def _topics(options: Namespace) -> Iterable[str]:
    return (topic.id for topic in _library(options).topics)


def _cards(options: Namespace) -> Iterable[str]:
    return (card.id for topic in _library(options).topics for card in topic.cards)


def _items(options: Namespace) -> Iterable[str]:
    from drill.service.catalogue import Catalogue

    return Catalogue(_library(options)).entries


def _entries(options: Namespace) -> Iterable[str]:
    for topic in _library(options).topics:
        yield topic.id
        yield from (concept.id for concept in topic.concepts)
        yield from (card.id for card in topic.cards)


def _families(options: Namespace) -> Iterable[str]:
    topics = _library(options).topics
    return dict.fromkeys(use.family for topic in topics for use in topic.exercises)


def _derivations(_options: Namespace) -> Iterable[str]:
    from drill.service.explain import DERIVATIONS

    return (one.id for one in DERIVATIONS)


def _settings(options: Namespace) -> Iterable[str]:
    from drill.service.settings.lines import FIELDS, TOPIC_PREFIX
    from drill.tui.looks import Looks

    yield from (one.name for one in FIELDS)
    yield from (one.name for one in fields(Looks))
    yield from (f"{TOPIC_PREFIX}{topic}" for topic in _topics(options))


KINDS: Mapping[str, Callable[[Namespace], Iterable[str]]] = {
    "topics": _topics,
    "families": _families,
    "items": _items,
    "cards": _cards,
    "entries": _entries,
    "derivations": _derivations,
    "settings": _settings,
}
