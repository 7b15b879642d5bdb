"""Functions and roots, with and without brackets: how far `sin x` reaches.

Policy. A function with brackets takes what they hold. Without, it takes one value with its power
(`sin x^2` is sin(x^2), asked), and what is written against it without a space (`sin 2x`,
`ln xy`). A number or constant alone reaches on to what it multiplies (`sin 2 x`, `sin 2*x`,
`cos pi/4`; asked), save under a logarithm or root, for ln 2 and √2 are numbers in their own right.
Otherwise a space, a sign, a bracket or another function ends the argument, and a `/` divides the
whole (`sin x/2` is sin(x)/2, asked). `√` takes one value: `√2x` is √2·x, asked.
`sin^2 x` is the square of sin(x); `sin^-1 x` is arcsin(x), asked.
"""

from __future__ import annotations

from drill.maths.errors import Unreadable
from drill.maths.functions import FUNCTIONS, INVERSES, Function
from drill.maths.reading.brackets import group, items, listed
from drill.maths.reading.cursor import Cursor, multiplied, negated
from drill.maths.reading.numerals import is_plain, small
from drill.maths.reading.tokens import Kind, Token
from drill.maths.tree import Call, Name, Negative, Node, Number, Power, Quotient, Vector, names

_LETTERS = frozenset({Kind.NAME, Kind.CONSTANT})
_ROOTS = frozenset({"sqrt", "cbrt"})
_OF_NUMBERS = _ROOTS | {"ln", "log", "log2", "log10"}


def application(cursor: Cursor) -> Node:
    """Read a function, its power if it has one (`sin^2 x`), and its argument."""
    token = cursor.take()
    if token.text == "sqrt" and _has_index(cursor):
        return _indexed_root(group(cursor), group(cursor))
    with cursor.deeper():
        exponent = _power(cursor)
        call = _called(token, _arguments(cursor, token), cursor)
    if exponent is None:
        return call
    inverse = INVERSES.get(call.function)
    if inverse and exponent == Negative(small(1)):
        question = f"Is {call.function}^-1 the inverse function {inverse}, or 1/{call.function}?"
        if not cursor.ask("inverse", question, token):
            return Call(inverse, call.arguments)
    return Power(call, exponent)


def root(cursor: Cursor) -> Node:
    """Read `√x`, `∛x` or `∜x`."""
    index = cursor.take().text
    start = cursor.at
    with cursor.deeper():
        body = cursor.atom()
        if cursor.tokens[start].kind not in {Kind.OPEN, Kind.BAR, Kind.FUNCTION}:
            body = _under_root(cursor, body)
    if isinstance(body, Vector):
        raise Unreadable("A root is taken of one value.", cursor.tokens[start].column)
    return _root_of(index, body)


def latex_root(cursor: Cursor) -> Node:
    r"""Read `\sqrt{x}`, `\sqrt[3]{x}` or `\sqrt2`."""
    cursor.take()
    index: Node = small(2)
    with cursor.deeper():
        if cursor.sees("["):
            index = group(cursor)
        return _indexed_root(index, latex_argument(cursor))


def fraction(cursor: Cursor) -> Node:
    r"""Read `\frac{a}{b}` or `\frac12`."""
    cursor.take()
    with cursor.deeper():
        top = latex_argument(cursor)
        return Quotient(top, latex_argument(cursor))


def latex_argument(cursor: Cursor) -> Node:
    """Read what a LaTeX command takes: a group in braces, or one letter or digit."""
    token = cursor.peek
    if cursor.sees("{"):
        return group(cursor)
    if is_plain(token) and len(token.text) > 1:
        # apart from what it stood with: \frac1234 is 34 halves
        rest = Token(Kind.NUMBER, token.text[1:], token.column + 1, token.end, spaced=True)
        cursor.tokens[cursor.at] = rest
        return small(int(token.text[0]))
    return cursor.atom()


def _has_index(cursor: Cursor) -> bool:
    """Tell whether `[3]` stands behind `sqrt`, and then what the root is of."""
    if not cursor.sees("["):
        return False
    following = cursor.tokens[cursor.pairs[cursor.at] + 1]
    return following.kind is Kind.OPEN and following.text in {"{", "("} and not following.spaced


def _indexed_root(index: Node, body: Node) -> Node:
    if isinstance(index, Number) and index.text in {"2", "3"}:
        return _root_of(index.text, body)
    return Call("root", (index, body))


def _root_of(index: str, body: Node) -> Node:
    if index == "4":
        return Call("root", (small(4), body))
    return Call("sqrt" if index == "2" else "cbrt", (body,))


def _under_root(cursor: Cursor, body: Node) -> Node:
    """Decide how far a root sign reaches over what follows its value."""
    if cursor.sees("^") and not cursor.ask("inside", "Is the power under the root, or outside it?"):
        caret = cursor.take()
        exponent = cursor.atom() if caret.raised else negated_factor(cursor)
        body = Power(body, exponent)
    elif (
        cursor.is_glued()
        and cursor.peek.kind in _LETTERS
        and cursor.ask("root", "Is the root of the first value alone, or of all that follows?")
    ):
        pieces = [body]
        while cursor.is_glued() and cursor.peek.kind in _LETTERS:
            pieces.append(cursor.factor())
        body = multiplied(pieces)
    return body


def negated_factor(cursor: Cursor) -> Node:
    """Read an operand with signs before it, one level deeper."""
    minuses = cursor.signs()
    with cursor.deeper():
        return negated(cursor.factor(), minuses)


def _power(cursor: Cursor) -> Node | None:
    """Read the power between a function and its argument."""
    if not cursor.sees("^"):
        return None
    cursor.take()
    minuses = cursor.signs()
    return negated(cursor.atom(), minuses)


