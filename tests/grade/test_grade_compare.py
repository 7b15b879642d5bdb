"""Equality on a domain: what is certain, what is a matter of policy, and what is said of it."""

import pytest

from drill.grade.compare import Comparison, compare
from drill.grade.verdict import DecidedBy
from drill.maths.domain import Domain, Range
from drill.maths.evaluate import real_value
from drill.maths.read import read_typed
from drill.maths.scope import Scope
from drill.maths.tree import Name, Negative, Node, Sum


def outcome(truth: str, given: str, domain: Domain | None = None) -> Comparison:
    return compare(read_typed(truth), read_typed(given), domain or Domain())


EQUAL = [
    ("sqrt(1/x)", "1/sqrt(x)"),
    ("ln(x*y)", "ln(x)+ln(y)"),
    ("ln(x^2)", "2*ln(x)"),
    ("(x^2-1)/(x-1)", "x+1"),
    ("cbrt(x)", "x^(1/3)"),
    ("(-8)^(1/3)", "-2"),
    ("(2+sqrt(5))^(1/3)+(2-sqrt(5))^(1/3)", "1"),
    ("(-1)^n*cos(x)^n", "(-cos(x))^n"),
    ("a^b*a^c", "a^(b+c)"),
    ("sqrt(x)^2", "x"),
    ("x", "sqrt(x^3)/sqrt(x)"),
    ("sqrt(2*g*h)", "sqrt(2)*sqrt(g)*sqrt(h)"),
    ("sqrt(x-20)*sqrt(21-x)", "sqrt((x-20)*(21-x))"),
    ("x^x", "e^(x*ln(x))"),
    ("arcsin(x)+arccos(x)", "pi/2"),
    ("arccot(x)", "arctan(1/x)"),
    ("arccot(x)", "pi/2-arctan(x)"),
    ("n/factorial(n)", "1/factorial(n-1)"),
    ("sqrt(-4)", "2*sqrt(-1)"),
    ("floor(cos(pi)*3)", "-3"),
    ("softmax((x,y))", "(sigmoid(x-y), sigmoid(y-x))"),
    ("norm((x,y))^2", "x^2+y^2"),
]

DIFFERENT = [
    ("abs(x)", "x"),
    ("sqrt(x^2)", "x"),
    ("abs(x)", "sqrt(x)^2"),
    ("sqrt(abs(x))", "sqrt(x)"),
    ("ln(abs(x))", "ln(x)"),
    ("(x^2)^(1/4)", "sqrt(x)"),
    ("sqrt((x-3)*(x-5))", "sqrt(x-3)*sqrt(x-5)"),
    ("(a^b)^c", "a^(b*c)"),
    ("x^(1/3)", "abs(x)^(1/3)"),
    ("2*x", "2*x+10^(-7)"),
    ("2*x", "2*x+10^(-5000)"),
    ("sin(x)", "x-x^3/6+x^5/120-x^7/5040+x^9/362880"),
    ("e^(1000*x)", "e^(1000*x)+1"),
    ("arctan(1/x)", "pi/2-arctan(x)"),
    ("arcsin(sin(x))", "x"),
    ("relu(x-50)", "0"),
    ("step(x-1000)", "step(x-1000.5)"),
    ("max(x,100)", "max(x,101)"),
    ("(x-a)^5999", "(a-x)^5999"),
    ("(-2)^n", "2^n"),
    ("ceil(x)", "floor(x)+1"),
    ("e^(-e^(x^2))", "0"),
    ("1/(x^2)", "1/(x^2+10^(-12))"),
    ("sin(pi*x)", "0"),
    ("ln(x)", "ln(-x)"),
    ("5", "1/0"),
]


@pytest.mark.parametrize(("truth", "given"), EQUAL)
def test_equal_expressions_are_accepted_either_way_round(truth: str, given: str) -> None:
    assert outcome(truth, given).equal is True
    assert outcome(given, truth).equal is True


@pytest.mark.parametrize(("truth", "given"), DIFFERENT)
def test_different_expressions_are_refuted_either_way_round(truth: str, given: str) -> None:
    for found in (outcome(truth, given), outcome(given, truth)):
        assert found.equal is False
        assert found.counterexample is not None
        assert found.counterexample.yours != found.counterexample.truth


