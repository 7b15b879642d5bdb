"""Home names the mistake made most in two weeks, from a glance and from the open journal alike."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from journals import DAY_MS, START_MS, HandClock, review

from drill.journal.journal import Journal
from drill.service.places import Places
from drill.service.records import Records

NOW = HandClock(START_MS + 20 * DAY_MS)


def records(folder: Path) -> Records:
    places = Places(folder / "d.db", folder / "b", folder / "config.toml", folder / "cache")
    return Records(places, NOW)


def write(folder: Path, *made: tuple[int, str, str]) -> list[str]:
    """Keep reviews with a mistake: days before now, item, mistake; give their ids."""
    with Journal.open(folder / "d.db", clock=NOW) as journal:
        return [
            journal.append(
                "review", item, review(1, mistakes=[mistake]), NOW.utc_ms - days * DAY_MS
            ).id
            for days, item, mistake in made
        ]


@pytest.fixture(params=["glance", "journal"])
def read(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], list[tuple[str, str]]]:
    def found() -> list[tuple[str, str]]:
        opened = records(tmp_path)
        if request.param == "journal":
            assert opened.journal.count() > 0
        try:
            return opened.recent_mistakes(NOW, 14)
        finally:
            opened.close()

    return found


def test_the_last_fourteen_days_count_in_the_order_they_came(
    tmp_path: Path, read: Callable[[], list[tuple[str, str]]]
) -> None:
    write(tmp_path, (14, "x", "old"), (13, "a", "constant-kept"), (0, "b", "constant-kept"))
    assert read() == [("constant-kept", "a"), ("constant-kept", "b")]


def test_what_was_taken_back_was_not_made(
    tmp_path: Path, read: Callable[[], list[tuple[str, str]]]
) -> None:
    ids = write(tmp_path, (2, "a", "constant-kept"), (1, "b", "sign-lost"))
    with Journal.open(tmp_path / "d.db", clock=NOW) as journal:
        journal.void(ids[0])
    assert read() == [("sign-lost", "b")]
