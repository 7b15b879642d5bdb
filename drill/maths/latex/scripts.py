"""Raised and lowered characters: `n-1` above is `ⁿ⁻¹`, where every character has such a form."""

from __future__ import annotations

from types import MappingProxyType

from drill.maths.latex.commands import MINUS

RAISED = MappingProxyType(
    dict(
        zip(
            f"0123456789+{MINUS}=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWαβγδεθφχ′ᵀ*⋆†",
            "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵅᵝᵞᵟᵋᶿᵠᵡ′ᵀ*⋆†",
            strict=True,
        )
    )
)
"""The raised form of each character that has one."""

LOWERED = MappingProxyType(
    dict(
        zip(
            f"0123456789+{MINUS}=()aehijklmnoprstuvxβγρφχ",
            "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ",
            strict=True,
        )
    )
)
"""The lowered form of each character that has one."""


def _inverse(table: MappingProxyType[str, str]) -> dict[str, str]:
    plain = {form: "-" if sign == MINUS else sign for sign, form in table.items() if form != sign}
    return {form: "T" if form == "ᵀ" else sign for form, sign in plain.items()}


PLAIN_RAISED = MappingProxyType(_inverse(RAISED))
PLAIN_LOWERED = MappingProxyType(_inverse(LOWERED))


def raised(text: str) -> str | None:
    """Write a text raised, or None where a character has no such form."""
    return _translate(text, RAISED)


def lowered(text: str) -> str | None:
    """Write a text lowered, or None where a character has no such form."""
    return _translate(text, LOWERED)


def _translate(text: str, table: MappingProxyType[str, str]) -> str | None:
    compact = text.replace(" ", "")
    if all(character in table for character in compact):
        return "".join(table[character] for character in compact)
    return None
