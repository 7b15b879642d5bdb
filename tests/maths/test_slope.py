"""The families' own rules of differentiation, against sympy's."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drill.exercise.parts import expression
from drill.exercise.points import points_of
from drill.exercise.truths import sympy_derivative
from drill.exercise.values import defined, same, value
from drill.maths.build import call, exp, node, over, plus, power, times
from drill.maths.show import typed
from drill.maths.slope import OUTER, NoRule, outer_slope, slope
from drill.maths.tree import Name, Node, Power, number

X, Y = Name("x"), Name("y")


@pytest.mark.parametrize(
    ("tree", "text"),
    [
        (power(plus(times(3, X), 1), 4), "12*(3*x+1)^3"),
        (over(1, power(X, 3)), "-3/x^4"),
        (times(5, power(X, 2), Y), "10*x*y"),
        (times(X, exp(X)), "e^x+x*e^x"),
        (exp(times(-2, X)), "-2*e^(-2*x)"),
        (power(number(2), X), "2^x*ln(2)"),
        (call("ln", plus(power(X, 2), 1)), "2*x/(x^2+1)"),
        (call("sqrt", plus(times(4, X), 6)), "2/sqrt(4*x+6)"),
        (over(call("sin", X), X), "(x*cos(x)-sin(x))/x^2"),
        (call("sigmoid", times(3, X)), "3*sigmoid(3*x)*(1-sigmoid(3*x))"),
        (power(X, Y), "y*x^(y-1)"),
        (Y, "0"),
    ],
)
def test_a_derivative_reads_as_a_teacher_writes_it(tree: Node, text: str) -> None:
    assert typed(slope(tree, "x")) == text


def test_a_variable_in_base_and_exponent_has_no_rule_here() -> None:
    with pytest.raises(NoRule):
        slope(Power(X, X), "x")


leaves = st.just(X) | st.just(Y) | st.integers(1, 5).map(node)
trees = st.recursive(
    leaves,
    lambda below: st.one_of(
        st.tuples(below, below).map(lambda pair: plus(*pair)),
        st.tuples(below, below).map(lambda pair: times(*pair)),
        st.tuples(below, below).map(lambda pair: over(*pair)),
        st.tuples(below, st.integers(-2, 3)).map(lambda pair: power(*pair)),
        st.tuples(st.sampled_from(sorted(OUTER)), below).map(lambda pair: call(*pair)),
    ),
    max_leaves=5,
)


@settings(deadline=None, max_examples=60, derandomize=True)
@given(trees)
def test_every_derivative_is_what_sympy_says(tree: Node) -> None:
    part = expression("a", tree, ("x", "y"))
    mine = slope(tree, "x")
    points = [p for p in points_of(part) if defined(value(mine, p)) and defined(value(tree, p))]
    points = [p for p in points if abs(float(str(value(mine, p)))) < 1e6]
    for point, theirs in zip(points, sympy_derivative(tree, "x")(points), strict=True):
        if defined(theirs):
            assert same(value(mine, point), theirs, 1e-6), (typed(tree), point)


def test_every_function_is_differentiated_as_sympy_does() -> None:
    point = {"x": 0.7}
    for name in OUTER:
        theirs = sympy_derivative(call(name, X), "x")([point])[0]
        assert same(value(outer_slope(name, X), point), theirs, 1e-9), name
