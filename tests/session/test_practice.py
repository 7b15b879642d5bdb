"""A session: the forgotten comes back, nothing comes twice running, undo really undoes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from drill.schedule.queue import Planned
from drill.schedule.state import Rating
from drill.session.practice import RETURN_AFTER_MS, Done, Practice
from drill.session.question import Question

AGAIN, GOOD = Rating.AGAIN, Rating.GOOD


def practice(*items: str) -> Practice:
    return Practice([Planned(item, "due") for item in items])


def play(session: Practice, rate: dict[str, list[Rating]], now_ms: int = 0) -> list[str]:
    """Answer everything; each item is rated from its list, and Good after that."""
    shown: list[str] = []
    while (planned := session.take(now_ms)) is not None and len(shown) < 100:
        shown.append(planned.item)
        ratings = rate.get(planned.item, [])
        settle(session, planned, ratings.pop(0) if ratings else GOOD, now_ms)
    return shown


def settle(session: Practice, planned: Planned, rating: Rating, now_ms: int = 0) -> None:
    question = Question(planned.item, "recall", "t", "c", "", (), "")
    session.settle(
        Done(session.shown, planned, question, f"me/d/{session.shown}", rating, 0, False), now_ms
    )


def test_a_forgotten_card_returns_after_three_others() -> None:
    assert play(practice(*"abcdefg"), {"a": [AGAIN]}) == list("abcdaefg")


def test_at_the_end_it_returns_at_once_but_never_twice_running_if_it_can_be_helped() -> None:
    assert play(practice("a", "b"), {"b": [AGAIN], "a": [AGAIN]}) == ["a", "b", "a", "b"]
    assert play(practice("a"), {"a": [AGAIN]}) == ["a", "a"]


def test_it_returns_as_soon_as_ten_minutes_have_passed() -> None:
    session = practice(*"abcdef")
    first = session.take(0)
    assert first is not None
    settle(session, first, AGAIN, 0)
    second = session.take(1000)
    assert second is not None
    assert second.item == "b"
    settle(session, second, GOOD, 1000)
    third = session.take(RETURN_AFTER_MS)
    assert third is not None
    assert (third.item, third.reason) == ("a", "relearn")


def test_a_card_that_is_never_remembered_is_left_for_another_day() -> None:
    assert play(practice("a"), {"a": [AGAIN] * 50}).count("a") == 4


def test_what_cannot_be_shown_yet_lets_others_go_first() -> None:
    session = practice("exercise/x", "card")
    first = session.take(0, lambda planned: not planned.item.startswith("exercise/"))
    assert first is not None
    assert first.item == "card"
    assert [planned.item for planned in session.queue] == ["exercise/x"]


def test_where_nothing_can_be_shown_at_once_the_first_comes_all_the_same() -> None:
    first = practice("exercise/x", "exercise/y").take(0, lambda _planned: False)
    assert first is not None
    assert first.item == "exercise/x"


def test_undo_asks_the_card_again_and_forgets_its_return() -> None:
    session = practice(*"abc")
    first = session.take(0)
    assert first is not None
    settle(session, first, AGAIN)
    undone = session.undo()
    assert undone is not None
    assert undone.event == "me/d/1"
    assert play(session, {}) == ["a", "b", "c"]


def test_there_is_an_end_to_undo() -> None:
    session = practice("a")
    assert session.undo() is None


def test_a_card_set_aside_leaves_the_session() -> None:
    session = practice(*"abc")
    first = session.take(0)
    assert first is not None
    settle(session, first, AGAIN)
    session.drop("a")
    session.drop("b")
    assert play(session, {}) == ["c"]


def test_a_skipped_card_comes_at_the_end() -> None:
    session = practice(*"abc")
    first = session.take(0)
    assert first is not None
    session.skip(first)
    assert play(session, {}) == ["b", "c", "a"]


ratings = st.lists(st.sampled_from(Rating), max_size=6)


@given(st.lists(st.sampled_from("abcdefgh"), unique=True, min_size=1), st.data())
def test_everything_forgotten_is_right_once_before_the_end_or_given_up(
    items: list[str], data: st.DataObject
) -> None:
    rate = {item: data.draw(ratings) for item in items}
    session = practice(*items)
    play(session, rate)
    assert {done.planned.item for done in session.done} == set(items)
    last = {done.planned.item: done.rating for done in session.done}
    for item, rating in last.items():
        assert rating is not AGAIN or session.returns[item] == 3