def test_an_identical_tree_is_decided_by_identity_and_a_rewritten_one_by_numbers() -> None:
    assert outcome("12*(3*x+1)^3", "12*(3*x+1)^3").decided_by is DecidedBy.IDENTITY
    assert outcome("x^2-1", "(x-1)*(x+1)").decided_by is DecidedBy.NUMBERS
    assert outcome("x^2-1", "(x-1)*(x+2)").decided_by is DecidedBy.NUMBERS


def test_a_counterexample_is_at_a_small_whole_number_where_one_will_do() -> None:
    found = outcome("12*(3*x+1)^3", "4*(3*x+1)^3").counterexample
    assert found is not None
    assert (dict(found.at), found.yours, found.truth) == ({"x": "1"}, "256", "768")
    hidden = outcome("relu(x-50)", "0").counterexample
    assert hidden is not None
    assert dict(hidden.at) == {"x": "51"}


def test_the_declared_domain_decides() -> None:
    assert outcome("abs(x)", "x").equal is False
    assert outcome("abs(x)", "x", Domain({"x": Range(low=0)})).equal is True
    assert outcome("abs(x)", "-x", Domain({"x": Range(high=0)})).equal is True
    assert outcome("arcsin(sin(x))", "x", Domain({"x": Range(-1, 1)})).equal is True
    assert outcome("sin(pi*k)", "0", Domain({"k": Range(integer=True)})).equal is True
    assert outcome("max(x, x^2)", "x", Domain({"x": Range(0, 1)})).equal is True
    assert outcome("t", "1", Domain({"t": Range(0, 2, integer=True)})).equal is True


def test_functions_that_meet_at_the_ends_of_their_domains_only_are_not_equal() -> None:
    assert outcome("arccosh(x)", "arccos(x)").equal is False
    assert outcome("arcsec(x)", "arccos(x)").equal is False
    assert outcome("arcsin(x)", "arccsc(x)").equal is False
    assert outcome("arcsech(x)", "arccosh(1/x)").equal is True


def test_a_domain_far_narrower_than_its_numbers_is_found() -> None:
    given = "arctan(10000*x/sqrt(1-10^8*x^2))"
    assert outcome("arcsin(10000*x)", given).equal is True
    assert outcome("arcsin(10000*x)", f"2*{given}").equal is False


def test_a_bend_far_out_is_stepped_over() -> None:
    assert outcome("x", "x+relu(x-1234567)").equal is False
    assert outcome("x", "x+relu(3*y-x-1234567)").equal is False
    assert outcome("sqrt(1-x^2)", "sqrt(1-x^2)+relu(x-31/32)").equal is False


def test_complex_values_are_compared_where_i_is_mentioned() -> None:
    scope = Scope(complex=True)
    unreal = read_typed("1+sqrt(3)*i", scope)
    assert compare(read_typed("(-8)^(1/3)"), unreal).equal is True
    assert compare(read_typed("sqrt(-3)+1"), unreal).equal is True
    assert compare(read_typed("e^(i*pi)", scope), read_typed("-1")).equal is True
    assert compare(read_typed("i*x", scope), read_typed("x")).equal is False
    assert outcome("sqrt(1/x)", "1/sqrt(x)", Domain(complex=True)).equal is False


def test_the_component_that_differs_is_named() -> None:
    vector = outcome("(2*x*y, x^2)", "(2*x*y, x)").counterexample
    matrix = outcome("[[1, 2], [3, x]]", "[[1, 2], [3, 2*x]]").counterexample
    assert vector is not None
    assert matrix is not None
    assert (vector.component, matrix.component) == ("2", "2,2")


