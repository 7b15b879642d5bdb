"""The computation graph: what it works out forwards, and hands down backwards."""

from __future__ import annotations

import precise
import pytest
import random_trees
from hypothesis import given, settings
from hypothesis import strategies as st
from mpmath import mpf

from drill.maths.cells import cells
from drill.maths.components import Grid, components
from drill.maths.errors import NoValue
from drill.maths.evaluate import real_value
from drill.maths.graph import Graph, draw, graph
from drill.maths.read import read_typed
from drill.maths.show import typed
from drill.maths.tree import Name, Node, names


def made(text: str, **at: float) -> Graph:
    return graph(read_typed(text), at)


def gradient_of(found: Graph, name: str) -> float:
    """Give the derivative of the output by a variable; 0 for one that is not in it."""
    own = (one.gradient for one in found.vertices if one.operation == Name(name))
    return next(own, 0.0)


def test_a_neuron_is_passed_through_both_ways() -> None:
    assert draw(made("sigmoid(w*x+b)", w=2, x=-1, b=0.5)) == (
        "node  operation  value   local gradients  ∂v₃/∂node",
        "────  ─────────  ──────  ───────────────  ─────────",
        "w                2                        −0.1491",
        "x                −1                       0.2983",
        "b                0.5                      0.1491",
        "v₁    wx         −2      ∂w: −1  ∂x: 2    0.1491",
        "v₂    v₁ + b     −1.5    ∂v₁: 1  ∂b: 1    0.1491",
        "v₃    σ(v₂)      0.1824  ∂v₂: 0.1491      1",
    )


def test_what_is_shared_stands_once_and_its_paths_are_added() -> None:
    assert draw(made("(x+y)*sin(x+y)", x=1, y=2), ascii=True) == (
        "node  operation  value   local gradients      dv3/dnode",
        "----  ---------  ------  -------------------  ----------------------",
        "x                1                            -2.829",
        "y                2                            -2.829",
        "v1    x+y        3       dx: 1  dy: 1         0.1411 - 2.97 = -2.829",
        "v2    sin(v1)    0.1411  dv1: -0.99           3",
        "v3    v1*v2      0.4234  dv1: 0.1411  dv2: 3  1",
    )


def test_what_does_not_fit_is_left_out_whole() -> None:
    (*_, last) = draw(made("(x+y)*sin(x+y)*y", x=1, y=2))
    assert last == "v₃    v₁v₂y      0.8467  ∂v₁: 0.2822  ∂v₂: 6  …          1"
    (*_, last) = draw(made("(x+y)*sin(x+y)*y", x=1, y=2), 100)
    assert last.split("  ")[-3:] == ["∂v₂: 6", "∂y: 0.4234", "1"]


def test_equal_parts_are_one_node() -> None:
    found = made("e^(x*y)+sin(x*y)+x*y", x=0.5, y=2)
    products = [vertex for vertex in found.vertices if typed(vertex.operation) == "x*y"]
    assert len(products) == 1
    assert len(products[0].paths) == 3
    assert products[0].gradient == pytest.approx(sum(products[0].paths))


def test_every_gradient_can_be_asked_for() -> None:
    found = made("x^2*y+z", x=3, y=2, z=1)
    assert found.output.value == 19
    assert [gradient_of(found, name) for name in ("x", "y", "z", "w")] == [12, 9, 1, 0]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("relu(x)", "has no derivative here"),
        ("abs(x)", "has no derivative here"),
        ("floor(x)", "has no derivative here"),
        ("sqrt(x)", "has no derivative here"),
        ("max(x, 2*x)", "has no derivative here"),
        ("factorial(x)", "has no derivative here"),
        ("ln(x)", "no value here"),
        ("x+y", "no value for y"),
        ("(x, 1)", "ends in one number"),
        ("(x, 1)+1", "cannot be added"),
    ],
)
def test_what_has_no_graph_says_why(text: str, message: str) -> None:
    with pytest.raises(NoValue, match=message):
        made(text, x=0)


def test_a_maximum_of_one_thing_twice_is_that_thing() -> None:
    assert gradient_of(made("max(x, x)", x=0), "x") == 1


def test_variables_that_are_called_like_nodes_keep_their_names() -> None:
    assert [vertex.name for vertex in made("v1*v2+1", v1=1, v2=2).vertices] == [
        "v1",
        "v2",
        "t1",
        "t2",
    ]


def test_a_constant_is_a_graph_of_one_node() -> None:
    (vertex,) = made("2*pi").vertices
    assert vertex.value == pytest.approx(6.283185307)
    assert vertex.inputs == ()


def test_a_softmax_of_softmaxes_shares_what_it_can() -> None:
    text = "x"
    for _ in range(12):
        text = f"sum(softmax((x, {text})))"
    assert len(made(text, x=0.5).vertices) < 80


def test_a_graph_that_would_be_too_large_is_refused() -> None:
    with pytest.raises(NoValue, match="too large"):
        made(f"norm([[{'], ['.join(f'x^{n}, x+{n}, {n}*x' for n in range(2, 90))}]])", x=1)


@settings(deadline=None, max_examples=80, derandomize=True)
@given(random_trees.expressions, st.floats(0.1, 2.5))
def test_the_backward_pass_gives_every_numerical_derivative(tree: Node, start: float) -> None:
    at = {name: start + index / 7 for index, name in enumerate(sorted(names(tree)))}
    try:
        found = graph(tree, at)
    except NoValue:
        return
    parts = components(tree)
    assert not isinstance(parts, Grid)
    assert found.output.value == pytest.approx(real_value(parts, at), rel=1e-9)
    for name in at:
        try:
            theirs = precise.derivative(parts, name, {key: mpf(each) for key, each in at.items()})
        except precise.Nowhere:
            continue
        assert gradient_of(found, name) == pytest.approx(float(theirs), rel=1e-6, abs=1e-6)


@settings(deadline=None, max_examples=40, derandomize=True)
@given(random_trees.expressions, st.integers(24, 100), st.booleans())
def test_a_drawing_keeps_to_its_width(tree: Node, width: int, ascii_only: bool) -> None:
    try:
        found = graph(tree, {name: 1.5 + index for index, name in enumerate(random_trees.NAMES)})
    except NoValue:
        return
    drawn = draw(found, width, ascii=ascii_only)
    assert len(drawn) == len(found.vertices) + 2
    assert all(cells(text) <= width for text in drawn)
    assert not ascii_only or all(text.isascii() for text in drawn)
