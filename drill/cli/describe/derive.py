"""How `drill derive` is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from drill.cli.parser import Adder


def describe(add: Adder, summary: str) -> None:
    """Add the command."""
    derive = add(
        "derive",
        "derive:run",
        summary,
        "drill derive --list",
        "drill derive logit",
        "drill derive --of '(3*x+1)^4' --wrt x",
        "drill derive sigmoid < lines.txt",
    )
    derive.add_argument(
        "id", nargs="*", metavar="DERIVATION", help="as `drill derive --list` lists them"
    )
    derive.add_argument("--list", action="store_true", help="list the derivations")
    derive.add_argument("--of", metavar="F", help="any function instead of a listed derivation")
    derive.add_argument("--wrt", metavar="x", help="by this name")
    derive.add_argument("--vars", metavar="x,y", help="the declared variables")
    derive.add_argument("--json", action="store_true", help="one JSON object a line")
