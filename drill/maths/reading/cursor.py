"""A place in a list of tokens: what every part of the grammar shares.

Brackets are paired before anything is read, so an unclosed one is reported where it opens. Nesting
is counted, so no text can exhaust the stack.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager

from drill.maths.errors import Unreadable
from drill.maths.reading.characters import quoted
from drill.maths.reading.tokenise import tokenise
from drill.maths.reading.tokens import CLOSING, Kind, Source, Token
from drill.maths.tree import Negative, Node, Product

DEEPEST = 60

_OPERANDS = frozenset(
    {
        Kind.NUMBER,
        Kind.NAME,
        Kind.CONSTANT,
        Kind.FUNCTION,
        Kind.FRACTION,
        Kind.OPEN,
        Kind.ROOT,
        Kind.COMMAND,
    }
)
_SIGNS = frozenset({Kind.SIGN, Kind.OPEN, Kind.CLOSE, Kind.BAR})


class Cursor(ABC):
    """The tokens of one side of an answer, and where reading has got to.

    `bar` is the kind of bar that is open here, if any; `commas` says whether a comma
    separates items here; `listed` that a comma outside all brackets was chosen to separate;
    `last_bars` where the last |…| opened and ended.
    """

    def __init__(self, source: Source, start: int, stop: int) -> None:
        self.source = source
        self.tokens = tokenise(source, start, stop)
        self.pairs = _pairs(self.tokens)
        self.at = 0
        self.depth = 0
        self.bar = ""
        self.commas = False
        self.listed = False
        self.last_bars = (-1, -1)

    @abstractmethod
    def sum(self) -> Node:
        """Read terms joined by plus and minus."""

    @abstractmethod
    def factor(self) -> Node:
        """Read an operand with its powers, factorials and transposes."""

    @abstractmethod
    def atom(self) -> Node:
        """Read an operand without anything behind it."""

    @abstractmethod
    def postfix(self, base: Node) -> Node:
        """Read the powers, factorials and transposes behind an operand."""

    @property
    def typed(self) -> bool:
        """Whether this is trusted typed form, in which every `*` is written."""
        return self.source.typed

    @property
    def peek(self) -> Token:
        """The next token."""
        return self.tokens[self.at]

    @property
    def following(self) -> Token:
        """The token behind the next one; at the end, the end again."""
        return self.tokens[min(self.at + 1, len(self.tokens) - 1)]

    def is_at(self, kind: Kind) -> bool:
        """Tell whether the next token is of a kind."""
        return self.tokens[self.at].kind is kind

    def take(self) -> Token:
        """Move past the next token."""
        token = self.tokens[self.at]
        self.at += 1
        return token

    def sees(self, *texts: str) -> bool:
        """Tell whether the next token is a sign or bracket of one of these texts."""
        token = self.tokens[self.at]
        return token.text in texts and token.kind in _SIGNS

    def signs(self) -> int:
        """Move past plus and minus signs; give how many were minus."""
        count = 0
        while self.sees("+", "-"):
            count += self.take().text == "-"
        return count

    def starts_operand(self) -> bool:
        """Tell whether an operand may start here, rather than a bar close."""
        token = self.tokens[self.at]
        return token.kind in _OPERANDS or (token.kind is Kind.BAR and token.text != self.bar)

    def is_glued(self) -> bool:
        """Tell whether an operand starts here with no space before it."""
        return self.starts_operand() and not self.peek.spaced

    def is_whole(self, opening: int) -> bool:
        """Tell whether the bracket that opens at a token is all there is."""
        return opening == 0 and self.tokens[self.pairs[opening] + 1].kind is Kind.END

    def ask(self, kind: str, question: str, token: Token | None = None) -> bool:
        """Report a doubt about a token (the next one); tell whether to take its other reading."""
        column = (token or self.peek).column
        return not self.typed and self.source.ask(kind, column, question)

    def written(self, first: int, last: int) -> str:
        """Quote what was typed from one token up to, not including, another."""
        end = self.tokens[last - 1].end if last > first else self.tokens[first].end
        return quoted(self.source.text[self.tokens[first].column : end])

    @contextmanager
    def deeper(self) -> Iterator[None]:
        """Count one level of nesting, for as long as it is read."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise too_deep(self.peek.column)
        yield
        self.depth -= 1

    @contextmanager
    def inside(self, *, commas: bool, bar: str = "") -> Iterator[None]:
        """Read inside a bracket or bars: what a comma and a bar mean there."""
        outside = self.commas, self.bar
        self.commas, self.bar = commas, bar
        with self.deeper():
            yield
        self.commas, self.bar = outside

    def unexpected(self) -> Unreadable:
        """Say what is missing before the next token."""
        token = self.peek
        if token.kind is Kind.END:
            return Unreadable("The text ends where a value is expected.", token.column)
        if token.kind is Kind.SUBSCRIPT:
            return Unreadable("A subscript belongs right behind a name.", token.column)
        if token.text == "±":
            return Unreadable(
                "“±” is read once in an answer; write {a, b} for several values.", token.column
            )
        return Unreadable(f"A value is missing before {quoted(token.text)}.", token.column)


def too_deep(column: int) -> Unreadable:
    """Refuse nesting beyond what anybody writes."""
    return Unreadable("The expression is nested too deeply to be read.", column)


def negated(node: Node, times: int) -> Node:
    """Put leading minus signs before a node."""
    for _ in range(times):
        node = Negative(node)
    return node


def multiplied(factors: list[Node]) -> Node:
    """Join factors into a product; one factor is itself."""
    return factors[0] if len(factors) == 1 else Product(tuple(factors))


def _pairs(tokens: list[Token]) -> dict[int, int]:
    """Find the closing bracket of each opening one, by their places in the list."""
    pairs: dict[int, int] = {}
    opened: list[int] = []
    for place, token in enumerate(tokens):
        if token.kind is Kind.OPEN:
            opened.append(place)
            if len(opened) > DEEPEST:
                raise too_deep(token.column)
        elif token.kind is Kind.CLOSE:
            if not opened:
                raise Unreadable(
                    f"This {_spelled(token)} closes nothing that was opened.", token.column
                )
            opening = tokens[opened[-1]]
            if CLOSING[opening.text] != token.text or opening.base != token.base:
                raise _mismatch(opening, token)
            pairs[opened.pop()] = place
    if opened:
        opening = tokens[opened[-1]]
        raise Unreadable(f"This {_spelled(opening)} is never closed.", opening.column)
    return pairs


def _mismatch(opening: Token, closing: Token) -> Unreadable:
    """Say that a bracket is closed by one of another kind; half-open intervals look like that."""
    if opening.text in {"(", "["} and closing.text in {")", "]"}:
        also = "; intervals are not read"
    else:
        also = ""
    return Unreadable(
        f"{_spelled(opening)} is closed by {_spelled(closing)}{also}.", closing.column
    )


def _spelled(bracket: Token) -> str:
    """Quote a bracket as it is typed."""
    if bracket.text in {"begin", "end"}:
        return quoted(f"\\{bracket.text}{{{bracket.base}}}")
    return quoted(bracket.text)
