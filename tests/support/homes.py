"""A home of its own for each test, with the banks checked already; and the options for a small one.

The small bank lies in a fixed place, so that its checked form can be handed from home to home.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from drills import drill

BANKS = Path(__file__).parent / "banks"
TINY = ("--content", str(BANKS))
"""Adds the topic `tiny`: a choice, a told card with two points, a typed one, a word."""
MONDAY = "2026-11-23T09:00+00:00"


def on(moment: str, *more: str) -> tuple[str, ...]:
    """Give the options of a drill on `d.db` whose clock starts at a moment."""
    return ("--db", "d.db", "--now", moment, *TINY, *more)


@pytest.fixture(scope="session")
def checked_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("checked-home")
    made = drill(home, *TINY, "bank", "list")
    assert made.returncode == 0, made.stderr
    return home


@pytest.fixture
def home(tmp_path: Path, checked_home: Path) -> Path:
    place = tmp_path / "home"
    shutil.copytree(checked_home, place)
    return place
