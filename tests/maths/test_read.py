"""Typed maths as people type it is read as they meant it."""

import pytest
from spelling_tables import SCOPE, rows

from drill.maths.errors import Unreadable
from drill.maths.read import answer_side, read, read_typed
from drill.maths.scope import Scope
from drill.maths.show import typed
from drill.maths.tree import Name, Number, Product, Quotient, Sum

CLEAR = rows("spellings.txt")
DOUBTFUL = rows("doubts.txt")
REFUSED = rows("refusals.txt")


def as_typed(text: str, *variables: str, **options: bool) -> str:
    return typed(read(text, Scope(variables, **options)).tree)


def test_the_tables_are_as_long_as_they_should_be() -> None:
    assert len(CLEAR) >= 150
    assert len(DOUBTFUL) >= 40
    assert len(REFUSED) >= 40


@pytest.mark.parametrize(("text", "meant"), CLEAR)
def test_an_everyday_spelling_is_read_as_meant_and_not_asked_about(text: str, meant: str) -> None:
    reading = read(text, SCOPE)
    assert typed(reading.tree) == meant
    assert reading.ambiguities == ()


@pytest.mark.parametrize(("text", "taken", "column", "other"), DOUBTFUL)
def test_a_spelling_with_two_readings_is_asked_about(
    text: str, taken: str, column: str, other: str
) -> None:
    reading = read(text, SCOPE)
    (doubt,) = reading.ambiguities
    assert typed(reading.tree) == typed(doubt.taken) == taken
    assert (str(doubt.column), typed(doubt.other)) == (column, other)
    assert doubt.question.endswith("?")


@pytest.mark.parametrize(("text", "column", "sentence"), REFUSED)
def test_what_cannot_be_read_is_refused_in_a_sentence_with_its_column(
    text: str, column: str, sentence: str
) -> None:
    with pytest.raises(Unreadable) as refused:
        read(text, SCOPE)
    assert (str(refused.value.column), str(refused.value)) == (column, sentence)


@pytest.mark.parametrize("text", ["", "   ", "\u00a0"])
def test_an_empty_answer_is_refused(text: str) -> None:
    with pytest.raises(Unreadable, match="nothing to read"):
        read(text, SCOPE)


@pytest.mark.parametrize(
    ("text", "meant"),
    [("2\u00a0x", "2*x"), ("2\u2009x", "2*x"), ("y\u0302-y", "yhat-y"), ("x\u3000+ y", "x+y")],
)
def test_spaces_of_any_kind_and_combining_accents_are_read(text: str, meant: str) -> None:
    assert typed(read(text, SCOPE).tree) == meant


def test_every_doubt_of_a_text_is_reported_on_its_own_in_reading_order() -> None:
    reading = read("1/2x + sin y^2", SCOPE)
    assert typed(reading.tree) == "1/2*x+sin(y^2)"
    assert [typed(doubt.other) for doubt in reading.ambiguities] == [
        "1/(2*x)+sin(y^2)",
        "1/2*x+sin(y)^2",
    ]


def test_a_doubt_about_an_equation_gives_whole_equations() -> None:
    (doubt,) = read("f'(x) = 1/2x", SCOPE).ambiguities
    assert typed(doubt.other) == "f'(x) = 1/(2*x)"


# which letters are names


def test_a_declared_letter_before_a_function_is_taken_apart_and_asked_about() -> None:
    reading = read("asin(x)", Scope(("a", "x")))
    assert typed(reading.tree) == "a*sin(x)"
    assert typed(reading.ambiguities[0].other) == "arcsin(x)"


def test_a_declared_letter_behind_a_function_does_not_take_it_apart_but_is_asked_about() -> None:
    reading = read("sinh x", Scope(("h", "x")))
    assert typed(reading.tree) == "sinh(x)"
    assert [typed(doubt.other) for doubt in reading.ambiguities] == ["sin(h)*x"]


def test_the_only_split_that_can_be_read_is_taken_without_asking() -> None:
    reading = read("sinh + 1", Scope(("h",)))
    assert (typed(reading.tree), reading.ambiguities) == ("sin(h)+1", ())


def test_function_names_beat_splitting_into_declared_letters() -> None:
    assert as_typed("ln x", "l", "n", "x") == "ln(x)"
    assert as_typed("min(x, n)", "m", "i", "n", "x") == "min(x, n)"


