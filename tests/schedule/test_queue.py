"""What comes today, and in which order."""

from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as run
from hypothesis import strategies as st

from drill.schedule.fold import DAY_MS, fold
from drill.schedule.memory import Parameters
from drill.schedule.queue import Candidate, Pace, Planned, Wish, day_queue
from drill.schedule.settings import MINUTE_MS, Settings
from drill.schedule.state import ItemState, Rating, Reopened, Reviewed

PARAMETERS = Parameters()
NOW = 1_795_424_400_000
"""09:00 UTC on 23 November 2026."""
UNLIMITED = Settings(minutes_per_day=0, new_per_day=9999)


def card(item: str, order: int = 0, requires: tuple[str, ...] = ()) -> Candidate:
    """Make a card; `t1.c2.x` belongs to the concept t1.c2 of the topic t1."""
    concept = item.rsplit(".", 1)[0]
    return Candidate(item, concept.split(".")[0], concept, "card", order, requires)


def cards(*items: str) -> list[Candidate]:
    return [card(item, order) for order, item in enumerate(items)]


def seen(item: str, days_ago: float, stability: float = 5.0, **more: Any) -> ItemState:
    state = ItemState(
        item,
        stability=stability,
        difficulty=5.0,
        first_ms=NOW - 100 * DAY_MS,
        last_ms=NOW - round(days_ago * DAY_MS),
        last_rating=Rating.GOOD,
        repetitions=3,
    )
    return replace(state, **more)


def plan(
    candidates: list[Candidate],
    *states: ItemState,
    settings: Settings = UNLIMITED,
    wish: Wish | None = None,
    introduced: int = 0,
    pace: Pace | None = None,
    seed: int = 1,
) -> tuple[Planned, ...]:
    return day_queue(
        candidates,
        {state.item: state for state in states},
        settings,
        PARAMETERS,
        now_ms=NOW,
        rng=Random(seed),
        introduced_today=introduced,
        wish=wish,
        pace=pace,
    )


def items(planned: tuple[Planned, ...]) -> list[str]:
    return [one.item for one in planned]


def test_due_items_come_weakest_first() -> None:
    row = cards("a.1.x", "b.1.x", "c.1.x")
    states = [seen("a.1.x", 6), seen("b.1.x", 30), seen("c.1.x", 12)]
    planned = plan(row, *states)
    assert items(planned) == ["b.1.x", "c.1.x", "a.1.x"]
    assert {one.reason for one in planned} == {"due"}
    assert all(one.mode == "practice" for one in planned)
    assert [one.retrievability for one in planned] == sorted(one.retrievability for one in planned)


def test_what_is_not_due_or_set_aside_or_in_no_bank_stays_out() -> None:
    states = [seen("a.1.x", 1), seen("b.1.x", 30, suspended=True), seen("gone.1.x", 30)]
    assert plan(cards("a.1.x", "b.1.x"), *states) == ()


def test_a_new_item_that_was_set_aside_is_not_introduced() -> None:
    assert plan(cards("a.1.x"), ItemState("a.1.x", suspended=True)) == ()


def test_new_items_come_in_teaching_order_up_to_the_days_limit() -> None:
    row = [card("b.1.x", 2), card("a.1.x", 0), card("c.1.x", 1)]
    planned = plan(row, settings=Settings(new_per_day=2))
    assert items(planned) == ["a.1.x", "c.1.x"]
    assert {one.reason for one in planned} == {"new"}


@pytest.mark.parametrize(("introduced", "left"), [(0, 3), (2, 1), (3, 0), (7, 0)])
def test_the_limit_is_shared_with_what_another_drill_introduced(introduced: int, left: int) -> None:
    row = cards(*(f"t{n}.1.x" for n in range(9)))
    planned = plan(row, settings=Settings(new_per_day=3), introduced=introduced)
    assert len(planned) == left


