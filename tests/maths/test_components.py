"""Vectors and matrices are taken apart into scalars, and shapes that do not fit are refused."""

import pytest

from drill.maths.components import Grid, components
from drill.maths.errors import NoValue
from drill.maths.evaluate import values
from drill.maths.read import read_typed
from drill.maths.tree import Call, Equation, Matrix, SetOf, Sum, Vector, number

AT = {"x": 2.0, "y": 3.0}


@pytest.mark.parametrize(
    ("text", "worth"),
    [
        ("(1, 2)+(x, y)", (3.0, 5.0)),
        ("2*(x, y)-(1, 1)", (3.0, 5.0)),
        ("(x, y)*4/2", (4.0, 6.0)),
        ("-(x, y)", (-2.0, -3.0)),
        ("(x, y)*(1, 10)", 32.0),
        ("dot((x, y), (1, 10))", 32.0),
        ("dot(x, y)", 6.0),
        ("(x, y)^2", 13.0),
        ("norm((3, 4))", 5.0),
        ("norm(-3)", 3.0),
        ("abs((3, 4))", 5.0),
        ("sum((x, y, 1))", 6.0),
        ("max((x, y))", 3.0),
        ("min((x, y))+max(x, y)", 5.0),
        ("logsumexp((0, 0))-ln(2)", 0.0),
        ("softmax((0, 0))", (0.5, 0.5)),
        ("softmax(7)", 1.0),
        ("relu((x, -y))", (2.0, 0.0)),
        ("[[1, 2], [3, 4]]*(x, y)", (8.0, 18.0)),
        ("(x, y)*[[1, 2], [3, 4]]", (11.0, 16.0)),
        ("transpose((x, y))*[[1, 2], [3, 4]]*(x, y)", 70.0),
        ("(x, y)*transpose((1, 2))", ((2.0, 4.0), (3.0, 6.0))),
        ("transpose([[1, 2], [3, 4]])", ((1.0, 3.0), (2.0, 4.0))),
        ("transpose(x)", 2.0),
        ("[[1, 1], [0, 1]]^3", ((1.0, 3.0), (0.0, 1.0))),
        ("[[1, 2]]*[[3], [4]]", 11.0),
        ("diag((x, y))", ((2.0, 0.0), (0.0, 3.0))),
        ("diag([[1, 2], [3, 4]])", (1.0, 4.0)),
        ("((1, 2), (3, 4))", ((1.0, 2.0), (3.0, 4.0))),
        ("[[1, 2], [3, 4]]+[[1, 0], [0, 1]]", ((2.0, 2.0), (3.0, 5.0))),
    ],
)
def test_operations_on_vectors_are_operations_on_components(text: str, worth: object) -> None:
    found = values(read_typed(text), AT)
    assert found == (worth if isinstance(found, tuple) else pytest.approx(worth))


@pytest.mark.parametrize(
    "text",
    [
        "(1, 2)+1",
        "(1, 2)+(1, 2, 3)",
        "(1, 2)*(1, 2, 3)",
        "[[1, 2, 3]]*(1, 2)",
        "1/(1, 2)",
        "2^(1, 2)",
        "(1, 2)^3",
        "[[1, 2]]^2",
        "[[1, 2], [3, 4]]^(-1)",
        "[[1, 2], [3, 4]]^17",
        "max((1, 2), 3)",
        "log((1, 2), 3)",
        "diag((" + ",".join("x" for _ in range(30)) + "))",
    ],
)
def test_shapes_that_do_not_fit_are_refused_in_words(text: str) -> None:
    with pytest.raises(NoValue, match=r"[A-Z].*\.$"):
        components(read_typed(text))


def test_trees_that_no_reader_would_build_are_refused_too() -> None:
    one, pair, triple = number(1), Vector((number(1), number(2))), Vector((number(1),) * 3)
    for tree in (
        Vector((one, pair)),
        Vector((pair, triple)),
        Matrix(((pair, one),)),
        Sum((SetOf((one,)), one)),
        Call("norm", (Equation(one, one),)),
    ):
        with pytest.raises(NoValue):
            components(tree)


def test_a_scalar_comes_back_as_it_is() -> None:
    tree = read_typed("x^2+sin(y)*max(x, abs(y))")
    assert components(tree) is tree


def test_a_grid_says_what_it_is() -> None:
    vector, matrix = components(read_typed("(1, 2)")), components(read_typed("[[1, 2], [3, 4]]"))
    assert isinstance(vector, Grid)
    assert isinstance(matrix, Grid)
    assert vector.words() == "a vector of 2 components"
    assert matrix.words() == "a 2×2 matrix"
