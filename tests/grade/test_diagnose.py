"""What is said of a wrong derivative: the mistake by its id, its place, and in which order."""

from __future__ import annotations

import pytest

from drill.grade.diagnose import DerivativeTask, Finding, Op, ask, asks_for, derivative, diagnose
from drill.maths.domain import POSITIVE, Domain
from drill.maths.read import read, read_typed
from drill.maths.scope import Scope
from drill.maths.show import typed
from drill.maths.tree import children

XYZ = Scope(("x", "y", "z"))


def of(source: str, given: str, wrt: str = "x", op: Op | str = "") -> tuple[Finding, ...]:
    task = ask(read_typed(source), wrt.split(","), ("x", "y", "z"), op=op)
    return diagnose(task, read(given, XYZ).tree)


def ids(source: str, given: str, wrt: str = "x", op: Op | str = "") -> list[str]:
    return [finding.id for finding in of(source, given, wrt, op)]


@pytest.mark.parametrize(
    ("source", "given", "named"),
    [
        ("(3*x+1)^4", "4*(3*x+1)^3", "inner-derivative-missing"),
        ("ln(3*x+1)", "1/(3*x+1)", "log-inner-missing"),
        ("sqrt(3*x+1)", "1/(2*sqrt(3*x+1))", "root-inner-missing"),
        ("sin(cos(5*x))", "-cos(cos(5*x))*sin(5*x)", "innermost-factor-missing"),
    ],
)
def test_a_missing_inner_derivative_has_one_name_the_best(
    source: str, given: str, named: str
) -> None:
    assert ids(source, given) == [named]


def test_a_dropped_factor_outside_of_a_chain_keeps_its_name() -> None:
    assert "constant-factor-dropped" in ids("3*sin(x^2)", "2*x*cos(x^2)")


@pytest.mark.parametrize(
    ("source", "given", "named"),
    [
        ("x^5", "5x^5", "kept-exponent"),
        ("x^5", "x^4", "dropped-coefficient-n"),
        ("x^5", "5x^6", "raised-exponent"),
        ("x^5", "4x^4", "decremented-coefficient"),
        ("x^5", "x^6/6", "integrated-instead"),
        ("1/x^3", "-3/x^2", "negative-power-sign"),
        ("x^3 + 7", "3x^2 + 7", "constant-kept"),
        ("x^2 + pi^2", "2x + 2pi", "constant-kept"),
        ("4*sin(x)", "cos(x)", "constant-factor-dropped"),
        ("4*sin(x)", "4 + cos(x)", "constant-factor-added"),
        ("x^3 - x^2", "3x^2 + 2x", "sign-lost-in-sum"),
        ("x^2*sin(x)", "2x cos(x)", "product-of-derivatives"),
        ("x^2*sin(x)", "2x*x^2 + sin(x)cos(x)", "product-self-paired"),
        ("x^2*exp(x)", "2x e^x - x^2 e^x", "product-minus"),
        ("x^2*sin(x)", "x^2 cos(x)", "product-one-term"),
        ("x^2*sin(x)", "2x + cos(x)", "product-as-sum"),
        ("x^2/sin(x)", "2x/cos(x)", "quotient-of-derivatives"),
        (
            "x^2/ln(x)",
            "(x^2*(1/x) - 2x ln(x))/(ln(x))^2",
            "quotient-order-swapped",
        ),
        ("x^2/ln(x)", "(2x ln(x) + x)/(ln(x))^2", "quotient-plus"),
        ("x^2/ln(x)", "(2x ln(x) - x)/ln(x)", "quotient-not-squared"),
        ("x^2/ln(x)", "(2x ln(x) - x)/x^4", "quotient-wrong-square"),
        ("(3*x+1)^4", "4(3x+1)^3", "inner-derivative-missing"),
        ("sin(x^3)", "cos(3x^2)", "evaluated-at-inner-derivative"),
        ("sin(x^3)", "3x^2 cos(3x^2)", "inner-derivative-inside"),
        ("sin(x^3)", "3x^2 cos(x)", "outer-evaluated-at-x"),
        ("sin(x^3)", "3x^2 + cos(x^3)", "inner-derivative-added"),
        ("sin(x^3)", "cos(x^3)/(3x^2)", "inner-derivative-divided"),
        ("sin(cos(5*x))", "-cos(cos(5x)) sin(5x)", "innermost-factor-missing"),
        ("exp(x^2 + sin(x))", "2x exp(x^2 + sin(x))", "one-path-only"),
        ("e^x", "x e^(x-1)", "exponential-as-power"),
        ("3^x", "3^x", "log-base-dropped"),
        ("x^x", "x x^(x-1)", "variable-exponent-as-power"),
        ("cos(x)", "sin(x)", "trig-sign"),
        ("ln(x)", "x ln(x) - x", "log-integrated"),
        ("ln(x^2+1)", "1/(x^2+1)", "log-inner-missing"),
        ("tan(x)", "sec(x)", "tan-as-sec"),
        ("tanh(x)", "1 - tanh(x^2)", "tanh-wrong"),
        ("sqrt(x^2+1)", "1/(2sqrt(x^2+1))", "root-inner-missing"),
        ("x^4", "12x^2", "wrong-object"),
        ("x^2*y + y", "2xy + x^2 + 1", "other-variable-differentiated"),
        ("x^2 + x*y", "2x", "other-variable-zeroed"),
        ("x^2*y^3", "3x^2y^2", "wrong-variable"),
        ("sigmoid(x)", "sigmoid(x)", "sigmoid-self"),
        ("sigmoid(x)", "1 - sigmoid(x)", "sigmoid-one-minus"),
        ("1/(1+exp(-x))", "1/(1+exp(-x))*(1 + 1/(1+exp(-x)))", "sigmoid-plus"),
        ("max(x, 0)", "1", "relu-derivative"),
        ("-(y*ln(x) + (1-y)*ln(1-x))", "-y/x - (1-y)/(1-x)", "bce-inner-sign"),
        ("(y-x)^2", "2(y-x)", "loss-sign"),
        ("z/2*x^2", "2 z x", "l2-factor"),
        ("exp(y)/(exp(x)+exp(y))", "0", "softmax-off-diagonal"),
        ("-ln(sigmoid(x))", "1 - sigmoid(x)", "logit-gradient-sign"),
        ("x*ln(x/y)", "-y/x", "kl-reversed"),
    ],
)
def test_each_mistake_is_named_first_on_a_plain_case(source: str, given: str, named: str) -> None:
    assert ids(source, given)[0] == named


