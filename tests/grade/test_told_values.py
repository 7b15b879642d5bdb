"""Numbers and formulas of an answer are compared with those of a point by value."""

from __future__ import annotations

import pytest

from drill.grade.told.values import MOST_FORMULAS, disagrees, stated


@pytest.mark.parametrize(
    ("told", "point"),
    [
        ("it takes 2 bytes per weight", "16 bytes per weight"),
        ("so f(E[X]) >= E[f(X)]", "f(E[X]) <= E[f(X)]"),
        ("Var(w) = n/2 then", "So Var(w) = 2/n."),
        ("we get v = mu*v + (1 - mu)*g", "v = mu*v + g"),
        ("p = 0.3", "p = 1/2"),
    ],
)
def test_another_amount_or_formula_disagrees(told: str, point: str) -> None:
    assert disagrees(stated(told), stated(point))


@pytest.mark.parametrize(
    ("told", "point"),
    [
        ("16 bytes for each weight", "16 bytes per weight"),
        ("2 bytes and 4 bytes, 16 bytes in all", "16 bytes per weight"),
        ("Var(w) = 2/n", "Var(w) = 2*n^(-1)"),
        ("p = 0.5", "p = 1/2"),
        ("first v = 0, then v = g + mu*v", "v = mu*v + g"),
        ("x = ((( and more", "x = 2"),
        ("x = y / 0", "x = 2"),
        ("nothing of the kind", "v = mu*v + g"),
        ("", ""),
    ],
)
def test_the_same_value_and_what_cannot_be_read_do_not(told: str, point: str) -> None:
    assert not disagrees(stated(told), stated(point))


def test_only_a_handful_of_formulas_is_looked_at() -> None:
    assert len(stated("b = 1 and " * 50).formulas) == MOST_FORMULAS
