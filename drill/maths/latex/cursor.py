"""A formula's LaTeX as tokens, and a place among them."""

from __future__ import annotations

import re

from drill.maths.errors import CannotSet

DEEPEST = 24

_TOKEN = re.compile(r"\\[A-Za-z]+\*?|\\.|\s+|.", re.DOTALL)
_STARRED = frozenset({r"\operatorname*", r"\align*"})


class Cursor:
    """Goes along the tokens once, and counts how deep it is."""

    def __init__(self, latex: str) -> None:
        self.tokens = tokens(latex)
        self.at = 0
        self.depth = 0

    def peek(self) -> str:
        """Give the lexeme here; empty at the end."""
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def take(self) -> str:
        """Give the lexeme here and go on."""
        lexeme = self.peek()
        self.at += 1
        return lexeme

    def skip_space(self) -> None:
        """Go on to what is no space."""
        while self.peek().isspace():
            self.at += 1

    def deeper(self) -> None:
        """Go one level down; refuse one too many."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise too_deep()

    def verbatim(self, lexeme: str) -> str:
        """Read a group as it is written."""
        self.skip_space()
        if self.take() != "{":
            raise CannotSet(f"`{lexeme}` needs its text in braces")
        parts: list[str] = []
        while self.peek() != "}":
            part = self.take()
            if part == "":
                raise CannotSet(f"the braces of `{lexeme}` are not closed")
            if part == "{":
                raise CannotSet(f"braces inside `{lexeme}` are not understood")
            parts.append(part)
        self.take()
        return "".join(parts)


def tokens(latex: str) -> list[str]:
    """Cut a formula into tokens; a star belongs to a command only where that command exists."""
    found: list[str] = []
    for lexeme in _TOKEN.findall(latex):
        if len(lexeme) > 2 and lexeme.endswith("*") and lexeme not in _STARRED:
            found += [lexeme[:-1], "*"]
        else:
            found.append(lexeme)
    return found


def too_deep() -> CannotSet:
    """Say that a formula is nested too deeply."""
    return CannotSet(f"brackets and commands nested more than {DEEPEST} deep")
