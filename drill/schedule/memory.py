"""How well an item is remembered, and how an answer changes that: FSRS-6 on plain floats.

The model is three numbers (stability, difficulty, retrievability) and closed formulas, so it is
written here as pure functions: a step takes microseconds, and a whole journal is replayed in the
time a library needs for a few hundred reviews. It knows nothing of events, days or settings.

Source of every formula: "The Algorithm", the wiki of github.com/open-spaced-repetition/fsrs4anki,
section FSRS-6, as the MIT-licensed package `fsrs` 6.3 computes it; the tests hold each step to that
package. Stability is the number of days after which recall has fallen to 90 %.

Days are counted with their fraction, and a gap of eight hours or more is a later day. The package
counts whole periods of 24 hours instead, so that an evening and the next afternoon are one day to
it. Of 2,139 next-day predictions on one person's reviews, whole periods give a log loss of 1.52,
local dates 0.512 and the exact fraction 0.511, whatever the threshold between 4 and 12 hours; and
the fraction needs no time zone, so an item's state follows from its events alone. On whole days,
and on answers minutes apart, the three agree, and there the package is the oracle.
"""

from __future__ import annotations

import math
from dataclasses import field
from typing import Final

from drill.schedule.state import Rating
from drill.value import Value

MODEL: Final = "fsrs-6"

DEFAULT: Final[tuple[float, ...]] = (
    *(0.212, 1.2931, 2.3065, 8.2956),  # w0-w3: stability after a first Again, Hard, Good, Easy
    *(6.4133, 0.8334, 3.0194, 0.001),  # w4-w7: difficulty: start, spread, step, pull to the mean
    *(1.8722, 0.1666, 0.796),  # w8-w10: growth of stability by recall
    *(1.4835, 0.0614, 0.2629, 1.6483),  # w11-w14: stability after a lapse
    *(0.6014, 1.8729),  # w15, w16: what Hard takes and Easy adds
    *(0.5425, 0.0912, 0.0658),  # w17-w19: answers in the same sitting
    0.1542,  # w20: how fast the curve flattens
)
"""The 21 weights FSRS-6 ships with, fitted by its authors to several hundred million reviews."""

LOWEST: Final[tuple[float, ...]] = (
    *(0.001, 0.001, 0.001, 0.001),
    *(1.0, 0.001, 0.001, 0.001),
    *(0.0, 0.0, 0.001),
    *(0.001, 0.001, 0.001, 0.0),
    *(0.0, 1.0),
    *(0.0, 0.0, 0.0),
    0.1,
)
HIGHEST: Final[tuple[float, ...]] = (
    *(100.0, 100.0, 100.0, 100.0),
    *(10.0, 4.0, 4.0, 0.75),
    *(4.5, 0.8, 3.5),
    *(5.0, 0.25, 0.9, 4.0),
    *(1.0, 6.0),
    *(2.0, 2.0, 0.8),
    0.8,
)

STABILITY_MIN: Final = 0.001
STABILITY_MAX: Final = 36500.0
DIFFICULTY_MIN: Final = 1.0
DIFFICULTY_MAX: Final = 10.0
SAME_SITTING: Final = 1 / 3
"""Days. Below this gap, a night's sleep, an answer only strengthens what was just done."""


class ParametersError(ValueError):
    """Model parameters that the memory model cannot use; the message is one line for a person."""


class Parameters(Value):
    """The model's name and its weights, checked: 21 finite numbers within the model's bounds."""

    weights: tuple[float, ...] = DEFAULT
    model: str = MODEL
    decay: float = field(init=False, repr=False, compare=False)
    """-w20, the exponent of the forgetting curve."""
    factor: float = field(init=False, repr=False, compare=False)
    """0.9^(1/decay) - 1, so that recall is 90 % after as many days as the stability says."""

    def __post_init__(self) -> None:
        """Refuse what the formulas cannot use.

        Raises
        ------
        ParametersError
            For an unknown model, a wrong count, or a weight out of bounds or not finite.

        """
        _check(self.model, self.weights)
        object.__setattr__(self, "decay", -self.weights[20])
        object.__setattr__(self, "factor", 0.9 ** (-1.0 / self.weights[20]) - 1.0)


def _check(model: str, weights: tuple[float, ...]) -> None:
    if model != MODEL:
        raise ParametersError(f"memory model {model!r} is not known here; this drill has {MODEL}")
    if len(weights) != len(DEFAULT):
        raise ParametersError(f"{MODEL} has {len(DEFAULT)} weights, and {len(weights)} were given")
    for index, (weight, low, high) in enumerate(zip(weights, LOWEST, HIGHEST, strict=True)):
        if not low <= weight <= high:  # false for NaN as well
            raise ParametersError(f"weight w{index} = {weight} is not between {low} and {high}")


def retrievability(elapsed_days: float, stability: float, parameters: Parameters) -> float:
    """Return the probability of recall after some days: (1 + factor t / S)^decay.

    A negative gap (a clock that went back) counts as none.
    """
    gap = max(elapsed_days, 0.0)
    return float((1.0 + parameters.factor * gap / bounded_stability(stability)) ** parameters.decay)


