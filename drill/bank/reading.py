"""Nodes against the shape they should have: plain values out, and a problem for all that differs.

Whatever is wrong is reported and left out, and reading goes on, so that an author sees everything
at once. Knows the sorts of value, not what a bank means by them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

from drill.bank.nodes import Fields, Leaf, Node, Refused, Series
from drill.bank.prose_check import prose_faults, text_fault
from drill.bank.records import Item, Record
from drill.bank.sorts import (
    Entry,
    Figure,
    Flag,
    Interval,
    ListOf,
    MapOf,
    OneOf,
    Option,
    Prose,
    Text,
    Typed,
    Value,
)
from drill.bank.words import listed, meant, nearest, quoted
from drill.maths.domain import parse_range

Report: TypeAlias = Callable[[int, str], None]

_NUMBER = re.compile(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d{1,3})?")
_LONGEST_TYPED = 1000


class Reading:
    """Reads one file's nodes; `source` is its text, to find the line of a formula in."""

    def __init__(self, source: str, report: Report) -> None:
        self.report = report
        self._lines = source.split("\n")

    def read(self, node: Node, shape: Value, what: str) -> object | None:
        """Read a value of a shape; None if it is not of it, which is reported."""
        if isinstance(node, Refused):
            return None
        match shape:
            case Entry():
                return self.record(node, shape)
            case OneOf():
                return self._one_of(node, shape)
            case ListOf():
                return self._list(node, shape, what)
            case MapOf():
                return self._map(node, shape, what)
            case _:
                return self._leaf(node, shape, what)

    # --- mappings ---

    def record(self, node: Node, shape: Entry) -> Record | None:
        """Read a mapping with known keys."""
        if not isinstance(node, Fields):
            first = next(iter(shape.keys))
            self.report(node.line, f"this must be a {shape.name}: keys such as `{first}: …`")
            return None
        values: dict[str, object] = {}
        lines: dict[str, int] = {}
        name = _called(node, shape)
        for pair in node.pairs:
            key = pair.key.text
            if key not in shape.keys:
                self.report(pair.key.line, _unknown_key(key, shape))
                continue
            lines[key] = pair.key.line
            value = self.read(pair.value, shape.keys[key].value, f"`{key}`")
            if value is not None:
                values[key] = value
        for key, rule in shape.keys.items():
            if rule.required and key not in lines:
                self.report(node.line, f"{name} lacks `{key}`{_meaning(rule.note)}")
        return Record(node.line, values, lines)

    def _one_of(self, node: Node, shape: OneOf) -> Record | None:
        known = f"one of {listed(shape.entries)}"
        if not isinstance(node, Fields):
            self.report(node.line, f"a {shape.name} is a mapping that begins with {known}")
            return None
        keys = [pair.key.text for pair in node.pairs]
        named = [key for key in keys if key in shape.entries]
        if len(named) == 1:
            return self.record(node, shape.entries[named[0]])
        if named:
            text = f"a {shape.name} has one of {listed(named)}; write a {shape.name} for each"
        else:
            text = f"a {shape.name} needs {known}"
            text += next(filter(None, (meant(key, shape.entries) for key in keys)), "")
        self.report(node.line, text)
        return None

    def _map(self, node: Node, shape: MapOf, what: str) -> tuple[Item, ...] | None:
        if not isinstance(node, Fields):
            self.report(node.line, f"{what} must be a mapping, such as {shape.example}")
            return None
        found: list[Item] = []
        for pair in node.pairs:
            name = self._leaf(pair.key, shape.name, f"a name in {what}")
            value = self.read(pair.value, shape.item, f"`{_short(pair.key.text)}` in {what}")
            if isinstance(name, str) and value is not None:
                found.append(Item(value, pair.key.line, name))
        return tuple(found)

    # --- lists ---

    def _list(self, node: Node, shape: ListOf, what: str) -> tuple[Item, ...] | None:
        if shape.single and isinstance(node, Leaf):
            node = Series((node,), node.line)
        if not isinstance(node, Series):
            if _is_nothing(node) and shape.least == 0:
                return ()
            self.report(node.line, f"{what} must be a list, such as {shape.example}")
            return None
        count = len(node.items)
        if count < shape.least:
            self.report(node.line, f"{what} has {count}; at least {shape.least} are needed")
        if count > shape.most:
            self.report(node.line, f"{what} has {count}; at most {shape.most} are allowed")
            return None
        found: list[Item] = []
        for each in node.items:
            value = self.read(each, shape.item, f"an item of {what}")
            if value is not None:
                found.append(Item(value, each.line))
        return tuple(found)

    # --- single values ---

    def _leaf(self, node: Node, shape: Value, what: str) -> object | None:
        if not isinstance(node, Leaf):
            self.report(node.line, f"{what} must be {_expected(shape)}")
            return None
        if _is_nothing(node) or not node.text.strip():
            self.report(node.line, f"{what} is empty; write {_expected(shape)}")
            return None
        match shape:
            case Prose():
                return self._prose(node, shape, what)
            case Text():
                return self._text(node, shape, what)
            case Typed():
                return self._line(node, what, _LONGEST_TYPED)
            case Option(words):
                return self._option(node, words, what)
            case Figure():
                return self._figure(node, shape, what)
            case Flag():
                return self._flag(node, what)
            case Interval():
                return self._interval(node, what)
            case _:
                return None

    def _line(self, leaf: Leaf, what: str, longest: int) -> str | None:
        text = leaf.text.strip()
        fault = text_fault(text, longest, one_line=True)
        if fault:
            self.report(leaf.line, f"{what} {fault}")
            return None
        return text

    def _text(self, leaf: Leaf, shape: Text, what: str) -> str | None:
        text = self._line(leaf, what, shape.longest)
        if text is not None and shape.pattern and not re.fullmatch(shape.pattern, text):
            self.report(leaf.line, f"{what} must be {shape.says}, not {quoted(text)}")
            return None
        return text

    def _prose(self, leaf: Leaf, shape: Prose, what: str) -> str | None:
        text = leaf.text.strip("\n").rstrip()
        fault = text_fault(text, shape.longest)
        if fault:
            self.report(leaf.line, f"{what} {fault}")
            return None
        for fragment, complaint in prose_faults(text):
            self.report(self._line_with(leaf, fragment), f"{what}: {complaint}")
        return text

    def _option(self, leaf: Leaf, words: tuple[str, ...], what: str) -> str | None:
        if leaf.text in words:
            return leaf.text
        hint = meant(leaf.text, words)
        text = f"{what} must be one of {listed(words)}, not {quoted(leaf.text)}{hint}"
        self.report(leaf.line, text)
        return None

    def _figure(self, leaf: Leaf, shape: Figure, what: str) -> float | None:
        fits = _NUMBER.fullmatch(leaf.text) is not None and not leaf.quoted
        value = float(leaf.text) if fits else 0.0
        low_enough = value > shape.low if shape.above else value >= shape.low
        if fits and low_enough and value <= shape.high and not (shape.whole and value % 1):
            return value
        self.report(leaf.line, f"{what} must be {_expected(shape)}, not {quoted(leaf.text)}")
        return None

    def _flag(self, leaf: Leaf, what: str) -> bool | None:
        if leaf.text in {"true", "false"} and not leaf.quoted:
            return leaf.text == "true"
        self.report(leaf.line, f"{what} must be true or false, not {quoted(leaf.text)}")
        return None

    def _interval(self, leaf: Leaf, what: str) -> str | None:
        text = self._line(leaf, what, 60)
        if text is None:
            return None
        try:
            parse_range(text)
        except ValueError as error:
            self.report(leaf.line, f"{what}: {error}")
            return None
        return text

    def _line_with(self, leaf: Leaf, fragment: str) -> int:
        """Find the line on which a fragment of a text begins; its first line if it is not found."""
        words = fragment.split()
        for wanted in (fragment, " ".join(words[:3]), *words[:1]):
            for line in range(leaf.line, leaf.last_line + 1):
                if wanted and line <= len(self._lines) and wanted in self._lines[line - 1]:
                    return line
        return leaf.line


