"""Journals for tests: a clock set by hand, reviews in one word, an export as text."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from drill.journal.journal import Journal

MINUTE_MS = 60_000
HOUR_MS = 60 * MINUTE_MS
DAY_MS = 24 * HOUR_MS
START_MS = 1_795_000_000_000  # 18 November 2026, 11:06 UTC


@dataclass
class HandClock:
    """Says what the test has set."""

    utc_ms: int = START_MS
    offset_min: int = 60

    def now(self) -> HandClock:
        """Give itself: a clock that stands still is a moment."""
        return self

    def wait(self, milliseconds: int) -> None:
        """Move on."""
        self.utc_ms += milliseconds


def review(rating: int = 3, **more: object) -> dict[str, object]:
    """Give the body of a review."""
    return {"rating": rating, "think_ms": 8_000, "mode": "practice", **more}


@contextmanager
def journals(*names: str, clock: HandClock | None = None) -> Iterator[list[Journal]]:
    """Open new journals in a folder that goes away with them."""
    with TemporaryDirectory() as folder:
        opened = [
            Journal.open(Path(folder, f"{name}.db"), clock=clock or HandClock()) for name in names
        ]
        try:
            yield opened
        finally:
            for journal in opened:
                journal.close()


def exported(journal: Journal) -> str:
    """Give a journal's export as text."""
    target = io.StringIO()
    journal.export(target)
    return target.getvalue()
