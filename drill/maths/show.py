"""Trees as text: the typed form for machines, one line for people, and LaTeX."""

from __future__ import annotations

from drill.maths.showing.in_latex import latex
from drill.maths.showing.one_line import line
from drill.maths.showing.typed_form import typed

__all__ = ["latex", "line", "typed"]
