"""Rows and cells of a formula, its items and their scripts."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping

from drill.maths.errors import CannotSet
from drill.maths.latex.commands import COMMANDS
from drill.maths.latex.cursor import Cursor
from drill.maths.latex.pairs import paired
from drill.maths.latex.scripts import PLAIN_LOWERED, PLAIN_RAISED
from drill.maths.latex.signs import sign_of
from drill.maths.latex.tree import NOTHING, Grid, Node, Role, Row, Scripts, Symbol

MOST_COLUMNS = 20

_SCRIPTS = frozenset({"^", "_", "'", *PLAIN_RAISED, *PLAIN_LOWERED})
_LIMITS = frozenset({r"\limits", r"\nolimits"})
_NO_ARGUMENT = frozenset({"", "}", "&", r"\\", "^", "_"})
_PRIME = COMMANDS["prime"]


class Rows(Cursor, ABC):
    """Reads everything but commands, which `Reader` adds."""

    @abstractmethod
    def command(self, lexeme: str) -> Node | None:
        """Read a command with its arguments; None if it shows nothing."""

    def whole(self) -> Node:
        """Read the whole formula; lines of its own are aligned."""
        grid = self.lines(lambda lexeme: lexeme == "")
        if len(grid) == 1 and len(grid[0]) == 1:
            return grid[0][0]
        return Grid("aligned", grid)

    def lines(self, ends: Callable[[str], bool]) -> tuple[tuple[Node, ...], ...]:
        r"""Read cells up to the closing lexeme, which stays: `&` parts cells, `\` parts rows."""
        rows: list[tuple[Node, ...]] = []
        row: list[Node] = []
        while True:
            row.append(self.row(lambda lexeme: lexeme in {"&", r"\\"} or ends(lexeme)))
            lexeme = self.peek()
            if lexeme != "&":
                rows.append(tuple(row))
                row = []
            if ends(lexeme):
                break
            self.take()
        if len(rows) > 1 and rows[-1] == (NOTHING,):
            rows.pop()
        if max(len(row) for row in rows) > MOST_COLUMNS or len(rows) > MOST_COLUMNS:
            raise CannotSet(f"more than {MOST_COLUMNS} rows or columns")
        return tuple(rows)

    def row(self, ends: Callable[[str], bool]) -> Node:
        """Read side by side up to the closing lexeme, which stays."""
        items: list[Node] = []
        self.deeper()
        while True:
            self.skip_space()
            lexeme = self.peek()
            if ends(lexeme):
                break
            if lexeme == "":
                raise CannotSet("something is opened and not closed: a `{`, `\\left` or `\\begin`")
            item = self.item()
            if item is not None:
                items.append(item)
        self.depth -= 1
        folded = paired(items)
        return folded[0] if len(folded) == 1 else Row(tuple(folded))

    # --- one item with its scripts ---

    def item(self) -> Node | None:
        """Read one thing with its scripts; None if it shows nothing."""
        lexeme = self.peek()
        if lexeme in _SCRIPTS:
            base: Node | None = NOTHING
        elif _is_digit(lexeme):
            base = self.number()
        else:
            base = self.single()
        return None if base is None else self.scripted(base)

    def scripted(self, base: Node) -> Node:
        """Read the scripts behind a base."""
        below: Node | None = None
        above: Node | None = None
        primes: list[Node] = []
        while True:
            self.skip_limits()
            lexeme = self.peek()
            if lexeme == "'":
                self.take()
                primes.append(_PRIME)
            elif lexeme == "^" and above is None:
                self.take()
                above = self.argument("^")
            elif lexeme == "_" and below is None:
                self.take()
                below = self.argument("_")
            elif lexeme in PLAIN_RAISED and above is None:
                above = self.typed_script(PLAIN_RAISED)
            elif lexeme in PLAIN_LOWERED and below is None:
                below = self.typed_script(PLAIN_LOWERED)
            elif lexeme in {"^", "_"}:
                where = "superscripts" if lexeme == "^" else "subscripts"
                raise CannotSet(f"two {where} on one sign; put the base in braces")
            else:
                break
        if primes:
            above = primes[0] if above is None and len(primes) == 1 else _joined(primes, above)
        if below is None and above is None:
            return base
        return Scripts(base, below, above)

    def typed_script(self, forms: Mapping[str, str]) -> Node:
        """Read characters that are raised or lowered by themselves: `²`, `ⁿ⁻¹`, `ᵢⱼ`."""
        signs: list[Node] = []
        while self.peek() in forms:
            signs.append(sign_of(forms[self.take()]))
        return signs[0] if len(signs) == 1 else Row(tuple(signs))

    def skip_limits(self) -> None:
        """Pass over what only says where scripts go; stay where there are none."""
        start = self.at
        while self.peek().isspace() or self.peek() in _LIMITS:
            self.at += 1
        if self.peek() not in _SCRIPTS:
            self.at = start

    def number(self) -> Node:
        """Read a number: digits that stand together."""
        digits = self.take()
        while True:
            following = self.tokens[self.at + 1] if self.at + 1 < len(self.tokens) else ""
            if _is_digit(self.peek()) or (self.peek() == "." and _is_digit(following)):
                digits += self.take()
            else:
                return Symbol(digits, digits)

    def argument(self, command: str) -> Node:
        """Read what a command or script applies to: a group, or the next single thing."""
        self.skip_space()
        lexeme = self.peek()
        if lexeme in _NO_ARGUMENT:
            raise CannotSet(f"nothing follows `{command}`")
        self.deeper()
        found = self.single()
        self.depth -= 1
        return NOTHING if found is None else found

    def single(self) -> Node | None:
        """Read a group, a command with its arguments, or a character; None if it shows nothing."""
        lexeme = self.take()
        if lexeme == "{":
            return self.group()
        if lexeme == "}":
            raise CannotSet("a `}` without its `{`")
        if lexeme == "&":
            raise CannotSet("`&` stands outside of an environment such as `aligned`")
        if lexeme == "\\":
            raise CannotSet("a backslash at the end of the formula")
        if lexeme.startswith("\\"):
            return self.command(lexeme)
        return sign_of(lexeme)

    def group(self) -> Node:
        """Read a group; around a lone sign its braces make it an ordinary one."""
        body = self.row(lambda lexeme: lexeme == "}")
        self.take()
        if isinstance(body, Symbol) and body.role is not Role.FENCED:
            return Symbol(body.shown, body.said, Role.ORDINARY if body.shown else body.role)
        return body


def _joined(primes: list[Node], above: Node | None) -> Node:
    rest: tuple[Node, ...] = ()
    if above is not None:
        rest = above.items if isinstance(above, Row) else (above,)
    return Row((*primes, *rest))


def _is_digit(lexeme: str) -> bool:
    return lexeme.isascii() and lexeme.isdigit()
