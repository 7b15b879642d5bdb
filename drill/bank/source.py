"""A bank's file as text, and its text as nodes with lines: YAML without what makes YAML unsafe.

Only PyYAML's event stream is used: no value is constructed, no tag resolved, no alias followed. So
271 bytes that would grow to 25 MB are refused at their first alias, and a bank cannot name a
Python object. Size, depth and number of values are bounded. Everything wrong is reported with its
line; reading goes on after what can be passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

import yaml
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
)

from drill.bank.nodes import Fields, Leaf, Node, Pair, Refused, Series
from drill.bank.yaml_words import in_plain_words
from drill.maths.clean import all_forbidden, neutralise

LARGEST = 2_000_000
"""Bytes of a file."""
DEEPEST = 10
MOST_VALUES = 200_000
MOST_CHARACTERS = 20
"""Forbidden characters that are reported one by one."""

Report: TypeAlias = Callable[[int, str], None]
_LOADER = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader


def read_text(path: Path, report: Report) -> str | None:
    """Read a file as UTF-8 text with plain line ends; report what prevents it."""
    try:
        if path.stat().st_size > LARGEST:
            report(1, f"the file is larger than {LARGEST // 1_000_000} MB; split the bank")
            return None
        data = path.read_bytes()
    except OSError as error:
        report(1, f"the file cannot be read: {error.strerror or 'unknown reason'}")
        return None
    return decoded(data, report)


def decoded(data: bytes, report: Report) -> str | None:
    """Decode a file's bytes; report the first that is no UTF-8."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        report(line, f"byte 0x{data[error.start]:02X} is not UTF-8; save the file as UTF-8")
        return None
    return text.replace("\r\n", "\n")


def read_nodes(text: str, report: Report) -> Node | None:
    """Read a document into nodes; report everything YAML can do that a bank may not."""
    _report_characters(text, report)
    builder = _Builder(report)
    try:
        for event in _events(neutralise(text)):
            if not builder.take(event):
                return None
    except yaml.YAMLError as error:
        report(*in_plain_words(error))
        return None
    return builder.root


def _events(text: str) -> Iterator[Event]:
    yield from yaml.parse(text, Loader=_LOADER)


def _report_characters(text: str, report: Report) -> None:
    found = all_forbidden(text)
    for index, name in found[:MOST_CHARACTERS]:
        line = text.count("\n", 0, index) + 1
        advice = "indent with spaces" if text[index] == "\t" else "remove it"
        report(line, f"the character {name} is not allowed in a bank; {advice}")
    if len(found) > MOST_CHARACTERS:
        line = text.count("\n", 0, found[MOST_CHARACTERS][0]) + 1
        report(line, f"{len(found) - MOST_CHARACTERS} more such characters follow")


@dataclass(slots=True)
class _Open:
    """A list or mapping that is being read."""

    line: int
    is_mapping: bool
    items: list[Node] = field(default_factory=list)
    pairs: list[Pair] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)
    key: Leaf | None = None
    passed_over: bool = False
    """The key that was just read stays out, and so does its value."""


class _Builder:
    """Puts nodes together from events, with a stack of its own instead of recursion."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.root: Node | None = None
        self.stack: list[_Open] = []
        self.values = 0
        self.documents = 0

    def take(self, event: Event) -> bool:
        """Take one event; say whether to go on."""
        line = _line(event)
        if isinstance(event, DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                self.report(line, "a bank is one document; remove the `---`")
                return False
        elif isinstance(event, NodeEvent):
            return self._take_node(event, line)
        elif isinstance(event, CollectionEndEvent):
            self._add(self._closed(self.stack.pop()))
        return True

    def _take_node(self, event: NodeEvent, line: int) -> bool:
        self.values += 1
        if self.values > MOST_VALUES:
            self.report(line, f"more than {MOST_VALUES} values; split the bank")
            return False
        if isinstance(event, AliasEvent):
            name = _short(event.anchor or "")
            self.report(line, f"the alias `*{name}` is not allowed; write the value out")
            self._add(Refused(line))
            return True
        self._refuse_decoration(event, line)
        if isinstance(event, CollectionStartEvent):
            if len(self.stack) >= DEEPEST:
                self.report(line, f"nested more than {DEEPEST} deep; no key of a bank lies so deep")
                return False
            self.stack.append(_Open(line, isinstance(event, MappingStartEvent)))
        elif isinstance(event, ScalarEvent):
            self._add(Leaf(event.value, line, max(line, _last_line(event)), bool(event.style)))
        return True

    def _refuse_decoration(self, event: NodeEvent, line: int) -> None:
        if event.anchor is not None:
            self.report(line, f"the anchor `&{_short(event.anchor)}` is not allowed; remove it")
        tag = getattr(event, "tag", None)
        if tag is not None and tag != "!":
            self.report(line, f"the tag `{_short(tag)}` is not allowed; remove it")

    def _add(self, node: Node) -> None:
        """Put a finished node where it belongs: into the list, as the key, or as its value."""
        if not self.stack:
            self.root = node
            return
        parent = self.stack[-1]
        if not parent.is_mapping:
            parent.items.append(node)
        elif parent.key is None:
            parent.key, parent.passed_over = self._key(node, parent)
        else:
            if not parent.passed_over:
                parent.pairs.append(Pair(parent.key, node))
            parent.key = None

    def _key(self, node: Node, parent: _Open) -> tuple[Leaf, bool]:
        if not isinstance(node, Leaf):
            self.report(node.line, "a key must be a word, not a list or a mapping")
            return Leaf("", node.line), True
        if node.text == "<<":
            self.report(node.line, "the merge key `<<` is not allowed; write the keys out")
            return node, True
        first = parent.lines.get(node.text)
        parent.lines.setdefault(node.text, node.line)
        if first is not None:
            self.report(node.line, f"`{_short(node.text)}` is given twice; it is in line {first}")
            return node, True
        return node, False

    def _closed(self, opened: _Open) -> Node:
        if opened.is_mapping:
            return Fields(tuple(opened.pairs), opened.line)
        return Series(tuple(opened.items), opened.line)


def _line(event: Event) -> int:
    return 1 if event.start_mark is None else event.start_mark.line + 1


def _last_line(event: Event) -> int:
    mark = event.end_mark
    return 1 if mark is None else mark.line + (mark.column > 0)


def _short(text: str, most: int = 40) -> str:
    line = neutralise(text.partition("\n")[0])
    return line if len(line) <= most else f"{line[: most - 1]}…"
