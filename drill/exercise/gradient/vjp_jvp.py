"""Jacobians without the matrix: J u in one forward pass, v J in one backward pass.

Forward mode gives a column of the Jacobian for each pass, reverse mode a row (Griewank and
Walther, Evaluating Derivatives, 2008, chapter 3).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Any

from drill.exercise.contract import Step
from drill.exercise.draft import Draft
from drill.exercise.family import Family, levels, shares
from drill.exercise.gradient._bracketing import bracketing
from drill.exercise.gradient._passes import modes, price
from drill.exercise.gradient._products import (
    TWO,
    Pair,
    Pairing,
    Square,
    Term,
    backward,
    backward_evidence,
    both_evidence,
    flipped,
    forward,
    forward_evidence,
    multiplied,
    variables,
)
from drill.exercise.gradient._shared import matrix_latex, vector_latex
from drill.exercise.parts import after, number, vector, wired
from drill.exercise.pick import Pick
from drill.exercise.write import bracketed, display, latex
from drill.maths.build import call
from drill.maths.tree import Name, Vector
from drill.maths.tree import number as whole

FRONTS = (1, 2, 3)
SIGNED = (-3, -2, -1, 1, 2, 3)
NEAR = (-2, -1, 1, 2, 3)
PLACES: tuple[Pair, ...] = tuple(product(NEAR, NEAR))
LEAST_WAYS = 12
"""Vectors a chain must have on which every mistake shows."""
WAYS = PLACES
"""Directions, and gradients by the outputs; no entry is 0."""
HINTS = {
    2: (
        "The direction says how fast each input moves. How fast does each term move?",
        "Each output adds up what comes from $x$ and what comes from $y$: row times $u$.",
    ),
    3: (
        "Through which outputs does the loss feel $x$?",
        "Add over both outputs: $v$ times a column of $J$ for every input.",
    ),
    4: (
        "Neither product needs the matrix of the whole chain.",
        "Forward: first $J_G$, then $J_F$, on a column. Backward: first $J_F$, then $J_G$.",
    ),
}


class VjpJvp(Family):
    """Multiply a vector into a Jacobian from either side, and choose the cheaper side."""

    name = "vjp_jvp"
    topic = "gradient"
    title = "Multiply a vector into a Jacobian"
    instances = levels(157, 540_000, 540_000, 247_095, 416)
    requires = shares(jacobian=0.8)

    def draw(self, level: int, pick: Pick) -> Draft:
        """Draw sizes, or a map with a point and a vector; level 5 counts what it costs."""
        made: dict[int, Callable[[Pick], Draft]] = {
            1: modes,
            2: _forward,
            3: _backward,
            4: _chain,
            5: _cost,
        }
        return made[level](pick)


FAMILY = VjpJvp()


def _cost(pick: Pick) -> Draft:
    return pick.one((price, bracketing))(pick)


def _tree(pair: Pair) -> Vector:
    return Vector(tuple(map(whole, pair)))


def _map(pick: Pick) -> tuple[Pairing, Pair]:
    """Pick a map, and a point where its Jacobian is not symmetric."""
    a, c, d = pick.one(FRONTS), pick.one(FRONTS), pick.one(SIGNED)
    b = pick.one([size for size in SIGNED if size != c])
    first = pick.one(((Term(a, 2, 0), Term(b, 0, 1)), (Term(a, 1, 1), Term(b, 2, 0))))
    second = pick.one(((Term(c, 1, 1), Term(d, 0, 2)), (Term(c, 1, 0), Term(d, 0, 3))))
    made = Pairing(first, second)
    return made, pick.one([place for place in PLACES if _lopsided(made.jacobian(*place))])


def _lopsided(rows: Square) -> bool:
    """Say whether J u and u J differ for every u without a 0."""
    return rows[0][1] != rows[1][0]


def _gone_wrong(rows: Square, u: Pair) -> tuple[tuple[str, Vector], ...]:
    """Give what becomes of a product with the matrix `rows` that acts on `u`."""
    return (
        ("jacobian-transposed", _tree(forward(flipped(rows), u))),
        ("one-path-only", _tree((rows[0][0] * u[0], rows[1][1] * u[1]))),
    )


def _written(made: Pairing) -> str:
    return display(f"F(x, y) = {vector_latex(made.trees(*variables()))}")


def _forward(pick: Pick) -> Draft:
    made, (p, q) = _map(pick)
    u = pick.one(WAYS)
    rows = made.jacobian(p, q)
    answer = forward(rows, u)
    return Draft(
        prompt=f"At $(x, y) = {vector_latex((p, q))}$ the inputs begin to move with the velocity "
        f"$u = {vector_latex(u)}$. Find the velocity of the outputs, the Jacobian-vector product "
        f"$J u$.{_written(made).rstrip()}",
        parts=(vector("u", tuple(map(whole, answer)), label="$J u$"),),
        evidence=(forward_evidence("u", made.trees(*variables()), made.at, {"x": p, "y": q}, u),),
        hints=HINTS[2],
        solution=(
            Step(
                "values and tangents",
                "Carry two numbers for each term: its value, and its tangent, that is its slope "
                "by $x$ times $u_1$ plus its slope by $y$ times $u_2$.",
            ),
            Step("term by term", _tangents(made, p, q, u)),
            Step("the same with the matrix", display(f"J = {matrix_latex(rows)}").strip()),
            Step(
                "answer",
                f"$J u = {vector_latex(answer)}$: the tangents of each output added up, in one "
                "forward pass, and the matrix was not needed.",
            ),
        ),
        mistakes=wired("u", _gone_wrong(rows, u)),
        plain=frozenset({"u"}),
    )


def _tangents(made: Pairing, p: int, q: int, u: Pair) -> str:
    lines = ["| output | term | value | tangent |", "| --- | --- | --- | --- |"]
    for name, terms in (("first", made.first), ("second", made.second)):
        for term in terms:
            by_x, by_y = term.slopes(p, q)
            shown, tangent = latex(term.tree(*variables())), by_x * u[0] + by_y * u[1]
            lines.append(f"| {name} | ${shown}$ | ${term.at(p, q)}$ | ${tangent}$ |")
    return "\n".join(lines)


def _dotted(left: Pair, right: Pair) -> str:
    return " + ".join(
        rf"{bracketed(a) if i else a} \cdot {bracketed(b)}"
        for i, (a, b) in enumerate(zip(left, right, strict=True))
    )


def _backward(pick: Pick) -> Draft:
    made, (p, q) = _map(pick)
    v = pick.one(WAYS)
    rows = made.jacobian(p, q)
    columns = flipped(rows)
    answer = backward(v, rows)
    return Draft(
        prompt=f"Backpropagation has reached the outputs of $F$ with the gradient $v = "
        f"{vector_latex(v)}$ of the loss by them, at $(x, y) = {vector_latex((p, q))}$. Find the "
        f"gradient of the loss by $x$ and $y$, the vector-Jacobian product $v J$."
        f"{_written(made).rstrip()}",
        parts=(vector("v", tuple(map(whole, answer)), label="$v J$"),),
        evidence=(backward_evidence("v", made.trees(*variables()), made.at, {"x": p, "y": q}, v),),
        hints=HINTS[3],
        solution=(
            Step(
                "both outputs count",
                r"$\frac{\partial L}{\partial x} = v_1 \frac{\partial F_1}{\partial x} + "
                r"v_2 \frac{\partial F_2}{\partial x}$, and the same for $y$.",
            ),
            Step("the Jacobian there", display(f"J = {matrix_latex(rows)}").strip()),
            Step("by x", f"${_dotted(v, columns[0])} = {answer[0]}$"),
            Step("by y", f"${_dotted(v, columns[1])} = {answer[1]}$"),
            Step(
                "answer",
                f"$v J = {vector_latex(answer)}$: $v$ with the columns of $J$, where $J v$ would "
                "take its rows.",
            ),
        ),
        mistakes=wired("v", _gone_wrong(columns, v)),
        plain=frozenset({"v"}),
    )


@dataclass(frozen=True, slots=True)
class Chain:
    """Two maps, one inside the other, and a point."""

    inner: Pairing
    outer: Pairing
    place: Pair

    def at(self, x: Any, y: Any) -> tuple[Any, Any]:
        """Work out both outputs."""
        return self.outer.at(*self.inner.at(x, y))

    @property
    def led(self) -> Pair:
        """Give the point the inner map leads to."""
        s, t = self.inner.at(*self.place)
        return int(s), int(t)

    @property
    def first(self) -> Square:
        """Write J_G at the point."""
        return self.inner.jacobian(*self.place)

    @property
    def last(self) -> Square:
        """Write J_F at the point the inner map leads to."""
        return self.outer.jacobian(*self.led)

    def products(self) -> dict[str, Square]:
        """Multiply J out, as a check, and with each mistake."""
        right = multiplied(self.last, self.first)
        return {
            "": right,
            "jacobian-transposed": flipped(right),
            "outer-evaluated-at-x": multiplied(self.outer.jacobian(*self.place), self.first),
            "inner-derivative-missing": self.last,
        }


def _telling(matrices: Iterable[Square]) -> list[Pair]:
    """List the vectors that different matrices lead to different places."""
    every = tuple(matrices)
    return [way for way in WAYS if len({forward(one, way) for one in every}) == len(every)]


@cache
def _chains() -> tuple[Chain, ...]:
    """List chains with enough vectors that tell the mistakes apart."""
    made = (
        Chain(
            Pairing((Term(1, 1, 1),), (Term(1, 1, 0), Term(a, 0, 1))),
            Pairing((Term(1, 1, 0), Term(b, 0, 2)), (Term(c, 1, 1),)),
            place,
        )
        for a, b, c, place in product((-2, -1, 2, 3), (-1, 1, 2), (-1, 1, 2), PLACES)
    )
    return tuple(chain for chain in made if all(chain.led) and _is_telling(chain))


def _is_telling(chain: Chain) -> bool:
    matrices = chain.products().values()
    ways = _telling(matrices), _telling(map(flipped, matrices))
    return min(map(len, ways)) >= LEAST_WAYS


def _chain(pick: Pick) -> Draft:
    made = pick.one(_chains())
    matrices = made.products()
    u = pick.one(_telling(matrices.values()))
    v = pick.one(_telling(map(flipped, matrices.values())))
    whole_one = matrices.pop("")
    right, left = forward(whole_one, u), backward(v, whole_one)
    met = v[0] * right[0] + v[1] * right[1]
    x, y = variables()
    inner, outer = made.inner.trees(x, y), made.outer.trees(Name("s"), Name("t"))
    composed, place = made.outer.trees(*inner), dict(zip(TWO, made.place, strict=True))
    moved, pulled = forward(made.first, u), backward(v, made.last)
    return Draft(
        prompt=f"$J$ is the Jacobian of $F(G(x, y))$ at $(x, y) = {vector_latex(made.place)}$. For "
        f"$u = {vector_latex(u)}$ and $v = {vector_latex(v)}$ find $J u$, $v J$ and the number "
        "$v J u$, without the matrix $J$."
        + display(
            f"G(x, y) = {vector_latex(inner)}, \\quad F(s, t) = {vector_latex(outer)}"
        ).rstrip(),
        parts=(
            vector("u", tuple(map(whole, right)), label="$J u$"),
            vector("v", tuple(map(whole, left)), label="$v J$"),
            after(number("both", met, label="$v J u$"), call("dot", _tree(v), Name("u"))),
        ),
        evidence=(
            forward_evidence("u", composed, made.at, place, u),
            backward_evidence("v", composed, made.at, place, v),
            both_evidence("both", composed, made.at, place, (u, v)),
        ),
        hints=HINTS[4],
        solution=(
            Step(
                "where the inner map leads",
                f"$G{vector_latex(made.place)} = {vector_latex(made.led)}$, so $J_F$ is taken "
                "there.",
            ),
            Step(
                "both Jacobians",
                display(
                    f"J_G = {matrix_latex(made.first)}, \\quad J_F = {matrix_latex(made.last)}"
                ).strip(),
            ),
            Step(
                "forward",
                f"$J_G u = {vector_latex(moved)}$, then $J_F$ times that: ${vector_latex(right)}$.",
            ),
            Step(
                "backward",
                f"$v J_F = {vector_latex(pulled)}$, then that times $J_G$: ${vector_latex(left)}$.",
            ),
            Step(
                "answer",
                f"$J u = {vector_latex(right)}$ and $v J = {vector_latex(left)}$. Either way "
                f"$v J u = {_dotted(v, right)} = {_dotted(left, u)} = {met}$.",
            ),
        ),
        mistakes=(
            *wired("u", [(name, _tree(forward(bad, u))) for name, bad in matrices.items()]),
            *wired("v", [(name, _tree(backward(v, bad))) for name, bad in matrices.items()]),
        ),
        plain=frozenset({"u", "v", "both"}),
    )
