"""How good a row of predicted probabilities was, against what happened.

The measures are those of open-spaced-repetition's srs-benchmark, so that figures can be compared.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, log, sqrt
from typing import Final, NamedTuple

CERTAIN: Final = 1e-6
"""Predictions are kept this far from 0 and 1: one surprise must not cost infinitely much."""


class Outcome(NamedTuple):
    """One predicted review: what happened, and the three things its bin is made of."""

    recalled: bool
    elapsed_days: int
    """Whole days since the item's last review, at least 1."""
    review: int
    """Which review of the item it is, from 1."""
    lapses: int
    """How often the item was forgotten on a later day before."""


@dataclass(frozen=True, slots=True)
class Score:
    """How one model did. `auc` is None where nothing, or everything, was recalled."""

    model: str
    log_loss: float
    log_loss_first_500: float
    log_loss_later_half: float
    rmse_bins: float
    auc: float | None


def losses(predictions: Sequence[float], outcomes: Sequence[Outcome]) -> list[float]:
    """Return the log loss of each prediction: -ln of the probability given to what happened."""
    return [
        -log(min(max(p if outcome.recalled else 1.0 - p, CERTAIN), 1.0 - CERTAIN))
        for p, outcome in zip(predictions, outcomes, strict=True)
    ]


def mean(values: Sequence[float]) -> float:
    """Average; 0 where there is nothing to average."""
    return sum(values) / len(values) if values else 0.0


def score(model: str, predictions: Sequence[float], outcomes: Sequence[Outcome]) -> Score:
    """Measure a model's predictions, given in the order of time."""
    each = losses(predictions, outcomes)
    return Score(
        model,
        log_loss=mean(each),
        log_loss_first_500=mean(each[:500]),
        log_loss_later_half=mean(each[len(each) // 2 :]),
        rmse_bins=rmse_bins(predictions, outcomes),
        auc=auc(predictions, outcomes),
    )


def rmse_bins(predictions: Sequence[float], outcomes: Sequence[Outcome]) -> float:
    """Return the root mean square gap between predicted and true recall, over bins.

    A bin holds predictions alike in elapsed days, reviews and lapses, on logarithmic scales of
    ratio 3.62, 1.89 and 1.73 (srs-benchmark, `rmse_matrix`); it counts by its size.
    """
    bins: dict[tuple[int, int, int], list[float]] = {}
    for p, outcome in zip(predictions, outcomes, strict=True):
        place = (
            _scale(outcome.elapsed_days, 3.62),
            _scale(outcome.review, 1.89),
            _scale(outcome.lapses, 1.73),
        )
        bins.setdefault(place, []).append(p - outcome.recalled)
    squares = [len(gaps) * mean(gaps) ** 2 for gaps in bins.values()]
    return sqrt(sum(squares) / len(predictions)) if predictions else 0.0


def auc(predictions: Sequence[float], outcomes: Sequence[Outcome]) -> float | None:
    """Return the chance that a recalled review was given more than a forgotten one, ties half."""
    ranked = sorted(range(len(predictions)), key=predictions.__getitem__)
    ranks = 0.0
    start = 0
    while start < len(ranked):
        end = start
        while end < len(ranked) and predictions[ranked[end]] == predictions[ranked[start]]:
            end += 1
        recalled = sum(outcomes[i].recalled for i in ranked[start:end])
        ranks += recalled * (start + end + 1) / 2.0
        start = end
    right = sum(outcome.recalled for outcome in outcomes)
    wrong = len(outcomes) - right
    if not right or not wrong:
        return None
    return (ranks - right * (right + 1) / 2.0) / (right * wrong)


def _scale(value: int, ratio: float) -> int:
    return floor(log(value) / log(ratio)) if value > 0 else -1
