"""How `drill exercise` is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drill.cli.values import positive

if TYPE_CHECKING:
    from drill.cli.parser import Adder


def describe(add: Adder, summary: str) -> None:
    """Add the command."""
    exercise = add(
        "exercise",
        "exercise:run",
        summary,
        "drill exercise chain_two_layer --level 2 --seed 7",
        "drill exercise --list",
    )
    exercise.add_argument("family", nargs="?", metavar="FAMILY")
    level = exercise.add_mutually_exclusive_group()
    level.add_argument("--level", type=int, choices=range(1, 6), metavar="1..5")
    level.add_argument("--all-levels", action="store_true", help="each level of the family")
    exercise.add_argument("--seed", metavar="N", help="the first seed (default 1)")
    exercise.add_argument("--count", type=positive, default=1, metavar="N", help="how many")
    exercise.add_argument("--list", action="store_true", help="list the families instead")
    exercise.add_argument("--json", action="store_true", help="one JSON object a line")
