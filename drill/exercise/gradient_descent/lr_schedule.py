"""The learning rate at a step: step decay, exponential decay, cosine, warmup, and all together.

Every prompt writes its formula or its rule out, because conventions differ by a step. The first
two levels are here; cosine and warmup have modules of their own.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from drill.exercise.contract import Step
from drill.exercise.decimals import decimal, exactly
from drill.exercise.draft import Draft
from drill.exercise.family import Family, levels
from drill.exercise.figures import NEAR, beside, figure
from drill.exercise.gradient_descent._cosine_decay import cosine
from drill.exercise.gradient_descent._rates import STARTS, first_at
from drill.exercise.gradient_descent._warmup import rooted, whole_schedule
from drill.exercise.parts import number
from drill.exercise.pick import Pick
from drill.exercise.questions import ask, assembled

FACTORS = tuple(map(exactly, ("0.5", "0.2", "0.1")))
EVERY = (5, 8, 10, 15, 20, 25, 30)
HALVINGS = (
    (2, 2, 3), (2, 2, 4), (2, 2, 5), (2, 3, 2), (2, 3, 4), (2, 3, 5), (2, 4, 2), (2, 4, 3),
    (10, 2, 3), (10, 3, 2), (5, 2, 3), (5, 3, 2),
)  # fmt: skip
"""What the rate is divided by each time, how often by the epoch shown, and by the one asked."""
SAID = {2: "half", 5: "a fifth", 10: "a tenth"}
HINTS = {
    1: (
        "The rate stays the same within a block of epochs.",
        "Count the full blocks before this epoch: each has multiplied the rate once.",
    ),
    2: (
        "Equal times multiply the rate by equal factors; they do not take equal amounts away.",
        "By which factor has it fallen between the two epochs, and how is that made of equal ones?",
    ),
}


class LrSchedule(Family):
    """Work out a schedule's learning rate at a step, and the step of a rate."""

    name = "lr_schedule"
    topic = "gradient_descent"
    title = "Work out the learning rate of a schedule"
    instances = levels(2016, 1296, 360, 1470, 1512)

    def draw(self, level: int, pick: Pick) -> Draft:
        """Draw a schedule; from level 2 on, a step is asked for as well as a rate."""
        made: dict[int, Callable[[Pick], Draft]] = {
            1: _in_steps,
            2: _exponential,
            3: cosine,
            4: rooted,
            5: whole_schedule,
        }
        return made[level](pick)


FAMILY = LrSchedule()


def _in_steps(pick: Pick) -> Draft:
    start, factor, every = pick.one(STARTS), pick.one(FACTORS), pick.one(EVERY)
    falls, into = pick.integer(1, 4), pick.one((0, 1, every // 2, every - 1))
    epoch = falls * every + into
    rate = start * factor**falls
    miscounted = falls - 1 if into == 0 else falls + 1

    def looped() -> tuple[int, float]:
        count, current = 0, float(start)
        for done in range(1, epoch + 1):
            if done % every == 0:
                count, current = count + 1, current * float(factor)
        return count, current

    def by_sympy() -> float:
        import sympy

        return float(
            sympy.Rational(start)
            * sympy.Rational(factor) ** sympy.floor(sympy.Rational(epoch, every))
        )

    return assembled(
        f"A schedule starts at the rate ${decimal(start)}$ and multiplies it by "
        f"${decimal(factor)}$ after every {every} epochs. The first epoch has the number 0. How "
        f"often has the rate been lowered when epoch {epoch} begins, and what is it then?",
        (
            ask(
                number("falls", falls, label="lowered so often"),
                lambda: float(epoch // every),
                lambda: looped()[0],
                [(NEAR, miscounted)],
            ),
            ask(
                figure("rate", rate, label=f"the rate in epoch {epoch}"),
                by_sympy,
                lambda: looped()[1],
                beside(rate, [start * factor**miscounted]),
            ),
        ),
        hints=HINTS[1],
        solution=(
            Step("blocks", f"Epochs 0 to {every - 1} are the first block of {every}, and so on."),
            Step(
                "count",
                f"Before epoch {epoch} there are {epoch} epochs: ${epoch} / {every}$ makes "
                f"{falls} full block{'s' if falls > 1 else ''}"
                + (f", and {into} more." if into else "; a new one begins."),
            ),
            Step(
                "answer",
                f"Lowered {falls} time{'s' if falls > 1 else ''}: "
                rf"${decimal(start)}"
                + rf" \cdot {decimal(factor)}" * falls
                + f" = {decimal(rate)}$.",
            ),
        ),
    )


def _exponential(pick: Pick) -> Draft:
    divisor, shown, asked = pick.one(HALVINGS)
    once, start = pick.integer(3, 20), pick.one(STARTS)
    given_epoch, epoch = once * shown, once * asked
    then, rate = start / divisor**shown, start / divisor**asked

    def searched() -> float:
        """Find the factor of one epoch by halving an interval, with a loop over the epochs."""
        low, high = 0.0, 1.0
        for _ in range(50):
            middle = (low + high) / 2
            reached = math.prod([middle] * given_epoch) * float(start)
            low, high = (middle, high) if reached < float(then) else (low, middle)
        return low

    def looped() -> list[float]:
        factor = searched()
        rates = [float(start)]
        for _ in range(max(epoch, given_epoch)):
            rates.append(rates[-1] * factor)
        return rates

    def by_sympy() -> tuple[float, float]:
        import sympy

        fall = sympy.log(sympy.Rational(start / then))
        time = sympy.log(divisor) * given_epoch / fall
        grown = sympy.Rational(start) * sympy.exp(-fall * sympy.Rational(epoch, given_epoch))
        return float(time), float(grown)

    return assembled(
        "A rate decays exponentially, by the same factor in every epoch: it is "
        f"${decimal(start)}$ at epoch 0 and ${decimal(then)}$ at epoch {given_epoch}. After how "
        f"many epochs has it fallen to {SAID[divisor]} of its start, and what is it at epoch "
        f"{epoch}?",
        (
            ask(
                number("time", once, label=f"epochs to {SAID[divisor]}"),
                lambda: by_sympy()[0],
                lambda: first_at(looped(), float(start) / divisor),
            ),
            ask(
                figure("rate", rate, label=f"the rate at epoch {epoch}"),
                lambda: by_sympy()[1],
                lambda: looped()[epoch],
                beside(rate, [start / divisor ** (asked + 1)]),
            ),
        ),
        hints=HINTS[2],
        solution=(
            Step(
                "equal times, equal factors",
                r"With $\eta_t = \eta_0 \gamma^t$ any stretch of $h$ epochs multiplies by "
                r"$\gamma^h$.",
            ),
            Step(
                "the fall that is shown",
                f"${decimal(start)} / {decimal(then)} = {divisor**shown} = {divisor}^{shown}$, so "
                f"{given_epoch} epochs hold {shown} falls to {SAID[divisor]}.",
            ),
            Step("one fall", f"${given_epoch} / {shown} = {once}$ epochs for each."),
            Step(
                "answer",
                f"After {once} epochs; epoch {epoch} has seen {asked} such falls: "
                f"${decimal(start)} / {divisor**asked} = {decimal(rate)}$.",
            ),
        ),
    )
