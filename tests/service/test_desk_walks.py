"""Whatever is asked of the desk in whatever order, it answers, and the journal stays whole."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from bench import EXERCISE, Bench
from hypothesis import given, settings
from hypothesis import strategies as st

from drill.service.messages import (
    Answer,
    Hint,
    Prompt,
    Quit,
    Rate,
    Reply,
    Request,
    Reveal,
    Saved,
    Similar,
    Skip,
    StartPractice,
    Summary,
    Suspend,
    Undo,
    Undone,
)

ITEMS = (EXERCISE, "slopes.typed", "slopes.blank", "slopes.chosen", "slopes.told")
TYPED = ("2*a*x", "a*x", "2*a*", "smooth", "b")
moves = st.one_of(
    st.tuples(st.just("answer"), st.sampled_from(TYPED)),
    st.tuples(st.just("right"), st.none()),
    st.tuples(st.just("rate"), st.sampled_from([1, 1, 2, 3, 3, 4])),
    st.tuples(st.just("rate"), st.sampled_from([1, 3])),
    st.tuples(st.sampled_from(["reveal", "similar", "skip", "undo", "hint"]), st.none()),
    st.tuples(st.just("proof"), st.sampled_from(["proved", "not_proved", "conflict"])),
    st.tuples(st.just("suspend"), st.sampled_from(ITEMS)),
    st.tuples(st.just("wait"), st.sampled_from([1_000, 700_000, 90_000_000])),
    st.tuples(st.sampled_from(["quit", "again"]), st.none()),
)


def request(bench: Bench, move: str, what: object) -> Request | None:
    """Turn a move into a request about the card shown last."""
    prompt = bench.prompt
    parts = {part.id: str(what) for part in prompt.parts} or {"a": str(what)}
    made: dict[str, Request] = {
        "answer": Answer(prompt.n, parts),
        "reveal": Reveal(prompt.n),
        "similar": Similar(prompt.n),
        "skip": Skip(prompt.n),
        "hint": Hint(prompt.n),
        "undo": Undo(),
        "quit": Quit(),
        "again": StartPractice(items=ITEMS),
    }
    if move == "right":
        return Answer(prompt.n, bench.truths()) if prompt.family else Reveal(prompt.n)
    if move == "rate":
        return Rate(prompt.n, int(str(what)))
    return Suspend(str(what)) if move == "suspend" else made.get(move)


def said(bench: Bench, move: str, what: object) -> list[Reply]:
    """Make a move; give what is said to it."""
    if move == "wait":
        bench.clock.wait(int(str(what)))
        return []
    if move == "proof":
        return bench.prove(str(what)) if bench.workers.proofs else []
    asked = request(bench, move, what)
    assert asked is not None
    return bench.ask(asked)


@settings(deadline=None, max_examples=25, derandomize=True)
@given(st.lists(moves, max_size=24))
def test_the_desk_always_answers_and_the_journal_stays_whole(
    walk: list[tuple[str, object]],
) -> None:
    with TemporaryDirectory() as folder:
        bench = Bench(Path(folder))
        bench.ask(StartPractice(items=ITEMS))
        numbers = [bench.prompt.n]
        for move, what in walk:
            heard = said(bench, move, what)
            assert heard or move in ("wait", "proof", "quit"), "a request is always answered"
            shown = [one for one in heard if isinstance(one, Prompt)]
            assert len(shown) <= 1, "one card at a time"
            numbers += [one.n for one in shown]
            if any(isinstance(one, Saved) and one.what == "review" for one in heard):
                assert shown or any(isinstance(one, Summary) for one in heard)
            if shown and shown[0].mode == "similar":
                assert shown[0].family
        saved = {one.review for one in bench.heard if isinstance(one, Saved) and one.n}
        undone = {one.review for one in bench.heard if isinstance(one, Undone)}
        assert {event.id for event in bench.events("review")} == saved - undone
        assert not bench.records.journal.check()
        assert all(one.left >= 0 for one in bench.heard if isinstance(one, Prompt))
        bench.close()
