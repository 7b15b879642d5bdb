"""Counting updates: batches in an epoch, epochs, what is dropped, and what is accumulated."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from drill.exercise.contract import Step
from drill.exercise.draft import Draft, Evidence
from drill.exercise.family import Family, levels
from drill.exercise.parts import choice, number
from drill.exercise.pick import Pick
from drill.exercise.truths import given
from drill.grade.part import Choice

BATCHES = (16, 20, 25, 32, 40, 50, 64, 100, 128, 200, 250, 256)
EPOCHS = (2, 3, 4, 5, 8, 10, 12, 20)
VARIANTS = (
    Choice("batch", "batch gradient descent", "Every update uses all the examples."),
    Choice("mini", "mini-batch gradient descent", "Every update uses some of the examples."),
    Choice("sgd", "stochastic gradient descent", "Every update uses a single example."),
)
TEXTS = {item.id: item.text for item in VARIANTS}
HINTS = {
    1: ("How many updates does one batch make?", "One; so count the batches in one epoch."),
    2: (
        "The examples do not fill the last batch.",
        "A batch that is not full still makes an update: round up.",
    ),
    3: (
        "Count one epoch first; then what the epochs do.",
        "Every epoch starts anew: round up for each epoch, and multiply afterwards.",
    ),
    4: (
        "What happens to the batch that is not full?",
        "Dropping it means rounding down, in every epoch.",
    ),
    5: (
        "Which events move the weights?",
        "All workers together, over all accumulated batches, make one update.",
    ),
}


@dataclass(frozen=True, slots=True)
class Loop:
    """How a training loop goes through its data."""

    examples: int
    batch: int
    epochs: int = 1
    drop_last: bool = False
    accumulate: int = 1
    workers: int = 1

    @property
    def at_once(self) -> int:
        """Count the examples behind one update."""
        return self.batch * self.accumulate * self.workers

    @property
    def in_an_epoch(self) -> int:
        """Count the updates of one epoch by the formula."""
        whole, rest = divmod(self.examples, self.at_once)
        return whole if self.drop_last or not rest else whole + 1

    @property
    def updates(self) -> int:
        """Count all the updates."""
        return self.epochs * self.in_an_epoch

    @property
    def left_over(self) -> int:
        """Count the examples that fill no batch."""
        return self.examples % self.at_once

    def walked(self) -> tuple[int, int]:
        """Go through the epochs bite by bite; count the updates, and the last bite's size."""
        count = bite = 0
        for _ in range(self.epochs):
            left = self.examples
            while left > 0:
                bite = min(left, self.at_once)
                left -= bite
                count += bite == self.at_once or not self.drop_last
        return count, bite


def _evidence(part: str, loop: Loop) -> Evidence:
    """Hold the number of updates against sympy's rounding, and against the loop itself."""

    def by_sympy() -> float:
        import sympy

        batches = sympy.Rational(loop.examples, loop.at_once)
        rounded = sympy.floor(batches) if loop.drop_last else sympy.ceiling(batches)
        return float(loop.epochs * rounded)

    return Evidence(part, given(by_sympy), given(lambda: float(loop.walked()[0])))


class MinibatchCount(Family):
    """Count the updates a training loop makes."""

    name = "minibatch_count"
    topic = "gradient_descent"
    title = "Count the updates of a training loop"
    instances = levels(1920, 4800, 33_600, 38_400, 15_360)

    def draw(self, level: int, pick: Pick) -> Draft:
        """Draw the size of the data and the loop through it."""
        made: dict[int, Callable[[Pick], Draft]] = {
            1: _full_batches,
            2: _last_batch,
            3: _several_epochs,
            4: _dropped,
            5: _accumulated,
        }
        return made[level](pick)


FAMILY = MinibatchCount()


def _full_batches(pick: Pick) -> Draft:
    batch, count = pick.one(BATCHES[:8]), pick.integer(20, 99)
    examples = batch * count
    variant = pick.one(("sgd", "mini", "batch"))
    size = {"sgd": 1, "mini": batch, "batch": examples}[variant]
    loop = Loop(examples, size)
    uses = {"sgd": "one example", "mini": f"{batch} examples", "batch": "all of them"}[variant]
    return Draft(
        prompt=f"A training set has {examples} examples, in the loader's batches of {batch}. "
        f"Each update here uses {uses}. How many updates does one epoch make, and what is this "
        "called?",
        parts=(
            number("n", loop.updates, label="updates in an epoch"),
            choice("kind", variant, VARIANTS, label="it is called"),
        ),
        evidence=(
            _evidence("n", loop),
            Evidence("kind", given(variant), given(lambda: _by_count(loop))),
        ),
        hints=HINTS[1],
        solution=(
            Step("one batch, one update", "An epoch goes through every example once."),
            Step("divide", f"${examples} / {size} = {loop.updates}$"),
            Step("answer", f"{loop.updates} in an epoch: {TEXTS[variant]}."),
        ),
        plain=frozenset({"n"}),
    )


