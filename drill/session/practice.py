"""A practice session: what comes next, what comes back, what can be taken back.

The day's queue is handed in; the session adds the one thing a queue cannot know beforehand: an item
forgotten now must be right once before the session ends. It returns when its time has come, or
after a few other cards, or at once when nothing else is left.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from drill.schedule.queue import Planned
from drill.schedule.state import Rating
from drill.session.question import Question
from drill.value import Value

RETURN_AFTER_CARDS = 3
"""How many other cards stand between a lapse and its return, where there are that many."""
RETURN_AFTER_MS = 10 * 60 * 1000
"""After this long it returns whatever else is waiting."""
MAX_RETURNS = 3
"""An item forgotten this often in one session is left for another day: more would be cramming."""


class Waiting(Value):
    """A forgotten item on its way back into this session."""

    planned: Planned
    cards_shown: int
    """How many cards had been shown when it was forgotten."""
    at_ms: int


class Done(Value):
    """A settled card: enough to take it back, and to sum the session up."""

    n: int
    planned: Planned
    question: Question
    event: str
    rating: Rating
    think_ms: int
    was_new: bool


@dataclass(slots=True)
class Practice:
    """The state of one session."""

    queue: list[Planned]
    waiting: list[Waiting] = field(default_factory=list)
    done: list[Done] = field(default_factory=list)
    returns: dict[str, int] = field(default_factory=dict)
    similar: Planned | None = None
    """Another of the kind just shown, asked for by the learner; it goes before all others."""
    shown: int = 0
    previous: str = ""
    """The item shown last, so that none comes twice running where another is left."""

    @property
    def left(self) -> int:
        """How many cards are still to come, as far as is known."""
        return len(self.queue) + len(self.waiting) + (self.similar is not None)

    def take(self, now_ms: int, ready: Callable[[Planned], bool] | None = None) -> Planned | None:
        """Take the next item, or None at the end.

        `ready` says which items can be shown at once; where the first cannot, one further on that
        can goes first. Nothing waits for a generator that is still starting.
        """
        chosen = self.similar or self._returning(now_ms) or self._from_queue(ready)
        chosen = chosen or self._any_waiting()
        self.similar = None
        if chosen is not None:
            self.shown += 1
            self.previous = chosen.item
        return chosen

    def peek(self) -> Planned | None:
        """Say which item most likely comes next, so that it can be made ahead."""
        if self.queue:
            return self.queue[0]
        return self.waiting[0].planned if self.waiting else None

    def put_back(self, planned: Planned) -> None:
        """Ask this item again next, as after an undo."""
        self._forget(planned.item)
        self.queue.insert(0, planned)
        self.previous = ""

    def ask_similar(self, planned: Planned) -> None:
        """Put another of the same family right behind this one."""
        self.similar = replace(planned, reason="similar", mode="similar")

    def skip(self, planned: Planned) -> None:
        """Move an item to the end of the session."""
        self.queue.append(planned)

    def drop(self, item: str) -> None:
        """Take an item out of the session (suspended, or answered in another drill)."""
        self._forget(item)

    def settle(self, done: Done, now_ms: int) -> None:
        """Take a rated card; a forgotten one will return until it has been right once."""
        self.done.append(done)
        item = done.planned.item
        self.waiting = [one for one in self.waiting if one.planned.item != item]
        if done.rating is not Rating.AGAIN:
            return
        if self.returns.get(item, 0) >= MAX_RETURNS:
            return
        self.returns[item] = self.returns.get(item, 0) + 1
        again = replace(done.planned, reason="relearn")
        if again.mode == "similar":  # it comes back because it was forgotten, not as an extra
            again = replace(again, mode="practice")
        self.waiting.append(Waiting(again, self.shown, now_ms))

    def undo(self) -> Done | None:
        """Take the last settled card back, and ask it again."""
        if not self.done:
            return None
        last = self.done.pop()
        if last.rating is Rating.AGAIN and (count := self.returns.get(last.planned.item, 0)):
            self.returns[last.planned.item] = count - 1
        self.put_back(last.planned)
        return last

    def keep_only(self, items: Iterable[str]) -> None:
        """Drop from the queue what is no longer wanted, keeping the order."""
        wanted = set(items)
        self.queue = [planned for planned in self.queue if planned.item in wanted]

    def _returning(self, now_ms: int) -> Planned | None:
        for index, one in enumerate(self.waiting):
            passed = self.shown - one.cards_shown
            time_came = now_ms - one.at_ms >= RETURN_AFTER_MS
            if (time_came or passed >= RETURN_AFTER_CARDS) and one.planned.item != self.previous:
                return self.waiting.pop(index).planned
        return None

    def _from_queue(self, ready: Callable[[Planned], bool] | None) -> Planned | None:
        order = self._preferred(self.queue)
        if ready is not None:
            order = [*filter(ready, order), *order]
        if not order:
            return None
        self.queue.remove(order[0])
        return order[0]

    def _preferred(self, queue: Sequence[Planned]) -> list[Planned]:
        others = [planned for planned in queue if planned.item != self.previous]
        return others or list(queue)

    def _any_waiting(self) -> Planned | None:
        for index, one in enumerate(self.waiting):
            if one.planned.item != self.previous or len(self.waiting) == 1:
                return self.waiting.pop(index).planned
        return None

    def _forget(self, item: str) -> None:
        if self.similar is not None and self.similar.item == item:
            self.similar = None
        self.queue = [planned for planned in self.queue if planned.item != item]
        self.waiting = [one for one in self.waiting if one.planned.item != item]