def _arguments(cursor: Cursor, token: Token) -> tuple[Node, ...]:
    function = FUNCTIONS[token.text]
    if cursor.sees("(", "["):
        return _in_brackets(cursor, token)
    if cursor.sees("{"):
        return (group(cursor),) if function.most == 1 and not function.gathers else items(cursor)
    if cursor.typed or (function.most != 1 and token.text != "log"):
        raise Unreadable(
            f"{token.text} needs its arguments in brackets, as in {_example(function)}.",
            cursor.peek.column,
        )
    return (_bare(cursor, token),)


def _in_brackets(cursor: Cursor, token: Token) -> tuple[Node, ...]:
    """Read bracketed arguments; `sin (x)^2` with its space may mean sin((x)^2)."""
    opening = cursor.at
    spaced = cursor.peek.spaced
    caret = cursor.tokens[cursor.pairs[opening] + 1]
    if spaced and caret.kind is Kind.SIGN and caret.text == "^":
        question = f"Is the power of the whole {token.text}, or only of the bracket behind it?"
        if cursor.ask("bracket power", question):
            return (cursor.factor(),)
    return items(cursor)


def _bare(cursor: Cursor, token: Token) -> Node:
    """Read an argument without brackets."""
    apart = cursor.peek.spaced and cursor.following.spaced
    minuses = 0 if apart else cursor.signs()
    if not cursor.starts_operand() and cursor.peek.kind is not Kind.BAR:
        raise Unreadable(
            f"{token.text} needs something to act on, as in {token.text}(x).", cursor.peek.column
        )
    body = cursor.atom()
    if cursor.sees("^") and not minuses:
        question = f"Is the power inside {token.text}, or of the whole {token.text}?"
        if cursor.ask("inside", question):
            return body
    pieces = [cursor.postfix(body)]
    constant = not names(pieces[0])
    while cursor.starts_operand() and _absorbs(cursor, token, pieces[-1], constant=constant):
        pieces.append(cursor.factor())
        constant = constant and not names(pieces[-1])
    return negated(_divided(cursor, token, multiplied(pieces), constant=constant), minuses)


def _absorbs(cursor: Cursor, token: Token, last: Node, *, constant: bool) -> bool:
    """Decide whether a bare argument reaches over the operand that follows it."""
    glued = cursor.is_glued()
    reaches = glued and constant
    if cursor.peek.kind in _LETTERS:
        numeric = isinstance(last, Number)
        reaches = glued or (constant and not (numeric and token.text in _OF_NUMBERS))
        under_root = numeric and token.text in _ROOTS
        doubtful = not glued or isinstance(last, Power) or under_root
    elif cursor.peek.kind is Kind.FUNCTION:
        doubtful = constant
    else:
        doubtful = glued or cursor.is_at(Kind.NUMBER)
    question = f"Does {token.text} reach over what follows, or stop here?"
    return reaches != (doubtful and cursor.ask("reach", question))


def _divided(cursor: Cursor, token: Token, body: Node, *, constant: bool) -> Node:
    """Decide whether a bare argument reaches over a `/` or `*` written against it."""
    if not cursor.sees("/", "*") or cursor.peek.spaced:
        return body
    sign = cursor.peek.text
    if cursor.following.spaced or (sign == "*" and not constant):
        return body
    numeric = isinstance(body, Number)
    reaches = constant and not (numeric and (sign == "/" or token.text in _OF_NUMBERS))
    if cursor.ask("reach", f"Does {token.text} reach over the “{sign}”, or stop before it?"):
        reaches = not reaches
    if not reaches:
        return body
    cursor.take()
    other = negated_factor(cursor)
    return Quotient(body, other) if sign == "/" else multiplied([body, other])


def _called(token: Token, arguments: tuple[Node, ...], cursor: Cursor) -> Call:
    """Apply a function to its arguments in its one canonical form."""
    name = token.text
    if name == "log" and (len(arguments) == 1 or token.base):
        return _logarithm(token, arguments, cursor)
    function = FUNCTIONS[name]
    if function.gathers and len(arguments) > 1:
        return Call(name, (listed(list(arguments), token),))
    if len(arguments) > 1 == function.most and all(isinstance(each, Number) for each in arguments):
        raise Unreadable(
            f"{name} takes one argument; a decimal is written with a point, as in {name}(0.5).",
            token.column,
        )
    if not function.takes(len(arguments)):
        raise Unreadable(
            f"{name} takes {_count(function)}, as in {_example(function)};"
            f" here are {len(arguments)}.",
            token.column,
        )
    return Call(name, arguments)


def _logarithm(token: Token, arguments: tuple[Node, ...], cursor: Cursor) -> Call:
    """Read `log(x)` as natural, and `log_b(x)` with its base."""
    known = {"": "ln", "e": "ln", "2": "log2", "10": "log10"}
    if len(arguments) > 1:
        raise Unreadable("The base of this logarithm is written twice.", token.column)
    if token.base in known and token.base not in cursor.source.scope.variables:
        return Call(known[token.base], arguments)
    base = small(int(token.base)) if token.base.isdigit() else Name(token.base)
    return Call("log", (*arguments, base))


def _count(function: Function) -> str:
    if function.most is None:
        return f"{function.least} or more arguments"
    return "one argument" if function.most == 1 else f"{function.most} arguments"


def _example(function: Function) -> str:
    if function.name == "log":
        return "log(x, 2) with the base second"
    if function.name == "root":
        return "root(3, x) for a cube root"
    return (
        f"{function.name}(x)" if function.takes(1) and function.most else f"{function.name}(x, y)"
    )
