"""An explained derivative as a value: its steps in order, from the inside out, and its last line.

Nothing here differentiates. A path says where in the explained tree a step happens: the indices
into `tree.children`, from the root down.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from drill.maths.build import exact
from drill.maths.steps.rules import Rule
from drill.maths.tree import Matrix, Node, Quotient, Vector, children

Path: TypeAlias = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A part that moves, by the letter it goes by in this step, and its derivative, tidied."""

    letter: str
    tree: Node
    slope: Node


@dataclass(frozen=True, slots=True)
class Note:
    """Where a derivative does not exist, or a line does not hold: a kind and a sentence (prose).

    Kinds: `kink`, `jump`, `steep` (a vertical tangent), `domain`, `nowhere`.
    """

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Step:
    """One use of one rule on one part of the tree.

    For a chain rule `outer` is the outer function of `inner.letter`, and `outer_slope` its
    derivative. `parts` are the pieces that move, `inner` alone for a chain rule; `held` are the
    variables held constant. `line` is what the rule gives, with the derivatives of the parts put in
    and nothing tidied; `simplified` is the same, tidied.
    """

    rule: Rule
    path: Path
    about: Node
    line: Node
    simplified: Node
    parts: tuple[Part, ...] = ()
    held: tuple[Node, ...] = ()
    outer: Node | None = None
    outer_slope: Node | None = None
    notes: tuple[Note, ...] = ()

    @property
    def inner(self) -> Part | None:
        """The inner function of a chain rule."""
        return self.parts[0] if self.outer is not None and self.parts else None


@dataclass(frozen=True, slots=True)
class Explanation:
    """The derivative of `tree` with respect to `wrt`, step by step."""

    tree: Node
    wrt: str
    steps: tuple[Step, ...]
    """At least one; the last one is about the whole tree."""

    @property
    def derivative(self) -> Node:
        """What the last rule gives, before anything is tidied."""
        return self.steps[-1].line

    @property
    def simplified(self) -> Node:
        """The last line."""
        return self.steps[-1].simplified

    @property
    def notes(self) -> tuple[Note, ...]:
        """What is to be said of where it holds, each note once."""
        return tuple(dict.fromkeys(note for step in self.steps for note in step.notes))

    @property
    def exists(self) -> bool:
        """Whether there is a derivative anywhere: a factorial has none, nor has x/0."""
        return not is_undefined(self.simplified)

    def step_at(self, path: Path) -> int:
        """Give the index of the step in which the part at a path is differentiated.

        A part without a step of its own (a number, a name, a constant factor) belongs to the step
        of the nearest part around it. A path that leads out of the tree is taken as far as it goes.
        """
        around = (
            (len(step.path), index)
            for index, step in enumerate(self.steps)
            if step.path == path[: len(step.path)]
        )
        return max(around, default=(0, len(self.steps) - 1))[1]


def is_undefined(line: Node) -> bool:
    """Tell whether a line divides by a written zero, as that of a function without derivative."""
    left = [line]
    while left:
        here = left.pop()
        if isinstance(here, Quotient) and exact(here.bottom) == 0:
            return True
        left.extend(children(here))
    return False


@dataclass(frozen=True, slots=True)
class Gradient:
    """The partial derivatives of one tree, in the order of the names asked for."""

    tree: Node
    names: tuple[str, ...]
    partials: tuple[Explanation, ...]

    @property
    def simplified(self) -> Node:
        """The gradient of a number as a vector; of a vector the Jacobian, a row a component."""
        columns = [partial.simplified for partial in self.partials]
        if all(isinstance(column, Vector) for column in columns):
            items = [column.items for column in columns if isinstance(column, Vector)]
            return Matrix(tuple(zip(*items, strict=True)))
        return Vector(tuple(columns))
