"""Which slips give the answer that was typed: one at one place, one at several places, two.

A slip at one node moves the whole by the node's weight times what it changed there, so slips at
nodes that do not stand above one another simply add up; two of them are found as two numbers with
a given sum. Everything is counted, and nothing looks at a clock.
"""

from __future__ import annotations

import itertools
import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from drill.grade.diagnose.floats import CLOSE, near
from drill.grade.diagnose.nodes import placed_slips
from drill.grade.diagnose.slip import USUAL, Placed
from drill.grade.diagnose.spots import Jet, Layout, added, applied

_ALONE = frozenset(
    {
        "constant-factor-added",
        "integrated-instead",
        "log-integrated",
        "inner-derivative-added",
        "inner-derivative-divided",
        "other-variable-differentiated",
        "wrong-variable",
    }
)
"""Mistakes that are no part of a pair: too many pairs with them agree by chance."""
MOST_SITES = 6
MOST_SLIPS = 1500


@dataclass(slots=True)
class Budget:
    """How many guesses may still be worked out."""

    left: int = 6_000

    def take(self, count: int = 1) -> bool:
        """Take guesses out; False once they are used up."""
        self.left -= count
        return self.left >= 0


@dataclass(frozen=True, slots=True)
class Hit:
    """Slips that together give the answer."""

    slips: tuple[Placed, ...]
    rank: int
    effect: tuple[float, ...] = ()
    """What the slips changed, as numbers: the same change may have several names."""

    @property
    def ids(self) -> frozenset[str]:
        """The ids of the mistakes; a slip that is two at one node has both."""
        return frozenset(id_ for one in self.slips for id_ in (one.slip.id, one.slip.also) if id_)


