"""The tokens of typed maths: numbers, names, functions, signs and brackets, each with its column.

Behind them Unicode and LaTeX spellings are gone: `²`, `^2` and `^{2}` differ only in how firmly
they hold together.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from drill.maths.scope import Scope


class Kind(Enum):
    """What a token is; signs and brackets are told apart by their text."""

    NUMBER = "number"
    NAME = "name"
    CONSTANT = "constant"
    FUNCTION = "function"
    FRACTION = "fraction"
    SIGN = "sign"
    OPEN = "opening bracket"
    CLOSE = "closing bracket"
    BAR = "bar"
    ROOT = "root sign"
    COMMAND = "command"
    TRANSPOSE = "transpose"
    SUBSCRIPT = "subscript"
    END = "end"

    __hash__ = object.__hash__  # by identity, which is what an enum compares by


@dataclass(frozen=True, slots=True)
class Token:
    """A token: canonical text, the columns it takes, and whether a space stands before it.

    `raised` marks the sign and the brackets made from superscript characters; `base` is the
    subscript of a logarithm, or the environment of a LaTeX matrix.
    """

    kind: Kind
    text: str
    column: int
    end: int
    spaced: bool = False
    raised: bool = False
    base: str = ""


Ask = Callable[[str, int, str], bool]
"""Told the kind, the column and the question of a doubt; says whether to take the other reading."""

CLOSING = {"(": ")", "[": "]", "{": "}", "⟨": "⟩", "⌊": "⌋", "⌈": "⌉", "begin": "end"}
"""The closing text of each opening bracket; a LaTeX environment is one too."""

ENVIRONMENTS = frozenset({"pmatrix", "bmatrix", "matrix", "smallmatrix"})
"""The environments that hold a matrix; a `pmatrix` of one column or row is a vector."""


@dataclass(frozen=True, slots=True)
class Source:
    """Plain text and how to read it: with `typed`, letters that stand together are one name."""

    text: str
    scope: Scope
    typed: bool
    ask: Ask
