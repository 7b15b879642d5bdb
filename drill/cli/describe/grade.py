"""How `drill grade` is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from drill.cli.parser import Adder


def describe(add: Adder, summary: str) -> None:
    """Add the command."""
    grade = add(
        "grade",
        "grade:run",
        summary,
        'drill grade "12*(3*x+1)^3" "12(1+3x)^3" --vars x',
        "drill grade '12*(3*x+1)^3' '4*(3*x+1)^3' --of '(3*x+1)^4' --wrt x",
        "drill grade --file pairs.tsv --json",
    )
    grade.add_argument("answers", nargs="*", metavar="EXPECTED GIVEN")
    grade.add_argument("--vars", metavar="x,y", help="the declared variables")
    grade.add_argument("--of", metavar="F", help="EXPECTED is a derivative of this; may be empty")
    grade.add_argument("--wrt", metavar="x", help="by this name; x,y for a gradient")
    grade.add_argument(
        "--file",
        metavar="PAIRS.tsv",
        help="tab-separated columns: expected given variables [of wrt]; no header line, "
        "every line is a pair and is graded, and lines count from 1",
    )
    grade.add_argument("--json", action="store_true", help="print JSON")
