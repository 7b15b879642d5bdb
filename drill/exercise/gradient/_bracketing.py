"""What a product of Jacobians costs from either end: the modes of differentiation as brackets."""

from __future__ import annotations

from functools import cache
from itertools import product
from typing import Any, TypeAlias

from drill.exercise.contract import Step
from drill.exercise.draft import Draft, Evidence
from drill.exercise.parts import after_signs, choice, number
from drill.exercise.pick import Pick
from drill.exercise.truths import given
from drill.grade.part import Choice
from drill.maths.build import minus
from drill.maths.tree import Name

Sizes: TypeAlias = tuple[int, int, int, int]
"""How many numbers there are in each of four layers."""
Rows: TypeAlias = list[list[float]]
HINTS = (
    "An $m \\times k$ times a $k \\times n$ matrix takes how many products?",
    "Matrix multiplication may be bracketed either way: count both.",
)
LAYERS = (1, 2, 3, 4, 5, 6, 8)
ORDERS = (
    Choice(
        "input",
        "$C (B A)$, from the inputs on",
        "This is forward mode: it carries as many columns as there are inputs.",
    ),
    Choice(
        "output",
        "$(C B) A$, from the outputs back",
        "This is reverse mode: it carries as many rows as there are outputs.",
    ),
)


@cache
def _layers() -> tuple[Sizes, ...]:
    """List the sizes of four layers for which the two orders differ, and both are real products."""
    return tuple(
        sizes
        for sizes in product(LAYERS, (2, 3, 4, 5, 6), (2, 3, 4, 5, 6), LAYERS)
        if sizes[0] != sizes[3] and _from_inputs(*sizes) != _from_outputs(*sizes)
    )


def _from_inputs(n: int, a: int, b: int, m: int) -> int:
    return b * a * n + m * b * n


def _from_outputs(n: int, a: int, b: int, m: int) -> int:
    return m * b * a + m * a * n


def bracketing(pick: Pick) -> Draft:
    """Ask what a product of three Jacobians costs, bracketed either way."""
    sizes = pick.one(_layers())
    n, a, b, m = sizes
    inputs, outputs = _from_inputs(*sizes), _from_outputs(*sizes)
    better = _shorter(inputs, outputs)
    return Draft(
        prompt=f"Numbers go through layers of the sizes ${n}$, ${a}$, ${b}$ and ${m}$. The "
        "Jacobians of the three maps between them are $A$, $B$ and $C$, in this order, and that of "
        "the whole is $C B A$. How many multiplications of numbers does $C (B A)$ take, how many "
        "$(C B) A$, and which order is cheaper?",
        parts=(
            number("input", inputs, label="multiplications in $C (B A)$"),
            number("output", outputs, label="multiplications in $(C B) A$"),
            after_signs(
                choice("order", better, pick.shuffled(ORDERS), label="cheaper"),
                {
                    "input": minus(Name("output"), Name("input")),
                    "output": minus(Name("input"), Name("output")),
                },
            ),
        ),
        evidence=(
            Evidence(
                "input",
                given(lambda: float(_by_shapes(sizes)[0])),
                given(lambda: float(_by_loops(sizes)[0])),
            ),
            Evidence(
                "output",
                given(lambda: float(_by_shapes(sizes)[1])),
                given(lambda: float(_by_loops(sizes)[1])),
            ),
            Evidence(
                "order",
                given(lambda: _shorter(*_by_shapes(sizes))),
                given(lambda: _shorter(*_by_loops(sizes))),
            ),
        ),
        hints=HINTS,
        solution=(
            Step(
                "the shapes",
                f"$A$ is ${a} \\times {n}$, $B$ is ${b} \\times {a}$ and $C$ is ${m} \\times {b}$.",
            ),
            Step(
                "from the inputs",
                rf"$B A$ takes ${b} \cdot {a} \cdot {n} = {b * a * n}$, and $C$ times that "
                rf"${m} \cdot {b} \cdot {n} = {m * b * n}$.",
            ),
            Step(
                "from the outputs",
                rf"$C B$ takes ${m} \cdot {b} \cdot {a} = {m * b * a}$, and that times $A$ "
                rf"${m} \cdot {a} \cdot {n} = {m * a * n}$.",
            ),
            Step(
                "answer",
                f"{inputs} from the inputs on and {outputs} from the outputs back: "
                f"{_mode(better)} is cheaper here.",
            ),
        ),
        plain=frozenset({"input", "output"}),
    )


def _shorter(inputs: int, outputs: int) -> str:
    return "input" if inputs < outputs else "output"


def _mode(better: str) -> str:
    return "forward mode" if better == "input" else "reverse mode"


def _by_shapes(sizes: Sizes) -> tuple[int, int]:
    """Count from the shapes of sympy's symbolic matrices, product by product."""
    import sympy

    n, a, b, m = sizes
    first, second, third = (
        sympy.MatrixSymbol(name, rows, columns)
        for name, rows, columns in (("A", a, n), ("B", b, a), ("C", m, b))
    )

    def cost(left: Any, right: Any) -> int:
        return int(left.shape[0] * left.shape[1] * right.shape[1])

    return (
        cost(second, first) + cost(third, second * first),
        cost(third, second) + cost(third * second, first),
    )


def _by_loops(sizes: Sizes) -> tuple[int, int]:
    """Multiply real matrices by hand, and count."""
    n, a, b, m = sizes
    first, second, third = (
        [[1.0] * columns for _ in range(rows)] for rows, columns in ((a, n), (b, a), (m, b))
    )
    inner, one = _multiplied(second, first)
    outer, three = _multiplied(third, second)
    return one + _multiplied(third, inner)[1], three + _multiplied(outer, first)[1]


def _multiplied(left: Rows, right: Rows) -> tuple[Rows, int]:
    """Multiply two matrices; give the product, and how many multiplications it took."""
    count, made = 0, [[0.0] * len(right[0]) for _ in left]
    for i, row in enumerate(left):
        for k, size in enumerate(row):
            for j, other in enumerate(right[k]):
                made[i][j] += size * other
                count += 1
    return made, count
