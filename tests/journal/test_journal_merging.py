"""Two devices' events become one journal, in whatever order they meet."""

import io
import itertools
import shutil
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from journals import DAY_MS, HOUR_MS, START_MS, HandClock, exported, journals, review

from drill.journal import copies, merge
from drill.journal.errors import BadEvent, Conflict, JournalUnopenable, NotAJournal
from drill.journal.events import Event, to_change, to_json
from drill.journal.journal import Journal
from drill.schedule.fold import replay
from drill.schedule.memory import DEFAULT, MODEL, Parameters
from drill.schedule.state import ItemState

ITEMS = ("chain-rule.statement", "exercise/chain_two_layer", "gradient.direction")
WEIGHTS = (*DEFAULT[:2], 5.0, *DEFAULT[3:])

# Few moments, so that events of two devices fall on the same millisecond.
moments = st.integers(0, 40).map(lambda n: START_MS + n * 7 * HOUR_MS)
kinds = st.sampled_from(("review",) * 6 + ("suspend", "resume", "reset", "reopen", "note", "dream"))


@st.composite
def logs(draw: st.DrawFn) -> list[Event]:
    """Draw what three devices did: all kinds, voids of anything and of nothing, other weights."""
    made: list[Event] = []
    for device, number in itertools.product("abc", range(1, 7)):
        at, offset = draw(moments), draw(st.sampled_from((-480, 0, 60)))
        choice = draw(st.integers(0, 9))
        if choice < 6:
            item = draw(st.sampled_from(ITEMS))
            body = review(draw(st.integers(1, 4)), level=draw(st.integers(0, 5)), by_ms=at + DAY_MS)
            made.append(Event("me", device, number, draw(kinds), item, at, offset, body))
        elif choice == 6:
            item, old = draw(st.permutations((*ITEMS, "old.id")))[:2]
            made.append(Event("me", device, number, "renamed", item, at, offset, {"formerly": old}))
        elif choice < 9:
            target = f"me/{draw(st.sampled_from('abc'))}/{draw(st.integers(1, 7))}"
            made.append(Event("me", device, number, "void", "", at, offset, {"of": target}))
        else:
            body = {"model": MODEL, "weights": list(draw(st.sampled_from((DEFAULT, WEIGHTS))))}
            made.append(Event("me", device, number, "parameters", "", at, offset, body))
    return made


def lines(events: Sequence[Event]) -> io.StringIO:
    return io.StringIO("".join(to_json(event) + "\n" for event in events))


def renamings(standing: Sequence[Event]) -> dict[str, str]:
    """Say which id each has become, in the plainest way."""
    direct: dict[str, str] = {}
    for event in standing:
        if event.kind == "renamed":
            direct.pop(event.item, None)
            direct[event.body["formerly"]] = event.item
    return {item: end(direct, item) for item in (*ITEMS, "old.id", "")}


def end(direct: Mapping[str, str], item: str) -> str:
    return end(direct, direct[item]) if item in direct else item


def expected(events: Sequence[Event]) -> dict[str, ItemState]:
    """Say in the plainest way what the events come to."""
    taken_back = {event.body["of"] for event in events if event.kind == "void"}
    ordered = sorted(events, key=lambda event: event.order)
    standing = [e for e in ordered if e.id not in taken_back and e.kind != "void"]
    weights = [e.body["weights"] for e in standing if e.kind == "parameters"] or [DEFAULT]
    parameters = Parameters(tuple(weights[-1]))
    names = renamings(standing)
    changes = {
        item: [change for e in standing if names[e.item] == item and (change := to_change(e))]
        for item in (*ITEMS, "old.id")
    }
    return {item: replay(item, found, parameters) for item, found in changes.items() if found}


