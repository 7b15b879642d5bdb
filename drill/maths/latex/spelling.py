"""ASCII spellings of characters that have no sign in the tables."""

from __future__ import annotations

import unicodedata

from drill.maths.latex.commands import CHARACTERS


def spelled(text: str) -> str:
    """Write a text in ASCII, character by character."""
    return text if text.isascii() else "".join(map(spell, text))


def spell(character: str) -> str:
    """Write a character in ASCII: itself, its words, its plain letter, or its Unicode name."""
    if character.isascii():
        return character
    if character in CHARACTERS:
        return CHARACTERS[character].said
    plain = unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode()
    if plain.strip():
        return plain
    return unicodedata.name(character, f"U+{ord(character):04X}").lower()
