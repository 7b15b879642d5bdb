"""How `drill bank` is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from drill.cli.parser import Adder


def describe(add: Adder, summary: str) -> None:
    """Add the command."""
    bank = add.group("bank", summary, "drill bank check my/banks")
    check = bank(
        "check",
        "bank:check",
        "check banks and say what to mend",
        "drill bank check",
        "drill bank check my.yaml",
    )
    check.add_argument("paths", nargs="*", metavar="PATH", help="bank files or folders")
    check.add_argument(
        "--strict",
        action="store_true",
        help="also fail on a fact nothing tests or lists, and on a formula that nothing checks",
    )
    check.add_argument(
        "--watch", action="store_true", help="check again after every save, until Ctrl-C"
    )
    listing = bank(
        "list", "bank:list_banks", "list topics, cards and families", "drill bank list --json"
    )
    listing.add_argument("--json", action="store_true", help="print JSON")
    listing.add_argument("--coverage", action="store_true", help="which items test each fact")
    show = bank(
        "show",
        "bank:show",
        "show one card, concept or topic",
        "drill bank show chain-rule.statement",
    )
    show.add_argument("id", metavar="ENTRY")
    preview = bank(
        "preview",
        "bank:preview",
        "draw one card as it will appear",
        "drill bank preview chain-rule.statement",
    )
    preview.add_argument("id", metavar="CARD")
    mapped = bank(
        "map",
        "bank_map:run",
        "list concepts, what each requires, and what is held",
        "drill bank map --json",
    )
    mapped.add_argument("--json", action="store_true", help="print JSON")
    new = bank(
        "new", "bank:new", "print a bank to start from", "drill bank new my_topic > my_topic.yaml"
    )
    new.add_argument("topic", metavar="TOPIC")
    bank(
        "schema",
        "bank:schema",
        "print the JSON Schema of a bank",
        "drill bank schema > bank.schema.json",
    )
