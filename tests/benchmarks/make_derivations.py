"""Write data/derivations.jsonl from data/derivations.txt: derivations as learners type them.

The text file is written by hand: the right lines, and what goes wrong with which. Here each line is
worked out in floats by a walk of its own (no part of drill that judges is asked): a right line must
be the derivative, found by differences, and a wrong one must not be. Then the lines are dressed:
implicit products, raised digits, labels, Greek letters, and what follows behind a wrong line.

Run: python tests/benchmarks/make_derivations.py
"""

from __future__ import annotations

import ast
import json
import math
import operator
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from drill.grade.derivations import DERIVATIONS

DATA = Path(__file__).parents[2] / "data"
H = 1e-3
SAME, APART = 1e-6, 1e-4
FUNCTIONS: dict[str, Callable[[float], float]] = {
    "sin": math.sin,
    "cos": math.cos,
    "tan": math.tan,
    "cot": lambda x: 1 / math.tan(x),
    "ln": math.log,
    "exp": math.exp,
    "sqrt": math.sqrt,
    "tanh": math.tanh,
    "sigmoid": lambda x: 1 / (1 + math.exp(-x)),
}
OPERATORS: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}
PLACES = ({"x": 1.3}, {"x": 0.7, "y": -0.4}, {"x": 2.1, "w": -0.3}, {"x": 1.9, "b": 0.2})


@dataclass
class Wrong:
    """One line gone wrong, and how it goes on."""

    number: int
    text: str
    what: str
    follows: list[str] = field(default_factory=list)


@dataclass
class Raw:
    """A derivation exactly as typed."""

    number: int | None
    what: str
    lines: list[str] = field(default_factory=list)


@dataclass
class Base:
    """A function, its right derivation and the wrong ones."""

    id: str
    of: str
    wrt: str
    variables: tuple[str, ...]
    label: str
    where: str = ""
    definitions: dict[str, str] = field(default_factory=dict)
    signs: dict[str, str] = field(default_factory=dict)
    right: list[str] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)
    raw: list[Raw] = field(default_factory=list)

    def given(self) -> dict[str, object]:
        """Give what identifies it in a row: the id of a shipped one, or the function."""
        if not self.id.startswith("own/"):
            return {"derivation": self.id}
        return {
            "derivation": self.id,
            "of": self.of,
            "wrt": self.wrt,
            "variables": self.variables,
            "label": self.label,
            "where": self.where,
        }


def value(text: str, at: Mapping[str, float]) -> float:
    """Work a line out in floats."""
    return _walk(ast.parse(text.replace("^", "**"), mode="eval").body, at)


def _walk(tree: ast.expr, at: Mapping[str, float]) -> float:
    match tree:
        case ast.Constant(value=int() | float() as number):
            return float(number)
        case ast.Name(id="e"):
            return math.e
        case ast.Name(id=name):
            return at[name]
        case ast.UnaryOp(op=ast.USub(), operand=body):
            return -_walk(body, at)
        case ast.BinOp(left=left, op=sign, right=right):
            return OPERATORS[type(sign)](_walk(left, at), _walk(right, at))
        case ast.Call(func=ast.Name(id=name), args=[argument]):
            return FUNCTIONS[name](_walk(argument, at))
    raise ValueError(ast.dump(tree))


def everything(base: Base, at: Mapping[str, float]) -> dict[str, float]:
    """Add the values of what is defined."""
    known = dict(at)
    for name, text in base.definitions.items():
        known[name] = value(text, known)
    return known


def line_value(base: Base, text: str, at: Mapping[str, float]) -> float:
    """Work out a line with derivative signs in it."""
    for sign, meaning in base.signs.items():
        text = text.replace(sign, f"({meaning})")
    return value(text, everything(base, at))


def truth(base: Base, at: Mapping[str, float]) -> float:
    """Differentiate by differences (five points, error of order h^4)."""

    def f(step: float) -> float:
        return value(base.of, everything(base, {**at, base.wrt: at[base.wrt] + step * H}))

    return (f(-2) - 8 * f(-1) + 8 * f(1) - f(2)) / (12 * H)


def points(base: Base) -> Iterator[dict[str, float]]:
    """Give a few points; an x that must be positive is."""
    for turn, place in enumerate(PLACES):
        yield {
            name: place.get(name, 0.45 + 0.37 * ((3 * turn + 5 * at) % 7))
            for at, name in enumerate(sorted({*base.variables, base.wrt}))
        }


