"""The ways to hold a session, which practice and interviews share."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from drill.cli.parser import Parser


def add_doors(parser: Parser) -> None:
    """Add `--plain` and `--jsonl`; without either it is a screen."""
    door = parser.add_mutually_exclusive_group()
    door.add_argument("--plain", action="store_true", help="lines instead of a screen")
    door.add_argument("--jsonl", action="store_true", help="one JSON object a line, either way")
