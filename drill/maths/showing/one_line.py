"""One Unicode line as one would write it on paper: `12 (3x + 1)³`, `σ(x) (1 − σ(x))`.

In the author's order, and read back as the same tree, without a doubt, where its names are
declared. So a fraction inside a product keeps its brackets.
"""

from __future__ import annotations

from drill.maths.showing import spelling
from drill.maths.showing.neighbours import Neighbours
from drill.maths.showing.spelling import BARS, CONSTANTS, ROOTS
from drill.maths.tree import (
    Call,
    Constant,
    Equation,
    Matrix,
    Name,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    SetOf,
    Sum,
    Vector,
)

POSTFIX = frozenset({*ROOTS, "factorial", "transpose"})
"""Functions written as a sign before or behind their argument: a power of one needs brackets."""


def line(tree: Node) -> str:
    """Write a tree as one line for people."""
    return OneLine(Neighbours(tree)).text(tree)


class OneLine:
    """Writes trees whose names are known, so that letters touch only where that is safe."""

    def __init__(self, neighbours: Neighbours) -> None:
        self.neighbours = neighbours

    def text(self, node: Node) -> str:
        """Write a tree, or a part of it."""
        match node:
            case Number(_, text):
                return text
            case Name(name):
                return spelling.pretty(name)
            case Constant(name):
                return CONSTANTS.get(name, name)
            case Negative(body):
                return f"−{self._term(body)}"
            case Sum((first, *rest)):
                start = self._bracketed(first) if isinstance(first, Sum) else self.text(first)
                return start + "".join(map(self._added, rest))
            case Product(factors):
                return self._product(factors)
            case Quotient(top, bottom):
                return self._quotient(top, bottom)
            case Power(base, exponent):
                return self._power(base, exponent)
            case Call():
                return self._call(node)
            case Vector(items):
                return f"({self._listed(items)})" if len(items) > 1 else f"({self.text(items[0])},)"
            case Matrix(rows):
                return f"[{', '.join(f'[{self._listed(row)}]' for row in rows)}]"
            case SetOf(items):
                return f"{{{self._listed(items)}}}"
            case Equation(left, right):
                return f"{self.text(left)} = {self.text(right)}"
        raise AssertionError(node)

    def _added(self, term: Node) -> str:
        if isinstance(term, Negative):
            return f" − {self._term(term.body)}"
        return f" + {self._term(term)}"

    def _term(self, node: Node) -> str:
        return self._bracketed(node) if isinstance(node, Sum | Negative) else self.text(node)

    def _factor(self, node: Node) -> str:
        return self._bracketed(node) if isinstance(node, Product | Quotient) else self._term(node)

    def _bracketed(self, node: Node) -> str:
        return f"({self.text(node)})"

    def _listed(self, nodes: tuple[Node, ...]) -> str:
        return ", ".join(map(self.text, nodes))

    def _product(self, factors: tuple[Node, ...]) -> str:
        texts = map(self._factor, factors)
        between = ["", *self.neighbours.separators(factors)]
        return "".join(mark + text for mark, text in zip(between, texts, strict=True))

    def _quotient(self, top: Node, bottom: Node) -> str:
        over = self._bracketed(top) if isinstance(top, Quotient) else self._term(top)
        last = top.factors[-1] if isinstance(top, Product) else top
        # a bare exponent before a tight slash could be taken to reach over it: e^x/2
        slash = " / " if isinstance(last, Power) and _is_bare(last.exponent) else "/"
        return over + slash + self._factor(bottom)

    def _power(self, base: Node, exponent: Node) -> str:
        above = spelling.exponent(exponent)
        if isinstance(base, Call) and spelling.takes_power(base, above):
            return f"{self._function(base)}{above}({self._listed(base.arguments)})"
        return self._base(base) + (above or self._caret(exponent))

    def _caret(self, exponent: Node) -> str:
        text = self.text(exponent)
        return f"^{text}" if _is_bare(exponent) else f"^({text})"

    def _base(self, base: Node) -> str:
        postfix = isinstance(base, Call) and base.function in POSTFIX
        scientific = isinstance(base, Number) and "e" in base.text
        if postfix or scientific or isinstance(base, Power):
            return self._bracketed(base)
        return self._factor(base)

    def _function(self, call: Call) -> str:
        return spelling.called(call, sigma_is_free=self.neighbours.sigma_is_free)

    def _call(self, call: Call) -> str:
        first = call.arguments[0]
        inside = self._listed(call.arguments)
        bracketed = inside if _is_plain(first) else f"({inside})"
        if call.function in BARS and not any(bar in inside for bar in "|‖"):
            opening, closing = BARS[call.function]
            return opening + inside + closing
        if call.function in ROOTS:
            return ROOTS[call.function] + bracketed
        if call.function == "factorial":
            return bracketed + "!"
        if call.function == "transpose" and not isinstance(first, Vector | Matrix):
            return (inside if isinstance(first, Name) else f"({inside})") + "ᵀ"
        if spelling.log_base(call):
            return f"{self._function(call)}({self.text(first)})"
        return f"{self._function(call)}({inside})"


def _is_plain(node: Node) -> bool:
    """Tell whether a root or a factorial needs no brackets around this."""
    return isinstance(node, Name | Constant) or (isinstance(node, Number) and "e" not in node.text)


def _is_bare(exponent: Node) -> bool:
    """Tell whether an exponent stands behind `^` without brackets."""
    return not spelling.exponent(exponent) and isinstance(exponent, Number | Name | Constant)
