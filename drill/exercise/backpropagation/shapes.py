"""Shapes of everything in a layer: of its weights, of the errors, of gradients, of batches."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

from drill.exercise.backpropagation._large_shapes import HEADS, TOKENS, large
from drill.exercise.backpropagation._sought_shapes import Sought, times, turned, zeros
from drill.exercise.contract import Step
from drill.exercise.draft import Draft
from drill.exercise.family import Family, levels
from drill.exercise.parts import after, component, shape_part, sizes
from drill.exercise.pick import Pick
from drill.exercise.questions import Asked, ask, assembled
from drill.maths.build import node
from drill.maths.tree import Vector

PRIMES = (2, 3, 5, 7, 11, 13, 17, 19, 23)
TRIPLES = tuple(permutations(PRIMES, 3))
QUADRUPLES = tuple(permutations(PRIMES, 4))


def _layer_of(sizes_: Sequence[int], layer: int) -> str:
    listed = ", ".join(map(str, sizes_))
    return (
        f"A network has layers of {listed} units, from input to output. Vectors are columns, so "
        f"a vector of $k$ numbers has the shape $(k, 1)$, and layer {layer} computes\n\n"
        f"$$z^{{({layer})}} = W^{{({layer})}} a^{{({layer - 1})}} + b^{{({layer})}}$$"
    )


def _forward(pick: Pick) -> tuple[str, list[Sought]]:
    units, layer = pick.one(TRIPLES), pick.integer(1, 2)
    n, m = units[layer - 1], units[layer]
    up = f"^{{({layer})}}"
    return _layer_of(units, layer), [
        Sought(
            "w",
            f"$W{up}$",
            (m, n),
            (times((m, 1), (1, n))),
            lambda: zeros(n, m).T,
            "a row for each unit of this layer, a column for each unit of the layer before",
            (("jacobian-transposed", (n, m)),),
        ),
        Sought("b", f"$b{up}$", (m, 1), (m, 1), lambda: zeros(m, 1), "one number for each unit"),
        Sought(
            "z",
            f"$z{up}$",
            (m, 1),
            times((m, n), (n, 1)),
            lambda: zeros(m, n) @ zeros(n, 1) + zeros(m, 1),
            f"{sizes((m, n))} times {sizes((n, 1))}: the inner sizes {n} cancel",
            (("jacobian-transposed", (n, 1)),),
            Vector((component("w", 0, 2), node(1))),
        ),
    ]


def _backward(pick: Pick) -> tuple[str, list[Sought]]:
    units, layer = pick.one(QUADRUPLES), pick.integer(2, 3)
    n, m = units[layer - 1], units[layer]
    up = f"^{{({layer})}}"
    text = _layer_of(units, layer) + (
        f"\n\nIts error $\\delta{up} = \\partial L / \\partial z{up}$ goes one layer back."
    )
    return text, [
        Sought(
            "d",
            f"$\\delta{up}$",
            (m, 1),
            times((m, n), (n, 1)),
            lambda: zeros(m, n) @ zeros(n, 1),
            f"a slope of one number has the shape of what it is taken by, here of $z{up}$",
        ),
        Sought(
            "wt",
            f"$(W{up})^\\top$",
            (n, m),
            turned((m, n)),
            lambda: zeros(m, n).T,
            f"$W{up}$ is {sizes((m, n))}, and transposing swaps the sizes",
            (("weight-not-transposed", (m, n)),),
        ),
        Sought(
            "back",
            f"$(W{up})^\\top \\delta{up}$",
            (n, 1),
            times(turned((m, n)), (m, 1)),
            lambda: zeros(m, n).T @ zeros(m, 1),
            f"{sizes((n, m))} times {sizes((m, 1))}: as many as the layer before has units",
            (("weight-not-transposed", (m, 1)),),
            Vector((component("wt", 0, 2), component("d", 1, 2))),
        ),
    ]


def _weights(pick: Pick) -> tuple[str, list[Sought]]:
    units, layer = pick.one(QUADRUPLES), pick.integer(1, 3)
    n, m = units[layer - 1], units[layer]
    up = f"^{{({layer})}}"
    below = f"a^{{({layer - 1})}}"
    text = _layer_of(units, layer) + f"\n\nIts error is $\\delta{up}$; the loss $L$ is a number."
    return text, [
        Sought(
            "at",
            f"$({below})^\\top$",
            (1, n),
            turned((n, 1)),
            lambda: zeros(n, 1).T,
            "a column becomes a row",
        ),
        Sought(
            "dw",
            rf"$\partial L / \partial W{up}$",
            (m, n),
            times((m, 1), turned((n, 1))),
            lambda: zeros(m, 1) @ zeros(n, 1).T,
            f"$\\delta{up} ({below})^\\top$, a column {sizes((m, 1))} times a row {sizes((1, n))}: "
            f"the shape of $W{up}$ itself",
            (("outer-product-reversed", (n, m)),),
            Vector((node(m), component("at", 1, 2))),
        ),
        Sought(
            "db",
            rf"$\partial L / \partial b{up}$",
            (m, 1),
            (m, 1),
            lambda: zeros(m, 1) * zeros(m, 1),
            f"it is $\\delta{up}$",
            (("bias-gradient", (m, n)),),
        ),
    ]


def _batch(pick: Pick) -> tuple[str, list[Sought]]:
    batch, n, m, last = pick.one(QUADRUPLES)
    text = (
        f"A batch of {batch} examples goes through a layer of {m} units that gets {n} inputs; "
        f"{last} units follow. Every example is a row, as in PyTorch:\n\n"
        r"$$Z = A W^\top + b \qquad \Delta = \partial L / \partial Z$$"
        "\n\n$L$ is the mean loss over the batch, a single number."
    )
    return text, [
        Sought(
            "z",
            "$Z$",
            (batch, m),
            times((batch, n), turned((m, n))),
            lambda: zeros(batch, n) @ zeros(m, n).T + zeros(m),
            f"{sizes((batch, n))} times {sizes((n, m))}",
            (("jacobian-transposed", (m, batch)),),
        ),
        Sought(
            "dw",
            r"$\partial L / \partial W$",
            (m, n),
            times(turned((batch, m)), (batch, n)),
            lambda: zeros(batch, m).T @ zeros(batch, n),
            f"$\\Delta^\\top A$: {sizes((m, batch))} times {sizes((batch, n))}; the sum over the "
            "examples is inside the product, and the batch's size is gone",
            (("outer-product-reversed", (n, m)), ("batch-mean-missing", (batch, m, n))),
        ),
        Sought(
            "da",
            r"$\partial L / \partial A$",
            (batch, n),
            times((batch, m), (m, n)),
            lambda: zeros(batch, m) @ zeros(m, n),
            f"$\\Delta W$: {sizes((batch, m))} times {sizes((m, n))}, a row for each example",
            (("jacobian-transposed", (n, batch)),),
        ),
    ]


LEVELS = {1: _forward, 2: _backward, 3: _weights, 4: _batch, 5: large}
HINTS = {
    1: (
        "How many numbers come in, and how many go out?",
        "A matrix times a column gives as many numbers as the matrix has rows.",
    ),
    2: (
        "The error goes back to the layer it came from: how many units has that?",
        "Write the two shapes side by side; the inner sizes must be the same.",
    ),
    3: (
        "A slope of the loss has the shape of the thing it is taken by.",
        "A column times a row is a whole matrix: rows from the column, columns from the row.",
    ),
    4: (
        "Which of the sizes belong to the parameters, and which to the data?",
        "The parameters are shared by all examples: their slopes have no size of the batch.",
    ),
    5: (
        "Write down which axis is which before you count.",
        "The leading axis is carried along; only the last two take part in a product.",
    ),
}
FIRST = {
    1: "In $W a$ the columns of $W$ meet the numbers of $a$, the rows are the numbers that result.",
    2: "Write down the shape of $W$ first: units of this layer by units of the layer before.",
    3: "$W$ has a row for each unit of this layer and a column for each of the layer before.",
    4: "An example is a row, so the batch's size comes first in $A$, $Z$ and $\\Delta$.",
    5: "Note what each axis stands for, and which of them is summed over.",
}


class Shapes(Family):
    """Give the shapes of what a layer computes, forward and backward."""

    name = "shapes"
    topic = "backpropagation"
    title = "Shapes of weights, errors and gradients"
    instances = levels(1008, 6048, 9072, 3024, 2 * len(HEADS) * len(TOKENS))

    def draw(self, level: int, pick: Pick) -> Draft:
        """Draw sizes that are all different, so that each axis shows where it comes from."""
        prompt, sought = LEVELS[level](pick)
        lines = "\n".join(f"- {one.label}: {sizes(one.shape)}, {one.reason}" for one in sought)
        listed = "; ".join(f"{one.label} {sizes(one.shape)}" for one in sought)
        return assembled(
            f"{prompt}\n\nGive the shapes, such as `(3, 2)`.",
            [_asked(one) for one in sought],
            hints=HINTS[level],
            solution=(
                Step("which size is what", FIRST[level]),
                Step("one by one", lines),
                Step("answer", f"{listed}."),
            ),
        )


FAMILY = Shapes()


def _asked(one: Sought) -> Asked:
    wrong = [(name, sizes(shape)) for name, shape in one.wrong]
    part = shape_part(one.id, one.shape, label=one.label)
    return ask(
        part if one.follows is None else after(part, one.follows),
        lambda: one.algebra,
        lambda: one.run().shape,
        wrong,
    )
