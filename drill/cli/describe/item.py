"""How `drill item` is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from drill.cli.parser import Adder


def describe(add: Adder, summary: str) -> None:
    """Add the command."""
    item = add.group(
        "item",
        summary,
        "drill item show chain-rule.statement",
        "drill item suspend exercise/chain_two_layer",
    )
    show = item(
        "show",
        "browse:show",
        "show an item with its primer, history and forgetting curve",
        "drill item show chain-rule.statement",
    )
    show.add_argument("id", metavar="ITEM")
    show.add_argument("--json", action="store_true", help="print JSON")
    for name, does in (
        ("suspend", "set an item aside: it comes no more"),
        ("resume", "take up again what was set aside"),
        ("reopen", "want an item back now, whatever its memory says"),
        ("reset", "begin again with an item; its history is kept"),
    ):
        example = f"drill item {name} chain-rule.statement"
        one = item(name, f"browse:{name}", does, example, writes=True)
        one.add_argument("id", metavar="ITEM")
    note = item(
        "note",
        "browse:note",
        "write a note on an item",
        'drill item note chain-rule.statement "mind the inner derivative"',
        writes=True,
    )
    note.add_argument("id", metavar="ITEM")
    note.add_argument("text", nargs="+", metavar="TEXT")
