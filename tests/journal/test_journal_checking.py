"""Check finds every cache that says otherwise than the events, and rebuild puts it right."""

import sqlite3
from contextlib import closing

import pytest
from journals import DAY_MS, HandClock, review

from drill.journal.journal import Journal
from drill.schedule.memory import DEFAULT, MODEL

CARD = "chain-rule.statement"


@pytest.fixture
def practised(journal: Journal, clock: HandClock) -> Journal:
    for rating in (3, 1, 3, 4):
        journal.append("review", CARD, review(rating))
        journal.append("review", "gradient.direction", review(rating))
        clock.wait(2 * DAY_MS)
    journal.undo_last()
    return journal


def meddle(journal: Journal, statement: str) -> None:
    with closing(sqlite3.connect(journal.path, isolation_level=None)) as raw:
        raw.execute(statement)


def test_a_sound_journal_has_no_mismatch(practised: Journal) -> None:
    assert practised.check() == ()


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE state SET stability = stability * 1.000001 WHERE level = 0", "stability"),
        ("UPDATE state SET repetitions = 9 WHERE item = 'gradient.direction'", "repetitions is 9"),
        ("DELETE FROM state WHERE item LIKE 'chain%'", "state is none"),
        (
            "UPDATE state SET item = 'ghost' WHERE item LIKE 'chain%'",
            "ghost: state is 4 repetitions, and the events give none",
        ),
        ("UPDATE day SET recalled = 0 WHERE date = '2026-11-18'", "recalled is 0"),
        ("DELETE FROM day WHERE date = '2026-11-18'", "2026-11-18: reviews is 0"),
        ("DELETE FROM voided", "taken back is False"),
        (
            "INSERT INTO renamed VALUES ('me', 'chain-rule.statement', 'chain-rule.said')",
            "chain-rule.statement: id now is chain-rule.said",
        ),
        ("UPDATE voided SET number = 1", "taken back is True"),
        ("UPDATE meta SET value = '@weights' WHERE name = 'parameters'", "memory model: weights"),
    ],
)
def test_a_cache_that_says_otherwise_is_named_and_rebuilding_puts_it_right(
    practised: Journal, statement: str, says: str
) -> None:
    meddle(practised, statement.replace("@weights", str([*DEFAULT[:2], 4.0, *DEFAULT[3:]])))
    lines = [str(found) for found in practised.check()]
    assert any(says in line for line in lines), lines
    assert all(line.isprintable() for line in lines)
    practised.rebuild()
    assert practised.check() == ()


def test_a_state_may_differ_by_the_last_bits_of_another_machine(practised: Journal) -> None:
    meddle(practised, "UPDATE state SET stability = stability * (1 + 1e-12)")
    assert practised.check() == ()


def test_rebuilding_keeps_weights_and_what_is_taken_back(practised: Journal) -> None:
    weights = [*DEFAULT[:2], 4.0, *DEFAULT[3:]]
    practised.append("parameters", "", {"model": MODEL, "weights": weights})
    before = practised.states(), practised.days(), practised.parameters()
    practised.rebuild()
    assert (practised.states(), practised.days(), practised.parameters()) == before
    assert practised.check() == ()


def test_caches_folded_by_another_drill_are_folded_anew_when_the_journal_is_opened(
    practised: Journal, clock: HandClock
) -> None:
    before = practised.states()
    practised.close()
    meddle(practised, "UPDATE meta SET value = 'another' WHERE name = 'caches'")
    meddle(practised, "ALTER TABLE state RENAME COLUMN lapses TO slips")
    with Journal.open(practised.path, clock=clock) as again:
        assert again.states() == before
        assert again.check() == ()
