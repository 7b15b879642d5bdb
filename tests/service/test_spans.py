"""A span of time is said in the unit a person would use."""

from __future__ import annotations

import pytest

from drill.service.spans import say_span

DAY = 86400


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (20, "1 min"),
        (600, "10 min"),
        (DAY, "1 d"),
        (4 * DAY, "4 d"),
        (59 * DAY, "59 d"),
        (90 * DAY, "3 mo"),
        (438 * DAY, "1.2 y"),
    ],
)
def test_a_span_is_said_shortly(seconds: int, said: str) -> None:
    assert say_span(seconds) == said
