"""Time the memory model and the queue, and score the model on a log of reviews where one is given.

    python tests/benchmarks/memory.py [REVIEWS.csv [HH:MM]]

Prints medians of several rounds in one run; compare only within a run.
"""

import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter

from fsrs import Card, Scheduler
from fsrs import Rating as TheirRating

from drill.schedule.evaluate import evaluate, parse_reviews
from drill.schedule.fold import DAY_MS, fold, replay
from drill.schedule.memory import Parameters, step
from drill.schedule.queue import Candidate, day_queue
from drill.schedule.settings import Settings
from drill.schedule.state import ItemState, Rating, Reviewed

PARAMETERS = Parameters()
START = datetime(2026, 11, 23, 9, tzinfo=UTC)
NOW = round(START.timestamp() * 1000)
ROUNDS = 7


def timed(work: Callable[[], object]) -> float:
    """Give the median seconds of some rounds."""
    found = []
    for _ in range(ROUNDS):
        begun = perf_counter()
        work()
        found.append(perf_counter() - begun)
    return median(found)


def history(count: int) -> list[tuple[int, Rating]]:
    rng = Random(1)
    return [(rng.randint(1, 30), rng.choice(list(Rating))) for _ in range(count)]


def ours(reviews: list[tuple[int, Rating]]) -> None:
    stability = difficulty = 0.0
    for days, rating in reviews:
        stability, difficulty = step(stability, difficulty, days, rating, PARAMETERS)


def folded(reviews: list[tuple[int, Rating]]) -> None:
    moment = NOW
    changes = []
    for days, rating in reviews:
        moment += days * DAY_MS
        changes.append(Reviewed(moment, rating))
    replay("a", changes, PARAMETERS)


def theirs(reviews: list[tuple[int, Rating]]) -> None:
    scheduler = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    card, now = Card(), START
    for days, rating in reviews:
        now += timedelta(days=days)
        card, _ = scheduler.review_card(card, TheirRating(int(rating)), now)


def queue(known: float) -> float:
    """Give the seconds the day's queue takes over 10,000 items, a share of them reviewed."""
    rng = Random(2)
    row = [
        Candidate(f"card-{n}", f"topic-{n % 7}", f"concept-{n % 140}", "card", n)
        for n in range(10_000)
    ]
    states: dict[str, ItemState] = {}
    for one in row:
        if rng.random() < known:
            ago = rng.randint(0, 40 * DAY_MS)
            states[one.item] = fold(None, Reviewed(NOW - ago, Rating.EASY), one.item, PARAMETERS)
    return timed(lambda: day_queue(row, states, Settings(), PARAMETERS, now_ms=NOW, rng=Random(3)))


def main(arguments: list[str]) -> None:
    """Print the figures."""
    reviews = history(2000)
    for name, work in (("step", ours), ("fold", folded), ("fsrs package", theirs)):
        print(f"{name:<14}{timed(partial(work, reviews)) / 2000 * 1e6:8.2f} µs a review")
    for known in (0.0, 0.5, 1.0):
        print(f"queue of 10,000 items, {known:.0%} reviewed: {queue(known) * 1000:6.1f} ms")
    if arguments:
        hours, minutes = (arguments[1] if len(arguments) > 1 else "04:00").split(":")
        with Path(arguments[0]).open(encoding="utf-8", newline="") as lines:
            found = evaluate(parse_reviews(lines), int(hours) * 60 + int(minutes))
        print(f"{found.predictions} next-day predictions of {found.reviews} reviews")
        for one in found.models:
            print(
                f"{one.model:<22} log loss {one.log_loss:.4f}"
                f"  later half {one.log_loss_later_half:.4f}"
                f"  first 500 {one.log_loss_first_500:.4f}"
                f"  rmse(bins) {one.rmse_bins:.4f}  auc {one.auc or 0.0:.4f}"
            )
        print(f"gain {found.gain:.4f} ± {found.gain_error:.4f} (95 %)")


if __name__ == "__main__":
    main(sys.argv[1:])
