"""Where one name ends and the next begins: `Bsin`, `xsinx`, `w1x`, `2πr`.

A run of letters is cut into the fewest pieces that all mean something: declared names, functions,
constants and, in a free scope, single letters. So the longest declared name wins, and a function's
name is not taken apart. The one exception is `asin` where `a` is declared, which is `a·sin`: the
reader asks about that one, and about `sinh` where `h` is declared. Knows no grammar beyond the run.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from operator import attrgetter

from drill.maths.errors import Unreadable
from drill.maths.functions import CONSTANTS, FUNCTIONS, GREEK, SPELLINGS
from drill.maths.reading.letters import Run
from drill.maths.reading.unknown import unknown
from drill.maths.scope import Scope


class Role(Enum):
    """What a piece of a run stands for."""

    NAME = "name"
    CONSTANT = "constant"
    FUNCTION = "function"

    __hash__ = object.__hash__  # by identity, which is what an enum compares by


@dataclass(frozen=True, slots=True)
class Piece:
    """A name, a constant or a function by its canonical spelling, and the columns it takes.

    `base` is the subscript behind `log`, as in `log_3`, with the column it stands at.
    """

    role: Role
    text: str
    column: int
    end: int
    base: str = ""


@dataclass(frozen=True, slots=True)
class Split:
    """The pieces of a run, and the column reading goes on at: digits behind a function are left."""

    pieces: tuple[Piece, ...]
    end: int


_WHOLE = 100  # the cost of a piece; a tie goes to the declared name, then as listed
_NAME, _FUNCTION, _CONSTANT, _LETTER = _WHOLE, _WHOLE + 1, _WHOLE + 2, _WHOLE + 4
_UNLIKELY = 150
_LONGEST_RUN = 200
_LONGEST_NAME = 24


def split(run: Run, scope: Scope) -> Split:
    """Cut a run into pieces; raises `Unreadable` where a letter belongs to nothing known."""
    return _Splitter(run, scope, bracket=False, unlikely=False).split()


def both(run: Run, scope: Scope, *, bracket: bool) -> tuple[Split, Split]:
    """Cut a run as is usual, and with the other reading of the few spellings that have two.

    `bracket` says that an opening bracket stands right behind the run. The two differ only over
    the names of functions. Raises `Unreadable` as `split` does; linear in the length of the run.
    """
    if letter := one_letter(run, scope):
        return letter, letter
    return cuts(run, scope, bracket=bracket).both()


@lru_cache(maxsize=128)
def cuts(run: Run, scope: Scope, *, bracket: bool) -> Cuts:
    """Give the ways through a run, kept for the next reading of the same text."""
    return Cuts(run, scope, bracket=bracket)


class Cuts:
    """The ways through a run, from its start or, where a number was left out, from further on."""

    def __init__(self, run: Run, scope: Scope, *, bracket: bool) -> None:
        self.run = run
        self._usual = _Splitter(run, scope, bracket, unlikely=False)
        self._unlikely = _Splitter(run, scope, bracket, unlikely=True)

    def both(self, start: int = 0) -> tuple[Split, Split]:
        """Cut what is left from a unit on, as `both` does."""
        usual = self._usual.split(start)
        if not self._usual.met_function:
            return usual, usual
        return usual, self._unlikely.split(start)

    def unit_at(self, column: int) -> int | None:
        """Find the letter at a column of the text, if the run goes on there."""
        units = self.run.units
        at = bisect_left(units, column, key=attrgetter("column"))
        if at == len(units) or units[at].column != column or units[at].lowered:
            return None
        return at


def one_letter(run: Run, scope: Scope) -> Split | None:
    """Cut the commonest run of all, one letter that can only be a variable."""
    (unit, *others) = run.units
    text = unit.text
    if others or text in SPELLINGS:
        return None
    free = scope.free and len(text) == 1 and text.isalpha() and text not in "eEiI"
    if free or text in scope.variables:
        return Split((Piece(Role.NAME, text, unit.column, run.end),), run.end)
    return None


def _all_beginnings(names: Iterable[str]) -> frozenset[str]:
    return frozenset(name[:end].lower() for name in names for end in range(1, len(name) + 1))


_ACCENTS = ("hat", "bar", "tilde", "dot")
_ACCENT_BEGINNINGS = _all_beginnings(_ACCENTS)
_KNOWN_BEGINNINGS = _all_beginnings(
    (*SPELLINGS, *CONSTANTS, *GREEK, *(f"{name}{accent}" for name in GREEK for accent in _ACCENTS))
)


@lru_cache(maxsize=256)
def _beginnings(variables: tuple[str, ...]) -> frozenset[str]:
    """Give all that a piece may begin with, in lower case: what begins nothing is not gone into."""
    return _KNOWN_BEGINNINGS | _all_beginnings(variables)


def whole(run: Run, scope: Scope, *, bracket: bool) -> Piece:
    """Read a run as one name, as in trusted typed form: a function only before a bracket."""
    text, column = run.text, run.units[0].column
    if text not in scope.variables:
        if bracket and text.lower() in SPELLINGS:
            return Piece(Role.FUNCTION, SPELLINGS[text.lower()], column, run.end)
        if text == "i" and scope.complex:
            return Piece(Role.CONSTANT, "i", column, run.end)
        if text in CONSTANTS:
            return Piece(Role.CONSTANT, CONSTANTS[text], column, run.end)
    return Piece(Role.NAME, text, column, run.end)


@dataclass(frozen=True, slots=True)
class _Step:
    cost: int
    piece: Piece
    after: int


class _Splitter:
    """The cheapest way through a run, worked out from its end."""

    def __init__(self, run: Run, scope: Scope, bracket: bool, unlikely: bool) -> None:
        if len(run.units) > _LONGEST_RUN:
            raise Unreadable(
                f"More than {_LONGEST_RUN} letters stand in a row; write the products out.",
                run.units[_LONGEST_RUN].column,
            )
        self.run = run
        self.units = run.units
        self.scope = scope
        self.declared = frozenset(scope.variables)
        self.beginnings = _beginnings(scope.variables)
        self.met_function = False
        self.bracket = bracket
        self.unlikely = unlikely
        self.best: list[_Step | None] = []

    def split(self, start: int = 0) -> Split:
        """Follow the cheapest way from a unit on; raises `Unreadable` where there is none."""
        if not self.best:
            self._work_out()
        if self.best[start] is None:
            raise self._unknown(start)
        return self._along(start)

    def _work_out(self) -> None:
        count = len(self.units)
        cost = [0 if here == count else -1 for here in range(count + 1)]
        self.best = [None] * (count + 1)
        for here in range(count - 1, -1, -1):
            for step in self._steps(here):
                stops = step.piece.role is Role.FUNCTION and self._is_digit(step.after)
                rest = self._stop_cost(step) if stops else cost[step.after]
                if rest >= 0 and (cost[here] < 0 or step.cost + rest < cost[here]):
                    cost[here] = step.cost + rest
                    self.best[here] = step

    def _along(self, here: int) -> Split:
        pieces: list[Piece] = []
        while (step := self.best[here]) is not None:
            pieces.append(step.piece)
            here = step.after
            if step.piece.role is Role.FUNCTION and self._is_digit(here):
                break
        return Split(tuple(pieces), self._column(here))

    def _stop_cost(self, step: _Step) -> int:
        """Weigh leaving digits to the number behind a function: `log2x` is hardly `log 2x`."""
        digits = "".join(unit.text for unit in self.units[step.after : step.after + 2])
        numbered = step.piece.text == "log" and digits.startswith(("2", "10"))
        return 2 * _WHOLE if numbered and not self.unlikely else 1

    def _steps(self, start: int) -> Iterator[_Step]:
        text = ""
        if self._is_tail(start):
            return
        for end in range(start + 1, len(self.units) + 1):
            text += self.units[end - 1].text
            if end > start + 1 and not self._may_begin(text, end):
                break
            if text in self.declared:
                yield self._step(_NAME, Role.NAME, text, start, end)
            if text.lower() in SPELLINGS:
                yield self._function(text, start, end)
            if text in CONSTANTS:
                yield self._step(_CONSTANT, Role.CONSTANT, CONSTANTS[text], start, end)
            if self.scope.complex and text in {"i", "I"}:
                yield self._step(_CONSTANT, Role.CONSTANT, "i", start, end)
            if self.scope.free and self._is_free(text, start, end):
                yield self._step(_LETTER, Role.NAME, text, start, end)

    def _may_begin(self, text: str, end: int) -> bool:
        """Tell whether a text that ends before a unit is a piece, or the beginning of one."""
        if text.lower() in self.beginnings:
            return True
        loose = text[1:] in _ACCENT_BEGINNINGS or self._is_tail(end - 1)
        return self.scope.free and loose and len(text) <= _LONGEST_NAME

    def _step(self, cost: int, role: Role, text: str, start: int, end: int) -> _Step:
        return _Step(cost, Piece(role, text, self._column(start), self._column(end)), end)

    def _function(self, text: str, start: int, end: int) -> _Step:
        self.met_function = True
        name = SPELLINGS[text.lower()]
        cost = self._function_cost(text, start, end)
        base, after = self._base(end) if text.lower() == "log" else ("", end)
        piece = Piece(Role.FUNCTION, name, self._column(start), self._column(after), base)
        return _Step(cost, piece, after)

    def _function_cost(self, text: str, start: int, end: int) -> int:
        """Weigh a function's name against taking it apart."""
        pieces = len(text) * _WHOLE
        loose = not text.islower() or (len(text) == 2 and text not in FUNCTIONS)
        if loose and all(unit.text in self.declared for unit in self.units[start:end]):
            return pieces + _UNLIKELY
        if text == "sigma" and self.scope.free:
            applied = end == len(self.units) and self.bracket
            return _FUNCTION - 2 if applied and not self.unlikely else _FUNCTION + _UNLIKELY
        prefixed = text[0] in self.declared and text[1:] in SPELLINGS
        suffixed = text[-1] in self.declared and text[:-1] in SPELLINGS
        numbered = text in {"log2", "log10"} and self._runs_on(end)
        if prefixed != self.unlikely and (prefixed or suffixed or numbered):
            return 2 * _WHOLE + _UNLIKELY
        return _FUNCTION

    def _runs_on(self, end: int) -> bool:
        """Tell whether `log2` is followed by a letter at once, and its 2 was not a subscript."""
        return end < len(self.units) and not self.units[end - 1].lowered

    def _base(self, start: int) -> tuple[str, int]:
        """Read the subscript behind `log`: digits, or one known letter."""
        end = start
        while end < len(self.units) and self.units[end].lowered and self._is_digit(end):
            end += 1
        if end > start or end == len(self.units) or not self.units[end].lowered:
            return "".join(unit.text for unit in self.units[start:end]), end
        letter = self.units[end].text.lstrip("_")
        known = letter in self.declared or letter == "e"
        return (letter, end + 1) if known or (self.scope.free and _is_letter(letter)) else ("", end)

    def _is_free(self, text: str, start: int, end: int) -> bool:
        """Tell whether units are one free variable: a letter, its accent and all its subscript."""
        if end < len(self.units) and self._is_tail(end):
            return False
        if text in {"e", "E"} or (self.scope.complex and text in {"i", "I"}):
            return False
        head = end
        while head > start and self._is_tail(head - 1):
            head -= 1
        return _is_letter("".join(unit.text for unit in self.units[start:head]))

    def _is_tail(self, at: int) -> bool:
        return self.units[at].lowered or self._is_digit(at)

    def _is_digit(self, at: int) -> bool:
        return at < len(self.units) and self.units[at].text.isdigit()

    def _column(self, at: int) -> int:
        return self.units[at].column if at < len(self.units) else self.run.end

    def _unknown(self, start: int) -> Unreadable:
        """Say which letters belong to nothing: those behind the last that pieces lead up to."""
        reached = {start}
        for here in range(start, len(self.units)):
            if here in reached:
                reached.update(step.after for step in self._steps(here))
        rest = Run(self.units[start:], self.run.end)
        return unknown(rest, max(reached - {len(self.units)}) - start, self.scope)


def _is_letter(text: str) -> bool:
    """Tell whether letters spell one Latin or Greek letter, perhaps with an accent."""
    for accent in ("", *_ACCENTS):
        if text.endswith(accent):
            bare = text.removesuffix(accent)
            if (len(bare) == 1 and bare.isalpha()) or (bare in GREEK and bare != "pi"):
                return True
    return False