def _by_count(loop: Loop) -> str:
    if loop.walked()[0] == 1:
        return "batch"
    return "sgd" if loop.walked()[1] == 1 else "mini"


def _uneven(pick: Pick) -> tuple[int, int]:
    """Draw a batch size, and a number of examples that leaves some over."""
    batch, count = pick.one(BATCHES), pick.integer(10, 89)
    return batch, batch * count + pick.one((1, batch // 5, batch // 3, batch // 2, batch - 1))


def _counted(level: int, loop: Loop, prompt: str, steps: tuple[Step, ...]) -> Draft:
    lost = loop.left_over
    label = "examples dropped in an epoch" if loop.drop_last else "examples in the last batch"
    if level == 5:
        label = "examples behind a full update"
        lost = loop.at_once
    return Draft(
        prompt=prompt,
        parts=(number("n", loop.updates, label="updates"), number("last", lost, label=label)),
        evidence=(
            _evidence("n", loop),
            Evidence("last", given(float(lost)), given(lambda: _seen(level, loop))),
        ),
        hints=HINTS[level],
        solution=steps,
        plain=frozenset({"n", "last"}),
    )


def _seen(level: int, loop: Loop) -> float:
    """See the second answer by doing it: the last bite, or the examples of one update."""
    if level < 5:
        return float(loop.walked()[1])
    batches = [loop.batch for _ in range(loop.workers) for _ in range(loop.accumulate)]
    return float(sum(batches))


def _last_batch(pick: Pick) -> Draft:
    batch, examples = _uneven(pick)
    loop = Loop(examples, batch)
    whole = examples // batch
    return _counted(
        2,
        loop,
        f"A training set has {examples} examples and the batch size is {batch}; the last batch may "
        "be smaller. How many updates does one epoch make, and how large is its last batch?",
        (
            Step("divide", f"How often does {batch} go into {examples}, and what is left?"),
            Step("full batches", rf"${whole} \cdot {batch} = {whole * batch}$"),
            Step("the rest", f"${examples} - {whole * batch} = {loop.left_over}$ make one more."),
            Step("answer", f"{loop.updates} updates, the last one with {loop.left_over} examples."),
        ),
    )


def _several_epochs(pick: Pick) -> Draft:
    batch, examples = _uneven(pick)
    loop = Loop(examples, batch, pick.one(EPOCHS[1:]))
    return _counted(
        3,
        loop,
        f"Training runs for {loop.epochs} epochs over {examples} examples with batches of {batch}; "
        "the last batch of an epoch may be smaller. How many updates are there in all, and how "
        "large is the last batch of an epoch?",
        (
            Step(
                "one epoch", f"First the batches of one epoch: {examples} by {batch}, rounded up."
            ),
            Step("rounded up", f"{loop.in_an_epoch} batches, the last with {loop.left_over}."),
            Step("all epochs", rf"${loop.epochs} \cdot {loop.in_an_epoch} = {loop.updates}$"),
            Step("answer", f"{loop.updates} updates; the last batch has {loop.left_over}."),
        ),
    )


def _dropped(pick: Pick) -> Draft:
    batch, examples = _uneven(pick)
    loop = Loop(examples, batch, pick.one(EPOCHS), drop_last=True)
    return _counted(
        4,
        loop,
        f"Training runs for {loop.epochs} epochs over {examples} examples with batches of {batch} "
        "and `drop_last=True`. How many updates are there in all, and how many examples does each "
        "epoch leave out?",
        (
            Step("what is dropped", "A last batch that is not full makes no update: round down."),
            Step("one epoch", f"{loop.in_an_epoch} full batches, {loop.left_over} examples over."),
            Step("all epochs", rf"${loop.epochs} \cdot {loop.in_an_epoch} = {loop.updates}$"),
            Step("answer", f"{loop.updates} updates, and {loop.left_over} left out each time."),
        ),
    )


def _accumulated(pick: Pick) -> Draft:
    batch, accumulate = pick.one((4, 8, 16, 32)), pick.one((2, 4, 5, 8))
    workers, epochs = pick.one((2, 3, 4, 8)), pick.one(EPOCHS)
    at_once = batch * accumulate * workers
    examples = at_once * pick.integer(11, 40)
    loop = Loop(examples, batch, epochs, accumulate=accumulate, workers=workers)
    return _counted(
        5,
        loop,
        f"{workers} workers each compute the gradient of batches of {batch}, accumulate "
        f"{accumulate} of them, and then all of them make one update together. There are "
        f"{examples} examples and {epochs} epochs. How many updates are there, and how many "
        "examples are behind each?",
        (
            Step("what one update uses", "Batch size, times accumulated batches, times workers."),
            Step("examples", rf"${batch} \cdot {accumulate} \cdot {workers} = {at_once}$"),
            Step("one epoch", f"${examples} / {at_once} = {loop.in_an_epoch}$"),
            Step(
                "answer",
                rf"${epochs} \cdot {loop.in_an_epoch} = {loop.updates}$ updates, each from "
                f"{at_once} examples.",
            ),
        ),
    )
