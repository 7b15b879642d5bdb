r"""A run of letters and digits as written, in units: the raw material of names.

One letter is one unit, however it was typed: `θ` and `\theta` are the unit `theta`, `ŷ` and
`\hat{y}` are `yhat`. A run joins what stands together (`w1x`); where one name ends and the next
begins is for `words` to say, which knows the declared names.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from drill.maths.errors import Unreadable
from drill.maths.functions import GREEK, GREEK_NAMES
from drill.maths.reading.characters import ACCENTS, LOWERED

_SPELLED_ACCENTS = frozenset({"hat", "bar", "tilde"})
_ACCENT_COMMANDS = {
    "hat": "hat",
    "widehat": "hat",
    "bar": "bar",
    "overline": "bar",
    "tilde": "tilde",
    "dot": "dot",
}
_TEXT_COMMANDS = frozenset(
    (
        "mathrm",
        "mathit",
        "mathbf",
        "mathsf",
        "mathcal",
        "boldsymbol",
        "bm",
        "operatorname",
        "text",
        "textrm",
        "textit",
        "vec",
    )
)
_VARIANTS = {
    "varepsilon": "epsilon",
    "vartheta": "theta",
    "varphi": "phi",
    "varrho": "rho",
    "varsigma": "sigma",
}


@dataclass(frozen=True, slots=True)
class Unit:
    """One letter, digit or accent mark by its canonical spelling, and where it stands."""

    text: str
    column: int
    lowered: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """Units that stand together, and the column after them."""

    units: tuple[Unit, ...]
    end: int

    @property
    def text(self) -> str:
        """The run as one canonical spelling."""
        return "".join(unit.text for unit in self.units)


def run_at(text: str, start: int, stop: int) -> Run | None:
    """Read the run of letters that starts at a column of plain text; None if none starts there."""
    first = _command_units(text, start, stop) or _letter(text, start, stop)
    if first is None:
        return None
    units, at = first
    bare = text[start] != "\\"
    while at < stop:
        lowered = _subscript(text, at, stop, units[-1])
        following = lowered or (_letter(text, at, stop) if bare else None) or _digit(text, at)
        if following is None:
            break
        units += following[0]
        at = following[1]
    return Run(units, at)


def command_at(text: str, start: int, stop: int) -> str:
    """Give the name of the LaTeX command at a column: `frac`, or the one character behind it."""
    if start >= stop or text[start] != "\\":
        return ""
    end = start + 1
    while end < stop and text[end].isascii() and text[end].isalpha():
        end += 1
    return text[start + 1 : max(end, min(start + 2, stop))]


_Units = tuple[tuple[Unit, ...], int]


def _letter(text: str, at: int, stop: int) -> _Units | None:
    character = text[at]
    if character == "∇":
        return (Unit("grad", at),), at + 1
    if character.isascii():
        if not character.isalpha():
            return None
        spelled = character
    elif character in GREEK_NAMES:
        spelled = GREEK_NAMES[character]
    else:
        return _composed(character, at)
    if at + 1 < stop and text[at + 1] in ACCENTS:
        return (Unit(spelled + ACCENTS[text[at + 1]], at),), at + 2
    return (Unit(spelled, at),), at + 1


def _composed(character: str, at: int) -> _Units | None:
    """Read a letter that carries its accent in the same character, such as `ŷ`."""
    parts = unicodedata.normalize("NFD", character)
    if len(parts) == 2 and parts[0].isascii() and parts[1] in ACCENTS:
        return (Unit(parts[0] + ACCENTS[parts[1]], at),), at + 1
    return None


def _digit(text: str, at: int) -> _Units | None:
    if text[at].isascii() and text[at].isdigit():
        return (Unit(text[at], at),), at + 1
    return None


def _subscript(text: str, at: int, stop: int, before: Unit) -> _Units | None:
    """Read `_1`, `_{12}`, `_i`, `_max`, `_hat` or subscript characters behind a unit."""
    if text[at] in LOWERED:
        plain = LOWERED[text[at]]
        joined = plain.isdigit() or (before.lowered and not before.text[-1].isdigit())
        return (Unit(plain if joined else f"_{plain}", at, lowered=True),), at + 1
    if text[at] != "_" or at + 1 >= stop:
        return None
    if text[at + 1] == "{":
        return _braced_subscript(text, at, stop, before)
    end = at + 1
    while end < stop and text[end].isascii() and text[end].isdigit():
        end += 1
    if end > at + 1:
        return _lowered_digits(text[at + 1 : end], at, before), end
    while end < stop and text[end].isascii() and text[end].isalpha():
        end += 1
    if text[at + 1 : end] in _SPELLED_ACCENTS:
        return (Unit(text[at + 1 : end], at),), end
    letter = _command_units(text, at + 1, stop) or _letter(text, at + 1, stop)
    if letter is None:
        return None
    first, *rest = letter[0]
    return (Unit(f"_{first.text}", at, lowered=True), *rest), letter[1]


def _lowered_digits(digits: str, at: int, before: Unit) -> tuple[Unit, ...]:
    mark = "_" if before.text[-1].isdigit() else ""
    return (Unit(mark + digits, at, lowered=True),)


def _braced_subscript(text: str, at: int, stop: int, before: Unit) -> _Units:
    start = at + 2
    upright = command_at(text, start, stop)
    nested = upright in _TEXT_COMMANDS and text.startswith("{", start + 1 + len(upright))
    if nested:
        start += 2 + len(upright)
    end = text.find("}", start, stop)
    if end < 0 or (nested and not text.startswith("}", end + 1, stop)):
        raise Unreadable("The “{” of this subscript is never closed.", at + 1)
    inside = text[start:end].replace(" ", "")
    after = end + 1 + nested
    if inside.isascii() and inside.isdigit():
        return _lowered_digits(inside, at, before), after
    run = _braced(text, start, end)
    if run is None:
        raise Unreadable("A subscript is a number or a name, such as w_1 or x_{max}.", at + 1)
    if run.text in _SPELLED_ACCENTS:
        return (Unit(run.text, at),), after
    return (Unit(f"_{run.text}", at, lowered=True),), after


def _braced(text: str, start: int, end: int) -> Run | None:
    """Read the one name between two braces; braces do not nest here, which bounds the recursion."""
    if start >= end or "{" in text[start:end]:
        return None
    run = run_at(text, start, end)
    return run if run is not None and run.end == end else None


def _command_units(text: str, at: int, stop: int) -> _Units | None:
    """Read a LaTeX command that stands for letters: a Greek letter, an accent, upright text."""
    name = command_at(text, at, stop)
    if not name:
        return None
    after = at + 1 + len(name)
    spelled = _VARIANTS.get(name, name)
    if spelled in GREEK:
        return (Unit(spelled, at),), after
    if name not in _ACCENT_COMMANDS and name not in _TEXT_COMMANDS:
        return None
    end = text.find("}", after, stop)
    if text[after : after + 1] != "{" or end < 0:
        raise Unreadable(f"\\{name} needs a name in braces, such as \\{name}{{y}}.", at)
    run = _braced(text, after + 1, end)
    if run is None:
        raise Unreadable(f"\\{name}{{…}} holds one name made of letters and digits.", after)
    if name in _ACCENT_COMMANDS:
        return (Unit(run.text + _ACCENT_COMMANDS[name], at),), end + 1
    return run.units, end + 1
