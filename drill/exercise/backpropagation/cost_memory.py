"""What gradients cost: passes of each method, memory for activations, checkpoints, optimiser state.

Cost of reverse mode: a backward pass of dense layers is about two forward passes (Griewank and
Walther 2008, chapter 4). Passes are here; what is held in memory has modules of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise, permutations

from drill.exercise.backpropagation import _counted
from drill.exercise.backpropagation._activation_memory import activations, checkpoints
from drill.exercise.backpropagation._split_state import devices_share
from drill.exercise.contract import Step
from drill.exercise.draft import Draft
from drill.exercise.family import Family, levels, shares
from drill.exercise.figures import NEAR
from drill.exercise.parts import after, after_signs, choice, number
from drill.exercise.pick import Pick
from drill.exercise.questions import ask, assembled
from drill.grade.part import Choice
from drill.maths.build import minus, plus
from drill.maths.tree import Name

MODES = (
    Choice("forward", "forward mode", "It takes a pass for each input."),
    Choice("reverse", "reverse mode", "It takes a pass for each output."),
)
COUNTS = tuple(permutations((2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 24, 30, 40, 50), 2))
HINTS = {
    1: (
        "Each difference moves one number, and compares with the value at the place itself.",
        "Count weights and biases layer by layer; the common value is worked out only once.",
    ),
    2: (
        "What does one pass of each method give: a row of the Jacobian, or a column?",
        "Forward mode gives what one input does to all outputs; reverse mode what all do to one.",
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
            3: activations,
            4: checkpoints,
            5: devices_share,
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
                after(
                    number("passes", size + 1, label="forward passes by differences"),
                    plus(Name("size"), 1),
                ),
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
                after_signs(
                    choice("cheaper", cheaper, MODES, label="the cheaper mode here"),
                    {
                        "forward": minus(Name("reverse"), Name("forward")),
                        "reverse": minus(Name("forward"), Name("reverse")),
                    },
                ),
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
