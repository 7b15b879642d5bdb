"""How `drill browse` is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from drill.cli.parser import Adder

STATES = ("new", "due", "leech", "suspended", "retired")


def describe(add: Adder, summary: str) -> None:
    """Add the command."""
    browse = add(
        "browse",
        "browse:browse",
        summary,
        "drill browse sigmoid derivative",
        "drill browse --state due --topic chain_rule",
        "drill browse kind:choice level:senior tag:CR03 --json",
        "drill browse --show chain-rule.statement",
    )
    browse.add_argument(
        "query", nargs="*", metavar="QUERY", help="words to find; state: topic: kind: tag: narrow"
    )
    browse.add_argument("--state", choices=STATES, help="only these")
    browse.add_argument("--topic", metavar="T", help="only this topic")
    browse.add_argument("--show", metavar="ITEM", help="one item, as `drill item show` does")
    browse.add_argument("--json", action="store_true", help="print JSON")
