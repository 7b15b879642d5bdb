"""A home of its own for each test, with the banks checked already; and the options for a small one.

The small bank lies in a fixed place, so that its checked form can be handed from home to home.
"""

from __future__ import annotations

import shutil
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from drills import drill

BANKS = Path(__file__).parent / "banks"
TINY = ("--content", str(BANKS))
"""Adds the topic `tiny`: a choice, a told card with two points, a typed one, a word."""
MONDAY = "2026-11-23T09:00+00:00"
_started: Counter[str] = Counter()
"""How many drills of this test were started at each moment."""


def on(moment: str, *more: str) -> tuple[str, ...]:
    """Give the options of a drill on `d.db` whose clock starts at a moment.

    A minute is added for each drill that was started there before: two of them would otherwise
    write events whose order hangs on how long each took to start.
    """
    later = datetime.fromisoformat(moment) + timedelta(minutes=_started[moment])
    _started[moment] += 1
    return ("--db", "d.db", "--now", later.isoformat(), *TINY, *more)


@pytest.fixture(scope="session")
def checked_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("checked-home")
    made = drill(home, *TINY, "bank", "list")
    assert made.returncode == 0, made.stderr
    return home


@pytest.fixture
def home(tmp_path: Path, checked_home: Path) -> Path:
    _started.clear()
    place = tmp_path / "home"
    shutil.copytree(checked_home, place)
    return place
