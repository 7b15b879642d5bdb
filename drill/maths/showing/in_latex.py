r"""A tree as LaTeX: `12 \left(3 x + 1\right)^{3}`; read back as the same tree where it is spelled.

A number in scientific notation is written as a power of ten, a root of index 2 or 3 as a root
sign, and a column of a matrix as a vector; those come back in that other form.
"""

from __future__ import annotations

from itertools import pairwise, starmap

from drill.maths.functions import GREEK
from drill.maths.showing.spelling import log_base
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

_CONSTANTS = {"pi": r"\pi", "inf": r"\infty"}
_COMMANDS = frozenset(
    f"{prefix}{name}" for prefix in ("", "arc") for name in ("sin", "cos", "tan")
) | {"sec", "csc", "cot", "sinh", "cosh", "tanh", "coth", "exp", "ln", "min", "max"}
_NAMED = {
    "sigmoid": r"\sigma",
    "relu": r"\operatorname{ReLU}",
    "log10": r"\log_{10}",
    "log2": r"\log_{2}",
}
_BRACKETS = {
    "abs": (r"\left|", r"\right|"),
    "norm": (r"\left\|", r"\right\|"),
    "floor": (r"\left\lfloor ", r"\right\rfloor"),
    "ceil": (r"\left\lceil ", r"\right\rceil"),
}
_ACCENTS = ("hat", "bar", "tilde", "dot")


def latex(tree: Node) -> str:
    """Write a tree in LaTeX, without dollar signs."""
    match tree:
        case Number(_, text):
            mantissa, _, exponent = text.partition("e")
            return rf"{mantissa} \cdot 10^{{{exponent}}}" if exponent else text
        case Name(name):
            return _name(name)
        case Constant(name):
            return _CONSTANTS.get(name, name)
        case Negative(body):
            return f"-{_term(body)}"
        case Sum((first, *rest)):
            start = _bracketed(first) if isinstance(first, Sum) else latex(first)
            return start + "".join(map(_added, rest))
        case Product(factors):
            return _factor(factors[0]) + "".join(starmap(_multiplied, pairwise(factors)))
        case Quotient(top, bottom):
            return rf"\frac{{{latex(top)}}}{{{latex(bottom)}}}"
        case Power(base, exponent):
            return f"{_base(base)}^{{{latex(exponent)}}}"
        case Call():
            return _call(tree)
        case Vector(items):
            column = r" \\ ".join(map(latex, items))
            return rf"\begin{{pmatrix}} {column} \end{{pmatrix}}"
        case Matrix(rows):
            lines = r" \\ ".join(" & ".join(map(latex, row)) for row in rows)
            return rf"\begin{{bmatrix}} {lines} \end{{bmatrix}}"
        case SetOf(items):
            return rf"\left\{{{_listed(items)}\right\}}"
        case Equation(left, right):
            return f"{latex(left)} = {latex(right)}"
    raise AssertionError(tree)


def _added(term: Node) -> str:
    return f" - {_term(term.body)}" if isinstance(term, Negative) else f" + {_term(term)}"


def _multiplied(before: Node, factor: Node) -> str:
    text = _factor(factor)
    # 2 beside a stacked half would look like two and a half
    mixed = isinstance(before, Number) and isinstance(factor, Quotient)
    return rf" \cdot {text}" if mixed or text[0].isdigit() else f" {text}"


def _term(node: Node) -> str:
    return _bracketed(node) if isinstance(node, Sum | Negative) else latex(node)


def _factor(node: Node) -> str:
    return _bracketed(node) if isinstance(node, Product) else _term(node)


def _base(node: Node) -> str:
    compound = isinstance(node, Power | Quotient) or (isinstance(node, Number) and "e" in node.text)
    return _bracketed(node) if compound else _factor(node)


def _bracketed(node: Node) -> str:
    return rf"\left({latex(node)}\right)"


def _listed(nodes: tuple[Node, ...]) -> str:
    return ", ".join(map(latex, nodes))


def _call(call: Call) -> str:
    function, arguments = call.function, call.arguments
    inside = _listed(arguments)
    match function, arguments:
        case ("sqrt", _):
            return rf"\sqrt{{{inside}}}"
        case ("cbrt", _):
            return rf"\sqrt[3]{{{inside}}}"
        case ("root", (index, body)):
            return rf"\sqrt[{latex(index)}]{{{latex(body)}}}"
        case ("factorial", (body,)):
            return f"{_base(body)}!"
        case ("transpose", (body,)):
            return rf"{_base(body)}^{{\top}}"
        case ("log", (body, _)) if base := log_base(call):
            return rf"\log_{{{base}}}\left({latex(body)}\right)"
    if function in _BRACKETS:
        opening, closing = _BRACKETS[function]
        return opening + inside + closing
    name = _NAMED.get(function)
    if name is None:
        name = rf"\{function}" if function in _COMMANDS else rf"\operatorname{{{function}}}"
    return rf"{name}\left({inside}\right)"


def _name(name: str) -> str:
    """Write a variable: `theta1` with a Greek letter and a subscript; a label as it is."""
    if not name.isidentifier():
        return _label(name)
    head = name.rstrip("0123456789")
    digits = name[len(head) :]
    letter, _, subscript = head.partition("_")
    below = subscript.replace("_", r"\_") + digits
    text = _letter(letter)
    return f"{text}_{{{below}}}" if below else text


def _letter(spelled: str) -> str:
    for accent in _ACCENTS:
        bare = spelled.removesuffix(accent)
        if bare != spelled and (len(bare) == 1 or bare in GREEK):
            return rf"\{accent}{{{_letter(bare)}}}"
    if spelled in GREEK:
        return rf"\{spelled}"
    return spelled if len(spelled) == 1 else rf"\mathrm{{{spelled}}}"


def _label(label: str) -> str:
    text = label.replace("∂", r"\partial ").replace("∇", r"\nabla ")
    quotient, space, applied = text.partition(" ") if label.startswith("d/") else (text, "", "")
    top, slash, bottom = quotient.partition("/")
    return (rf"\frac{{{top}}}{{{bottom}}}" if slash else quotient) + space + applied
