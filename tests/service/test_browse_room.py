"""The browse room: what a search finds, what a page says, and what sets single items right."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from homes import BANKS
from journals import DAY_MS, START_MS, HandClock, review
from local_door import build

from drill.schedule.curve import forgetting_curve
from drill.schedule.memory import Parameters
from drill.schedule.state import Rating, Reset, Reviewed
from drill.service.browse.search import Findable, distance, folded, read_query
from drill.service.messages import (
    Browse,
    Envelope,
    Error,
    Found,
    ItemPage,
    Note,
    ReopenItem,
    Reply,
    Request,
    ResetItem,
    Saved,
    ShowItem,
    Suspend,
    TakeBack,
    Undone,
    decode_reply,
    encode,
)

CHOICE, TYPED = "tiny.chosen", "tiny.typed"


class Asked:
    """A service and its replies, one request after another."""

    def __init__(self, folder: Path, clock: HandClock) -> None:
        self.heard: list[Reply] = []
        self.clock = clock
        self.service = build(
            folder, clock, lambda envelope: self.heard.append(envelope.message), (str(BANKS),)
        )

    def ask(self, request: Request) -> Reply:
        self.service.handle(Envelope(request))
        return self.heard[-1]

    def found(self, query: str = "", **narrowed: str) -> list[str]:
        reply = self.ask(Browse(query, **narrowed))
        assert isinstance(reply, Found), reply
        return [line.item for line in reply.lines]

    def page(self, item: str) -> ItemPage:
        reply = self.ask(ShowItem(item))
        assert isinstance(reply, ItemPage), reply
        return reply

    def saved(self, request: Request) -> str:
        reply = self.ask(request)
        assert isinstance(reply, Saved), reply
        return reply.review

    def review(self, item: str, rating: int, days: int = 0, **more: object) -> None:
        journal = self.service._records.journal
        journal.append("review", item, review(rating, **more), START_MS + days * DAY_MS)
        self.service._records._take(journal)


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("banks")
    Asked(folder, HandClock()).service.close()
    return folder / "cache"


@pytest.fixture
def asked(tmp_path: Path, cache: Path) -> Iterator[Asked]:
    shutil.copytree(cache, tmp_path / "cache")
    made = Asked(tmp_path, HandClock(START_MS + 3 * DAY_MS))
    yield made
    made.service.close()


def test_nothing_typed_finds_everything_in_teaching_order(asked: Asked) -> None:
    found = asked.found()
    assert len(found) > 400
    assert found[0].startswith("derivatives.")
    assert CHOICE in found
    assert "exercise/chain_two_layer" in found


def test_every_word_must_be_found_and_case_does_not_matter(asked: Asked) -> None:
    assert asked.found("TINY chosen")[0] == CHOICE
    assert asked.found("tiny chosen nowhere-at-all") == []
    both = asked.found("sigmoid derivative")
    assert both
    assert set(both) <= set(asked.found("sigmoid"))


def test_a_search_is_narrowed_by_name_even_while_the_word_is_typed(asked: Asked) -> None:
    tiny = [TYPED, CHOICE]
    assert set(tiny) <= set(asked.found("topic:ti"))
    assert asked.found("kind:exercise")
    assert all(item.startswith("exercise/") for item in asked.found("kind:exercise"))
    assert asked.found("state:") == asked.found()
    assert set(asked.found("", topic="gradient")).isdisjoint(asked.found(topic="gradient_descent"))
    covered = asked.found("tag:cr03")
    assert covered
    assert len(covered) < 20


def test_states_follow_from_what_was_answered(asked: Asked) -> None:
    assert CHOICE in asked.found(state="new")
    asked.review(CHOICE, 3)
    assert CHOICE not in asked.found(state="new")
    asked.clock.wait(200 * DAY_MS)
    assert asked.found(state="due") == [CHOICE]
    asked.saved(Suspend(CHOICE))
    assert asked.found(state="due") == []
    assert asked.found(state="suspended") == [CHOICE]
    asked.saved(Suspend(CHOICE, on=False))
    assert asked.found("state:due") == [CHOICE]


def test_what_is_forgotten_again_and_again_is_a_leech(asked: Asked) -> None:
    for day in range(0, 40, 2):
        asked.review(TYPED, 3 if day % 4 == 0 else 1, day)
    assert asked.found(state="leech") == [TYPED]


def test_what_no_bank_has_any_more_is_kept_and_shown_as_retired(asked: Asked) -> None:
    asked.review("tiny.gone", 3)
    assert asked.found(state="retired") == ["tiny.gone"]
    page = asked.page("tiny.gone")
    assert "No bank has it any more" in page.memory
    assert len(page.history) == 1
    assert isinstance(asked.ask(ResetItem("tiny.gone")), Error)


def test_a_page_has_question_answer_primers_history_and_curve(asked: Asked) -> None:
    asked.review(CHOICE, 3, verdict="correct", answers=[{"a": "b"}])
    asked.review(CHOICE, 1, 2, verdict="wrong")
    asked.saved(Note(CHOICE, "mind the sign"))
    page = asked.page(CHOICE)
    assert page.prompt
    assert page.answer
    assert page.primers
    assert page.note == "mind the sign"
    assert [line.rating or line.mark for line in page.history] == ["note", "again", "good"]
    assert page.history[-1].verdict == "correct"
    assert page.line.recall is not None
    assert "Asked twice" in page.memory
    reviews = [point for point in page.curve if point.review]
    assert len(reviews) == 1
    assert page.curve[0].day == -3
    assert page.curve[-1].day > 0
    assert all(0 < point.recall <= 1 for point in page.curve)


def test_a_family_has_a_page_too(asked: Asked) -> None:
    page = asked.page("exercise/chain_two_layer")
    assert page.line.kind == "exercise"
    assert page.level.startswith("levels 1 to")
    assert page.primers
    assert page.curve == ()
    assert page.memory == "Not met yet."


def test_a_reset_begins_again_and_keeps_the_history(asked: Asked) -> None:
    asked.review(CHOICE, 3)
    event = asked.saved(ResetItem(CHOICE))
    page = asked.page(CHOICE)
    assert page.line.states == ("new",)
    assert [line.mark or line.rating for line in page.history] == ["begun again", "good"]
    assert page.curve == ()
    undone = asked.ask(TakeBack(event))
    assert undone == Undone(event, CHOICE)
    assert asked.page(CHOICE).line.recall is not None


def test_an_item_asked_back_is_due_now_even_if_it_was_set_aside(asked: Asked) -> None:
    asked.review(CHOICE, 4, 2)
    asked.saved(Suspend(CHOICE))
    assert CHOICE not in asked.found(state="due")
    asked.saved(ReopenItem(CHOICE))
    assert asked.found(state="due") == [CHOICE]
    asked.saved(ReopenItem(TYPED))
    assert asked.page(TYPED).line.states == ("new", "due")


def test_an_item_that_does_not_exist_is_refused_with_the_nearest(asked: Asked) -> None:
    for request in (ShowItem("tiny.chosn"), ResetItem("tiny.chosn"), ReopenItem("tiny.chosn")):
        found = asked.ask(request)
        assert isinstance(found, Error)
        assert "did you mean `tiny.chosen`?" in found.message
    strange = asked.ask(ShowItem("\x1b[2J" + "x" * 500))
    assert isinstance(strange, Error)
    assert "\x1b" not in strange.message
    assert isinstance(asked.ask(Browse(state="done")), Error)
    assert isinstance(asked.ask(Browse(topic="nowhere")), Error)
    assert isinstance(asked.ask(TakeBack("me/nobody/7")), Error)
    assert isinstance(asked.ask(TakeBack("\x1b")), Error)


def test_the_replies_survive_the_pipe(asked: Asked) -> None:
    asked.review(CHOICE, 3)
    for reply in (asked.ask(Browse("tiny")), asked.page(CHOICE)):
        assert decode_reply(encode(reply)).message == reply


def test_a_sign_is_found_by_itself_and_by_its_name(asked: Asked) -> None:
    assert asked.found("σ") == asked.found("sigma") != []
    assert set(asked.found("∇")) >= set(asked.found("∇ kind:explain"))
    assert folded("Λ λ ∂X é") == "lambda lambda partialx é"


def test_a_query_that_goes_on_for_ever_is_cut() -> None:
    query = read_query("x " * 10_000)
    assert len(query.words) <= 12
    assert distance(query, Findable(("xyz",), {})) == 0


def test_a_curve_jumps_to_one_at_a_review_and_falls_between() -> None:
    changes = [Reviewed(0, Rating.GOOD), Reviewed(3 * DAY_MS, Rating.GOOD)]
    curve = forgetting_curve("x", changes, Parameters(), now_ms=4 * DAY_MS, ahead_days=6)
    jump = next(index for index, point in enumerate(curve) if point.review)
    falling = [point.recall for point in curve[:jump]]
    assert falling == sorted(falling, reverse=True)
    assert curve[jump + 1].recall > curve[jump].recall
    assert curve[0].day == -4
    assert curve[-1].day == 6
    assert forgetting_curve("x", [], Parameters(), now_ms=0, ahead_days=3) == ()


def test_a_curve_begins_after_the_last_reset() -> None:
    changes = [Reviewed(0, Rating.GOOD), Reset(DAY_MS), Reviewed(2 * DAY_MS, Rating.EASY)]
    curve = forgetting_curve("x", changes, Parameters(), now_ms=3 * DAY_MS, ahead_days=1)
    assert curve[0].day == -1
    assert not any(point.review for point in curve)
