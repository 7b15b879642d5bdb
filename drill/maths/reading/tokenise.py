"""Plain text cut into tokens, in one pass.

Knows which letters are which (through `words`), not what may follow what.
"""

from __future__ import annotations

from dataclasses import replace

from drill.maths.errors import Unreadable
from drill.maths.functions import GREEK, SPELLINGS
from drill.maths.reading import words
from drill.maths.reading.characters import FRACTIONS, LOWERED, RAISED, quoted
from drill.maths.reading.digits import digits_at
from drill.maths.reading.letters import Run, command_at, run_at
from drill.maths.reading.signs import (
    CLOSERS,
    COMMANDS,
    OPENING,
    ROOTS,
    SIGN_COMMANDS,
    SIGNS,
    SIZES,
    SPACES,
    is_refused,
    refused_command,
    refused_sign,
)
from drill.maths.reading.tokens import ENVIRONMENTS, Kind, Source, Token

MOST_TOKENS = 2000

_SUBSCRIPTS = frozenset({"_", *LOWERED})
_KINDS = {
    **dict.fromkeys(OPENING, Kind.OPEN),
    **dict.fromkeys(CLOSERS, Kind.CLOSE),
    **dict.fromkeys("|‖", Kind.BAR),
    **dict.fromkeys(SIGNS, Kind.SIGN),
}
_MEANT = {role: Kind(role.value) for role in words.Role}


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
        self.cuts: words.Cuts | None = None

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
        if character.isascii():
            self._ascii(character, at)
        elif character in RAISED:
            self._raised()
        elif character == "ᵀ":
            self._add(Kind.TRANSPOSE, "T", at, at + 1)
        elif character in FRACTIONS:
            self._add(Kind.FRACTION, character, at, at + 1)
        elif character in ROOTS:
            self._add(Kind.ROOT, ROOTS[character], at, at + 1)
        elif character == "∞":
            self._add(Kind.CONSTANT, "inf", at, at + 1)
        elif character == "∅":
            self._empty_set(at, at + 1)
        elif character in _SUBSCRIPTS and self._after_norm():
            self._norm_subscript()
        elif not self._letters(at):
            self._sign(character, at, at + 1)

    def _ascii(self, character: str, at: int) -> None:
        """Read what starts with a character that needs no looking up."""
        if character.isdigit() or character == ".":
            number = digits_at(self.source, at, self.stop)
            self._add(Kind.NUMBER, number.text, at, number.end)
        elif character == "\\":
            self._command()
        elif character.isalpha() and self._letters(at):
            pass
        elif character == "_" and self._after_norm():
            self._norm_subscript()
        else:
            self._sign(character, at, at + 1)

    def _sign(self, character: str, at: int, end: int) -> None:
        if character == "*" and self.text[at : at + 2] == "**":
            self._add(Kind.SIGN, "^", at, at + 2)
        elif character == "<" and self._opens_here():
            self._add(Kind.OPEN, "⟨", at, end)
        elif character == ">" and any(token.text == "⟨" for token in self.tokens):
            self._add(Kind.CLOSE, "⟩", at, end)
        elif (kind := _KINDS.get(character)) is not None:
            self._add(kind, character, at, end)
        else:
            raise refused_sign(character, at)

    def _opens_here(self) -> bool:
        """Tell whether a `<` begins a vector: nothing stands before it that could be compared."""
        return not self.tokens or self.tokens[-1].kind in {Kind.SIGN, Kind.OPEN}

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

    def _letters(self, at: int) -> bool:
        """Read the letters at a column, if there are any."""
        if self.cuts is not None and (unit := self.cuts.unit_at(at)) is not None:
            self._cut(self.cuts, unit)
            return True
        run = run_at(self.text, at, self.stop)
        if run is not None:
            self._word(run)
        return run is not None

    def _word(self, run: Run) -> None:
        if self._is_transpose(run):
            self._add(Kind.TRANSPOSE, "T", run.units[0].column, run.units[0].column + 1)
            return
        bracket = self.text[run.end : min(run.end + 1, self.stop)] == "("
        if self.typed:
            self._pieces(words.Split((words.whole(run, self.scope, bracket=bracket),), run.end))
            return
        if letter := words.one_letter(run, self.scope):
            self._pieces(letter)
            return
        self.cuts = words.cuts(run, self.scope, bracket=bracket)
        self._cut(self.cuts, 0)

    def _cut(self, cuts: words.Cuts, unit: int) -> None:
        """Take what a run says from a unit on; numbers in between are left to be read as such."""
        usual, other = cuts.both(unit)
        if usual != other and self.ask("word", self.at, _word_doubt(self.text, usual, other)):
            usual = other
        self._pieces(usual)

    def _pieces(self, split: words.Split) -> None:
        for piece in split.pieces:
            self._add(_MEANT[piece.role], piece.text, piece.column, piece.end, piece.base)
        self.at = split.end

    def _is_transpose(self, run: Run) -> bool:
        """Tell whether a run starts with the `T` of a transpose: `x^T`, `x^TAx`."""
        text = run.text
        declared = tuple(name for name in self.scope.variables if name.startswith("T"))
        if self.typed or text[0] != "T" or text in GREEK or text.startswith(declared):
            return False
        braced = bool(self.tokens) and self.tokens[-1].text == "{"
        before = self.tokens[-2:] if braced else self.tokens[-1:]
        if not before or before[0].text != "^" or before[0].raised:
            return False
        base = self.tokens[-len(before) - 1 : -len(before)]
        if not base or base[0].kind not in {Kind.NAME, Kind.CLOSE, Kind.TRANSPOSE}:
            return False
        if base[0].text in {"]", "⟩", "end"}:
            return True
        question = "Is the T a transpose, or a variable in the exponent?"
        return not (self.scope.free and self.ask("transpose", self.at, question))

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
        if name in SPACES or name in SIZES:
            self.at = end
            self.spaced = self.spaced or name in SPACES
        elif name in SIGN_COMMANDS:
            self._sign(SIGN_COMMANDS[name], at, end)
        elif name in COMMANDS:
            self._add(Kind.COMMAND, COMMANDS[name], at, end)
        elif name in {"begin", "end"}:
            self._environment(name, at, end)
        elif name == "infty":
            self._add(Kind.CONSTANT, "inf", at, end)
        elif name in {"top", "intercal"}:
            self._add(Kind.TRANSPOSE, "T", at, end)
        elif name in {"emptyset", "varnothing"}:
            self._empty_set(at, end)
        elif name in SPELLINGS and name != "sigma" and not is_refused(name):
            self._function_command(name)
        elif (run := run_at(self.text, at, self.stop)) is not None:
            self._word(run)
        else:
            raise refused_command(name, at)

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
        self._pieces(words.split(Run(units[:count], end), self.scope))


def _word_doubt(text: str, usual: words.Split, other: words.Split) -> str:
    end = max(usual.end, other.end)
    first, second = (
        "·".join(
            [piece.text for piece in split.pieces] + [text[split.end : end]] * (split.end < end)
        )
        for split in (usual, other)
    )
    return f"Is {quoted(text[usual.pieces[0].column : end])} meant as {first}, or as {second}?"
