"""Make `data/demo/history.jsonl`: a made-up learner's ninety days, over the real banks.

Run by hand after the banks or the shape of an event have changed: `python tests/make_demo.py`. The
same seed and banks give the same file. The learner remembers a little worse than the memory model
says, holds misconceptions that each correction weakens, misses days, and takes answers back.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import exp
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from drill.bank.model import Seniority
from drill.exercise.contract import Exercise, WiredMistake
from drill.exercise.make import make
from drill.grade.mistakes import named
from drill.grade.part import AnswerType, Part
from drill.grade.verdict import DecidedBy, Judgement, Verdict
from drill.journal.events import Event, to_change, to_json
from drill.schedule.fold import fold
from drill.schedule.memory import Parameters
from drill.schedule.queue import Planned, day_queue
from drill.schedule.settings import MINUTE_MS, Settings, day_start_ms, number_of
from drill.schedule.state import ItemState, Rating
from drill.service.banks import load_library
from drill.service.catalogue import Catalogue, Entry
from drill.service.demo import HISTORY, LAST_DAY
from drill.service.places import Places
from drill.session.attempt import Attempt, review_body
from drill.session.interview.interview import Interview
from drill.session.interview.marks import states_condition
from drill.session.interview.rules import slot_seconds
from drill.session.interview.score import score
from drill.session.interview.slots import Candidate, choose
from drill.session.interview.steps import (
    Answered,
    Mark,
    Plan,
    Ticked,
    end_body,
    plan_body,
    step_body,
)
from drill.session.question import Question, from_card, from_exercise
from drill.wire import to_json as plain

SEED = 20
DAYS = 90
INTERVIEW_IN = 18
DEVICE = "made-up"
SETTINGS = Settings(new_per_day=9, minutes_per_day=19)
INTERVIEWS = (30, 47, 61, 74, 86)
HOLIDAY = range(38, 44)
PARAMETERS = Parameters()
WORSE = 1.25
"""How much worse than the memory model says the learner remembers, as an exponent."""
VARIANTS = 4
"""Different exercises of a level: making them is what takes the time."""
STUBBORN = "inner-derivative-missing"
LAST_CARDS = 6
"""What was answered this morning; the rest of the day's cards is left to whoever looks."""


