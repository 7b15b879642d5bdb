"""How `drill settings` is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from drill.cli.parser import Adder


def describe(add: Adder, summary: str) -> None:
    """Add the command."""
    settings = add(
        "settings",
        "settings:run",
        summary,
        "drill settings",
        "drill settings interview 2026-12-11",
        "drill settings retention 85%",
        "drill settings topic.convexity out",
        "drill settings theme nord",
        "drill settings key.practice.hint ctrl+h",
        "drill settings minutes default",
        "drill settings --undo",
        writes=True,
    )
    settings.add_argument(
        "name", nargs="?", metavar="SETTING", help="as `drill settings` lists them"
    )
    settings.add_argument("value", nargs="?", metavar="VALUE", help="`default` is what is usual")
    settings.add_argument(
        "--undo", action="store_true", help="take the last change in the journal back"
    )
    settings.add_argument("--json", action="store_true", help="print JSON")