@settings(deadline=None, max_examples=25)
@given(log=logs(), order=st.permutations("abc"), cut=st.integers(0, 18), data=st.data())
def test_any_order_of_merging_gives_the_states_the_events_come_to(
    log: list[Event], order: Sequence[str], cut: int, data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(log))
    with journals("one", "two") as (one, two):
        for device in order:
            one.import_(lines([event for event in shuffled if event.device == device]))
        two.import_(lines(shuffled[:cut]))
        two.import_(lines(shuffled[cut // 2 :]))
        assert one.states() == expected(log)
        assert two.states() == one.states()
        assert two.days() == one.days()
        assert two.parameters() == one.parameters()
        assert exported(two) == exported(one)
        assert one.check() == two.check() == ()
        one.rebuild()
        assert one.states() == two.states()


steps = st.lists(
    st.tuples(
        st.sampled_from(
            ("review", "review", "review", "suspend", "reset", "undo", "void", "merge", "renamed")
        ),
        st.integers(0, 2),
        st.sampled_from(ITEMS),
        st.integers(1, 4),
        st.integers(-2, 40),
    ),
    max_size=25,
)


@settings(deadline=None, max_examples=15)
@given(steps=steps, order=st.permutations(range(3)))
def test_devices_that_practise_undo_and_merge_at_random_end_up_agreeing(
    steps: list[tuple[str, int, str, int, int]], order: Sequence[int]
) -> None:
    clock = HandClock()
    with journals("one", "two", "three", clock=clock) as opened:
        for what, which, item, rating, hours in steps:
            clock.wait(hours * HOUR_MS)
            mine = opened[which]
            if what == "undo":
                mine.undo_last()
            elif what == "merge":
                mine.merge(opened[rating % 3].path)
            elif what == "void":
                for event in list(mine.events())[:1]:
                    mine.void(event.id)
            elif what == "renamed":
                mine.append(what, item, {"formerly": ITEMS[(ITEMS.index(item) + 1) % 3]})
            else:
                mine.append(what, item, review(rating))
            assert mine.check() == ()
        for first, second in itertools.product(order, order):
            opened[first].merge(opened[second].path)
        for first in order:
            opened[0].merge(opened[first].path)
        for mine in opened[1:]:
            mine.merge(opened[0].path)
            assert mine.states() == opened[0].states()
            assert exported(mine) == exported(opened[0])
            assert mine.check() == ()


def test_a_merge_tells_what_was_new_and_a_second_one_finds_nothing(tmp_path: Path) -> None:
    with journals("one", "two") as (one, two):
        for journal in (one, two):
            journal.append("review", ITEMS[0], review())
        first, second = one.merge(two.path), one.merge(two.path)
        assert (first.read, first.new, first.known) == (1, 1, 0)
        assert (second.read, second.new, second.known) == (1, 0, 1)


def test_a_void_that_arrives_before_its_event_still_takes_it_back() -> None:
    log = [
        Event("me", "a", 1, "review", ITEMS[0], START_MS, 0, review()),
        Event("me", "b", 1, "void", ITEMS[0], START_MS + 1, 0, {"of": "me/a/1"}),
    ]
    with journals("one") as (one,):
        one.import_(lines(log[1:]))
        one.import_(lines(log[:1]))
        assert one.states() == {}
        assert one.days() == ()
        assert one.check() == ()


def test_a_void_of_a_void_changes_nothing() -> None:
    log = [
        Event("me", "a", 1, "review", ITEMS[0], START_MS, 0, review()),
        Event("me", "a", 2, "void", ITEMS[0], START_MS + 1, 0, {"of": "me/a/1"}),
        Event("me", "b", 1, "void", ITEMS[0], START_MS + 2, 0, {"of": "me/a/2"}),
    ]
    with journals("one") as (one,):
        one.import_(lines(log))
        assert one.states() == {}
        assert one.check() == ()


def test_numbers_go_on_after_what_is_known_of_the_device() -> None:
    with journals("one") as (one,):
        void = Event("me", "b", 1, "void", "", START_MS, 0, {"of": f"me/{one.device}/8"})
        one.import_(lines([void]))
        assert one.append("review", ITEMS[0], review()).number == 9
        assert one.check() == ()


@pytest.mark.parametrize("changed", ["kind", "item", "time", "zone", "body"])
def test_another_event_under_the_same_key_is_refused_by_its_key_and_nothing_comes_in(
    changed: str,
) -> None:
    with journals("one") as (one,):
        mine = one.append("note", ITEMS[0], {"text": "mine"}, START_MS, 0)
        before = exported(one)
        other = Event(
            "me",
            one.device,
            1,
            "flag" if changed == "kind" else "note",
            ITEMS[1] if changed == "item" else ITEMS[0],
            START_MS + (changed == "time"),
            60 if changed == "zone" else 0,
            {"text": "theirs" if changed == "body" else "mine"},
        )
        fresh = Event("me", "b", 1, "review", ITEMS[0], START_MS, 0, review())
        with pytest.raises(Conflict, match=mine.id):
            one.import_(lines([fresh, other]), "all.jsonl")
        assert exported(one) == before
        assert one.states() == {}


def test_two_lines_with_one_key_are_refused_unless_they_are_the_same() -> None:
    event = Event("me", "b", 1, "note", "", START_MS, 0, {"text": "a"})
    twice = Event("me", "b", 1, "note", "", START_MS, 0, {"text": "b"})
    with journals("one") as (one,):
        with pytest.raises(Conflict, match=r"all\.jsonl:2: event me/b/1 stands in line 1"):
            one.import_(lines([event, twice]), "all.jsonl")
        assert one.import_(lines([event, event])).new == 1


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        ("{}", "all.jsonl:3: `id` is missing"),
        ("\x00", "all.jsonl:3: the line is not JSON"),
        (to_json(Event("ann", "b", 2, "note", "", 0, 0, {})), "all.jsonl:3: .*learner `ann`"),
    ],
)
def test_an_import_with_a_wrong_line_names_it_and_takes_nothing_in(bad: str, says: str) -> None:
    good = to_json(Event("me", "b", 1, "review", ITEMS[0], START_MS, 0, review()))
    with journals("one") as (one,):
        with pytest.raises(BadEvent, match=says):
            one.import_(io.StringIO(f"{good}\n\n{bad}\n"), "all.jsonl")
        assert one.count() == 0
        assert one.append("review", ITEMS[0], review()).number == 1


def test_an_import_that_is_not_utf8_names_the_line() -> None:
    source = io.TextIOWrapper(io.BytesIO(b"\xff\xfe\n"), encoding="utf-8")
    with journals("one") as (one,), pytest.raises(BadEvent, match=r"all\.jsonl:1: .*UTF-8"):
        one.import_(source, "all.jsonl")


def test_an_endless_line_is_refused_without_being_read_to_its_end() -> None:
    class Endless(io.StringIO):
        def readline(self, size: int | None = -1, /) -> str:
            assert size is not None
            assert size > 0
            return "x" * size

    with journals("one") as (one,), pytest.raises(BadEvent, match=":1: the line has more than"):
        one.import_(Endless(), "endless")


def test_what_is_staged_is_written_in_batches_and_all_of_it_arrives(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(merge, "BATCH", 7)
    log = [
        Event("me", "b", n, "review", ITEMS[n % 3], START_MS + n * DAY_MS, 0, review())
        for n in range(1, 51)
    ]
    with journals("one") as (one,):
        assert one.import_(lines(log)).new == 50
        assert one.states() == expected(log)
        assert len(one.days()) == 50


def test_an_export_is_taken_in_by_an_empty_journal_as_it_was() -> None:
    with journals("one", "two") as (one, two):
        for n in range(5):
            one.append("review", ITEMS[n % 3], review(1 + n % 4, answer="σ(x) · 2\u2028"))
        one.undo_last()
        text = exported(one)
        two.import_(io.StringIO("\ufeff" + text))
        assert exported(two) == text
        assert two.states() == one.states()


def test_merging_does_not_change_the_other_file_or_leave_anything_beside_it(
    tmp_path: Path, clock: HandClock
) -> None:
    with Journal.open(tmp_path / "other.db", clock=clock) as other:
        other.append("review", ITEMS[0], review())
    before = (tmp_path / "other.db").read_bytes()
    with journals("one") as (one,):
        one.merge(tmp_path / "other.db")
    assert (tmp_path / "other.db").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["other.db"]


def test_a_journal_that_another_drill_has_open_is_merged_with_its_last_answer() -> None:
    with journals("one", "two") as (one, two):
        two.append("review", ITEMS[0], review())
        assert two.path.with_name("two.db-wal").stat().st_size > 0
        one.merge(two.path)
        assert one.states() == two.states()


def test_a_journal_on_a_read_only_medium_is_merged_with_its_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Refused(sqlite3.OperationalError):
        sqlite_errorname = "SQLITE_CANTOPEN"

    def connect_unless_there(path: Path) -> sqlite3.Connection:
        if path.parent == tmp_path:
            raise Refused
        return connect(path)

    connect = copies.connect
    with journals("one", "two") as (one, two):
        two.append("review", ITEMS[0], review())
        for end in ("", "-wal"):  # as a killed drill leaves them on a stick that is then locked
            shutil.copy(two.path.with_name(f"two.db{end}"), tmp_path / f"stick.db{end}")
        monkeypatch.setattr(copies, "connect", connect_unless_there)
        one.merge(tmp_path / "stick.db")
        assert one.states() == two.states()


def test_merging_what_is_no_journal_is_refused_in_words(tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("not a database, but long enough to be looked at as one" * 20)
    foreign = tmp_path / "music.db"
    with closing(sqlite3.connect(foreign)) as raw:
        raw.execute("CREATE TABLE album (title)")
    with journals("one") as (one,):
        with pytest.raises(NotAJournal, match=r"notes\.txt"):
            one.merge(text)
        with pytest.raises(NotAJournal, match=r"music\.db"):
            one.merge(foreign)
        with pytest.raises(JournalUnopenable, match="there is no such file"):
            one.merge(tmp_path / "nowhere.db")
        assert one.count() == 0


def test_a_foreign_journal_with_a_wrong_event_is_refused_by_the_events_id() -> None:
    with journals("one", "two") as (one, two):
        event = two.append("review", ITEMS[0], review())
        with two._store.writing() as connection:
            connection.exec_driver_sql("UPDATE event SET body = '{\"rating\": 77}'")
        with pytest.raises(BadEvent, match=f"event {event.id}: `rating`"):
            one.merge(two.path)
        with two._store.writing() as connection:
            connection.exec_driver_sql("UPDATE event SET body = x'00', utc_ms = 'soon'")
        with pytest.raises(BadEvent, match="cannot be read"):
            one.merge(two.path)
