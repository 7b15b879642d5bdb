"""`drill schedule simulate`: what a retention costs and leads to, tried on a simulated learner."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Sequence

from drill.cli.call import DONE, CallError
from drill.schedule.memory import Parameters, ParametersError
from drill.schedule.settings import SettingsError
from drill.schedule.simulate import RETENTIONS, Outcome, Trial, simulate
from drill.wire import to_json

LOOKS = 3
"""On how many days before the last it is said what is held."""


def run(options: Namespace) -> int:
    """Play each policy and say what comes of it."""
    trial = Trial(
        days=options.days,
        cards=options.cards,
        minutes_per_day=options.minutes,
        new_per_day=options.new,
        interview=options.interview,
        runs=options.runs,
        seed=options.seed,
    )
    retentions = tuple(options.retention or RETENTIONS)
    try:
        found = simulate(trial, retentions, _learner(options.learner))
    except (SettingsError, ParametersError) as error:
        raise CallError(str(error)) from None
    if options.json:
        print(json.dumps({**to_json(trial), "policies": [_json(one) for one in found]}))
    else:
        _print(trial, found)
    return DONE


def _learner(text: str | None) -> Parameters | None:
    if text is None:
        return None
    try:
        return Parameters(tuple(float(one) for one in text.split(",")))
    except ValueError as error:
        said = str(error) if isinstance(error, ParametersError) else "they are numbers"
        raise CallError(f"--learner takes FSRS-6's weights, with commas: {said}") from None


def _json(outcome: Outcome) -> dict[str, object]:
    totals = ("reviews", "minutes", "busiest", "met", "held")
    made: dict[str, object] = to_json(outcome)
    return {**{name: round(getattr(outcome, name), 4) for name in totals}, **made}


def _print(trial: Trial, found: Sequence[Outcome]) -> None:
    days = _looked_at(trial.days)
    limit = f"{trial.minutes_per_day} min" if trial.minutes_per_day else "any time"
    end = ", then an interview" if trial.interview else ""
    print(
        f"{trial.cards} cards, {trial.days} days{end}; a day {limit} and {trial.new_per_day} new "
        f"at most; seed {trial.seed}, mean of {trial.runs}"
    )
    print()
    heads = ("retention", "reviews/day", "min/day", "longest", "met")
    print("  ".join([*heads, *(f"held day {day}" for day in days)]))
    for one in found:
        cells = [
            f"{one.retention * 100:.4g}%",
            f"{one.reviews:.1f}",
            f"{one.minutes:.1f}",
            f"{one.busiest:.0f}",
            f"{one.met:.0f}",
        ]
        held = [f"{one.days[day - 1].held:.0f}" for day in days]
        widths = [*map(len, heads), *(len(f"held day {day}") for day in days)]
        print("  ".join(f"{cell:>{w}}" for cell, w in zip([*cells, *held], widths, strict=True)))
    print()
    print("held: how many of the cards would be recalled the morning after that day")


def _looked_at(days: int) -> list[int]:
    """Choose the days at which it is said what is held: spread evenly, the last among them."""
    parts = LOOKS + 1
    return sorted({max(days * part // parts, 1) for part in range(1, parts + 1)})
