"""Choices that are numbered, so that consecutive seeds never give the same exercise twice.

Random draws repeat themselves long before a level is exhausted. So a family does not draw; it
*picks*, and every pick reads one digit of the instance's number, in a number system whose bases
are the sizes of the pools as they come. Two numbers below the product of the bases on a path that
lead down the same path are equal, so numbers below the smallest such product lead to different
instances. Where ways of different sizes fork, `way` numbers their instances without a gap. `place`
turns a seed into such a number: seeds 0, 1, 2, … run through all of a level, in an order that looks
random, before one comes twice.

This module knows nothing of exercises.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator, Sequence
from fractions import Fraction
from hashlib import blake2b
from itertools import count as count_up
from typing import TypeVar

T = TypeVar("T")

LONGEST_PLAIN_SEED = 18
"""Decimal digits of a seed that is taken as a number; anything else is hashed to one."""
ROUNDS = 4


def hashed(text: str) -> int:
    """Hash a text to 64 bits, the same on every machine and for ever."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")


def place(seed: str, count: int, key: str, further: int = 0) -> int:
    """Give the instance number of a seed: a permutation of each block of `count` seeds.

    Seeds that are whole numbers are taken in order; other texts are hashed. With `further` it is
    the place of the seed that is so many further on in the same block, which begins anew at its
    end.
    """
    plain = seed.isascii() and seed.isdigit() and len(seed) <= LONGEST_PLAIN_SEED
    block, offset = divmod(int(seed) if plain else hashed(seed), count)
    return block * count + _permuted((offset + further) % count, count, f"{key}/{block}")


def far_apart(count: int) -> Iterator[int]:
    """Give every number below `count` once, each far from all before.

    They are 0, a half of `count`, a quarter, three quarters, an eighth and so on: the fractions of
    van der Corput. Numbers below a half, shifted by the first two of them, never meet; nor do
    numbers below a quarter, shifted by the first four.
    """
    given: set[int] = set()
    for turn in count_up():
        reversed_bits = int(f"{turn:b}"[::-1], 2)
        number = reversed_bits * count >> turn.bit_length()
        if number not in given:
            given.add(number)
            yield number
        if len(given) == count:
            return


def _permuted(offset: int, count: int, key: str) -> int:
    """Permute 0 … count-1: a Feistel network over the next even power of two, walked in cycles."""
    half = max(1, (count - 1).bit_length() + 1 >> 1)
    mask = (1 << half) - 1
    while True:
        left, right = offset >> half, offset & mask
        for turn in range(ROUNDS):
            left, right = right, left ^ (hashed(f"{key}/{turn}/{right}") & mask)
        offset = left << half | right
        if offset < count:
            return offset


class Pick:
    """Reads the choices that make one instance from the instance's number.

    `size` is the product of the bases so far, with the ways that were not taken. Options must be
    the same on every call and in every process: sequences, never sets.
    """

    def __init__(self, number: int, key: str) -> None:
        self._left = number
        self._path = key
        self._product, self._share = 1, Fraction(1)

    @property
    def size(self) -> int:
        """Count the instances there are, as far as this path can tell."""
        return int(self._product * self._share)

    def below(self, count: int) -> int:
        """Pick a number from 0 to count - 1."""
        if count < 1:
            raise ValueError("nothing to pick from")
        self._product *= count
        choice = self._digit(count)
        self._path = f"{self._path}/{choice}"
        return choice

    def _digit(self, count: int) -> int:
        self._left, digit = divmod(self._left, count)
        # The shift depends on the path alone, so it keeps different numbers different; without it
        # a number that has run out of digits would always pick the first option.
        return (digit + hashed(self._path)) % count

    def way(self, sizes: Sequence[int]) -> int:
        """Pick one of several ways to go on, given how many instances each of them leads to.

        Their instances are numbered one way after the other, so that none is left out and each is
        as likely as any other; after `below(2)` the larger of two ways would be cut short.
        """
        rank = self._digit(sum(sizes))
        chosen = 0
        while rank >= sizes[chosen]:
            rank -= sizes[chosen]
            chosen += 1
        self._left = self._left * sizes[chosen] + rank
        self._share *= Fraction(sum(sizes), sizes[chosen])
        self._path = f"{self._path}/{chosen}"
        return chosen

    def one(self, options: Sequence[T]) -> T:
        """Pick one of several options."""
        return options[self.below(len(options))]

    def among(self, pools: Sequence[Sequence[T]], most: int = sys.maxsize) -> T:
        """Pick from one of several pools; none counts for more than `most` of its options."""
        return self.one(pools[self.way([min(most, len(pool)) for pool in pools])])

    def integer(self, low: int, high: int) -> int:
        """Pick a whole number, both ends included."""
        return low + self.below(high - low + 1)

    def some(self, options: Sequence[T], count: int) -> tuple[T, ...]:
        """Pick several different options, in the order they are offered; a set, not a sequence."""
        rank = self.below(math.comb(len(options), count))
        chosen: list[T] = []
        for index, option in enumerate(options):
            wanted = count - len(chosen)
            if not wanted:
                break
            with_this = math.comb(len(options) - index - 1, wanted - 1)
            if rank < with_this:
                chosen.append(option)
            else:
                rank -= with_this
        return tuple(chosen)

    def order(self, options: Sequence[T]) -> tuple[T, ...]:
        """Pick an order of all the options, one that makes a different problem."""
        left = list(options)
        return tuple(left.pop(self.below(len(left))) for _ in range(len(left)))

    def shuffled(self, options: Sequence[T]) -> tuple[T, ...]:
        """Shuffle what is shown in any order: that makes no new instance, and is not counted."""
        keyed = sorted(range(len(options)), key=lambda index: hashed(f"{self._path}/order/{index}"))
        return tuple(options[index] for index in keyed)
