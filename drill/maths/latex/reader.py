r"""LaTeX to its tree, bounded, refusing by name whatever drill cannot show.

Reads what the tables of `commands` list and the constructions named here; nothing is expanded,
defined or run. Length and nesting are limited, so no formula can hold anybody up. Knows nothing of
how a tree is drawn.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from drill.maths.cells import cells
from drill.maths.clean import find_forbidden
from drill.maths.errors import CannotSet
from drill.maths.latex import commands as known
from drill.maths.latex.pairs import paired
from drill.maths.latex.scripts import PLAIN_LOWERED, PLAIN_RAISED
from drill.maths.latex.spelling import spell, spelled
from drill.maths.latex.tree import (
    NOTHING,
    Accented,
    Fenced,
    Fraction,
    Grid,
    Node,
    Role,
    Root,
    Row,
    Scripts,
    Symbol,
    Words,
    depth,
)

LONGEST = 2000
DEEPEST = 24
MOST_COLUMNS = 20

_TOKEN = re.compile(r"\\[A-Za-z]+\*?|\\.|\s+|.", re.DOTALL)
_NUMBER = re.compile(r"\d")
_STARRED = frozenset({r"\operatorname*", r"\align*"})
_SCRIPTS = frozenset({"^", "_", "'", *PLAIN_RAISED, *PLAIN_LOWERED})
_EMPTY = Symbol("", "")
_PRIME = known.COMMANDS["prime"]


@lru_cache(maxsize=1024)
def read(latex: str) -> Node:
    """Read a formula; raise `CannotSet` with one sentence that names what cannot be shown."""
    if len(latex) > LONGEST:
        raise CannotSet(f"a formula of {len(latex)} characters; at most {LONGEST} are shown")
    found = find_forbidden(latex.replace("\n", " "))
    if found is not None:
        raise CannotSet(f"the character {found[1]} does not belong in a formula")
    if not latex.strip():
        raise CannotSet("the formula between the dollar signs is empty")
    tree = _Reader(latex).whole()
    if depth(tree) > DEEPEST:
        raise _too_deep()
    return tree


class _Reader:
    """One pass over the tokens."""

    def __init__(self, latex: str) -> None:
        self.tokens = _tokens(latex)
        self.at = 0
        self.depth = 0

    # --- moving along ---

    def peek(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def take(self) -> str:
        token = self.peek()
        self.at += 1
        return token

    def skip_space(self) -> None:
        while self.peek().isspace():
            self.at += 1

    def deeper(self) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise _too_deep()

    # --- rows and cells ---

    def whole(self) -> Node:
        grid = self.lines(lambda token: token == "")
        if len(grid) == 1 and len(grid[0]) == 1:
            return grid[0][0]
        return Grid("aligned", grid)

    def lines(self, ends: Callable[[str], bool]) -> tuple[tuple[Node, ...], ...]:
        """Read cells up to the closing token, which stays: `&` parts cells, `\\` parts rows."""
        rows: list[tuple[Node, ...]] = []
        row: list[Node] = []
        while True:
            row.append(self.row(lambda token: token in {"&", r"\\"} or ends(token)))
            token = self.peek()
            if token != "&":
                rows.append(tuple(row))
                row = []
            if ends(token):
                break
            self.take()
        if len(rows) > 1 and rows[-1] == (NOTHING,):
            rows.pop()
        if max(len(row) for row in rows) > MOST_COLUMNS or len(rows) > MOST_COLUMNS:
            raise CannotSet(f"more than {MOST_COLUMNS} rows or columns")
        return tuple(rows)

    def row(self, ends: Callable[[str], bool]) -> Node:
        items: list[Node] = []
        self.deeper()
        while True:
            self.skip_space()
            token = self.peek()
            if ends(token):
                break
            if token == "":
                raise CannotSet("something is opened and not closed: a `{`, `\\left` or `\\begin`")
            item = self.item()
            if item is not None:
                items.append(item)
        self.depth -= 1
        folded = paired(items)
        return folded[0] if len(folded) == 1 else Row(tuple(folded))

    # --- one item with its scripts ---

    def item(self) -> Node | None:
        token = self.peek()
        if token in _SCRIPTS:
            base: Node | None = NOTHING
        elif _NUMBER.match(token):
            base = self.number()
        else:
            base = self.single()
        return None if base is None else self.scripted(base)

    def scripted(self, base: Node) -> Node:
        below: Node | None = None
        above: Node | None = None
        primes: list[Node] = []
        while True:
            self.skip_limits()
            token = self.peek()
            if token == "'":
                self.take()
                primes.append(_PRIME)
            elif token == "^" and above is None:
                self.take()
                above = self.argument("^")
            elif token == "_" and below is None:
                self.take()
                below = self.argument("_")
            elif token in PLAIN_RAISED and above is None:
                above = self.typed_script(PLAIN_RAISED)
            elif token in PLAIN_LOWERED and below is None:
                below = self.typed_script(PLAIN_LOWERED)
            elif token in {"^", "_"}:
                where = "superscripts" if token == "^" else "subscripts"
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
            signs.append(_character(forms[self.take()]))
        return signs[0] if len(signs) == 1 else Row(tuple(signs))

    def skip_limits(self) -> None:
        start = self.at
        while self.peek().isspace() or self.peek() in {r"\limits", r"\nolimits"}:
            self.at += 1
        if self.peek() not in _SCRIPTS:
            self.at = start

    def number(self) -> Node:
        digits = self.take()
        while True:
            following = self.tokens[self.at + 1] if self.at + 1 < len(self.tokens) else ""
            if _NUMBER.match(self.peek()):
                digits += self.take()
            elif self.peek() == "." and _NUMBER.match(following):
                digits += self.take()
            else:
                return Symbol(digits, digits)

    def argument(self, command: str) -> Node:
        """Read what a command or script applies to: a group, or the next single thing."""
        self.skip_space()
        token = self.peek()
        if token in {"", "}", "&", r"\\", "^", "_"}:
            raise CannotSet(f"nothing follows `{command}`")
        self.deeper()
        found = self.single()
        self.depth -= 1
        return NOTHING if found is None else found

    def single(self) -> Node | None:
        """Read a group, a command with its arguments, or one character; None if it shows nothing."""
        token = self.take()
        if token == "{":
            return self.group()
        if token == "}":
            raise CannotSet("a `}` without its `{`")
        if token == "&":
            raise CannotSet("`&` stands outside of an environment such as `aligned`")
        if token == "\\":
            raise CannotSet("a backslash at the end of the formula")
        if token.startswith("\\"):
            return self.command(token)
        return _character(token)

    def group(self) -> Node:
        body = self.row(lambda token: token == "}")
        self.take()
        if isinstance(body, Symbol) and body.role is not Role.FENCED:
            return Symbol(body.shown, body.said, Role.ORDINARY if body.shown else body.role)
        return body

    # --- commands ---

    def command(self, token: str) -> Node | None:
        name = token[1:]
        if name in known.COMMANDS:
            return known.COMMANDS[name]
        if name in known.IGNORED:
            return None
        if name in known.ACCENT_COMMANDS:
            return Accented(known.ACCENT_COMMANDS[name], self.argument(token))
        if name in known.TEXT_COMMANDS:
            return Words(_upright(self.verbatim(token)))
        if name in known.LETTERS:
            return _lettered(self.argument(token), known.LETTERS[name])
        if name in known.FONT_COMMANDS:
            return self.argument(token)
        build = _BUILDERS.get(name)
        if build is None:
            raise _unknown(token)
        return build(self, token)

    def verbatim(self, token: str) -> str:
        """Read a group as it is written."""
        self.skip_space()
        if self.take() != "{":
            raise CannotSet(f"`{token}` needs its text in braces")
        parts: list[str] = []
        while self.peek() != "}":
            part = self.take()
            if part == "":
                raise CannotSet(f"the braces of `{token}` are not closed")
            if part == "{":
                raise CannotSet(f"braces inside `{token}` are not understood")
            parts.append(part)
        self.take()
        return "".join(parts)

    def fraction(self, token: str) -> Node:
        return Fraction(self.argument(token), self.argument(token))

    def binomial(self, token: str) -> Node:
        pair = Fraction(self.argument(token), self.argument(token), bar=False)
        return Fenced(known.CHARACTERS["("], pair, known.CHARACTERS[")"])

    def root(self, token: str) -> Node:
        self.skip_space()
        degree: Node | None = None
        if self.peek() == "[":
            self.take()
            degree = self.row(lambda end: end == "]")
            self.take()
        return Root(self.argument(token), degree)

    def named(self, token: str) -> Node:
        """Read `\\operatorname` and `\\mathrm`: a function's name, or one upright letter."""
        self.skip_space()
        name = " ".join(_upright(self.verbatim(token)).split())
        if not name:
            raise CannotSet(f"`{token}` names nothing")
        if token == r"\mathrm" and len(name) == 1:
            return _character(name)
        if name.replace(" ", "") in {"argmax", "argmin"}:
            return known.COMMANDS[name.replace(" ", "")]
        large = token.endswith("*")
        return Symbol(name, spelled(name), Role.LARGE if large else Role.FUNCTION)

    def negated(self, token: str) -> Node:
        sign = self.argument(token)
        opposites = {"=": "ne", "∈": "notin", "∃": "nexists", "|": "nmid"}
        if isinstance(sign, Symbol) and sign.shown in opposites:
            return known.COMMANDS[opposites[sign.shown]]
        raise CannotSet(r"`\not` is understood before `=` and `\in` only")

    def fenced(self, _token: str) -> Node:
        left = self.delimiter(r"\left")
        body = self.row(lambda end: end in {r"\right", r"\end"})
        if self.take() != r"\right":
            raise CannotSet(r"a `\left` without its `\right`")
        return Fenced(left, body, self.delimiter(r"\right"))

    def delimiter(self, command: str) -> Symbol:
        self.skip_space()
        token = self.take()
        if token == ".":
            return _EMPTY
        sign = known.COMMANDS.get(token[1:]) if token.startswith("\\") else None
        if sign is None and token:
            sign = known.CHARACTERS.get(token)
        if sign is None or sign.role not in {Role.OPEN, Role.CLOSE, Role.BAR}:
            raise CannotSet(f"`{command}` needs a bracket behind it, and `{token}` is none")
        return sign

    def stray_right(self, _token: str) -> Node:
        raise CannotSet(r"a `\right` without its `\left`")

    def environment(self, token: str) -> Node:
        name = self.verbatim(token).strip()
        if name not in known.ENVIRONMENTS:
            raise CannotSet(
                f"the environment `{name}` cannot be shown{_instead(name, known.ENVIRONMENTS)}"
            )
        if name == "array":
            self.verbatim(token)
        rows = self.lines(lambda end: end == r"\end")
        self.take()
        closing = self.verbatim(r"\end").strip()
        if closing != name:
            raise CannotSet(f"`\\begin{{{name}}}` is closed by `\\end{{{closing}}}`")
        if name == "cases":
            return Grid("cases", rows, "{")
        if name in known.ALIGNED:
            return Grid("aligned", rows)
        return Grid("matrix", rows, *known.MATRICES[name])

    def stray_end(self, _token: str) -> Node:
        raise CannotSet(r"an `\end` without its `\begin`")

    def stray_row(self, _token: str) -> Node:
        raise CannotSet(r"`\\` stands inside of braces; lines are parted outside of them")


