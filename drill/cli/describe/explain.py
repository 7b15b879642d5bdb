"""How `drill explain` is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from drill.cli.parser import Adder


def describe(add: Adder, summary: str) -> None:
    """Add the command."""
    explain = add(
        "explain",
        "explain:run",
        summary,
        "drill explain '(3*x+1)^4' --wrt x",
        "drill explain '(3*x+1)^4' --wrt x --given '4*(3*x+1)^3'",
        "drill explain '(y-w*x-b)^2' --wrt w,b --at x=2,y=1,w=0.5,b=0",
    )
    explain.add_argument("expression", nargs="*", metavar="F", help="what to differentiate")
    explain.add_argument("--wrt", required=True, metavar="x", help="by this name; x,y for each")
    explain.add_argument("--vars", metavar="x,y", help="the declared variables")
    explain.add_argument("--at", metavar="x=1,y=2", help="draw the computation graph at a point")
    explain.add_argument("--given", metavar="ANSWER", help="mark the step where it went wrong")
    explain.add_argument("--json", action="store_true", help="print JSON")
