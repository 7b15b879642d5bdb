"""The measures of a row of predictions."""

from math import log, sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drill.schedule.scores import Outcome, auc, losses, rmse_bins, score

YES = Outcome(recalled=True, elapsed_days=3, review=2, lapses=0)
NO = Outcome(recalled=False, elapsed_days=3, review=2, lapses=0)

rows = st.lists(st.tuples(st.floats(0.01, 0.99), st.sampled_from([YES, NO])), max_size=40)


def test_the_loss_is_the_surprise() -> None:
    assert losses([0.8, 0.8], [YES, NO]) == pytest.approx([-log(0.8), -log(0.2)])


def test_even_certainty_that_was_wrong_costs_a_finite_amount() -> None:
    assert losses([1.0, 0.0], [NO, YES]) == pytest.approx([-log(1e-6)] * 2)


@settings(deadline=None)
@given(rows)
def test_the_auc_counts_the_pairs_put_in_the_right_order(
    row: list[tuple[float, Outcome]],
) -> None:
    predictions, outcomes = [p for p, _ in row], [outcome for _, outcome in row]
    right = [p for p, outcome in row if outcome.recalled]
    wrong = [p for p, outcome in row if not outcome.recalled]
    found = auc(predictions, outcomes)
    if not right or not wrong:
        assert found is None
    else:
        won = sum((a > b) + (a == b) / 2 for a in right for b in wrong)
        assert found == pytest.approx(won / len(right) / len(wrong))


def test_bins_forgive_what_evens_out_among_alike_reviews_only() -> None:
    assert rmse_bins([0.5, 0.5], [YES, NO]) == 0.0
    unlike = NO._replace(elapsed_days=100)
    assert rmse_bins([0.5, 0.5], [YES, unlike]) == pytest.approx(0.5)
    assert rmse_bins([0.5, 0.5, 0.9], [YES, NO, unlike]) == pytest.approx(sqrt(0.81 / 3))


def test_a_score_of_nothing_is_empty() -> None:
    empty = score("none", [], [])
    assert (empty.log_loss, empty.rmse_bins, empty.auc) == (0.0, 0.0, None)


def test_the_first_and_the_later_reviews_are_scored_apart() -> None:
    found = score("half", [0.9] * 600 + [0.5] * 600, [YES] * 1200)
    assert found.log_loss_first_500 == pytest.approx(-log(0.9))
    assert found.log_loss_later_half == pytest.approx(-log(0.5))
