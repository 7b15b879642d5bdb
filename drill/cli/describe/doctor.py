"""How `drill doctor` is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from drill.cli.parser import Adder


def describe(add: Adder, summary: str) -> None:
    """Add the command."""
    doctor = add(
        "doctor",
        "doctor.command:run",
        summary,
        "drill doctor",
        "drill doctor --json",
    )
    doctor.add_argument("--json", action="store_true", help="print JSON")
