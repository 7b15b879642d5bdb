"""What a proof adds to a verdict."""

from __future__ import annotations

import pytest

from drill.grade.part import AnswerType, Part
from drill.grade.prove import Proof
from drill.grade.verdict import DecidedBy, Judgement, Verdict
from drill.session.attempt import Try
from drill.session.proof import CONFLICT, PROVED, after_proof, conflicts, to_prove
from drill.session.question import Question

NUMBERS = Verdict(Judgement.CORRECT, DecidedBy.NUMBERS)
IDENTITY = Verdict(Judgement.CORRECT, DecidedBy.IDENTITY)
WRONG = Verdict(Judgement.WRONG, DecidedBy.NUMBERS)


def made(**verdicts: Verdict) -> Try:
    return Try(dict.fromkeys(verdicts, "x"), verdicts)


def test_the_words_are_those_of_the_prover() -> None:
    assert {PROVED, CONFLICT} == {Proof.PROVED.value, Proof.CONFLICT.value}


def asked(*tolerances: float) -> Question:
    parts = tuple(
        Part(id_, AnswerType.NUMBER, "1/3", tolerance=tolerance)
        for id_, tolerance in zip("ab", tolerances, strict=False)
    )
    return Question("exercise/made_up", "exercise", "t", "c", "", parts, "")


@pytest.mark.parametrize(
    ("one", "parts"),
    [
        (made(a=NUMBERS, b=IDENTITY), ("a",)),
        (made(a=NUMBERS, b=NUMBERS), ("a", "b")),
        (made(a=NUMBERS, b=WRONG), ()),
        (made(a=IDENTITY), ()),
    ],
)
def test_what_only_numbers_decided_is_to_be_proved(one: Try, parts: tuple[str, ...]) -> None:
    question = asked(*[0.0] * len(one.verdicts))
    assert to_prove(question, one) == parts


def test_what_may_be_rounded_is_not_held_to_a_proof() -> None:
    assert to_prove(asked(0.001, 0.0), made(a=NUMBERS, b=NUMBERS)) == ("b",)


def test_the_whole_rests_on_what_is_weakest() -> None:
    one = made(a=NUMBERS, b=NUMBERS, c=IDENTITY)
    assert one.decided_by == "numbers"
    assert after_proof(one, {"a": PROVED}).decided_by == "numbers"
    assert after_proof(one, {"a": PROVED, "b": PROVED}).decided_by == "proof"


def test_one_conflict_leaves_the_whole_undecided() -> None:
    outcomes = {"a": PROVED, "b": CONFLICT}
    overruled = after_proof(made(a=NUMBERS, b=NUMBERS), outcomes)
    assert overruled.judgement is Judgement.UNDECIDED
    assert conflicts(outcomes) == ("b",)
