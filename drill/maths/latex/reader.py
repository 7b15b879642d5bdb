r"""LaTeX to its tree, bounded, refusing by name whatever drill cannot show.

Reads what the tables of `commands` list and the constructions named here; nothing is expanded,
defined or run. Length and nesting are limited, so no formula can hold anybody up. Knows nothing of
how a tree is drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType

from drill.maths.clean import find_forbidden
from drill.maths.errors import CannotSet
from drill.maths.latex import commands as known
from drill.maths.latex.cursor import DEEPEST, too_deep
from drill.maths.latex.rows import Rows
from drill.maths.latex.signs import lettered, sign_of, upright
from drill.maths.latex.spelling import spelled
from drill.maths.latex.tree import (
    Accented,
    Fenced,
    Fraction,
    Grid,
    Node,
    Role,
    Root,
    Symbol,
    Words,
    depth,
)

LONGEST = 2000

_EMPTY = Symbol("", "")
_OPPOSITES = MappingProxyType({"=": "ne", "∈": "notin", "∃": "nexists", "|": "nmid"})


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
    tree = Reader(latex).whole()
    if depth(tree) > DEEPEST:
        raise too_deep()
    return tree


class Reader(Rows):
    """Reads commands, each by the table it is in or by a construction of its own."""

    def command(self, lexeme: str) -> Node | None:
        """Read a command by its table, or by what is written here for it."""
        name = lexeme[1:]
        if name in known.COMMANDS:
            return known.COMMANDS[name]
        if name in known.IGNORED:
            return None
        if name in known.ACCENT_COMMANDS:
            return Accented(known.ACCENT_COMMANDS[name], self.argument(lexeme))
        if name in known.TEXT_COMMANDS:
            return Words(upright(self.verbatim(lexeme)))
        if name in known.LETTERS:
            return lettered(self.argument(lexeme), known.LETTERS[name])
        if name in known.FONT_COMMANDS:
            return self.argument(lexeme)
        build = _BUILDERS.get(name)
        if build is None:
            raise _unknown(lexeme)
        return build(self, lexeme)

    def fraction(self, lexeme: str) -> Node:
        """Read the two sides of a fraction."""
        return Fraction(self.argument(lexeme), self.argument(lexeme))

    def binomial(self, lexeme: str) -> Node:
        """Read the two sides of a binomial coefficient."""
        pair = Fraction(self.argument(lexeme), self.argument(lexeme), bar=False)
        return Fenced(known.CHARACTERS["("], pair, known.CHARACTERS[")"])

    def root(self, lexeme: str) -> Node:
        """Read a root, perhaps with its degree."""
        self.skip_space()
        degree: Node | None = None
        if self.peek() == "[":
            self.take()
            degree = self.row(lambda end: end == "]")
            self.take()
        return Root(self.argument(lexeme), degree)

    def named(self, lexeme: str) -> Node:
        r"""Read `\operatorname` and `\mathrm`: a function's name, or one upright letter."""
        self.skip_space()
        name = " ".join(upright(self.verbatim(lexeme)).split())
        if not name:
            raise CannotSet(f"`{lexeme}` names nothing")
        if lexeme == r"\mathrm" and len(name) == 1:
            return sign_of(name)
        if name.replace(" ", "") in {"argmax", "argmin"}:
            return known.COMMANDS[name.replace(" ", "")]
        large = lexeme.endswith("*")
        return Symbol(name, spelled(name), Role.LARGE if large else Role.FUNCTION)

    def negated(self, lexeme: str) -> Node:
        """Read the opposite of a relation."""
        sign = self.argument(lexeme)
        if isinstance(sign, Symbol) and sign.shown in _OPPOSITES:
            return known.COMMANDS[_OPPOSITES[sign.shown]]
        raise CannotSet(r"`\not` is understood before `=` and `\in` only")

    def fenced(self, _token: str) -> Node:
        """Read what stands between `left` and `right`."""
        left = self.delimiter(r"\left")
        body = self.row(lambda end: end in {r"\right", r"\end"})
        if self.take() != r"\right":
            raise CannotSet(r"a `\left` without its `\right`")
        return Fenced(left, body, self.delimiter(r"\right"))

    def delimiter(self, command: str) -> Symbol:
        """Read the bracket behind `left` or `right`; a dot is none."""
        self.skip_space()
        lexeme = self.take()
        if lexeme == ".":
            return _EMPTY
        sign = known.COMMANDS.get(lexeme[1:]) if lexeme.startswith("\\") else None
        if sign is None and lexeme:
            sign = known.CHARACTERS.get(lexeme)
        if sign is None or sign.role not in {Role.OPEN, Role.CLOSE, Role.BAR}:
            raise CannotSet(f"`{command}` needs a bracket behind it, and `{lexeme}` is none")
        return sign

    def stray_right(self, _token: str) -> Node:
        """Refuse a closing without its opening."""
        raise CannotSet(r"a `\right` without its `\left`")

    def environment(self, lexeme: str) -> Node:
        """Read an environment: a matrix, cases, or aligned lines."""
        name = self.verbatim(lexeme).strip()
        if name not in known.ENVIRONMENTS:
            raise CannotSet(
                f"the environment `{name}` cannot be shown{_instead(name, known.ENVIRONMENTS)}"
            )
        if name == "array":
            self.verbatim(lexeme)
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
        """Refuse an end without its beginning."""
        raise CannotSet(r"an `\end` without its `\begin`")

    def stray_row(self, _token: str) -> Node:
        """Refuse a new line where there are no lines."""
        raise CannotSet(r"`\\` stands inside of braces; lines are parted outside of them")


_BUILDERS: Mapping[str, Callable[[Reader, str], Node]] = {
    **dict.fromkeys(("frac", "dfrac", "tfrac", "cfrac"), Reader.fraction),
    **dict.fromkeys(("binom", "dbinom", "tbinom"), Reader.binomial),
    **dict.fromkeys(("operatorname", "operatorname*", "mathrm"), Reader.named),
    "sqrt": Reader.root,
    "not": Reader.negated,
    "left": Reader.fenced,
    "right": Reader.stray_right,
    "begin": Reader.environment,
    "end": Reader.stray_end,
    "\\": Reader.stray_row,
}


def _unknown(lexeme: str) -> CannotSet:
    names = [*known.COMMANDS, *known.ACCENT_COMMANDS, *known.TEXT_COMMANDS, *_BUILDERS]
    instead = _instead(lexeme[1:], names, "\\")
    return CannotSet(f"`{lexeme}` is not a command drill can show{instead}")


def _instead(word: str, names: Iterable[str], mark: str = "") -> str:
    import difflib  # only a mistake needs it

    near = difflib.get_close_matches(word[:40], list(names), n=5, cutoff=0.6)
    near.sort(key=lambda name: name[:1] != word[:1])
    return f"; did you mean `{mark}{near[0]}`?" if near else ""