@pytest.mark.parametrize(
    ("source", "given", "named"),
    [
        ("x^2*y^3", "(3x^2 y^2, 2x y^3)", "components-swapped"),
        ("x^2*y^3", "2x y^3 + 3x^2 y^2", "gradient-summed"),
        ("sqrt(x^2+y^2)", "(x, y)", "norm-gradient"),
        ("norm((x,y))", "1", "norm-gradient"),
        ("x^2 + 3*x*y + y*x", "(2x + 6y, 2x)", "quadratic-form-asymmetric"),
        ("x^2 + 4*x*y + y^2", "(2x + 6y, 2x + 2y)", "quadratic-form-asymmetric"),
        (
            "(2*x+y)^2 + (3*x-y)^2",
            "(4(2x+y) + 2(3x-y), 6(2x+y) - 2(3x-y))",
            "least-squares-transpose",
        ),
        ("x^3 + y^3", "(3x^3, 3y^3)", "kept-exponent"),
        ("sin(x*y)", "(cos(xy), x cos(xy))", "inner-derivative-missing"),
    ],
)
def test_a_gradient_has_mistakes_of_its_own_and_those_of_its_components(
    source: str, given: str, named: str
) -> None:
    assert ids(source, given, "x,y", Op.GRADIENT)[0] == named


def test_a_hessian_without_its_mixed_partials_is_named() -> None:
    assert ids("x^2*y", "[[2y, 0], [0, 0]]", "x,y", Op.HESSIAN)[0] == "mixed-partial-dropped"
    outer = "[[4x^2y^2, 2x^3y], [2x^3y, x^4]]"
    assert ids("x^2*y", outer, "x,y", Op.HESSIAN)[0] == "hessian-as-outer-product"
    assert ids("x^2 + y^2", "[[1, 0], [0, 1]]", "x,y", Op.HESSIAN)[0] == "quadratic-hessian-halved"


def test_a_jacobian_is_told_from_its_transpose_even_where_it_is_not_square() -> None:
    assert ids("(x*y, x^2)", "[[y, 2x], [x, 0]]", "x,y")[0] == "jacobian-transposed"
    wide = "[[y, 2x, 1], [x, 0, 1]]"
    assert ids("(x*y, x^2, x+y)", wide, "x,y")[0] == "jacobian-transposed"


def test_a_right_answer_has_no_mistake_however_it_is_written() -> None:
    assert ids("(3*x+1)^4", "12(3x+1)^3") == []
    assert ids("x*exp(-x)", "exp(-x)(1-x)") == []
    assert ids("x^2*y", "(2xy, x^2)", "x,y", Op.GRADIENT) == []


def test_the_product_rule_is_blamed_for_what_happened_in_a_product() -> None:
    """A tree in another order (a quotient by e^x) would blame the quotient rule."""
    found = ids("x*exp(-x)", "-exp(-x)")
    assert "product-of-derivatives" in found
    assert not any(id_.startswith("quotient") for id_ in found)


def test_a_finding_says_where_it_happened_and_what_was_done_there() -> None:
    (finding, *_) = of("x^2 + sin(3*x)", "2x + cos(3x)")
    assert finding.id == "inner-derivative-missing"
    assert finding.path == (1,)
    assert finding.line == "The derivative of 3x, which is 3, was left out at sin(3x)."
    here = read_typed("x^2 + sin(3*x)")
    for turn in finding.path:
        here = children(here)[turn]
    assert typed(here) == "sin(3*x)"


