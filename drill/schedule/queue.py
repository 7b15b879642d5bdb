"""What to practise now, in which order: the daily queue, as one pure function over values.

It is told which items there are, what is remembered of them, what time it is and how long one may
take; it says which come and why. It knows neither texts nor events, and leaves to chance only what
the random numbers it is handed decide: the order of items equally well remembered.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from drill.schedule.candidate import Candidate, Pace, Planned, Reason, Wish
from drill.schedule.due import is_due, is_leech
from drill.schedule.fold import elapsed_days
from drill.schedule.interleave import interleave
from drill.schedule.memory import Parameters, retrievability
from drill.schedule.prerequisites import still_needed, unlocked
from drill.schedule.settings import Settings, local_day
from drill.schedule.state import ItemState, Rating

__all__ = ["Candidate", "Pace", "Planned", "Wish", "day_queue"]


def day_queue(
    candidates: Iterable[Candidate],
    states: Mapping[str, ItemState],
    settings: Settings,
    parameters: Parameters,
    *,
    now_ms: int,
    rng: Random,
    offset_min: int = 0,
    introduced_today: int = 0,
    wish: Wish | None = None,
    pace: Pace | None = None,
) -> tuple[Planned, ...]:
    """Return the session's items in order.

    Due items come by retrievability, the weakest first, as far as the minutes reach. What is left
    of the minutes, and of the day's new items (shared with any other drill: `introduced_today`),
    goes to new ones in teaching order, each only where every concept it builds on has been met.
    New and due ones are mixed, topics alternate, items of one concept keep apart. An item forgotten
    less than ten minutes ago comes at the end; suspended ones stay out.
    """
    wish = wish or Wish()
    settings = settings.on(local_day(now_ms, offset_min, settings.rollover_hour))
    now = _Now(now_ms, offset_min, settings, parameters)
    known: list[_Known] = []
    new: list[Candidate] = []
    for one in candidates:
        state = states.get(one.item)
        if state is None or state.new:
            if state is None or not state.suspended:
                new.append(one)
        elif not state.suspended:
            known.append(now.look(one, state))
    met = {one.candidate.concept for one in known}
    new.sort(key=lambda one: one.order)
    asked, rest = _split(new, lambda one: one.item in states and now.due(states[one.item]))
    if wish.cram:
        fresh = [one for one in new if wish.names(one)]
    else:
        fresh = unlocked(rest, met | {one.concept for one in asked})
    fresh = [*asked, *fresh[: _room(wish, settings, introduced_today)]]

    reviews = sorted(
        (one for one in known if _comes(one, wish)), key=lambda one: (one.recall, rng.random())
    )
    budget = _Budget(pace or Pace(), _seconds(wish, settings))
    due = [one.planned(wish) for one in reviews if budget.admits(one.candidate, new=False)]
    begun = [one for one in fresh if budget.admits(one, new=True)]
    order = _mixed(due, [_first_meeting(one, wish) for one in begun])
    soon = [one.planned(wish) for one in known if one.returning and not _comes(one, wish)]
    return (*interleave(order, still_needed(begun, met)), *(() if wish.cram else soon))


@dataclass(frozen=True, slots=True)
class _Known:
    """A reviewed item, as it stands now."""

    candidate: Candidate
    state: ItemState
    recall: float
    due: bool

    @property
    def returning(self) -> bool:
        """Say whether it was forgotten the last time and not yet recalled again."""
        return self.state.last_rating == Rating.AGAIN

    def planned(self, wish: Wish) -> Planned:
        """Say why it comes."""
        one = self.candidate
        early = not self.due and not self.returning
        return Planned(
            item=one.item,
            reason=self._reason(wish),
            retrievability=self.recall,
            topic=one.topic,
            concept=one.concept,
            mode="ahead" if early else "practice",
            leech=is_leech(self.state),
        )

    def _reason(self, wish: Wish) -> Reason:
        if wish.cram:
            return "cram"
        if self.returning:
            return "relearn"
        return "due" if self.due else "ahead"


@dataclass(frozen=True, slots=True)
class _Now:
    """A moment and the rules that hold at it."""

    now_ms: int
    offset_min: int
    settings: Settings
    parameters: Parameters

    def look(self, candidate: Candidate, state: ItemState) -> _Known:
        """See how a reviewed item stands."""
        days = elapsed_days(state, self.now_ms)
        recall = retrievability(days, state.stability, self.parameters)
        return _Known(candidate, state, recall, self.due(state))

    def due(self, state: ItemState) -> bool:
        """Say whether an item waits to be asked."""
        return is_due(state, self.now_ms, self.settings, self.parameters, self.offset_min)


class _Budget:
    """The session's length. The first item always fits: a session is never empty for want of time."""

    def __init__(self, pace: Pace, seconds: float) -> None:
        self._pace = pace
        self._seconds = seconds
        self._spent = 0.0

    def admits(self, candidate: Candidate, *, new: bool) -> bool:
        """Spend an item's time, if it is there."""
        needed = self._pace.seconds(candidate, new)
        if self._spent and self._spent + needed > self._seconds:
            self._spent = self._seconds
            return False
        self._spent += needed
        return True


def _seconds(wish: Wish, settings: Settings) -> float:
    """Say how long the session may take; a cram only ends where its learner said so."""
    usual = 0 if wish.cram else settings.minutes_per_day
    minutes = usual if wish.minutes is None else wish.minutes
    return minutes * 60.0 if minutes > 0 else float("inf")


def _comes(one: _Known, wish: Wish) -> bool:
    if wish.cram:
        return wish.names(one.candidate)
    return one.due or wish.ahead


def _introduced(
    new: Sequence[Candidate],
    wanted: Sequence[Candidate],
    wish: Wish,
    settings: Settings,
    met: set[str],
    introduced_today: int,
) -> list[Candidate]:
    """Choose the new items, beside those that were asked back."""
    asked = {one.item for one in wanted}
    rest = [one for one in new if one.item not in asked]
    if wish.cram:
        named = [one for one in rest if wish.names(one)]
        return named if wish.new is None else named[: max(wish.new, 0)]
    if wish.ahead:
        return []
    limit = settings.new_per_day if wish.new is None else wish.new
    present = met | {one.concept for one in new}
    return unlocked(rest, met, present)[: max(limit - introduced_today, 0)]


def _first_meeting(one: Candidate, wish: Wish) -> Planned:
    reason: Reason = "cram" if wish.cram else "new"
    return Planned(one.item, reason, topic=one.topic, concept=one.concept)


def _mixed(due: Sequence[Planned], new: Sequence[Planned]) -> list[Planned]:
    """Spread the new items evenly among the due ones, both in their order."""
    placed = [((2 * i + 1) * len(new), 0, one) for i, one in enumerate(due)]
    placed += [((2 * i + 1) * len(due), 1, one) for i, one in enumerate(new)]
    return [one for _, _, one in sorted(placed, key=lambda entry: entry[:2])]
