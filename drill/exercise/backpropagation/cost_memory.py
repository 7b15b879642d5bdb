"""What gradients cost: passes of each method, memory for activations, checkpoints, optimiser state.

Cost of reverse mode: a backward pass of dense layers is about two forward passes (Griewank and
Walther 2008, chapter 4). Checkpoints at every root of n layers: Chen et al. 2016. Splitting the
optimiser's state over devices: Rajbhandari et al. 2020.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise, permutations
from math import isqrt

from drill.exercise.backpropagation import _counted
from drill.exercise.contract import Step
from drill.exercise.decimals import decimal
from drill.exercise.draft import Draft
from drill.exercise.family import Family, levels, shares
from drill.exercise.figures import NEAR, figure
from drill.exercise.parts import choice, number
from drill.exercise.pick import Pick
from drill.exercise.questions import Asked, ask, assembled
from drill.grade.part import Choice

MODES = (
    Choice("forward", "forward mode", "It takes a pass for each input."),
    Choice("reverse", "reverse mode", "It takes a pass for each output."),
)
COUNTS = tuple(permutations((2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 24, 30, 40, 50), 2))
WIDTHS = tuple(permutations((8, 12, 16, 20, 24, 28, 32, 40, 48, 64), 4))
SQUARES = (16, 25, 36, 49, 64, 81, 100, 121, 144, 196, 225, 256, 400)
BILLIONS = tuple(map(Fraction, ("1", "1.5", "2", "3", "4", "6", "7", "8", "13")))


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a way of training keeps for every weight."""

    told: str
    state: str
    """What of it belongs to the optimiser."""
    held: tuple[tuple[str, int], ...]
    """What is kept, and in how many bits."""
    forgotten: int
    """The bytes one comes to by giving the optimiser one number too few, or too many."""

    @property
    def each(self) -> int:
        """Give the bytes for each weight."""
        return sum(bits for _name, bits in self.held) // 8


TWO_BYTES = (("weights", 16), ("gradients", 16), ("master", 32))
RECIPES = (
    Recipe(
        "Weights, gradients and both of Adam's moments are kept in 32 bits.",
        "both moments",
        (("weights", 32), ("gradients", 32), ("m", 32), ("v", 32)),
        12,
    ),
    Recipe(
        "Weights and gradients are kept in 16 bits, a master copy of the weights and both of "
        "Adam's moments in 32.",
        "the master copy and both moments",
        (*TWO_BYTES, ("m", 32), ("v", 32)),
        12,
    ),
    Recipe(
        "Weights and gradients are kept in 16 bits, a master copy of the weights in 32, and both "
        "of Adam's moments in 8.",
        "the master copy and both moments",
        (*TWO_BYTES, ("m", 8), ("v", 8)),
        9,
    ),
    Recipe(
        "Training is by momentum, whose velocity is kept in 32 bits, as is a master copy of the "
        "weights; the weights themselves and the gradients are kept in 16.",
        "the master copy and the velocity",
        (*TWO_BYTES, ("m", 32)),
        16,
    ),
    Recipe(
        "Training is by momentum; weights, gradients and the velocity are kept in 32 bits.",
        "the velocity",
        (("weights", 32), ("gradients", 32), ("m", 32)),
        16,
    ),
)
STATE = ("master", "m", "v")
SPLITS = (STATE, ("gradients", *STATE), ("weights", "gradients", *STATE))
"""What is split over the devices, from one stage to the next."""
HINTS = {
    1: (
        "Each difference moves one number, and compares with the value at the place itself.",
        "Count weights and biases layer by layer; the common value is worked out only once.",
    ),
    2: (
        "What does one pass of each method give: a row of the Jacobian, or a column?",
        "Forward mode gives what one input does to all outputs; reverse mode what all do to one.",
    ),
    3: (
        "What has to be there for the backward pass, and what may go in a forward pass alone?",
        "A weight's slope needs what its layer got; without slopes, two layers' values suffice.",
    ),
    4: (
        "Two things are held: the checkpoints, and the layers of the segment at work.",
        "With $k$ segments that is $k + n/k$; where is it least?",
    ),
    5: (
        "Count bytes for one weight first: 8 bits are a byte.",
        "Then ask of each thing whether a device holds all of it, or its share.",
    ),
}


