"""What the letters of a derivation stand for, and the derivative of any of them by any other.

Intermediate quantities are written out before anything is compared; for the slope of one by
another, the other stays a letter: with z2 = w2*a1 and a1 = σ(w1*x), dz2/da1 is w2.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from drill.grade.derivation.given import Derivation
from drill.maths.build import ZERO, over, tidied
from drill.maths.domain import Domain
from drill.maths.read import answer_side, read_typed
from drill.maths.rebuild import substitute, with_children
from drill.maths.scope import Scope, canonical
from drill.maths.slope import slope
from drill.maths.tree import Name, Node, names


@dataclass(frozen=True, slots=True)
class Names:
    """The quantities of a derivation: its function, the defined ones, and the free variables."""

    label: str
    of: Node
    wrt: str
    variables: tuple[str, ...]
    domain: Domain
    defined: Mapping[str, Node] = field(default_factory=dict)
    """Each in terms of earlier ones, in order."""

    @property
    def scope(self) -> Scope:
        """The scope that lines are read under."""
        return Scope(tuple(dict.fromkeys((*self.variables, *self.defined))))

    def knows(self, name: str) -> bool:
        """Tell whether a name is the function, a defined quantity or a variable."""
        return name == self.label or name in self.defined or name in self.variables

    def free(self, name: str) -> bool:
        """Tell whether a learner may give this name a meaning."""
        return not self.knows(name)

    def with_definition(self, name: str, tree: Node) -> Names:
        """Let a name stand for a tree."""
        return replace(self, defined={**self.defined, name: tree})

    def written_out(self, tree: Node, keep: str = "") -> Node:
        """Put the defined quantities in, down to the variables; `keep` stays a letter."""
        for name, meaning in reversed(list(self.defined.items())):
            if name != keep and name in names(tree):
                tree = substitute(tree, {name: meaning})
        return tree

    def in_terms_of(self, tree: Node, name: str) -> Node:
        """Write a tree out with one quantity kept as a letter, wherever its meaning stands."""
        kept = self.written_out(tree, name)
        if name not in self.defined or name in names(kept):
            return kept
        return _folded(kept, self.written_out(self.defined[name]), Name(name))

    def slope_of(self, tree: Node, wrt: str) -> Node:
        """Differentiate a tree by a variable or a defined quantity, in the letters it was in.

        A quantity that does not stand in the tree as it is (x² in x⁴) is taken to be all that it
        depends on: then dA/du is dA/dx over du/dx.
        """
        kept = self.in_terms_of(tree, wrt)
        if wrt in self.defined and wrt not in names(kept):
            above, below = (
                slope(self.written_out(each), self.wrt) for each in (tree, self.defined[wrt])
            )
            return tidied(above) if tidied(above) == ZERO else over(above, below)
        return tidied(slope(kept, wrt))

    def meaning(self, name: str) -> Node:
        """Give what a name stands for: the function, a defined quantity, or itself."""
        if name == self.label:
            return self.of
        return self.defined.get(name, Name(name))


def _folded(tree: Node, meaning: Node, letter: Node) -> Node:
    """Put a letter wherever a tree has a part that is what it means."""
    if tree == meaning:
        return letter
    return with_children(tree, lambda part: _folded(part, meaning, letter))


def names_of(derivation: Derivation) -> Names:
    """Read what a derivation starts from; raises `Unreadable` where its author made a slip."""
    variables = tuple(dict.fromkeys(map(canonical, (*derivation.variables, derivation.wrt))))
    scope = Scope((*variables, *derivation.definitions))
    defined = {
        canonical(name): answer_side(read_typed(text, scope))
        for name, text in derivation.definitions.items()
    }
    of = answer_side(read_typed(derivation.of, scope))
    wrt = canonical(derivation.wrt)
    return Names(canonical(derivation.label), of, wrt, variables, derivation.domain, defined)


def goals_of(derivation: Derivation, known: Names) -> tuple[Node, ...]:
    """Read the forms that end a derivation."""
    return tuple(answer_side(read_typed(text, known.scope)) for text in derivation.goals)
