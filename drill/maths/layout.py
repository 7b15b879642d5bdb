"""Two-dimensional maths for a terminal: stacked fractions, raised exponents, roots, tall brackets.

What is flat is written as in `one_line`; only what gains from height is stacked. Exponents and
subscripts stay on one line each. Only narrow characters are used, and every line of a block is
equally long.
"""

from __future__ import annotations

from drill.maths.box import (
    Box,
    beside,
    fenced,
    flat,
    fraction,
    grid,
    marked,
    raised,
    under_root,
)
from drill.maths.showing import spelling
from drill.maths.showing.neighbours import Neighbours
from drill.maths.showing.one_line import POSTFIX, OneLine, line
from drill.maths.showing.spelling import BARS
from drill.maths.tree import (
    Call,
    Equation,
    Matrix,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    SetOf,
    Sum,
    Vector,
    children,
)

TALLEST = 30


def block(tree: Node, width: int = 72) -> tuple[str, ...]:
    """Lay a tree out in lines of equal length, at most `width` cells wide.

    A tree that is too wide or too tall that way is given as one line, however long.
    """
    box = _Layout(tree).box(tree)
    if box.width > width or len(box.rows) > TALLEST:
        return (line(tree),)
    return box.rows


class _Layout:
    """Lays out the parts of one tree, whose names decide which letters may touch."""

    def __init__(self, tree: Node) -> None:
        self.neighbours = Neighbours(tree)
        self.line = OneLine(self.neighbours)

    def box(self, node: Node) -> Box:
        if _is_flat(node):
            return flat(self.line.text(node))
        match node:
            case Negative(body):
                return beside((flat(_minus(body)), self._term(body)))
            case Sum(terms):
                return self._sum(terms)
            case Product(factors):
                return self._product(factors)
            case Quotient(top, bottom):
                return fraction(self.box(top), self.box(bottom))
            case Power(base, exponent):
                return self._power(base, exponent)
            case Call():
                return self._call(node)
            case Vector(items):
                inside = self._listed(items)
                # a vector of one keeps the comma that tells it from a group
                inside = inside if len(items) > 1 else beside((inside, flat(",")))
                return fenced("(", inside, ")")
            case SetOf(items):
                return fenced("{", self._listed(items), "}")
            case Matrix(rows):
                return fenced("[", self._table(rows), "]")
            case Equation(left, right):
                return beside((self.box(left), flat(" = "), self.box(right)))
        raise AssertionError(node)

    def _sum(self, terms: tuple[Node, ...]) -> Box:
        first = terms[0]
        boxes = [self._bracketed(first) if isinstance(first, Sum) else self.box(first)]
        for term in terms[1:]:
            negative = isinstance(term, Negative)
            boxes += [flat(" − " if negative else " + ")]
            boxes += [self._term(term.body if isinstance(term, Negative) else term)]
        return beside(boxes)

    def _product(self, factors: tuple[Node, ...]) -> Box:
        boxes = [self._factor(factors[0])]
        between = self.neighbours.separators(factors)
        for left, right, mark in zip(factors, factors[1:], between, strict=False):
            # 2 beside a stacked half would look like two and a half
            dotted = isinstance(right, Quotient) and isinstance(left, Number | Quotient)
            boxes += [flat(" · " if dotted else mark), self._factor(right)]
        return beside(boxes)

    def _power(self, base: Node, exponent: Node) -> Box:
        above = spelling.exponent(exponent)
        if isinstance(base, Call) and spelling.takes_power(base, above):
            return beside((flat(self._name(base) + above), self._arguments(base)))
        if not above:
            return raised(self._base(base), flat(self.line.text(exponent)))
        return marked(self._base(base), above)

    def _base(self, base: Node) -> Box:
        postfix = isinstance(base, Call) and base.function in POSTFIX
        if postfix or isinstance(base, Power | Quotient):
            return self._bracketed(base)
        return self._factor(base)

    def _call(self, call: Call) -> Box:
        first = call.arguments[0]
        match call.function:
            case name if name in BARS:
                opening, closing = BARS[name]
                return fenced(opening, self.box(first), closing)
            case "sqrt" | "cbrt":
                return under_root(self.box(first), "³" if call.function == "cbrt" else "")
            case "factorial":
                return beside((self._bracketed(first), flat("!")))
            case "transpose":
                bare = isinstance(first, Matrix | Vector)
                return marked(self.box(first) if bare else self._bracketed(first), "ᵀ")
        return beside((flat(self._name(call)), self._arguments(call)))

    def _name(self, call: Call) -> str:
        return spelling.called(call, sigma_is_free=self.neighbours.sigma_is_free)

    def _arguments(self, call: Call) -> Box:
        shown = call.arguments[:1] if spelling.log_base(call) else call.arguments
        return fenced("(", self._listed(shown), ")")

    def _term(self, node: Node) -> Box:
        return self._bracketed(node) if isinstance(node, Sum | Negative) else self.box(node)

    def _factor(self, node: Node) -> Box:
        return self._bracketed(node) if isinstance(node, Product) else self._term(node)

    def _bracketed(self, node: Node) -> Box:
        return fenced("(", self.box(node), ")")

    def _table(self, rows: tuple[tuple[Node, ...], ...]) -> Box:
        boxes = [[self.box(item) for item in row] for row in rows]
        airy = any(len(box.rows) > 1 for row in boxes for box in row)
        return grid(boxes, "c" * len(rows[0]), 2, airy=airy)

    def _listed(self, nodes: tuple[Node, ...]) -> Box:
        boxes = [self.box(nodes[0])]
        for node in nodes[1:]:
            boxes += [flat(", "), self.box(node)]
        return beside(boxes)


def _is_flat(node: Node) -> bool:
    """Tell whether a tree needs no height: no fraction, no matrix, no long exponent."""
    match node:
        case Quotient() | Matrix():
            return False
        case Power(_, exponent) if not spelling.exponent(exponent):
            return False
    return all(map(_is_flat, children(node)))


def _minus(body: Node) -> str:
    """Keep a minus apart from the bar of a fraction."""
    first = body.factors[0] if isinstance(body, Product) else body
    return "− " if isinstance(first, Quotient) else "−"
