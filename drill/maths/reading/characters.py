"""Which characters may stand in typed maths, and which plain one each stands for.

Every step keeps the length of the text, so that a column always points into what was typed. A
character that a terminal obeys or hides (control, format, bidirectional, unassigned) is refused by
its number and never stripped: what is graded is what was seen. Knows no grammar.
"""

from __future__ import annotations

import unicodedata
from types import MappingProxyType

from drill.maths.errors import Unreadable

LONGEST_TEXT = 2000

ACCENTS = MappingProxyType(
    {"\u0302": "hat", "\u0304": "bar", "\u0305": "bar", "\u0303": "tilde", "\u0307": "dot"}
)
"""How a combining mark over a letter is spelled in a name: `ŷ` is `yhat`."""

RAISED = MappingProxyType(
    dict(
        zip(
            "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᵀᵝᵞᵟᶿᵅ",
            "0123456789+-()abcdefghijklmnoprstuvwxyzTβγδθα",
            strict=True,
        )
    )
)
"""The plain character of a raised one."""

LOWERED = MappingProxyType(
    dict(
        zip(
            "₀₁₂₃₄₅₆₇₈₉ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ",
            "0123456789aehijklmnoprstuvx",
            strict=True,
        )
    )
)
"""The plain character of a subscript."""

FRACTIONS = MappingProxyType(
    {
        character: (int(top), int(bottom))
        for character in "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒"
        for top, _, bottom in [unicodedata.normalize("NFKC", character).partition("⁄")]
    }
)
"""Numerator and denominator of a fraction that is one character."""

_SAME = {
    **dict.fromkeys("−–—‐‑‒﹣⁃", "-"),
    **dict.fromkeys("·⋅∙•×∗✕✖⨯⋆᛫・", "*"),
    **dict.fromkeys("÷∕⁄", "/"),
    **dict.fromkeys("∣❘ǀ", "|"),
    **dict.fromkeys("∥║", "‖"),
    **dict.fromkeys("′’‘ʹʼ´", "'"),
    **dict.fromkeys("″“”", '"'),
    **dict.fromkeys("ˆ", "^"),
    **dict.fromkeys("〈〈", "⟨"),
    **dict.fromkeys("〉〉", "⟩"),
    **dict.fromkeys("∆", "Δ"),
    **dict.fromkeys("≈←≔", "="),
    **dict.fromkeys("⊤⊺", "ᵀ"),
}
_REFUSED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Me", "Mc"})


def named(character: str) -> str:
    """Name a character for a message; one that is not plainly visible is named by its number."""
    if character.isascii() and character.isprintable():
        return f"“{character}”"
    number = f"U+{ord(character):04X}"
    if character.isprintable() and not unicodedata.category(character).startswith("M"):
        return f"“{character}” ({number})"
    return number


def quoted(text: str, most: int = 24) -> str:
    """Quote a piece of checked text for a message, cut where it is long."""
    short = " ".join(text.split())
    return f"“{short[: most - 1]}…”" if len(short) > most else f"“{short}”"


def plain(text: str) -> str:
    """Write each character in its plain form; the result is exactly as long as the text.

    Raises `Unreadable` at the first character that is not accepted anywhere in typed maths.
    """
    if len(text) > LONGEST_TEXT:
        raise Unreadable(
            f"The text is {len(text)} characters long; at most {LONGEST_TEXT} are read.",
            LONGEST_TEXT,
        )
    if text.isascii() and text.isprintable():
        return text
    return "".join(_plain(character, column) for column, character in enumerate(text))


def _plain(character: str, column: int) -> str:
    if character.isascii() and character.isprintable():
        return character
    category = unicodedata.category(character)
    if category in _REFUSED or (category == "Mn" and character not in ACCENTS):
        raise Unreadable(
            f"The character {named(character)} is hidden or a control character, and is not"
            " accepted; type the answer in visible characters on one line.",
            column,
        )
    if category == "Zs":
        return " "
    if character in _SAME:
        return _SAME[character]
    if "\uff01" <= character <= "\uff5e" or _is_styled(character):
        folded = unicodedata.normalize("NFKC", character)
        return folded if len(folded) == 1 else character
    return character


def _is_styled(character: str) -> bool:
    """Tell whether it is a letter in a mathematical typeface, as pasted from a page: `𝑥`, `ℓ`."""
    return "\U0001d400" <= character <= "\U0001d7ff" or "\u2100" <= character <= "\u214f"
