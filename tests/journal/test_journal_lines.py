"""Events as lines of JSON."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from journals import START_MS, review

from drill.journal.errors import BadEvent
from drill.journal.events import Event, from_json, local_day, to_change, to_json
from drill.journal.shape import MAX_BODY, MAX_DEPTH, MAX_LINE
from drill.schedule.memory import DEFAULT, MODEL
from drill.schedule.state import Rating, Reopened, Reset, Resumed, Reviewed, Suspended

EVENT = Event("me", "a1", 7, "review", "chain-rule.statement", START_MS, 60, review())

names = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**60), 2**60)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3),
    max_leaves=8,
)


def line(**changed: object) -> str:
    return json.dumps(json.loads(to_json(EVENT)) | changed)


@settings(deadline=None, max_examples=80)
@given(st.dictionaries(names, plain, max_size=4), st.integers(0, 2**40), st.integers(-840, 840))
def test_an_event_comes_back_from_its_line_as_it_was(
    body: dict[str, object], utc_ms: int, offset_min: int
) -> None:
    event = Event("me", "a1", 3, "something-new", "", utc_ms, offset_min, body)
    text = to_json(event)
    assert from_json(text) == event
    assert text.isascii()
    assert text.isprintable()


def test_a_line_begins_with_the_event_id() -> None:
    assert json.loads(to_json(EVENT))["id"] == "me/a1/7"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "not JSON"),
        ("[1]", "not a JSON object"),
        ("{}", "`id` is missing"),
        (line(extra=1), "`extra` is not known; a newer drill"),
        (line(id=7), "`id` must be text"),
        (line(id="me/a1"), "`id` must be learner/device/number"),
        (line(id="me/a1/0"), "number from 1"),
        (line(id="me/a1/seven"), "number from 1"),
        (line(id="me/a\u202e1/7"), "letters, digits"),
        (line(id=f"me/a1/{2**53 + 1}"), "2^53"),
        (line(kind="two words"), "`kind` must be a word"),
        (line(kind=None), "must be text"),
        (line(item="a\x1b[31m"), "no control or format"),
        (line(item="x" * 201), "at most 200"),
        (line(item=""), "`item` must not be empty in a review"),
        (line(utc_ms=1.5), "`utc_ms` must be a whole number"),
        (line(utc_ms=True), "`utc_ms` must be a whole number"),
        (line(utc_ms=-1), "`utc_ms` must be a whole number from 0"),
        (line(offset_min=2000), "`offset_min` must be a whole number"),
        (line(body=[]), "`body` must be an object"),
        (line(body={}), "`rating` must be a whole number from 1 to 4"),
        (line(body=review(5)), "`rating` must be"),
        (line(body=review(first_try="yes")), "`first_try` must be true or false"),
        (line(body=review(mode=3)), "`mode` must be text"),
        (line(body=review(think_ms=-4)), "`think_ms` must be"),
        (line(body=review(mistakes="sign")), "`mistakes` must be a list"),
        (line(kind="reopen", body={}), "`by_ms` must be"),
        (line(kind="void", body={}), "`of` must be the id"),
        (line(kind="void", body={"of": "7"}), "`id` must be learner"),
        (line(kind="settings"), "`item` must be empty"),
        (line(kind="parameters", item="", body={}), "`model` must name"),
        (line(kind="parameters", item="", body={"model": MODEL}), "`weights` is missing"),
        (line(kind="parameters", item="", body={"model": MODEL, "weights": [1]}), "21 weights"),
        (line(kind="parameters", item="", body={"model": MODEL, "weights": ["1"]}), "numbers"),
        ('{"id":1,"id":2}', "stands twice"),
        ('{"id":NaN}', "NaN is not a number"),
        (line().replace("8000", "1e999"), "no JSON form"),
        (line(body=review(answer="\ud800")), "surrogate"),
        (line(body=review(answer="x" * MAX_BODY)), "characters"),
        ("[" * 100_000, "nested"),
        ('"' + "x" * MAX_LINE, "more than"),
    ],
)
def test_a_wrong_line_is_refused_with_one_line_that_names_what_is_wrong(
    text: str, says: str
) -> None:
    with pytest.raises(BadEvent) as caught:
        from_json(text)
    message = str(caught.value)
    assert says in message
    assert message.isprintable()


def test_a_body_too_deep_is_refused() -> None:
    body: dict[str, object] = {}
    for _ in range(MAX_DEPTH):
        body = {"in": body}
    with pytest.raises(BadEvent, match="nested more than"):
        from_json(line(kind="later", body=body))


def test_a_kind_this_drill_does_not_know_is_read_and_changes_nothing() -> None:
    event = from_json(line(kind="dream", body={"of": ["anything"]}))
    assert event.kind == "dream"
    assert to_change(event) is None


def test_weights_of_a_model_this_drill_does_not_know_are_read() -> None:
    for body in ({"model": "fsrs-9", "weights": "new"}, {"model": MODEL, "weights": list(DEFAULT)}):
        assert from_json(line(kind="parameters", item="", body=body)).body == body


def test_each_kind_gives_the_change_it_makes_to_memory() -> None:
    assert to_change(EVENT) == Reviewed(START_MS, Rating.GOOD)
    full = replace(EVENT, body=review(2, level=3, first_try=True, mode="interview"))
    assert to_change(full) == Reviewed(
        START_MS, Rating.HARD, level=3, first_try=True, mode="interview"
    )
    helped = replace(EVENT, body=review(3, level=1, stage="last_step"))
    assert to_change(helped) == Reviewed(START_MS, Rating.GOOD, level=1, climbs=False)
    made = {
        kind: to_change(replace(EVENT, kind=kind, body={"by_ms": 5}))
        for kind in ("suspend", "resume", "reset", "reopen", "note", "flag", "placement")
    }
    assert made == {
        "suspend": Suspended(START_MS),
        "resume": Resumed(START_MS),
        "reset": Reset(START_MS),
        "reopen": Reopened(START_MS, 5),
        "note": None,
        "flag": None,
        "placement": None,
    }


def test_a_learners_day_begins_at_four_where_the_learner_is() -> None:
    midnight_utc = 1_795_046_400_000  # 19 November 2026
    hour = 3_600_000
    assert local_day(midnight_utc, 0) == "2026-11-18"
    assert local_day(midnight_utc + 4 * hour - 1, 0) == "2026-11-18"
    assert local_day(midnight_utc + 4 * hour, 0) == "2026-11-19"
    assert local_day(midnight_utc, 9 * 60) == "2026-11-19"
    assert local_day(midnight_utc + 11 * hour, -8 * 60) == "2026-11-18"
    assert local_day(0, -840) == "1969-12-31"
