"""What every exercise family is: a few facts about a skill, and a way to draw an instance of it.

To add one, write `drill/exercise/<topic>/<name>.py` with a subclass of `Family` and one instance
of it called `FAMILY`; the registry finds it by its file, a bank names it, and the contract test
holds it to the rules. The file must import neither sympy nor numpy at its top: the core reads the
facts of all families without them. What needs them is imported inside `draw`.

The rules of `draw`: it takes every choice from `pick` and never from anywhere else; different
choices make different exercises; it builds problems backwards, so that answers stay nice; and it
offers pools from which every combination is good, rather than refusing what came out badly. Where
it must refuse all the same, it raises `Refused`, and another instance is drawn in its place.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar

from drill.exercise.contract import Skill
from drill.exercise.draft import Draft
from drill.exercise.pick import Pick


def levels(*counts: int) -> Mapping[int, int]:
    """Publish how many different exercises the levels 1, 2, … can make."""
    return MappingProxyType(dict(enumerate(counts, start=1)))


def shares(**of: float) -> Mapping[str, float]:
    """Name the families that are exercised along the way, each with its share, above 0 up to 1."""
    return MappingProxyType(of)


class Family(ABC):
    """A skill that is drilled by generated exercises."""

    name: ClassVar[str]
    """As in the file's name and in the banks: lower case with underscores."""
    topic: ClassVar[str]
    title: ClassVar[str]
    """What one does, in a few words: `Differentiate sums of powers`."""
    version: ClassVar[int] = 1
    """Counts up whenever a seed would make a different exercise."""
    instances: ClassVar[Mapping[int, int]]
    """For each level, how many consecutive seeds give different exercises: never too many.

    At most the smallest `size` of `pick` over the ways `draw` can go; the contract test compares.
    It is all there are where every way counts (`Pick.way`), and less where rare ways come up as
    often as common ones on purpose. `tests/benchmarks/families.py NAME --whole` tells which.
    """
    requires: ClassVar[Mapping[str, float]] = MappingProxyType({})
    """Families this one exercises as a part of itself, with the share of it they are."""

    @abstractmethod
    def draw(self, level: int, pick: Pick) -> Draft:
        """Make the instance that the choices of `pick` lead to; it may raise `Refused`."""

    @property
    def skill(self) -> Skill:
        """The facts of this family as a plain value."""
        return Skill(
            family=self.name,
            topic=self.topic,
            title=self.title,
            version=self.version,
            levels=tuple(sorted(self.instances)),
            instances=self.instances,
            requires=self.requires,
        )
