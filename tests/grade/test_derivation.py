"""A derivation checked line by line: what is said of each line, and why a wrong one is wrong."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drill.grade.derivation.form import same_form
from drill.grade.derivation.given import Derivation
from drill.grade.derivation.judge import (
    MOST_LINES,
    judge_line,
    judge_lines,
    next_line,
)
from drill.grade.derivation.names import names_of
from drill.grade.derivation.sides import Line, lines_of
from drill.grade.derivation.state import begin
from drill.grade.derivation.symbols import read_line
from drill.grade.derivation.verdict import LineKind, LineVerdict
from drill.grade.derivations import DERIVATIONS, LOGIT, TWO_LAYERS, derivation
from drill.maths.errors import Unreadable
from drill.maths.read import read_typed
from drill.maths.show import typed
from drill.maths.steps import explain

CHAIN = Derivation("chain", "A power", "(3*x+1)^4", "x", ("x",), label="y", goals=("12*(3*x+1)^3",))


def judged(given: Derivation, *lines: str) -> list[tuple[LineKind, LineVerdict]]:
    return [(one.kind, one) for one in judge_lines(given, lines)]


def kinds(given: Derivation, *lines: str) -> list[str]:
    return [str(kind) for kind, _ in judged(given, *lines)]


@pytest.mark.parametrize("shipped", DERIVATIONS, ids=lambda one: one.id)
def test_every_model_is_accepted_line_by_line_and_ends_at_the_goal(shipped: Derivation) -> None:
    *before, last = judge_lines(shipped, shipped.lines)
    assert {one.kind for one in before} <= {LineKind.STEP, LineKind.NOTED}
    assert last.kind is LineKind.GOAL
    assert last.reached
    assert derivation(shipped.id) is shipped


@pytest.mark.parametrize("shipped", DERIVATIONS, ids=lambda one: one.id)
def test_every_form_of_a_goal_is_the_derivative(shipped: Derivation) -> None:
    for goal in shipped.goals:
        assert judge_lines(shipped, [goal])[0].reached, goal


def test_a_right_line_is_a_step_until_it_has_the_form_of_the_goal() -> None:
    assert kinds(CHAIN, "dy/dx = 4(3x+1)^3 * 3", "= (3x+1)^3 * 12") == ["step", "goal"]


def test_the_same_line_again_is_no_step() -> None:
    assert kinds(CHAIN, "4(3x+1)^3 * 3", "= 4(3x+1)^3 * 3") == ["step", "same"]


def test_a_first_line_is_held_against_the_derivative_and_diagnosed() -> None:
    ((kind, verdict),) = judged(CHAIN, "dy/dx = 4(3x+1)^3")
    assert kind is LineKind.WRONG
    assert verdict.first_wrong == 1
    assert verdict.mistakes[0].id == "inner-derivative-missing"
    assert verdict.mistakes[0].step == "Chain rule"
    assert verdict.counterexample is not None
    assert dict(verdict.counterexample.at) == {"x": "1"}


def test_the_first_wrong_line_is_found_and_what_follows_from_it_is_said_to() -> None:
    lines = ("4(3x+1)^3 * 3", "= 12(27x^3+1)", "= 324x^3 + 12", "= 324x^3 + 1", "= 12(3x+1)^3")
    found = judged(CHAIN, *lines)
    assert [str(kind) for kind, _ in found] == ["step", "wrong", "follows", "apart", "back"]
    assert [one.first_wrong for _, one in found] == [None, 2, 2, 2, 2]
    assert found[1][1].mistakes[0].id == "algebra/power-of-sum"
    assert found[3][1].mistakes[0].id == "algebra/number"
    assert found[4][1].reached


def test_a_name_for_a_part_and_the_slopes_through_it_are_checked_by_themselves() -> None:
    lines = ("u = 3x+1", "du/dx = 3", "dy/du = 4u^3", "dy/dx = dy/du * du/dx", "= 12(3x+1)^3")
    assert kinds(CHAIN, *lines) == ["noted", "noted", "noted", "step", "goal"]


def test_a_line_that_goes_on_with_a_wrong_slope_of_a_part_follows_from_it() -> None:
    found = judged(CHAIN, "u = 3x+1", "du/dx = 3x", "dy/dx = 4u^3 * 3x", "= 12x(3x+1)^3")
    assert [str(kind) for kind, _ in found] == ["noted", "wrong", "follows", "follows"]
    assert found[1][1].mistakes[0].id == "kept-exponent"
    assert "line 2" in found[2][1].message


def test_a_slope_by_a_part_that_is_nowhere_in_sight_is_known_all_the_same() -> None:
    fourth = Derivation("own", "", "x^4", "x", ("x",), label="y")
    assert kinds(fourth, "u = x^2", "dy/du = 2u", "dy/dx = 2u * 2x") == ["noted", "noted", "goal"]


def test_a_derivative_sign_that_was_worked_out_wrongly_is_diagnosed_by_itself() -> None:
    lines = ("dL/dz = dL/dp * dp/dz", "= (-y/p - (1-y)/(1-p)) * dp/dz")
    verdict = judge_lines(LOGIT, lines)[1]
    assert verdict.kind is LineKind.WRONG
    assert verdict.mistakes[0].id == "bce-inner-sign"


@pytest.mark.parametrize(
    ("before", "line", "id_"),
    [
        ("= -y(1-p) + (1-y)p", "= -y - y p + p - y p", "algebra/sign"),
        ("= (-y/p + (1-y)/(1-p)) * p(1-p)", "= (-y/p + (1-y)/(1-p)) * p", "algebra/factor-lost"),
        ("= -y + y p + p - y p", "= -y + y p + p", "algebra/term-lost"),
    ],
)
def test_a_slip_of_algebra_is_named(before: str, line: str, id_: str) -> None:
    verdict = judge_lines(LOGIT, [before, line])[1]
    assert verdict.kind is LineKind.WRONG
    assert verdict.mistakes[0].id == id_
    assert verdict.mistakes[0].where


def test_intermediate_quantities_may_be_kept_or_written_out() -> None:
    kept = "-2(y - z2) * w2 * a1(1 - a1) * x"
    out = "-2(y - w2 σ(w1 x)) * w2 * σ(w1 x)(1 - σ(w1 x)) * x"
    assert kinds(TWO_LAYERS, kept, f"= {out}") == ["goal", "goal"]


def test_what_is_given_may_be_said_again_but_not_changed() -> None:
    assert kinds(TWO_LAYERS, "L = (y - z2)^2", "z2 = w2 a1") == ["noted", "noted"]
    assert kinds(TWO_LAYERS, "z2 = w2 + a1") == ["wrong"]


def test_several_steps_may_stand_on_one_line() -> None:
    assert kinds(CHAIN, "dy/dx = 4(3x+1)^3 * 3 = 12(3x+1)^3") == ["goal"]
    assert kinds(CHAIN, "dy/dx = 4(3x+1)^3 * 3 = 12(3x+1)^2 = 12(3x+1)^3") == ["wrong"]


@pytest.mark.parametrize(
    "line",
    [
        "y' = 12(3x+1)^3",
        "y'(x) = 12(3x+1)^3",
        "dy/dx = 12(3x+1)^3",
        "∂y/∂x = 12(3x+1)^3",
        "\\frac{dy}{dx} = 12(3x+1)^3",
        "d/dx (3x+1)^4",
        "d/dx[(3x+1)^4]",
        "d/dx y = 12(3x+1)^3",
        "4(3x+1)^3 d/dx(3x+1)",
    ],
)
def test_labels_and_operators_are_understood_as_they_are_usually_written(line: str) -> None:
    assert kinds(CHAIN, line)[0] in {"step", "goal"}


PRODUCT = Derivation("product", "", "x^2*sin(x)", "x", ("x",))


def test_parts_may_be_named_several_on_a_line_and_differentiated_with_a_prime() -> None:
    lines = ("let u = x^2, v = sin(x)", "u' = 2x; v' = cos(x)", "f' = u'v + uv'", "2x v + u cos x")
    assert kinds(PRODUCT, *lines) == ["noted", "noted", "step", "goal"]
    wrong = ("u = x^2, v = sin(x)", "u' = 2x, v' = -cos(x)", "f' = 2x sin(x) - x^2 cos(x)")
    assert kinds(PRODUCT, *wrong) == ["noted", "wrong", "follows"]


@pytest.mark.parametrize(
    "line",
    [
        "⇒ f' = 2x sin(x) + x^2 cos(x).",
        "so f'(x) = 2x sin(x) + x^2 cos(x)",
        "$f' = 2x \\sin(x) + x^2 \\cos(x)$",
        "= 2x sin(x) + x^2 cos(x) (by the product rule)",
        "f' = (x^2)' sin(x) + x^2 (sin(x))'",
        "f' = d(x^2)/dx sin(x) + x^2 d(sin(x))/dx",
        "\\frac{d}{dx}[x^2 sin(x)]",
    ],
)
def test_words_and_signs_around_a_line_do_not_hide_it(line: str) -> None:
    assert kinds(PRODUCT, line)[0] in {"step", "goal"}


def test_a_part_without_a_meaning_is_asked_for() -> None:
    verdict = judge_lines(CHAIN, ["dy/dx = dy/du * du/dx"])[0]
    assert verdict.kind is LineKind.UNREADABLE
    assert "u = …" in verdict.message


def test_an_operator_takes_the_whole_term_behind_it() -> None:
    known = names_of(Derivation("own", "", "x^2", "x", ("x",)))
    for text, worked_out in (
        ("d/dx x^2 + x", "2*x+x"),
        ("d/dx x^-1", "-1*x^(-2)"),
        ("d/dx (x+1)^2", "2*(x+1)"),
        ("(d/dx x^2)*x", "2*x*x"),
        ("sin'(2x)", "cos(2*x)"),
    ):
        derived = Derivation("own", "", "0*x", "x", ("x",))
        line = typed(read_line(text, known).worked_out)
        verdict = judge_lines(derived, [f"0*({line}) + ({line}) - ({worked_out})"])[0]
        assert verdict.kind in {LineKind.STEP, LineKind.GOAL}, (text, line)


def test_what_cannot_be_read_leaves_no_trace() -> None:
    state = begin(CHAIN)
    for line in (
        "",
        "=",
        "4(",
        "dq/dx",
        "= = 3",
        "x" * 3000,
        "1=2=3=4=5=6=7=8=9=10=11",
        "{",
        "d/dx",
    ):
        verdict, after = judge_line(state, line)
        assert verdict.kind is LineKind.UNREADABLE, line
        assert verdict.message
        assert after == state


def test_a_line_with_two_readings_of_which_one_is_right_is_asked_about() -> None:
    root = Derivation("own", "", "sqrt(2*x+5)", "x", ("x",))
    verdict = judge_lines(root, ["1/2sqrt(2x+5) * 2"])[0]
    assert verdict.kind is LineKind.UNREADABLE
    assert "two ways" in verdict.message


def test_a_derivation_has_an_end() -> None:
    state = begin(CHAIN)
    for turn in range(MOST_LINES):
        _, state = judge_line(state, f"12(3x+1)^3 + {turn} - {turn}")
    assert judge_line(state, "12(3x+1)^3")[0].kind is LineKind.UNREADABLE


def test_judging_line_by_line_is_judging_the_whole() -> None:
    lines = ("4(3x+1)^3 * 3", "= 12(27x^3+1)", "= 324x^3 + 12")
    whole = judge_lines(CHAIN, lines)
    assert tuple(next_line(CHAIN, lines[:at], lines[at]) for at in range(3)) == whole


def test_a_wrong_line_does_not_make_the_same_mistake_twice_over() -> None:
    first, second = judge_lines(CHAIN, ("4(3x+1)^3", "4(3x+1)^3"))
    assert first.kind is LineKind.WRONG
    assert second.kind is LineKind.SAME


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("-2*x*(y-z)", "(y-z)*(-2)*x", True),
        ("-2*x*(y-z)", "-(2*x)*(y-z)", True),
        ("a-b", "-b+a", True),
        ("12*x", "4*3*x", False),
        ("a-b", "-(b-a)", False),
        ("exp(-x)", "e^(-x)", True),
        ("x/(-2)", "-x/2", True),
    ],
)
def test_a_form_is_a_tree_without_its_order(one: str, other: str, same: bool) -> None:
    assert same_form(read_typed(one), read_typed(other)) is same


def test_sides_are_told_apart() -> None:
    known = names_of(TWO_LAYERS)
    assert lines_of("dL/dw1 = x", known) == (Line(" x"),)
    assert lines_of("dz2/da1 = w2", known) == (Line(" w2", slope_of=("z2", "a1")),)
    assert lines_of("u = x", known) == (Line(" x", names="u"),)
    assert lines_of("2x = x + x", known) == (Line("2x"), Line(" x + x"))
    with pytest.raises(Unreadable):
        lines_of("x =", known)


_ATOMS = st.sampled_from(("x", "2*x", "x^2", "3", "sin(x)", "e^x", "ln(x^2+1)", "y*x", "x^3+y"))


def _joined(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.builds("({})+({})".format, parts, parts),
        st.builds("({})*({})".format, parts, parts),
        st.builds("({})/(x^2+2)".format, parts),
        st.builds("({})^3".format, parts),
        st.builds("sin({})".format, parts),
    )


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.recursive(_ATOMS, _joined, max_leaves=4))
def test_the_lines_that_drill_itself_derives_are_right(of: str) -> None:
    own = Derivation("own", "", of, "x", ("x", "y"))
    found = explain(read_typed(of), "x")
    lines = (f"d/dx ({of})", typed(found.derivative), typed(found.simplified))
    verdicts = judge_lines(own, lines)
    assert {one.kind for one in verdicts} <= {LineKind.STEP, LineKind.GOAL, LineKind.SAME}
    assert verdicts[-1].first_wrong is None


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.text(alphabet="xyzLdp=+-*/^()'∂σ0123 {}[],", max_size=40))
def test_no_line_raises(text: str) -> None:
    verdict, _ = judge_line(begin(LOGIT), text)
    assert verdict.message


def test_models_differ_from_line_to_line() -> None:
    for shipped in DERIVATIONS:
        assert all(one != other for one, other in pairwise(shipped.lines))
