"""The walk through a tree from the inside out, and the steps it leaves behind.

What every rule needs is here: the derivative of a part, a letter to call it by, and a step with
its line tidied. Which rule is for which tree is for `explain` to say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from drill.maths.build import ONE, ZERO
from drill.maths.components import Grid, components
from drill.maths.rebuild import substitute
from drill.maths.slope import is_grid, taken_apart, tree_of, zero_of
from drill.maths.steps.known import known_of
from drill.maths.steps.model import Note, Part, Path, Step
from drill.maths.steps.rules import CHAIN, STILL, Rule
from drill.maths.steps.tidy import Tidier
from drill.maths.tree import (
    Equation,
    Matrix,
    Name,
    Negative,
    Node,
    Product,
    Quotient,
    SetOf,
    Vector,
    children,
    names,
)

_LETTERS = ("u", "v", "w", "s", "t", "r", "q", "p")


@dataclass(slots=True)
class Walk:
    """One explanation in the making; `rule_for` makes the step of a tree that moves."""

    wrt: str
    tidier: Tidier
    letters: tuple[str, ...]
    rule_for: Callable[[Walk, Node, Path], Step]
    steps: list[Step] = field(default_factory=list)

    def moves(self, tree: Node) -> bool:
        """Tell whether a tree depends on the variable."""
        return self.wrt in names(tree)

    def is_variable(self, tree: Node) -> bool:
        """Tell whether a tree is the variable itself."""
        return tree == Name(self.wrt)

    def is_grid(self, tree: Node) -> bool:
        """Tell whether a part, or a line about it, is a vector or a matrix."""
        return not self.tidier.plain and is_grid(tree)

    def slope(self, tree: Node, path: Path) -> Node:
        """Give the tidied derivative of a part, and leave the steps that lead to it."""
        if not self.moves(tree):
            return zero_of(tree)
        at_once = self._at_once(tree)
        if at_once is not None:
            return self.tidier.tidy(at_once)
        if isinstance(tree, Negative):
            return self.last(Negative(self.slope(tree.body, (*path, 0))))
        step = self.rule_for(self, tree, path)
        self.steps.append(step)
        return step.simplified

    def slopes(self, parts: Sequence[Node], path: Path) -> list[Node]:
        """Differentiate the children of the tree at a path, in order."""
        return [self.slope(part, (*path, index)) for index, part in enumerate(parts)]

    def _at_once(self, tree: Node) -> Node | None:
        """Differentiate what needs no step where it is part of something: x, 3x, -x, x/2."""
        match tree:
            case Name():
                return ONE
            case Negative(body):
                inner = self._at_once(body)
                return None if inner is None else Negative(inner)
            case Quotient(Name(), bottom) if not self.moves(bottom):
                return None if self.is_grid(bottom) else Quotient(ONE, bottom)
            case Product(factors) if sum(map(self.moves, factors)) == 1:
                turned = [ONE if self.is_variable(factor) else factor for factor in factors]
                plain = not any(map(self.moves, turned)) and not any(map(self.is_grid, factors))
                return Product(tuple(turned)) if plain else None
            case _:
                return None

    def last(self, line: Node) -> Node:
        """Tidy a line; a vector component by component."""
        listed = isinstance(line, Vector | Matrix) and not any(map(is_grid, children(line)))
        if listed or not self.is_grid(line):
            return self.tidier.tidy(line)
        parts = taken_apart(line)
        return tree_of(parts.map(self.tidier.tidy) if isinstance(parts, Grid) else parts)

    def parts(self, moved: Sequence[tuple[Node, Node]]) -> tuple[Part, ...]:
        """Give the parts of a step their letters; `moved` are trees and their derivatives."""
        return tuple(
            Part(letter, tree, slope)
            for letter, (tree, slope) in zip(self._letters(len(moved)), moved, strict=True)
        )

    def _letters(self, count: int) -> tuple[str, ...]:
        if count <= len(self.letters):
            return self.letters[:count]
        return tuple(f"{self.letters[0]}{number}" for number in range(1, count + 1))

    def step(
        self,
        rule: Rule,
        path: Path,
        about: Node,
        line: Node,
        *,
        neat: Node | None = None,
        moved: Sequence[tuple[Node, Node]] = (),
        notes: tuple[Note, ...] = (),
    ) -> Step:
        """Make a step; `neat` is the line in another form, where that is what is tidied."""
        return Step(
            rule,
            path,
            about,
            line,
            self.last(line if neat is None else neat),
            self.parts(moved),
            self.held(about),
            notes=notes,
        )

    def held(self, about: Node) -> tuple[Node, ...]:
        """List the variables that are held constant in a tree, in reading order."""
        return tuple(Name(name) for name in _in_order(about) if name != self.wrt)

    def chain(
        self,
        path: Path,
        about: Node,
        inner: tuple[Node, Path],
        *,
        plain: Rule,
        outer: Callable[[Node], Node],
        outer_slope: Callable[[Node], Node],
        notes: tuple[Note, ...] = (),
    ) -> Step:
        """Differentiate an outer function of a part: by the `plain` rule where it is the variable.

        Where the inner function does not move (a rounded one), neither does the whole.
        """
        tree, where = inner
        letter = Name(self.letters[0])
        formula = outer_slope(letter)
        if self.is_variable(tree):
            line = substitute(formula, {letter.name: tree})
            return self.step(plain, path, about, line, notes=notes)
        slope = self.slope(tree, where)
        if slope == ZERO:
            rule, line, notes = STILL, ZERO, ()
        else:
            rule, line = CHAIN, multiplied(substitute(formula, {letter.name: tree}), slope)
        return Step(
            rule,
            path,
            about,
            line,
            self.last(line),
            (Part(letter.name, tree, slope),),
            self.held(about),
            outer(letter),
            formula,
            notes,
        )


def walk_through(tree: Node, wrt: str, rule_for: Callable[[Walk, Node, Path], Step]) -> Walk:
    """Make ready to walk through a tree: its letters, and what its domain says."""
    plain = _is_plain(tree)
    first = Tidier(known_of(tree, wrt), plain)
    known = known_of(tree, wrt) | known_of(first.tidy(tree), wrt)
    taken = names(tree) | {wrt}
    letters = tuple(letter for letter in _LETTERS if letter not in taken)
    return Walk(wrt, Tidier(known, plain), letters or _spare(taken), rule_for)


def _is_plain(tree: Node) -> bool:
    """Tell whether a tree is made of numbers alone, without a vector anywhere."""
    return not isinstance(tree, Equation | SetOf) and components(tree) is tree


def _spare(taken: frozenset[str]) -> tuple[str, ...]:
    """Find a letter where every usual one is a variable."""
    number = 1
    while f"u{number}" in taken:
        number += 1
    return (f"u{number}",)


def multiplied(*factors: Node) -> Node:
    """Write factors side by side, without a product inside the product."""
    flat: list[Node] = []
    for factor in factors:
        flat.extend(factor.factors if isinstance(factor, Product) else (factor,))
    return Product(tuple(flat))


def _in_order(tree: Node) -> Iterator[str]:
    seen: set[str] = set()
    left = [tree]
    while left:
        here = left.pop()
        if isinstance(here, Name) and here.name not in seen:
            seen.add(here.name)
            yield here.name
        left.extend(reversed(children(here)))
