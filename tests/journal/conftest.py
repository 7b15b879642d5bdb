"""A journal of its own for each test, under a clock set by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from journals import HandClock

from drill.journal.journal import Journal

Open = Callable[[str], Journal]


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def open_journal(tmp_path: Path, clock: HandClock) -> Iterator[Open]:
    opened: list[Journal] = []

    def open_(name: str) -> Journal:
        opened.append(Journal.open(tmp_path / f"{name}.db", clock=clock))
        return opened[-1]

    yield open_
    for journal in opened:
        journal.close()


@pytest.fixture
def journal(open_journal: Open) -> Journal:
    return open_journal("drill")
