"""What a Jacobian costs in passes: forward mode pays for each input, reverse mode for each output.

A forward pass gives one column of the Jacobian, a reverse pass one row, each at a small multiple
of the price of the function itself, whatever its size (Griewank and Walther, 2008, chapter 4).
"""

from __future__ import annotations

from functools import cache
from itertools import product
from typing import TypeAlias

from drill.exercise.contract import Step
from drill.exercise.draft import Draft, Evidence
from drill.exercise.parts import after_signs, choice, number, wired
from drill.exercise.pick import Pick
from drill.exercise.truths import given
from drill.grade.part import Choice
from drill.maths.build import minus
from drill.maths.tree import Name

FORWARD = Choice("forward", "forward mode", "It pays one pass for every input.")
REVERSE = Choice("reverse", "reverse mode", "It pays one pass for every output.")
FEWER = {
    "forward": minus(Name("reverse"), Name("forward")),
    "reverse": minus(Name("forward"), Name("reverse")),
}
"""What is positive where this mode is the cheaper one."""
SEVERAL = (2, 3, 4, 5, 8, 10, 16)
MANY = (20, 50, 100, 200, 500, 784, 1000, 2048, 4096, 9000)
HINTS = {
    "modes": (
        "What does one pass of each mode give: a row or a column of the Jacobian?",
        "A forward pass starts at one input and gives a column; a reverse pass gives a row.",
    ),
    "price": (
        "What does one pass of each mode give, and how many of these make up the whole of $J$?",
        r"$J^\top J u$ is $J u$ first, and then a vector times $J$: no matrix is needed.",
    ),
}

Offer: TypeAlias = tuple[int, int, int, int]
"""Inputs, outputs, and the prices of a pass of either mode."""
Story: TypeAlias = tuple[str, int, int]
"""What the function is, and how many inputs and outputs it has."""


@cache
def _stories() -> tuple[Story, ...]:
    losses = ((f"The loss of a network as a function of its {n} weights", n, 1) for n in MANY)
    scores = (
        (f"A classifier's {m} scores as a function of the {n} pixels", n, m)
        for n, m in product(MANY, SEVERAL)
    )
    curves = (
        (f"The places of {m} points of the plane as a function of the time", 1, 2 * m)
        for m in MANY[:7]
    )
    renders = (
        (f"The {m} pixels of a drawing as a function of {n} settings", n, m)
        for n, m in product(SEVERAL, MANY)
    )
    return (*losses, *scores, *curves, *renders)


def _fewer(forward: float, reverse: float) -> str:
    return "forward" if forward < reverse else "reverse"


def _measured(n: int, m: int) -> tuple[int, int]:
    """Measure the directions there are at the inputs and at the outputs, in numpy."""
    import numpy as np

    rows, columns = np.broadcast_to(0.0, (m, n)).shape
    return len(range(columns)), len(range(rows))


def _in_sympy(n: int, m: int) -> tuple[int, int]:
    """Read the same off the Jacobian's shape in sympy."""
    import sympy

    rows, columns = sympy.MatrixSymbol("J", m, n).shape
    return int(columns), int(rows)


def modes(pick: Pick) -> Draft:
    """Ask how many passes each mode takes, and which one is cheaper."""
    story, n, m = pick.one(_stories())
    better = _fewer(n, m)
    few, many = sorted((n, m))
    return Draft(
        prompt=f"{story}: its whole Jacobian is wanted. How many passes does forward mode take "
        "(one Jacobian-vector product each), how many reverse mode (one vector-Jacobian product "
        "each), and which is cheaper?",
        parts=(
            number("forward", n, label="forward passes"),
            number("reverse", m, label="reverse passes"),
            after_signs(
                choice("mode", better, pick.shuffled((FORWARD, REVERSE)), label="cheaper"), FEWER
            ),
        ),
        evidence=(
            Evidence(
                "forward",
                given(lambda: float(_in_sympy(n, m)[0])),
                given(lambda: float(_measured(n, m)[0])),
            ),
            Evidence(
                "reverse",
                given(lambda: float(_in_sympy(n, m)[1])),
                given(lambda: float(_measured(n, m)[1])),
            ),
            Evidence(
                "mode",
                given(lambda: _fewer(*_in_sympy(n, m))),
                given(lambda: _fewer(*_measured(n, m))),
            ),
        ),
        hints=HINTS["modes"],
        solution=(
            Step("count both sides", "Count the inputs and the outputs of the function."),
            Step(
                "the Jacobian",
                f"{_count(m, 'output')} and {_count(n, 'input')}: ${m} \\times {n}$.",
            ),
            Step("forward", f"Each pass gives a column, so {_count(n, 'pass')}."),
            Step("reverse", f"Each pass gives a row, so {_count(m, 'pass')}."),
            Step("answer", f"{better.capitalize()} mode: {few} instead of {many}."),
        ),
        mistakes=(
            *wired("forward", [("jacobian-transposed", m)]),
            *wired("reverse", [("jacobian-transposed", n)]),
        ),
        plain=frozenset({"forward", "reverse"}),
    )


