"""Every item there is, as browsing lists it: its words to search by, and how it stands now.

The texts follow from the banks and are made once; how an item stands is asked anew each time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property

from drill.exercise.registry import NoSuchFamily, find
from drill.schedule.due import due_ms, is_due, is_leech
from drill.schedule.fold import elapsed_days
from drill.schedule.memory import Parameters, retrievability
from drill.schedule.settings import Settings, local_day
from drill.schedule.state import ItemState
from drill.service.browse.search import Findable, folded
from drill.service.catalogue import Catalogue, Entry
from drill.service.clock import Moment
from drill.service.messages.browse import BROWSE_STATES, ItemLine
from drill.service.view import plain
from drill.session.question import family_of
from drill.value import Value

LONGEST_TITLE = 160


class Standing(Value):
    """What decides how items stand: the moment, and all that is remembered and set."""

    now: Moment
    states: Mapping[str, ItemState]
    settings: Settings
    parameters: Parameters

    @property
    def today(self) -> date:
        """The learner's date."""
        return local_day(self.now.utc_ms, self.now.offset_min, self.settings.rollover_hour)

    def state(self, item: str) -> ItemState:
        """Give what is remembered of an item."""
        return self.states.get(item) or ItemState(item)

    def words(self, item: str, *, retired: bool) -> tuple[str, ...]:
        """Say which of new, due, leech, suspended and retired hold, in that order."""
        state, now = self.state(item), self.now
        due = is_due(
            state, now.utc_ms, self.settings.on(self.today), self.parameters, now.offset_min
        )
        holds = (state.new, due and not retired, is_leech(state), state.suspended, retired)
        return tuple(word for word, yes in zip(BROWSE_STATES, holds, strict=True) if yes)

    def recall(self, item: str) -> float | None:
        """Give the probability that it would be recalled now; None where it was never reviewed."""
        state = self.state(item)
        if state.new:
            return None
        days = elapsed_days(state, self.now.utc_ms)
        return retrievability(days, state.stability, self.parameters)

    def due(self, item: str) -> date | None:
        """Give the date an item comes back; None where it does not come by itself."""
        state, now, settings = self.state(item), self.now, self.settings
        if state.suspended:
            return None
        due = due_ms(state, settings.on(self.today), self.parameters, now.offset_min)
        return None if due is None else local_day(due, now.offset_min, settings.rollover_hour)


def one_line(prose: str) -> str:
    """Say prose in one line of plain text."""
    return " ".join(plain(prose).split())


class Shelf:
    """The items of all banks and, behind them, those no bank has any more."""

    def __init__(self, catalogue: Catalogue, in_line: Callable[[str], str] = one_line) -> None:
        self._catalogue = catalogue
        self._in_line = in_line

    def items(self, states: Iterable[str]) -> list[str]:
        """List every item: in teaching order, then the retired ones by their ids."""
        entries = self._catalogue.entries
        return [*entries, *sorted(item for item in states if item not in entries)]

    def known(self, item: str, standing: Standing) -> bool:
        """Say whether there is such an item, be it a retired one."""
        return item in self._catalogue.entries or item in standing.states

    def line(self, item: str, standing: Standing) -> ItemLine:
        """Show an item in a list."""
        entry = self._catalogue.entries.get(item)
        due = None if entry is None else standing.due(item)
        return ItemLine(
            item=item,
            title=self.title(item),
            kind=kind_of(entry, item),
            topic="" if entry is None else entry.topic,
            concept="" if entry is None else self.concept(entry),
            states=standing.words(item, retired=entry is None),
            recall=standing.recall(item),
            due="" if due is None else due.isoformat(),
        )

    def findable(self, item: str, standing: Standing) -> Findable:
        """Give what an item is found by."""
        words = standing.words(item, retired=item not in self._catalogue.entries)
        words += ("aside",) if "suspended" in words else ()
        found = self._findables.get(item) or _retired(item)
        return Findable(found.texts, {**found.facts, "state": words})

    def title(self, item: str) -> str:
        """Give the beginning of what an item asks."""
        entry = self._catalogue.entries.get(item)
        if entry is None:
            now = self._catalogue.formerly.get(item)
            return f"{item}, now {now}" if now else item
        return self._titles[item]

    def concept(self, entry: Entry) -> str:
        """Give the title of an item's concept."""
        found = self._catalogue.concepts.get(entry.concept)
        return entry.concept if found is None else found.title

    @cached_property
    def _titles(self) -> dict[str, str]:
        return {
            item: title_of(entry, self._in_line) for item, entry in self._catalogue.entries.items()
        }

    @cached_property
    def _findables(self) -> dict[str, Findable]:
        return dict(self._made())

    def _made(self) -> Iterator[tuple[str, Findable]]:
        for item, entry in self._catalogue.entries.items():
            title, card = self._titles[item], entry.card
            names = (item, self.concept(entry), self._catalogue.title(entry.topic))
            body = () if card is None else (card.answer, *(one.text for one in card.key_points))
            kind = kind_of(entry, item)
            level = () if card is None else (card.level.value,)
            covers = () if card is None else card.covers
            texts = (
                " ".join((*names, kind, *level, *covers)),
                title if card is None else f"{title} {card.prompt}",
                " ".join(body),
            )
            facts = {
                "topic": (entry.topic,),
                "concept": (entry.concept, self.concept(entry)),
                "kind": (kind,),
                "level": level,
                "tag": covers,
                "id": (item,),
            }
            yield item, Findable(tuple(map(folded, texts)), _casefolded(facts))


def _casefolded(facts: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(map(folded, values)) for name, values in facts.items()}


def _retired(item: str) -> Findable:
    return Findable((item.casefold(),), {"id": (item.casefold(),)})


def kind_of(entry: Entry | None, item: str) -> str:
    """Say what kind of item it is; of a retired one its id still tells an exercise."""
    if entry is not None and entry.card is not None:
        return entry.card.kind.value
    return "exercise" if entry is not None or family_of(item) else "card"


def title_of(entry: Entry, in_line: Callable[[str], str] = one_line) -> str:
    """Say in one line what an item asks."""
    if entry.card is not None:
        return in_line(entry.card.prompt)[:LONGEST_TITLE]
    family = family_of(entry.item)
    try:
        return find(family).title
    except NoSuchFamily:
        return family
