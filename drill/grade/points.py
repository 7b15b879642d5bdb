"""The points at which a truth and an answer are looked at: nice ones first, then all over.

A counter-example at x = 2 teaches more than one at x = 17.4, so small whole numbers come first.
Then come numbers of both signs and of many sizes, near the constants that occur (√(x-20) lives
beyond 20), and whole numbers for powers of negative bases. Coordinates are binary fractions, so
that sums and products of them are exact. The same question always gets the same points.
"""

from __future__ import annotations

import itertools
import math
import random
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from drill.maths.domain import Domain, Range

Point = Mapping[str, Fraction]

_NICE = [Fraction(n) for n in (1, 2, 3, -1, 0, -2, 5, -3, 4, 10)]
_NICE[6:6] = [Fraction(1, 2)]
_NICE_ROWS = 7
_EDGES = 3
_MIXED = 3
_TELLING = (Fraction(-2), Fraction(2), Fraction(1, 2))
_SIZES = (0, 1, -1, 2, 0, 3, -3, 5, 1, -7, 10, -2, 17, -13, 4)
_UNIT = 32


@dataclass(frozen=True, slots=True)
class Place:
    """Where one variable lives, as exact bounds; None is no bound."""

    low: Fraction | None
    high: Fraction | None
    whole: bool

    def holds(self, value: Fraction) -> bool:
        """Tell whether a value lies in the place."""
        above = self.low is None or value > self.low
        below = self.high is None or value < self.high
        return above and below and (value.denominator == 1 or not self.whole)

    @property
    def count(self) -> float:
        """How many numbers lie in the place; infinitely many, unless they are whole and bounded."""
        if self.low is None or self.high is None or not self.whole:
            return math.inf
        return math.ceil(self.high) - math.floor(self.low) - 1


def places(
    names: Sequence[str], domain: Domain, positive: frozenset[str], whole: frozenset[str]
) -> dict[str, Place]:
    """Work out where each variable lives: as declared, and narrower where the trees imply it."""
    found: dict[str, Place] = {}
    for name in names:
        declared = domain.range_of(name)
        place = _place(declared)
        if name in whole:
            low = Fraction(-1) if place.low is None else max(place.low, Fraction(-1))
            place = Place(low, place.high, whole=True)
        elif name in positive and declared == Range():
            place = Place(Fraction(0), None, whole=False)
        found[name] = place
    return found


def _place(declared: Range) -> Place:
    low = None if math.isinf(declared.low) else Fraction(declared.low)
    high = None if math.isinf(declared.high) else Fraction(declared.high)
    return Place(low, high, declared.integer)


def how_many(found: Mapping[str, Place]) -> float:
    """Count the points there are: few, where only some whole numbers are declared."""
    return math.prod(place.count for place in found.values())


def nice_points(found: Mapping[str, Place]) -> Iterator[Point]:
    """Give a few points of small numbers; at most coordinates differ from each other."""
    values = {name: _nice_values(place) for name, place in found.items()}
    rows = min(_NICE_ROWS, max(map(len, values.values()), default=1))
    for row in range(rows):
        yield {
            name: choice[(row + at) % len(choice)]
            for at, (name, choice) in enumerate(values.items())
        }


def edge_points(found: Mapping[str, Place], constants: Sequence[Fraction]) -> Iterator[Point]:
    """Give points of whole numbers just beyond the constants that occur."""
    for constant in constants[-_EDGES:]:
        point = {name: Fraction(math.floor(constant) + 1 + at) for at, name in enumerate(found)}
        if all(place.holds(point[name]) for name, place in found.items()):
            yield point


def power_points(found: Mapping[str, Place], powers: Sequence[str]) -> Iterator[Point]:
    """Give points on which powers of powers part: (a^b)^c is not a^(b·c) at (-2, 2, 1/2)."""
    mixed = powers[:_MIXED]
    rest = {name: _nice_values(place)[0] for name, place in found.items() if name not in mixed}
    for row in itertools.product(_TELLING, repeat=len(mixed)):
        point = dict(zip(mixed, row, strict=True))
        if all(found[name].holds(value) for name, value in point.items()):
            yield rest | point


def round_points(point: Point, found: Mapping[str, Place]) -> Iterator[Point]:
    """Give rounder points near a point, the roundest first."""
    for unit in (Fraction(1), Fraction(1, 2)):
        for rounded in (math.ceil, math.floor):
            near = {name: rounded(value / unit) * unit for name, value in point.items()}
            if near != point and all(place.holds(near[name]) for name, place in found.items()):
                yield near


