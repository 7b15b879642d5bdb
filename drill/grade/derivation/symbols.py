"""A line as it is typed, with the derivative signs in it: `dL/dp * dp/dz`, `d/dx(x^2)`, `σ'(z)`.

The reader of answers refuses derivative signs right of `=`, since an answer is to be worked out.
Here each of them becomes a letter of its own, whose meaning is kept beside the line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from drill.grade.derivation.names import Names
from drill.maths.errors import Unreadable
from drill.maths.functions import SPELLINGS
from drill.maths.outer import OUTER
from drill.maths.read import Reading, answer_side, read
from drill.maths.reading.characters import plain
from drill.maths.rebuild import substitute
from drill.maths.scope import Scope, canonical
from drill.maths.show import line
from drill.maths.slope import slope
from drill.maths.tree import Call, Name, Node

LONGEST = 1000
MOST_SIGNS = 12
_NAME = r"[A-Za-zͰ-ϿÀ-ɏ]\u0302?[A-Za-zͰ-Ͽ]{0,11}(?:_?[0-9₀-₉]{1,3}|_\{?[A-Za-z0-9]{1,8}\}?)?"
_D = r"(?:d|∂)"
_SLOPE = re.compile(rf"(?<![A-Za-z]){_D} ?({_NAME}) ?/ ?{_D} ?({_NAME})(?![A-Za-z0-9_'])")
_FRACTION = re.compile(rf"\\[dt]?frac ?\{{ ?({_D} ?(?:{_NAME})?) ?\}} ?\{{ ?({_D} ?{_NAME}) ?\}}")
_OPERATOR = re.compile(rf"{_D} ?/ ?{_D} ?([A-Za-zͰ-Ͽ]_?[0-9₀-₉]{{0,3}}) ?(?=[^ ])")
_OWN_PRIME = re.compile(rf"(?<![A-Za-z])({_NAME})'(?!['(])")
_CLOSED_PRIME = re.compile(r"[)\]]'(?!')")
_OPENED = re.compile(rf"(?<![A-Za-z]){_D} ?(?=[(\[])")
_OVER = re.compile(rf" ?/ ?{_D} ?({_NAME})(?![A-Za-z0-9_'])")
_PRIMED = re.compile(r"([A-Za-zσΣ]{1,12})(?:'|′|\^\\prime) ?(?=\()")
_RAISED = re.compile(r" ?(?:\^ ?-?[A-Za-z0-9]*|[⁰¹²³⁴-⁹]+)")
_OPENING, _CLOSING = "([{", ")]}"

_Maker = Callable[[str, str], str | None]
"""Turns a sign and what is in its bracket into a letter; None leaves it as it is."""


@dataclass(frozen=True, slots=True)
class Symbol:
    """A derivative sign in a line: what is differentiated, by what, and what that comes to."""

    of: Node
    wrt: str
    value: Node
    text: str = field(default="", compare=False)
    """The sign as it is said: `dL/dp`, `d/dx (3x + 1)`."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A line as it was read: its tree, in which letters stand for derivative signs."""

    tree: Node
    symbols: Mapping[str, Symbol]
    reading: Reading

    @property
    def worked_out(self) -> Node:
        """The tree with the derivatives put in."""
        return self.with_values(self.tree)

    def with_values(self, tree: Node) -> Node:
        """Put the derivatives into a tree that was read with this line."""
        return substitute(tree, {name: one.value for name, one in self.symbols.items()})


def slope_label(text: str) -> tuple[str, str] | None:
    """Give A and B where a text is `dA/dB` or `∂A/∂B`, canonically; None for anything else."""
    found = _SLOPE.fullmatch(_plainer(text).strip())
    return None if found is None else (_known(found[1]), _known(found[2]))


def read_line(text: str, known: Names) -> Typed:
    """Read one side of a line. Raises `Unreadable`."""
    if len(text) > LONGEST:
        raise Unreadable(f"A line may have {LONGEST} characters.", LONGEST)
    signs = _Signs(known)
    plainer = signs.replaced(_plainer(text))
    scope = known.scope
    reading = read(plainer, Scope((*scope.variables, *signs.found)))
    return Typed(answer_side(reading.tree), signs.found, reading)


def _plainer(text: str) -> str:
    """Write LaTeX's derivative fractions in one line."""
    marked = plain(text).replace("\\partial", "∂").replace("′", "'")
    return _FRACTION.sub(r"\1/\2", marked)


def _known(name: str) -> str:
    try:
        return canonical(name)
    except Unreadable:
        return name


