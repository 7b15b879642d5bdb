"""The canonical typed form: every `*` written, brackets exactly where the tree needs them.

It is what banks, exercises and `--json` carry: `12*(3*x+1)^3`. `read_typed` gives the same tree
back.
"""

from __future__ import annotations

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


def typed(tree: Node) -> str:
    """Write a tree in typed form, in its author's order."""
    match tree:
        case Number(_, text):
            return text
        case Name(name) | Constant(name):
            return name
        case Negative(body):
            return f"-{_term(body)}"
        case Sum((first, *rest)):
            start = _bracketed(first) if isinstance(first, Sum) else typed(first)
            return start + "".join(_added(term) for term in rest)
        case Product((first, *rest)):
            start = typed(first) if isinstance(first, Quotient) else _factor(first)
            return "*".join((start, *map(_factor, rest)))
        case Quotient(top, bottom):
            return f"{_term(top)}/{_factor(bottom)}"
        case Power(base, exponent):
            return f"{_atom(base)}^{_atom(exponent)}"
        case Call(function, arguments):
            return f"{function}({_listed(arguments)})"
        case Vector(items):
            return f"({_listed(items)})" if len(items) > 1 else f"({_listed(items)},)"
        case Matrix(rows):
            return f"[{', '.join(f'[{_listed(row)}]' for row in rows)}]"
        case SetOf(items):
            return f"{{{_listed(items)}}}"
        case Equation(left, right):
            return f"{typed(left)} = {typed(right)}"
    raise AssertionError(tree)


def _added(term: Node) -> str:
    return f"-{_term(term.body)}" if isinstance(term, Negative) else f"+{_term(term)}"


def _term(node: Node) -> str:
    return _bracketed(node) if isinstance(node, Sum | Negative) else typed(node)


def _factor(node: Node) -> str:
    return _bracketed(node) if isinstance(node, Product | Quotient) else _term(node)


def _atom(node: Node) -> str:
    return _bracketed(node) if isinstance(node, Power) else _factor(node)


def _bracketed(node: Node) -> str:
    return f"({typed(node)})"


def _listed(nodes: tuple[Node, ...]) -> str:
    return ", ".join(map(typed, nodes))
