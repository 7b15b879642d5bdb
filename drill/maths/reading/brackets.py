"""What stands in brackets: a group, a vector, a matrix, a set, or between bars.

`(a, b)` and `[a, b]` are vectors, `[[a, b], [c, d]]` and `[a, b; c, d]` matrices, `{a, b}` a set.
`[x]` is a group inside something larger, and a vector of one where it is the whole answer.
"""

from __future__ import annotations

from drill.maths.errors import Unreadable
from drill.maths.reading.cursor import Cursor
from drill.maths.reading.numerals import decimal, is_plain
from drill.maths.reading.tokens import Kind, Token
from drill.maths.tree import Call, Matrix, Node, SetOf, Vector


def bracketed(cursor: Cursor, *, row: bool = False) -> Node:
    """Read from an opening bracket to its end; with `row`, `[x]` is a vector of one."""
    opening = cursor.at
    text = cursor.peek.text
    if text == "{":
        return _set(cursor) if cursor.is_whole(opening) else group(cursor)
    if text == "begin":
        return _environment(cursor)
    if _holds_environment(cursor):
        return group(cursor)
    if text in {"⌊", "⌈"}:
        return Call("floor" if text == "⌊" else "ceil", (group(cursor),))
    if text == "(" and _may_be_decimal(cursor) and cursor.ask("pair", _PAIR):
        first, second = cursor.tokens[opening + 1], cursor.tokens[opening + 3]
        cursor.at = cursor.pairs[opening] + 1
        return decimal(first, second)
    alone = text == "⟨" or (text == "[" and (row or _stands_alone(cursor)))
    rows, commas = _rows(cursor, nested=text == "[")
    if len(rows) > 1 and commas and text != "[":
        raise _mixed(cursor.tokens[opening])
    if len(rows) > 1:
        return _stacked(rows, cursor.tokens[opening])
    if len(rows[0]) == 1 and not commas and not alone:
        return rows[0][0]
    return listed(rows[0], cursor.tokens[opening])


def _mixed(opening: Token) -> Unreadable:
    return Unreadable(
        "Commas and semicolons are mixed; part the entries with commas, and write decimals with a"
        " point.",
        opening.column,
    )


def _stands_alone(cursor: Cursor) -> bool:
    """Tell whether `[x]` is a vector of one: the whole answer, typed form, or around a row."""
    inner = cursor.at + 1
    around = inner in cursor.pairs and cursor.pairs[inner] + 1 == cursor.pairs[cursor.at]
    row = around and cursor.tokens[inner].text == "["
    return cursor.typed or row or cursor.is_whole(cursor.at)


def _holds_environment(cursor: Cursor) -> bool:
    """Tell whether brackets hold a LaTeX matrix and nothing else: they are only its frame."""
    inner = cursor.at + 1
    if cursor.tokens[inner].kind is not Kind.OPEN or cursor.tokens[inner].text != "begin":
        return False
    return cursor.pairs[inner] + 1 == cursor.pairs[cursor.at]


def group(cursor: Cursor) -> Node:
    """Read one expression between brackets."""
    closing = cursor.pairs[cursor.at]
    cursor.take()
    with cursor.inside(commas=False):
        body = cursor.sum()
    if cursor.at != closing:
        raise _stray(cursor)
    cursor.take()
    return body


def items(cursor: Cursor) -> tuple[Node, ...]:
    """Read the arguments of a function, from its opening bracket to its end."""
    opening = cursor.peek
    rows, _ = _rows(cursor, nested=False)
    if len(rows) > 1:
        raise Unreadable("Arguments are separated by commas.", opening.column)
    return tuple(rows[0])


def barred(cursor: Cursor) -> Node:
    """Read `|x|`, `‖x‖` or `||x||`."""
    opening = cursor.at
    bar = cursor.take()
    if cursor.is_at(Kind.END):
        raise _unclosed(bar)
    with cursor.inside(commas=False, bar=bar.text):
        body = cursor.sum()
    if not cursor.sees(bar.text):
        raise _unclosed(bar)
    doubled = _is_doubled(cursor, opening, body)
    cursor.take()
    if bar.text == "|" and not doubled:
        cursor.last_bars = (opening, cursor.at)
        return Call("abs", (body,))
    if cursor.is_at(Kind.SUBSCRIPT):
        cursor.take()
    if doubled and isinstance(body, Call):
        return Call("norm", body.arguments)
    return Call("norm", (body,))


def _unclosed(bar: Token) -> Unreadable:
    name = "abs" if bar.text == "|" else "norm"
    return Unreadable(
        f"This “{bar.text}” is never closed; {name}(x) can be written instead.", bar.column
    )


def _is_doubled(cursor: Cursor, opening: int, body: Node) -> bool:
    """Tell whether bars are the outer of two that touch on either side, as in `||x||`."""
    return (
        isinstance(body, Call)
        and cursor.last_bars == (opening + 1, cursor.at)
        and not cursor.tokens[opening + 1].spaced
        and not cursor.peek.spaced
    )


