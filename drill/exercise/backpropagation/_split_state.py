"""What training keeps for every weight, and what of it a device holds when it is split.

Splitting the optimiser's state over devices: Rajbhandari et al. 2020.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from drill.exercise.backpropagation import _counted
from drill.exercise.contract import Step
from drill.exercise.decimals import decimal
from drill.exercise.draft import Draft
from drill.exercise.figures import NEAR, figure
from drill.exercise.parts import after, number
from drill.exercise.pick import Pick
from drill.exercise.questions import Asked, ask, assembled
from drill.maths.build import times
from drill.maths.tree import Name

BILLIONS = tuple(map(Fraction, ("1", "1.5", "2", "3", "4", "6", "7", "8", "13")))
HINTS = (
    "Count bytes for one weight first: 8 bits are a byte.",
    "Then ask of each thing whether a device holds all of it, or its share.",
)


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


def _each_on(recipe: Recipe, split: Sequence[str], devices: int) -> Fraction:
    """Give the bytes for each weight that one device holds."""
    return sum(
        (Fraction(bits, 8) / (devices if name in split else 1) for name, bits in recipe.held),
        Fraction(0),
    )


def devices_share(pick: Pick) -> Draft:
    """Draw a way of training, a size, and what is split over the devices."""
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
            after(figure("whole", whole, label="in all, in GB"), times(billions, Name("each"))),
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
        hints=HINTS,
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