_BUILDERS: dict[str, Callable[[_Reader, str], Node]] = {
    **dict.fromkeys(("frac", "dfrac", "tfrac", "cfrac"), _Reader.fraction),
    **dict.fromkeys(("binom", "dbinom", "tbinom"), _Reader.binomial),
    **dict.fromkeys(("operatorname", "operatorname*", "mathrm"), _Reader.named),
    "sqrt": _Reader.root,
    "not": _Reader.negated,
    "left": _Reader.fenced,
    "right": _Reader.stray_right,
    "begin": _Reader.environment,
    "end": _Reader.stray_end,
    "\\": _Reader.stray_row,
}


def _tokens(latex: str) -> list[str]:
    """Cut a formula into tokens; a star belongs to a command only where that command exists."""
    tokens: list[str] = []
    for token in _TOKEN.findall(latex):
        if len(token) > 2 and token.endswith("*") and token not in _STARRED:
            tokens += [token[:-1], "*"]
        else:
            tokens.append(token)
    return tokens


def _joined(primes: list[Node], above: Node | None) -> Node:
    rest: tuple[Node, ...] = ()
    if above is not None:
        rest = above.items if isinstance(above, Row) else (above,)
    return Row((*primes, *rest))


def _character(token: str) -> Symbol:
    """Give the sign of a character typed as it is."""
    found = known.CHARACTERS.get(token)
    if found is not None:
        return found
    if token == "$":
        raise CannotSet("a dollar sign inside a formula; write `\\$` for the sign itself")
    if cells(token) != 1:
        raise CannotSet(f"the character {token} (U+{ord(token):04X}) is not one cell wide")
    return Symbol(token, spell(token))


