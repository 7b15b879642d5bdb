"""The families' own rules of differentiation, against sympy's."""

from __future__ import annotations

import pytest
import random_trees
from hypothesis import given, settings
from hypothesis import strategies as st

from drill.exercise.parts import expression
from drill.exercise.points import points_of
from drill.exercise.truths import sympy_derivative
from drill.exercise.values import defined, same, value
from drill.maths.build import call, exp, node, over, plus, power, times
from drill.maths.components import Grid, components
from drill.maths.errors import NoValue
from drill.maths.evaluate import real_value
from drill.maths.read import read_typed
from drill.maths.scope import Scope
from drill.maths.show import typed
from drill.maths.slope import OUTER, NoRule, outer_slope, slope
from drill.maths.tree import Call, Equation, Name, Node, SetOf, children, number

X, Y = Name("x"), Name("y")
TAUGHT = ("arctan", "cos", "exp", "ln", "sigmoid", "sin", "softplus", "sqrt", "tan", "tanh")
"""The functions the families use, which sympy and plain floats know as well."""


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


def _read(text: str) -> Node:
    return read_typed(text, Scope(("x", "y")))


@pytest.mark.parametrize(
    ("text", "derivative"),
    [
        ("x^x", "x^x*(ln(x)+1)"),
        ("(x^2)^(1/2)", "x*(x^2)^(-1/2)"),
        ("pi^x", "pi^x*ln(pi)"),
        ("log(x, 3)", "1/(x*ln(3))"),
        ("log(3, x)", "-ln(3)/(x*ln(x)^2)"),
        ("root(4, x)", "1/(4*root(4, x)^3)"),
        ("relu(3*x)", "3*step(3*x)"),
        ("arctanh(y*x)", "y/(1-(y*x)^2)"),
        ("max(x, x^2, 1)", "step(x-max(x^2, 1))+2*x*step(x^2-max(x, 1))"),
        ("max(x+1, 1+x)", "1"),
        ("norm((3*x, 4))", "9*x/norm((3*x, 4))"),
        ("logsumexp((x, 2*x, 1))", "(e^x+2*e^(2*x))/(e^x+e^(2*x)+e)"),
        ("dot((x, 1), (x, y))", "2*x"),
        ("(x, y)*(x, y)", "2*x"),
        ("(x, 2)*3*x", "(6*x, 6)"),
        ("[[x, 1], [2, x]]*(x, 1)", "(2*x, 3)"),
        ("(y, 2)", "(0, 0)"),
        ("{x, x^2}", "{1, 2*x}"),
        ("x^2 = y*x", "2*x = y"),
        ("floor(x)+x", "1"),
        ("factorial(x)", "1/0"),
        ("x/0", "1/0"),
    ],
)
def test_every_rule_has_its_form(text: str, derivative: str) -> None:
    assert typed(slope(_read(text), "x")) == derivative


def test_a_function_nobody_knows_has_no_rule() -> None:
    with pytest.raises(NoRule):
        slope(Call("airy", (X, Y)), "x")


@settings(deadline=None, max_examples=150, derandomize=True)
@given(random_trees.trees)
def test_what_can_be_read_has_a_slope(tree: Node) -> None:
    try:
        slope(tree, "x")
    except NoValue:  # shapes that do not fit have no value, and so no slope
        assert not _fits(tree)


def _fits(tree: Node) -> bool:
    try:
        for side in children(tree) if isinstance(tree, Equation | SetOf) else (tree,):
            components(side)
    except NoValue:
        return False
    return True


leaves = st.just(X) | st.just(Y) | st.integers(1, 5).map(node)
trees = st.recursive(
    leaves,
    lambda below: st.one_of(
        st.tuples(below, below).map(lambda pair: plus(*pair)),
        st.tuples(below, below).map(lambda pair: times(*pair)),
        st.tuples(below, below).map(lambda pair: over(*pair)),
        st.tuples(below, st.integers(-2, 3)).map(lambda pair: power(*pair)),
        st.tuples(st.sampled_from(TAUGHT), below).map(lambda pair: call(*pair)),
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


@pytest.mark.parametrize("name", sorted(OUTER))
def test_every_function_has_the_slope_of_its_graph(name: str) -> None:
    where = {"arccosh": 1.7, "arcsec": -1.7, "arccsc": 1.7, "arccoth": -1.7}.get(name, 0.7)
    if name == "factorial":
        return
    step = 1e-5
    graph = call(name, X)
    ahead, behind = (real_value(_scalar(graph), {"x": where + side}) for side in (step, -step))
    mine = real_value(outer_slope(name, X), {"x": where})
    assert mine == pytest.approx((ahead - behind) / (2 * step), rel=1e-6, abs=1e-8), name


def _scalar(tree: Node) -> Node:
    parts = components(tree)
    assert not isinstance(parts, Grid)
    return parts
