"""Which five questions an interview asks.

Each slot takes the best that the banks have for it: the right kind at the right level first, then
the right kind at a level near it, then a kind that comes close. Nothing that was asked in the last
three interviews is asked again, whatever that costs; where nothing is left, there is a slot less.
Items that are known and weak come up more often than new ones. The draw is weighted, and the
generator is handed in, so one seed makes one interview.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from random import Random

from drill.bank.model import Asks, Kind, Seniority
from drill.session.interview.rules import LEVELS, SlotKind
from drill.value import Value

SEEDS = 2**31
DIAGNOSES = frozenset({"diagnose_curve"})
"""Families whose skill is to find what is wrong."""
WEAKNESS = 4.0
"""An item as good as forgotten is this much likelier than a new one."""
SAME_TOPIC, SAME_CONCEPT = 0.5, 0.1
"""What is left of a weight where this interview has been there already."""
FEWEST_SHORT = 4
"""Among so many the draw is, where a short slot narrows it."""
DEEPENS = 2.0
"""A card with follow-ups is worth this much more where follow-ups are demanded."""


class Candidate(Value):
    """An item that could be asked."""

    item: str
    topic: str
    concept: str
    kind: Kind | None
    """A card's kind; None for an exercise family."""
    level: Seniority = Seniority.JUNIOR
    asks: tuple[Asks, ...] = ()
    family: str = ""
    levels: tuple[int, ...] = ()
    follow_ups: int = 0
    recall: float | None = None
    """The probability of recall now; None where the item is new."""
    length: int = 0
    """How much there is to read and say: characters of a card's question and answer; else 0."""


class PlannedSlot(Value):
    """One question of an interview, fixed: the same seed shows the same exercise and order."""

    kind: SlotKind
    item: str
    topic: str
    level: int
    """An exercise's level; 0 for a card."""
    seed: str
    instead: str = ""
    """What kind of card stands in, where the banks had nothing left of the slot's own kind."""
    follow_ups: int = 0


class Wanted(Value):
    """One way to fill a slot."""

    kinds: frozenset[Kind] = frozenset()
    asks: Asks | None = None
    """Where given, a card must say that it asks this."""
    always: frozenset[Kind] = frozenset()
    """Kinds that suit whatever their words."""
    families: bool = False
    diagnoses: bool = False

    def suits(self, one: Candidate) -> bool:
        """Say whether a candidate fills the slot this way."""
        if one.kind is None:
            return self.diagnoses if one.family in DIAGNOSES else self.families
        if one.kind in self.always or one.kind not in self.kinds:
            return one.kind in self.always
        return self.asks is None or self.asks in one.asks


def _cards(*kinds: Kind, asks: Asks | None = None) -> Wanted:
    return Wanted(frozenset(kinds), asks)


TOLD = (Kind.EXPLAIN, Kind.COMPARE)
ANYTHING = Wanted(frozenset(Kind), families=True, diagnoses=True)

WAYS: dict[SlotKind, tuple[Wanted, ...]] = {
    SlotKind.EXPLAIN: (_cards(Kind.EXPLAIN), _cards(Kind.COMPARE, Kind.RECALL)),
    SlotKind.COMPUTE: (Wanted(families=True), _cards(Kind.NUMERIC), _cards(Kind.DERIVE)),
    SlotKind.ORDER: (_cards(Kind.ORDER), _cards(Kind.CLOZE), Wanted(families=True)),
    SlotKind.DERIVE: (_cards(Kind.DERIVE), Wanted(families=True), _cards(Kind.EXPLAIN)),
    SlotKind.DIAGNOSE: (
        Wanted(frozenset(TOLD), Asks.DIAGNOSE, diagnoses=True),
        _cards(Kind.OVERCLAIM),
        _cards(*TOLD),
    ),
    SlotKind.COMPARE: (
        _cards(Kind.COMPARE),
        _cards(Kind.EXPLAIN, asks=Asks.TRADE_OFF),
        _cards(*TOLD),
    ),
    SlotKind.TRADE_OFF: (
        Wanted(frozenset(TOLD), Asks.TRADE_OFF, always=frozenset({Kind.COMPARE})),
        _cards(*TOLD),
    ),
    SlotKind.SCALE: (_cards(*TOLD, asks=Asks.SCALE), _cards(*TOLD)),
    SlotKind.EXPERIMENT: (_cards(*TOLD, asks=Asks.EXPERIMENT), _cards(*TOLD)),
    SlotKind.OVERCLAIM: (_cards(Kind.OVERCLAIM), _cards(*TOLD)),
}
"""How each kind of slot may be filled, the best way first; anything at all comes last."""