def interval(stability: float, retention: float, parameters: Parameters) -> float:
    """Return the days until recall has fallen to the retention: S / factor (r^(1/decay) - 1).

    The inverse of `retrievability`; `retention` lies strictly between 0 and 1.
    """
    growth = retention ** (1.0 / parameters.decay) - 1.0
    return float(bounded_stability(stability) / parameters.factor * growth)


def initial_stability(rating: Rating, parameters: Parameters) -> float:
    """Return the stability after a first answer: w0 to w3, by rating."""
    return bounded_stability(parameters.weights[rating - 1])


def initial_difficulty(rating: Rating, parameters: Parameters) -> float:
    """Return the difficulty after a first answer: w4 - e^(w5 (rating - 1)) + 1, within 1 to 10."""
    return _bounded_difficulty(_raw_difficulty(rating, parameters))


def next_difficulty(difficulty: float, rating: Rating, parameters: Parameters) -> float:
    """Return the difficulty after a further answer.

    D + (-w6 (rating - 3)) (10 - D) / 9, then drawn a share w7 towards the start value of Easy.
    """
    w = parameters.weights
    moved = difficulty - w[6] * (rating - 3) * (DIFFICULTY_MAX - difficulty) / 9.0
    start = _raw_difficulty(Rating.EASY, parameters)
    return _bounded_difficulty(w[7] * start + (1.0 - w[7]) * moved)


def stability_after_recall(
    stability: float, difficulty: float, recall: float, rating: Rating, parameters: Parameters
) -> float:
    """Return the stability after Hard, Good or Easy on a later day.

    S (1 + e^w8 (11 - D) S^-w9 (e^(w10 (1 - R)) - 1) h b), where h = w15 for Hard and b = w16 for
    Easy, else 1.
    """
    w = parameters.weights
    bonus = w[15] if rating == Rating.HARD else w[16] if rating == Rating.EASY else 1.0
    surprise = math.expm1(w[10] * (1.0 - recall))
    growth = math.exp(w[8]) * (11.0 - difficulty) * stability ** -w[9] * surprise * bonus
    return bounded_stability(stability * (1.0 + growth))


def stability_after_lapse(
    stability: float, difficulty: float, recall: float, parameters: Parameters
) -> float:
    """Return the stability after Again on a later day.

    The smaller of w11 D^-w12 ((S + 1)^w13 - 1) e^(w14 (1 - R)) and S / e^(w17 w18).
    """
    w = parameters.weights
    kept = w[11] * difficulty ** -w[12] * ((stability + 1.0) ** w[13] - 1.0)
    after_gap = kept * math.exp(w[14] * (1.0 - recall))
    return bounded_stability(min(after_gap, stability / math.exp(w[17] * w[18])))


def stability_same_sitting(stability: float, rating: Rating, parameters: Parameters) -> float:
    """Return the stability after a further answer in the same sitting.

    S e^(w17 (rating - 3 + w18)) S^-w19; Hard, Good and Easy never lower it.
    """
    w = parameters.weights
    growth = math.exp(w[17] * (rating - 3 + w[18])) * stability ** -w[19]
    if rating > Rating.AGAIN:
        growth = max(growth, 1.0)
    return bounded_stability(stability * growth)


def step(
    stability: float,
    difficulty: float,
    elapsed_days: float,
    rating: Rating,
    parameters: Parameters,
) -> tuple[float, float]:
    """Return stability and difficulty after one answer.

    Parameters
    ----------
    stability : float
        Days; 0 or less for an item that was never answered.
    difficulty : float
        1 to 10; ignored for an item that was never answered.
    elapsed_days : float
        Days since the last answer, with their fraction.
    rating : Rating
        The answer's rating.
    parameters : Parameters
        The model's weights.

    """
    if stability <= 0.0:
        return initial_stability(rating, parameters), initial_difficulty(rating, parameters)
    stability = bounded_stability(stability)
    difficulty = _bounded_difficulty(difficulty)
    later = next_difficulty(difficulty, rating, parameters)
    if elapsed_days < SAME_SITTING:
        return stability_same_sitting(stability, rating, parameters), later
    recall = retrievability(elapsed_days, stability, parameters)
    if rating == Rating.AGAIN:
        return stability_after_lapse(stability, difficulty, recall, parameters), later
    return stability_after_recall(stability, difficulty, recall, rating, parameters), later


def bounded_stability(stability: float) -> float:
    """Keep a stability between a minute and a half and a hundred years."""
    return min(max(stability, STABILITY_MIN), STABILITY_MAX)


def _bounded_difficulty(difficulty: float) -> float:
    return min(max(difficulty, DIFFICULTY_MIN), DIFFICULTY_MAX)


def _raw_difficulty(rating: Rating, parameters: Parameters) -> float:
    w = parameters.weights
    return w[4] - math.exp(w[5] * (rating - 1)) + 1.0
