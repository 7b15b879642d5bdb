"""An older journal is backed up and migrated; a newer one is refused in words."""

import io
import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from journals import START_MS, HandClock, exported, journals, review
from sqlalchemy import Connection

from drill.journal import migrate
from drill.journal.errors import JournalDamaged, JournalError, JournalNewer
from drill.journal.events import Event, to_json
from drill.journal.journal import Journal

CARD = "chain-rule.statement"

OLDER = """
    CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT);
    CREATE TABLE event (
        id TEXT PRIMARY KEY, kind TEXT, item TEXT, utc_s REAL, zone_h REAL, payload TEXT
    );
    CREATE TABLE state (item TEXT, half_life REAL);
"""


def make_older(path: Path, events: Sequence[Event]) -> None:
    """Write events as an imagined version 0 kept them: seconds, hours, one text for the key."""
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.executescript(OLDER)
        said = {"schema": "0", "learner": "me", "device": "old", "file": "", "parameters": ""}
        raw.executemany("INSERT INTO meta VALUES (?, ?)", [*said.items(), ("caches", "none")])
        raw.executemany(
            "INSERT INTO event VALUES (?, ?, ?, ?, ?, ?)",
            [
                (e.id, e.kind, e.item, e.utc_ms / 1000, e.offset_min / 60, json.dumps(e.body))
                for e in events
            ],
        )


def from_zero(connection: Connection) -> None:
    """Make version 1 of it."""
    from drill.journal.log import insert_event
    from drill.journal.shape import body_text
    from drill.journal.tables import event, metadata

    connection.exec_driver_sql("ALTER TABLE event RENAME TO older")
    metadata.create_all(connection, tables=[event], checkfirst=False)
    for id_, kind, item, utc_s, zone_h, payload in connection.exec_driver_sql(
        "SELECT * FROM older"
    ):
        learner, device, number = id_.split("/")
        when = round(utc_s * 1000), round(zone_h * 60)
        new = Event(learner, device, int(number), kind, item, *when, json.loads(payload))
        insert_event(connection, new, body_text(new.body))
    connection.exec_driver_sql("DROP TABLE older")


events_of = st.lists(
    st.tuples(
        st.sampled_from("ab"),
        st.sampled_from(("review", "review", "void", "note", "dream", "suspend")),
        st.integers(0, 10**9),
        st.integers(-840, 840),
        st.integers(1, 4),
    ),
    max_size=20,
).map(
    lambda drawn: [
        Event(
            "me",
            device,
            number,
            kind,
            CARD,
            START_MS + ms,
            offset,
            {"of": f"me/b/{rating}"} if kind == "void" else review(rating, text="σ"),
        )
        for number, (device, kind, ms, offset, rating) in enumerate(drawn, 1)
    ]
)


@pytest.fixture(scope="module", autouse=True)
def steps() -> object:
    patch = pytest.MonkeyPatch()
    patch.setitem(migrate.STEPS, 0, from_zero)
    yield
    patch.undo()


@settings(deadline=None, max_examples=25)
@given(events=events_of)
def test_a_migrated_journal_has_the_same_events_and_their_states(events: list[Event]) -> None:
    with TemporaryDirectory() as folder, journals("fresh") as (fresh,):
        make_older(Path(folder, "old.db"), events)
        fresh.import_(io.StringIO("".join(to_json(event) + "\n" for event in events)))
        with Journal.open(Path(folder, "old.db"), clock=HandClock()) as old:
            assert exported(old) == exported(fresh)
            assert old.states() == fresh.states()
            assert old.days() == fresh.days()
            assert old.check() == ()


def test_an_older_journal_is_backed_up_before_it_is_changed(
    tmp_path: Path, clock: HandClock
) -> None:
    path = tmp_path / "drill.db"
    make_older(path, [Event("me", "old", 1, "review", CARD, START_MS, 0, review())])
    with Journal.open(path, clock=clock) as journal:
        assert journal.append("review", CARD, review()).device != "old", "it was a copied file"
    (kept,) = (tmp_path / "drill-backups").iterdir()
    assert kept.name == "drill-before-v1-2026-11-18-120640.db"
    with closing(sqlite3.connect(kept)) as raw:
        assert raw.execute("SELECT value FROM meta WHERE name = 'schema'").fetchone() == ("0",)
        assert raw.execute("SELECT count(*) FROM event").fetchone() == (1,)


def test_a_step_that_fails_leaves_the_journal_as_it_was(
    tmp_path: Path, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lose_one(connection: Connection) -> None:
        from_zero(connection)
        connection.exec_driver_sql("DELETE FROM event WHERE number = 1")

    path = tmp_path / "drill.db"
    made = [Event("me", "old", n, "note", "", START_MS, 0, {}) for n in (1, 2)]
    make_older(path, made)
    with monkeypatch.context() as patch:
        patch.setitem(migrate.STEPS, 0, lose_one)
        with pytest.raises(JournalDamaged, match="could not all be brought over"):
            Journal.open(path, clock=clock)
    with Journal.open(path, clock=clock) as journal:
        assert list(journal.events()) == made


def test_an_older_journal_is_merged_without_changing_it(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    make_older(path, [Event("me", "old", 1, "review", CARD, START_MS, 0, review())])
    before = path.read_bytes()
    with journals("one") as (one,):
        assert one.merge(path).new == 1
        assert one.state(CARD).repetitions == 1
    assert path.read_bytes() == before


def test_a_version_without_a_step_is_refused_and_left_alone(
    tmp_path: Path, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_older(tmp_path / "drill.db", [])
    monkeypatch.delitem(migrate.STEPS, 0)
    with pytest.raises(JournalError, match="cannot read journals of version 0"):
        Journal.open(tmp_path / "drill.db", clock=clock)


@pytest.mark.parametrize(
    ("value", "error", "says"),
    [
        ("2", JournalNewer, "version 2.*reads up to 1.*upgrade drill"),
        ("x", JournalDamaged, "version"),
    ],
)
def test_a_journal_of_a_newer_drill_is_refused_in_words_and_left_alone(
    journal: Journal, clock: HandClock, value: str, error: type[JournalError], says: str
) -> None:
    journal.append("review", CARD, review())
    with closing(sqlite3.connect(journal.path, isolation_level=None)) as raw:
        raw.execute("UPDATE meta SET value = ? WHERE name = 'schema'", (value,))
    with pytest.raises(error, match=says):
        journal.append("review", CARD, review())  # also by a drill that has it open
    journal.close()
    before = journal.path.read_bytes()
    with pytest.raises(error, match=says):
        Journal.open(journal.path, clock=clock)
    with journals("one") as (one,), pytest.raises(error, match=says):
        one.merge(journal.path)
    assert journal.path.read_bytes() == before