LADDER = tuple(Seniority)


def choose(
    candidates: Iterable[Candidate],
    level: Seniority,
    rng: Random,
    *,
    topics: Collection[str] = (),
    asked: Collection[str] = (),
    short: bool = False,
) -> tuple[PlannedSlot, ...]:
    """Choose the slots of one interview; fewer than the level's where too little is left to ask.

    `asked` holds every item of the last interviews; `topics` narrows the choice, where given. With
    `short` slots the cards with least to say are taken, and exercises a level easier.
    """
    rule = LEVELS[level]
    left = sorted(
        (one for one in candidates if one.item not in asked),
        key=lambda one: one.item,  # the banks' order must not change a seed's interview
    )
    if topics:
        left = [one for one in left if one.topic in topics]
    chosen: list[Candidate] = []
    slots: list[PlannedSlot] = []
    for kind in rule.slots:
        best, way = _best(left, kind, level)
        if not best:
            continue
        if short:
            best = _shortest(best)
        weights = [_weight(one, chosen, deepens=rule.follow_ups > 0) for one in best]
        one = rng.choices(best, weights)[0]
        chosen.append(one)
        left.remove(one)
        slots.append(_slot(one, kind, way, max(1, rule.exercise_level - short), rng))
    return tuple(slots)


def _best(
    left: Sequence[Candidate], kind: SlotKind, level: Seniority
) -> tuple[list[Candidate], int]:
    """Find the candidates that fill a slot best, and how far from its own way that is."""
    for way, wanted in enumerate((*WAYS[kind], ANYTHING)):
        suited = [one for one in left if wanted.suits(one)]
        near = next(_by_nearness(suited, level), None)
        if near is not None:
            return near, way
    return [], 0


def _shortest(best: Sequence[Candidate]) -> list[Candidate]:
    """Keep the quarter with least to say, and as many as leave a choice; exercises all stay."""
    cards = sorted(best, key=lambda one: (one.length, one.item))
    most = cards[: max(FEWEST_SHORT, len(cards) // 4)][-1].length
    return [one for one in best if one.length <= most]


def _by_nearness(suited: Sequence[Candidate], level: Seniority) -> Iterator[list[Candidate]]:
    """Give the candidates of this level, then those one level off, and so on; empty ones left out.

    A family belongs to every level: its exercises are as hard as they are asked for.
    """
    wanted = LADDER.index(level)
    for distance in range(len(LADDER)):
        near = [
            one
            for one in suited
            if (0 if one.kind is None else abs(LADDER.index(one.level) - wanted)) == distance
        ]
        if near:
            yield near


def _weight(one: Candidate, chosen: Sequence[Candidate], *, deepens: bool) -> float:
    weight = 1.0 if one.recall is None else 1.0 + WEAKNESS * (1.0 - min(1.0, max(0.0, one.recall)))
    if deepens and one.follow_ups:
        weight *= DEEPENS
    if any(one.concept == other.concept for other in chosen):
        return weight * SAME_CONCEPT
    return weight * SAME_TOPIC if any(one.topic == other.topic for other in chosen) else weight


def _slot(one: Candidate, kind: SlotKind, way: int, hard: int, rng: Random) -> PlannedSlot:
    level = min(one.levels, key=lambda has: (abs(has - hard), has)) if one.levels else 0
    return PlannedSlot(
        kind=kind,
        item=one.item,
        topic=one.topic,
        level=level,
        seed=str(rng.randrange(SEEDS)),
        instead="" if way == 0 else (one.kind.value if one.kind else "exercise"),
        follow_ups=one.follow_ups,
    )