def test_the_learner_may_ask_for_another_number_of_new_items() -> None:
    row = cards(*(f"t{n}.1.x" for n in range(9)))
    assert len(plan(row, settings=Settings(new_per_day=3), wish=Wish(new=5))) == 5
    assert plan(row, settings=Settings(new_per_day=3), wish=Wish(new=0)) == ()


def test_new_items_stand_among_the_due_ones() -> None:
    row = cards(*(f"d{n}.1.x" for n in range(9)), *(f"n{n}.1.x" for n in range(3)))
    states = [seen(f"d{n}.1.x", 10 + n) for n in range(9)]
    reasons = [one.reason for one in plan(row, *states)]
    assert [place for place, reason in enumerate(reasons) if reason == "new"] == [2, 6, 10]


def test_a_new_item_waits_for_the_concepts_it_builds_on() -> None:
    row = [card("a.1.x", 0), card("b.1.x", 1, requires=("a.1",))]
    one_a_day = Settings(new_per_day=1)
    assert items(plan(row, settings=one_a_day)) == ["a.1.x"]
    assert items(plan(row, seen("a.1.x", 1), settings=one_a_day)) == ["b.1.x"]


def test_what_it_builds_on_may_come_earlier_in_the_same_session() -> None:
    row = [card("a.1.x", 0), card("a.1.y", 1), card("b.1.x", 2, requires=("a.1",))]
    assert items(plan(row)) == ["a.1.x", "b.1.x", "a.1.y"]


def test_a_concept_with_nothing_to_review_asks_for_nothing() -> None:
    row = [card("b.1.x", 1, requires=("a.1", "z.9")), card("a.1.x", 0)]
    assert items(plan(row, ItemState("a.1.x", suspended=True))) == ["b.1.x"]


def test_topics_alternate_and_siblings_stand_apart() -> None:
    row = cards("a.1.x", "a.1.y", "b.1.x", "c.1.x")
    states = [seen(one.item, 20 - one.order) for one in row]
    assert items(plan(row, *states)) == ["a.1.x", "b.1.x", "c.1.x", "a.1.y"]


def test_the_minutes_go_to_the_weakest_and_new_items_wait_for_a_lighter_day() -> None:
    row = cards(*(f"d{n}.1.x" for n in range(20)), "n.1.x")
    states = [seen(f"d{n}.1.x", 10 + n) for n in range(20)]
    pace = Pace(card=30.0)
    planned = plan(row, *states, settings=Settings(minutes_per_day=4), pace=pace)
    assert items(planned) == [f"d{n}.1.x" for n in range(19, 11, -1)]


def test_new_items_take_what_minutes_are_left() -> None:
    row = cards("d.1.x", *(f"n{n}.1.x" for n in range(9)))
    planned = plan(row, seen("d.1.x", 20), wish=Wish(minutes=3.5), pace=Pace(card=30.0))
    assert [one.reason for one in planned].count("new") == 3


def test_the_shortest_session_has_one_item() -> None:
    row = cards("a.1.x", "b.1.x")
    assert items(plan(row, wish=Wish(minutes=0.1))) == ["a.1.x"]


def test_a_forgotten_item_comes_when_its_time_has_come() -> None:
    forgotten = seen("a.1.x", 0.01, last_rating=Rating.AGAIN)
    assert [one.reason for one in plan(cards("a.1.x"), forgotten)] == ["relearn"]


def test_an_item_forgotten_just_now_comes_at_the_end_of_a_session_begun_anew() -> None:
    row = cards("a.1.x", "b.1.x")
    forgotten = seen("a.1.x", 0, last_rating=Rating.AGAIN, last_ms=NOW - MINUTE_MS)
    planned = plan(row, forgotten, seen("b.1.x", 20))
    assert [(one.item, one.reason, one.mode) for one in planned] == [
        ("b.1.x", "due", "practice"),
        ("a.1.x", "relearn", "practice"),
    ]


def test_an_item_asked_back_comes_first_and_past_the_limit_even_if_it_is_new() -> None:
    row = [card("a.1.x", 0), card("b.1.x", 1, requires=("a.1",))]
    asked = fold(None, Reopened(NOW - DAY_MS, NOW), "b.1.x", PARAMETERS)
    assert items(plan(row, asked, settings=Settings(new_per_day=0))) == ["b.1.x"]


