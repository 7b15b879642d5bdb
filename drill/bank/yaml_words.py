"""What a YAML parser means by its complaints, said to someone who writes cards.

PyYAML has two parsers, in C and in Python, which word one fault in two ways; both are met here.
"""

from __future__ import annotations

from yaml import MarkedYAMLError, YAMLError

_INDENT = "a line whose indent fits nothing above it, or a quotation mark left open above"
_MEANINGS = (
    (
        "mapping values are not allowed",
        "a `: ` inside plain text, or a wrong indent; put the text in quotes or under `|`",
    ),
    ("could not find expected ':'", "a line without its `key:`; indent it under the text above"),
    ("could not found expected ':'", "a line without its `key:`; indent it under the text above"),
    ("cannot start any token", "a text that begins with `@`, `` ` `` or `%`; put it in quotes"),
    ("did not find expected key", _INDENT),
    ("expected <block end>", _INDENT),
    ("did not find expected '-' indicator", "a list whose items are not indented alike"),
    ("did not find expected ',' or", "a `[` or `{` without its end, or a missing comma"),
    ("expected ',' or", "a `[` or `{` without its end, or a missing comma"),
    ("unexpected end of stream", "a quotation mark that is not closed"),
    ("unknown escape character", "a backslash in double quotes; use single quotes or `|`"),
    ("undefined alias", "an alias (`*name`), which a bank may not use; write the value out"),
    ("undefined tag handle", "a tag (`!name`), which a bank may not use; put the text in quotes"),
    ("block scalar", "something behind `|` or `>`, or an indent that changes under it"),
    ("expected alphabetic or numeric", "a text that begins with `*` or `&`; put it in quotes"),
    ("did not find expected alphabetic", "a text that begins with `*` or `&`; put it in quotes"),
    ("expected the node content", "a `,`, `]` or `}` where a value should stand"),
    ("did not find expected node content", "a `,`, `]` or `}` where a value should stand"),
    ("expected <document start>", "text behind the end of the bank, or an indent lost"),
    (
        "did not find expected <document start>",
        "text behind the end of the bank, or an indent lost",
    ),
    ("found unexpected ':'", "a `: ` inside plain text; put the text in quotes"),
)


def in_plain_words(error: YAMLError) -> tuple[int, str]:
    """Give the line of a syntax error, from 1, and a sentence about it."""
    if not isinstance(error, MarkedYAMLError):
        return 1, "the file is not YAML that can be read"
    mark = error.problem_mark or error.context_mark
    line = 1 if mark is None else mark.line + 1
    complaint = f"{error.context or ''} {error.problem or ''}".strip()
    meaning = next((words for text, words in _MEANINGS if text in complaint), "")
    if not meaning:
        return line, f"this is not YAML: {complaint}"
    opened = error.context_mark
    if "not closed" in meaning and opened is not None:
        return opened.line + 1, f"this is not YAML: {meaning}"
    return line, f"this is not YAML: {meaning}"
