"""How `drill interview` is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drill.cli.describe.doors import add_doors
from drill.cli.values import positive, seed

if TYPE_CHECKING:
    from drill.cli.parser import Adder

LEVELS = ("junior", "mid", "senior", "staff")


def describe(add: Adder, summary: str) -> None:
    """Add the command."""
    interview = add(
        "interview",
        "interview:run",
        summary,
        "drill interview --level senior",
        "drill interview --level junior --minutes 20 --topic gradient --coach",
        "drill interview --seed 7 --export interview.md --json",
        writes=True,
    )
    interview.add_argument("--level", choices=LEVELS, help="default mid")
    interview.add_argument(
        "--minutes", type=positive, metavar="N", help="5 to 180, default 45, wrap-up included"
    )
    interview.add_argument(
        "--topic", action="append", metavar="T", help="only this topic (repeatable)"
    )
    interview.add_argument("--seed", type=seed, metavar="N", help="the same seed asks the same")
    interview.add_argument(
        "--coach", action="store_true", help="compare after each slot, not at the end"
    )
    interview.add_argument("--export", metavar="FILE.md", help="write the transcript to a new file")
    interview.add_argument(
        "--json", action="store_true", help="print the scorecard as JSON at the end"
    )
    add_doors(interview)
