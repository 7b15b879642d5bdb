"""Memory for activations: in training, in inference, and with checkpoints.

Checkpoints at every root of n layers: Chen et al. 2016.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise, permutations
from math import isqrt

from drill.exercise.backpropagation import _counted
from drill.exercise.contract import Step
from drill.exercise.decimals import decimal
from drill.exercise.draft import Draft
from drill.exercise.figures import NEAR
from drill.exercise.parts import after, number
from drill.exercise.pick import Pick
from drill.exercise.questions import ask, assembled
from drill.maths.build import over, plus, times
from drill.maths.tree import Name

WIDTHS = tuple(permutations((8, 12, 16, 20, 24, 28, 32, 40, 48, 64), 4))
SQUARES = (16, 25, 36, 49, 64, 81, 100, 121, 144, 196, 225, 256, 400)
HINTS = {
    3: (
        "What has to be there for the backward pass, and what may go in a forward pass alone?",
        "A weight's slope needs what its layer got; without slopes, two layers' values suffice.",
    ),
    4: (
        "Two things are held: the checkpoints, and the layers of the segment at work.",
        "With $k$ segments that is $k + n/k$; where is it least?",
    ),
}


def activations(pick: Pick) -> Draft:
    """Draw layers and a batch."""
    widths, batch = pick.one(WIDTHS), pick.one((64, 128, 256, 512))
    bytes_each = Fraction(4 * batch, 1024)
    kept = bytes_each * sum(widths[:-1])
    pairs = [one + other for one, other in pairwise(widths)]
    peak = bytes_each * max(pairs)

    def kibibytes(count: int) -> float:
        return count / 1024

    per_width = decimal(bytes_each)
    return assembled(
        f"A batch of {batch} examples goes through fully connected layers of "
        f"{', '.join(map(str, widths[:-1]))} and {widths[-1]} units, from input to output, in 32 "
        "bits. For the backward pass each layer keeps what it got as its input. In inference a "
        "layer's input is freed as soon as its output is there. How many KiB do the "
        "activations take: all that are kept in training, and the most that are alive at once "
        "in inference?",
        (
            ask(
                number("kept", kept, label="kept in training, in KiB"),
                lambda: float(kept),
                lambda: kibibytes(_counted.kept_for_training(widths, batch)),
                [(NEAR, bytes_each * sum(widths))],
            ),
            ask(
                number("peak", peak, label="at most in inference, in KiB"),
                lambda: float(peak),
                lambda: kibibytes(_counted.peak_without(widths, batch)),
            ),
        ),
        hints=HINTS[3],
        solution=(
            Step(
                "one unit",
                rf"A number of 32 bits takes 4 bytes, so a unit takes $4 \cdot {batch} = "
                f"{4 * batch}$ bytes for the batch, which is {per_width} KiB.",
            ),
            Step(
                "in training",
                f"The inputs of the three layers have ${' + '.join(map(str, widths[:-1]))} = "
                f"{sum(widths[:-1])}$ units; the output is no layer's input.",
            ),
            Step(
                "in inference",
                "Only a layer's input and output are alive: "
                + ", ".join(f"${one} + {other} = {one + other}$" for one, other in pairwise(widths))
                + f" units, at most {max(pairs)}.",
            ),
            Step("answer", f"{decimal(kept)} KiB in training, {decimal(peak)} KiB in inference."),
        ),
    )


def checkpoints(pick: Pick) -> Draft:
    """Draw a number of layers, and ask for the segments that need the least memory."""
    layers, each = pick.one(SQUARES), pick.one((2, 3, 4, 5, 6, 8, 10, 12, 15, 20))
    forward = pick.one((10, 20, 30, 40, 50, 60))
    segments = isqrt(layers)

    def solved() -> int:
        """Let sympy find where the derivative of the memory is zero."""
        import sympy

        k = sympy.symbols("k", positive=True)
        return int(sympy.solve(sympy.diff(k + layers / k, k), k)[0])

    def searched() -> int:
        divisors = [k for k in range(1, layers + 1) if layers % k == 0]
        return min(divisors, key=lambda k: _counted.checkpointed(layers, k)[0])

    def timed() -> float:
        return forward * _counted.checkpointed(layers, searched())[1] / layers + 2 * forward

    least = 2 * segments * each
    return assembled(
        f"The activations of {layers} equal layers take {each} MB each. A forward pass takes "
        f"{forward} ms and a backward pass twice as long. With checkpoints the layers are cut into "
        "equal segments; only the input of each segment is kept, and the backward pass runs a "
        "segment forward again before it goes back through it. (A segment's input takes as much "
        "as a layer.) How many segments need the least memory, how much is that, and how long "
        "does a step then take?",
        (
            ask(
                number("segments", segments, label="segments"),
                solved,
                searched,
            ),
            ask(
                after(
                    number("memory", least, label="memory, in MB"),
                    times(each, plus(Name("segments"), over(layers, Name("segments")))),
                ),
                lambda: (solved() + layers / solved()) * each,
                lambda: _counted.checkpointed(layers, searched())[0] * each,
            ),
            ask(
                number("time", 4 * forward, label="time of a step, in ms"),
                lambda: float(forward * (1 + 2 + 1)),
                timed,
                [(NEAR, 3 * forward)],
            ),
        ),
        hints=HINTS[4],
        solution=(
            Step(
                "what is held",
                f"With $k$ segments: $k$ kept inputs, and the ${layers} / k$ layers of the segment "
                "at work.",
            ),
            Step(
                "the least",
                rf"The derivative of $k + {layers} / k$ is $1 - {layers} / k^2$: zero at "
                rf"$k = \sqrt{{{layers}}} = {segments}$.",
            ),
            Step(
                "its memory",
                rf"$({segments} + {segments}) \cdot {each} = {least}$ MB, in place of "
                rf"${layers} \cdot {each} = {layers * each}$.",
            ),
            Step(
                "its time",
                "Every layer runs forward once more: forward, forward again and backward are "
                f"${forward} + {forward} + {2 * forward} = {4 * forward}$ ms, in place of "
                f"{3 * forward}.",
            ),
            Step("answer", f"{segments} segments, {least} MB, {4 * forward} ms."),
        ),
    )
