"""Typed maths as people type it, read into a tree: the one door for a learner's answer.

Nothing is evaluated. Length, tokens, digits, nesting and the depth of the tree are bounded, and
reading takes one pass; where a spelling has two common readings one is taken, and both are given
so that the learner can be asked. The policies stand in `grammar` and `calls`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from drill.maths.errors import Unreadable
from drill.maths.functions import SPELLINGS
from drill.maths.reading.characters import plain
from drill.maths.reading.grammar import parse
from drill.maths.reading.labels import applied_label, derivative_label, plain_label
from drill.maths.reading.sides import Sides, Span, alternatives, one
from drill.maths.reading.tokens import Source
from drill.maths.scope import Scope, canonical
from drill.maths.tree import Call, Constant, Equation, Name, Node, Number, Product, SetOf, children

DEEPEST_TREE = 100
MOST_DOUBTS = 6
_REREAD = 600
"""Characters that are read again, all doubts together: a long text is asked about less."""


@dataclass(frozen=True, slots=True)
class Ambiguity:
    """A spelling with two readings: where it stands, what to ask, and the whole tree either way."""

    column: int
    question: str
    taken: Node
    other: Node


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text was read as, and what else it might have meant."""

    tree: Node
    ambiguities: tuple[Ambiguity, ...] = ()


def read(text: str, scope: Scope) -> Reading:
    """Read what a learner typed; raises `Unreadable` with a sentence and a column.

    Each ambiguity holds the whole tree as it was taken and as it would be otherwise, the other
    doubts left as taken.
    """
    plainly = plain(text).replace("\\pm", "±  ")
    forced, tree, doubts = _first(plainly, scope)
    asked: list[Ambiguity] = []
    for key, question in doubts[: _most_doubts(plainly)]:
        try:
            other = _Attempt(plainly, scope, forced | {key}).tree()
        except Unreadable:
            continue
        if other != tree:
            asked.append(Ambiguity(key[1], question, tree, other))
    return Reading(tree, tuple(sorted(asked, key=lambda doubt: doubt.column)))


def read_typed(text: str, scope: Scope | None = None) -> Node:
    """Read trusted typed form, in which every `*` is written and letters together are one name.

    Any name is a variable, save the constants e, pi and inf, and functions before a bracket; what
    the scope declares is a variable all the same. As bounded as `read`; raises `Unreadable`.
    """
    return _Attempt(plain(text), scope or Scope(), typed=True).tree()


def answer_side(tree: Node) -> Node:
    """Take off a left side that only names what was asked: `f'(x) = 2x` answers `2x`.

    So does a function of variables (`σ(z) = …`); any other left side is part of the answer.
    """
    match tree:
        case Equation(Name(), right):
            return right
        case Equation(Call(function, arguments), right) if function not in {"abs", "norm"}:
            return right if all(isinstance(each, Name) for each in arguments) else tree
    return tree


def _most_doubts(text: str) -> int:
    return min(MOST_DOUBTS, _REREAD // max(1, len(text)))


_Key = tuple[str, int]
_Flipped = frozenset[_Key]


def _first(text: str, scope: Scope) -> tuple[_Flipped, Node, list[tuple[_Key, str]]]:
    """Read a text the usual way, or else with the one word split otherwise that lets it be read.

    `sinh/h` says nothing as sinh, and so is sin(h)/h where h is declared. Gives what was decided
    otherwise, the tree, and the doubts that are left.
    """
    attempt = _Attempt(text, scope)
    try:
        tree = attempt.tree()
    except Unreadable:
        words = [key for key in attempt.doubts if key[0] == "word"]
        for key in words[: _most_doubts(text)]:
            second = _Attempt(text, scope, frozenset({key}))
            try:
                tree = second.tree()
            except Unreadable:
                continue
            left = [doubt for doubt in second.doubts.items() if doubt[0] != key]
            return second.flipped, tree, left
        raise
    return attempt.flipped, tree, list(attempt.doubts.items())


@dataclass(slots=True)
class _Attempt:
    """One reading of a text, with the doubts in `flipped` decided the other way."""

    text: str
    scope: Scope
    flipped: _Flipped = frozenset()
    typed: bool = False
    doubts: dict[_Key, str] = field(default_factory=dict)

    def tree(self) -> Node:
        """Read the whole text, and refuse a tree too deep to be walked."""
        if self.typed:
            node = self._equation(one(self.text))
        else:
            found = [self._equation(sides) for sides in alternatives(self.text)]
            node = found[0] if len(found) == 1 else _either(found)
        _check_depth(node)
        return node

    def _ask(self, kind: str, column: int, question: str) -> bool:
        self.doubts.setdefault((kind, column), question)
        return (kind, column) in self.flipped

    def _equation(self, sides: Sides) -> Node:
        right = self._with_either_sign(sides.right)
        return right if sides.left is None else Equation(self._left(sides.left), right)

    def _with_either_sign(self, span: Span) -> Node:
        """Read an expression; one with `±` is the set of both."""
        before, inside, after = (
            self.text[: span.start],
            self.text[span.start : span.stop],
            self.text[span.stop :],
        )
        if inside.count("±") != 1 or self.typed:
            return self._parse(self.text, span)
        plus, minus = (
            self._parse(before + inside.replace("±", sign) + after, span) for sign in "+-"
        )
        return SetOf((plus, minus))

    def _parse(self, text: str, span: Span) -> Node:
        try:
            return parse(Source(text, self.scope, self.typed, self._ask), span.start, span.stop)
        except Unreadable:
            if derivative_label(text[span.start : span.stop]):
                message = "A derivative stands only left of “=”; write it out as an expression."
                raise Unreadable(message, span.start) from None
            raise

    def _left(self, span: Span) -> Node:
        """Read a left side: a declared name, a label, or an expression."""
        text = self.text[span.start : span.stop]
        if label := derivative_label(text):
            return Name(label)
        label, head = applied_label(text)
        if label and self._is_unknown(canonical(head)):
            return Name(label)
        label = plain_label(text)
        try:
            node = self._parse(self.text, span)
        except Unreadable:
            if not label:
                raise
            return Name(_evened(label))
        match node:
            case Constant("e" | "i"):  # E = mc^2 names an energy
                return Name(text)
            case Product((Name(), Number())) if label[-1:].isdigit():  # x 2 = 3 names x2
                return Name(_evened(label))
        return node

    def _is_unknown(self, name: str) -> bool:
        return name not in self.scope.variables and name.lower() not in SPELLINGS


def _either(found: list[Node]) -> Node:
    """Join alternatives into a set, under the one label they share."""
    labels = {node.left for node in found if isinstance(node, Equation)}
    values: tuple[Node, ...] = ()
    for node in found:
        value = answer_side(node)
        values += value.items if isinstance(value, SetOf) else (value,)
    if len(labels) > 1 or any(isinstance(value, Equation) for value in values):
        raise Unreadable("Alternatives must be values of one thing, as in x = 1 or x = 2.", 0)
    return Equation(labels.pop(), SetOf(values)) if labels else SetOf(values)


def _evened(label: str) -> str:
    """Write a label that is a plain name as names are written."""
    try:
        return canonical(label)
    except Unreadable:
        return label


def _check_depth(tree: Node) -> None:
    level = [tree]
    for _ in range(DEEPEST_TREE):
        level = [child for node in level for child in children(node)]
        if not level:
            return
    raise Unreadable("The expression is nested too deeply to be read.", 0)
