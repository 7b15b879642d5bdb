"""Derivatives step by step: the last line is right, and every step says what it did."""

from __future__ import annotations

import precise
import pytest
import random_trees
from hypothesis import given, settings
from hypothesis import strategies as st
from mpmath import mpf

from drill.maths.components import Grid, components
from drill.maths.errors import NoValue
from drill.maths.read import answer_side, read_typed
from drill.maths.show import latex, line, typed
from drill.maths.slope import slope
from drill.maths.steps import RULES, Explanation, explain, gradient
from drill.maths.steps.told import told_all
from drill.maths.tree import Equation, Node, SetOf, children

POINTS = (
    {"x": 0.43, "y": 1.7, "w1": 0.8, "theta": 0.3, "n": 2.6},
    {"x": 1.9, "y": 0.4, "w1": 2.2, "theta": 1.1, "n": 0.7},
    {"x": -0.61, "y": 2.3, "w1": 1.4, "theta": 0.9, "n": 3.1},
    {"x": 5.3, "y": 3.8, "w1": 0.2, "theta": 2.7, "n": 1.3},
)


def scalars(tree: Node) -> list[Node]:
    if isinstance(tree, Equation | SetOf):
        return [cell for part in children(tree) for cell in scalars(part)]
    parts = components(tree)
    return list(parts.cells) if isinstance(parts, Grid) else [parts]


def explained(text: str, wrt: str = "x") -> Explanation:
    return explain(read_typed(text), wrt)


def check(tree: Node, explanation: Explanation) -> int:
    """Hold every line against differences at the points where there are any; counts the points."""
    graph = scalars(answer_side(tree))
    lines = [
        scalars(made)
        for made in (
            explanation.simplified,
            explanation.derivative,
            slope(answer_side(tree), explanation.wrt),
        )
    ]
    met = 0
    for numbers in POINTS:
        at = {name: mpf(numbers.get(name, 0.37)) for name in (*numbers, *random_trees.NAMES)}
        try:
            theirs = [precise.derivative(cell, explanation.wrt, at) for cell in graph]
        except precise.Nowhere:
            continue
        for cells in lines:
            try:
                mine = [precise.value(cell, at) for cell in cells]
            except precise.Undecided:
                continue
            except precise.Nowhere:
                assert explanation.notes, typed(tree)
                continue
            assert len(mine) == len(theirs), typed(tree)
            assert all(map(precise.agree, mine, theirs)), (typed(tree), numbers)
            met += 1
    return met


@settings(deadline=None, max_examples=150, derandomize=True)
@given(random_trees.trees, st.sampled_from(("x", "y", "n")))
def test_the_last_line_of_any_tree_is_its_numerical_derivative(tree: Node, wrt: str) -> None:
    try:
        explanation = explain(tree, wrt)
    except NoValue:
        assert not _is_worth_something(tree)
        return
    check(tree, explanation)


def _is_worth_something(tree: Node) -> bool:
    try:
        scalars(answer_side(tree))
    except NoValue:
        return False
    return True
