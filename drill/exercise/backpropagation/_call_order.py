"""The order of the calls in one pass of a training loop, where only one order works.

Knows which call needs which, and what a pass does to a weight; so an order is found twice, by
what each call waits for and by trying out every order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from drill.exercise.contract import Step
from drill.exercise.draft import Draft
from drill.exercise.parts import in_order, ordering
from drill.exercise.pick import Pick
from drill.exercise.questions import ask, assembled

OPTIMIZERS = ("optimizer", "opt", "sgd")
MODELS = ("model", "net", "mlp", "classifier")
GUESSES = ("prediction", "output", "guess")
LOSSES = ("loss_fn", "criterion", "objective")
DATA = (("x", "y"), ("inputs", "targets"), ("images", "labels"), ("features", "goals"))
EXTRAS = ((), ("clip",), ("schedule",), ("clip", "schedule"), ("fetch",), ("fetch", "clip"))
LINE = {
    "fetch": "`{x}, {y} = next(batches)`",
    "zero": "`{opt}.zero_grad()`",
    "forward": "`{guess} = {model}({x})`",
    "loss": "`loss = {loss}({guess}, {y})`",
    "backward": "`loss.backward()`",
    "clip": "`clip_grad_norm_({model}.parameters(), 1.0)`",
    "step": "`{opt}.step()`",
    "schedule": "`scheduler.step()`",
}
WAITS_FOR = {
    "forward": ("fetch",),
    "loss": ("forward",),
    "backward": ("loss",),
    "clip": ("backward",),
    "step": ("backward", "clip"),
    "schedule": ("step",),
}
"""What each call needs to have happened, of what is there at all."""
WHY = {
    "fetch": "a batch to work on",
    "zero": "forgets the gradients of the pass before, because `backward()` adds to them",
    "forward": "predicts, and keeps what the way back will need",
    "loss": "makes one number of it",
    "backward": "puts a gradient into every `.grad`",
    "clip": "shortens what is in `.grad`, so there must be something, and it must not be used yet",
    "step": "moves the weights by what is in `.grad`",
    "schedule": "sets the rate of the next pass, so this step comes first",
}
STALE = 7.0
"""A gradient left over from the pass before."""
PASSES = 2


@dataclass(frozen=True, slots=True)
class Calls:
    """The calls of a pass, in the order that works, and whether the clearing is the first."""

    right: tuple[str, ...]
    clears_first: bool
    lines: dict[str, str]


def draw_order(pick: Pick) -> Draft:
    """Draw the names, what is done besides, and where the clearing stands."""
    x, y = pick.one(DATA)
    names = {
        "opt": pick.one(OPTIMIZERS),
        "model": pick.one(MODELS),
        "guess": pick.one(GUESSES),
        "loss": pick.one(LOSSES),
        "x": x,
        "y": y,
    }
    extras, first = pick.one(EXTRAS), pick.one((True, False))
    there = [call for call in LINE if call not in {"fetch", "clip", "schedule"} or call in extras]
    there.remove("zero")
    right = ("zero", *there) if first else (*there, "zero")
    calls = Calls(right, first, {call: LINE[call].format(**names) for call in right})
    return _draft(calls, pick)


def _draft(calls: Calls, pick: Pick) -> Draft:
    lines = [calls.lines[call] for call in calls.right]
    part = ordering(
        "order", lines, pick.shuffled(range(len(lines))), label="the calls of one pass, in order"
    )

    def written(order: Sequence[str]) -> str:
        return in_order(part, [calls.lines[call] for call in order])

    where = "first of all" if calls.clears_first else "last of all"
    asked = ask(
        part,
        lambda: written(_by_waiting(calls)),
        lambda: written(_by_trying(calls)),
        [("gradient-bookkeeping", written(order)) for order in _mistaken(calls)],
    )
    return assembled(
        "These calls make up one pass of a training loop. The loop clears the gradients "
        f"{where}, and each line is there once. Put them in order.",
        [asked],
        hints=(
            "Which call fills `.grad`, and which one uses it?",
            "Follow one number: data, prediction, loss, gradient, weight.",
        ),
        solution=_solution(calls),
    )


def _solution(calls: Calls) -> Iterator[Step]:
    yield Step(
        "the chain",
        "A prediction is needed for the loss, the loss for the way back, and the way back for "
        "the gradients that the optimiser uses.",
    )
    reasons = "\n".join(f"1. {calls.lines[call]}: {WHY[call]}" for call in calls.right)
    yield Step("answer", reasons)


def _mistaken(calls: Calls) -> Iterator[tuple[str, ...]]:
    """Use the gradients before they are made; forget them before they are used."""
    early = [call for call in calls.right if call != "step"]
    early.insert(early.index("backward"), "step")
    yield tuple(early)
    cleared = [call for call in calls.right if call != "zero"]
    cleared.insert(cleared.index("step"), "zero")
    yield tuple(cleared)


def _by_waiting(calls: Calls) -> tuple[str, ...]:
    """Take the one call that has all it waits for, again and again."""
    left = [call for call in sorted(calls.right) if call != "zero"]
    done: list[str] = []
    while left:
        ready = [
            call
            for call in left
            if all(need in done or need not in calls.right for need in WAITS_FOR.get(call, ()))
        ]
        if len(ready) != 1:
            return ()
        done.append(ready[0])
        left.remove(ready[0])
    return ("zero", *done) if calls.clears_first else (*done, "zero")


def _by_trying(calls: Calls) -> tuple[str, ...]:
    """Try every order that begins or ends as it is said, and see what becomes of a weight."""
    from itertools import permutations

    rest = sorted(call for call in calls.right if call != "zero")
    orders = (("zero", *o) if calls.clears_first else (*o, "zero") for o in permutations(rest))
    good = [order for order in orders if _trained(order, calls) == _wanted(calls)]
    return good[0] if len(good) == 1 else ()


def _wanted(calls: Calls) -> float:
    """Say where a weight of 1 with the loss (w - 5)² ought to be after two passes."""
    w, rate = 1.0, 0.1
    for _ in range(PASSES):
        slope = 2 * (w - 5)
        w -= rate * (max(slope, -1.0) if "clip" in calls.right else slope)
        rate /= 2 if "schedule" in calls.right else 1
    return w


def _trained(order: Sequence[str], calls: Calls) -> float | None:
    """Run two passes in this order; None where a call has nothing to work on."""
    w, rate, grad = 1.0, 0.1, STALE if calls.clears_first else 0.0
    for _ in range(PASSES):
        made: dict[str, float] = {} if "fetch" in order else {"batch": 5.0}
        for call in order:
            match call:
                case "fetch":
                    made["batch"] = 5.0
                case "zero":
                    grad = 0.0
                case "forward" if "batch" in made:
                    made["guess"] = w
                case "loss" if "guess" in made:
                    made["slope"] = 2 * (made["guess"] - made["batch"])
                case "backward" if "slope" in made:
                    grad += made["slope"]
                case "clip":
                    grad = max(-1.0, min(1.0, grad))
                case "step":
                    w -= rate * grad
                case "schedule":
                    rate /= 2
                case _:
                    return None
    return w
