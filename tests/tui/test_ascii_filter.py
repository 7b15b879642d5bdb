"""Terminals that have nothing but ASCII: as wide as before, and still to be read."""

from __future__ import annotations

import pytest

from drill.tui.ascii_filter import to_ascii


@pytest.mark.parametrize(
    ("drawn", "said"),
    [
        ("Differentiate a prod…  97%", "Differentiate a pr...  97%"),
        ("Reading the journal …     ", "Reading the journal ...   "),
        ("96% ± 2%  of all", "96% +-2%  of all"),
        ("x=±2", "x=~2"),
        ("a · b", "a . b"),
    ],
)
def test_signs_are_drawn_with_what_there_is(drawn: str, said: str) -> None:
    assert to_ascii(drawn) == said
    assert len(said) == len(drawn)
