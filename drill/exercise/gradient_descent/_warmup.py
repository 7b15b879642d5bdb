"""Schedules that begin with a warmup: before a decay with the root of the step, and a cosine.

The decay with the root is that of the first Transformer (Vaswani et al. 2017, section 5.3).
"""

from __future__ import annotations

import math
from fractions import Fraction
from functools import cache
from itertools import product

from drill.exercise.contract import Step
from drill.exercise.decimals import about, decimal, ends, exactly
from drill.exercise.draft import Draft
from drill.exercise.figures import NEAR, beside, figure, told_apart
from drill.exercise.gradient_descent._cosine_decay import (
    COSINES,
    LEFT,
    WAYS,
    left_in_degrees,
    share_left,
    share_text,
    turned,
    way_of,
)
from drill.exercise.gradient_descent._rates import PEAKS, first_at
from drill.exercise.parts import number
from drill.exercise.pick import Pick
from drill.exercise.questions import ask, assembled

WARMED = tuple(map(exactly, ("0.1", "0.2", "0.25", "0.4", "0.6", "0.75", "0.8")))
ROOTS = tuple(map(Fraction, ("3/2", "5/2", "2", "3", "4", "5")))
"""How often the rate after the warmup goes into the peak."""
HINTS = {
    4: (
        "Find out first on which side of the warmup's end the step lies.",
        "On the way up the rate is a share of the peak; past it, only $t/w$ counts, under a root.",
    ),
    5: (
        "Two clocks: one for the warmup, and one that starts when it ends.",
        "The cosine's share of the way is $(t - w) / (T - w)$, and its floor is not 0.",
    ),
}


def rooted(pick: Pick) -> Draft:
    """Draw a warmup, a peak, and a step on either side of its end."""
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


def whole_schedule(pick: Pick) -> Draft:
    """Draw a warmup and a cosine that ends above 0, and ask for a rate and for its step."""
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
        return climbing + [height(share) for share in turned(decay)]

    def met_again() -> float:
        rates = tabulated()
        return first_at(rates, rates[before], warmup)

    whole = share_left(Fraction(at, end))
    return assembled(
        f"A rate rises in a straight line from 0 at step 0 to ${decimal(peak)}$ at step {warmup}, "
        f"and then falls along half a cosine wave to ${decimal(floor)}$ at step {end}. What is it "
        f"at step {at}; and at which later step does it have again the rate it had at step "
        f"{before}?",
        (
            ask(
                figure("rate", rate, label=f"the rate at step {at}"),
                lambda: height(share_left(way)),
                lambda: tabulated()[at],
                told_apart(
                    rate,
                    [
                        (NEAR, height(whole)),
                        (NEAR, (peak - floor) * LEFT[way]),
                        ("degrees-for-radians", floor + (peak - floor) * left_in_degrees(way)),
                    ],
                ),
            ),
            ask(
                number("again", again, label=f"the rate of step {before} once more at step"),
                lambda: warmup + decay * way_of((peak * before / warmup - floor) / (peak - floor)),
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
                rf"$({at} - {warmup}) / {decay} = {share_text(way)}$, where the cosine is "
                rf"${COSINES[way]}$ and ${share_text(LEFT[way])}$ of the height is left.",
            ),
            Step(
                "above the floor",
                rf"${decimal(floor)} + {share_text(LEFT[way])} \cdot ({decimal(peak)} - "
                rf"{decimal(floor)}) = {decimal(rate)}$",
            ),
            Step(
                "the rate to meet again",
                rf"Step {before} has ${decimal(peak)} \cdot {before} / {warmup} = "
                rf"{decimal(met)}$, which is ${share_text(LEFT[other])}$ of the height above the "
                f"floor: the share ${share_text(other)}$ of the way.",
            ),
            Step(
                "answer",
                f"${decimal(rate)}$ at step {at}; once more at step "
                f"${warmup} + {again - warmup} = {again}$.",
            ),
        ),
    )
