"""Random trees of the shapes the reader can produce, for the properties."""

from fractions import Fraction

from hypothesis import strategies as st

from drill.maths.functions import FUNCTIONS
from drill.maths.tree import (
    Call,
    Constant,
    Equation,
    Matrix,
    Name,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    SetOf,
    Sum,
    Vector,
)

NAMES = ("x", "y", "n", "r", "l", "w1", "theta", "theta1", "yhat", "x_i", "T", "loss", "eta")
LABELS = ("f'(x)", "dy/dx", "∂L/∂w1", "∇f", "f(x,y)", "y''")

numbers = st.one_of(
    st.integers(0, 12).map(str),
    st.sampled_from(("0.5", "0.50", "2.25", "100", "1e-3", "2.5e10", "007")),
).map(lambda text: Number(Fraction(text), text))
letters = st.sampled_from(NAMES).map(Name)
constants = st.sampled_from(("e", "pi", "inf")).map(Constant)


def _calls(parts: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    def of(name: str) -> st.SearchStrategy[Node]:
        function = FUNCTIONS[name]
        most = function.most or 3
        arguments = st.lists(parts, min_size=function.least, max_size=most)
        return arguments.map(lambda items: Call(name, tuple(items)))

    return st.sampled_from(tuple(FUNCTIONS)).flatmap(of)


def _several(parts: st.SearchStrategy[Node], least: int = 2) -> st.SearchStrategy[tuple[Node, ...]]:
    return st.lists(parts, min_size=least, max_size=4).map(tuple)


def _larger(parts: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    return st.one_of(
        parts.map(Negative),
        _several(parts).map(Sum),
        _several(parts).map(Product),
        st.builds(Quotient, parts, parts),
        st.builds(Power, parts, parts),
        _calls(parts),
    )


expressions: st.SearchStrategy[Node] = st.recursive(
    st.one_of(letters, numbers, letters, constants), _larger, max_leaves=14
)

vectors = _several(expressions, 1).map(Vector)


@st.composite
def matrices(draw: st.DrawFn) -> Node:
    columns = draw(st.integers(1, 3))
    row = st.lists(expressions, min_size=columns, max_size=columns).map(tuple)
    return Matrix(tuple(draw(st.lists(row, min_size=1, max_size=3))))


sets = st.lists(expressions, max_size=3).map(lambda items: SetOf(tuple(items)))
answers: st.SearchStrategy[Node] = st.one_of(
    expressions,
    expressions,
    vectors,
    matrices(),
    sets,
    st.builds(Product, st.tuples(expressions, vectors)),
    st.builds(Sum, st.tuples(matrices(), vectors)),
)
trees: st.SearchStrategy[Node] = st.one_of(
    answers,
    st.builds(Equation, st.sampled_from(LABELS).map(Name), answers),
    st.builds(Equation, expressions, expressions),
)
