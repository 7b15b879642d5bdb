"""Small turns of phrase that every message about a bank shares."""

from __future__ import annotations

from collections.abc import Iterable

from drill.maths.clean import neutralise

_LONGEST = 40


def quoted(text: str) -> str:
    """Quote a text from a bank: one line, no control character, not too long."""
    line = " ".join(neutralise(text).split())
    return f"“{line[: _LONGEST - 1]}…”" if len(line) > _LONGEST else f"“{line}”"


def listed(words: Iterable[str], most: int = 20) -> str:
    """List words: `a`, `b` and so on."""
    shown = [f"`{word}`" for word in words]
    more = ", …" if len(shown) > most else ""
    return ", ".join(shown[:most]) + more


def nearest(word: str, known: Iterable[str]) -> str:
    """Find the known word that one most likely meant; empty where nothing is near."""
    from difflib import get_close_matches  # only a mistake needs it

    return next(iter(get_close_matches(word[:100], list(known), n=1, cutoff=0.6)), "")


def meant(word: str, known: Iterable[str]) -> str:
    """Suggest the nearest known word, as the end of a message."""
    near = nearest(word, known)
    return f"; did you mean `{near}`?" if near else ""
