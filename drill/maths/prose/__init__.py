r"""Prose as banks write it: a small Markdown with maths, read into values and set in lines.

Paragraphs, `**strong**`, `*em*`, `` `code` ``, fenced code, `- ` and `1. ` lists, simple tables,
`$latex$` inline and `$$latex$$` on lines of its own. Anything else is text and shows as written:
there is no library's markup, no link, no HTML. A backslash makes a sign plain: `\$`, `\*`.

Every character passes `neutralise` as a text enters. Nothing but the standard library is needed, so
the core sets a card before anything heavy is loaded; what comes out crosses the pipe as JSON.
"""

from drill.maths.prose.reader import formulas, has_stray_dollar, parse
from drill.maths.prose.setting import Drawn, drawn, plain, render, to_json
from drill.maths.prose.values import (
    Block,
    Bullets,
    CodeBlock,
    Display,
    Line,
    Numbered,
    Paragraph,
    Span,
    Style,
    Table,
)

__all__ = [
    "Block",
    "Bullets",
    "CodeBlock",
    "Display",
    "Drawn",
    "Line",
    "Numbered",
    "Paragraph",
    "Span",
    "Style",
    "Table",
    "drawn",
    "formulas",
    "has_stray_dollar",
    "parse",
    "plain",
    "render",
    "to_json",
]
