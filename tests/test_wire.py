"""Values cross every pipe as JSON and come back as the same values, or as one plain error."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drill.exercise.contract import Exercise, Step, Task, WiredMistake
from drill.grade.part import AnswerType, Choice, Part
from drill.grade.verdict import Counterexample, DecidedBy, Judgement, Mistake, Verdict
from drill.maths.domain import Domain, Range
from drill.service.messages import (
    REPLIES,
    REQUESTS,
    Answer,
    Block,
    Prompt,
    decode_reply,
    decode_request,
    encode,
)
from drill.wire import WireError, from_json, to_json

texts = st.text(max_size=8)
parts = st.builds(
    Part,
    id=texts,
    answer=st.sampled_from(AnswerType),
    truth=texts,
    variables=st.lists(texts, max_size=3).map(tuple),
    domain=st.builds(
        Domain,
        st.dictionaries(texts, st.just(Range(0.0)) | st.just(Range(-1.0, 1.0, integer=True))),
        st.booleans(),
    ),
    choices=st.lists(st.builds(Choice, texts, texts), max_size=2).map(tuple),
)
exercises = st.builds(
    Exercise,
    family=texts,
    level=st.integers(1, 5),
    seed=texts,
    version=st.integers(1, 9),
    prompt=texts,
    parts=st.lists(parts, max_size=2).map(tuple),
    hints=st.lists(texts, max_size=3).map(tuple),
    solution=st.lists(st.builds(Step, texts, texts), max_size=2).map(tuple),
    mistakes=st.lists(st.builds(WiredMistake, texts, texts, texts), max_size=2).map(tuple),
    task=st.none() | st.builds(Task, texts, texts, texts, st.just(("x",))),
)


@given(exercises)
def test_an_exercise_survives_the_pipe(exercise: Exercise) -> None:
    assert from_json(Exercise, json.loads(json.dumps(to_json(exercise)))) == exercise


def test_a_verdict_survives_the_pipe_with_all_its_evidence() -> None:
    verdict = Verdict(
        Judgement.WRONG,
        DecidedBy.NUMBERS,
        "at x = 1 yours is 256, the truth is 768",
        Counterexample({"x": "1"}, "256", "768", "2"),
        (Mistake("inner-derivative-missing", "Inner derivative missing", "Multiply by it."),),
        None,
    )
    assert from_json(Verdict, json.loads(json.dumps(to_json(verdict)))) == verdict


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"answer": "expression", "truth": "x"}, "lacks id"),
        ({"id": 3, "answer": "expression", "truth": "x"}, "Part.id must be text"),
        ({"id": "a", "answer": "essay", "truth": "x"}, "must be one of: expression"),
        ({"id": "a", "answer": "number", "truth": "1", "variables": "x"}, "must be a list"),
        ("a part", "must be an object"),
    ],
)
def test_what_does_not_fit_is_named(data: object, said: str) -> None:
    with pytest.raises(WireError, match=said):
        from_json(Part, data)


def test_a_true_is_no_number() -> None:
    with pytest.raises(WireError, match="whole number"):
        from_json(Answer, {"n": True, "parts": {}})


def test_every_message_has_one_name_and_only_one() -> None:
    assert all(name == kind.TYPE for name, kind in (REQUESTS | REPLIES).items())


def test_a_request_keeps_its_id_through_the_pipe() -> None:
    line = json.dumps(encode(Answer(1, {"a": "12(3x+1)^3"}, 3, 8400), "7"))
    envelope = decode_request(json.loads(line))
    assert (envelope.message, envelope.id) == (Answer(1, {"a": "12(3x+1)^3"}, 3, 8400), "7")


def test_a_prompt_keeps_its_drawn_lines_through_the_pipe() -> None:
    block = Block("display", ((("f(x)", "maths"),),))
    prompt = Prompt(1, "exercise/power_sum", "exercise", "f(x)", (), 3, view=(block,))
    assert decode_reply(json.loads(json.dumps(encode(prompt)))).message == prompt


@pytest.mark.parametrize("data", [[], 3, "answer", None, {}, {"type": "dance"}, {"type": 4}])
def test_what_is_no_request_is_refused_in_words(data: object) -> None:
    with pytest.raises(WireError, match=r"JSON object|must be one of"):
        decode_request(data)
