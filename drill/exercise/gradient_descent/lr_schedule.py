r"""The learning rate at a step: step decay, exponential decay, cosine, warmup, and all together.

Cosine decay is η = η_min + (η_max - η_min)(1 + cos(π t/T))/2 (Loshchilov and Hutter 2017); the
decay with the root of the step is that of the first Transformer (Vaswani et al. 2017, section 5.3).
Every prompt writes its formula or its rule out, because conventions differ by a step.
"""

from __future__ import annotations

import cmath
import math
from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import cache
from itertools import product

from drill.exercise.contract import Step
from drill.exercise.decimals import about, decimal, ends, exactly
from drill.exercise.draft import Draft
from drill.exercise.family import Family, levels
from drill.exercise.figures import NEAR, beside, figure
from drill.exercise.parts import choice, number
from drill.exercise.pick import Pick
from drill.exercise.questions import ask, assembled
from drill.grade.part import Choice

STARTS = tuple(map(exactly, ("0.05", "0.1", "0.2", "0.4", "0.6", "0.8")))
FACTORS = tuple(map(exactly, ("0.5", "0.2", "0.1")))
EVERY = (5, 8, 10, 15, 20, 25, 30)
HALVINGS = (
    (2, 2, 3), (2, 2, 4), (2, 2, 5), (2, 3, 2), (2, 3, 4), (2, 3, 5), (2, 4, 2), (2, 4, 3),
    (10, 2, 3), (10, 3, 2), (5, 2, 3), (5, 3, 2),
)  # fmt: skip
"""What the rate is divided by each time, how often by the epoch shown, and by the one asked."""
SAID = {2: "half", 5: "a fifth", 10: "a tenth"}
LEFT = {
    Fraction(1, 3): Fraction(3, 4),
    Fraction(1, 2): Fraction(1, 2),
    Fraction(2, 3): Fraction(1, 4),
}
"""Where the cosine is a simple number: the share of the way, and the share of the rate left."""
COSINES = {Fraction(1, 3): r"\frac{1}{2}", Fraction(1, 2): "0", Fraction(2, 3): r"-\frac{1}{2}"}
WAYS = tuple((one, other) for one, other in product(LEFT, LEFT) if one != other)
LENGTHS = (60, 90, 120, 150, 180, 240, 300, 600, 900, 1200)
PEAKS = tuple(map(exactly, ("0.0004", "0.0008", "0.001", "0.002", "0.004", "0.008", "0.02")))
WARMED = tuple(map(exactly, ("0.1", "0.2", "0.25", "0.4", "0.6", "0.75", "0.8")))
ROOTS = tuple(map(Fraction, ("3/2", "5/2", "2", "3", "4", "5")))
"""How often the rate after the warmup goes into the peak."""
AGAINST = (
    Choice("above", "above it", "Half a cosine wave first falls more slowly than the line."),
    Choice("on", "on it", "Half way a cosine is at half its height, as the line is."),
    Choice("below", "below it", "Past the middle the cosine has fallen further than the line."),
)
HINTS = {
    1: (
        "The rate stays the same within a block of epochs.",
        "Count the full blocks before this epoch: each has multiplied the rate once.",
    ),
    2: (
        "Equal times multiply the rate by equal factors; they do not take equal amounts away.",
        "By which factor has it fallen between the two epochs, and how is that made of equal ones?",
    ),
    3: (
        "Which share of the whole way is this step?",
        r"The angle goes from $0$ to $\pi$: $\cos(\pi/3) = 1/2$ and $\cos(2\pi/3) = -1/2$.",
    ),
    4: (
        "Find out first on which side of the warmup's end the step lies.",
        "On the way up the rate is a share of the peak; past it, only $t/w$ counts, under a root.",
    ),
    5: (
        "Two clocks: one for the warmup, and one that starts when it ends.",
        "The cosine's share of the way is $(t - w) / (T - w)$, and its floor is not 0.",
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
            3: _cosine,
            4: _warmup,
            5: _whole,
        }
        return made[level](pick)


FAMILY = LrSchedule()


def _first(rates: Sequence[float], low: float, after: int = 0) -> float:
    """Look along a table of rates for the first step, past another, that is not above a rate."""
    steps = range(after, len(rates))
    return float(next(t for t in steps if rates[t] <= low * (1 + 1e-9)))


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
                lambda: _first(looped(), float(start) / divisor),
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


def _share_left(way: Fraction) -> float:
    """Give the share of a cosine's height at a share of the way, by its formula, in sympy."""
    import sympy

    return float((1 + sympy.cos(sympy.pi * sympy.Rational(way))) / 2)


def _way_of(left: Fraction) -> float:
    """Turn the formula round: the share of the way at which a share of the height is left."""
    import sympy

    return float(sympy.acos(2 * sympy.Rational(left) - 1) / sympy.pi)


@cache
def _turned(steps: int) -> tuple[float, ...]:
    """Tabulate a cosine's share without a cosine: a unit vector turned on, step by step."""
    turn, pointer = cmath.rect(1, math.pi / steps), complex(1)
    shares = [1.0]
    for _ in range(steps):
        pointer *= turn
        shares.append((1 + pointer.real) / 2)
    return tuple(shares)


def _cosine(pick: Pick) -> Draft:
    (way, other), length, peak = pick.one(WAYS), pick.one(LENGTHS), pick.one(STARTS)
    at, rate = int(way * length), peak * LEFT[way]
    low, when = peak * LEFT[other], int(other * length)
    line = peak * (1 - way)
    side = "on" if rate == line else "above" if rate > line else "below"

    def compared(found: float) -> str:
        difference = found - float(peak) * (1 - at / length)
        return "on" if abs(difference) < 1e-9 else "above" if difference > 0 else "below"

    return assembled(
        rf"A schedule takes the rate from $\eta_0 = {decimal(peak)}$ down to 0 along half a cosine "
        f"wave, in $T = {length}$ steps. What is the rate at step {at}; is that above, on or "
        f"below the straight line from $\\eta_0$ to 0; and at which step is the rate "
        f"${decimal(low)}$?"
        "\n\n"
        r"$$\eta_t = \frac{\eta_0}{2} \left(1 + \cos \frac{\pi t}{T}\right)$$",
        (
            ask(
                figure("rate", rate, label=f"the rate at step {at}"),
                lambda: float(peak) * _share_left(way),
                lambda: float(peak) * _turned(length)[at],
                beside(rate, [peak - rate]),
            ),
            ask(
                choice("line", side, AGAINST, label="against the straight line"),
                lambda: compared(float(peak) * _share_left(way)),
                lambda: compared(float(peak) * _turned(length)[at]),
            ),
            ask(
                number("step", when, label=f"the rate is ${decimal(low)}$ at step"),
                lambda: length * _way_of(LEFT[other]),
                lambda: _first(_turned(length), float(LEFT[other])),
                [(NEAR, length - when)] if 2 * when != length else (),
            ),
        ),
        hints=HINTS[3],
        solution=(
            Step("the share of the way", f"Step {at} of {length} is the share ${_share(way)}$."),
            Step(
                "its cosine",
                rf"$\cos({_angle(way)}) = {COSINES[way]}$, so ${_share(LEFT[way])}$ of "
                f"${decimal(peak)}$ is left; the line would leave ${_share(1 - way)}$.",
            ),
            Step(
                "backwards",
                rf"${decimal(low)}$ is ${_share(LEFT[other])}$ of $\eta_0$, so the cosine is "
                rf"${COSINES[other]}$ and the angle ${_angle(other)}$.",
            ),
            Step(
                "answer",
                f"${decimal(rate)}$ at step {at}, {_side(side)}; ${decimal(low)}$ at step {when}.",
            ),
        ),
    )


def _side(side: str) -> str:
    return f"{side} the line"


def _share(part: Fraction) -> str:
    return rf"\frac{{{part.numerator}}}{{{part.denominator}}}"


def _angle(way: Fraction) -> str:
    top = r"\pi" if way.numerator == 1 else rf"{way.numerator} \pi"
    return f"{top} / {way.denominator}"


def _warmup(pick: Pick) -> Draft:
    length, peak = pick.one((100, 200, 400, 800, 1000, 2000, 4000)), pick.one(PEAKS[:5])
    part, root = pick.one(WARMED), pick.one(ROOTS)
    early, late = int(part * length), int(root * root * length)
    rising, falling = peak * part, peak / root

    def tabulated() -> tuple[float, float]:
        """Climb in equal increments, then shrink by the ratio of one root to the next."""
        rate = 0.0
        for _ in range(early):
            rate += float(peak) / length
        fallen = float(peak)
        for t in range(length, late):
            fallen *= math.sqrt(t / (t + 1))
        return rate, fallen

    def by_sympy(t: int) -> float:
        import sympy

        share = sympy.Rational(t, length)
        return float(sympy.Rational(peak) * sympy.Min(share, 1 / sympy.sqrt(share)))

    return assembled(
        f"A rate rises in a straight line from 0 at step 0 to ${decimal(peak)}$ at step "
        f"$w = {length}$, and after that falls like one over the root of the step, without a "
        f"jump. What is it at step {early}, and at step {late}?",
        (
            ask(
                figure("early", rising, label=f"the rate at step {early}"),
                lambda: by_sympy(early),
                lambda: tabulated()[0],
                beside(rising, [peak - rising]),
            ),
            ask(
                figure("late", falling, label=f"the rate at step {late}"),
                lambda: by_sympy(late),
                lambda: tabulated()[1],
                beside(falling, [peak / (root * root)]),
            ),
        ),
        hints=HINTS[4],
        solution=(
            Step(
                "two formulas",
                r"Up to $w$ the rate is the peak times $t / w$; past it, the peak times "
                r"$\sqrt{w / t}$, which is 1 at $t = w$.",
            ),
            Step(
                "during the warmup",
                rf"${decimal(peak)} \cdot {early} / {length} = {decimal(rising)}$",
            ),
            Step(
                "after it",
                rf"${late} / {length} = {decimal(root * root)}$, whose root is "
                f"${decimal(root)}$.",
            ),
            Step(
                "answer",
                f"${decimal(rising)}$ at step {early}, and at step {late} "
                f"${decimal(peak)} / {decimal(root)} {about(falling)}$.",
            ),
        ),
    )


@cache
def _floors() -> tuple[tuple[Fraction, Fraction], ...]:
    """List peaks and floors at which all the rates asked for are short decimals."""
    pairs = ((peak, peak / ratio) for peak, ratio in product(PEAKS, (5, 10)))
    return tuple(
        (peak, floor)
        for peak, floor in pairs
        if all(ends(floor + left * (peak - floor)) for left in LEFT.values())
    )


def _whole(pick: Pick) -> Draft:
    (peak, floor), (way, other) = pick.one(_floors()), pick.one(WAYS)
    warmup, decay = pick.one((200, 400, 800)), pick.one((600, 900, 1200, 1800, 2400, 3000))
    end = warmup + decay
    at, again = warmup + int(way * decay), warmup + int(other * decay)
    rate, met = (floor + LEFT[share] * (peak - floor) for share in (way, other))
    before = int(warmup * met / peak)

    def height(share: float) -> float:
        return float(floor) + float(peak - floor) * share

    def tabulated() -> list[float]:
        climbing = [float(peak) * t / warmup for t in range(warmup)]
        return climbing + [height(share) for share in _turned(decay)]

    def met_again() -> float:
        rates = tabulated()
        return _first(rates, rates[before], warmup)

    whole = _share_left(Fraction(at, end))
    return assembled(
        f"A rate rises in a straight line from 0 at step 0 to ${decimal(peak)}$ at step {warmup}, "
        f"and then falls along half a cosine wave to ${decimal(floor)}$ at step {end}. What is it "
        f"at step {at}; and at which later step does it have again the rate it had at step "
        f"{before}?",
        (
            ask(
                figure("rate", rate, label=f"the rate at step {at}"),
                lambda: height(_share_left(way)),
                lambda: tabulated()[at],
                beside(rate, [height(whole), (peak - floor) * LEFT[way]]),
            ),
            ask(
                number("again", again, label=f"the rate of step {before} once more at step"),
                lambda: warmup + decay * _way_of((peak * before / warmup - floor) / (peak - floor)),
                met_again,
                [(NEAR, again - warmup)],
            ),
        ),
        hints=HINTS[5],
        solution=(
            Step(
                "a clock for each part",
                f"The cosine runs from step {warmup} to step {end}: {decay} steps.",
            ),
            Step(
                "the share of its way",
                rf"$({at} - {warmup}) / {decay} = {_share(way)}$, where the cosine is "
                rf"${COSINES[way]}$ and ${_share(LEFT[way])}$ of the height is left.",
            ),
            Step(
                "above the floor",
                rf"${decimal(floor)} + {_share(LEFT[way])} \cdot ({decimal(peak)} - "
                rf"{decimal(floor)}) = {decimal(rate)}$",
            ),
            Step(
                "the rate to meet again",
                rf"Step {before} has ${decimal(peak)} \cdot {before} / {warmup} = "
                rf"{decimal(met)}$, which is ${_share(LEFT[other])}$ of the height above the "
                f"floor: the share ${_share(other)}$ of the way.",
            ),
            Step(
                "answer",
                f"${decimal(rate)}$ at step {at}; once more at step "
                f"${warmup} + {again - warmup} = {again}$.",
            ),
        ),
    )
