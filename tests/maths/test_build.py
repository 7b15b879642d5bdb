"""Trees as a teacher writes them."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drill.exercise.neat import complaints
from drill.exercise.values import defined, same, value
from drill.maths.build import (
    call,
    exp,
    minus,
    negate,
    node,
    over,
    plus,
    polynomial,
    power,
    split,
    times,
)
from drill.maths.show import typed
from drill.maths.tree import Name, Node

X, Y = Name("x"), Name("y")


@pytest.mark.parametrize(
    ("built", "text"),
    [
        (times(3, X, 4), "12*x"),
        (times(X, 3, power(X, 2)), "3*x^3"),
        (times(-1, X), "-x"),
        (times(2, Fraction(1, 2), X), "x"),
        (times(0, X), "0"),
        (times(call("sin", X), X), "x*sin(x)"),
        (times(3, over(1, X)), "3/x"),
        (times(over(1, times(2, call("sqrt", X))), 4), "2/sqrt(x)"),
        (over(power(X, 2), X), "x"),
        (over(X, power(X, 3)), "1/x^2"),
        (plus(X, 2, X, -2), "2*x"),
        (plus(times(-2, X), 5), "-2*x+5"),
        (minus(X, plus(X, 1)), "-1"),
        (minus(1, power(X, 2)), "1-x^2"),
        (negate(negate(X)), "x"),
        (power(X, 1), "x"),
        (power(X, 0), "1"),
        (power(2, 5), "32"),
        (power(power(X, 2), 3), "x^6"),
        (power(X, -2), "x^(-2)"),
        (power(X, Fraction(1, 2)), "x^(1/2)"),
        (exp(times(2, X)), "e^(2*x)"),
        (polynomial("x", {2: 3, 1: -1, 0: 0}), "3*x^2-x"),
        (node(Fraction(-3, 4)), "-3/4"),
    ],
)
def test_what_is_built_is_tidy(built: Node, text: str) -> None:
    assert typed(built) == text


def test_a_term_is_its_number_and_the_rest() -> None:
    assert split(times(-3, X)) == (Fraction(-3), X)
    assert split(over(times(2, X), times(3, Y))) == (Fraction(2, 3), over(X, Y))
    assert split(node(7)) == (Fraction(7), node(1))


numbers = st.integers(-9, 9) | st.fractions(-4, 4, max_denominator=5)
leaves = st.sampled_from([X, Y]) | numbers.map(node)
trees = st.recursive(
    leaves,
    lambda below: st.one_of(
        st.tuples(below, below).map(lambda pair: plus(*pair)),
        st.tuples(below, below).map(lambda pair: minus(*pair)),
        st.tuples(below, below).map(lambda pair: times(*pair)),
        st.tuples(below, st.integers(1, 3)).map(lambda pair: power(*pair)),
        below.map(lambda inner: call("sin", inner)),
    ),
    max_leaves=8,
)


@settings(deadline=None, max_examples=150)
@given(trees, trees)
def test_tidying_never_changes_a_value(left: Node, right: Node) -> None:
    at = {"x": 1.3, "y": -0.7}
    a, b = value(left, at), value(right, at)
    assert isinstance(a, float)
    assert isinstance(b, float)
    for built, wanted in (
        (plus(left, right), a + b),
        (minus(left, right), a - b),
        (times(left, right), a * b),
        (negate(left), -a),
    ):
        assert abs(float(str(value(built, at))) - wanted) <= 1e-9 * (1 + abs(a) + abs(b)) ** 2


@settings(deadline=None, max_examples=100)
@given(trees, trees)
def test_dividing_never_changes_a_value(left: Node, right: Node) -> None:
    at = {"x": 1.3, "y": -0.7}
    a, b = value(left, at), value(right, at)
    assert isinstance(a, float)
    assert isinstance(b, float)
    if abs(b) > 1e-3 and defined(a / b):
        assert same(value(over(left, right), at), a / b, 1e-9)


@settings(deadline=None, max_examples=150)
@given(trees)
def test_nothing_ugly_is_built(tree: Node) -> None:
    assert set(complaints(tree)) <= {"a number nobody would calculate with"}
