"""Forms are judged apart from equality, and only what any teacher strikes through is a fault."""

import pytest

from drill.grade.form import form_complaint
from drill.maths.read import read_typed


def complaint(form: str, text: str) -> str:
    return form_complaint(form, read_typed(text))


@pytest.mark.parametrize(
    "text",
    [
        "12*(3*x+1)^3",
        "x*(x+2)",
        "x^2+2*x",
        "2*x/3",
        "(x+1)/2",
        "1/sqrt(x)",
        "-x*e^(-x)",
        "2^x*ln(2)",
        "sin(x)*cos(x)",
        "2*x*y+y^2",
        "1/2",
        "x^(-2)",
        "(2*x*y, x^2)",
        "10^9",
        "x-1",
        "{1, -1}",
        "3*pi/2",
        "(2*x+3)/2",
        "(x^2+1)/(x-1)",
        "(x+1)^30/(x^2-1)^30",
    ],
)
def test_a_simplified_answer_passes(text: str) -> None:
    assert complaint("simplified", text) == ""


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("x+x", "collect"),
        ("2*x*y+y*x", "collect"),
        ("x/2+x/3", "collect"),
        ("1+2+x", "add 1 and 2 up"),
        ("x+0", "leave out the 0"),
        ("1*x", "leave out the factor 1"),
        ("2*3*x", "multiply 2 and 3"),
        ("0*x", "a product with 0 is 0"),
        ("x*x", "join the powers of x"),
        ("x^2*x", "join the powers of x"),
        ("x^1", "is x"),
        ("x^0", "is 1"),
        ("(x^2)^3", "join the exponents"),
        ("2^3*x", "work 2³ out"),
        ("-(-x)", "double sign"),
        ("2/4*x", "reduce"),
        ("4*x/2", "reduce"),
        ("x/1", "is x"),
        ("0/x", "is 0"),
        ("x*y/x", "cancel x"),
        ("x^2/x", "cancel x"),
        ("1/(1/x)", "turn the fraction"),
        ("ln(e)", "work"),
        ("sqrt(4)*x", "work"),
        ("ln(e^x)", "is x"),
        ("(2*x+x, 1)", "collect"),
        ("(2*x+2)/2", "reduce"),
        ("(2*x+4)/6", "reduce"),
        ("3*(4*x-2)/2", "reduce"),
        ("(x^2-1)/(x-1)", "cancel x - 1"),
        ("(x^2+2*x*y+y^2)/(x^2-y^2)", "cancel x + y"),
    ],
)
def test_an_unsimplified_answer_is_told_what_to_do(text: str, advice: str) -> None:
    said = complaint("simplified", text)
    assert said.startswith("Right in value, but not simplified yet: ")
    assert advice in said
    assert said.endswith(".")


@pytest.mark.parametrize(
    "text",
    [
        "(x-1)*(x+1)",
        "(x+1)^2",
        "-2*x*(x-3)",
        "x+1",
        "e^x*(x+1)",
        "2*x+4",
        "x^2+1",
        "5",
        "x",
        "(x+1)/(x-1)",
    ],
)
def test_a_factored_answer_passes(text: str) -> None:
    assert complaint("factored", text) == ""


@pytest.mark.parametrize(
    "text",
    ["x^2-1", "x^2+x", "x*e^x+e^x", "2*(x^2-4)", "(x^2-1)/(x+2)", "x^3-6*x^2+11*x-6", "x^2+2*x+1"],
)
def test_a_sum_with_a_factor_is_told_which(text: str) -> None:
    assert "can be taken out of" in complaint("factored", text)


@pytest.mark.parametrize("text", ["x^2-1", "x^2+2*x+1", "3*x", "sin(x)^2", "x/2+1"])
def test_an_expanded_answer_passes(text: str) -> None:
    assert complaint("expanded", text) == ""


@pytest.mark.parametrize("text", ["(x-1)*(x+1)", "(x+1)^2", "2*(x+1)", "-(x+1)", "x+x"])
def test_an_unexpanded_answer_is_told_what_to_do(text: str) -> None:
    assert complaint("expanded", text)


def test_an_answer_in_terms_of_given_names_mentions_no_other() -> None:
    assert complaint("in terms of a", "a*(1-a)") == ""
    assert complaint("in terms of a, y", "a-y") == ""
    assert "without z" in complaint("in terms of a", "sigmoid(z)*(1-a)")


def test_no_derivative_may_be_left_to_take() -> None:
    assert complaint("no derivative", "a*(1-a)") == ""
    assert "still to be worked out" in complaint("no derivative", "x*uprime")


def test_no_form_asks_for_nothing_and_an_unknown_one_is_refused() -> None:
    assert complaint("", "x+x") == ""
    with pytest.raises(ValueError, match="no form"):
        complaint("pretty", "x")
