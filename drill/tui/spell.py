"""How the screens put figures, errors and what was taken back into words."""

from __future__ import annotations

from drill.service.messages import Undone
from drill.service.spans import count
from drill.service.spans import say_clock as clock

__all__ = ["asked_in", "clock", "count", "sentence", "short"]

LONGEST_TITLE = 36
"""Characters of a question that fit into what is said for a moment."""


def sentence(said: str) -> str:
    """Make a sentence of what the core says of an error: a capital letter and a full stop."""
    begun = said[:1].upper() + said[1:]
    return begun if begun.endswith((".", "!", "?", "…", "”")) else f"{begun}."


def asked_in(undone: Undone) -> str:
    """Say which card it was: by what it asks, or by its id where no bank has it any more."""
    return f"“{short(undone.title)}”" if undone.title else undone.item


def short(title: str) -> str:
    """Cut a question to what fits into what is said for a moment."""
    return title if len(title) <= LONGEST_TITLE else f"{title[:LONGEST_TITLE].rstrip()}…"
