"""What the memory model gets wrong about one learner, learnt review by review.

The model's weights were fitted to many people. A logistic regression with three corrections stands
on top of it: how well the learner has been doing lately, a constant, and on how many days the item
was seen before. It begins as the plain model and is sure of that; each review moves it by what it
teaches (a Gaussian posterior, updated as an extended Kalman filter does it: Murphy, "Probabilistic
Machine Learning: Advanced Topics", 8.3), so the corrections settle as evidence grows.

On one person's 5,000 reviews (2,139 next-day predictions, days from 09:00 UTC, each from the past
only) it takes the log loss from 0.511 to 0.469, 95 % interval of the difference 0.031 to 0.053; in
the later half from 0.442 to 0.432, where the interval (-0.002 to 0.022) still holds no change. The
start and its variance matter little: others lie within 0.0015.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log, log1p, pi, sqrt
from typing import Final

SIZE: Final = 4
START: Final = (1.0, 0.0, 0.0, 0.0)
"""The weights of: the model's log-odds, the trend, the constant, the days seen."""
VARIANCE: Final = 0.05
TREND_START: Final = 1.2
TREND_RATE: Final = 0.3
"""The trend is a moving average in log-odds: x += 0.3 (y - sigmoid(x)) from 1.2."""
MOST_CERTAIN: Final = 1e-4


def _diagonal() -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(VARIANCE * (i == j) for j in range(SIZE)) for i in range(SIZE))


@dataclass(frozen=True, slots=True)
class Recalibration:
    """What is known of the corrections: their weights, how sure they are, and the trend."""

    weights: tuple[float, ...] = START
    covariance: tuple[tuple[float, ...], ...] = _diagonal()
    trend: float = TREND_START

    def predict(self, recall: float, days_seen: int) -> float:
        """Return the corrected probability of recall.

        `recall` is the model's, `days_seen` the number of days with a review of the item before.
        The uncertainty of the weights draws the result towards a half (MacKay 1992).
        """
        features = self._features(recall, days_seen)
        spread = _dot(features, self._gain(features))
        return _sigmoid(_dot(self.weights, features) / sqrt(1.0 + pi * spread / 8.0))

    def learned(self, recall: float, days_seen: int, recalled: bool) -> Recalibration:
        """Return what is known after one more review."""
        features = self._features(recall, days_seen)
        likely = _sigmoid(_dot(self.weights, features))
        gain = self._gain(features)
        information = likely * (1.0 - likely)
        scale = information / (1.0 + information * _dot(features, gain))
        covariance = tuple(
            tuple(old - scale * gain[i] * gain[j] for j, old in enumerate(row))
            for i, row in enumerate(self.covariance)
        )
        surprise = recalled - likely
        # The new covariance times the features is the old gain, shrunk by the same evidence.
        shrunk = 1.0 - scale * _dot(features, gain)
        return Recalibration(
            tuple(w + shrunk * g * surprise for w, g in zip(self.weights, gain, strict=True)),
            covariance,
            self.trend + TREND_RATE * (recalled - _sigmoid(self.trend)),
        )

    def _features(self, recall: float, days_seen: int) -> tuple[float, ...]:
        bounded = min(max(recall, MOST_CERTAIN), 1.0 - MOST_CERTAIN)
        odds = log(bounded / (1.0 - bounded))
        return odds, self.trend - TREND_START, 1.0, log1p(max(days_seen, 0)) - 1.0

    def _gain(self, features: tuple[float, ...]) -> tuple[float, ...]:
        return tuple(_dot(row, features) for row in self.covariance)


def _dot(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    return sum(a * b for a, b in zip(one, other, strict=True))


def _sigmoid(x: float) -> float:
    return 1.0 / (1.0 + exp(-min(max(x, -40.0), 40.0)))
