"""Where drill keeps what: the journal, the settings, the caches.

The platform's own folders, unless `--db` or `DRILL_DB` names a journal; then its backups stand
beside it.
"""

from __future__ import annotations

import os
from pathlib import Path

from drill.value import Value

APP = "drill"


class Places(Value):
    """Every path drill reads or writes for one learner."""

    journal: Path
    backups: Path
    config: Path
    cache: Path
    named: bool = False
    """Whether the journal was named by the caller; only then may the clock be moved."""


def find_places(db: str | None = None) -> Places:
    """Work the paths out; creates nothing."""
    from platformdirs import user_cache_path, user_config_path, user_data_path

    chosen = db or os.environ.get("DRILL_DB")
    journal = (
        Path(chosen).expanduser() if chosen else user_data_path(APP, appauthor=False) / "drill.db"
    )
    return Places(
        journal=journal,
        backups=journal.parent / f"{journal.stem}-backups",
        config=user_config_path(APP, appauthor=False) / "config.toml",
        cache=user_cache_path(APP, appauthor=False),
        named=bool(chosen),
    )