class _Signs:
    """Replaces derivative signs by letters, and keeps what they mean."""

    def __init__(self, known: Names) -> None:
        self.known = known
        self.found: dict[str, Symbol] = {}

    def replaced(self, text: str) -> str:
        """Replace every sign whose letters are known."""
        text = _SLOPE.sub(self._slope, text)
        text = self._opened(text)
        text = self._closed(_OWN_PRIME.sub(self._own, text))
        text = self._applied(text, _OPERATOR, self._operator)
        return self._applied(text, _PRIMED, self._primed)

    def _slope(self, found: re.Match[str]) -> str:
        of, wrt = _known(found[1]), _known(found[2])
        for name in (of, wrt):
            if not self.known.knows(name):
                message = f"“{name}” has no meaning here yet; first say what it is: {name} = …"
                raise Unreadable(message, found.start())
        if wrt == self.known.label:
            return found[0]
        tree = self.known.meaning(of)
        said = f"d{line(Name(of))}/d{line(Name(wrt))}"
        return self._letter(Symbol(tree, wrt, self.known.slope_of(tree, wrt), said))

    def _opened(self, text: str) -> str:
        """Replace `d(…)/dx`."""
        begin = 0
        while (found := _OPENED.search(text, begin)) is not None:
            stop = _end(text, found.end())
            over = _OVER.match(text, stop)
            made = None if over is None else self._operator(over[1], text[found.end() : stop])
            if made is None or over is None:
                begin = found.end()
                continue
            text = text[: found.start()] + made + text[over.end() :]
            begin = found.start() + len(made)
        return text

    def _own(self, found: re.Match[str]) -> str:
        """Replace `u'` where u is a name for a part; in `uv'` the prime is v's alone."""
        text = found[1]
        for begin in range(len(text)):
            name = _known(text[begin:])
            if name in self.known.defined:
                meaning, said = self.known.meaning(name), f"{line(Name(name))}'"
                letter = self._letter(self._by_the_variable(meaning, said))
                return f"{text[:begin]}{letter}"
        return found[0]

    def _closed(self, text: str) -> str:
        """Replace `(…)'`, the innermost first."""
        while (found := _CLOSED_PRIME.search(text)) is not None:
            start = _start(text, found.start())
            if start is None or (start and text[start - 1].isalpha()):
                return text
            tree = self._inner(text[start : found.start() + 1])
            letter = self._letter(self._by_the_variable(tree, f"({line(tree)})'"))
            text = text[:start] + letter + text[found.end() :]
        return text

    def _by_the_variable(self, tree: Node, said: str) -> Symbol:
        return Symbol(tree, self.known.wrt, self.known.slope_of(tree, self.known.wrt), said)

    def _operator(self, wrt: str, inner: str) -> str | None:
        letter = _known(wrt)
        if not self.known.knows(letter) or letter == self.known.label:
            return None
        tree = self._inner(inner)
        said = f"d/d{line(Name(letter))} ({line(tree)})"
        return self._letter(Symbol(tree, letter, self.known.slope_of(tree, letter), said))

    def _primed(self, function: str, inner: str) -> str | None:
        name = SPELLINGS.get(_known(function).lower())
        if name not in OUTER or self.known.knows(_known(function)):
            return None
        tree = self._inner(inner)
        value = substitute(slope(Call(name, (Name("u"),)), "u"), {"u": tree})
        said = f"{function}'({line(tree)})"
        return self._letter(Symbol(Call(name, (Name("u"),)), "u", value, said))

    def _inner(self, text: str) -> Node:
        inside = _end(text, 0) if text[:1] == "[" else 0
        if inside and text[inside - 1 : inside] == "]":  # d/dx[…], and no vector
            text = f"({text[1 : inside - 1]}){text[inside:]}"
        return read_line(text, self.known).worked_out

    def _letter(self, symbol: Symbol) -> str:
        if len(self.found) >= MOST_SIGNS:
            raise Unreadable(f"A line may have {MOST_SIGNS} derivative signs.", 0)
        turn = 1
        while f"slope{turn}" in self.found or self.known.knows(f"slope{turn}"):
            turn += 1
        self.found[f"slope{turn}"] = symbol
        return f" slope{turn} "

    def _applied(self, text: str, sign: re.Pattern[str], make: _Maker) -> str:
        """Replace signs that stand before a bracket or a term, from the left."""
        begin = 0
        while (found := sign.search(text, begin)) is not None:
            stop = _end(text, found.end())
            made = make(found[1], text[found.end() : stop])
            if made is None:
                begin = found.end()
                continue
            text = text[: found.start()] + made + text[stop:]
            begin = found.start() + len(made)
        return text


def _end(text: str, start: int) -> int:
    """Find where what a sign is put in front of ends: a bracket with its power, or a term."""
    depth = 0
    bracketed = text[start] in _OPENING
    for column in range(start, len(text)):
        sign = text[column]
        if sign in _OPENING:
            depth += 1
        elif sign in _CLOSING:
            depth -= 1
            if depth < 0:
                return column
            if depth == 0 and bracketed:
                return column + 1 + _power(text[column + 1 :])
        elif depth == 0 and sign in "+-−" and text[start:column].rstrip()[-1:] not in ("", "^"):
            return column
    return len(text)


def _start(text: str, closing: int) -> int | None:
    """Find where the bracket that closes at a column opens."""
    depth = 0
    for column in range(closing, -1, -1):
        depth += (text[column] in _CLOSING) - (text[column] in _OPENING)
        if depth == 0:
            return column
    return None


def _power(text: str) -> int:
    """Measure the power that stands behind a bracket."""
    found = _RAISED.match(text)
    if found is None:
        return 0
    if found[0].rstrip().endswith("^") and text[found.end() : found.end() + 1] in _OPENING:
        return _end(text, found.end())
    return found.end()
