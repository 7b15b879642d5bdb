"""How well the memory model predicts a log of reviews that it has not seen.

Played through in the order of time: before each review on a later day than the item's last, the
model says how likely recall is, from the past alone; then it sees what happened. Two models are
measured: FSRS-6 with the given weights, and the same with the learner's own corrections on top.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from math import sqrt
from typing import Final

from drill.schedule.memory import Parameters, retrievability, step
from drill.schedule.recalibrate import Recalibration
from drill.schedule.scores import Outcome, Score, losses, mean, score
from drill.schedule.settings import DAY_MS, MINUTE_MS
from drill.schedule.state import Rating

COLUMNS: Final = ("card_id", "review_rating", "review_time")
MAX_REVIEWS: Final = 2_000_000
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
UNIX_TO_MS: Final = {10: 1000, 13: 1}
"""By how many digits a Unix time has, how many milliseconds one of its units is."""
RATINGS: Final = {str(int(rating)): rating for rating in Rating}


class ReviewsError(ValueError):
    """A log that cannot be read; one line that says where and what would be right."""


@dataclass(frozen=True, slots=True)
class LoggedReview:
    """One line of a log."""

    card: str
    rating: Rating
    utc_ms: int
    offset_min: int = 0


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What was predicted and how well. The recalibrated model comes last."""

    reviews: int
    cards: int
    predictions: int
    recalled: int
    day_start_min: int
    """When a day begins, in minutes after midnight on the clock the log was written by."""
    models: tuple[Score, ...]
    gain: float
    """By how much recalibration lowers the log loss; negative where it raises it."""
    gain_error: float
    """Half the width of the 95 % interval of that difference, which is taken pairwise."""


def parse_reviews(lines: Iterable[str]) -> tuple[LoggedReview, ...]:
    """Read a log as CSV with the columns card_id, review_rating, review_time, in any order of time.

    Further columns are ignored. A time is ISO 8601, where one without an offset is UTC, or a whole
    number, Unix time in milliseconds (13 digits) or seconds (10). Raises `ReviewsError`.
    """
    rows = csv.DictReader(lines)
    reviews: list[LoggedReview] = []
    try:
        missing = [name for name in COLUMNS if name not in (rows.fieldnames or ())]
        if missing:
            raise ReviewsError(f"line 1: no column {missing[0]!r}; needed are {', '.join(COLUMNS)}")
        for row in rows:
            reviews.append(_logged(row, rows.line_num))
            if len(reviews) > MAX_REVIEWS:
                raise ReviewsError(f"line {rows.line_num}: more than {MAX_REVIEWS:,} reviews")
    except csv.Error as error:
        raise ReviewsError(f"line {rows.line_num + 1}: not CSV: {error}") from None
    return tuple(sorted(reviews, key=lambda review: review.utc_ms))


def evaluate(
    reviews: Sequence[LoggedReview], day_start_min: int = 240, parameters: Parameters | None = None
) -> Evaluation:
    """Play a log, in order of time, past the models."""
    parameters = parameters or Parameters()
    histories: dict[str, _History] = {}
    run = _Run()
    for review in reviews:
        history = histories.setdefault(review.card, _History())
        day = _day(review, day_start_min)
        elapsed = max(review.utc_ms - history.last_ms, 0) / DAY_MS
        if history.reviews and day > history.day:
            run.meet(history, review, day, retrievability(elapsed, history.stability, parameters))
        history.take(review, day, elapsed, parameters)
    return _summed_up(reviews, len(histories), day_start_min, run)


@dataclass(slots=True)
class _History:
    """What is known of one card while the log is played."""

    stability: float = 0.0
    difficulty: float = 0.0
    last_ms: int = 0
    day: int = 0
    reviews: int = 0
    days: int = 0
    lapses: int = 0

    def take(self, review: LoggedReview, day: int, elapsed: float, parameters: Parameters) -> None:
        """Fold one review in."""
        later = self.reviews > 0 and day > self.day
        self.lapses += later and review.rating == Rating.AGAIN
        self.days += later
        self.stability, self.difficulty = step(
            self.stability, self.difficulty, elapsed, review.rating, parameters
        )
        self.reviews += 1
        self.last_ms, self.day = review.utc_ms, day


@dataclass(slots=True)
class _Run:
    """The predictions made so far."""

    plain: list[float] = field(default_factory=list)
    corrected: list[float] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
    recalibration: Recalibration = field(default_factory=Recalibration)

    def meet(self, history: _History, review: LoggedReview, day: int, recall: float) -> None:
        """Predict a review, then see it."""
        recalled = review.rating > Rating.AGAIN
        self.plain.append(recall)
        self.corrected.append(self.recalibration.predict(recall, history.days))
        self.outcomes.append(
            Outcome(recalled, day - history.day, history.reviews + 1, history.lapses)
        )
        self.recalibration = self.recalibration.learned(recall, history.days, recalled)


def _summed_up(
    reviews: Sequence[LoggedReview], cards: int, day_start_min: int, run: _Run
) -> Evaluation:
    plain, corrected = losses(run.plain, run.outcomes), losses(run.corrected, run.outcomes)
    gains = [before - after for before, after in zip(plain, corrected, strict=True)]
    average = mean(gains)
    variance = mean([(gain - average) ** 2 for gain in gains])
    return Evaluation(
        reviews=len(reviews),
        cards=cards,
        predictions=len(run.outcomes),
        recalled=sum(outcome.recalled for outcome in run.outcomes),
        day_start_min=day_start_min,
        models=(
            score("FSRS-6", run.plain, run.outcomes),
            score("FSRS-6, recalibrated", run.corrected, run.outcomes),
        ),
        gain=average,
        gain_error=1.96 * sqrt(variance / len(gains)) if gains else 0.0,
    )


def _day(review: LoggedReview, day_start_min: int) -> int:
    return (review.utc_ms + (review.offset_min - day_start_min) * MINUTE_MS) // DAY_MS


def _logged(row: dict[str, str], line: int) -> LoggedReview:
    card, rating_text, time_text = (row[name] or "" for name in COLUMNS)
    rating = RATINGS.get(rating_text.strip())
    if rating is None:
        raise ReviewsError(f"line {line}: {rating_text[:20]!r} is no rating; ratings are 1 to 4")
    utc_ms, offset_min = _moment(time_text.strip(), line)
    return LoggedReview(card, rating, utc_ms, offset_min)


def _moment(text: str, line: int) -> tuple[int, int]:
    """Read a time as UTC milliseconds and the offset it was written with, in minutes."""
    if text.isascii() and text.isdigit() and len(text) in UNIX_TO_MS:
        return int(text) * UNIX_TO_MS[len(text)], 0
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ReviewsError(
            f"line {line}: {text[:40]!r} is no ISO 8601 time, such as 2026-11-23T09:00+01:00, and "
            "no Unix time in 13 digits (milliseconds) or 10 (seconds)"
        ) from None
    offset = moment.utcoffset() or timedelta()
    since = moment.replace(tzinfo=UTC) - EPOCH - offset
    return since // timedelta(milliseconds=1), offset // timedelta(minutes=1)
