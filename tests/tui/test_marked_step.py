"""The solution in the app marks the step in which the answer went wrong."""

from __future__ import annotations

import pytest

from drill.service.messages import SolutionStep
from drill.tui.glyphs import ASCII, UNICODE, Glyphs
from drill.tui.widgets.verdict import solution

STEPS = (
    SolutionStep("Sum rule", "d/dx (3x + 1) = 3."),
    SolutionStep("Chain rule", "d/dx (3x + 1)^4 = 12(3x + 1)^3.", here=True),
)


@pytest.mark.parametrize(("glyphs", "sign"), [(UNICODE, "◀"), (ASCII, "<")])
def test_the_mistaken_step_is_marked_below_its_line(glyphs: Glyphs, sign: str) -> None:
    lines = [line.plain.strip() for line in solution(STEPS, glyphs).split("\n")]
    assert lines[-1] == f"{sign} here your answer went wrong"
    assert "12(3x + 1)^3" in lines[-2]
    assert sum(sign in line for line in lines) == 1


def test_a_solution_without_a_mark_is_as_before() -> None:
    assert "here" not in solution(STEPS[:1]).plain
