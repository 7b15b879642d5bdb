"""Shapes with more than two axes: of a convolution, and of attention with several heads."""

from __future__ import annotations

from itertools import permutations
from typing import Any

from drill.exercise.backpropagation._sought_shapes import Sought, times, turned, zeros
from drill.exercise.parts import component, sizes
from drill.exercise.pick import Pick
from drill.maths.build import node
from drill.maths.tree import Vector

CONVOLUTIONS = tuple(
    (size, kernel, stride, padding)
    for size in (9, 11, 12, 13, 15, 16)
    for kernel in (3, 5)
    for stride in (1, 2, 3)
    for padding in (0, 1, 2)
    if (size + 2 * padding - kernel) % stride == 0
)
CHANNELS = tuple(permutations((2, 3, 4, 6, 7, 8), 2))
HEADS = tuple((heads, width) for heads in (2, 3, 4) for width in (5, 6, 7, 8, 9, 10))
TOKENS = (11, 13, 14, 15, 16, 17, 19, 20, 21, 22)


def large(pick: Pick) -> tuple[str, list[Sought]]:
    """Ask about one of the two."""
    return pick.one((_convolution, _attention))(pick)


def _convolution(pick: Pick) -> tuple[str, list[Sought]]:
    size, kernel, stride, padding = pick.one(CONVOLUTIONS)
    inside, outside = pick.one(CHANNELS)
    side = (size + 2 * padding - kernel) // stride + 1
    text = (
        f"A convolution turns {inside} channels into {outside}, with square filters of size "
        f"{kernel}, stride {stride} and padding {padding} on every side. An image comes in as "
        f"(channels, height, width) = {sizes((inside, size, size))}. Weights are (channels out, "
        "channels in, height, width)."
    )

    def run() -> Any:
        import numpy as np

        padded = np.pad(zeros(inside, size, size), ((0, 0), (padding,) * 2, (padding,) * 2))
        windows = np.lib.stride_tricks.sliding_window_view(padded, (kernel, kernel), axis=(1, 2))
        picked = windows[:, ::stride, ::stride]
        return np.einsum("chwij,ocij->ohw", picked, zeros(outside, inside, kernel, kernel))

    weights = (outside, inside, kernel, kernel)
    places = len(range(0, size + 2 * padding - kernel + 1, stride))
    return text, [
        Sought(
            "w",
            "the weights",
            weights,
            (*(outside, inside), *(kernel,) * 2),
            lambda: zeros(*weights),
            "one filter over all the channels in, for each channel out",
            (("jacobian-transposed", (inside, outside, kernel, kernel)),),
        ),
        Sought(
            "out",
            "the output",
            (outside, side, side),
            (outside, places, places),
            run,
            f"each side has {size + 2 * padding} places with its padding; the last start is at "
            f"{size + 2 * padding - kernel}, so a stride of {stride} makes {side} starts",
            follows=Vector((component("w", 0, 4), node(side), node(side))),
        ),
        Sought(
            "dw",
            "the slopes of the loss by the weights",
            weights,
            (*(outside, inside), *(kernel,) * 2),
            lambda: zeros(*weights) * 2,
            "a gradient has the shape of what it is taken by",
            (("outer-product-reversed", (inside, outside, kernel, kernel)),),
            Vector(tuple(component("w", axis, 4) for axis in range(4))),
        ),
    ]


def _attention(pick: Pick) -> tuple[str, list[Sought]]:
    (heads, width), tokens = pick.one(HEADS), pick.one(TOKENS)
    model = heads * width
    text = (
        f"Self-attention with {heads} heads gets {tokens} tokens of {model} numbers each, "
        f"$X$ of the shape {sizes((tokens, model))}. The queries $Q$, keys $K$ and values $V$ are "
        "split over the heads, as (heads, tokens, numbers per head), and every head computes\n\n"
        r"$$P = \mathrm{softmax}(Q K^\top / \sqrt{d}) \qquad O = P V$$"
    )
    each = (heads, tokens, width)
    return text, [
        Sought(
            "q",
            "$Q$, all heads",
            each,
            (heads, tokens, model // heads),
            lambda: zeros(tokens, model).reshape(tokens, heads, width).transpose(1, 0, 2),
            f"{model} numbers over {heads} heads are {width} for each",
            (("jacobian-transposed", (heads, width, tokens)),),
        ),
        Sought(
            "p",
            "$P$, all heads",
            (heads, tokens, tokens),
            times(each, turned(each)),
            lambda: zeros(*each) @ zeros(*each).transpose(0, 2, 1),
            f"{sizes((tokens, width))} times {sizes((width, tokens))}: a weight for each pair",
            (("weight-not-transposed", (heads, width, width)),),
            Vector(tuple(component("q", axis, 3) for axis in (0, 1, 1))),
        ),
        Sought(
            "o",
            "$O$, all heads",
            each,
            times(times(each, turned(each)), each),
            lambda: zeros(heads, tokens, tokens) @ zeros(*each),
            f"{sizes((tokens, tokens))} times {sizes((tokens, width))}",
            (("jacobian-transposed", (heads, width, tokens)),),
            Vector((component("p", 0, 3), component("p", 1, 3), node(width))),
        ),
    ]
