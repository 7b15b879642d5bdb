"""Prose as banks write it: a small Markdown with maths, read into values and set in lines.

Paragraphs, `**strong**`, `*em*`, `` `code` ``, fenced code, `- ` and `1. ` lists, simple tables,
`$latex$` and `$$latex$$` on lines of its own. Anything else is text and shows as written: there is
no markup of any library, no link and no HTML. A backslash makes a sign plain: `\\$`, `\\*`.

Every character passes `neutralise` where a text enters. Needs the standard library only, so that
the core can set a card before anything heavy is loaded; what it gives crosses the pipe as JSON.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from drill.maths.prose_reader import parse
"""