def test_capitals_that_are_all_declared_are_a_product() -> None:
    assert as_typed("LN", "L", "N") == "L*N"


def test_the_longest_declared_name_wins() -> None:
    assert as_typed("w1x", "w", "w1", "x") == "w1*x"
    assert as_typed("w12", "w1", "w12") == "w12"
    assert as_typed("thetax", "theta", "t", "h", "e", "a", "x") == "theta*x"
    assert as_typed("2loss", "loss", "l", "o", "s") == "2*loss"
    assert as_typed("learning_rate*g", "learning_rate", "g") == "learning_rate*g"


def test_a_spaced_number_may_be_part_of_a_declared_name_and_only_then_is_asked_about() -> None:
    (doubt,) = read("x 2", Scope(("x", "x2"))).ambiguities
    assert doubt.question == "Is this x times 2, or the name x2?"
    assert (doubt.taken, doubt.other) == (read("x*2", Scope(("x",))).tree, Name("x2"))
    assert read("x 2", Scope(("x",))).ambiguities == ()
    assert read("x 2", Scope(free=True)).ambiguities == ()


def test_a_spaced_number_left_of_an_equals_sign_is_part_of_the_label() -> None:
    tree = read("x 2 = 3", Scope(("x",))).tree
    assert answer_side(tree) == read("3", Scope()).tree
    assert as_typed("x 2 = 3", "x", "x2") == "x2 = 3"
    assert as_typed("sin 2 = 3") == "sin(2) = 3"


def test_a_number_against_a_letter_is_never_a_product() -> None:
    with pytest.raises(Unreadable, match="x\\^2 for a power or 2x for a product"):
        read("x2", Scope(("x",)))
    assert read("x2", Scope(("x", "x2"))).tree == Name("x2")


def test_a_declared_name_wins_over_a_constant_or_a_function() -> None:
    assert read("e", Scope(("e",))).tree == Name("e")
    assert read("E", Scope(("E",))).tree == Name("E")
    assert read("pi", Scope(("pi",))).tree == Name("pi")
    assert as_typed("σ(1-σ)", "sigma") == "sigma*(1-sigma)"
    assert as_typed("2e - 3", "e") == "2*e-3"


def test_names_are_told_apart_by_case() -> None:
    assert as_typed("Xx", "x", "X") == "X*x"


def test_free_letters_are_variables_with_numeric_subscripts() -> None:
    assert as_typed("abc", free=True) == "a*b*c"
    assert as_typed("2x1y_2", free=True) == "2*x1*y2"
    assert as_typed("αβ₁", free=True) == "alpha*beta1"
    assert as_typed("alpha x", free=True) == "alpha*x"
    assert as_typed("ŷ - y", free=True) == "yhat-y"
    assert as_typed("w_i x_i", free=True) == "w_i*x_i"
    assert as_typed("xsinx", free=True) == "x*sin(x)"
    assert as_typed("λe^(-λt)", free=True) == "lambda*e^(-lambda*t)"
    assert as_typed("i", free=True) == "i"
    assert as_typed("f(x+1)", free=True) == "f*(x+1)"


def test_e_and_the_imaginary_unit_are_not_free() -> None:
    assert as_typed("E e", free=True) == "e*e"
    assert read("2i", Scope(free=True)).tree == Product((number("2"), Name("i")))
    assert as_typed("i", complex=True) == "i"
    assert read("i", Scope(complex=True)).tree != Name("i")


def test_a_free_sigma_before_a_bracket_is_the_sigmoid_and_asked_about() -> None:
    reading = read("σ(x)", Scope(free=True))
    assert typed(reading.tree) == "sigmoid(x)"
    assert typed(reading.ambiguities[0].other) == "sigma*x"
    assert as_typed("σ^2", free=True) == "sigma^2"


def test_a_free_capital_t_as_exponent_is_a_transpose_and_asked_about() -> None:
    reading = read("x^T y", Scope(free=True))
    assert typed(reading.tree) == "transpose(x)*y"
    assert typed(reading.ambiguities[0].other) == "x^T*y"
    assert as_typed("2^T", free=True) == "2^T"
    assert as_typed("x^T", "x", "T") == "x^T"