def check(base: Base) -> None:
    """Hold every line of a base to its derivative."""
    for text in base.right:
        for at in points(base):
            wanted = truth(base, at)
            assert abs(line_value(base, text, at) - wanted) <= SAME * max(1, abs(wanted)), (
                base.of,
                text,
            )
    for wrong in base.wrong:
        gaps = [abs(line_value(base, wrong.text, at) - truth(base, at)) for at in points(base)]
        assert max(gaps) > APART, (base.of, wrong.text)
        for text in wrong.follows:
            for at in points(base):
                gap = line_value(base, text, at) - line_value(base, wrong.text, at)
                assert abs(gap) <= SAME, (base.of, text)


def bases(text: str) -> list[Base]:
    """Read the file."""
    found: list[Base] = []
    for line in text.splitlines():
        mark, rest = line[:1], line[1:].strip()
        if mark == "@":
            found.append(_base(rest))
        elif mark == "~":
            sign, _, meaning = rest.partition("=")
            found[-1].signs[sign.strip()] = meaning.strip()
        elif mark == ">":
            found[-1].right.append(rest)
        elif mark == "!":
            number, _, more = rest.partition(" ")
            wrong, _, what = more.partition("|")
            found[-1].wrong.append(Wrong(int(number), wrong.strip(), what.strip()))
        elif mark == "+":
            found[-1].wrong[-1].follows.append(rest)
        elif mark == "$":
            place, _, what = rest.partition("|")
            at = None if place.strip() == "-" else int(place)
            found[-1].raw.append(Raw(at, what.strip()))
        elif mark == ";":
            found[-1].raw[-1].lines.append(rest)
    return found


def _base(text: str) -> Base:
    of, *more = (cell.strip() for cell in text.split("|"))
    if not more:
        known = next(one for one in DERIVATIONS if one.id == of)
        return Base(
            of, known.of, known.wrt, known.variables, known.label, "", dict(known.definitions)
        )
    wrt, variables, label, *where = more
    names = tuple(name.strip() for name in variables.split(","))
    return Base(f"own/{of}", of, wrt, names, label, "".join(where))


# --- how learners write ---------------------------------------------------------------------------

RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def dressed(text: str, style: int) -> str:
    """Write a line as one learner or another would."""
    if style % 4 == 0:
        return text
    if style % 4 == 1:
        return _implicit(text)
    if style % 4 == 2:
        text = re.sub(r"(?<=[a-z)])\^(\d)(?!\d)", lambda found: found[1].translate(RAISED), text)
        return text.replace("*", " · ").replace("+", " + ")
    text = _implicit(text).replace("sigmoid(", "σ(").replace("yhat", "ŷ")
    return re.sub(r"delta(\d)", r"δ\1", text).replace("-", " - ").replace("^ - ", "^-")


def _implicit(text: str) -> str:
    text = re.sub(r"(?<![a-z0-9])(\d+)\*(?=[a-z(])", r"\1", text)
    return text.replace(")*(", ")(")


def labelled(base: Base, lines: list[str], style: int) -> list[str]:
    """Put labels before lines."""
    if style % 5 == 4:
        return lines
    d = "∂" if len(base.variables) > 1 else "d"
    name = {"sigma": "σ"}.get(base.label, base.label)
    first = f"{name}'({base.wrt}) = " if style % 5 == 1 else f"{d}{name}/{d}{base.wrt} = "
    later = first if style % 5 == 3 else "= "
    return [f"{first if turn == 0 else later}{line}" for turn, line in enumerate(lines)]


def rows() -> Iterator[dict[str, object]]:
    """Make every row, the wrong derivations of a base before its right ones."""
    style = 0
    for base in bases((DATA / "derivations.txt").read_text(encoding="utf-8")):
        check(base)
        for wrong in base.wrong:
            style += 1
            tail = wrong.follows or base.right[wrong.number + 1 :][: style % 3]
            lines = [*base.right[: wrong.number], wrong.text, *tail]
            yield _row(base, lines, style, wrong.number, wrong.what)
        for more in (1, 2) if base.right else ():
            yield _row(base, base.right, style + more, None, "")
        for raw in base.raw:
            yield {**base.given(), "lines": raw.lines, "wrong": raw.number, "what": raw.what}


def _row(
    base: Base, lines: list[str], style: int, wrong: int | None, what: str
) -> dict[str, object]:
    written = labelled(base, [dressed(line, style) for line in lines], style)
    return {**base.given(), "lines": written, "wrong": wrong, "what": what}


def main() -> None:
    """Write the file, and say how much is in it."""
    made = list(rows())
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in made)
    (DATA / "derivations.jsonl").write_text(text, encoding="utf-8")
    wrong = sum(row["wrong"] is not None for row in made)
    starts = len({row["derivation"] for row in made})
    print(f"{wrong} wrong and {len(made) - wrong} right derivations of {starts} functions")


if __name__ == "__main__":
    main()
