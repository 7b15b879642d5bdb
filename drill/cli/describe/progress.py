"""How `drill progress` is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from drill.cli.parser import Adder


def describe(add: Adder, summary: str) -> None:
    """Add the command."""
    progress = add(
        "progress",
        "progress:run",
        summary,
        "drill progress",
        "drill progress --json",
        "drill progress --html progress.html",
        "drill progress --behind mistake/constant-kept",
    )
    form = progress.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print every number as JSON")
    form.add_argument("--plain", action="store_true", help="lines instead of a screen")
    form.add_argument("--html", metavar="FILE", help="write one page that needs nothing else")
    progress.add_argument(
        "--behind", metavar="NUMBER", help="list the events behind a number, by its address"
    )
