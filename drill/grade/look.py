"""One look at a truth and an answer at one point: the same there, different, or nothing to say.

What it means for a side to have no value there is decided here, and it is decided alike for both
sides, so that being equal stays symmetric:

- A side whose value is real has that value, even if a step on the way was not: √x·√x at -4 is -4.
- A side that has a value where the other takes an even root of a negative number differs from it:
  √|x| is not √x.
- A logarithm of a negative number says nothing (ln x² = 2·ln x counts as equal), unless the side
  with a value bends: ln|x| is not ln x.
- Poles, jumps, broken powers of negative numbers and inverse functions outside their range say
  nothing, so removable singularities do not matter and (-2)^n is meant for whole n.
- Balls that do not meet are different, whatever the precision; balls that meet are the same only
  if they are small.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from drill.grade.points import Point
from drill.maths.balls import Ball, Evaluation, Machine
from drill.maths.gaps import Cause, Gap

PRECISIONS = (128, 864, 2990)
"""Bits: about 38, 260 and 900 digits."""
COSTS = (1, 4, 40)
"""What an operation costs at each of them, roughly, in operations at the first."""

_SURE_BITS = 40
_TINY = 2.0**-60
_LEAVING = frozenset({Cause.ROOT, Cause.LOG, Cause.ARC})


class Sight(Enum):
    """What one look showed."""

    SAME = 0
    DIFFERENT = 1
    UNSURE = 2
    """Too few digits: look again more closely."""
    APART = 3
    """Only one side has a value, which by itself says nothing."""
    NOTHING = 4
    """Neither side has a value."""


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen; a value is None where there is none."""

    sight: Sight
    truth: Ball = None
    given: Ball = None
    cause: Cause | None = None
    """Why a side has no value, where one has none."""
    evaluation: Evaluation | None = None
    """What was worked out over the reals, for whoever wants to know more about the point."""


@dataclass(frozen=True, slots=True)
class Eye:
    """A machine whose first two roots are a truth and an answer, and what is known of the two."""

    machine: Machine
    bent: tuple[bool, ...]
    unreal: bool
    difference: int | None = None
    """The root that is the difference of the two without the terms they share, if there is one."""

    def look(self, point: Point, precision: int) -> Look:
        """Look at a point, with a precision by its place in `PRECISIONS`."""
        bits = PRECISIONS[precision]
        if self.unreal:
            return self._look_unreal(point, bits)
        evaluation = self.machine.at(point, bits)
        truth, missing_truth = _value(evaluation, 0)
        given, missing_given = _value(evaluation, 1)
        if missing_truth is None and missing_given is None:
            sight = _compared(truth, given)
            if sight is not Sight.DIFFERENT and self._differ(evaluation):
                sight = Sight.DIFFERENT
            return Look(sight, truth, given, evaluation=evaluation)
        if missing_truth is not None and missing_given is not None:
            vague = Cause.VAGUE in {missing_truth, missing_given}
            return Look(Sight.UNSURE if vague else Sight.NOTHING, cause=missing_truth)
        if missing_truth is not None:
            return self._one_sided(point, bits, 0, missing_truth, given)
        return self._one_sided(point, bits, 1, missing_given or Cause.VAGUE, truth)

    def _differ(self, evaluation: Evaluation) -> bool:
        """Tell whether what the two do not share is certainly not 0."""
        if self.difference is None:
            return False
        value, missing = _value(evaluation, self.difference)
        return missing is None and not value.contains(0)

    def look_principal(self, point: Point, precision: int) -> Look:
        """Look by complex principal values, where neither side is ever real."""
        return self._look_unreal(point, PRECISIONS[precision])

    def _look_unreal(self, point: Point, bits: int) -> Look:
        evaluation = self.machine.at(point, bits, principal=True)
        truth, missing_truth = _value(evaluation, 0)
        given, missing_given = _value(evaluation, 1)
        if missing_truth is None and missing_given is None:
            return Look(_compared(truth, given), truth, given)
        missing = missing_truth or missing_given
        if missing is Cause.VAGUE:
            return Look(Sight.UNSURE, truth, given, missing)
        both = missing_truth is not None and missing_given is not None
        return Look(Sight.NOTHING if both else Sight.APART, truth, given, missing)

    def _one_sided(self, point: Point, bits: int, side: int, cause: Cause, other: Ball) -> Look:
        """Judge a point at which the side of number `side` has no value over the reals."""
        here: Ball = None
        sight = Sight.APART
        if cause is Cause.VAGUE:
            sight = Sight.UNSURE
        elif cause in _LEAVING:
            continued, missing = _value(self.machine.at(point, bits, principal=True), side)
            if missing is Cause.VAGUE:
                sight = Sight.UNSURE
            elif missing is None and continued.imag.contains(0):
                here = continued.real
                sight = _compared(here, other)
            elif missing is None and self._is_different(cause, side):
                sight = Sight.DIFFERENT
        truth, given = (here, other) if side == 0 else (other, here)
        return Look(sight, truth, given, cause)

    def _is_different(self, cause: Cause, side: int) -> bool:
        if cause is Cause.LOG:
            return self.bent[1 - side] and not self.bent[side]
        return cause is Cause.ROOT


def _value(evaluation: Evaluation, which: int) -> tuple[Ball, Cause | None]:
    try:
        return evaluation.root(which), None
    except Gap as gap:
        return None, gap.cause


def _compared(truth: Ball, given: Ball) -> Sight:
    if not truth.overlaps(given):
        return Sight.DIFFERENT
    sharp = truth.rel_accuracy_bits() >= _SURE_BITS and given.rel_accuracy_bits() >= _SURE_BITS
    return Sight.SAME if sharp or abs(truth - given) < _TINY else Sight.UNSURE
