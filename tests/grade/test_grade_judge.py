"""The door to grading: every kind of answer, and what is said about it."""

import pytest

from drill.grade.judge import WiredAnswer, judge, prove_response
from drill.grade.part import AnswerType, Choice, Part
from drill.grade.verdict import DecidedBy, Judgement, Verdict
from drill.maths.domain import Domain, Range

CHOICES = (
    Choice("up", "It grows", "The slope is negative here."),
    Choice("down", "It falls"),
    Choice("flat", "Neither"),
)


def part(
    answer: AnswerType,
    truth: str,
    variables: str = "x",
    *,
    tolerance: float = 0.0,
    form: str = "",
    choices: tuple[Choice, ...] = (),
    domain: Domain | None = None,
) -> Part:
    return Part(
        "a",
        answer,
        truth,
        variables=tuple(variables.split()),
        tolerance=tolerance,
        form=form,
        choices=choices,
        domain=domain or Domain(),
    )


def expression(truth: str, response: str, variables: str = "x", **options: str) -> Verdict:
    return judge(part(AnswerType.EXPRESSION, truth, variables, **options), response)


def test_a_right_answer_is_correct_whatever_its_label_and_spelling() -> None:
    for response in (
        "12(3x+1)^3",
        "f'(x) = 12(1+3x)³",
        r"12\left(3x+1\right)^3",
        "y' = 12(3x+1)^3",
    ):
        assert expression("12*(3*x+1)^3", response).judgement is Judgement.CORRECT


def test_a_wrong_answer_gets_one_sentence_with_its_counterexample() -> None:
    verdict = expression("12*(3*x+1)^3", "4(3x+1)^3")
    assert verdict.judgement is Judgement.WRONG
    assert verdict.decided_by is DecidedBy.NUMBERS
    assert verdict.message == "At x = 1 yours is 256, the truth is 768."
    assert verdict.counterexample is not None


def test_a_component_is_named_in_the_sentence() -> None:
    vector = part(AnswerType.VECTOR, "(2*x*y, x^2)", "x y")
    assert judge(vector, "(2xy, x)").message.startswith("At x = 2 in component 2 yours is 2")


def test_a_side_without_a_value_is_said_to_have_none() -> None:
    assert expression("sqrt(abs(x))", "sqrt(x)").message == (
        "At x = -1 yours has no real value, the truth is 1."
    )


def test_every_matching_wired_mistake_is_named_but_none_whose_answer_is_right() -> None:
    wired = [
        WiredAnswer("inner-derivative-missing", "4*(3*x+1)^3"),
        WiredAnswer("kept-exponent", "12*(3*x+1)^4"),
        WiredAnswer("same-by-another-way", "4*(1+3*x)^3"),
        WiredAnswer("the-truth-in-disguise", "12*(3*x+1)^3"),
        WiredAnswer("unreadable", "4*("),
    ]
    asked = part(AnswerType.EXPRESSION, "12*(3*x+1)^3")
    named = judge(asked, "4(3x+1)(1+3x)^2", wired).mistakes
    assert [mistake.id for mistake in named] == ["inner-derivative-missing", "same-by-another-way"]
    assert judge(asked, "12(3x+1)^3", wired).mistakes == ()
    assert judge(asked, "5x", wired).mistakes == ()


def test_what_cannot_be_read_is_told_where_and_counts_neither_way() -> None:
    for response, column in (("2x +", 4), ("2*(x", 2), ("2y", 1), ("", 0)):
        verdict = expression("2*x", response)
        assert verdict.judgement is Judgement.UNREADABLE
        assert verdict.column == column
        assert verdict.message


def test_an_ambiguous_answer_is_asked_about_only_if_it_matters() -> None:
    asked = expression("1/(2*x)", "1/2x")
    assert asked.judgement is Judgement.UNREADABLE
    assert asked.column is not None
    assert "add brackets" in asked.message
    assert expression("x/2", "1/2x").judgement is Judgement.CORRECT
    assert expression("5*x", "1/2x").judgement is Judgement.WRONG


def test_a_truth_that_cannot_be_read_is_nobodys_mistake() -> None:
    verdict = expression("2*", "2x")
    assert verdict.judgement is Judgement.UNDECIDED
    assert "author" in verdict.message


