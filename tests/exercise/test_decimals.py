"""How a number is written in an exercise: exact where it is, and said to be rounded where not."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drill.exercise.decimals import about, about_float
from drill.exercise.make import make


@pytest.mark.parametrize(
    ("size", "written"),
    [
        (Fraction(1, 5), "= 0.2"),
        (Fraction(-162), "= -162"),
        (Fraction(1, 3), r"\approx 0.3333"),
        (Fraction(1, 30), r"\approx 0.03333"),
    ],
)
def test_a_fraction_is_said_to_be_rounded_only_where_it_is(size: Fraction, written: str) -> None:
    assert about(size, 4) == written


@pytest.mark.parametrize(
    ("size", "written"),
    [
        (0.1 + 0.2, "= 0.3"),
        (-162.00000000000003, "= -162"),
        (-0.0, "= 0"),
        (0.59868766, r"\approx 0.5987"),
        (12345.0, r"\approx 1.234e+04"),
    ],
)
def test_a_float_is_exact_but_for_the_noise_of_floats(size: float, written: str) -> None:
    assert about_float(size) == written


@given(st.fractions(-1000, 1000, max_denominator=10_000))
@settings(deadline=None, max_examples=200)
def test_what_is_written_with_an_equals_sign_is_equal(size: Fraction) -> None:
    sign, written = about(size, 4).split(" ")
    assert (sign == "=") == (Fraction(written) == size)


def test_an_exact_second_derivative_is_not_announced_as_rounded() -> None:
    said = {step.name: step.text for step in make("second_derivative", 5, "4").solution}
    assert r"\approx" not in said["at the place"]