def test_a_leech_is_marked() -> None:
    states = [seen("a.1.x", 30, lapses=8), seen("b.1.x", 30, lapses=7)]
    planned = plan(cards("a.1.x", "b.1.x"), *states)
    assert {one.item: one.leech for one in planned} == {"a.1.x": True, "b.1.x": False}


def test_a_cram_takes_its_topics_whole_whatever_is_due() -> None:
    row = cards("a.1.x", "a.2.x", "a.3.x", "b.1.x")
    states = [seen("a.1.x", 30), seen("a.2.x", 1), seen("b.1.x", 30)]
    planned = plan(
        row, *states, settings=Settings(new_per_day=0), wish=Wish(topics=frozenset({"a"}))
    )
    assert {one.item: (one.reason, one.mode) for one in planned} == {
        "a.1.x": ("cram", "practice"),
        "a.2.x": ("cram", "ahead"),
        "a.3.x": ("cram", "practice"),
    }


def test_a_cram_of_items_takes_just_those() -> None:
    row = cards("a.1.x", "a.2.x", "b.1.x")
    planned = plan(row, seen("a.2.x", 1), wish=Wish(items=frozenset({"a.2.x", "b.1.x"})))
    assert set(items(planned)) == {"a.2.x", "b.1.x"}


def test_a_cram_can_leave_new_items_out() -> None:
    row = cards("a.1.x", "a.2.x")
    wish = Wish(topics=frozenset({"a"}), new=0)
    assert items(plan(row, seen("a.1.x", 1), wish=wish)) == ["a.1.x"]


def test_with_nothing_due_the_weakest_can_be_practised_ahead() -> None:
    row = cards("a.1.x", "b.1.x", "c.1.x")
    states = [seen("a.1.x", 1, stability=50.0), seen("b.1.x", 3, stability=50.0)]
    assert plan(row[:2], *states) == ()
    planned = plan(row, *states, wish=Wish(ahead=True))
    assert [(one.item, one.reason, one.mode) for one in planned] == [
        ("b.1.x", "ahead", "ahead"),
        ("a.1.x", "ahead", "ahead"),
    ]


def test_items_equally_well_remembered_come_in_an_order_the_random_numbers_decide() -> None:
    row = cards(*(f"t{n}.1.x" for n in range(12)))
    states = [seen(one.item, 20) for one in row]
    assert plan(row, *states, seed=1) == plan(row, *states, seed=1)
    assert items(plan(row, *states, seed=1)) != items(plan(row, *states, seed=2))


def test_a_past_interview_no_longer_brings_items_forward() -> None:
    state = seen("a.1.x", 10, stability=60.0)
    before = replace(UNLIMITED, interview_date=date(2026, 11, 24))
    past = replace(UNLIMITED, interview_date=date(2026, 11, 22))
    assert items(plan(cards("a.1.x"), state, settings=before)) == ["a.1.x"]
    assert plan(cards("a.1.x"), state, settings=past) == ()


@st.composite
def situations(draw: st.DrawFn) -> tuple[list[Candidate], dict[str, ItemState]]:
    """Draw a bank of a few topics, whose concepts build on earlier ones, in any state of study."""
    count = draw(st.integers(0, 40))
    concepts = [f"t{n % 4}.c{n}" for n in range(10)]
    candidates = []
    states = {}
    for order in range(count):
        place = draw(st.integers(0, 9))
        requires = tuple(concepts[: place % 3]) if place > 4 else ()
        one = card(f"{concepts[place]}.i{order}", order, requires)
        candidates.append(one)
        if draw(st.booleans()):
            gap = draw(st.floats(0, 60))
            state = seen(one.item, gap, draw(st.floats(0.1, 60)), suspended=draw(st.booleans()))
            states[one.item] = replace(state, last_rating=draw(st.integers(1, 4)))
    return candidates, states


