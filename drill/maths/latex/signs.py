"""Single characters, names and texts of a formula as nodes."""

from __future__ import annotations

import re
from collections.abc import Mapping

from drill.maths.cells import cells
from drill.maths.errors import CannotSet
from drill.maths.latex.commands import CHARACTERS
from drill.maths.latex.spelling import spell
from drill.maths.latex.tree import Node, Row, Symbol


def sign_of(lexeme: str) -> Symbol:
    """Give the sign of a character typed as it is."""
    found = CHARACTERS.get(lexeme)
    if found is not None:
        return found
    if lexeme == "$":
        raise CannotSet("a dollar sign inside a formula; write `\\$` for the sign itself")
    if cells(lexeme) != 1:
        raise CannotSet(f"the character {lexeme} (U+{ord(lexeme):04X}) is not one cell wide")
    return Symbol(lexeme, spell(lexeme))


def upright(text: str) -> str:
    r"""Clean the text of `\text{…}`: thin spaces and escaped signs mean themselves."""
    plain = re.sub(r"\\[,;: !]", " ", text)
    plain = re.sub(r"\\([%#&_$])", r"\1", plain).replace("~", " ")
    if "\\" in plain:
        raise CannotSet("a command inside `\\text{…}` or a name; only plain text is shown there")
    wide = next((character for character in plain if cells(character) != 1), "")
    if wide:
        raise CannotSet(f"the character {wide} (U+{ord(wide):04X}) is not one cell wide")
    return plain


def lettered(node: Node, letters: Mapping[str, str]) -> Node:
    """Replace plain letters by those of a font that has signs of its own."""
    if isinstance(node, Symbol):
        return Symbol(letters.get(node.shown, node.shown), node.said, node.role)
    if isinstance(node, Row):
        return Row(tuple(lettered(item, letters) for item in node.items))
    return node
