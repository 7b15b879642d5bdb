"""Whether anything can be saved in a journal, asked before a learner answers in vain.

Standard library only: a session asks it before the first card, when no database is loaded yet.
"""

from __future__ import annotations

import os
from pathlib import Path

from drill.journal.errors import JournalReadOnly


def refuse_unwritable(path: Path) -> None:
    """Raise `JournalReadOnly` in words where the file or its folder cannot be written."""
    for place in (path, path.parent):  # SQLite keeps its log beside the file
        if not os.access(place, os.W_OK):
            raise JournalReadOnly(
                f"{place}: cannot be written, and every answer is saved at once; "
                "make it writable, or copy the journal to a folder that is (--db)"
            )
