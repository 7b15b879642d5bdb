"""A later part that follows from a wrong earlier one is no second mistake."""

from __future__ import annotations

import pytest

from drill.grade.diagnose.follow import consistent_with
from drill.maths.domain import POSITIVE, Domain
from drill.maths.read import read_typed


@pytest.mark.parametrize(
    ("earlier", "formula", "given", "follows"),
    [
        ("8", "3 - eta*g", "3 - 8*eta", True),
        ("8", "3 - eta*g", "3 - 6*eta", False),
        ("4*(3*x+1)^3", "g^2", "16*(3*x+1)^6", True),
        ("4*(3*x+1)^3", "g^2", "144*(3*x+1)^6", False),
        ("(2*x, y)", "norm(g)", "sqrt(4*x^2 + y^2)", True),
        ("0.5", "1 - 0.1*g", "0.95", True),
        ("(1, 2)", "2*g", "(2, 4)", True),
        ("(1, 2)", "2*g", "2", False),
        ("{1, 2}", "2*g", "2", False),
    ],
)
def test_a_later_answer_is_held_against_the_earlier_one(
    earlier: str, formula: str, given: str, follows: bool
) -> None:
    own = {"g": read_typed(earlier)}
    assert consistent_with(own, read_typed(formula), read_typed(given)) is follows


def test_points_without_a_value_decide_nothing() -> None:
    own = {"g": read_typed("ln(x)")}
    formula = read_typed("2*g")
    assert consistent_with(own, formula, read_typed("ln(x^2)"), Domain({"x": POSITIVE}))
    assert not consistent_with(own, formula, read_typed("ln(0)"))
