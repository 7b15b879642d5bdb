"""Whether a line has the form of the goal: the same tree, but for order and where a minus stands.

`-2*x*(y - z)` and `(y - z)*(-2x)` are one form; `4*3*x` and `12*x` are not, for the last step of a
derivation is to work that out.
"""

from __future__ import annotations

from drill.maths.tree import (
    Call,
    Matrix,
    Name,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    Vector,
    children,
)


def same_form(one: Node, other: Node) -> bool:
    """Tell whether two trees differ only by the order of terms and factors, or a moved minus."""
    return _key(one) == _key(other)


def _key(tree: Node) -> str:
    minus, text = _signed(tree)
    return f"-{text}" if minus else text


def _signed(tree: Node) -> tuple[bool, str]:
    """Give a tree as a text that does not depend on order, and whether a minus stands before it."""
    match tree:
        case Number(value):
            return False, str(value)
        case Name(name):
            return False, name
        case Negative(body):
            minus, text = _signed(body)
            return not minus, text
        case Sum():
            return False, f"({' + '.join(sorted(map(_key, _flat_terms(tree))))})"
        case Product():
            signed = [_signed(factor) for factor in _flat_factors(tree)]
            texts = sorted(text for _, text in signed)
            return sum(minus for minus, _ in signed) % 2 == 1, f"({' * '.join(texts)})"
        case Quotient(top, bottom):
            (above, first), (below, second) = _signed(top), _signed(bottom)
            return above != below, f"({first} / {second})"
        case Power(base, exponent):
            return False, f"({_key(base)} ^ {_key(exponent)})"
        case Call("exp", (argument,)):
            return False, f"(e ^ {_key(argument)})"
        case Call(function, arguments):
            return False, f"{function}[{', '.join(map(_key, arguments))}]"
        case Vector() | Matrix():
            return False, f"{type(tree).__name__}[{', '.join(map(_key, children(tree)))}]"
        case _:
            return False, getattr(tree, "name", repr(tree))


def _flat_terms(tree: Node) -> list[Node]:
    if isinstance(tree, Sum):
        return [term for part in tree.terms for term in _flat_terms(part)]
    return [tree]


def _flat_factors(tree: Node) -> list[Node]:
    if isinstance(tree, Product):
        return [factor for part in tree.factors for factor in _flat_factors(part)]
    return [tree]
