"""Backpropagation through a small graph of numbers: values forward, slopes backward."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import permutations, product
from math import exp
from typing import Any

from drill.exercise.contract import Step
from drill.exercise.draft import Draft
from drill.exercise.family import Family, levels, shares
from drill.exercise.parts import after, number
from drill.exercise.pick import Pick
from drill.exercise.questions import Asked, ask, assembled
from drill.exercise.write import latex
from drill.maths.build import node, plus, times
from drill.maths.tree import Name, Node
from drill.maths.tree import names as names_of

SIZES = (2, 3, 4, 5, 6)
NUDGE = 1e-5

Numbers = Mapping[str, Fraction]


@dataclass(frozen=True, slots=True)
class Made:
    """A node: what it does, to which others."""

    name: str
    op: str
    args: tuple[str, ...]


Template = tuple[tuple[str, ...], tuple[Made, ...]]


def _template(inputs: str, text: str) -> Template:
    """Read `q = + x y; f = * q z`; the last node is the output."""
    made = []
    for line in text.split("; "):
        name, _, op, *args = line.split()
        made.append(Made(name, op, tuple(args)))
    return tuple(inputs), tuple(made)


LEVELS: dict[int, tuple[Template, ...]] = {
    1: (
        _template("xyz", "q = + x y; f = * q z"),
        _template("xyz", "q = * x y; f = + q z"),
        _template("xyzw", "q = + x y; r = + z w; f = * q r"),
        _template("xyzw", "q = * x y; r = + q z; f = * r w"),
    ),
    2: (
        _template("xyz", "q = max x y; f = * q z"),
        _template("xyz", "q = - x y; f = * q z"),
        _template("xyzw", "q = max x y; r = * z w; f = - q r"),
        _template("xyzw", "q = max x y; r = - z w; f = * q r"),
    ),
    3: (
        _template("xyz", "q = * x y; r = + x z; f = * q r"),
        _template("xyz", "q = * x y; r = * x z; f = + q r"),
        _template("xyz", "q = + x y; r = * x z; f = * q r"),
        _template("xyz", "q = - x y; r = * x z; f = * q r"),
    ),
    4: (
        _template("wxby", "p = * w x; q = + p b; a = sigmoid q; f = * a y"),
        _template("wxby", "p = * w x; q = + p b; a = exp q; f = * a y"),
        _template("wxby", "p = * w x; q = + p b; a = sigmoid q; r = * y x; f = * a r"),
    ),
    5: (
        _template("xyz", "u = + x y; v = * u z; f = * u v"),
        _template("xyz", "u = * x y; v = + u z; f = * u v"),
        _template("xyz", "u = - x y; v = * u u; f = * v z"),
        _template("xyz", "u = + x y; v = * u z; q = + u v; f = * q x"),
    ),
}
HINTS = {
    1: (
        "Forward first, then the slopes from the output back: that of $f$ itself is 1.",
        "A sum hands its slope on unchanged; a product hands each side the value of the other.",
    ),
    2: (
        "Begin at the output with the slope 1, and go back node by node.",
        "A maximum hands its slope to the larger side alone; a difference turns the sign once.",
    ),
    3: (
        "How often is $x$ used?",
        "Every use of $x$ sends a slope back, and they add up.",
    ),
    4: (
        "What is the value just before the curved function?",
        r"$\sigma' = \sigma (1 - \sigma)$ and $e^u$ is its own slope, each at that value.",
    ),
    5: (
        "Which node is used more than once?",
        "Wait at that node until all its slopes have come in; only then go further back.",
    ),
}
MISTAKES = {
    "*": "product-self-paired",
    "-": "sign-lost-in-sum",
    "max": "relu-derivative",
    "sigmoid": "sigmoid-self",
    "exp": "exponential-as-power",
}
"""The misconception about each kind of node."""
PATHS = "one-path-only"


class ScalarGraph(Family):
    """Push values and slopes through a graph of numbers."""

    name = "scalar_graph"
    topic = "backpropagation"
    title = "Backpropagate through a small graph"
    version = 2
    instances = levels(4568, 4680, 1908, 1440, 1855)
    requires = shares(chain_two_layer=0.5, partial_poly=0.3)

    def draw(self, level: int, pick: Pick) -> Draft:
        """Draw a graph and whole numbers for it, no two of the same size."""
        pools = [_good_numbers(template) for template in LEVELS[level]]
        way = pick.way([len(pool) for pool in pools])
        inputs, graph = LEVELS[level][way]
        values = pick.one(pools[way])
        return _draft(dict(zip(inputs, map(Fraction, values), strict=True)), graph, level)


FAMILY = ScalarGraph()


@cache
def _good_numbers(template: Template) -> tuple[tuple[int, ...], ...]:
    """List the whole numbers for a graph with which every product tells its sides apart."""
    inputs, graph = template
    biased = "b" in inputs
    found = []
    for sizes in permutations(SIZES, len(inputs) - biased):
        for signs in product((-1, 1), repeat=len(sizes)):
            values = [size * sign for size, sign in zip(sizes, signs, strict=True)]
            if biased:  # w x + b = 0, where the curved functions have exact values
                values.insert(2, -values[0] * values[1])
            if _tells(dict(zip(inputs, values, strict=True)), graph):
                found.append(tuple(values))
    return tuple(found)


def _tells(given: Mapping[str, int], graph: tuple[Made, ...]) -> bool:
    """Say whether no product of two nodes has equal sides, or a side that is 0."""
    values = _forward(given, graph)
    products = [made.args for made in graph if made.op == "*" and len(set(made.args)) == 2]
    return all(
        values[left] and values[right] and values[left] != values[right] for left, right in products
    )


def _forward(given: Mapping[str, Any], graph: tuple[Made, ...]) -> dict[str, Any]:
    """Run the graph forward; the curved functions are taken at 0."""
    values = dict(given)
    for made in graph:
        args = [values[name] for name in made.args]
        if made.op in {"sigmoid", "exp"}:
            values[made.name] = Fraction(1, 2) if made.op == "sigmoid" else Fraction(1)
        else:
            values[made.name] = NUMBERS[made.op](*args)
    return values


def _local(made: Made, values: Numbers, wrong: str = "") -> tuple[Fraction, ...]:
    """Give the slope of a node by each of its arguments, or what a misconception makes of it."""
    one, zero = Fraction(1), Fraction(0)
    mistaken = MISTAKES.get(made.op) == wrong
    args = [values[name] for name in made.args]
    match made.op:
        case "*":
            return (args[0], args[1]) if mistaken else (args[1], args[0])
        case "-":
            return (one, one) if mistaken else (one, -one)
        case "max":
            left = args[0] > args[1]
            return (one, one) if mistaken else (one, zero) if left else (zero, one)
        case "sigmoid":
            return (values[made.name],) if mistaken else (Fraction(1, 4),)
        case "exp":
            return (zero,) if mistaken else (one,)
        case _:
            return (one, one)


def _backward(values: Numbers, graph: tuple[Made, ...], wrong: str = "") -> dict[str, Fraction]:
    """Run the tape backward; `one-path-only` overwrites where the slopes ought to add."""
    slopes = dict.fromkeys(values, Fraction(0))
    slopes["f"] = Fraction(1)
    for made in reversed(graph):
        for name, local in zip(made.args, _local(made, values, wrong), strict=True):
            before = Fraction(0) if wrong == PATHS else slopes[name]
            slopes[name] = before + slopes[made.name] * local
    return slopes


NUMBERS: dict[str, Callable[..., Any]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "max": max,
    "sigmoid": lambda a: 1 / (1 + exp(-a)),
    "exp": exp,
}


def _by_sympy(given: Numbers, graph: tuple[Made, ...], name: str) -> Callable[[], Any]:
    """Take one node for a variable of its own, and let sympy differentiate what follows."""

    def found() -> Any:
        import sympy

        wanted = sympy.Symbol("wanted", real=True)
        operations = {
            **NUMBERS,
            "max": sympy.Max,
            "sigmoid": lambda a: 1 / (1 + sympy.exp(-a)),
            "exp": sympy.exp,
        }
        made: dict[str, Any] = {key: sympy.Integer(int(size)) for key, size in given.items()}
        at = made.get(name)
        if name in made:
            made[name] = wanted
        for one in graph:
            made[one.name] = operations[one.op](*(made[arg] for arg in one.args))
            if one.name == name:
                at, made[name] = made[name], wanted
        return float(made["f"].diff(wanted).subs(wanted, at))

    return found


def _in_floats(given: Numbers, graph: tuple[Made, ...], moved: str = "", by: float = 0.0) -> float:
    """Run the graph in floats, with one of its nodes nudged."""
    values = {key: float(size) + (by if key == moved else 0.0) for key, size in given.items()}
    for made in graph:
        values[made.name] = NUMBERS[made.op](*(values[arg] for arg in made.args))
        values[made.name] += by if made.name == moved else 0.0
    return values["f"]


def _by_nudging(given: Numbers, graph: tuple[Made, ...], name: str) -> Callable[[], float]:
    def found() -> float:
        above, below = (_in_floats(given, graph, name, side * NUDGE) for side in (1, -1))
        return (above - below) / (2 * NUDGE)

    return found


def _draft(given: Numbers, graph: tuple[Made, ...], level: int) -> Draft:
    values = _forward(given, graph)
    slopes = _backward(values, graph)
    wanted = tuple(name for name in given if name != "b")
    if len(given) == 3:
        wanted = (graph[0].name, *wanted)
    used = [name for made in graph for name in made.args]
    names = [MISTAKES[op] for op in dict.fromkeys(made.op for made in graph) if op in MISTAKES]
    names += [PATHS] if len(set(used)) < len(used) else []
    wrong = {name: _backward(values, graph, name) for name in names}

    def _through_first(name: str) -> Node | None:
        """Write a slope with that of the first node, where it is asked for and counts."""
        ways = [
            times(Name(f"d{made.name}") if made is graph[0] else slopes[made.name], local)
            for made in graph
            for arg, local in zip(made.args, _local(made, values), strict=True)
            if arg == name
        ]
        whole = plus(*ways)
        return whole if graph[0].name in wanted and names_of(whole) else None

    def about(name: str) -> Asked:
        mistaken = [(one, found[name]) for one, found in wrong.items()]
        part = number(f"d{name}", slopes[name], label=rf"$\partial f / \partial {name}$")
        return ask(
            after(part, formula) if (formula := _through_first(name)) else part,
            _by_sympy(given, graph, name),
            _by_nudging(given, graph, name),
            [(one, size) for one, size in mistaken if size != slopes[name]],
        )

    start = ", ".join(f"${name} = {latex(node(size))}$" for name, size in given.items())
    lines = "".join(f"\n\n$${made.name} = {_shown(made)}$$" for made in graph)
    return assembled(
        f"A graph is computed from {start}. Find the value of $f$, and its slopes.{lines}",
        [
            ask(
                number("f", values["f"], label="$f$"),
                lambda: values["f"],
                lambda: _in_floats(given, graph),
            ),
            *map(about, wanted),
        ],
        hints=HINTS[level],
        solution=_solution(values, slopes, graph, wanted),
    )


def _shown(made: Made) -> str:
    if made.op == "*" and made.args[0] == made.args[1]:
        return f"{made.args[0]}^2"
    return {
        "+": "{0} + {1}",
        "-": "{0} - {1}",
        "*": "{0} {1}",
        "max": r"\max({0}, {1})",
        "sigmoid": r"\sigma({0})",
        "exp": "e^{0}",
    }[made.op].format(*made.args)


def _bracketed(size: Fraction) -> str:
    text = latex(node(size))
    return rf"\left({text}\right)" if size < 0 else text


def _solution(
    values: Numbers, slopes: Numbers, graph: tuple[Made, ...], wanted: tuple[str, ...]
) -> Iterator[Step]:
    forward = ", ".join(f"${made.name} = {latex(node(values[made.name]))}$" for made in graph[:-1])
    yield Step("forward", f"{forward}; then $f$ from these.")
    order = [made.name for made in reversed(graph)] + list(values)
    lines = [r"- $\partial f / \partial f = 1$"]
    for name in dict.fromkeys(order):
        ways = [
            rf"{_bracketed(slopes[made.name])} \cdot {_bracketed(local)}"
            for made in graph
            for arg, local in zip(made.args, _local(made, values), strict=True)
            if arg == name
        ]
        if ways:
            total = latex(node(slopes[name]))
            lines.append(rf"- $\partial f / \partial {name} = {' + '.join(ways)} = {total}$")
    yield Step("backward, slope behind times own slope", "\n".join(lines))
    found = ", ".join(
        rf"$\partial f / \partial {name} = {latex(node(slopes[name]))}$" for name in wanted
    )
    yield Step("answer", f"$f = {latex(node(values['f']))}$, {found}.")