def _called(node: Fields, shape: Entry) -> str:
    """Name a mapping for a message: by its id where it has one."""
    for pair in node.pairs:
        if pair.key.text == "id" and isinstance(pair.value, Leaf) and pair.value.text:
            return f"{shape.name} `{_short(pair.value.text)}`"
    return f"this {shape.name}"


def _unknown_key(key: str, shape: Entry) -> str:
    if nearest(key, shape.keys):
        return f"unknown key `{_short(key)}` in a {shape.name}{meant(key, shape.keys)}"
    return f"unknown key `{_short(key)}` in a {shape.name}; it may have {listed(shape.keys)}"


def _expected(shape: Value) -> str:
    match shape:
        case Text(_, says) | Prose(_, says) | Typed(says) | Interval(says):
            return says
        case Option(words):
            return f"one of {listed(words)}"
        case Flag():
            return "true or false"
        case Figure(low, high, above, whole):
            sort = "a whole number" if whole else "a number"
            start = f"above {low:g} and" if above else f"from {low:g}"
            return f"{sort} {start} {'at most' if above else 'to'} {high:g}"
        case _:
            return "a value"


def _is_nothing(node: Node) -> bool:
    return isinstance(node, Leaf) and not node.quoted and node.text in {"", "~", "null"}


def _meaning(note: str) -> str:
    return f" ({note})" if note else ""


def _short(text: str) -> str:
    return quoted(text).strip("“”")
