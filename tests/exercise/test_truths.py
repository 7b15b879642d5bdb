"""The two sides of every truth: sympy, and plain numbers."""

from __future__ import annotations

import math

import numpy as np
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from drill.exercise import numeric, truths
from drill.exercise.points import points_of
from drill.exercise.sympy_values import sympy_at
from drill.exercise.values import defined, same, value
from drill.grade.part import AnswerType, Part
from drill.maths.build import call, plus, power, times
from drill.maths.domain import POSITIVE, Domain, Range
from drill.maths.symbols import to_sympy
from drill.maths.tree import Call, Matrix, Name, SetOf, Vector, number

X, Y = Name("x"), Name("y")
AT = {"x": 0.7, "y": -1.2}
FUNCTIONS = (
    *("sin", "cos", "tan", "sec", "csc", "cot", "arcsin", "arccos", "arctan"),
    *("sinh", "cosh", "tanh", "sech", "exp", "ln", "log2", "log10", "sqrt", "cbrt"),
    *("abs", "sign", "floor", "ceil", "sigmoid", "relu", "step", "softplus"),
)
"""Functions of one number that families write answers with; all have a value between 0 and 1."""


@pytest.mark.parametrize("name", ["exp", "sin", "cos", "tan", "tanh", "sigmoid", "softplus"])
def test_the_complex_step_is_right_to_the_last_digits(name: str) -> None:
    function = getattr(numeric, name)
    mine = truths.slope_of_one(function, 0.7)
    theirs = truths.sympy_derivative(call(name, X), "x")([{"x": 0.7}])[0]
    assert same(mine, theirs, 1e-13)


def test_gradients_of_both_sides_agree() -> None:
    tree = plus(times(power(X, 2), Y), call("sin", times(X, Y)))
    there = truths.sympy_gradient(tree, ("x", "y"))([AT])
    here = truths.complex_gradient(lambda x, y: x * x * y + np.sin(x * y), ("x", "y"))([AT])
    assert same(there[0], here[0], 1e-12)


def test_a_central_difference_is_good_to_nine_digits() -> None:
    found = truths.central_difference(lambda **at: math.exp(at["x"]), "x")([{"x": 0.7}])[0]
    assert same(found, math.exp(0.7), 1e-9)


def test_a_derivative_may_be_taken_at_another_expression() -> None:
    oracle = truths.sympy_derivative_at(power(X, 3), "x", call("sin", Y))
    assert same(oracle([AT])[0], 3 * math.sin(-1.2) ** 2, 1e-12)


def test_sympy_may_differentiate_more_than_once() -> None:
    oracle = truths.sympy_derivative(times(power(X, 2), power(Y, 3)), "x", "y")
    assert same(oracle([AT])[0], 2 * 0.7 * 3 * 1.44, 1e-12)


def test_what_numpy_gives_becomes_plain_values() -> None:
    oracle = truths.at_points(lambda x: np.array([[x, 1], [2, 3]]))
    assert oracle([{"x": 0.5}]) == [((0.5, 1.0), (2.0, 3.0))]
    assert truths.at_points(lambda: "up")([{}]) == ["up"]
    assert truths.at_points(lambda: 3 + 0j)([{}]) == [3.0]
    assert math.isnan(float(str(truths.at_points(lambda: 3 + 1j)([{}])[0])))


def test_a_given_answer_is_the_same_everywhere() -> None:
    assert truths.given(2.5)([{}, {}]) == [2.5, 2.5]
    assert truths.given(lambda: "b a")([{}]) == ["b a"]


@settings(deadline=None, max_examples=40)
@given(st.sampled_from(FUNCTIONS), st.floats(0.05, 0.95))
def test_trees_and_sympy_have_the_same_values(name: str, at: float) -> None:
    tree = Call(name, (X,))
    point = {"x": at}
    assert same(value(tree, point), sympy_at(to_sympy(tree), point), 1e-9), name


def test_values_of_vectors_matrices_and_sets() -> None:
    two = number(2)
    assert value(Vector((X, two)), AT) == (0.7, 2.0)
    assert value(Matrix(((X, two), (two, X))), AT) == ((0.7, 2.0), (2.0, 0.7))
    assert value(SetOf((two, number(1))), AT) == value(SetOf((number(1), two)), AT)
    assert sympy_at(sympy.Matrix([[1, 2]]), {}) == ((1.0, 2.0),)
    assert sympy_at(("up", sympy.Rational(1, 2)), {}) == ("up", 0.5)


def test_no_value_is_nan_and_never_an_error() -> None:
    assert not defined(value(call("ln", X), {"x": -1.0}))
    assert not defined(value(power(X, -1), {"x": 0.0}))
    assert not defined(sympy_at(to_sympy(call("ln", X)), {"x": -1.0}))


def test_values_are_compared_shape_by_shape() -> None:
    assert same((1.0, 2.0), (1.0, 2.0 + 1e-9), 1e-6)
    assert not same((1.0, 2.0), (1.0, 2.0, 3.0), 1e-6)
    assert not same((1.0,), 1.0, 1e-6)
    assert not same("up", 1.0, 1e-6)
    assert not same(math.nan, math.nan, 1e-6)


@given(st.sampled_from([Range(), POSITIVE, Range(high=-1.0), Range(-1.0, 1.0)]))
def test_points_lie_within_the_declared_range(allowed: Range) -> None:
    part = Part(
        "a", AnswerType.EXPRESSION, "x", variables=("x", "y"), domain=Domain({"x": allowed})
    )
    points = points_of(part)
    assert len({point["x"] for point in points}) == len(points)
    assert all(allowed.low < point["x"] < allowed.high for point in points)
    assert any(abs(point["x"] - point["y"]) > 0.1 for point in points)


def test_points_of_integers_are_integers() -> None:
    allowed = Range(0, 10, integer=True)
    part = Part("a", AnswerType.EXPRESSION, "n", variables=("n",), domain=Domain({"n": allowed}))
    assert all(point["n"] == int(point["n"]) and 0 < point["n"] < 10 for point in points_of(part))


def test_a_part_without_variables_has_one_empty_point() -> None:
    assert points_of(Part("a", AnswerType.NUMBER, "2")) == ({},)