wishes = st.builds(
    Wish,
    topics=st.sets(st.sampled_from(["t0", "t1"]), max_size=2).map(frozenset),
    ahead=st.booleans(),
    minutes=st.none() | st.floats(0, 60),
    new=st.none() | st.integers(0, 20),
)


@run(deadline=None, max_examples=200)
@given(situations(), wishes, st.integers(0, 12))
def test_whatever_is_asked_the_queue_keeps_its_rules(
    situation: tuple[list[Candidate], dict[str, ItemState]], wish: Wish, introduced: int
) -> None:
    candidates, states = situation
    planned = plan(
        candidates, *states.values(), settings=Settings(), wish=wish, introduced=introduced
    )
    by_item = {one.item: one for one in candidates}
    assert len(set(items(planned))) == len(planned)
    assert not any(states[one].suspended for one in items(planned) if one in states)
    assert all(0 <= one.retrievability <= 1 for one in planned)
    met = {by_item[item].concept for item, state in states.items() if not state.suspended}
    present = met | {one.concept for one in candidates if one.item not in states}
    for one in planned:
        if one.reason == "new":
            assert met.issuperset(present.intersection(by_item[one.item].requires))
        met.add(one.concept)
    if not wish.cram:
        new = [one for one in planned if one.reason == "new"]
        limit = 10 if wish.new is None else wish.new
        assert len(new) <= max(limit - introduced, 0)


def test_a_week_of_sessions_teaches_a_small_bank() -> None:
    """A learner who forgets now and then meets everything, in order, within the minutes."""
    row = [
        card(f"t{n // 10}.c{n // 4}.i{n}", n, (f"t{n // 10}.c{n // 4 - 1}",) if n % 10 > 3 else ())
        for n in range(40)
    ]
    rng = Random(5)
    states: dict[str, ItemState] = {}
    for day in range(7):
        now = NOW + day * DAY_MS
        queue = day_queue(row, states, Settings(), PARAMETERS, now_ms=now, rng=rng)
        assert queue
        for one in queue:
            now += MINUTE_MS // 2
            rating = Rating.AGAIN if rng.random() < 0.1 else Rating.GOOD
            states[one.item] = fold(
                states.get(one.item), Reviewed(now, rating), one.item, PARAMETERS
            )
    assert len(states) == 40


def telling(item: str, order: int = 0, requires: tuple[str, ...] = ()) -> Candidate:
    return replace(card(item, order, requires), tells=frozenset({"F1"}))


def test_of_cards_that_answer_each_other_the_weaker_comes_today() -> None:
    both = [telling("a.a.fact"), telling("b.b.claim", 1)]
    items = [one.item for one in plan(both, seen("a.a.fact", 9), seen("b.b.claim", 30))]
    assert items == ["b.b.claim"]
    asked_for = Wish(items=frozenset({"a.a.fact", "b.b.claim"}))
    crammed = plan(both, seen("a.a.fact", 9), seen("b.b.claim", 30), wish=asked_for)
    assert {one.item for one in crammed} == {"a.a.fact", "b.b.claim"}


def test_a_new_card_waits_while_one_that_answers_it_is_asked_and_gives_its_place_up() -> None:
    some = [telling("a.a.fact"), telling("b.b.claim", 1), card("c.c.other", 2)]
    two = replace(UNLIMITED, new_per_day=2)
    assert {one.item for one in plan(some, settings=two)} == {"a.a.fact", "c.c.other"}
    after = plan(some, seen("a.a.fact", 9), settings=two)
    assert {one.item for one in after} == {"a.a.fact", "c.c.other"}
    later = plan(some, seen("a.a.fact", 1, stability=90.0), settings=two)
    assert {one.item for one in later} == {"b.b.claim", "c.c.other"}


def test_what_stands_on_a_card_that_waits_waits_as_well() -> None:
    some = [telling("a.a.fact"), telling("b.b.claim", 1), card("c.c.next", 2, ("b.b",))]
    assert [one.item for one in plan(some)] == ["a.a.fact"]
