"""How a family writes maths into its prose, and how typed maths is read back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from drill.maths.domain import POSITIVE, Domain
from drill.maths.read import read_typed
from drill.maths.scope import Scope
from drill.maths.show import latex, typed
from drill.maths.tree import Name, Negative, Node, Sum


def read_back(text: str, variables: tuple[str, ...]) -> Node:
    """Read typed maths with the project's own reader."""
    return read_typed(text, Scope(variables))


def positive(*variables: str) -> Domain:
    """Give the domain in which these variables are positive."""
    return Domain(dict.fromkeys(variables, POSITIVE))


def letter(variable: str) -> str:
    """Set a variable's name, without dollar signs."""
    return latex(Name(variable))


def inline(tree: Node) -> str:
    """Set an expression within a sentence."""
    return f"${latex(tree)}$"


def bracketed(size: object) -> str:
    """Write a number for the middle of a calculation: a negative one in brackets."""
    written = str(size)
    return f"({written})" if written.startswith("-") else written


def dotted(*factors: Node) -> str:
    r"""Set a product with its dots, before it is tidied up: `4 u^3 \cdot (2 x + 1)`."""
    texts = [
        rf"\left({latex(factor)}\right)" if isinstance(factor, Sum | Negative) else latex(factor)
        for factor in factors
    ]
    return r" \cdot ".join(texts)


def display(text: str) -> str:
    """Set LaTeX on lines of its own."""
    return f"\n\n$${text}$$\n\n"


def matrix_text(rows: Sequence[Sequence[object]]) -> str:
    """Set a matrix of numbers in LaTeX."""
    body = r" \\ ".join(" & ".join(map(str, row)) for row in rows)
    return rf"\begin{{bmatrix}} {body} \end{{bmatrix}}"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Set a table in the banks' Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def maths(text: str) -> str:
    """Put LaTeX between its dollar signs."""
    return f"${text}$"


__all__ = [
    "bracketed",
    "display",
    "dotted",
    "inline",
    "latex",
    "letter",
    "maths",
    "matrix_text",
    "positive",
    "read_back",
    "table",
    "typed",
]
