"""What may stand left of `=` as the name of what was asked: `f'(x)`, `dy/dx`, `∂L/∂w`, `∇f`.

A label is kept as text, without spaces and LaTeX, in a `Name`. It is never valued: whoever grades
looks at the right side only. Derivative signs mean something nowhere else.
"""

from __future__ import annotations

import re
import unicodedata

from drill.maths.reading.characters import ACCENTS

LONGEST_LABEL = 80

_NAME = r"[A-Za-zͰ-Ͽ][A-Za-z0-9Ͱ-Ͽ]{0,20}(?:_[A-Za-z0-9Ͱ-Ͽ]{1,12})?"
_POINT = r"\([^()=]{1,40}\)"
_DERIVATIVE = re.compile(
    rf"d(?:\^\d)?(?:{_NAME})?(?:{_POINT})?/d{_NAME}(?:\^\d)?(?: ?[(\[{{A-Za-zͰ-Ͽ].{{0,60}})?"
)
_ORDER = r"\^(?:\{\(\d\)\}|\(\d\))"
_APPLIED = re.compile(rf"({_NAME})(?:{_POINT}|{_ORDER}(?:{_POINT})?)")
_OPERATOR = re.compile(rf"([d∂](?:\^\d)?/[d∂]{_NAME}(?:\^\d)?) ([^ ].*)")
_MARKED = re.compile(r"[ A-Za-z0-9Ͱ-Ͽ'∂∇∘()\[\]{},.^_|‖/+\-*]+")
_INDEXED = re.compile(rf"{_NAME}(?:[_^][({{][A-Za-z0-9+\-,]{{1,12}}[)}}])?(?:{_POINT})?")
_DROPPED = re.compile(r"\\(?:left|right|displaystyle|[,;:! ])|\s+")
_FRACTION = re.compile(r"\\[dt]?frac\{([^{}]{1,40})\}\{([^{}]{1,40})\}")
_INDEX = re.compile(r"([_^])\{([A-Za-z0-9']{1,12})\}")
_ACCENTED = re.compile(r"\\(hat|bar|tilde|dot|ddot)\{([A-Za-z]|\\[a-z]{2,8})\}")
_RAISED = str.maketrans({"²": "^2", "³": "^3"})
_COMMANDS = (
    ("\\partial", "∂"),
    ("\\nabla", "∇"),
    ("\\prime", "'"),
    ("\\circ", "∘"),
    ("\\mathrm{d}", "d"),
)


def derivative_label(text: str) -> str:
    """Give the label a left side spells with derivative signs, or nothing."""
    label = _tidy(text)
    signed = any(sign in label for sign in "'∂∇") and any(map(str.isalpha, label))
    marked = signed and _MARKED.fullmatch(label)
    return label if marked or _DERIVATIVE.fullmatch(label) else ""


def applied_label(text: str) -> tuple[str, str]:
    """Give label and head of a left side such as `f(x, y)` or `f^(3)(x)`, or two empty texts."""
    label = _tidy(text)
    found = _APPLIED.fullmatch(label)
    return (label, found[1]) if found else ("", "")


def plain_label(text: str) -> str:
    """Give the label of a left side that is a name with at most an index, or nothing."""
    label = _tidy(text)
    return label if _INDEXED.fullmatch(label) else ""


def _tidy(text: str) -> str:
    """Take spaces and LaTeX out of a label; one that is too long is none."""
    if len(text) > 2 * LONGEST_LABEL:
        return ""
    for command, sign in _COMMANDS:
        text = text.replace(command, sign)
    text = _without_accents(_ACCENTED.sub(r"\2\1", text))
    text = _INDEX.sub(r"\1\2", text.translate(_RAISED))
    text = _FRACTION.sub(r"\1/\2", text).replace("^'", "'").strip()
    applied = _OPERATOR.fullmatch(text)
    # d/dx f is the one label that needs its space
    parts = applied.groups() if applied else (text,)
    text = " ".join(_DROPPED.sub("", part) for part in parts)
    return text if len(text) <= LONGEST_LABEL else ""


def _without_accents(text: str) -> str:
    """Spell the accents of letters: the label of `ŷ` is that of `yhat`."""
    if text.isascii():
        return text
    apart = unicodedata.normalize("NFD", text)
    return "".join(ACCENTS.get(character, character) for character in apart)
