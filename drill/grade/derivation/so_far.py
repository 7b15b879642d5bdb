"""How the line that is being typed is read, under the names that the lines above it gave.

Nothing is judged or worked out here: a derivative sign is shown as the sign it is. It needs the
reader alone, so that it answers while the worker still starts.
"""

from __future__ import annotations

from drill.grade.derivation.given import derivation_of
from drill.grade.derivation.names import Names, names_of
from drill.grade.derivation.sides import Line, lines_of, statements
from drill.grade.derivation.symbols import Typed, read_line
from drill.grade.part import Part
from drill.maths.errors import MathsError
from drill.maths.show import line
from drill.maths.tree import Name
from drill.value import Value


class ReadLine(Value):
    """A line as it was read, and the question that an ambiguous one raises."""

    text: str = ""
    asks: str = ""


def read_so_far(part: Part, text: str) -> ReadLine:
    """Read the last line of what stands there; raises `Unreadable` where it cannot be."""
    above, _, last = text.rpartition("\n")
    if not last.strip():
        return ReadLine()
    try:
        known = names_of(derivation_of(part))
    except MathsError:  # its author made a slip, which the verdict will say
        return ReadLine()
    for earlier in above.splitlines():
        known = _behind(known, earlier)
    read: list[str] = []
    asks = ""
    for statement in statements(last):
        said = []
        for piece in lines_of(statement, known):
            typed = read_line(piece.text, known)
            doubts = typed.reading.ambiguities
            asks = asks or (doubts[0].question if doubts else "")
            said.append(_shown(typed))
            known = _with_name(known, piece, typed)
            label = _label(piece)
        read.append(" = ".join([*([label] if label else []), *said]))
    return ReadLine(", ".join(read), asks)


def _behind(known: Names, text: str) -> Names:
    """Take the names that a line gave; one that cannot be read gave none."""
    try:
        for statement in statements(text):
            for piece in lines_of(statement, known):
                if piece.names:
                    known = _with_name(known, piece, read_line(piece.text, known))
    except (MathsError, LookupError):
        return known
    return known


def _with_name(known: Names, piece: Line, typed: Typed) -> Names:
    if piece.names and known.free(piece.names):
        return known.with_definition(piece.names, typed.worked_out)
    return known


def _label(piece: Line) -> str:
    """Say what a line gives a name or is the slope of; nothing where it is a step."""
    if piece.names:
        return line(Name(piece.names))
    if piece.slope_of is None:
        return ""
    of, wrt = piece.slope_of
    return f"d{line(Name(of))}/d{line(Name(wrt))}"


def _shown(typed: Typed) -> str:
    """Show a line with its derivative signs, the last ones first: slope₁ begins slope₁₂."""
    text = line(typed.tree)
    for name, symbol in reversed(list(typed.symbols.items())):
        text = text.replace(line(Name(name)), symbol.text)
    return text
