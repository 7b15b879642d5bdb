"""What is wrong with a text in a bank: characters, length, and maths that cannot be displayed."""

from __future__ import annotations

from drill.maths.clean import find_forbidden
from drill.maths.errors import CannotSet
from drill.maths.prose import formulas, has_stray_dollar
from drill.maths.typeset import check


def text_fault(text: str, longest: int, *, one_line: bool = False) -> str:
    """Say what is wrong with a text as characters; nothing where it is well."""
    found = find_forbidden(text)
    if found is not None:
        return f"holds the character {found[1]}, which is not allowed in a bank"
    if len(text) > longest:
        return f"has {len(text)} characters; at most {longest} are allowed"
    if one_line and "\n" in text:
        return "must be one line"
    return ""


def prose_faults(text: str) -> list[tuple[str, str]]:
    """List what cannot be shown: the piece of the text it is about, and a sentence."""
    found: list[tuple[str, str]] = []
    for latex in formulas(text):
        try:
            check(latex)
        except CannotSet as error:
            found.append((latex, f"the maths `${_short(latex)}$` cannot be displayed: {error}"))
    if has_stray_dollar(text):
        found.append(("$", "a `$` that encloses no maths; write `$x$`, or `\\$` for the sign"))
    return found


def _short(latex: str, most: int = 40) -> str:
    line = " ".join(latex.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"
