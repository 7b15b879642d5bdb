"""What the frame refuses, one rule at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from drill.exercise.contract import Step, WiredMistake
from drill.exercise.draft import Draft, Evidence, Refused
from drill.exercise.parts import expression
from drill.exercise.truths import at_points, complex_step, given, sympy_derivative
from drill.exercise.verify import verify
from drill.grade.part import AnswerType, Begins, Choice, Part
from drill.maths.build import call, plus, power, times
from drill.maths.domain import Domain, Range
from drill.maths.tree import Name, Node, Power, Product, Sum, number

X = Name("x")
CUBE = power(X, 3)
RIGHT = times(3, power(X, 2))


def draft(
    truth: Node = RIGHT, shown: Node = CUBE, wired: tuple[tuple[str, str], ...] = ()
) -> Draft:
    return Draft(
        prompt="Differentiate $x^3$.",
        parts=(expression("a", truth, ("x",)),),
        evidence=(Evidence("a", sympy_derivative(CUBE, "x"), complex_step(lambda x: x**3, "x")),),
        hints=("a", "b"),
        solution=(Step("rule", "c"), Step("answer", "d")),
        mistakes=tuple(WiredMistake(name, "a", answer) for name, answer in wired),
        shown=(shown,),
    )


def test_a_good_draft_passes() -> None:
    verify(draft(wired=(("kept-exponent", "3*x^3"), ("raised-exponent", "3*x^4"))))


def says(made: Draft, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        verify(made)


def test_a_wrong_truth_is_refused() -> None:
    says(draft(times(2, power(X, 2))), "truths disagree")


def test_one_dissenting_computation_is_enough() -> None:
    good = draft().evidence[0]
    says(
        replace(draft(), evidence=(replace(good, numeric=at_points(lambda x: 3 * x)),)),
        "truths disagree: .* numeric",
    )
    says(
        replace(draft(), evidence=(replace(good, symbolic=sympy_derivative(CUBE, "y")),)),
        "truths disagree: .* symbolic",
    )


def test_a_mistake_that_gives_the_right_answer_is_refused() -> None:
    says(draft(wired=(("kept-exponent", "x^2 + 2*x^2"),)), "kept-exponent .* as the truth")


def test_two_mistakes_that_cannot_be_told_apart_are_refused() -> None:
    says(draft(wired=(("one", "x"), ("two", "2*x/2"))), "two .* as one")


def test_an_answer_that_is_the_question_is_refused() -> None:
    same = replace(draft(), shown=(RIGHT,))
    says(same, "the answer is the question")


def made_of(truth: Node, function: Callable[..., object]) -> Draft:
    evidence = Evidence("a", at_points(function), at_points(function))
    return replace(draft(truth), evidence=(evidence,))


def test_a_zero_or_constant_answer_is_refused_unless_the_part_is_plain() -> None:
    zero = made_of(number(0), lambda x: 0.0)
    constant = made_of(number(5), lambda x: 5.0)
    says(zero, "zero")
    says(constant, "constant")
    verify(replace(zero, plain=frozenset("a")))
    verify(replace(constant, plain=frozenset("a")))


@pytest.mark.parametrize(
    ("tree", "reason"),
    [
        (Power(X, number(1)), "power of 0 or 1"),
        (Power(X, number(0)), "power of 0 or 1"),
        (Product((number(1), X)), "factor 1 or 0"),
        (Product((X, number(3))), "number behind a factor"),
        (Sum((X, X)), "like terms"),
        (Sum((times(2, X), CUBE, times(5, X))), "like terms"),
        (Sum((X, number(0))), "zero among"),
        (Sum((X, Sum((CUBE, number(1))))), "sum in a sum"),
        (times(10**6, X), "nobody would calculate"),
    ],
)
def test_ugly_questions_are_refused_unless_tidying_is_the_point(tree: Node, reason: str) -> None:
    ugly = replace(draft(), shown=(tree,))
    says(ugly, reason)
    verify(replace(ugly, rough=True))


def test_an_ugly_answer_is_refused() -> None:
    says(draft(Product((number(3), Power(X, number(2)), number(1)))), "ugly")


def test_an_overlong_question_or_answer_is_refused() -> None:
    long = plus(*(call("sin", plus(X, shift)) for shift in range(1, 12)))
    says(replace(draft(), shown=(long,)), "longer than a line")
    says(made_of(long, lambda x: x), "longer than a line")


def test_an_answer_without_a_value_on_its_domain_is_refused() -> None:
    nowhere = made_of(call("ln", X), lambda x: x)
    part = replace(nowhere.parts[0], domain=Domain({"x": Range(high=0.0)}))
    says(replace(nowhere, parts=(part,)), "no value")


def chosen(truth: str, found: str) -> Draft:
    choices = (Choice("up", "increasing"), Choice("down", "decreasing"))
    part = Part("a", AnswerType.CHOICE, truth, choices=choices)
    return replace(
        draft(), parts=(part,), evidence=(Evidence("a", given(found), given(lambda: found)),)
    )


def test_a_choice_is_compared_as_it_is_written() -> None:
    verify(chosen("up", "up"))
    says(chosen("up", "down"), "truths disagree")


def test_a_choice_must_be_among_those_offered() -> None:
    with pytest.raises(ValueError, match="not among its choices"):
        verify(chosen("left", "left"))


def test_numbers_may_differ_by_less_than_is_accepted_but_mistakes_may_not() -> None:
    number_part = Part("a", AnswerType.NUMBER, "2", tolerance=0.001)
    near = WiredMistake("rounded", "a", "2.001")
    made = replace(
        draft(),
        parts=(number_part,),
        evidence=(Evidence("a", given(2.0), given(2.0)),),
        mistakes=(near,),
    )
    says(made, "rounded .* as the truth")
    verify(replace(made, mistakes=(replace(near, answer="2.1"),)))


@pytest.mark.parametrize(
    "broken",
    [
        replace(draft(), evidence=()),
        replace(draft(), parts=()),
        replace(draft(), solution=(Step("only", "one"),)),
        replace(draft(), hints=("a", "")),
        replace(draft(), mistakes=(WiredMistake("m", "b", "x"),)),
    ],
)
def test_a_family_that_leaves_something_out_is_a_programming_error(broken: Draft) -> None:
    with pytest.raises(ValueError, match=r"a draft needs|a wired mistake"):
        verify(broken)


def derived(*lines: str, least: int = 2) -> Draft:
    begins = Begins("x^3", "x", least=least)
    part = Part("a", AnswerType.DERIVATION, "\n".join(lines), variables=("x",), begins=begins)
    return replace(draft(wired=(("kept-exponent", "3*x^3"),)), parts=(part,))


def test_a_derivation_is_held_to_the_checker_that_learners_meet() -> None:
    verify(derived("d/dx(x^2)*x+x^2", "3*x^2"))
    says(derived("3*x*x", "= 2*x^2+x^2", "= 3*x^3"), "truths disagree")
    says(derived("2*x*x", "= 3*x^2"), "model is not right: Line 1: ")
    says(derived("3*x^2"), "model is not right: Right, but show the line between")


def test_the_last_line_of_a_derivation_is_to_be_neat() -> None:
    says(derived("d/dx(x^2)*x+x^2", "1*x*3*x"), "ugly")
