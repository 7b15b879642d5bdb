"""What the sides of a line are: a label, a name for a part, the slope of a part, or a step.

`dL/dz = …` names what is worked out and says nothing; `u = 3x + 1` gives a part a name;
`du/dx = 3` is the slope of a part; `= a = b` are two steps on one line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from drill.grade.derivation.names import Names
from drill.grade.derivation.symbols import slope_label
from drill.maths.errors import Unreadable
from drill.maths.scope import canonical

MOST_STEPS = 8
_NAME = re.compile(r"[A-Za-zͰ-Ͽ][A-Za-z0-9Ͱ-Ͽ_₀-₉{}]{0,20}")
_PRIMED = re.compile(r"([A-Za-zͰ-Ͽ][A-Za-z0-9Ͱ-Ͽ_₀-₉]{0,20})['′](?: ?\([^()=]{1,40}\))?")
_LED = re.compile(r"^\s*(?:=>|⇒|⟹|→|->|∴|(?:let|so|then|thus|hence|where|with|and)\s)\s*")
_REASON = re.compile(r"\s[(\[]?(?:by|using|since|because)\s+[a-z]{3}[^=]*$")
_ENDED = re.compile(r"[\s.,;]+$")
_APPLIED = re.compile(r"([A-Za-zͰ-Ͽ][A-Za-z0-9_]{0,10}) ?\([^()=]{1,40}\)")
_OPENING, _CLOSING = "([{⟨", ")]}⟩"


@dataclass(frozen=True, slots=True)
class Line:
    """One claim of a line: a text, and what it is the value of."""

    text: str
    names: str = ""
    """The name that is given to it, where it is no step."""
    slope_of: tuple[str, str] | None = None
    """The slope it is said to be, where that is not the one in question."""


def statements(text: str) -> tuple[str, ...]:
    """Split `u = x^2, v = sin(x)` at its commas, where each piece says something of its own."""
    depth, start = 0, 0
    found: list[str] = []
    for column, sign in enumerate(text):
        depth += (sign in _OPENING) - (sign in _CLOSING)
        if sign in ",;" and depth <= 0:
            found.append(text[start:column])
            start = column + 1
    found = [piece for piece in (*found, text[start:]) if piece.strip()]
    several = len(found) > 1 and all("=" in piece for piece in found)
    return tuple(found) if several else (text,)


def lines_of(text: str, known: Names) -> tuple[Line, ...]:
    """Take a line apart into its claims, at least one. Raises `Unreadable`."""
    first, *rest = _sides(_bare(text))
    if not first.strip():
        if not rest:
            raise Unreadable("There is nothing on this line.", 0)
        return tuple(map(Line, rest))
    if not rest:
        return (Line(first),)
    label = first.strip()
    slope = slope_label(label)
    if slope is not None:
        if slope == (known.label, known.wrt) or not all(map(known.knows, slope)):
            return tuple(map(Line, rest))
        if slope[1] == known.label:
            return tuple(map(Line, rest))
        return tuple(Line(side, slope_of=slope) for side in rest)
    primed = _PRIMED.fullmatch(label)
    if primed and _canonical(primed[1]) in known.defined:
        return tuple(Line(side, slope_of=(_canonical(primed[1]), known.wrt)) for side in rest)
    if "'" in label or "′" in label or "∇" in label or label.startswith(("d/d", "∂/∂")):
        return tuple(map(Line, rest))
    applied = _APPLIED.fullmatch(label)
    if applied and not _is_function(applied[1]) and _canonical(applied[1]) == known.label:
        return tuple(Line(side, names=known.label) for side in rest)
    name = _canonical(label) if _NAME.fullmatch(label) else ""
    if name and (name in known.defined or name == known.label or known.free(name)):
        return tuple(Line(side, names=name) for side in rest)
    return tuple(map(Line, (first, *rest)))


def _bare(text: str) -> str:
    """Take off an arrow in front, dollar signs around, and a reason or a full stop behind."""
    line = _ENDED.sub("", _REASON.sub("", _LED.sub("", text)))
    for mark in ("$$", "$"):
        if line.startswith(mark) and line.endswith(mark) and len(line) > 2 * len(mark):
            return line[len(mark) : -len(mark)].strip()
    return line


def _sides(text: str) -> list[str]:
    """Split a line at the `=` outside its brackets; a colon before one belongs to it."""
    depth = 0
    sides = [""]
    for sign in text:
        depth += (sign in _OPENING) - (sign in _CLOSING)
        if sign == "=" and depth <= 0:
            sides.append("")
        else:
            sides[-1] += sign
    if len(sides) > MOST_STEPS + 1:
        raise Unreadable(f"A line may have {MOST_STEPS} steps.", 0)
    if any(not side.strip() for side in sides[1:]):
        raise Unreadable("There is nothing right of the “=”.", len(text))
    return [side.rstrip().removesuffix(":") for side in sides]


def _canonical(name: str) -> str:
    try:
        return canonical(name)
    except Unreadable:
        return ""


def _is_function(name: str) -> bool:
    from drill.maths.functions import SPELLINGS

    return name.lower() in SPELLINGS
