"""ASCII spellings: what a sign is called where it cannot be shown."""

from __future__ import annotations

import re
import unicodedata
from types import MappingProxyType

from drill.maths.latex.commands import CHARACTERS
from drill.maths.latex.scripts import PLAIN_LOWERED, PLAIN_RAISED

_TYPOGRAPHY = MappingProxyType(
    {
        **dict.fromkeys("–—‐‑‒―", "-"),
        **dict.fromkeys("“”„«»″", '"'),
        **dict.fromkeys("‘’‚′", "'"),
        **dict.fromkeys("•▪◦●", "*"),
        "…": "...",
        "€": "EUR",
        "£": "GBP",
        "✓": "yes",
        "\N{REPLACEMENT CHARACTER}": "?",
        "\N{NO-BREAK SPACE}": " ",
    }
)
_BOXES = MappingProxyType(
    {
        **dict.fromkeys("─━┄┅┈┉╌╍═╴╶╸╺", "-"),
        **dict.fromkeys("│┃┆┇┊┋╎╏║╵╷╹╻", "|"),
    }
)
_DRAWN = re.compile("[\u2500-\u259f\u239b-\u23ae\u2320\u2321\u23d0]")
_RUNS = re.compile(f"[{''.join(PLAIN_RAISED)}]+|[{''.join(PLAIN_LOWERED)}]+")


def spelled(text: str) -> str:
    """Write a text in ASCII: `x² ≤ 1` is `x^2 <= 1`."""
    if text.isascii():
        return text
    return "".join(map(spell, _RUNS.sub(_script, text)))


def spell(character: str) -> str:
    """Write a character in ASCII: itself, its words, its plain letter, or its Unicode name."""
    if character.isascii():
        return character
    if character in _TYPOGRAPHY:
        return _TYPOGRAPHY[character]
    if character in CHARACTERS:
        return CHARACTERS[character].said
    if _DRAWN.match(character):
        return _box(character)
    plain = unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode()
    if plain.strip():
        return plain
    if unicodedata.combining(character):
        return ""
    return unicodedata.name(character, f"U+{ord(character):04X}").lower()


def undrawn(text: str) -> str:
    """Replace box-drawing and block characters by ASCII; everything else is left as it is."""
    return text if text.isascii() else _DRAWN.sub(lambda found: _box(found.group()), text)


def _box(character: str) -> str:
    if "\u2580" <= character <= "\u259f":
        return "#"
    return _BOXES.get(character, "+" if "\u2500" <= character <= "\u257f" else "|")


def _script(found: re.Match[str]) -> str:
    signs = found.group()
    forms, mark = (PLAIN_RAISED, "^") if signs[0] in PLAIN_RAISED else (PLAIN_LOWERED, "_")
    plain = "".join(forms[sign] for sign in signs)
    return f"{mark}{plain}" if len(plain) == 1 or mark == "_" else f"{mark}({plain})"
