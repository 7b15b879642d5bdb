"""Gradient clipping: by norm it keeps the direction, by value it bends it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import permutations, product
from math import hypot, isqrt

from drill.exercise.chain_rule._clipping import (
    cut_by_sympy,
    nearest_in_ball,
    nearest_in_box,
    norm_by_sympy,
    scaled_by_sympy,
)
from drill.exercise.contract import Step
from drill.exercise.draft import Draft, Evidence, Value
from drill.exercise.family import Family, levels
from drill.exercise.parts import after_signs, choice, number, vector, wired
from drill.exercise.pick import Pick
from drill.exercise.truths import given
from drill.exercise.write import inline
from drill.grade.part import Choice
from drill.maths.build import minus, node
from drill.maths.tree import Name, Node, Vector

Whole = tuple[int, ...]
SIZES: dict[int, tuple[Whole, ...]] = {
    2: ((3, 4), (5, 12), (8, 15), (7, 24)),
    3: ((1, 2, 2), (2, 3, 6), (1, 4, 8), (4, 4, 7), (2, 6, 9)),
    4: ((1, 2, 2, 4), (2, 4, 5, 6), (1, 1, 3, 5), (2, 2, 4, 5), (1, 4, 4, 4), (1, 3, 3, 9)),
}
"""Whole numbers whose norm is whole."""
DIRECTION = (
    Choice("kept", "the same direction", "The large components were cut, the small ones not."),
    Choice("bent", "another direction", "Every component was scaled alike."),
)
NEEDED = (
    Choice("yes", "yes, it is scaled down", "Its norm is within the limit."),
    Choice("no", "no, it stays as it is", "Its norm is beyond the limit."),
)


def _norm(sizes: Sequence[int]) -> int:
    return isqrt(sum(size * size for size in sizes))


def _arrangements(dimension: int) -> tuple[Whole, ...]:
    """List vectors of whole norm in every order and with every sign."""
    found = {
        tuple(sign * size for sign, size in zip(signs, order, strict=True))
        for sizes in SIZES[dimension]
        for order in permutations(sizes)
        for signs in product((1, -1), repeat=dimension)
    }
    return tuple(sorted(found))


VECTORS = {dimension: _arrangements(dimension) for dimension in SIZES}
SCALES = tuple((larger, smaller) for larger in range(2, 6) for smaller in range(1, larger))
"""How many times as large the gradient and the limit are as the smallest pair."""
HINTS = {
    1: ("How long is the vector?", "Clipping by norm acts only beyond the limit."),
    2: ("How long is the vector?", "Beyond the limit the whole vector is scaled, not its parts."),
    3: ("How long is the vector?", "Every component is multiplied by limit over norm."),
    4: (
        "By norm, the vector is looked at as a whole; by value, each component alone.",
        "By norm everything is scaled alike; by value a component is cut at the limit.",
    ),
    5: (
        "Global means: one norm for everything together.",
        "Both tensors are multiplied by the same number.",
    ),
}


class GradClip(Family):
    """Clip gradients by norm and by value."""

    name = "grad_clip"
    topic = "chain_rule"
    title = "Clip a gradient by norm and by value"
    version = 2
    instances = levels(682, 320, 1920, 2880, 12_160)

    def draw(self, level: int, pick: Pick) -> Draft:
        """Draw a gradient of whole norm, and a limit."""
        if level == 1:
            return _is_it_needed(pick)
        if level <= 3:
            return _by_norm(pick, level)
        return _either_way(pick) if level == 4 else _global_norm(pick)


FAMILY = GradClip()


def _written(items: Sequence[int | Fraction]) -> Node:
    return Vector(tuple(map(node, items)))


def _some_vectors(dimension: int) -> Sequence[Whole]:
    known = [sizes for sizes in VECTORS[dimension] if sum(sizes) != _norm(sizes)]
    return known[:: len(known) // 32]


NEAR_THE_LIMIT = tuple(
    (sizes, _norm(sizes) + beyond)
    for dimension in (2, 3)
    for sizes in _some_vectors(dimension)
    for beyond in (-4, -3, -2, -1, 1, 2, 3, 4, 5, 6)
    if _norm(sizes) + beyond > 0
)
"""Vectors, and limits a little above or below their norm."""


def _is_it_needed(pick: Pick) -> Draft:
    sizes, limit = pick.one(NEAR_THE_LIMIT)
    norm = _norm(sizes)
    needed = "yes" if norm > limit else "no"
    return Draft(
        prompt=f"The gradient is ${_flat(sizes)}$, and it is clipped by norm to at most ${limit}$. "
        "How long is it, and is it changed?",
        parts=(
            number("norm", norm, label="its norm"),
            after_signs(
                choice("needed", needed, NEEDED, label="is it changed"),
                {"yes": minus(Name("norm"), limit), "no": 1},
            ),
        ),
        evidence=(
            Evidence("norm", given(lambda: norm_by_sympy(sizes)), given(lambda: hypot(*sizes))),
            Evidence(
                "needed",
                given(lambda: "yes" if norm_by_sympy(sizes) > limit else "no"),
                given(lambda: _seen_to_move(sizes, limit)),
            ),
        ),
        hints=HINTS[1],
        solution=(
            Step("squares", f"$\\sqrt{{{' + '.join(str(size * size) for size in sizes)}}}$"),
            Step(
                "answer",
                f"Its norm is ${norm}$, and the limit ${limit}$: "
                + ("it is scaled down." if needed == "yes" else "it stays as it is."),
            ),
        ),
        mistakes=wired("norm", [("gradient-summed", sum(sizes))]),
    )


def _flat(sizes: Sequence[int]) -> str:
    return f"({', '.join(map(str, sizes))})"


def _seen_to_move(sizes: Sequence[int], limit: int) -> str:
    nearest = nearest_in_ball([float(size) for size in sizes], float(limit))
    return "yes" if any(abs(a - b) > 1e-6 for a, b in zip(nearest, sizes, strict=True)) else "no"


def _by_norm(pick: Pick, level: int) -> Draft:
    sizes = pick.one(VECTORS[level])
    larger, smaller = pick.one(SCALES)
    gradient = [larger * size for size in sizes]
    norm, limit = larger * _norm(sizes), smaller * _norm(sizes)
    clipped = [Fraction(smaller * size) for size in sizes]
    return Draft(
        prompt=f"The gradient is ${_flat(gradient)}$, and it is clipped by norm to at most "
        f"${limit}$. What is left of it?",
        parts=(vector("a", clipped, label="clipped gradient"),),
        evidence=(
            Evidence(
                "a",
                given(lambda: scaled_by_sympy(gradient, limit)),
                given(lambda: tuple(nearest_in_ball([float(g) for g in gradient], float(limit)))),
            ),
        ),
        hints=HINTS[level],
        solution=(
            Step("norm", f"$\\sqrt{{{' + '.join(str(g * g) for g in gradient)}}} = {norm}$"),
            Step("factor", f"${limit} / {norm} = {inline(node(Fraction(limit, norm)))[1:-1]}$"),
            Step("answer", f"Every component times this factor: {inline(_written(clipped))}"),
        ),
        mistakes=wired("a", _wrong(gradient, limit, clipped)),
    )


def _wrong(
    gradient: Sequence[int], limit: int, clipped: Sequence[Fraction]
) -> list[tuple[str, Node]]:
    cut = [max(-limit, min(limit, g)) for g in gradient]
    return [("clip-by-value-for-norm", _written(cut))] if list(clipped) != cut else []


CUTS = tuple(
    (sizes, limit)
    for sizes in VECTORS[3]
    for limit in range(min(map(abs, sizes)), max(map(abs, sizes)))
)
"""Vectors of which some components are beyond the limit and some are not."""
SCALED = tuple(product(VECTORS[3], SCALES))


def _either_way(pick: Pick) -> Draft:
    by_value = pick.way((len(CUTS), len(SCALED))) == 0
    if by_value:
        gradient, limit = pick.one(CUTS)
        clipped = [Fraction(max(-limit, min(limit, size))) for size in gradient]
    else:
        sizes, (larger, smaller) = pick.one(SCALED)
        gradient, limit = tuple(larger * size for size in sizes), smaller * _norm(sizes)
        clipped = [Fraction(smaller * size) for size in sizes]
    floats = [float(size) for size in gradient]
    factor = min(Fraction(1), Fraction(limit, _norm(gradient)))
    other = [size * factor for size in gradient]
    wrong = [("clip-by-value-for-norm", _written(other))] if by_value else []
    way = "bent" if by_value else "kept"
    clip_by_sympy = cut_by_sympy if by_value else scaled_by_sympy
    nearest = nearest_in_box if by_value else nearest_in_ball
    told = "by value" if by_value else "by norm"
    return Draft(
        prompt=f"The gradient is ${_flat(gradient)}$, and it is clipped {told} to at most "
        f"${limit}$. What is left of it, and where does it point?",
        parts=(
            vector("a", clipped, label="clipped gradient"),
            choice("way", way, DIRECTION, label="it points in"),
        ),
        evidence=(
            Evidence(
                "a",
                given(lambda: clip_by_sympy(gradient, limit)),
                given(lambda: tuple(nearest(floats, float(limit)))),
            ),
            Evidence(
                "way",
                given(lambda: _way(clip_by_sympy(gradient, limit), gradient)),
                given(lambda: _way(nearest(floats, float(limit)), gradient)),
            ),
        ),
        hints=HINTS[4],
        solution=(
            Step("how", _how(by_value, limit, _norm(gradient))),
            Step(
                "direction",
                "Some components were cut and others were not: it bends."
                if by_value
                else "All components shrink alike: it points where it pointed.",
            ),
            Step(
                "answer",
                f"{inline(_written(clipped))}, in "
                f"{'another direction' if by_value else 'the same direction'}.",
            ),
        ),
        mistakes=(
            *wired("a", wrong if by_value else _wrong(gradient, limit, clipped)),
            *wired("way", [("clip-by-value-for-norm", "kept" if by_value else "bent")]),
        ),
    )


def _how(by_value: bool, limit: int, norm: int) -> str:
    if by_value:
        return (
            f"Whatever is beyond ${limit}$ in size becomes ${limit}$ in size, and keeps its sign."
        )
    return f"The norm is ${norm}$, so every component is multiplied by ${limit} / {norm}$."


def _way(cut: Sequence[float], sizes: Sequence[int]) -> str:
    """Compare directions by the cosine of the angle between them."""
    dot = sum(a * b for a, b in zip(cut, sizes, strict=True))
    return "kept" if dot / (hypot(*cut) * hypot(*sizes)) > 1 - 1e-9 else "bent"


def _global_norm(pick: Pick) -> Draft:
    sizes = pick.one(VECTORS[4])
    larger, smaller = pick.one(SCALES)
    gradient = [larger * size for size in sizes]
    norm, limit = larger * _norm(sizes), smaller * _norm(sizes)
    clipped = [Fraction(smaller * size) for size in sizes]
    halves: tuple[tuple[str, Callable[[Sequence[Fraction]], Sequence[Fraction]]], ...] = (
        ("first", lambda items: items[:2]),
        ("second", lambda items: items[2:]),
    )
    return Draft(
        prompt=f"Two tensors have the gradients ${_flat(gradient[:2])}$ and "
        f"${_flat(gradient[2:])}$. They are clipped by global norm to at most ${limit}$. "
        "What is left of each?",
        parts=tuple(
            vector(name, half(clipped), label=f"the {name} gradient") for name, half in halves
        ),
        evidence=tuple(_global_evidence(gradient, limit)),
        hints=HINTS[5],
        solution=(
            Step(
                "one norm",
                f"$\\sqrt{{{' + '.join(str(g * g) for g in gradient)}}} = {norm}$ for all together",
            ),
            Step("factor", f"${limit} / {norm} = {inline(node(Fraction(limit, norm)))[1:-1]}$"),
            Step(
                "answer",
                f"{inline(_written(clipped[:2]))} and {inline(_written(clipped[2:]))}",
            ),
        ),
        mistakes=(
            *wired("first", _wrong(gradient[:2], limit, clipped[:2])),
            *wired("second", _wrong(gradient[2:], limit, clipped[2:])),
        ),
    )


def _global_evidence(gradient: Sequence[int], limit: int) -> list[Evidence]:
    floats = [float(g) for g in gradient]

    def by_sympy(part: slice) -> Callable[[], Value]:
        return lambda: scaled_by_sympy(gradient, limit)[part]

    def by_numbers(part: slice) -> Callable[[], Value]:
        return lambda: tuple(nearest_in_ball(floats, float(limit))[part])

    return [
        Evidence(name, given(by_sympy(part)), given(by_numbers(part)))
        for name, part in (("first", slice(0, 2)), ("second", slice(2, 4)))
    ]
