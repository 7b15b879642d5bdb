"""What an answer left out or had wrong, each with its reason, so that it can be mended."""

from __future__ import annotations

from collections.abc import Iterator

from drill.session.interview.interview import Interview
from drill.session.interview.steps import Answered, Grade, Mark, Ticked
from drill.value import Value


class Miss(Value):
    """One thing that was looked for and not found."""

    text: str
    """What was looked for."""
    why: str
    """What was there instead, in a sentence."""


def missed(interview: Interview, answer: Answered, tick: Ticked) -> tuple[Miss, ...]:
    """List what an answer missed: its points, its fields, its follow-ups."""
    return (
        *_points(answer, tick),
        *(_field(one) for one in answer.grades if one.wrong),
        *_follow_ups(interview, answer, tick),
    )


def _points(answer: Answered, tick: Ticked) -> Iterator[Miss]:
    for mark in answer.marks:
        if mark.id not in tick.points:
            yield Miss(mark.text, _why(mark, blank=answer.blank))


def _why(mark: Mark, *, blank: bool) -> str:
    if blank:
        return "Passed over."
    if mark.contradicted:
        fatal = ": a fatal error" if mark.must else ""
        return f"You wrote “{mark.contradicted}”, which says the opposite{fatal}."
    if mark.matched:
        return f"You wrote “{mark.matched}”, and did not tick it."
    if mark.must:
        return "Not said, and the answer must have it."
    return "Not said; it " + ("names a condition or a price." if mark.condition else "goes deeper.")


def _field(one: Grade) -> Miss:
    """Say what was typed in a field that is wrong, and what is known of the mistake."""
    if not one.given:
        return Miss(one.label or "the result", "Left empty.")
    typed = f"“{one.chosen}”" if one.chosen else one.given
    reasons = [f"{mistake.name}: {mistake.sentence}" for mistake in one.mistakes[:1]]
    reasons += [one.message] if one.message and not reasons else []
    # An order in one's own letters says nothing once its lines are not beside it, nor do the lines
    # of a derivation squeezed into one.
    alone = (one.right and not one.chosen) or "\n" in one.given.strip()
    alone = alone or f"yours is {one.given.strip()}" in one.message  # it says so itself
    said = one.message if alone else f"You answered {typed}."
    return Miss(one.label or "the result", " ".join(dict.fromkeys([said, *reasons])))


def _follow_ups(interview: Interview, answer: Answered, tick: Ticked) -> Iterator[Miss]:
    for index, probe in enumerate(answer.probes):
        if index not in tick.probes:
            told = interview.probed.get((answer.n, index))
            asked = "Passed over." if told is not None else "Not reached."
            held = "You answered, and did not tick it."
            yield Miss(probe.prompt, held if told is not None and told.said else asked)
