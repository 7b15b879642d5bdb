"""A formula in plain ASCII, as one would type or say it: for screen readers, pipes and JSON.

`f'(x) = limit as h -> 0 of (f(x + h) - f(x))/h`. Signs become words or the characters people type
for them; nothing is drawn.
"""

from __future__ import annotations

import string

from drill.maths.latex.line import Line, Piece, is_large
from drill.maths.latex.spelling import spelled
from drill.maths.latex.tree import Node, Role, Root, Row, Scripts, Symbol, Words

_WORD = string.ascii_letters + string.digits + "_"
_ROOTS = {"2": "sqrt", "3": "cbrt"}


class Said(Line):
    """Sets a tree as one line of ASCII."""

    def apart(self, before: Piece, after: Piece) -> bool:
        """Keep words apart that would run together: `2 pi`, `x^2 y`, but `2x` and `dx`."""
        if super().apart(before, after):
            return True
        left = before.text[len(before.text.rstrip(_WORD)) :]
        right = after.text[: len(after.text) - len(after.text.lstrip(_WORD))]
        if not left or not right:
            return False
        if len(before.text) == 1 == len(right) and before.text.isalpha() and right.isalpha():
            return False
        return not (before.text.isdigit() and len(right) == 1 and right.isalpha())

    def sign(self, symbol: Symbol) -> str:
        """Spell one sign."""
        return symbol.said

    def words_of(self, text: str) -> str:
        """Spell upright text."""
        return spelled(text)

    def scripts(self, node: Scripts) -> Piece:
        """Write `x_i^2`, `w_(k+1)`, `f'`, or say what a sum or limit runs over."""
        base = self.base(node.base)
        if is_large(node.base):
            return Piece(base.text + self.range(base.text, node), Role.LARGE)
        text = base.text
        if node.below is not None:
            text += "_" + self.lowered(node.below)
        if node.above is not None:
            primes, rest = _primes(node.above)
            text += primes
            if rest is not None:
                text += "^" + self.closed(rest, self.compact(rest))
        return Piece(text, base.role)

    def lowered(self, node: Node) -> str:
        """Write a subscript: letters and digits as they are, anything else in brackets."""
        plain = self.compact(node)
        letters = plain.replace(" ", "")
        if isinstance(node, Row) and letters.isalnum() and all(map(_is_letter, node.items)):
            return letters
        return self.closed(node, plain)

    def range(self, name: str, node: Scripts) -> str:
        """Say what a sum, a limit or a maximum runs over."""
        below = "" if node.below is None else self.compact(node.below)
        above = "" if node.above is None else self.compact(node.above)
        if name.endswith("limit"):
            return f" as {self.text(node.below) if node.below else ''} of"
        if below and above:
            return f" from {below} to {above} of"
        if above:
            return f"^{self.closed(node.above, above)}"
        return f" over {below} of"

    def root(self, node: Root) -> Piece:
        """Write a root as the function one would type."""
        degree = "2" if node.degree is None else self.compact(node.degree)
        body = self.text(node.body)
        if degree in _ROOTS:
            return Piece(f"{_ROOTS[degree]}({body})", Role.FENCED)
        return Piece(f"root({body}, {degree})", Role.FENCED)

    def accented(self, mark: str, body: Node) -> Piece:
        """Write an accent by its name: `y_hat`."""
        if isinstance(body, Scripts):
            base = self.accented(mark, body.base)
            return self.scripts(Scripts(Symbol(base.text, base.text), body.below, body.above))
        text = self.text(body)
        if text.isalnum():
            return Piece(f"{text}_{mark}")
        return Piece(f"{mark}({text})", Role.FENCED)


def _primes(node: Node) -> tuple[str, Node | None]:
    """Part the primes at the head of a superscript from the rest of it."""
    items = node.items if isinstance(node, Row) else (node,)
    count = 0
    while count < len(items) and _is_prime(items[count]):
        count += 1
    rest = items[count:]
    if not rest:
        return "'" * count, None
    return "'" * count, rest[0] if len(rest) == 1 else Row(rest)


def _is_prime(node: Node) -> bool:
    return isinstance(node, Symbol) and node.said == "'"


def _is_letter(node: Node) -> bool:
    return isinstance(node, Symbol | Words) and (
        isinstance(node, Words) or len(node.said) == 1 or node.said.isdigit()
    )
