"""A later part that follows from a wrong earlier one is no second mistake."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from drill.grade.follow import following, formula_of
from drill.grade.judge import judge
from drill.grade.part import AnswerType, Choice, Part
from drill.maths.errors import Unreadable

SLOPE = Part("g", AnswerType.NUMBER, "6")
STEP = Part("w", AnswerType.NUMBER, "2.4", follows="3 - g/10")
AGAIN = Part("v", AnswerType.NUMBER, "4.8", follows="2*w")
CHAIN = (SLOPE, STEP, AGAIN)
WAYS = (Choice("up", "up"), Choice("down", "down"), Choice("flat", "flat"))


def follows(parts: tuple[Part, ...], answers: Mapping[str, str]) -> tuple[str, ...]:
    judged = {part.id: judge(part, answers[part.id]).judgement for part in parts}
    return following(parts, answers, judged)


@pytest.mark.parametrize(
    ("g", "w", "v", "expected"),
    [
        ("6", "2.4", "4.8", ()),
        ("8", "2.2", "4.4", ("w", "v")),
        ("g = 8", "w = 11/5", "4.4", ("w", "v")),
        ("8", "2.4", "4.8", ()),
        ("8", "2.2", "4.8", ("w",)),
        ("8", "2.3", "4.6", ("v",)),
        ("6", "2.2", "4.4", ("v",)),
        ("", "2.2", "4.4", ("v",)),
        ("8)", "2.2", "4.8", ()),
        ("9^9^9^9", "2.2", "4.8", ()),
    ],
)
def test_each_part_is_held_against_what_was_answered_before(
    g: str, w: str, v: str, expected: tuple[str, ...]
) -> None:
    assert follows(CHAIN, {"g": g, "w": w, "v": v}) == expected


def vectors(answer: AnswerType, truth: str, formula: str) -> tuple[Part, Part]:
    return (
        Part("d2", AnswerType.VECTOR, "(3, 1)"),
        Part("d1", answer, truth, follows=formula),
    )


@pytest.mark.parametrize(
    ("kind", "truth", "formula", "own", "later"),
    [
        (AnswerType.VECTOR, "(5, 0)", "diag((1, 0))*([[1, 2], [3, 4]]*d2)", "(1, 1)", "(3, 0)"),
        (AnswerType.MATRIX, "[[6, 9], [2, 3]]", "d2*[[2, 3]]", "(1, 1)", "[[2, 3], [2, 3]]"),
        (AnswerType.NUMBER, "10", "d2^2", "(1, 1)", "2"),
        (AnswerType.NUMBER, "1", "dot(d2, (0, 1))", "(3, 7)", "7"),
    ],
)
def test_vectors_and_matrices_follow_as_well(
    kind: AnswerType, truth: str, formula: str, own: str, later: str
) -> None:
    parts = vectors(kind, truth, formula)
    assert follows(parts, {"d2": own, "d1": later}) == ("d1",)
    assert follows(parts, {"d2": own, "d1": f"2*{later}"}) == ()


def test_answers_whose_shapes_do_not_fit_the_formula_follow_nothing() -> None:
    parts = vectors(AnswerType.VECTOR, "(5, 0)", "diag((1, 0))*([[1, 2], [3, 4]]*d2)")
    assert follows(parts, {"d2": "(1, 1, 1)", "d1": "(3, 0)"}) == ()


def test_shapes_follow_by_their_sizes() -> None:
    parts = (
        Part("f", AnswerType.SHAPE, "(8, 6)"),
        Part("chain", AnswerType.SHAPE, "(11, 6)", follows="(11, dot(f, (0, 1)))"),
    )
    assert follows(parts, {"f": "(6, 8)", "chain": "11 x 8"}) == ("chain",)
    assert follows(parts, {"f": "(6, 8)", "chain": "(8, 11)"}) == ()
    assert follows(parts, {"f": "6", "chain": "(11, 8)"}) == ()


QUOTIENT = (
    Part("quotient", AnswerType.EXPRESSION, "6 + h", variables=("h",)),
    Part("limit", AnswerType.NUMBER, "6", follows="quotient at h = 0"),
)


@pytest.mark.parametrize(
    ("quotient", "limit", "expected"),
    [("5 + 2*h", "5", ("limit",)), ("5 + 2*h", "7", ()), ("5 + 1/h", "5", ())],
)
def test_a_variable_is_replaced_after_the_answer_is_put_in(
    quotient: str, limit: str, expected: tuple[str, ...]
) -> None:
    assert follows(QUOTIENT, {"quotient": quotient, "limit": limit}) == expected


def test_an_answer_in_variables_follows_in_every_form() -> None:
    parts = (
        Part("partial", AnswerType.EXPRESSION, "2*x*y", variables=("x", "y")),
        Part("total", AnswerType.EXPRESSION, "5*x^4", variables=("x",),
             follows="partial + 3*x^4 at y = x^3"),
    )  # fmt: skip
    assert follows(parts, {"partial": "x*y", "total": "x^4*(1 + 3)"}) == ("total",)
    assert follows(parts, {"partial": "x*y", "total": "x^4"}) == ()


CHOSEN = (
    Part("slope", AnswerType.EXPRESSION, "2*x", variables=("x",)),
    Part(
        "way",
        AnswerType.CHOICE,
        "up",
        choices=WAYS,
        follows="up: slope\ndown: -slope\nflat: 1 at x = 3",
    ),
)


@pytest.mark.parametrize(
    ("slope", "way", "expected"),
    [
        ("-2*x", "down", ("way",)),
        ("-2*x", "2", ("way",)),
        ("-2*x", "flat", ()),
        ("-2*x", "up", ()),
        ("1/(x - 3)", "down", ()),
        ("(x, -x)", "down", ()),
    ],
)
def test_a_choice_follows_from_the_sign_of_what_was_answered(
    slope: str, way: str, expected: tuple[str, ...]
) -> None:
    assert follows(CHOSEN, {"slope": slope, "way": way}) == expected


def test_rounding_twice_is_allowed_for() -> None:
    parts = (
        Part("z", AnswerType.NUMBER, "0.8", tolerance=1e-3),
        Part("a", AnswerType.NUMBER, "0.64", tolerance=1e-3, follows="z^2"),
    )
    assert follows(parts, {"z": "0.556", "a": "0.3086"}) == ("a",)  # 5/9 and 25/81
    assert follows(parts, {"z": "0.556", "a": "0.31"}) == ()


def test_an_earlier_part_that_is_right_excuses_nothing() -> None:
    parts = (
        Part("z", AnswerType.NUMBER, "0.5", tolerance=0.1),
        Part("a", AnswerType.NUMBER, "0.25", follows="z^2"),
    )
    assert follows(parts, {"z": "0.51", "a": "0.2601"}) == ()


def test_a_formula_sees_only_parts_before_it_and_its_variables_come_first() -> None:
    own = Part("b", AnswerType.EXPRESSION, "a", variables=("a",), follows="2*a")
    assert not formula_of(own, (Part("a", AnswerType.NUMBER, "1"),)).uses
    with pytest.raises(Unreadable):
        formula_of(Part("b", AnswerType.NUMBER, "1", follows="c + 1"), (SLOPE,))
    with pytest.raises(Unreadable):
        formula_of(Part("b", AnswerType.NUMBER, "1", follows="1 at 3 = 4"), ())


def test_a_formula_that_cannot_be_read_excuses_nothing() -> None:
    parts = (SLOPE, Part("w", AnswerType.NUMBER, "2.4", follows="3 - ("))
    assert follows(parts, {"g": "8", "w": "2.2"}) == ()
