"""Whatever is typed, a diagnosis ends, says nothing of the truth and blames only what differs."""

from __future__ import annotations

import math

from hypothesis import given, settings
from hypothesis import strategies as st
from random_trees import NAMES, trees

from drill.grade.diagnose import DerivativeTask, Op, derivative, diagnose
from drill.grade.diagnose.floats import value_of
from drill.grade.diagnose.looked import looked
from drill.grade.diagnose.scalar import findings
from drill.grade.diagnose.search import Budget
from drill.maths.build import minus, plus, power, times
from drill.maths.components import Grid, components
from drill.maths.domain import REAL
from drill.maths.errors import NoValue
from drill.maths.tree import Call, Name, Node, Power, Product, Sum, number

FEW = settings(max_examples=60, deadline=None, derandomize=True)

X = Name("x")
atoms = st.sampled_from([X, number(2), number(5), power(X, 3)])


def _grown(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    pairs = st.tuples(inner, inner)
    return st.one_of(
        pairs.map(Sum),
        pairs.map(Product),
        inner.map(lambda one: Power(one, number(3))),
        st.tuples(st.sampled_from(["sin", "exp", "tanh", "sigmoid"]), inner).map(
            lambda both: Call(both[0], (both[1],))
        ),
    )


smooth = st.recursive(atoms, _grown, max_leaves=5)


@given(trees, trees, st.sampled_from(NAMES), st.sampled_from(list(Op)))
@FEW
def test_any_trees_are_diagnosed_without_an_error(
    of: Node, answer: Node, name: str, op: Op
) -> None:
    found = diagnose(DerivativeTask(of, (name,), op=op), answer, guesses=300)
    assert len({one.id for one in found}) == len(found)


@given(smooth)
@FEW
def test_the_truth_is_never_blamed(tree: Node) -> None:
    task = DerivativeTask(tree, ("x",))
    assert diagnose(task, derivative(task)) == ()


@given(smooth, smooth)
@FEW
def test_every_finding_of_a_wrong_answer_has_a_sentence_and_a_line(tree: Node, more: Node) -> None:
    task = DerivativeTask(tree, ("x",))
    for finding in diagnose(task, plus(derivative(task), more), guesses=500):
        assert finding.sentence
        assert finding.line.endswith(".")


@given(smooth)
@FEW
def test_what_is_found_does_not_depend_on_how_the_answer_is_written(tree: Node) -> None:
    try:
        truth = derivative(DerivativeTask(tree, ("x",)))
    except NoValue:
        return
    once = times(2, truth)
    twice = minus(times(3, truth), truth)
    task = DerivativeTask(tree, ("x",))
    assert [one.id for one in diagnose(task, once)] == [one.id for one in diagnose(task, twice)]


@given(smooth)
@FEW
def test_a_layout_gives_the_derivative_that_differences_give(tree: Node) -> None:
    parts = components(tree)
    if isinstance(parts, Grid):
        return
    here = looked(parts, "x", number(0), REAL, frozenset({"x"}))
    if here is None:
        return
    for one in here.jets:
        x, step = one.at["x"], 1e-5
        ahead, behind = (value_of(parts, {"x": x + sign * step}) for sign in (1, -1))
        slope = (ahead - behind) / (2 * step)
        if math.isfinite(slope) and abs(ahead) < 1e6:
            assert math.isclose(one.slopes[-1], slope, rel_tol=1e-3, abs_tol=1e-3)


def test_a_budget_that_is_used_up_ends_the_search() -> None:
    tree = Call("sin", (Product((X, Call("exp", (Product((number(3), X)),)))),))
    here = looked(tree, "x", number(7), REAL, frozenset())
    assert here is not None
    budget = Budget(10)
    findings(here, budget)
    assert budget.left < 0