class CostMemory(Family):
    """Count what gradients cost in passes, and what training holds in memory."""

    name = "cost_memory"
    topic = "backpropagation"
    title = "Count passes and memory of training"
    instances = levels(350, len(COUNTS), 20_160, 780, 540)
    requires = shares(shapes=0.3)

    def draw(self, level: int, pick: Pick) -> Draft:
        """Draw a network or a device, and ask what it costs."""
        made: dict[int, Callable[[Pick], Draft]] = {
            1: _differences,
            2: _jacobian,
            3: _activations,
            4: _checkpoints,
            5: _devices,
        }
        return made[level](pick)


FAMILY = CostMemory()


def _differences(pick: Pick) -> Draft:
    widths = (pick.integer(3, 12), pick.integer(2, 8), pick.integer(1, 5))
    size = sum(outside * (inside + 1) for inside, outside in pairwise(widths))

    def counted(name: str) -> int:
        network = _counted.Network(widths)
        if name == "size":
            return network.size
        if name == "differences":
            network.differences()
            return network.forwards
        network.backpropagate()
        return network.backwards

    listed = ", ".join(map(str, widths[:2])) + f" and {widths[2]}"
    lines = "\n".join(
        rf"- ${outside} \cdot {inside}$ weights and ${outside}$ "
        f"bias{'es' if outside > 1 else ''}: ${outside * (inside + 1)}$"
        for inside, outside in pairwise(widths)
    )
    return assembled(
        f"A network has fully connected layers of {listed} units, from input to output, with a "
        "bias for every unit but the inputs; its loss is one number. How many numbers are "
        "learnt? How many forward passes does the gradient take by one-sided differences? And how "
        "many backward passes by backpropagation?",
        (
            ask(
                number("size", size, label="numbers learnt"),
                lambda: (widths[0] + 1) * widths[1] + (widths[1] + 1) * widths[2],
                lambda: counted("size"),
            ),
            ask(
                number("passes", size + 1, label="forward passes by differences"),
                lambda: (widths[0] + 1) * widths[1] + (widths[1] + 1) * widths[2] + 1,
                lambda: counted("differences"),
                [(NEAR, size)],
            ),
            ask(
                number("sweeps", 1, label="backward passes by backpropagation"),
                lambda: 1,
                lambda: counted("backward"),
                [(NEAR, size)],
            ),
        ),
        hints=HINTS[1],
        solution=(
            Step("what is learnt", "A layer has a weight for each pair of units, and its biases."),
            Step("layer by layer", lines),
            Step(
                "differences",
                f"One pass for each of the {size} numbers moved, and one at the place itself.",
            ),
            Step(
                "backpropagation",
                "The loss is one number, so one pass back gives the slopes by all of them.",
            ),
            Step("answer", f"{size} numbers; {size + 1} passes by differences; 1 pass back."),
        ),
    )


def _jacobian(pick: Pick) -> Draft:
    inputs, outputs = pick.one(COUNTS)
    cheaper = "forward" if inputs < outputs else "reverse"

    def fewer() -> str:
        forward = _counted.jacobian_by("forward", inputs, outputs)
        return (
            "forward" if forward < _counted.jacobian_by("reverse", inputs, outputs) else "reverse"
        )

    return assembled(
        f"A simulation turns {inputs} numbers into {outputs}. How many runs of it does its whole "
        "Jacobian take by central differences; how many passes by forward-mode and how many by "
        "reverse-mode differentiation; and which of these two modes is cheaper here?",
        (
            ask(
                number("central", 2 * inputs, label="runs by central differences"),
                lambda: 2 * inputs,
                lambda: _counted.jacobian_by("central", inputs, outputs),
                [(NEAR, wrong) for wrong in (inputs + 1, 2 * outputs) if wrong != 2 * inputs],
            ),
            ask(
                number("forward", inputs, label="passes by forward mode"),
                lambda: inputs,
                lambda: _counted.jacobian_by("forward", inputs, outputs),
                [(NEAR, outputs)],
            ),
            ask(
                number("reverse", outputs, label="passes by reverse mode"),
                lambda: outputs,
                lambda: _counted.jacobian_by("reverse", inputs, outputs),
                [(NEAR, inputs)],
            ),
            ask(
                choice("cheaper", cheaper, MODES, label="the cheaper mode here"),
                lambda: "forward" if inputs < outputs else "reverse",
                fewer,
            ),
        ),
        hints=HINTS[2],
        solution=(
            Step(
                "rows and columns",
                "The Jacobian has a row for each output and a column for each input.",
            ),
            Step(
                "a column at a time",
                "Moving one input gives a column: a forward-mode pass carries its slope along, a "
                "central difference takes a run above and one below.",
            ),
            Step(
                "a row at a time",
                "Going back from one output gives a row: that is a pass of reverse mode.",
            ),
            Step(
                "answer",
                rf"$2 \cdot {inputs} = {2 * inputs}$ runs; {inputs} passes forward; {outputs} in "
                f"reverse; {cheaper} mode is cheaper, for there are fewer "
                f"{'inputs' if cheaper == 'forward' else 'outputs'}. (A loss has one output: hence "
                "backpropagation.)",
            ),
        ),
    )


