"""What a mock interview says in lines: brief, question, comparison, scorecard.

From messages to lines of text; nothing here reads, waits or answers.
"""

from __future__ import annotations

from collections.abc import Iterator

from drill.cli.lines import step_line
from drill.service.messages import Assessed, Brief, Scorecard, Slot, SlotLine, TypedLine
from drill.service.spans import count, say_clock

VERDICTS = {
    "correct": "Correct.",
    "form": "Right in value, not in the form asked for.",
    "wrong": "Not quite.",
    "undecided": "It could not be decided; it counts neither way.",
}
FOLLOWS = "Carried on from the field before; that mistake counts once."


def brief(shown: Brief) -> Iterator[str]:
    """Say what is about to happen."""
    mode = "with a coach" if shown.coach else "as an exam: nothing is revealed until the end"
    begun = f"Going on with slot {shown.resumed}. " if shown.resumed else ""
    times = f"{len(shown.slots)} slots of {say_clock(shown.slot_seconds)}"
    yield f"{begun}Mock interview, {shown.level}, {shown.minutes} minutes, {mode}."
    yield f"{times}: {', '.join(shown.slots)}."
    yield f"You pass with {shown.passes}. Seed {shown.seed}."
    yield from shown.notes
    yield "/help lists what you can do."


def slot(shown: Slot) -> Iterator[str]:
    """Ask a question."""
    yield ""
    yield (
        f"Slot {shown.n} of {shown.of}: {shown.kind}, {shown.title}. "
        f"Time {say_clock(shown.seconds)}."
    )
    yield ""
    yield shown.prompt
    yield ""


def assessed(shown: Assessed) -> Iterator[str]:
    """Compare an answer with what was looked for, up to what can be ticked."""
    yield ""
    yield f"Compare, slot {shown.n} of {shown.of}: {shown.kind}."
    yield shown.prompt
    yield ""
    if shown.blank:
        yield "You passed it over."
        for one in shown.typed:
            yield from _right(one)
    else:
        for one in shown.typed:
            yield from _typed(one)
        if shown.told.strip():
            yield "You wrote:"
            yield shown.told
        for mistake in shown.misconceptions:
            yield f"{mistake.name}: {mistake.sentence}"
    if shown.solution:
        yield from map(step_line, shown.solution)
    else:
        yield "Answer:"
        yield shown.answer
    yield from _points(shown)
    yield from _follow_ups(shown)
    yield _what_to_tick(shown)


def tickable(shown: Assessed) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Give the points and the follow-ups that can be ticked, in the order of their numbers."""
    points = () if shown.blank else tuple(one.id for one in shown.points)
    return points, tuple(i for i, one in enumerate(shown.probes) if one.told)


def proposed(shown: Assessed) -> tuple[int, ...]:
    """Give the numbers that are ticked beforehand."""
    points, probes = tickable(shown)
    likely = [i for i, one in enumerate(points, 1) if one in shown.ticked]
    first = len(points) + 1
    return (*likely, *(i for i, one in enumerate(probes, first) if shown.probes[one].likely))


def scorecard(card: Scorecard) -> Iterator[str]:
    """Say the band, what it rests on, what to do next, and every question."""
    yield ""
    yield f"Scorecard: {card.band}, {card.total} of 100."
    yield card.why
    for one in card.criteria:
        yield f"  {one.name}: {one.points} of {one.of}. {one.evidence}."
    for text in card.fatal:
        yield f"Fatal error, the opposite of: {text}"
    if card.advice:
        yield "Next time:"
        yield from (f"  - {text}" for text in card.advice)
    for line in card.slots:
        yield from _slot_line(line)
    if card.reopened:
        yield f"Back tomorrow: {count(len(card.reopened), 'question')}. To practise them now:"
        yield "  drill practice" + "".join(f" --item {item}" for item in card.reopened)


def _typed(one: TypedLine) -> Iterator[str]:
    name = f"{one.label}: " if one.label else "You answered: "
    chosen = f", {one.chosen}" if one.chosen else ""
    verdict = FOLLOWS if one.follows else VERDICTS.get(one.verdict, one.verdict)
    message = "" if one.follows or not one.message else f" {one.message}"
    yield f"{name}{one.text or 'nothing'}{chosen}. {verdict}{message}"
    yield from _right(one)


def _right(one: TypedLine) -> Iterator[str]:
    if one.right:
        yield f"{one.label}: right is" if one.label else "Right is:"
        yield from (f"  {line}" for line in one.right.split("\n"))


def _points(shown: Assessed) -> Iterator[str]:
    if shown.points:
        yield "What it should say:"
    for number, point in enumerate(shown.points, 1):
        mark = "-" if shown.blank else f"{number}."
        must = " (must have)" if point.must else ""
        made = f" You wrote: {point.matched}." if point.matched else ""
        against = shown.contradicted.get(point.id, "")
        opposite = f" You seem to say the opposite: {against}." if against else ""
        yield f"  {mark} {point.text}{must}{made}{opposite}"


def _follow_ups(shown: Assessed) -> Iterator[str]:
    points, answered = tickable(shown)
    for index, one in enumerate(shown.probes):
        if index in answered:
            yield f"  {len(points) + 1 + answered.index(index)}. Follow-up: {one.prompt}"
            yield f"     You answered: {one.told.strip()}"
        else:
            became = "passed over" if one.reached else "not reached"
            yield f"  - Follow-up, {became}: {one.prompt}"
        yield f"     Looked for: {one.answer}"


def _what_to_tick(shown: Assessed) -> str:
    if not any(tickable(shown)):
        return "Enter goes on."
    said = " ".join(map(str, proposed(shown))) or "none"
    return f"Which did you make? Type their numbers, or 0. Enter is: {said}."


def _slot_line(one: SlotLine) -> Iterator[str]:
    spent = f", {say_clock(one.seconds)} of {say_clock(one.limit)}" if one.seconds else ""
    hints = f", {count(one.hints, 'hint')}" if one.hints else ""
    yield ""
    yield f"Slot {one.n}, {one.kind}: {one.verdict}{spent}{hints}."
    if one.question:
        yield f"  {one.question}"
    for missed in one.missed:
        yield f"  - {missed.text} {missed.why}"
    if one.back:
        page = f" Read “{one.read}”." if one.read else ""
        yield f"  Back tomorrow.{page}"
