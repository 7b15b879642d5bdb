"""`drill schedule …`: how well the memory model predicts, and what the days ahead lead to."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from random import Random

from drill.cli.app import start_of
from drill.cli.call import DONE, CallError
from drill.schedule.evaluate import Evaluation, ReviewsError, parse_reviews
from drill.schedule.evaluate import evaluate as evaluate_log
from drill.schedule.plan import Plan
from drill.schedule.plan import plan as plan_days
from drill.service.banks import load_library
from drill.service.catalogue import Catalogue
from drill.service.clock import Clock, parse_now
from drill.service.places import find_places
from drill.service.records import Records
from drill.service.spans import count
from drill.wire import to_json


def evaluate(options: Namespace) -> int:
    """Say how well the model predicts a log of reviews."""
    if options.file != "-" and not Path(options.file).is_file():
        raise CallError(f"{options.file}: there is no such file")
    try:
        if options.file == "-":
            found = _evaluated(sys.stdin, options)
        else:
            with Path(options.file).open(encoding="utf-8-sig", newline="") as lines:
                found = _evaluated(lines, options)
    except UnicodeDecodeError as error:
        said = f"{options.file}: not UTF-8 at byte {error.start}; save it as UTF-8"
        raise CallError(said) from None
    except ReviewsError as error:
        raise CallError(f"{options.file}: {error}") from None
    if options.json:
        print(json.dumps(to_json(found)))
        return DONE
    print(
        f"{count(found.predictions, 'prediction')} over {count(found.reviews, 'review')} "
        f"of {count(found.cards, 'card')}"
    )
    for model in found.models:
        auc = "-" if model.auc is None else f"{model.auc:.3f}"
        print(
            f"{model.model:<24} log loss {model.log_loss:.4f}  "
            f"RMSE(bins) {model.rmse_bins:.4f}  AUC {auc}"
        )
    print(f"recalibration lowers the log loss by {found.gain:.4f} ± {found.gain_error:.4f}")
    return DONE


def _evaluated(lines: Iterable[str], options: Namespace) -> Evaluation:
    return evaluate_log(parse_reviews(lines), options.day_start)


def plan(options: Namespace) -> int:
    """Play the days up to the interview and say what they lead to."""
    start = start_of(options)
    clock = Clock(parse_now(start.now) if start.now else None)
    places = find_places(options.db)
    if not places.journal.exists():
        raise CallError(f"{places.journal}: there is no journal to plan from; practise once first")
    catalogue = Catalogue(load_library(start.content, places))
    records = Records(places, clock)
    try:
        now = clock.now()
        made = plan_days(
            catalogue.candidates(records.settings().topics_out),
            records.states(),
            records.settings(),
            records.parameters(),
            now_ms=now.utc_ms,
            rng=Random(now.utc_ms // 86_400_000),
            offset_min=now.offset_min,
            introduced_today=records.introduced_today(now),
            pace=records.pace(),
        )
    finally:
        records.close()
    if options.json:
        print(json.dumps(to_json(made)))
    else:
        _print_plan(made)
    return DONE


def _print_plan(made: Plan) -> None:
    for day in made.days:
        print(
            f"{day.day}  {day.minutes:>5.0f} min  {day.reviews:>5.0f} reviews  {day.new:>4.0f} new"
        )
    end = made.days[-1].day + timedelta(days=1)
    print(
        f"on {end} {made.ready:.0%} ± {made.ready_error:.0%} would be recalled; "
        f"{made.unmet:.0%} would never have been met"
    )
    if made.settings.interview_date is None:
        print(f"no interview date is set: drill settings interview {end}")
