"""A training log can be told from the others that are offered, and its remedy mends the run."""

from __future__ import annotations

import math

import pytest

from drill.exercise.gradient_descent._logs import shown, spacing
from drill.exercise.gradient_descent._remedies import tried
from drill.exercise.gradient_descent._runs import run
from drill.exercise.gradient_descent._troubles import TROUBLES
from drill.exercise.gradient_descent.diagnose_curve import FAMILY, LEVELS
from drill.exercise.pick import Pick

NUMBERS = range(0, 200, 7)


@pytest.mark.parametrize("level", LEVELS)
def test_two_causes_that_both_make_the_loss_explode_are_never_offered_together(level: int) -> None:
    assert not {"high", "explodes"} <= set(LEVELS[level].causes)
    assert not {"lower", "clip"} <= set(LEVELS[level].remedies)


@pytest.mark.parametrize("level", [at for at, one in LEVELS.items() if "high" in one.causes])
def test_a_rate_that_is_too_high_at_least_doubles_the_loss(level: int) -> None:
    for number in NUMBERS:
        log = run(TROUBLES["high"].build(level, Pick(number, "")))
        rows = LEVELS[level].rows
        losses = [float(text) for text in shown(log, spacing(log, rows), rows).whole]
        assert losses[-1] > 2 * losses[0]


def test_clipping_takes_a_run_that_exploded_below_half_of_its_first_loss() -> None:
    for number in NUMBERS:
        setup = TROUBLES["explodes"].build(3, Pick(number, ""))
        log = run(setup)
        assert not math.isfinite(log.whole[-1])
        assert tried(setup, log, "clip") < log.whole[0] / 2


def test_a_run_that_exploded_shows_the_norm_growing_before_it_breaks() -> None:
    for number in NUMBERS:
        log = run(TROUBLES["explodes"].build(3, Pick(number, "")))
        norms = [float(text) for text in shown(log, spacing(log)).norm]
        assert norms[0] < norms[1] < norms[2]


def test_changed_prompts_have_a_version_of_their_own() -> None:
    assert FAMILY.version == 2
