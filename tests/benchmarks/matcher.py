"""Measure the matcher of key points on the answers of data/answers*.jsonl.

Prints, for each half and each kind of answer, the precision and recall of the points it ticks, the
share of contradicted points it shows as such (`caught`), the share of what it shows as contradicted
that is (`right`), and the share of the points made that it shows as contradicted (`alarms`).

What each half is worth:

- `seen`: one hand wrote answers and cues, and cues were mended on it; the weights of `told.scale`
  are fitted on it too, lightly. It shows that nothing broke, and no more.
- `held`: the same hand, before any cue of its cards was read or changed; nobody looks at its errors
  when cues, code or weights are mended, but its total figures were watched while thresholds were
  chosen. `held, fresh` is that part of it whose cards no seen answer is about. Phrases under `not`
  of the other cards were written after it, by a hand that cannot forget what it wrote.
- `blind, dev` and `blind2, dev`: two writers who saw neither cues nor matcher; the cards whose id
  has an even hash. Their errors were read, the word lists of `told.tone` and the evidence of
  `told.astray` were written with them in mind, and the weights are fitted on them: their figures
  flatter. `weigh.py` prints cross-validated ones, which flatter less.
- `blind, kept` and `blind2, kept`: the other cards of the same writers. No answer of them was read
  to mend the machine. The first was scored seven times, first before the matcher weighed evidence;
  the second three times, first before anything was mended. `blind2, kept` says what to expect of
  answers never used, `blind, kept` is the kinder. A figure of either moves by some hundredths by
  chance.
- any other half was written after the weights and is to be quoted before all of these, the first
  time it is scored.

    python tests/benchmarks/matcher.py [--cards | --own]
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from random import Random

from drill.bank.model import Card
from drill.grade.keypoints import Asked, read_points
from drill.service.banks import load_library
from drill.service.places import find_places
from drill.service.view import plain
from drill.session.question import from_card

OLDEST_LAST = ("blind2", "blind", "held", "seen")
OLD = frozenset(OLDEST_LAST)
"""The halves that there were when the weights were fitted."""
BLIND = ("blind", "blind2")
"""The halves whose writers saw neither cues nor matcher."""
DATA = Path(__file__).parents[2] / "data"


@dataclass(frozen=True, slots=True)
class Told:
    """An answer with what a person says it makes of each point."""

    card: str
    half: str
    kind: str
    text: str
    points: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Figures:
    """How the matcher did on some answers."""

    answers: int
    points: int
    precision: float
    recall: float
    caught: float
    """Share of the contradicted points shown as contradicted."""
    right: float
    """Share of the points shown as contradicted that are."""
    false_alarms: float
    """Share of the points made that are shown as contradicted."""

    def __str__(self) -> str:
        """Set the figures in columns."""
        return (
            f"{self.answers:>7} {self.points:>7} {self.precision:>10.3f} {self.recall:>7.3f} "
            f"{self.caught:>7.3f} {self.right:>7.3f} {self.false_alarms:>7.3f}"
        )


def read_answers() -> tuple[Told, ...]:
    """Read the answers."""
    files = sorted(DATA.glob("answers*.jsonl"))
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    return tuple(Told(**json.loads(line)) for line in lines)


def is_dev(card: str) -> bool:
    """Say whether a card's blind answers may be looked at; the others are only ever scored."""
    return sha256(card.encode()).digest()[0] % 2 == 0


def asked_of(card: Card) -> Asked:
    """Give what the matcher is told of a card, as the desk tells it."""
    question = from_card(card, Random(0))
    return Asked(question.prompt, question.answer)


@lru_cache
def cards() -> dict[str, Card]:
    """Give the shipped cards by id."""
    library = load_library((), find_places(None))
    return {card.id: card for topic in library.topics for card in topic.cards}


def measure(answers: Iterable[Told], known: Mapping[str, Card]) -> Figures:
    """Measure the matcher on some answers."""
    found: Counter[tuple[str, str]] = Counter()
    number = 0
    for told in answers:
        number += 1
        card = known[told.card]
        read = read_points(told.text, card.key_points, asked_of(card))
        for point, truth in told.points.items():
            made, against = point in read.made, point in read.contradicted
            found[truth, "made" if made else "contradicted" if against else "absent"] += 1
    ticked = sum(count for (_, said), count in found.items() if said == "made")
    shown = sum(count for (_, said), count in found.items() if said == "contradicted")
    meant = _of(found, "made")
    return Figures(
        number,
        found.total(),
        found["made", "made"] / max(1, ticked),
        found["made", "made"] / max(1, meant),
        found["contradicted", "contradicted"] / max(1, _of(found, "contradicted")),
        found["contradicted", "contradicted"] / max(1, shown),
        found["made", "contradicted"] / max(1, meant),
    )


def _of(found: Counter[tuple[str, str]], truth: str) -> int:
    return sum(count for (is_, _), count in found.items() if is_ == truth)


def parts(answers: Sequence[Told]) -> Iterator[tuple[str, list[Told]]]:
    """Give the halves, their parts that are worth something else, and each half's kinds."""
    seen = {told.card for told in answers if told.half == "seen"}
    for half in (*sorted({told.half for told in answers} - OLD), *OLDEST_LAST):
        of_half = [told for told in answers if told.half == half]
        yield half, of_half
        if half in BLIND:
            yield f"{half}, dev", [told for told in of_half if is_dev(told.card)]
            yield f"{half}, kept", [told for told in of_half if not is_dev(told.card)]
        if half == "held":
            yield "held, fresh", [told for told in of_half if told.card not in seen]
        for kind in sorted({told.kind for told in of_half}):
            yield f"{half}, {kind}", [told for told in of_half if told.kind == kind]


def own_misses(some: Iterable[Card]) -> Iterator[str]:
    """Say which points the model answer of a card misses or contradicts: its cues need mending."""
    for card in some:
        read = read_points(plain(card.answer), card.key_points, asked_of(card))
        for point in card.key_points:
            if point.id in read.contradicted:
                yield f"{card.id} {point.id} contradicted by: {read.contradicted[point.id]}"
            elif point.id not in read.made:
                yield f"{card.id} {point.id} missed"


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--cards", action="store_true", help="a line for each card of the seen half"
    )
    parser.add_argument(
        "--own",
        action="store_true",
        help="only the points a card's own answer misses or contradicts",
    )
    options = parser.parse_args()
    if options.own:
        print("\n".join(own_misses(cards().values())))
        return 0
    known, answers = cards(), read_answers()
    print(f"{'':<18}answers  points  precision  recall  caught   right  alarms")
    for name, some in parts(answers):
        print(f"{name:<18}{measure(some, known)}")
    if options.cards:
        seen = [told for told in answers if told.half == "seen"]
        for card in sorted({told.card for told in seen}):
            print(f"{card:<48}{measure([t for t in seen if t.card == card], known)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