@dataclass
class Learner:
    """Someone who does not exist, and what became of their ninety days."""

    catalogue: Catalogue
    rng: Random
    states: dict[str, ItemState] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    times_made: dict[str, int] = field(default_factory=dict)
    exercises: dict[tuple[str, int, int], Exercise] = field(default_factory=dict)
    clock: int = 0

    def live(self, days: int = DAYS) -> None:
        """Live through so many days and a last morning."""
        first = number_of(date.fromisoformat(LAST_DAY)) - days
        for index in range(days + 1):
            self.clock = day_start_ms(first + index, 0, 4) + self.rng.randint(130, 190) * MINUTE_MS
            if index == 0:
                interview = date.fromisoformat(LAST_DAY) + timedelta(days=INTERVIEW_IN)
                body = plain(SETTINGS) | {"interview_date": interview.isoformat()}
                self._append("settings", "", body)
            if index == days:
                self._session(LAST_CARDS)
            elif index not in HOLIDAY and self.rng.random() < 0.83:
                self._session(200)
            if index in INTERVIEWS:
                self._interview(INTERVIEWS.index(index))

    def _session(self, most: int) -> None:
        name = f"{self.rng.getrandbits(32):08x}"
        queue = day_queue(
            self.catalogue.candidates(),
            self.states,
            SETTINGS,
            PARAMETERS,
            now_ms=self.clock,
            rng=self.rng,
        )[:most]
        again = [one for one in queue if self._meet(one, name, again=False) == Rating.AGAIN]
        if again:
            self.clock += 10 * MINUTE_MS
        for one in again:
            self._meet(one, name, again=True)
        self._afterwards()

    def _meet(self, planned: Planned, session: str, *, again: bool) -> Rating:
        entry = self.catalogue.entries[planned.item]
        question = self._question(entry)
        think_ms = round(self.rng.lognormvariate(2.9, 0.6) * 1000)
        self.clock += think_ms + self.rng.randint(4, 15) * 1000
        attempt = Attempt(1, question, planned.mode)
        rating = self._answer(attempt, self._chance(planned, again=again), think_ms)
        body = review_body(attempt, rating, session)
        del body["content_hash"]  # a bank that is edited later must not look edited by then
        event = self._append("review", planned.item, body)
        if self.rng.random() < 0.004:
            self._take_back(event)
        return rating

    def _chance(self, planned: Planned, *, again: bool) -> float:
        """Say how likely a right answer is."""
        if again:
            return 0.85
        if planned.reason == "new":
            return 0.62
        return min(0.97, planned.retrievability**WORSE)

    def _question(self, entry: Entry) -> Question:
        if entry.card is not None:
            return from_card(entry.card, self.rng)
        assert entry.family is not None
        state = self.states.get(entry.item)
        level = entry.level(max(1, state.level if state else 1))
        key = (entry.family.family, level, self.rng.randint(1, VARIANTS))
        if key not in self.exercises:
            self.exercises[key] = make(key[0], key[1], str(key[2]))
        return from_exercise(self.exercises[key], entry.topic, entry.concept)

    # --- answering -------------------------------------------------------------------------------

    def _answer(self, attempt: Attempt, chance: float, ms: int) -> Rating:
        right = self.rng.random() < chance
        sure = self.rng.choice((3, 4, 4) if right else (1, 2, 2, 3, 4))
        if not attempt.question.graded:
            return self._tell(attempt, sure, ms, right=right)
        slip = self._slip(attempt.question, right=right)
        if slip is not None:
            self._type(attempt, Judgement.WRONG, sure, ms, slip)
        elif not right and self.rng.random() < 0.7:
            self._type(attempt, Judgement.WRONG, sure, ms)
        elif right:
            self._type(attempt, Judgement.CORRECT, sure, ms)
        if not attempt.correct and attempt.tries and self.rng.random() < 0.4:
            self._type(attempt, Judgement.CORRECT, None, ms + 9_000)
        if not attempt.correct:
            attempt.reveal("", sure, ms)
        return self._rate(attempt.suggestion())

    def _tell(self, attempt: Attempt, sure: int, ms: int, *, right: bool) -> Rating:
        question = attempt.question
        told = " ".join(question.answer.split())[:32] if right else ""
        attempt.reveal(told.rsplit(" ", 1)[0], sure, ms)
        points = question.key_points
        share = 1.0 if right else 0.35
        attempt.points = tuple(
            one.id for one in points if (right and one.must) or self.rng.random() < share
        )
        suggested = attempt.suggestion()
        return self._rate(suggested if points else Rating.GOOD if right else Rating.AGAIN)

    def _rate(self, suggested: Rating) -> Rating:
        if suggested is Rating.GOOD:
            return self.rng.choices((Rating.HARD, Rating.GOOD, Rating.EASY), (8, 78, 14))[0]
        return suggested

    def _slip(self, question: Question, *, right: bool) -> WiredMistake | None:
        """Make one of the wired mistakes, if the learner holds a misconception for it."""
        wired = sorted(question.mistakes, key=lambda one: one.id)
        held = [(one, self._hold(one.id)) for one in wired]
        likely = [(one, hold * (0.25 if right else 1.0)) for one, hold in held]
        for one, hold in likely:
            if self.rng.random() < hold:
                self.times_made[one.id] = self.times_made.get(one.id, 0) + 1
                return one
        return None

    def _hold(self, id_: str) -> float:
        """Say how strongly a misconception is held after it was corrected so often."""
        made = self.times_made.get(id_, 0)
        if id_ == STUBBORN:
            return 0.9 * exp(-made / 70)
        return 0.35 * exp(-made / 2.5)

    def _type(
        self,
        attempt: Attempt,
        judgement: Judgement,
        sure: int | None,
        ms: int,
        slip: WiredMistake | None = None,
    ) -> None:
        answers, verdicts = {}, {}
        for part in attempt.question.parts:
            here = slip is None or slip.part == part.id
            said = judgement if here else Judgement.CORRECT
            answers[part.id] = self._typed(part, said, slip if here else None)
            mistakes = (named(slip.id),) if slip is not None and here else ()
            by = DecidedBy.IDENTITY if said is Judgement.CORRECT else DecidedBy.NUMBERS
            verdicts[part.id] = Verdict(said, by, mistakes=mistakes)
        attempt.answer(answers, verdicts, sure, ms)

    def _typed(self, part: Part, said: Judgement, slip: WiredMistake | None) -> str:
        if slip is not None:
            return slip.answer
        truth = part.truth.splitlines()[0] if part.truth else ""
        if said is Judgement.CORRECT:
            return truth
        match part.answer:
            case AnswerType.CHOICE:
                return self.rng.choice([one.id for one in part.choices if one.id != part.truth])
            case AnswerType.ORDERING:
                return " ".join(reversed(truth.split()))
            case AnswerType.NUMBER | AnswerType.EXPRESSION:
                return f"2*({truth})"
        return "0"

    # --- besides ---------------------------------------------------------------------------------

    def _take_back(self, event: Event) -> None:
        self.clock += 3_000
        self._append("void", event.item, {"of": event.id})
        self.states.clear()
        for one in standing(self.events):
            self._fold(one)

    def _afterwards(self) -> None:
        """Now and then, write a note."""
        if self.rng.random() < 0.06:
            item = self.rng.choice([one for one in self.states if not one.startswith("exercise/")])
            self._append("note", item, {"text": "draw it first"})

    def _interview(self, number: int) -> None:
        self.clock += 30 * MINUTE_MS
        held = held_interview(self.catalogue, self.states, self.rng, 0.5 + 0.085 * number, number)
        for item, body in held:
            self._append("interview", item, body)
            self.clock += 3 * MINUTE_MS

    def _append(self, kind: str, item: str, body: dict[str, Any]) -> Event:
        number = len(self.events) + 1
        event = Event("me", DEVICE, number, kind, item, self.clock, 0, body)
        self.events.append(event)
        self._fold(event)
        return event

    def _fold(self, event: Event) -> None:
        change = to_change(event)
        if change is not None:
            before = self.states.get(event.item)
            self.states[event.item] = fold(before, change, event.item, PARAMETERS)