def _count(size: int, of: str) -> str:
    if size == 1:
        return f"1 {of}"
    return f"{size} {of}{'es' if of.endswith('s') else 's'}"


SIZES = (2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 30, 40)
PRICES = ((2, 3), (2, 4), (2, 5), (3, 4), (3, 5))
"""What a forward and a reverse pass cost, in evaluations of the function."""


@cache
def _offers() -> tuple[Offer, ...]:
    """List sizes and prices; often the side with more passes is the cheaper one."""
    every = [
        (n, m, f, r) for n, m, (f, r) in product(SIZES, SIZES, PRICES) if n != m and n * f != m * r
    ]
    turned = [one for one in every if one[0] > one[1] and _cheaper(one) == "forward"]
    few_outputs = [one for one in every if one[0] > one[1] and _cheaper(one) == "reverse"]
    few_inputs = [one for one in every if one[0] < one[1]]
    return (*turned, *few_outputs[::3], *few_inputs[::6])


def _cheaper(offer: Offer) -> str:
    n, m, front, back = offer
    return _fewer(n * front, m * back)


def price(pick: Pick) -> Draft:
    """Ask what the matrix costs from either side, and what a product costs without it."""
    n, m, front, back = pick.one(_offers())
    forward, reverse = n * front, m * back
    better = _fewer(forward, reverse)
    return Draft(
        prompt=rf"$F: \mathbb{{R}}^{{{n}}} \to \mathbb{{R}}^{{{m}}}$. One Jacobian-vector product "
        f"costs as much as {front} evaluations of $F$, one vector-Jacobian product as much as "
        f"{back}. What does the whole $J$ cost by columns, and what by rows? Which is cheaper? "
        r"Gauss-Newton needs only $J^\top (J u)$ for one $u$: what does that cost without $J$?",
        parts=(
            number("forward", forward, label="$J$ by columns, in evaluations"),
            number("reverse", reverse, label="$J$ by rows, in evaluations"),
            after_signs(
                choice("mode", better, pick.shuffled((FORWARD, REVERSE)), label="cheaper for $J$"),
                FEWER,
            ),
            number("product", front + back, label=r"$J^\top (J u)$, in evaluations"),
        ),
        evidence=(
            Evidence(
                "forward",
                given(lambda: float(_in_sympy(n, m)[0] * front)),
                given(lambda: float(_paid(front, _measured(n, m)[0]))),
            ),
            Evidence(
                "reverse",
                given(lambda: float(_in_sympy(n, m)[1] * back)),
                given(lambda: float(_paid(back, _measured(n, m)[1]))),
            ),
            Evidence(
                "mode",
                given(lambda: _fewer(_in_sympy(n, m)[0] * front, _in_sympy(n, m)[1] * back)),
                given(lambda: _fewer(_paid(front, n), _paid(back, m))),
            ),
            Evidence(
                "product",
                given(lambda: float(_in_sympy(1, 1)[0] * front + _in_sympy(1, 1)[1] * back)),
                given(lambda: float(_paid(front, 1) + _paid(back, 1))),
            ),
        ),
        hints=HINTS["price"],
        solution=(
            Step(
                "what a pass gives", "A forward pass gives a column of $J$, a reverse pass a row."
            ),
            Step("by columns", rf"${n} \cdot {front} = {forward}$"),
            Step("by rows", rf"${m} \cdot {back} = {reverse}$"),
            Step(
                "the product",
                r"$J u$ is one forward pass; $J^\top w$ is $w J$, one reverse pass: "
                f"${front} + {back} = {front + back}$.",
            ),
            Step(
                "answer",
                f"For $J$ itself {better} mode is cheaper, {min(forward, reverse)} to "
                f"{max(forward, reverse)}; the product needs {front + back}, whatever the sizes.",
            ),
        ),
        mistakes=(
            *wired("forward", [("jacobian-transposed", m * front)]),
            *wired("reverse", [("jacobian-transposed", n * back)]),
        ),
        plain=frozenset({"forward", "reverse", "product"}),
    )


def _paid(each: int, count: int) -> int:
    """Pay for the passes one by one."""
    return sum(each for _ in range(count))
