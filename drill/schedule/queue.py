"""What to practise now, in which order: the daily queue, as one pure function over values.

It is told which items there are, what is remembered of them, what time it is and how long one may
take; it says which come and why. It knows neither texts nor events, and leaves to chance only what
the random numbers it is handed decide: the order of items equally well remembered.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from random import Random

from drill.schedule.apart import Told, first_answered
from drill.schedule.candidate import Candidate, Pace, Planned, Reason, Wish
from drill.schedule.due import is_due, is_leech
from drill.schedule.fold import elapsed_days
from drill.schedule.interleave import interleave
from drill.schedule.memory import Parameters, retrievability
from drill.schedule.prerequisites import still_needed, unlocked
from drill.schedule.settings import Settings, local_day
from drill.schedule.state import ItemState, Rating
from drill.value import Value

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
    New and due ones are mixed, topics alternate, items of one concept keep apart. Of cards that
    would answer each other one waits for another day, unless they were asked for by topic or name.
    An item forgotten less than ten minutes ago comes at the end; suspended ones stay out.
    """
    wish = wish or Wish()
    settings = settings.on(local_day(now_ms, offset_min, settings.rollover_hour))
    shelf = _Shelf(candidates, states, _Now(now_ms, offset_min, settings, parameters))
    budget = _Budget(pace or Pace(), _seconds(wish, settings))

    weakest = sorted(shelf.known, key=lambda one: (one.recall, rng.random()))
    back = [one for one in weakest if one.returning and not one.due]
    taken = _taken([one for one in weakest if _comes(one, wish)], back, budget, wish)
    beside = [one.candidate for one in (*taken, *back)]
    new = shelf.to_begin(wish, _room(wish, settings, introduced_today), beside)
    begun = [one for one in new if budget.admits(one, new=True)]
    due = [one.planned(wish) for one in taken]
    mixed = _mixed(due, [_first_meeting(one, wish) for one in begun])
    order = interleave(mixed, still_needed(begun, shelf.met))
    if wish.cram:
        return order
    return (*order, *(one.planned(wish) for one in back))


class _Known(Value):
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
        return Planned(
            item=one.item,
            reason=self._reason(wish),
            retrievability=self.recall,
            topic=one.topic,
            concept=one.concept,
            mode="practice" if self.due or self.returning else "ahead",
            leech=is_leech(self.state),
        )

    def _reason(self, wish: Wish) -> Reason:
        if wish.cram:
            return "cram"
        if self.returning:
            return "relearn"
        return "due" if self.due else "ahead"


class _Now(Value):
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


class _Shelf:
    """What is not set aside: the items met before, and the new ones in teaching order."""

    def __init__(
        self, candidates: Iterable[Candidate], states: Mapping[str, ItemState], now: _Now
    ) -> None:
        self.known: list[_Known] = []
        self._asked: list[Candidate] = []
        self._new: list[Candidate] = []
        for one in sorted(candidates, key=lambda one: one.order):
            state = states.get(one.item)
            if state is None:
                self._new.append(one)
            elif not state.suspended:
                self._put(one, state, now)
        self.met = frozenset(one.candidate.concept for one in self.known)

    def _put(self, one: Candidate, state: ItemState, now: _Now) -> None:
        if not state.new:
            self.known.append(now.look(one, state))
        elif now.due(state):
            self._asked.append(one)
        else:
            self._new.append(one)

    def to_begin(
        self, wish: Wish, room: int | None, beside: Sequence[Candidate]
    ) -> list[Candidate]:
        """List the new items to introduce; those asked back before come first, past the limit.

        None of them answers another, or one of those it comes `beside`.
        """
        if wish.cram:
            return [one for one in (*self._asked, *self._new) if wish.names(one)][:room]
        held: set[str] = set()
        while True:
            new = self._may_begin(room, held)
            answered = first_answered(new, beside)
            if answered is None:
                return new
            held.add(answered.item)

    def _may_begin(self, room: int | None, held: Collection[str]) -> list[Candidate]:
        met = self.met.union(one.concept for one in self._asked)
        asked = [one for one in self._asked if one.item not in held]
        return [*asked, *unlocked(self._new, met, held)[:room]]


class _Budget:
    """The session's length. Its first item always fits, however little time there is."""

    def __init__(self, pace: Pace, seconds: float) -> None:
        self._pace = pace
        self._seconds = seconds
        self._spent = 0.0

    def admits(self, candidate: Candidate, *, new: bool) -> bool:
        """Spend an item's time if it is there; what comes after the first refusal is refused."""
        needed = self._pace.seconds(candidate, new)
        if self._spent and self._spent + needed > self._seconds:
            self._spent = self._seconds
            return False
        self._spent += needed
        return True


def _seconds(wish: Wish, settings: Settings) -> float:
    """Say how long the session may take; a cram ends only where its learner said so."""
    usual = 0 if wish.cram else settings.minutes_per_day
    minutes = usual if wish.minutes is None else wish.minutes
    return minutes * 60.0 if minutes > 0 else float("inf")


def _room(wish: Wish, settings: Settings, introduced_today: int) -> int | None:
    """Say how many new items there is room for; None where no limit holds."""
    if wish.cram:
        return wish.new
    if wish.ahead:
        return 0
    limit = settings.new_per_day if wish.new is None else wish.new
    return max(limit - introduced_today, 0)


def _taken(
    known: Sequence[_Known], back: Sequence[_Known], budget: _Budget, wish: Wish
) -> list[_Known]:
    """Take what there is time for, one only of those that would answer each other."""
    told = Told(one.candidate for one in back)
    found: list[_Known] = []
    for one in known:
        if not wish.cram and told.answers(one.candidate):
            continue
        if budget.admits(one.candidate, new=False):
            found.append(one)
            told.take(one.candidate)
    return found


def _comes(one: _Known, wish: Wish) -> bool:
    if wish.cram:
        return wish.names(one.candidate)
    return one.due or (wish.ahead and not one.returning)


def _first_meeting(one: Candidate, wish: Wish) -> Planned:
    reason: Reason = "cram" if wish.cram else "new"
    return Planned(one.item, reason, topic=one.topic, concept=one.concept)


def _mixed(due: Sequence[Planned], new: Sequence[Planned]) -> list[Planned]:
    """Spread the new items evenly among the due ones, both in their order."""
    placed = [((2 * i + 1) * len(new), 0, one) for i, one in enumerate(due)]
    placed += [((2 * i + 1) * len(due), 1, one) for i, one in enumerate(new)]
    return [one for _, _, one in sorted(placed, key=lambda entry: entry[:2])]