def test_a_mistake_in_one_of_several_terms_is_found_there() -> None:
    (finding, *_) = of("(2*x+1)^3 + (5*x+1)^3", "6(2x+1)^2 + 3(5x+1)^2")
    assert (finding.id, finding.path) == ("inner-derivative-missing", (1,))


def test_the_same_mistake_everywhere_or_in_some_places_is_one_mistake() -> None:
    assert ids("3*x^2 + 5*x^4", "2x + 4x^3") == ["constant-factor-dropped"]
    assert ids("3*x^2 + 5*x^4 - 2*x^3", "2x + 4x^3 - 6x^2") == ["constant-factor-dropped"]


def test_two_mistakes_at_once_are_both_named_where_one_is_not_enough() -> None:
    found = of("x^3 + cos(2*x)", "3x^3 + 2sin(2x)")
    assert {(finding.id, finding.bugs) for finding in found} == {
        ("kept-exponent", 2),
        ("trig-sign", 2),
    }


def test_a_mistake_after_another_way_of_writing_is_found_without_a_path() -> None:
    (finding, *_) = of("x^3*sqrt(x)", "x^(5/2)")
    assert (finding.id, finding.path) == ("dropped-coefficient-n", ())


def test_an_answer_that_has_no_value_anywhere_is_still_told_by_what_it_says() -> None:
    assert "evaluated-at-inner-derivative" in ids("sqrt(6-3*x)", "1/(2*sqrt(-3))")


@pytest.mark.parametrize(
    ("source", "given", "named"),
    [
        ("(3*x+1)^4", "12*3x+1^3", "probe/brackets"),
        ("x^3 + x^2 + x", "3x^2 + 1", "probe/missing-term"),
        ("x^3 + x^2", "3x^2 + 2x + 5x^7", "probe/extra-term"),
        ("x^3 + 5*x", "3x^2 + 50", "probe/decimal-slip"),
        ("3*x^2 + 5*x", "8x + 5", "probe/simplification"),
        ("12*x^3", "35x^2", "probe/constant-factor"),
        ("x^6", "120x^3", "probe/wrong-order"),
        ("x^2 + y", "2z", "probe/wrong-variable"),
    ],
)
def test_what_no_rule_explains_is_probed(source: str, given: str, named: str) -> None:
    assert named in ids(source, given)


def test_a_number_that_spoils_the_answer_is_pointed_at() -> None:
    (finding,) = of("tanh(2*x)*y", "2y(1 - tanh(3x)^2)")
    assert finding.id == "probe/simplification"
    assert finding.line == "With 2 in place of 3 it is right."


def test_components_in_no_known_order_are_probed() -> None:
    swapped = "[[1, 2x], [x, y]]"
    assert ids("(x*y, x^2+y)", swapped, "x,y") == ["probe/swapped"]


def test_nothing_is_said_of_an_answer_that_fits_nothing() -> None:
    assert ids("x^2*sin(x)", "tanh(x)/7 + 3") == []


def test_the_number_of_guesses_is_bounded_by_its_caller() -> None:
    task = ask(read_typed("sin(cos(sin(cos(2*x))))*exp(3*x)"), ("x",))
    assert diagnose(task, read_typed("x^2+1"), guesses=50) == ()


def test_an_expression_with_variables_on_a_domain_is_compared_there() -> None:
    task = DerivativeTask(read_typed("ln(x)*sqrt(x)"), ("x",), ("x",), Domain({"x": POSITIVE}))
    found = diagnose(task, read_typed("1/x*(1/(2*sqrt(x)))"))
    assert found[0].id == "product-of-derivatives"


@pytest.mark.parametrize(
    ("source", "wrt", "expected", "truth"),
    [
        ("(3*x+1)^4", "x", None, "12*(3*x+1)^3"),
        ("x^2*y", "x,y", None, "(2*x*y, x^2)"),
        ("x^2*y", "x,y", "[[0,0],[0,0]]", "[[2*y, 2*x], [2*x, 0]]"),
        ("x^2*y", "x,y", "x", "2*x"),
        ("x^2*y", "x,x", None, "2*y"),
        ("(x*y, x^2)", "x,y", None, "[[y, x], [2*x, 0]]"),
        ("(x^2, x^3)", "x", None, "(2*x, 3*x^2)"),
    ],
)
def test_what_was_asked_shows_in_the_shapes(
    source: str, wrt: str, expected: str | None, truth: str
) -> None:
    shape = None if expected is None else read_typed(expected)
    task = ask(read_typed(source), wrt.split(","), expected=shape)
    assert asks_for(task, read_typed(truth))
    assert asks_for(task, derivative(task))
    assert not asks_for(task, read_typed("x + 1"))