def _activations(pick: Pick) -> Draft:
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


def _checkpoints(pick: Pick) -> Draft:
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
                number("memory", least, label="memory, in MB"),
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


def _each_on(recipe: Recipe, split: Sequence[str], devices: int) -> Fraction:
    """Give the bytes for each weight that one device holds."""
    return sum(
        (Fraction(bits, 8) / (devices if name in split else 1) for name, bits in recipe.held),
        Fraction(0),
    )


def _devices(pick: Pick) -> Draft:
    recipe, billions = pick.one(RECIPES), pick.one(BILLIONS)
    devices, stage = pick.one((2, 4, 8, 16)), pick.below(3)
    split = SPLITS[stage]
    told = (recipe.state, f"the gradients, {recipe.state}", "all of it")[stage]
    whole = recipe.each * billions
    here = _each_on(recipe, split, devices)
    other = _each_on(recipe, SPLITS[stage - 1 if stage else 1], devices)
    what_is_split = [bits for name, bits in recipe.held if name in split]
    asked: list[Asked] = [
        ask(
            number("each", recipe.each, label="bytes for each weight"),
            lambda: sum(bits for _name, bits in recipe.held) / 8,
            lambda: _counted.bytes_of(recipe.held, 1, ())[0],
            [(NEAR, recipe.forgotten)],
        ),
        ask(
            figure("whole", whole, label="in all, in GB"),
            lambda: float(whole),
            lambda: float(billions) * _counted.bytes_of(recipe.held, 1, ())[0],
            [(NEAR, decimal(recipe.forgotten * billions))],
        ),
        ask(
            figure("here", here * billions, label="on each device, in GB"),
            lambda: float(here * billions),
            lambda: float(billions) * _counted.bytes_of(recipe.held, devices, split)[1] / 64,
            [(NEAR, decimal(other * billions))],
        ),
    ]
    shared_bytes, own = sum(what_is_split) // 8, recipe.each - sum(what_is_split) // 8
    sizes = " + ".join(str(bits // 8) for _name, bits in recipe.held)
    return assembled(
        f"A model has {decimal(billions)} billion weights. {recipe.told} {devices} devices train "
        f"it together on different data, and split evenly among them: {told}. What is not split, "
        "each of them holds in full. Activations aside: how many bytes does a weight take, "
        f"split or not; how many GB ($10^9$ bytes) is one full set; and how many GB does each "
        "device hold?",
        asked,
        hints=HINTS[5],
        solution=(
            Step(
                "where the bytes go",
                "List what is kept for one weight, with its bytes, and mark what is split.",
            ),
            Step("one weight", f"In bytes, in the order told: ${sizes} = {recipe.each}$."),
            Step(
                "one full set",
                rf"${decimal(billions)} \cdot {recipe.each} = {decimal(whole)}$ GB",
            ),
            Step(
                "on one device",
                f"Of the {recipe.each} bytes {shared_bytes} are split and {own} are not: "
                + (f"${own} + " if own else "$")
                + f"{shared_bytes} / {devices} = {decimal(here)}$ bytes for each weight.",
            ),
            Step(
                "answer",
                f"{recipe.each} bytes for each weight, {decimal(whole)} GB in a full set, and "
                rf"${decimal(billions)} \cdot {decimal(here)} = {decimal(here * billions)}$ GB on "
                "each device.",
            ),
        ),
    )