def nearby_point(point: Point, found: Mapping[str, Place], row: int) -> Point:
    """Give a point near another: within a quarter of its size (or of 1), or much closer."""
    moved: dict[str, Fraction] = {}
    closer = 16 ** max(0, row // 2 % 8 - 4)
    for at, (name, value) in enumerate(point.items()):
        share = Fraction((7 * row + 11 * at) % 31 - 15, 64 * closer)
        there = value + share * max(abs(value), Fraction(1, 2))
        moved[name] = there if found[name].holds(there) else value
    return moved


def _nice_values(place: Place) -> list[Fraction]:
    nice = [value for value in _NICE if place.holds(value)]
    if len(nice) >= 4:
        return nice
    if place.low is not None and place.high is not None:
        return nice + _between(place, place.low, place.high, set(nice))
    edge = place.low if place.low is not None else place.high
    start = math.floor(edge) if edge is not None else 0
    sign = 1 if place.low is not None else -1
    beyond = [Fraction(start + sign * step) for step in (1, 2, 3, 5, 10)]
    return nice + [value for value in beyond if place.holds(value) and value not in nice]


def _between(place: Place, low: Fraction, high: Fraction, taken: set[Fraction]) -> list[Fraction]:
    """Find short numbers in a bounded place, the roundest first."""
    width = high - low
    unit = Fraction(1)
    while unit * 5 > width and not place.whole:
        unit /= 2
    start = math.ceil(low / unit)
    steps = range(start, min(math.floor(high / unit), start + 12) + 1)
    found = [unit * step for step in steps if place.holds(unit * step)]
    found.sort(key=lambda value: (value.denominator, abs(value)))
    return [value for value in found if value not in taken]


def scattered_points(
    found: Mapping[str, Place], constants: Sequence[Fraction], salt: str = ""
) -> Iterator[Point]:
    """Give points all over, without end; `constants` are numbers to look around."""
    source = random.Random(_seed(found, constants, salt))
    row = 0
    while True:
        point: dict[str, Fraction] = {}
        for at, (name, place) in enumerate(found.items()):
            size = _SIZES[(row // 2 + at * (row % 5)) % len(_SIZES)]
            positive = (row + at * (row // 2)) % 2 == 0
            near = constants and row % 3 == 2
            if place.whole or row % 4 == 3:
                point[name] = _whole(source, place, row)
            elif near:
                point[name] = _near(source, place, constants, positive=positive)
            else:
                point[name] = _anywhere(source, place, size, positive=positive)
        yield point
        row += 1


def _seed(found: Mapping[str, Place], constants: Sequence[Fraction], salt: str) -> int:
    text = "|".join((*found, *map(str, constants), salt))
    return zlib.crc32(text.encode())


def _fraction(source: random.Random) -> Fraction:
    return Fraction(2 * source.getrandbits(4) + 1, _UNIT)


def _step(source: random.Random, size: int) -> Fraction:
    """Give a number between 2^size and 2^(size + 1)."""
    mantissa = _UNIT + 2 * source.getrandbits(4) + 1
    return Fraction(mantissa << size, _UNIT) if size >= 0 else Fraction(mantissa, _UNIT << -size)


def _anywhere(source: random.Random, place: Place, size: int, *, positive: bool) -> Fraction:
    step = _step(source, size)
    if place.low is not None and place.high is not None:
        share = _fraction(source)
        if size < -5:
            share /= 1024
        inside = share if positive else 1 - share
        return place.low + (place.high - place.low) * inside
    if place.low is not None:
        return place.low + step
    if place.high is not None:
        return place.high - step
    return step if positive else -step


def _near(
    source: random.Random, place: Place, constants: Sequence[Fraction], *, positive: bool
) -> Fraction:
    constant = _rounded(constants[source.randrange(len(constants))])
    offset = _fraction(source) / source.choice((1, 1, 4, 64))
    value = constant + offset if source.randrange(2) else constant - offset
    value = value if positive else -value
    return value if place.holds(value) else _anywhere(source, place, 0, positive=positive)


def _rounded(value: Fraction) -> Fraction:
    """Bring a constant to a binary fraction, so that coordinates near it stay exact."""
    return Fraction(round(value * 4096), 4096)


def _whole(source: random.Random, place: Place, row: int) -> Fraction:
    wide = 6 if row < 24 else 30
    if place.low is not None:
        first = math.floor(place.low) + 1
        last = first + wide
        if place.high is not None:
            last = min(last, math.ceil(place.high) - 1)
    elif place.high is not None:
        last = math.ceil(place.high) - 1
        first = last - wide
    else:
        first, last = -wide, wide
    if first > last:
        return _anywhere(source, place, 0, positive=True)
    return Fraction(source.randint(first, last))
