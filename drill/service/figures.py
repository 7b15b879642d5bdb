"""The figures of the home screen, from the states and the day's plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from random import Random

from drill.progress.weak_spot import RECENT_DAYS
from drill.progress.weak_spot import weak_spot as most_made
from drill.schedule.fold import elapsed_days
from drill.schedule.memory import Parameters, retrievability
from drill.schedule.queue import Pace, Planned
from drill.schedule.settings import local_day
from drill.schedule.state import ItemState
from drill.service.catalogue import Catalogue, Entry
from drill.service.clock import Moment
from drill.service.messages import Home, TopicLine
from drill.service.records import Records

MOST_ITEMS = 10
"""A short session is made of this many items at most."""


def home(catalogue: Catalogue, records: Records, now: Moment, rng: Random) -> Home:
    """Work out everything the home screen shows; all of it true at `now`."""
    planned = records.plan(catalogue, now, rng)
    today = local_day(now.utc_ms, now.offset_min, records.settings().rollover_hour)
    interview = records.settings().interview_date
    due = [one for one in planned if one.reason != "new"]
    spot = weak_spot(catalogue, records, now)
    return Home(
        advice=spot[0],
        advice_items=spot[1],
        date=f"{today:%a} {today.day} {today:%b}",
        due=len(due),
        new=len(planned) - len(due),
        minutes=_minutes(catalogue, planned, records.pace()),
        topics=topic_lines(
            catalogue,
            records.states(),
            records.parameters(),
            planned,
            now,
            out=records.settings().topics_out,
        ),
        days=records.day_counts(today, 14),
        interview_in_days=(interview - today).days if interview and interview >= today else None,
        problems=tuple(str(problem) for problem in catalogue.problems),
    )


def weak_spot(catalogue: Catalogue, records: Records, now: Moment) -> tuple[str, tuple[str, ...]]:
    """Name the mistake made most in two weeks, and the items to practise against it.

    Empty where none was made three times. An item that is set aside, or in no bank any more, is
    not practised.
    """
    states = records.states()
    made = [
        (mistake, item)
        for mistake, item in records.recent_mistakes(now, RECENT_DAYS)
        if item in catalogue.entries and not (item in states and states[item].suspended)
    ]
    found = most_made(made)
    if found is None:
        return "", ()
    from drill.grade.mistakes import named

    id_, times, items = found
    return f"{named(id_).name}: {times} times in two weeks.", items[:MOST_ITEMS]


def _minutes(catalogue: Catalogue, planned: Sequence[Planned], pace: Pace) -> int:
    """Estimate what today's cards take, at the learner's own pace; at least one minute."""
    by_item = {one.item: one for one in catalogue.candidates()}
    seconds = sum(pace.seconds(by_item[one.item], one.reason == "new") for one in planned)
    return max(1, round(seconds / 60)) if planned else 0


def topic_lines(
    catalogue: Catalogue,
    states: Mapping[str, ItemState],
    parameters: Parameters,
    planned: Sequence[Planned],
    now: Moment,
    *,
    out: Collection[str] = (),
) -> tuple[TopicLine, ...]:
    """Say of each topic how well it is held and what of it is planned today."""
    topic_of = {item: entry.topic for item, entry in catalogue.entries.items()}
    due = Counter(topic_of[one.item] for one in planned if one.reason != "new")
    new = Counter(topic_of[one.item] for one in planned if one.reason == "new")
    return tuple(
        TopicLine(
            topic.id,
            topic.title,
            mastery(catalogue.by_topic[topic.id], states, parameters, now.utc_ms),
            due[topic.id],
            new[topic.id],
            "" if new[topic.id] else _opens_after(catalogue, topic.id, states),
            out=topic.id in out,
        )
        for topic in catalogue.topics
    )


def mastery(
    entries: Sequence[Entry],
    states: Mapping[str, ItemState],
    parameters: Parameters,
    now_ms: int,
) -> float | None:
    """Average the probability of recall over all items, the unseen counting 0; None if all are."""
    total, seen = 0.0, 0
    for entry in entries:
        state = states.get(entry.item)
        if state is not None and not state.new:
            seen += 1
            total += retrievability(elapsed_days(state, now_ms), state.stability, parameters)
    return total / len(entries) if seen else None


def _opens_after(catalogue: Catalogue, topic: str, states: Mapping[str, ItemState]) -> str:
    """Name the topic whose concepts an untouched topic still waits for, where it does."""
    entries = catalogue.by_topic[topic]
    if any(entry.item in states and not states[entry.item].new for entry in entries):
        return ""
    first = entries[0].concept if entries else ""
    requires = catalogue.concepts[first].requires if first in catalogue.concepts else ()
    for concept in requires:
        waiting = catalogue.by_concept.get(concept, [])
        if waiting and all(one.item not in states or states[one.item].new for one in waiting):
            return catalogue.title(waiting[0].topic)
    return ""
