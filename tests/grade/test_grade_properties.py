"""Properties of equality over random trees: sound rewritings, single mutations, symmetry."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from drill.grade.compare import compare
from drill.grade.prove import Proof, prove
from drill.maths.errors import NoValue
from drill.maths.evaluate import real_value
from drill.maths.rebuild import with_children
from drill.maths.tree import (
    Call,
    Constant,
    Name,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    number,
)

X, Y = Name("x"), Name("y")
HALF = Number(Fraction(1, 2), "0.5")
POINTS = ({"x": 1.37, "y": 2.21}, {"x": -1.3, "y": 0.6}, {"x": 2.9, "y": -0.7})

FUNCTIONS = ("sin", "cos", "exp", "ln", "sqrt", "abs", "sigmoid", "relu", "tanh", "cbrt", "arctan")
leaves = st.sampled_from([X, X, Y, number(1), number(2), number(-3), number(5), HALF])


def _larger(parts: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    two_or_three = st.lists(parts, min_size=2, max_size=3).map(tuple)
    exponents = st.sampled_from([number(2), number(3), number(-1), HALF])
    return st.one_of(
        two_or_three.map(Sum),
        two_or_three.map(Product),
        st.builds(Quotient, parts, parts),
        st.builds(Power, parts, exponents),
        st.builds(Negative, parts),
        st.builds(lambda name, part: Call(name, (part,)), st.sampled_from(FUNCTIONS), parts),
        st.builds(lambda one, two: Call("max", (one, two)), parts, parts),
    )


trees = st.recursive(leaves, _larger, max_leaves=8)


def _distributed(node: Node) -> Node:
    if isinstance(node, Product) and isinstance(node.factors[-1], Sum):
        others = node.factors[:-1]
        return Sum(tuple(Product((*others, term)) for term in node.factors[-1].terms))
    return node


def _turned(node: Node) -> Node:
    match node:
        case Sum(terms):
            return Sum(tuple(reversed(terms)))
        case Product(factors):
            return Product(tuple(reversed(factors)))
        case _:
            return node


def _written_out(node: Node) -> Node:
    one = number(1)
    match node:
        case Call("sigmoid", (u,)):
            return Quotient(one, Sum((one, Call("exp", (Negative(u),)))))
        case Call("relu", (u,)):
            return Quotient(Sum((u, Call("abs", (u,)))), number(2))
        case Call("sqrt", (u,)):
            return Power(u, HALF)
        case Call("exp", (u,)):
            return Power(Constant("e"), u)
        case Call("max", (u, v)):
            return Negative(Call("min", (Negative(u), Negative(v))))
        case Quotient(top, bottom):
            return Product((top, Power(bottom, number(-1))))
        case Power(base, Number(value, _)) if value == 2:
            return Product((base, base))
        case _:
            return node


REWRITINGS: tuple[Callable[[Node], Node], ...] = (
    _distributed,
    _turned,
    _written_out,
    lambda node: Negative(Negative(node)),
    lambda node: Quotient(Product((number(3), node)), number(3)),
    lambda node: Sum((node, X, Negative(X))),
    lambda node: Product((node, number(1))),
)
MUTATIONS: tuple[Callable[[Node], Node], ...] = (
    Negative,
    lambda node: Sum((node, number(1))),
    lambda node: Product((number(2), node)),
    lambda node: Call("abs", (node,)),
    lambda node: Power(node, number(2)),
    lambda node: Sum((node, Quotient(number(1), number(10**7)))),
    lambda _: X,
)


def _at_random(tree: Node, change: Callable[[Node], Node], choose: Callable[[int], int]) -> Node:
    """Apply a change at one place of a tree."""
    parts: list[Node] = []
    with_children(tree, lambda part: parts.append(part) or part)
    if not parts or choose(3) == 0:
        return change(tree)
    chosen = choose(len(parts))
    count = iter(range(len(parts)))
    return with_children(
        tree, lambda part: _at_random(part, change, choose) if next(count) == chosen else part
    )


def _value(tree: Node, point: dict[str, float]) -> float | None:
    try:
        return real_value(tree, point)
    except NoValue:
        return None


@settings(max_examples=250, deadline=None, derandomize=True)
@given(trees, st.lists(st.sampled_from(REWRITINGS), min_size=1, max_size=4), st.data())
def test_a_sound_rewriting_is_never_refuted(
    tree: Node, steps: list[Callable[[Node], Node]], data: st.DataObject
) -> None:
    rewritten = tree
    for step in steps:
        rewritten = _at_random(rewritten, step, lambda count: data.draw(st.integers(0, count - 1)))
    found = compare(tree, rewritten)
    assert found.equal is not False
    if sum(_value(tree, point) is not None for point in POINTS) >= 2:
        assert found.equal is True


@settings(max_examples=250, deadline=None, derandomize=True)
@given(trees, st.sampled_from(MUTATIONS), st.data())
def test_a_mutation_that_changes_the_value_is_refuted_by_a_point_that_really_differs(
    tree: Node, mutation: Callable[[Node], Node], data: st.DataObject
) -> None:
    mutated = _at_random(tree, mutation, lambda count: data.draw(st.integers(0, count - 1)))
    assume(any(_apart(tree, mutated, point) for point in POINTS))
    found = compare(tree, mutated)
    assert found.equal is False
    assert found.counterexample is not None
    example = found.counterexample
    assert example.yours != example.truth
    at = {"x": 1.0, "y": 1.0} | {name: float(value) for name, value in example.at.items()}
    for side, text in ((tree, example.truth), (mutated, example.yours)):
        value = _value(side, at)
        if value is not None and abs(value) > 1e-6 and _is_plain(text):
            assert abs(float(text) - value) <= 2e-3 * abs(value)


def _is_plain(text: str) -> bool:
    return not any(mark in text for mark in " in(")


def _apart(one: Node, other: Node, point: dict[str, float]) -> bool:
    left, right = _value(one, point), _value(other, point)
    if left is None or right is None or max(abs(left), abs(right)) > 1e6:
        return False
    return abs(left - right) > 1e-8 * (1 + abs(left))


@settings(max_examples=150, deadline=None, derandomize=True)
@given(trees, trees)
def test_equality_is_symmetric(one: Node, other: Node) -> None:
    assert compare(one, other).equal == compare(other, one).equal


@settings(max_examples=100, deadline=None, derandomize=True)
@given(trees)
def test_every_tree_equals_itself(tree: Node) -> None:
    assert compare(tree, tree).equal is True


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.recursive(leaves, _larger, max_leaves=4), st.data())
def test_equality_is_transitive_on_proven_pairs(tree: Node, data: st.DataObject) -> None:
    def choose(count: int) -> int:
        return data.draw(st.integers(0, count - 1))

    second = _at_random(tree, data.draw(st.sampled_from(REWRITINGS)), choose)
    third = _at_random(second, data.draw(st.sampled_from(REWRITINGS)), choose)
    proven = [prove(*pair) is Proof.PROVED for pair in ((tree, second), (second, third))]
    assume(all(proven))
    assert compare(tree, third).equal is not False