def _upright(text: str) -> str:
    """Clean the text of `\\text{…}`: thin spaces and escaped signs mean themselves."""
    plain = re.sub(r"\\[,;: !]", " ", text)
    plain = re.sub(r"\\([%#&_$])", r"\1", plain).replace("~", " ")
    if "\\" in plain:
        raise CannotSet("a command inside `\\text{…}` or a name; only plain text is shown there")
    wide = next((character for character in plain if cells(character) != 1), "")
    if wide:
        raise CannotSet(f"the character {wide} (U+{ord(wide):04X}) is not one cell wide")
    return plain


def _lettered(node: Node, letters: Mapping[str, str]) -> Node:
    """Replace plain letters by those of a font that has signs of its own."""
    if isinstance(node, Symbol):
        return Symbol(letters.get(node.shown, node.shown), node.said, node.role)
    if isinstance(node, Row):
        return Row(tuple(_lettered(item, letters) for item in node.items))
    return node


def _too_deep() -> CannotSet:
    return CannotSet(f"brackets and commands nested more than {DEEPEST} deep")


def _unknown(token: str) -> CannotSet:
    names = [*known.COMMANDS, *known.ACCENT_COMMANDS, *known.TEXT_COMMANDS, *_BUILDERS]
    instead = _instead(token[1:], names, "\\")
    return CannotSet(f"`{token}` is not a command drill can show{instead}")


def _instead(word: str, names: list[str] | tuple[str, ...], mark: str = "") -> str:
    near = difflib.get_close_matches(word[:40], names, n=5, cutoff=0.6)
    near.sort(key=lambda name: name[:1] != word[:1])
    return f"; did you mean `{mark}{near[0]}`?" if near else ""
