"""How `drill practice` is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drill.cli.describe.doors import add_doors
from drill.cli.values import count, positive

if TYPE_CHECKING:
    from drill.cli.parser import Adder


def describe(add: Adder, summary: str) -> None:
    """Add the command."""
    practice = add(
        "practice",
        "app:practice",
        summary,
        "drill practice",
        "drill practice --topic chain_rule --minutes 10",
        "drill practice --item exercise/chain_two_layer",
        "drill practice --plain",
        writes=True,
    )
    practice.add_argument(
        "--topic", action="append", metavar="T", help="only this topic, due or not (repeatable)"
    )
    practice.add_argument(
        "--item", action="append", metavar="ITEM", help="only this card or family (repeatable)"
    )
    practice.add_argument("--minutes", type=positive, metavar="N", help="stop after N minutes")
    practice.add_argument("--new", type=count, metavar="N", help="at most N new items today")
    add_doors(practice)
