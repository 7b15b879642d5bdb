"""How the four equations are asked about and worked: the prose, the page and the typed matrices.

Knows what was kept and what each level asks; draws nothing and judges nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from drill.exercise.backpropagation._two_layers import (
    CROSS_ENTROPY,
    HALF_SQUARE,
    IDENTITY,
    RELU,
    SIGMOID,
    SQUARE,
    Kept,
    Rows,
    times,
    turned,
)
from drill.exercise.contract import Step
from drill.exercise.decimals import decimal, typed_decimal
from drill.exercise.write import matrix_text

LABELS = {
    "g": r"$\nabla_a C$",
    "d2": r"$\delta^{(2)}$",
    "d1": r"$\delta^{(1)}$",
    "w2": r"$\partial C / \partial W^{(2)}$",
    "w1": r"$\partial C / \partial W^{(1)}$",
    "b1": r"$\partial C / \partial b^{(1)}$",
}
COSTS = {
    HALF_SQUARE.name: r"C = \frac{1}{2} \sum_i (a^{(2)}_i - y_i)^2",
    SQUARE.name: r"C = \sum_i (a^{(2)}_i - y_i)^2",
}
COSTS_OF_ONE = {
    HALF_SQUARE.name: r"C = \frac{1}{2} (a^{(2)} - y)^2",
    CROSS_ENTROPY.name: r"C = -y \ln a^{(2)} - (1 - y) \ln(1 - a^{(2)})",
}
SAID = {IDENTITY.name: "the identity", RELU.name: "ReLU", SIGMOID.name: "the sigmoid"}
HINTS = {
    1: (
        "First the slope of the cost by each output, then the slope of each unit.",
        "The two are multiplied entry by entry; each output has moved by its own $z$ alone.",
    ),
    2: (
        "Which way do the numbers go, from the cost or from the input?",
        "Each unit of the first layer moves both outputs: its weights to them are a column.",
    ),
    3: (
        "Errors first; the slopes of weights and biases come from them.",
        "A weight's slope is the error at its output end times the signal at its input end.",
    ),
    4: (
        "What is the cost's slope by the last pre-activation, not by the activation?",
        r"$\sigma'(z) = a (1 - a)$: what the forward pass has kept is enough.",
    ),
    5: (
        "Go back example by example: which units are on for which of them?",
        "A mean hands a half to each example; a parameter gets slopes from both, and adds them.",
    ),
}


def prompt(kept: Kept, level: int) -> str:
    """Say what was kept and what is asked for."""
    return PROMPTS[level](kept)


def label_of(kept: Kept, name: str) -> str:
    """Say what a slope is called: with a capital delta where it has a column for each example."""
    return r"$\Delta^{(1)}$" if name == "d1" and kept.examples > 1 else LABELS[name]


def typed_rows(rows: Rows) -> str:
    """Write a number, a vector or a matrix the way it is typed."""
    written = [[typed_decimal(entry) for entry in row] for row in rows]
    if len(rows[0]) > 1:
        return f"[{', '.join('[' + ', '.join(row) + ']' for row in written)}]"
    return f"({', '.join(row[0] for row in written)})" if len(rows) > 1 else written[0][0]


def _set(rows: Rows) -> str:
    return matrix_text([[decimal(entry) for entry in row] for row in rows])


def _display(*named: tuple[str, Rows]) -> str:
    return "$$" + r" \qquad ".join(f"{name} = {_set(rows)}" for name, rows in named) + "$$"


def _prompt_last(kept: Kept) -> str:
    two = kept.two
    return (
        f"The last layer of a network has two units, with {SAID[two.unit.name]} as their "
        "activation. The forward pass has kept\n\n"
        + _display(("z^{(2)}", two.z), ("a^{(2)}", two.a), ("y", kept.y))
        + f"\n\n$${COSTS[kept.cost.name]}$$\n\nFind the slope of the cost by the outputs, and the "
        r"layer's error $\delta^{(2)} = \partial C / \partial z^{(2)}$, as vectors such as "
        "`(3, -1)`."
    )


def _network(kept: Kept) -> str:
    one, two = SAID[kept.one.unit.name], SAID[kept.two.unit.name]
    where = f"{one} in both" if one == two else f"{one} in the first and {two} in the second"
    return (
        f"A network has two layers; the activation is {where}. Layer $l$ computes "
        "$z^{(l)} = W^{(l)} a^{(l-1)} + b^{(l)}$, from $a^{(0)} = x$."
    )


def _prompt_first(kept: Kept) -> str:
    one, two = kept.one, kept.two
    return (
        f"{_network(kept)} The forward pass has kept\n\n"
        + _display(("z^{(1)}", one.z), ("a^{(1)}", one.a), ("a^{(2)}", two.a))
        + "\n\n"
        + _display(("W^{(2)}", kept.w2), ("y", kept.y))
        + f"\n\n$${COSTS[kept.cost.name]}$$\n\n"
        r"Find the errors $\delta^{(l)} = \partial C / \partial z^{(l)}$ of both layers, as "
        "vectors such as `(3, -1)`."
    )


def _prompt_whole(kept: Kept) -> str:
    one, two = kept.one, kept.two
    return (
        f"{_network(kept)} The forward pass has kept\n\n"
        + _display(("x", kept.x), ("z^{(1)}", one.z), ("a^{(1)}", one.a), ("a^{(2)}", two.a))
        + "\n\n"
        + _display(("W^{(2)}", kept.w2), ("y", kept.y))
        + f"\n\n$${COSTS[kept.cost.name]}$$\n\n"
        "Find the slopes of the cost by both weight matrices, each in the shape of its matrix "
        "and typed like `[[1, 2], [3, 4]]`, and by the first bias, a vector."
    )


def _prompt_curved(kept: Kept) -> str:
    return (
        f"{_network(kept)} There is one output. The forward pass has kept\n\n"
        + _display(("x", kept.x), ("a^{(1)}", kept.one.a), ("W^{(2)}", kept.w2))
        + "\n\n"
        + f"$$a^{{(2)}} = {decimal(kept.two.a[0][0])} \\qquad y = {decimal(kept.y[0][0])}$$"
        + f"\n\n$${COSTS_OF_ONE[kept.cost.name]}$$\n\n"
        r"Find the errors $\delta^{(2)}$, a number, and $\delta^{(1)}$, a vector; and the slope "
        "of the cost by the first weight matrix, typed like `[[1, 2], [3, 4]]`."
    )


def _prompt_batch(kept: Kept) -> str:
    one, two = kept.one, kept.two
    return (
        f"{_network(kept)} Two examples went through it together, as the two columns of "
        "everything that was kept:\n\n"
        + _display(("X", kept.x), ("Z^{(1)}", one.z), ("A^{(1)}", one.a))
        + "\n\n"
        + _display(("W^{(2)}", kept.w2), ("A^{(2)}", two.a), ("Y", kept.y))
        + "\n\nThe cost is the *mean* over the examples of\n\n"
        r"$$\frac{1}{2} \sum_i (a^{(2)}_i - y_i)^2$$"
        "\n\n"
        r"Find $\Delta^{(1)} = \partial C / \partial Z^{(1)}$ and the slope by the first weight "
        "matrix, both typed like `[[1, 2], [3, 4]]`, and by the first bias, a vector."
    )


PROMPTS = {
    1: _prompt_last,
    2: _prompt_first,
    3: _prompt_whole,
    4: _prompt_curved,
    5: _prompt_batch,
}


def solution(kept: Kept, level: int, asked: Sequence[str]) -> Iterator[Step]:
    """Work the exercise, equation by equation."""
    yield Step("the way back", FIRST[level])
    if level == 1:
        yield from _at_the_top(kept)
    else:
        yield _top_error(kept)
        yield _back(kept)
    if level > 2:
        yield _by_parameters(kept, asked)
    found = (f"{label_of(kept, name)} `{typed_rows(kept.slope(name))}`" for name in asked)
    yield Step("answer", "; ".join(found) + ".")


FIRST = {
    1: r"$\delta^{(2)} = \nabla_a C \odot \sigma'(z^{(2)})$, where $\odot$ multiplies entry by "
    "entry.",
    2: r"From the cost to $\delta^{(2)}$ first; then "
    r"$\delta^{(1)} = ((W^{(2)})^\top \delta^{(2)}) \odot \sigma'(z^{(1)})$.",
    3: r"Both errors first; then $\delta^{(l)} (a^{(l-1)})^\top$ for the weights, and "
    r"$\delta^{(l)}$ itself for the bias.",
    4: r"$\delta^{(2)} = \frac{\partial C}{\partial a^{(2)}} a^{(2)} (1 - a^{(2)})$, and see "
    "whether something cancels; then back through the weights, and through the first units.",
    5: r"$\Delta^{(2)}$ has a column for each example, with the $\frac{1}{2}$ of the mean in it; "
    "then back column by column.",
}


def _at_the_top(kept: Kept) -> Iterator[Step]:
    two = kept.two
    if kept.cost is SQUARE:
        text = r"$\partial C / \partial a_i = 2 (a_i - y_i)$: the square brings its 2 down."
    else:
        text = r"$\partial C / \partial a_i = a_i - y_i$: the 2 of the square meets the half."
    yield Step("slope of the cost", f"{text}\n\n" + _display((r"\nabla_a C", kept.slope("g"))))
    if two.unit is RELU:
        text = "ReLU has the slope 1 where its input is positive, and 0 where it is negative."
    else:
        text = "The identity has the slope 1 everywhere, so nothing changes."
    yield Step("slope of the units", f"{text}\n\n" + _display((r"\sigma'(z^{(2)})", two.slopes())))


def _top_error(kept: Kept) -> Step:
    d2 = kept.slope("d2")
    a, y = decimal(kept.two.a[0][0]), decimal(kept.y[0][0])
    if kept.examples > 1:
        text = (
            "The second layer is linear, so its error is the cost's slope: "
            r"$\Delta^{(2)} = \frac{1}{2} (A^{(2)} - Y)$, where the half is the mean's."
            "\n\n" + _display((r"\Delta^{(2)}", d2))
        )
    elif kept.cost is CROSS_ENTROPY:
        text = (
            "The cost's slope by the activation is $(a - y) / (a (1 - a))$; the sigmoid's slope "
            "$a (1 - a)$ cancels its denominator, and the error is the prediction less the label:"
            f"\n\n$$\\delta^{{(2)}} = {a} - {y} = {decimal(d2[0][0])}$$"
        )
    elif kept.two.unit is SIGMOID:
        text = (
            "The squared error's slope is $a - y$, and nothing cancels: the sigmoid's slope "
            "$a (1 - a)$ stays as a factor."
            f"\n\n$$\\delta^{{(2)}} = ({a} - {y}) \\cdot {a} \\cdot (1 - {a}) = "
            f"{decimal(d2[0][0])}$$"
        )
    else:
        text = (
            r"The second layer is linear: $\sigma'$ is 1, and $\delta^{(2)} = a^{(2)} - y$."
            "\n\n" + _display((r"\delta^{(2)}", d2))
        )
    return Step("the error at the output", text)


def _back(kept: Kept) -> Step:
    d2, slopes = kept.slope("d2"), kept.one.slopes()
    says = {
        IDENTITY.name: "The units are the identity, with the slope 1: nothing more happens.",
        RELU.name: "Through the ReLUs only what was on gets an error; the other entries are 0.",
        SIGMOID.name: "Then through the sigmoids, whose slopes are $a (1 - a)$ from what was kept.",
    }[kept.one.unit.name]
    name = r"\Delta" if kept.examples > 1 else r"\delta"
    through = _display((f"(W^{{(2)}})^\\top {name}^{{(2)}}", times(turned(kept.w2), d2)))
    at = _display((r"\sigma'(z^{(1)})", slopes), (f"{name}^{{(1)}}", kept.slope("d1")))
    return Step(
        "one layer back",
        "Back through the weights, where unit $i$ collects its *column* of $W^{(2)}$:"
        f"\n\n{through}\n\n{says}\n\n{at}",
    )


def _by_parameters(kept: Kept, asked: Sequence[str]) -> Step:
    lines = []
    for name in asked:
        if name.startswith("w"):
            lines.append(_outer(kept, name))
        elif name == "b1" and kept.examples > 1:
            lines.append(
                "The bias moves $z$ one for one in both examples, so its slope is the sum of the "
                "columns:\n\n" + _display((LABELS["b1"].strip("$"), kept.slope("b1")))
            )
        elif name == "b1":
            lines.append(r"The bias moves $z$ one for one: its slope is $\delta^{(1)}$ itself.")
    return Step("slopes of the parameters", "\n\n".join(lines))


def _outer(kept: Kept, name: str) -> str:
    at = name[-1]
    if kept.examples > 1:
        product_of = r"\Delta^{(1)} X^\top"
        why = "The product of the rows adds up what the two examples say:"
    else:
        below = "x" if at == "1" else "(a^{(1)})"
        product_of = f"\\delta^{{({at})}} {below}^\\top"
        why = (
            "For the first layer the signal is the input itself:"
            if at == "1" and kept.two.unit is IDENTITY
            else "A column times a row: an error for each row, a signal for each column."
        )
    left = f"{LABELS[name].strip('$')} = {product_of}"
    return f"{why}\n\n" + _display((left, kept.slope(name)))
