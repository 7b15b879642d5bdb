"""What the corrections learn, and that they leave a right model alone."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drill.schedule.recalibrate import Recalibration
from drill.schedule.scores import Outcome, losses, mean

recalls = st.floats(0.0, 1.0)


def play(rng: Random, count: int, truth: float) -> tuple[float, float]:
    """Return both losses where the true odds are `truth` times those the model says."""
    recalibration = Recalibration()
    plain, corrected, outcomes = [], [], []
    for _ in range(count):
        said = rng.uniform(0.6, 0.98)
        odds = said / (1 - said) * truth
        recalled = rng.random() < odds / (1 + odds)
        days = rng.randrange(6)
        plain.append(said)
        corrected.append(recalibration.predict(said, days))
        outcomes.append(Outcome(recalled, 1, 1, 0))
        recalibration = recalibration.learned(said, days, recalled)
    return mean(losses(plain, outcomes)), mean(losses(corrected, outcomes))


@given(st.floats(0.05, 0.98))
def test_it_begins_near_the_plain_model(recall: float) -> None:
    assert Recalibration().predict(recall, 2) == pytest.approx(recall, abs=0.03)


@pytest.mark.parametrize("truth", [0.25, 4.0])
def test_a_learner_unlike_the_many_is_predicted_better(truth: float) -> None:
    plain, corrected = play(Random(1), 1500, truth)
    assert corrected < plain - 0.02


@pytest.mark.parametrize("seed", range(4))
def test_where_the_model_is_right_little_is_lost(seed: int) -> None:
    plain, corrected = play(Random(seed), 2000, 1.0)
    assert corrected < plain + 0.006


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(recalls, st.integers(-5, 10**6), st.booleans()), max_size=60))
def test_a_prediction_stays_a_probability(history: list[tuple[float, int, bool]]) -> None:
    recalibration = Recalibration()
    for recall, days, recalled in history:
        assert 0.0 < recalibration.predict(recall, days) < 1.0
        recalibration = recalibration.learned(recall, days, recalled)
        assert all(recalibration.covariance[i][i] > 0 for i in range(4))
