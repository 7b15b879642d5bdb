"""The computation graph of an expression at a point: forward values, local slopes, and backwards.

One node an operation, shared parts once, as in backpropagation: the forward pass works every node
out, the backward pass hands the gradient of the output down, multiplied by each local gradient on
the way and added up where several paths meet. Numbers are floats; constants stand in the operation
that uses them. Standard library only; how it looks is for `draw` at the end of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from drill.maths.cells import cells, cut
from drill.maths.components import Grid, components
from drill.maths.errors import NoValue
from drill.maths.evaluate import real_value
from drill.maths.rebuild import with_children
from drill.maths.show import line, typed
from drill.maths.slope import distinct, slope
from drill.maths.tree import Call, Name, Negative, Node, children

LARGEST = 400
"""Nodes a graph may have; a larger expression is not drawn, and not worth drawing."""

_KINKED = frozenset({"abs", "relu", "sign", "step"})
_ROUNDED = frozenset({"floor", "ceil"})


@dataclass(frozen=True, slots=True)
class Vertex:
    """One node: a variable, or an operation on other nodes, which come before it.

    `inputs` are indices of nodes, each once, in reading order; `local` are the derivatives of this
    node by each of them. `paths` are what comes back from each node that uses this one; their sum
    is `gradient`, the derivative of the output by this node.
    """

    name: str
    operation: Node
    """The operation in terms of the names of its inputs; of a variable its own name."""
    value: float
    inputs: tuple[int, ...] = ()
    local: tuple[float, ...] = ()
    paths: tuple[float, ...] = ()

    @property
    def gradient(self) -> float:
        """The derivative of the output by this node."""
        return sum(self.paths)


@dataclass(frozen=True, slots=True)
class Graph:
    """The nodes in the order they are worked out: variables first, the output last."""

    vertices: tuple[Vertex, ...]

    @property
    def output(self) -> Vertex:
        """The node of the whole expression."""
        return self.vertices[-1]


def graph(tree: Node, at: Mapping[str, float]) -> Graph:
    """Build the graph of an expression that is a number, and pass through it both ways.

    Vectors are taken apart first. Raises `NoValue` where the expression is no number, has no value
    at the point, or a node of it has no derivative there (a kink, a jump, a tie of two maxima), and
    where it is too large.
    """
    parts = components(tree)
    if isinstance(parts, Grid):
        raise NoValue("A computation graph ends in one number, not in a vector or a matrix.")
    maker = _Maker(at, _prefix(frozenset(_reading_order(parts))))
    maker.variables(parts)
    last = maker.add(parts)
    return Graph(_backwards(maker.vertices[: last + 1]))


def _prefix(taken: frozenset[str]) -> str:
    """Find a letter for the operations that no variable is named by."""
    for letter in ("v", "t", "n", "a"):
        if not any(name.rstrip("0123456789") == letter for name in taken):
            return letter
    return "node"


@dataclass(slots=True)
class _Maker:
    """The forward pass: nodes are added after the nodes they use."""

    at: Mapping[str, float]
    prefix: str
    vertices: list[Vertex] = field(default_factory=list)
    _known: dict[Node, int] = field(default_factory=dict)
    _done: dict[int, tuple[Node, int]] = field(default_factory=dict)
    _moving: dict[int, tuple[Node, bool]] = field(default_factory=dict)

    def variables(self, tree: Node) -> None:
        """Put the variables in front, in reading order."""
        for name in _reading_order(tree):
            if name not in self.at:
                raise NoValue(f"There is no value for {name} here.")
            self._put(Vertex(name, Name(name), float(self.at[name])))

    def add(self, tree: Node) -> int:
        """Write a tree in, its parts first; the same operation twice is one node."""
        seen = self._done.get(id(tree))
        if seen is not None:
            return seen[1]
        if isinstance(tree, Name):
            found = self._known[tree]
        else:
            found = self._operation(with_children(_without_doubles(tree), self._as_name))
        self._done[id(tree)] = (tree, found)
        return found

    def _as_name(self, part: Node) -> Node:
        """Name the node of a part; a constant stays, and so does the minus of a term."""
        if not self._moves(part):
            return part
        if isinstance(part, Negative):
            return Negative(self._as_name(part.body))
        return Name(self.vertices[self.add(part)].name)

    def _moves(self, part: Node) -> bool:
        """Tell whether a part has a variable in it; shared parts are looked into once."""
        seen = self._moving.get(id(part))
        if seen is None:
            moves = isinstance(part, Name) or any(map(self._moves, children(part)))
            seen = self._moving[id(part)] = (part, moves)
        return seen[1]

    def _operation(self, operation: Node) -> int:
        if operation in self._known:
            return self._known[operation]
        by_name = {vertex.name: index for index, vertex in enumerate(self.vertices)}
        used = tuple(_reading_order(operation))
        values = {name: self.vertices[by_name[name]].value for name in used}
        return self._put(
            Vertex(
                f"{self.prefix}{1 + sum(map(_is_operation, self.vertices))}",
                operation,
                real_value(operation, values),
                tuple(by_name[name] for name in used),
                tuple(_local(operation, name, values) for name in used),
            )
        )

    def _put(self, vertex: Vertex) -> int:
        if len(self.vertices) >= LARGEST:
            raise NoValue("This expression is too large for a graph.")
        self.vertices.append(vertex)
        self._known[vertex.operation] = len(self.vertices) - 1
        return len(self.vertices) - 1


def _is_operation(vertex: Vertex) -> bool:
    return vertex.operation != Name(vertex.name)


def _without_doubles(tree: Node) -> Node:
    """Name an argument of a maximum once, so that it does not tie with itself."""
    if isinstance(tree, Call) and tree.function in {"max", "min"}:
        return Call(tree.function, distinct(tree.arguments))
    return tree


def _local(operation: Node, name: str, values: Mapping[str, float]) -> float:
    """Differentiate one operation by one of its inputs, at the values of them all."""
    refused = f"{line(operation)} has no derivative here."
    match operation:
        case Call("factorial", _):
            raise NoValue(refused)
        case Call(function, (argument,)) if function in _KINKED | _ROUNDED:
            value = real_value(argument, values)
            if value == 0 if function in _KINKED else value.is_integer():
                raise NoValue(refused)
    try:
        return real_value(slope(operation, name), values)
    except NoValue as error:
        raise NoValue(refused) from error


def _reading_order(tree: Node) -> Iterator[str]:
    """List the variables of a tree, each once, from left to right."""
    met: dict[str, None] = {}
    left = [tree]
    seen: set[int] = set()
    while left:
        here = left.pop()
        if isinstance(here, Name):
            met[here.name] = None
        elif id(here) not in seen:
            seen.add(id(here))
            left.extend(reversed(children(here)))
    yield from met


def _backwards(vertices: Sequence[Vertex]) -> tuple[Vertex, ...]:
    """Hand the gradient of the output down, the last node first."""
    paths: list[list[float]] = [[] for _ in vertices]
    paths[-1].append(1.0)
    for index in reversed(range(len(vertices))):
        gradient = sum(paths[index])
        for source, local in zip(vertices[index].inputs, vertices[index].local, strict=True):
            paths[source].append(gradient * local)
    return tuple(
        Vertex(each.name, each.operation, each.value, each.inputs, each.local, tuple(found))
        for each, found in zip(vertices, paths, strict=True)
    )


def draw(graph: Graph, width: int = 80, *, ascii: bool = False) -> tuple[str, ...]:  # noqa: A002
    """Draw a graph as a table, a line a node, none wider than `width` columns.

    The columns are the node, what it is, its value, its derivative by each input, and the
    derivative of the output by it; where several paths come back, what each brings. What does not
    fit is left out behind a mark, never a number cut in two.
    """
    written = typed if ascii else line
    d, mark = ("d", "..") if ascii else ("∂", "…")
    heads = ("node", "operation", "value", "local gradients")
    last = f"{d}{written(Name(graph.output.name))}/{d}node"
    table: list[tuple[tuple[str, ...], ...]] = [tuple((head,) for head in (*heads, last))]
    table += [tuple(_row(graph, vertex, written, d, mark)) for vertex in graph.vertices]
    sizes = _sizes([[cells(row[at][0]) for row in table] for at in range(5)], width)
    drawn = [
        "  ".join(_fitted(*pair, mark) for pair in zip(row, sizes, strict=True)) for row in table
    ]
    rule = "  ".join(("-" if ascii else "─") * size for size in sizes)
    return tuple(text.rstrip() for text in (drawn[0], rule, *drawn[1:]))


def _row(
    graph: Graph, vertex: Vertex, written: Callable[[Node], str], d: str, mark: str
) -> Iterator[tuple[str, ...]]:
    """Give the cells of a line, each in its full form and in shorter ones."""
    yield (written(Name(vertex.name)),)
    yield (written(vertex.operation) if _is_operation(vertex) else "",)
    yield (_number(vertex.value, d),)
    entries = [
        f"{d}{written(Name(graph.vertices[source].name))}: {_number(slope, d)}"
        for source, slope in zip(vertex.inputs, vertex.local, strict=True)
    ]
    shorter = ("  ".join((*entries[:kept], mark)) for kept in reversed(range(len(entries))))
    yield ("  ".join(entries), *shorter)
    total = _number(vertex.gradient, d)
    yield (f"{_added(vertex.paths, d)} = {total}", total) if len(vertex.paths) > 1 else (total,)


def _added(paths: Sequence[float], d: str) -> str:
    text = _number(paths[0], d)
    for path in paths[1:]:
        text += f" {_number(-1.0, d)[0] if path < 0 else '+'} {_number(abs(path), d)}"
    return text


def _number(value: float, d: str) -> str:
    """Write a number to four digits, with a minus as long as a plus unless all is ASCII."""
    text = f"{value + 0.0:.4g}"
    return text if d.isascii() else text.replace("-", "−")


def _sizes(columns: Sequence[Sequence[int]], width: int) -> list[int]:
    """Give each column what it needs, and take from the widest until the table fits."""
    sizes = [max(column) for column in columns]
    room = width - 2 * (len(sizes) - 1)
    while sum(sizes) > room and max(sizes) > 1:
        sizes[sizes.index(max(sizes))] -= 1
    return sizes


def _fitted(forms: Sequence[str], size: int, mark: str) -> str:
    """Choose the fullest form that fits, or cut the shortest."""
    text = next((form for form in forms if cells(form) <= size), "")
    if not text and forms[-1]:
        text = cut(forms[-1], size - cells(mark))[0] + mark if size > cells(mark) else mark[:size]
    return text + " " * (size - cells(text))