@dataclass
class Search:
    """The slips of one expression against one answer, at a few points."""

    layout: Layout
    jets: Sequence[Jet]
    wanted: Sequence[float]
    budget: Budget = field(default_factory=Budget)
    placed: list[Placed] = field(default_factory=list)
    _moves: dict[int, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """List what can go wrong."""
        self.placed = placed_slips(self.layout)[:MOST_SLIPS]

    def single(self) -> list[Hit]:
        """Give the slips that explain the answer alone, at one place or at several."""
        found = [
            Hit((one,), one.slip.rank)
            for turn, one in enumerate(self.placed)
            if not one.slip.also and self._alone(turn, one)
        ]
        return found or [*self._everywhere()] or [*self._several()]

    def double(self) -> list[Hit]:
        """Give the pairs of slips that explain the answer together."""
        same = [
            Hit((one,), one.slip.rank)
            for turn, one in enumerate(self.placed)
            if one.slip.also and self._alone(turn, one)
        ]
        return same or [*self._beside(), *self._nested()]

    def _scale(self, at: int) -> float:
        return abs(self.jets[at].slopes[-1])

    def _fits(self, at: int, value: float) -> bool:
        return near(value, self.wanted[at], self._scale(at))

    def _move(self, turn: int, one: Placed) -> float:
        """By how much a slip moves the whole at the first point."""
        if turn not in self._moves:
            self.budget.take()
            self._moves[turn] = _moved(self.jets[0], one)
        return self._moves[turn]

    def _alone(self, turn: int, one: Placed) -> bool:
        first = self.jets[0]
        if not self._fits(0, first.slopes[-1] + self._move(turn, one)):
            return False
        return all(
            self._fits(at, jet.slopes[-1] + _moved(jet, one))
            for at, jet in enumerate(self.jets)
            if at
        )

    def _by_rule(self) -> dict[tuple[str, str, str], list[int]]:
        """Group slips that are the same rule at different nodes, one a node."""
        groups: dict[tuple[str, str, str], dict[int, int]] = {}
        for turn, one in enumerate(self.placed):
            key = (one.slip.id, one.slip.said, one.slip.also)
            groups.setdefault(key, {}).setdefault(one.index, turn)
        return {key: list(turns.values()) for key, turns in groups.items() if len(turns) > 1}

    def _everywhere(self) -> Iterator[Hit]:
        """Try each rule at all the places it applies."""
        for turns in self._by_rule().values():
            chosen = [self.placed[turn] for turn in turns]
            if not self.budget.take(len(chosen)):
                return
            if self._together(chosen):
                yield Hit(tuple(chosen), max(one.slip.rank for one in chosen))

    def _several(self) -> Iterator[Hit]:
        """Try each rule at some, but not all, of the places it applies."""
        for turns in self._by_rule().values():
            if not 2 < len(turns) <= MOST_SITES:
                continue
            for size in range(2, len(turns)):
                for chosen in itertools.combinations(turns, size):
                    if not self.budget.take():
                        return
                    moved = added(self._move(turn, self.placed[turn]) for turn in chosen)
                    if not self._fits(0, self.jets[0].slopes[-1] + moved):
                        continue
                    slips = [self.placed[turn] for turn in chosen]
                    if self._together(slips):
                        yield Hit(tuple(slips), max(one.slip.rank for one in slips))

    def _together(self, slips: Sequence[Placed]) -> bool:
        rules = {one.index: one.slip.rule for one in slips}
        return all(self._fits(at, jet.replaced(rules)) for at, jet in enumerate(self.jets))

    def _likely(self) -> list[int]:
        """List the slips that may take part in a pair."""
        return [
            turn
            for turn, one in enumerate(self.placed)
            if one.slip.rank <= USUAL and not one.slip.also and one.slip.id not in _ALONE
        ]

    def _beside(self) -> Iterator[Hit]:
        """Try two slips at nodes of which neither stands above the other."""
        wanted = self.wanted[0] - self.jets[0].slopes[-1]
        moves = sorted(
            (moved, turn)
            for turn in self._likely()
            if math.isfinite(moved := self._move(turn, self.placed[turn]))
            and abs(moved) > CLOSE * self._scale(0)
        )
        values = [moved for moved, _ in moves]
        slack = CLOSE * max(abs(wanted), self._scale(0) * 1e-3, 1e-12) * 2
        for moved, turn in moves:
            at = bisect_left(values, wanted - moved - slack)
            while at < len(values) and values[at] <= wanted - moved + slack:
                other = moves[at][1]
                at += 1
                if other > turn and self.budget.take():
                    pair = (self.placed[turn], self.placed[other])
                    if self._apart(*pair) and self._together(pair):
                        effect = tuple(sorted(_rough(each) for each in (moved, moves[at - 1][0])))
                        yield Hit(pair, sum(one.slip.rank for one in pair), effect)

    def _apart(self, one: Placed, other: Placed) -> bool:
        first, second = (self.layout.spots[each.index].path for each in (one, other))
        shorter = min(len(first), len(second))
        return first[:shorter] != second[:shorter]

    def _nested(self) -> Iterator[Hit]:
        """Try two slips of which one stands above the other."""
        likely = self._likely()
        first = self.jets[0]
        by_node: dict[int, list[int]] = {}
        for turn in likely:
            by_node.setdefault(self.placed[turn].index, []).append(turn)
        for low in likely:
            below = self.placed[low]
            slopes = {below.index: applied(below.slip.rule, first.here(below.index))}
            for up in self.layout.ancestors(below.index):
                above_here = first.here(up, slopes)
                for high in by_node.get(up, ()):
                    if not self.budget.take():
                        return
                    above = self.placed[high]
                    changed = applied(above.slip.rule, above_here) - first.slopes[up]
                    if self._fits(0, first.slopes[-1] + first.weights[up] * changed):
                        pair = (above, below)
                        if self._together(pair):
                            effect = (_rough(above_here.right), _rough(changed), float(up))
                            yield Hit(pair, above.slip.rank + below.slip.rank, effect)
                slopes[up] = above_here.right


def _moved(jet: Jet, one: Placed) -> float:
    here = jet.here(one.index)
    return jet.weights[one.index] * (applied(one.slip.rule, here) - here.right)


def _rough(value: float) -> float:
    return float(f"{value:.7e}")
