"""Typed maths as tokens: numbers, names, functions, signs and brackets, each with its column.

Unicode and LaTeX spellings end here: behind this module a raised `²`, `^2` and `^{2}` differ only
in how firmly they hold together. Knows which letters are which (through `words`), not what may
follow what.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum

from drill.maths import words
from drill.maths.characters import FRACTIONS, LOWERED, RAISED, named, quoted
from drill.maths.errors import Unreadable
from drill.maths.functions import SPELLINGS
from drill.maths.letters import Run, command_at, run_at
from drill.maths.scope import Scope

MOST_TOKENS = 2000
MOST_DIGITS = 50
MOST_EXPONENT = 400


class Kind(Enum):
    """What a token is; signs and brackets are told apart by their text."""

    NUMBER = "number"
    NAME = "name"
    CONSTANT = "constant"
    FUNCTION = "function"
    FRACTION = "fraction"
    SIGN = "sign"
    OPEN = "opening bracket"
    CLOSE = "closing bracket"
    BAR = "bar"
    ROOT = "root sign"
    COMMAND = "command"
    TRANSPOSE = "transpose"
    SUBSCRIPT = "subscript"
    END = "end"


@dataclass(frozen=True, slots=True)
class Token:
    """A token: canonical text, the columns it takes, and whether a space stands before it.

    `raised` marks the sign and the brackets made from superscript characters, `braced` the
    brackets that were LaTeX braces; `base` is the subscript of a logarithm.
    """

    kind: Kind
    text: str
    column: int
    end: int
    spaced: bool = False
    raised: bool = False
    base: str = ""


Ask = Callable[[str, int, str], bool]
"""Told the kind, the column and the question of a doubt; says whether to take the other reading."""

CLOSING = {"(": ")", "[": "]", "{": "}", "⟨": "⟩", "⌊": "⌋", "⌈": "⌉", "begin": "end"}
"""The closing text of each opening bracket; a LaTeX environment is one too."""

ENVIRONMENTS = frozenset({"pmatrix", "bmatrix", "matrix", "smallmatrix"})
"""The environments that hold a matrix; a `pmatrix` of one column or row is a vector."""

_OPENING = frozenset("([{⟨⌊⌈")
_CLOSERS = frozenset(")]}⟩⌋⌉")
_ROOTS = {"√": "2", "∛": "3", "∜": "4"}
_SIGNS = frozenset({*"+-*/^!,;±&", "\\\\"})
_SIGN_COMMANDS = {
    "cdot": "*",
    "times": "*",
    "ast": "*",
    "div": "/",
    "pm": "±",
    "lbrace": "{",
    "rbrace": "}",
    "langle": "⟨",
    "rangle": "⟩",
    "lfloor": "⌊",
    "rfloor": "⌋",
    "lceil": "⌈",
    "rceil": "⌉",
    "{": "{",
    "}": "}",
    "lbrack": "[",
    "rbrack": "]",
    "lvert": "|",
    "rvert": "|",
    "vert": "|",
    "mid": "|",
    "|": "‖",
    "Vert": "‖",
    "lVert": "‖",
    "rVert": "‖",
    "\\": "\\\\",
}
_SPACES = frozenset({",", ";", ":", "!", " ", "quad", "qquad", "displaystyle"})
_SIZES = frozenset(
    (
        "left",
        "right",
        "big",
        "Big",
        "bigg",
        "Bigg",
        "bigl",
        "bigr",
        "Bigl",
        "Bigr",
        "biggl",
        "biggr",
        "Biggl",
        "Biggr",
        "middle",
    )
)
_COMMANDS = {"frac": "frac", "dfrac": "frac", "tfrac": "frac", "cfrac": "frac", "sqrt": "sqrt"}
_REFUSED_COMMANDS = {
    "sum": "a sum over an index",
    "prod": "a product over an index",
    "int": "an integral",
    "lim": "a limit",
    "partial": "a derivative",
    "nabla": "a gradient",
    "binom": "a binomial",
}
_REFUSED_SIGNS = {
    **dict.fromkeys("<>≤≥≠≈≡∈→⇒∼~", "A comparison is not read here; type an expression."),
    **dict.fromkeys("∑∏∫", "Sums, products and integrals are not read; write the result out."),
    **dict.fromkeys("'\"", "A prime stands only left of “=”; write the derivative itself out."),
    **dict.fromkeys("∂∇", "Derivative signs stand only left of “=”; write the derivative out."),
    "%": "A percentage is not read here; write 0.25 for 25 per cent.",
    "°": "Degrees are not read here; write the angle in radians, such as pi/4.",
    "$": "A “$” belongs at both ends of the answer, or nowhere.",
    "∓": "“∓” is not read here; write the two values as {a, b}.",
    "=": "An equation has one “=”, outside all brackets.",
    ":": "A colon is not read here; write a / for a division.",
    "_": "A subscript belongs right behind a name, such as w_1.",
    "@": "“@” is not read here; write A*x, or dot(u, v).",
}


@dataclass(frozen=True, slots=True)
class Source:
    """Plain text and how to read it: with `typed`, letters that stand together are one name."""

    text: str
    scope: Scope
    typed: bool
    ask: Ask


def tokenise(source: Source, start: int, stop: int) -> list[Token]:
    """Cut the text between two columns into tokens; an END token closes the list.

    Raises `Unreadable` at the first thing that means nothing.
    """
    return _Tokeniser(source, start, stop).run()


class _Tokeniser:
    """One pass over the text; each step reads one thing and moves the column on."""

    def __init__(self, source: Source, start: int, stop: int) -> None:
        self.source = source
        self.text = source.text
        self.scope = source.scope
        self.typed = source.typed
        self.ask = source.ask
        self.at = start
        self.stop = stop
        self.spaced = False
        self.tokens: list[Token] = []

    def run(self) -> list[Token]:
        while self.at < self.stop:
            character = self.text[self.at]
            if character == " ":
                self.at += 1
                self.spaced = True
            else:
                self._one(character)
            if len(self.tokens) > MOST_TOKENS:
                raise Unreadable("The text is too long to be one answer.", self.at)
        self._add(Kind.END, "", self.stop, self.stop)
        return self.tokens

    def _add(self, kind: Kind, text: str, column: int, end: int, base: str = "") -> None:
        self.tokens.append(Token(kind, text, column, end, self.spaced, base=base))
        self.spaced = False
        self.at = end

    def _one(self, character: str) -> None:
        at = self.at
        if character.isascii() and (character.isdigit() or character == "."):
            self._number()
        elif character == "\\":
            self._command()
        elif character in RAISED:
            self._raised()
        elif character == "ᵀ":
            self._add(Kind.TRANSPOSE, "T", at, at + 1)
        elif character in FRACTIONS:
            self._add(Kind.FRACTION, character, at, at + 1)
        elif character in _ROOTS:
            self._add(Kind.ROOT, _ROOTS[character], at, at + 1)
        elif character == "∞":
            self._add(Kind.CONSTANT, "inf", at, at + 1)
        elif character == "∅":
            self._empty_set(at, at + 1)
        elif character in {"_", *LOWERED} and self._after_norm():
            self._norm_subscript()
        elif (run := run_at(self.text, at, self.stop)) is not None:
            self._word(run)
        else:
            self._sign(character, at, at + 1)

    def _sign(self, character: str, at: int, end: int) -> None:
        if character == "*" and self.text[at : at + 2] == "**":
            self._add(Kind.SIGN, "^", at, at + 2)
        elif character == "<" and self._opens_here():
            self._add(Kind.OPEN, "⟨", at, end)
        elif character == ">" and any(token.text == "⟨" for token in self.tokens):
            self._add(Kind.CLOSE, "⟩", at, end)
        elif character in _OPENING:
            self._add(Kind.OPEN, character, at, end)
        elif character in _CLOSERS:
            self._add(Kind.CLOSE, character, at, end)
        elif character in {"|", "‖"}:
            self._add(Kind.BAR, character, at, end)
        elif character in _SIGNS:
            self._add(Kind.SIGN, character, at, end)
        else:
            raise Unreadable(
                _REFUSED_SIGNS.get(character, f"{named(character)} has no meaning here."), at
            )

    def _opens_here(self) -> bool:
        """Tell whether a `<` begins a vector: nothing stands before it that could be compared."""
        return not self.tokens or self.tokens[-1].kind in {Kind.SIGN, Kind.OPEN}

    def _number(self) -> None:
        at = self.at
        end = self._digits(at)
        if self.text[end : end + 1] == ".":
            end = self._digits(end + 1)
        mantissa = self.text[at:end]
        if mantissa == ".":
            raise Unreadable("A point alone is not a number; write 0.5 or 3.", at)
        exponent, after = self._exponent(end, mantissa)
        self._check_number(mantissa, exponent, at, after)
        whole, point, part = mantissa.partition(".")
        digits = (whole or "0") + (point + part if part else "")
        self._add(Kind.NUMBER, digits + (f"e{exponent}" if after > end else ""), at, after)

    def _digits(self, at: int) -> int:
        while at < self.stop and self.text[at].isascii() and self.text[at].isdigit():
            at += 1
        return at

    def _exponent(self, at: int, mantissa: str) -> tuple[int, int]:
        """Read the `e-3` of `1e-3`: its value and the column after it."""
        letter = self.text[at : min(at + 1, self.stop)]
        if letter not in {"e", "E"} or letter in self.scope.variables:
            return 0, at
        signed = self.text[at + 1 : min(at + 2, self.stop)] in {"+", "-"}
        end = self._digits(at + 1 + signed)
        if end == at + 1 + signed:
            return 0, at
        if end - at > 8:
            raise Unreadable("The exponent of this number is too large.", at)
        if (
            signed
            and not self.typed
            and "." not in mantissa
            and mantissa != "1"
            and self.ask("scientific", self.at, self._doubt(mantissa, at, end))
        ):
            return 0, at
        return int(self.text[at + 1 : end]), end

    def _doubt(self, mantissa: str, at: int, end: int) -> str:
        sign, rest = self.text[at + 1], self.text[at + 2 : end]
        return (
            f"Is {quoted(self.text[self.at : end])} the number {mantissa}·10^{sign}{rest},"
            f" or {mantissa}·e {sign} {rest}?".replace("^+", "^")
        )

    def _check_number(self, mantissa: str, exponent: int, at: int, end: int) -> None:
        if len(mantissa) - mantissa.count(".") > MOST_DIGITS:
            raise Unreadable(f"A number may have at most {MOST_DIGITS} digits.", at)
        if abs(exponent) > MOST_EXPONENT:
            raise Unreadable(
                f"The exponent of a number may be at most {MOST_EXPONENT} either way.", at
            )
        if self.text[end : min(end + 1, self.stop)] == ".":
            raise Unreadable("This number has two points; write it with one, such as 0.5.", end)
        if self.text[end : min(end + 1, self.stop)] == "_":
            raise Unreadable("A number has no subscript; write its digits together.", end)

    def _raised(self) -> None:
        """Read superscript characters as `^( … )`, keeping their columns."""
        start = self.at
        end = start
        while end < self.stop and self.text[end] in RAISED:
            end += 1
        inside = "".join(RAISED[character] for character in self.text[start:end])
        if inside == "T":
            self._add(Kind.TRANSPOSE, "T", start, end)
            return
        lowered = replace(self.source, text=self.text[:start] + inside + self.text[end:])
        tokens = tokenise(lowered, start, end)
        self.tokens += [
            Token(Kind.SIGN, "^", start, start, self.spaced, raised=True),
            Token(Kind.OPEN, "(", start, start, raised=True),
            *tokens[:-1],
            Token(Kind.CLOSE, ")", end, end, raised=True),
        ]
        self.spaced = False
        self.at = end

    def _word(self, run: Run) -> None:
        if run.text in {"T", "top", "intercal"} and self._is_transpose():
            self._add(Kind.TRANSPOSE, "T", run.units[0].column, run.end)
            return
        bracket = self.text[run.end : min(run.end + 1, self.stop)] == "("
        if self.typed:
            self._pieces(words.Split((words.whole(run, self.scope, bracket=bracket),), run.end))
            return
        usual = words.split(run, self.scope, bracket=bracket)
        other = words.split(run, self.scope, bracket=bracket, unlikely=True)
        if usual != other and self.ask("word", self.at, _word_doubt(self.text, usual, other)):
            usual = other
        self._pieces(usual)

    def _pieces(self, split: words.Split) -> None:
        for piece in split.pieces:
            self._add(Kind(piece.role.value), piece.text, piece.column, piece.end, piece.base)
        self.at = split.end

    def _is_transpose(self) -> bool:
        """Tell whether a `T` stands as the exponent of something that may be a matrix."""
        if "T" in self.scope.variables or self.typed:
            return False
        before = (
            self.tokens[-2:] if self.tokens and self.tokens[-1].text == "{" else self.tokens[-1:]
        )
        caret = bool(before) and before[0].text == "^" and not before[0].raised
        base = self.tokens[-len(before) - 1] if len(self.tokens) > len(before) else None
        return caret and base is not None and base.kind in {Kind.NAME, Kind.CLOSE, Kind.TRANSPOSE}

    def _after_norm(self) -> bool:
        return bool(self.tokens) and self.tokens[-1].kind is Kind.BAR and not self.spaced

    def _norm_subscript(self) -> None:
        """Read the `_2` behind `‖x‖`: the Euclidean norm is the only one known."""
        end = self.at + 1
        while end < self.stop and (self.text[end] in LOWERED or self.text[end] in "{2}"):
            end += 1
        written = self.text[self.at : end]
        if "".join(LOWERED.get(character, character) for character in written).strip("_{}") != "2":
            raise Unreadable(
                "Only the Euclidean norm ‖x‖ is read; leave its subscript out.", self.at
            )
        self._add(Kind.SUBSCRIPT, "2", self.at, end)

    def _command(self) -> None:
        at = self.at
        name = command_at(self.text, at, self.stop)
        end = at + 1 + len(name)
        if name in _SPACES or name in _SIZES:
            self.at = end
            self.spaced = self.spaced or name in _SPACES
        elif name in _SIGN_COMMANDS:
            self._sign(_SIGN_COMMANDS[name], at, end)
        elif name in _COMMANDS:
            self._add(Kind.COMMAND, _COMMANDS[name], at, end)
        elif name in {"begin", "end"}:
            self._environment(name, at, end)
        elif name == "infty":
            self._add(Kind.CONSTANT, "inf", at, end)
        elif name in {"top", "intercal"}:
            self._add(Kind.TRANSPOSE, "T", at, end)
        elif name == "emptyset":
            self._empty_set(at, end)
        elif name in SPELLINGS and name != "sigma":
            self._function_command(name)
        elif (run := run_at(self.text, at, self.stop)) is not None:
            self._word(run)
        else:
            raise _unknown_command(name, at)

    def _environment(self, name: str, at: int, end: int) -> None:
        r"""Read `\begin{pmatrix}` and its end as brackets."""
        close = self.text.find("}", end, self.stop)
        environment = self.text[end + 1 : close].removesuffix("*")
        if close < 0 or self.text[end] != "{" or environment not in ENVIRONMENTS:
            raise Unreadable(
                "Of LaTeX environments only matrices are read, such as \\begin{pmatrix}.", at
            )
        kind = Kind.OPEN if name == "begin" else Kind.CLOSE
        self._add(kind, name, at, close + 1, environment)

    def _empty_set(self, at: int, end: int) -> None:
        self._add(Kind.OPEN, "{", at, end)
        self._add(Kind.CLOSE, "}", end, end)

    def _function_command(self, name: str) -> None:
        r"""Read `\sin`, and `\log_2` with its base; letters behind it are not part of it."""
        run = run_at(self.text, self.at + 1, self.stop)
        units = run.units if run is not None else ()
        count = len(name)
        while count < len(units) and units[count].lowered:
            count += 1
        end = units[count].column if count < len(units) else run.end if run is not None else 0
        self._pieces(words.split(Run(units[:count], end), Scope()))


def _word_doubt(text: str, usual: words.Split, other: words.Split) -> str:
    end = max(usual.end, other.end)
    first, second = (
        "·".join(
            [piece.text for piece in split.pieces] + [text[split.end : end]] * (split.end < end)
        )
        for split in (usual, other)
    )
    return f"Is {quoted(text[usual.pieces[0].column : end])} meant as {first}, or as {second}?"


def _unknown_command(name: str, column: int) -> Unreadable:
    if not name:
        return Unreadable("A backslash begins a LaTeX command such as \\frac{a}{b}.", column)
    if name in _REFUSED_COMMANDS:
        return Unreadable(
            f"\\{name} is not read here; write {_REFUSED_COMMANDS[name]} out as an expression.",
            column,
        )
    written = quoted(f"\\{name}")
    return Unreadable(f"The LaTeX command {written} is not known here; write it out.", column)