def test_what_cannot_be_decided_is_said_to_be_so() -> None:
    verdict = expression("x", "9^9^9^9 x")
    assert verdict.judgement is Judgement.UNDECIDED
    assert verdict.message


def test_a_right_answer_in_the_wrong_form_says_what_to_do() -> None:
    verdict = expression("x^2+x", "x^2+2x-x", form="simplified")
    assert verdict.judgement is Judgement.FORM
    assert verdict.message == "Right in value, but not simplified yet: collect 2x and −x."
    assert expression("x^2+x", "x^2+2x", form="simplified").judgement is Judgement.WRONG


@pytest.mark.parametrize("response", ["1/3", "2/6", "3^-1", "0.3333", "0.33334", "33.33e-2"])
def test_a_number_is_the_same_as_fraction_decimal_or_expression(response: str) -> None:
    near = part(AnswerType.NUMBER, "1/3", "", tolerance=0.001)
    assert judge(near, response).judgement is Judgement.CORRECT


def test_tolerance_is_relative_to_the_truth_and_absolute_at_zero() -> None:
    for truth, tolerance, right, wrong in (
        ("200", 0.01, "202", "202.1"),
        ("0", 0.01, "0.01", "0.011"),
        ("-1/3", 0.001, "-0.3333", "0.3333"),
        ("(1, 1/3)", 0.01, "(1, 0.333)", "(1, 0.3)"),
    ):
        kind = AnswerType.VECTOR if "," in truth else AnswerType.NUMBER
        asked = part(kind, truth, "", tolerance=tolerance)
        assert judge(asked, right).judgement is Judgement.CORRECT
        assert judge(asked, wrong).judgement is Judgement.WRONG


def test_without_a_tolerance_a_number_is_exact_and_the_truth_is_not_given_away() -> None:
    verdict = judge(part(AnswerType.NUMBER, "1/3", ""), "0.3333")
    assert verdict.judgement is Judgement.WRONG
    assert verdict.message == "That is not it: yours is 0.3333."


def test_the_domain_of_the_part_is_where_it_is_compared() -> None:
    positive = part(AnswerType.EXPRESSION, "abs(x)", domain=Domain({"x": Range(low=0)}))
    assert judge(positive, "x").judgement is Judgement.CORRECT


@pytest.mark.parametrize("response", ["{1, -1}", "-1, 1", "x = 1 or x = -1", "±1", "{1.0, -1, 1}"])
def test_a_set_is_taken_in_any_spelling(response: str) -> None:
    assert judge(part(AnswerType.SET, "{-1, 1}"), response).judgement is Judgement.CORRECT


@pytest.mark.parametrize("response", ["1", "{1, 2}", "{-1, 1, 0}", "{}"])
def test_a_set_that_lacks_or_adds_an_element_is_wrong(response: str) -> None:
    assert judge(part(AnswerType.SET, "{-1, 1}"), response).judgement is Judgement.WRONG


@pytest.mark.parametrize("response", ["(2xy, x^2)", "2xy, x^2", "[2xy, x²]", "∇f = (2xy, x^2)"])
def test_a_vector_is_taken_in_any_brackets_or_none(response: str) -> None:
    asked = part(AnswerType.VECTOR, "(2*x*y, x^2)", "x y")
    assert judge(asked, response).judgement is Judgement.CORRECT


def test_a_matrix_is_compared_entry_by_entry() -> None:
    asked = part(AnswerType.MATRIX, "[[1, x], [2, 3]]")
    assert judge(asked, "[[1,x],[2,3]]").judgement is Judgement.CORRECT
    transposed = judge(asked, "[[1,2],[x,3]]")
    assert transposed.counterexample is not None
    assert transposed.counterexample.component == "1,2"


@pytest.mark.parametrize(
    "response", ["(3, 2)", "3x2", "3 × 2", "[3,2]", "3 by 2", "3, 2", "(3,2)."]
)
def test_a_shape_is_taken_in_any_spelling(response: str) -> None:
    assert judge(part(AnswerType.SHAPE, "(3, 2)", ""), response).judgement is Judgement.CORRECT


