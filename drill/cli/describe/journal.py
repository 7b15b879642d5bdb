"""How `drill journal` is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drill.cli.values import positive

if TYPE_CHECKING:
    from drill.cli.parser import Adder


def describe(add: Adder, summary: str) -> None:
    """Add the command."""
    journal = add.group("journal", summary, "drill journal check")
    journal(
        "export",
        "journal:export",
        "print every event, one a line",
        "drill journal export > all.jsonl",
    )
    source = journal(
        "import", "journal:import_", "take events in", "drill journal import all.jsonl", writes=True
    )
    source.add_argument(
        "file", metavar="FILE", help="lines of `drill journal export`, or - for stdin"
    )
    merge = journal(
        "merge",
        "journal:merge",
        "take in another journal",
        "drill journal merge laptop.db",
        writes=True,
    )
    merge.add_argument("file", metavar="FILE")
    undo = journal(
        "undo",
        "journal:undo",
        "take the last review back",
        "drill journal undo --count 3",
        writes=True,
    )
    undo.add_argument("--count", type=positive, default=1, metavar="N")
    undo.add_argument("--event", metavar="EVENT", help="this event instead of the last")
    journal("check", "journal:check", "replay every event and compare", "drill journal check")
    backup = journal("backup", "journal:backup", "copy the journal now", "drill journal backup")
    backup.add_argument("folder", nargs="?", metavar="FOLDER")
    restore = journal(
        "restore",
        "journal:restore",
        "put a backup in the journal's place",
        "drill journal restore FILE",
        writes=True,
    )
    restore.add_argument("file", metavar="FILE")
