"""Declared ranges, as banks write them."""

import math

import pytest

from drill.maths.domain import ANYWHERE, POSITIVE, Domain, Range, parse_range


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("> 0", POSITIVE),
        (">0", POSITIVE),
        (">= 1", Range(low=1)),
        ("< 0", Range(high=0)),
        ("<= -2.5", Range(high=-2.5)),
        ("-1 .. 1", Range(-1, 1)),
        ("0..1", Range(0, 1)),
        ("-.5 .. 1e3", Range(-0.5, 1000)),
        ("real", ANYWHERE),
        ("integer", Range(integer=True)),
        ("integer 1 .. 9", Range(0, 10, integer=True)),
        ("integer > 0", Range(low=0, integer=True)),
        ("integer >= 0", Range(low=-1, integer=True)),
        ("integer <= 3", Range(high=4, integer=True)),
    ],
)
def test_a_range_is_read(text: str, wanted: Range) -> None:
    assert parse_range(text) == wanted


@pytest.mark.parametrize(
    "text",
    ["", "0", "positive", "> x", "1 .. 1", "2 .. 1", "> 0 < 1", "integers", "9" * 80, "integer x"],
)
def test_anything_else_is_refused_with_what_would_be_accepted(text: str) -> None:
    with pytest.raises(ValueError, match=r"range"):
        parse_range(text)


def test_a_variable_without_a_range_may_be_anything() -> None:
    domain = Domain({"x": POSITIVE})
    assert domain.range_of("x") is POSITIVE
    assert domain.range_of("y") == Range(-math.inf, math.inf)