_PAIR = "Is this a list of two numbers, or one number with a decimal comma?"


def _may_be_decimal(cursor: Cursor) -> bool:
    """Tell whether a bracket inside something larger holds `3,5` and nothing else."""
    at = cursor.at
    if cursor.is_whole(at) or cursor.pairs[at] != at + 4 or _is_entry(cursor):
        return False
    first, comma, second = cursor.tokens[at + 1 : at + 4]
    glued = not comma.spaced and not second.spaced and comma.text == ","
    return glued and is_plain(first) and is_plain(second)


def _is_entry(cursor: Cursor) -> bool:
    """Tell whether a bracket is all of an entry of a list."""
    parting = {",", ";", "(", "[", "{", "⟨"}
    before = cursor.tokens[cursor.at - 1].text if cursor.at else ""
    after = cursor.tokens[cursor.pairs[cursor.at] + 1]
    return (
        cursor.commas and before in parting and (after.text in parting or after.kind is Kind.CLOSE)
    )


def _rows(cursor: Cursor, *, nested: bool) -> tuple[list[list[Node]], bool]:
    """Read items between brackets, in rows parted by semicolons; tell whether there was a comma."""
    closing = cursor.pairs[cursor.at]
    opening = cursor.take()
    rows: list[list[Node]] = [[]]
    commas = False
    with cursor.inside(commas=True):
        if cursor.at == closing:
            raise Unreadable("There is nothing between these brackets.", opening.column)
        while True:
            rows[-1].append(_item(cursor, closing) if nested else cursor.sum())
            if cursor.sees(","):
                cursor.take()
                commas = True
                if cursor.at == closing:
                    break
            elif cursor.sees(";"):
                cursor.take()
                rows.append([])
            elif cursor.at == closing:
                break
            else:
                raise _stray(cursor)
    cursor.take()
    return rows, commas


def _item(cursor: Cursor, closing: int) -> Node:
    """Read an item of `[…]`; a bracket that is all of it is a row, even with one entry."""
    if cursor.sees("["):
        after = cursor.pairs[cursor.at] + 1
        if after == closing or cursor.tokens[after].text == ",":
            return bracketed(cursor, row=True)
    return cursor.sum()


def listed(entries: list[Node], opening: Token) -> Node:
    """Make a vector of entries, or a matrix where they are rows."""
    rows = [entry.items for entry in entries if isinstance(entry, Vector)]
    if any(isinstance(entry, Matrix) for entry in entries):
        raise Unreadable("Matrices do not nest; write rows of single entries.", opening.column)
    if not rows:
        return Vector(tuple(entries))
    if len(rows) != len(entries):
        raise Unreadable("Rows and single entries are mixed in one list.", opening.column)
    return _matrix(rows, opening)


def _stacked(rows: list[list[Node]], opening: Token) -> Node:
    """Make a column vector, or a matrix, of rows that were parted from each other."""
    if any(isinstance(entry, Vector | Matrix) for row in rows for entry in row):
        raise Unreadable("Matrices do not nest; write rows of single entries.", opening.column)
    if all(len(row) == 1 for row in rows):
        return Vector(tuple(row[0] for row in rows))
    return _matrix([tuple(row) for row in rows], opening)


def _matrix(rows: list[tuple[Node, ...]], opening: Token) -> Node:
    if len({len(row) for row in rows}) > 1:
        raise Unreadable("The rows of this matrix differ in length.", opening.column)
    return Matrix(tuple(rows))


def _set(cursor: Cursor) -> Node:
    closing = cursor.pairs[cursor.at]
    if closing == cursor.at + 1:
        cursor.at = closing + 1
        return SetOf(())
    opening = cursor.peek
    rows, commas = _rows(cursor, nested=False)
    if len(rows) > 1 and commas:
        raise _mixed(opening)
    return SetOf(tuple(entry for row in rows for entry in row))


def _environment(cursor: Cursor) -> Node:
    """Read a LaTeX matrix; one row or one column of it is a vector."""
    closing = cursor.pairs[cursor.at]
    opening = cursor.take()
    rows: list[list[Node]] = [[]]
    with cursor.inside(commas=False):
        while True:
            rows[-1].append(cursor.sum())
            if cursor.sees("&"):
                cursor.take()
                continue
            if cursor.sees("\\\\"):
                cursor.take()
                rows.append([])
            if cursor.at == closing:
                break
            if rows[-1]:
                raise _stray(cursor)
    cursor.take()
    rows = [row for row in rows if row]
    if len(rows) == 1:
        return Vector(tuple(rows[0]))
    return _stacked(rows, opening)


def _stray(cursor: Cursor) -> Unreadable:
    """Say what does not belong between these brackets."""
    token = cursor.peek
    if token.kind is Kind.CLOSE:
        return cursor.unexpected()
    if token.text in {",", ";"}:
        return Unreadable(
            "A comma does not belong here; a set stands alone, and a decimal has a point.",
            token.column,
        )
    return Unreadable(f"“{token.text}” does not belong here.", token.column)
