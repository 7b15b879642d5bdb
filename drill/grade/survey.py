"""What a tree holds, found in one walk, so that a plain scalar is compared without further ado."""

from __future__ import annotations

from dataclasses import dataclass

from drill.maths.tree import Call, Constant, Equation, Matrix, Node, SetOf, Vector, children

DEEPEST = 300
"""Levels beyond which a tree is not walked by functions that call themselves."""
OF_VECTORS = frozenset({"transpose", "norm", "dot", "softmax", "logsumexp", "sum", "diag"})


@dataclass(frozen=True, slots=True)
class Survey:
    """What was found anywhere in one or more trees."""

    too_deep: bool
    infinite: bool
    has_parts: bool
    """A vector, a matrix, a set, an equation or a function of vectors."""
    of_vectors: bool
    """A function of vectors."""


def survey(*trees: Node) -> Survey:
    """Walk trees level by level, without recursion."""
    infinite = has_parts = of_vectors = False
    level: list[Node] = list(trees)
    depth = 0
    while level and depth < DEEPEST:
        depth += 1
        below: list[Node] = []
        for node in level:
            if isinstance(node, Call):
                of_vectors = of_vectors or node.function in OF_VECTORS
            elif isinstance(node, Constant):
                infinite = infinite or node.name == "inf"
            elif isinstance(node, Vector | Matrix | SetOf | Equation):
                has_parts = True
            below += children(node)
        level = below
    return Survey(bool(level), infinite, has_parts or of_vectors, of_vectors)