@pytest.mark.parametrize(
    ("truth", "given", "words"),
    [
        ("(1, 2)", "3", "a vector of 2 components, and yours is a single value"),
        ("(1, 2)", "(1, 2, 3)", "yours is a vector of 3 components"),
        ("[[1, 2], [3, 4]]", "[[1, 2, 3]]", "a 2×2 matrix, and yours is a 1×3 matrix"),
        ("3", "{3}", "not a set, and yours is a set"),
        ("{1, 2}", "{1, 3}", "an element is missing"),
        ("{1, 2}", "{1, 2, 3}", "an element too many"),
        ("x = 1", "1", "an equation, and yours is not an equation"),
        ("(1, 2)", "(1, 2) + 1", "cannot be added"),
        ("inf", "-inf", "minus infinity"),
    ],
)
def test_things_of_different_kinds_are_told_apart_in_words(
    truth: str, given: str, words: str
) -> None:
    found = outcome(truth, given)
    assert found.equal is False
    assert words in found.reason


def test_a_column_may_be_typed_as_a_vector_but_not_as_a_row() -> None:
    assert outcome("(1, 2)", "[[1], [2]]").equal is True
    assert outcome("[[1], [2]]", "(1, 2)").equal is True
    assert outcome("[[1], [2]]", "[[1, 2]]").equal is False


def test_sets_are_compared_without_order_and_repetition() -> None:
    assert outcome("{x, 2*x, 3}", "{3, x+x, x, 3}").equal is True
    assert outcome("{(0,0), (1,1)}", "{(1,1), (0,0)}").equal is True
    assert outcome("{}", "{}").equal is True


def test_equations_are_strict_unless_a_factor_is_allowed() -> None:
    line, double = read_typed("x+y = 1"), read_typed("2*x = 2-2*y")
    assert compare(line, double).equal is False
    assert compare(line, double, up_to_factor=True).equal is True
    assert compare(line, read_typed("1 = x+y")).equal is True
    squared = read_typed("x^2 = x")
    assert compare(read_typed("x = 1"), squared, up_to_factor=True).equal is False


@pytest.mark.parametrize(
    ("truth", "given", "equal"),
    [
        ("2*transpose(A)*(A*x-b)", "2*transpose(A)*A*x-2*transpose(A)*b", True),
        ("2*transpose(A)*(A*x-b)", "2*A*(A*x-b)", False),
        ("(A+transpose(A))*x", "2*A*x", False),
        ("transpose(A*B)", "transpose(B)*transpose(A)", True),
        ("w/norm(w)", "w/sqrt(transpose(w)*w)", True),
        ("w/norm(w)", "sign(w)", False),
    ],
)
def test_letters_that_are_transposed_stand_for_matrices(
    truth: str, given: str, equal: bool
) -> None:
    assert outcome(truth, given).equal is equal


@pytest.mark.parametrize(
    ("truth", "given"), [("9^9^9^9", "3"), ("1/(x-x)", "x"), ("sqrt(-x^2-1)*0", "ln(-1-x^2)")]
)
def test_what_numbers_cannot_tell_is_not_called_wrong(truth: str, given: str) -> None:
    assert outcome(truth, given).equal is not True


def test_a_number_too_large_to_work_out_is_undecided() -> None:
    assert outcome("9^9^9^9", "3").equal is None
    assert outcome("e^(e^(e^(e^10)))", "x").equal is None


def test_a_tree_too_deep_to_walk_is_undecided() -> None:
    deep: Node = Name("x")
    for _ in range(2000):
        deep = Negative(deep)
    assert compare(deep, Name("x")).equal is None


def test_thousands_of_terms_are_compared() -> None:
    x = Name("x")
    many = Sum(tuple(x for _ in range(3000)))
    assert compare(many, read_typed("3000*x")).equal is True
    assert compare(many, read_typed("3001*x")).equal is False


def test_a_counterexample_really_differs() -> None:
    for truth, given in (
        ("abs(x)", "x"),
        ("x^(1/3)", "abs(x)^(1/3)"),
        ("sin(x)", "x-x^3/6+x^5/120"),
        ("arctan(1/x)", "pi/2-arctan(x)"),
        ("step(x-1000)", "step(x-1000.5)"),
        ("2*x*y", "x^2+y^2"),
    ):
        found = outcome(truth, given).counterexample
        assert found is not None
        at = {name: float(value) for name, value in found.at.items()}
        assert real_value(read_typed(given), at) == pytest.approx(float(found.yours), rel=1e-3)
        assert real_value(read_typed(truth), at) == pytest.approx(float(found.truth), rel=1e-3)
