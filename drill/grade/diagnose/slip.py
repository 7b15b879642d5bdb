"""One wrong rule at one node: what it is called, how likely it is, and what it gives there."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from drill.grade.diagnose.spots import Here

Rule = Callable[[Here], float]

SPECIAL, USUAL, SELDOM, FAR = range(4)
"""Ranks: named for this very function; named for this kind of node; seldom seen; far-fetched."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A wrong rule at a node.

    `said` is a sentence in which `{whole}`, `{inner}` and the like stand for what is there; it
    also tells one rule from another, when the same one is tried at all places it applies.
    `also` is the second mistake where one node saw two.
    """

    id: str
    rank: int
    rule: Rule
    said: str
    also: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """A slip at its place in a layout."""

    slip: Slip
    index: int


Slips = Iterable[Slip]