# labels, alternatives, typed form


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("f'(x) = 2x", "2*x"),
        ("dy/dx = 2x", "2*x"),
        ("L = 2x", "2*x"),
        ("x = 2", "2"),
        ("σ(x) = 1/(1+e^-x)", "1/(1+e^(-x))"),
        ("2x", "2*x"),
        ("y - 1 = 2x", "y-1 = 2*x"),
        ("|x| = 2", "abs(x) = 2"),
        ("E = 2x", "2*x"),
        ("dL/dŷ = 2x", "2*x"),
        ("\\frac{\\partial L}{\\partial \\hat{y}} = 2x", "2*x"),
        ("f^{(3)}(x) = 2x", "2*x"),
        ("f^(3) = 2x", "2*x"),
        ("(f∘g)'(x) = 2x", "2*x"),
        ("x^(3) = 8", "x^3 = 8"),
    ],
)
def test_a_left_side_that_only_names_the_question_is_taken_off(text: str, answer: str) -> None:
    assert typed(answer_side(read(text, SCOPE).tree)) == answer


def test_derivative_labels_need_no_declared_names_and_work_with_free_letters() -> None:
    assert as_typed("dy/dx = 2x", free=True) == "dy/dx = 2*x"
    assert as_typed("f(x) = 2x", free=True) == "f(x) = 2*x"
    assert as_typed("y = 2x", free=True) == "y = 2*x"


def test_a_label_reads_back_from_its_own_typed_form() -> None:
    for text in ("d/dx f(x) = 2*x", "∂²f/∂x∂y = 2*x", "f''(x) = 2*x", "w_{t+1} = 2*x"):
        shown = typed(read(text, SCOPE).tree)
        assert typed(read_typed(shown)) == shown


def test_typed_form_takes_letters_together_as_one_name() -> None:
    assert read_typed("alpha*xy") == Product((Name("alpha"), Name("xy")))
    assert read_typed("sigma + step") == Sum((Name("sigma"), Name("step")))
    assert typed(read_typed("sigma(step(x))")) == "sigmoid(step(x))"
    assert read_typed("w_1") == Name("w1")
    assert read_typed("i") == Name("i")
    assert typed(read_typed("1 - tanh(x)**2")) == "1-tanh(x)^2"


@pytest.mark.parametrize("text", ["2x", "x y", "(x+1)(x-1)", "sin x", "3 x", "x(y)"])
def test_typed_form_has_every_sign_and_bracket_written(text: str) -> None:
    with pytest.raises(Unreadable):
        read_typed(text)


def test_typed_form_is_never_in_doubt() -> None:
    assert typed(read_typed("1/2*x^1/2")) == "1/2*x^1/2"
    assert read_typed("2e-3") == number("2e-3")


def test_a_long_text_is_asked_about_less_than_a_short_one() -> None:
    assert len(read("1/2x+" * 8 + "1", SCOPE).ambiguities) == 6
    assert len(read("1/2x+" * 60 + "1", SCOPE).ambiguities) == 1
    assert not read("1/2x+" * 300 + "1", SCOPE).ambiguities


# numbers keep their digits


@pytest.mark.parametrize(
    ("text", "kept", "value"),
    [
        ("0.50", "0.50", "1/2"),
        (".5", "0.5", "1/2"),
        ("5.", "5", "5"),
        ("007", "007", "7"),
        ("1E-05", "1e-5", "1/100000"),
        ("1e+2", "1e2", "100"),
        ("3,5", "3.5", "7/2"),
        ("12,345,678", "12345678", "12345678"),
    ],
)
def test_a_number_keeps_its_digits_and_evens_out_its_spelling(
    text: str, kept: str, value: str
) -> None:
    tree = read(text, Scope()).tree
    assert isinstance(tree, Number)
    assert (tree.text, str(tree.value)) == (kept, value)


def test_the_authors_order_and_brackets_are_kept() -> None:
    one, x, y = number("1"), Name("x"), Name("y")
    assert read("1 + x", SCOPE).tree == Sum((one, x))
    assert read("(1 + x) + y", SCOPE).tree == Sum((Sum((one, x)), y))
    assert read("x*exp(-x)", SCOPE).tree != read("x/exp(x)", SCOPE).tree
    assert read("1/2", SCOPE).tree == Quotient(one, number("2"))


def number(text: str) -> Number:
    tree = read(text, Scope()).tree
    assert isinstance(tree, Number)
    return tree