def test_shapes_with_letters_of_one_size_and_of_none() -> None:
    named = part(AnswerType.SHAPE, "(n, d)", "n d")
    assert judge(named, "n x d").judgement is Judgement.CORRECT
    assert judge(named, "(d, n)").judgement is Judgement.WRONG
    one = part(AnswerType.SHAPE, "(4,)", "")
    assert judge(one, "4").judgement is Judgement.CORRECT
    assert "1 sizes" not in judge(one, "(4, 1)").message
    none = part(AnswerType.SHAPE, "()", "")
    assert judge(none, "scalar").judgement is Judgement.CORRECT
    assert judge(none, "(1,)").judgement is Judgement.WRONG
    assert judge(one, "(4,,1)").judgement is Judgement.UNREADABLE
    assert judge(one, "(a, b)").judgement is Judgement.UNREADABLE
    assert judge(one, " ").judgement is Judgement.UNREADABLE


@pytest.mark.parametrize("response", ["down", "2", "b", "B.", "(2)", "it falls", "It falls."])
def test_a_choice_is_named_by_id_number_letter_or_text(response: str) -> None:
    asked = part(AnswerType.CHOICE, "down", choices=CHOICES)
    assert judge(asked, response).judgement is Judgement.CORRECT


def test_a_wrong_choice_is_told_why_and_an_unknown_one_is_unreadable() -> None:
    asked = part(AnswerType.CHOICE, "down", choices=CHOICES)
    assert judge(asked, "1").message == "The slope is negative here."
    assert judge(asked, "c").message == "“Neither” is not it."
    for response in ("4", "0", "sideways", ""):
        assert judge(asked, response).judgement is Judgement.UNREADABLE
    wired = [WiredAnswer("sign-of-slope", "up")]
    assert [mistake.id for mistake in judge(asked, "a", wired).mistakes] == ["sign-of-slope"]


@pytest.mark.parametrize("response", ["2 3 1", "2,3,1", "b c a", "bca", "231", "down flat up"])
def test_an_order_is_given_by_ids_numbers_or_letters(response: str) -> None:
    asked = part(AnswerType.ORDERING, "down flat up", choices=CHOICES)
    assert judge(asked, response).judgement is Judgement.CORRECT


def test_a_wrong_order_is_told_how_far_it_is_right() -> None:
    asked = part(AnswerType.ORDERING, "down flat up", choices=CHOICES)
    assert judge(asked, "2 1 3").message.startswith("The order is right up to line 1")
    assert judge(asked, "1 2 3").message.startswith("The first line")
    for response in ("2 3", "2 3 3", "2 3 9", "x"):
        assert judge(asked, response).judgement is Judgement.UNREADABLE
    letters = [Choice(letter, f"line {letter}") for letter in "abc"]
    few = judge(part(AnswerType.ORDERING, "a b c", choices=letters), "ca")
    assert few.message == "Name each of the 3 lines once, in your order, such as a b c."


@pytest.mark.parametrize(
    "response", ["saddle point", "A saddle-point.", " Saddle  Point ", "SADDLE"]
)
def test_a_word_is_compared_without_case_articles_and_stops(response: str) -> None:
    asked = part(AnswerType.TEXT, "saddle point\nsaddle")
    assert judge(asked, response).judgement is Judgement.CORRECT


def test_another_word_is_wrong_and_no_word_unreadable() -> None:
    asked = part(AnswerType.TEXT, "saddle point\nsaddle")
    assert judge(asked, "minimum").judgement is Judgement.WRONG
    assert judge(asked, "  ").judgement is Judgement.UNREADABLE


def test_equations_are_taken_rearranged_or_without_the_name_that_was_asked() -> None:
    for response in ("y = 2x-1", "2x-1", "y-1 = 2(x-1)", "2x - y = 1"):
        assert expression("y = 2*x-1", response, "x y").judgement is Judgement.CORRECT
    verdict = expression("y = 2*x-1", "y = 2x+1", "x y")
    assert verdict.judgement is Judgement.WRONG
    wrong = expression("x+y = 1", "x-y = 1", "x y")
    assert wrong.message == "That equation does not have the same solutions."


def test_a_right_answer_can_be_proved_and_a_plain_one_cannot() -> None:
    asked = part(AnswerType.EXPRESSION, "12*(3*x+1)^3")
    assert prove_response(asked, "12(1+3x)(3x+1)^2") == "proved"
    assert prove_response(asked, "12(1+") == "not_proved"
    assert prove_response(part(AnswerType.TEXT, "saddle"), "saddle") == "not_proved"