def standing(events: Sequence[Event]) -> Iterator[Event]:
    gone = {event.body["of"] for event in events if event.kind == "void"}
    return (event for event in events if event.id not in gone and event.kind != "void")


def held_interview(
    catalogue: Catalogue, states: Mapping[str, ItemState], rng: Random, skill: float, number: int
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Hold an interview about cards that were met; give the item and the body of its events.

    `skill` is the chance that a key point is made.
    """
    level = Seniority.MID if number < 3 else Seniority.SENIOR
    known = [entry.card for item, entry in catalogue.entries.items() if item in states]
    cards = {card.id: card for card in known if card is not None and card.key_points}
    slots = choose(
        [Candidate(one.id, one.topic, one.concept, one.kind, one.level) for one in cards.values()],
        level,
        rng,
    )
    plan = Plan(f"made-up-{number}", level, 45, number, False, slots, slot_seconds(45, len(slots)))
    yield "", plan_body(plan)
    interview = Interview(plan)
    ticks: list[tuple[str, Ticked]] = []
    for n, slot in enumerate(slots, 1):
        card = cards[slot.item]
        made = [point for point in card.key_points if rng.random() < skill]
        marks = tuple(
            Mark(
                one.id,
                spoken(one.text),
                one.must,
                one.weight,
                states_condition(one.text),
                matched=spoken(one.text, 20) if one in made and rng.random() < skill else "",
            )
            for one in card.key_points
        )
        told = " ".join(spoken(one.text) for one in made)
        ms = rng.randint(200, 460) * 1000
        points = tuple(one.id for one in made)
        prompt, answer = spoken(card.prompt), spoken(card.answer)
        answered = Answered(n, prompt, answer, told, marks=marks, ms=ms)
        interview.take(answered)
        ticks.append((slot.item, Ticked(n, points)))
        yield slot.item, step_body(plan, answered)
    for item, tick in ticks:
        interview.take(tick)
        yield item, step_body(plan, tick)
    yield "", end_body(plan, score(interview))


def spoken(prose: str, most: int = 110) -> str:
    """Cut a prose to what one line of a transcript holds."""
    words = " ".join(prose.replace("$", "").split())
    return words if len(words) <= most else words[:most].rsplit(" ", 1)[0] + " …"


def main() -> None:
    """Write the history."""
    with TemporaryDirectory() as folder:
        room = Path(folder)
        places = Places(room / "d.db", room, room / "config.toml", room)
        learner = Learner(Catalogue(load_library((), places)), Random(SEED))
    learner.live()
    HISTORY.parent.mkdir(parents=True, exist_ok=True)
    lines = [to_json(event) for event in learner.events]
    HISTORY.write_text("\n".join(lines) + "\n", encoding="utf-8")
    size = HISTORY.stat().st_size
    print(f"{len(lines)} events, {size / 1e6:.2f} MB", file=sys.stderr)


if __name__ == "__main__":
    main()
