"""Snippets about one weight whose `.grad` has to be followed: cleared or not, stepped or not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise, product

from drill.exercise.backpropagation._passes import (
    BACKWARD,
    FORWARD,
    STEP,
    ZERO,
    Loop,
    Moment,
    by_windows,
    data_code,
    on_engine,
    tensor_code,
)
from drill.exercise.contract import Step
from drill.exercise.decimals import bracketed, decimal, typed_decimal
from drill.exercise.draft import Draft
from drill.exercise.figures import figure
from drill.exercise.parts import Answer, after, choice, number
from drill.exercise.pick import Pick
from drill.exercise.questions import Asked, ask, assembled
from drill.grade.part import Choice
from drill.maths.build import plus
from drill.maths.tree import Name

STARTS = tuple(map(Fraction, (-3, -2, 2, 3)))
INPUTS = (-2, 2, 3)
"""Not 1, so that the factor x is seen."""
ERRORS = (-4, -3, -2, 2, 3, 4)
RATES = tuple(map(Fraction, ("0.1", "0.05", "0.2")))
SECONDS = tuple(product((-2, -1, 1, 2), (-7, -5, 5, 7)))
"""Second examples, with targets that no weight of a first step meets by chance."""
PASS = (FORWARD, BACKWARD)
CLEARINGS: dict[str, tuple[tuple[str, ...], ...]] = {
    "never": (PASS, PASS, PASS),
    "always": ((ZERO, *PASS),) * 3,
    "second": (PASS, (ZERO, *PASS), PASS),
    "last": (PASS, PASS, (ZERO, *PASS)),
}
CONDITIONS = {"always": "", "second": "if i == 1:", "last": "if i == 2:"}

FATES = {
    "fresh": (
        (ZERO, FORWARD, BACKWARD, STEP),
        (FORWARD, ZERO, BACKWARD, STEP),
        (FORWARD, BACKWARD, STEP, ZERO),
    ),
    "still": (
        (ZERO, FORWARD, STEP, BACKWARD),
        (ZERO, STEP, FORWARD, BACKWARD),
        (FORWARD, ZERO, STEP, BACKWARD),
        (FORWARD, BACKWARD, ZERO, STEP),
        (FORWARD, STEP, BACKWARD, ZERO),
        (STEP, FORWARD, BACKWARD, ZERO),
    ),
    "late": (
        (FORWARD, STEP, ZERO, BACKWARD),
        (STEP, ZERO, FORWARD, BACKWARD),
        (STEP, FORWARD, ZERO, BACKWARD),
    ),
    "sums": ((FORWARD, BACKWARD, STEP),),
}
"""What becomes of the weight, and the orders of the calls of one pass that lead there."""
EFFECTS = {
    "fresh": (
        "Each pass moves the weight by its own gradient.",
        "The gradients are fresh when they are used, and cleared before the next ones come.",
    ),
    "still": (
        "The weight never moves.",
        "At every step `.grad` is empty: it was cleared, or not made yet.",
    ),
    "late": (
        "Each pass moves the weight by the gradient of the pass before.",
        "The step finds what the last pass has left, and only then comes the new gradient.",
    ),
    "sums": (
        "Each pass moves the weight by the sum of all gradients so far.",
        "Nothing ever clears `.grad`, and `backward()` adds.",
    ),
}
CODE = {
    ZERO: "optimizer.zero_grad()",
    FORWARD: "loss = {loss}",
    BACKWARD: "loss.backward()",
    STEP: "optimizer.step()",
}


def draw_gradients(pick: Pick) -> Draft:
    """Draw a weight, three examples and what clears its gradient; there is no step."""
    clearing = pick.one(tuple(CLEARINGS))
    start = pick.one(STARTS)
    data = tuple((x, int(start * x) - error) for x, error in _telling(pick))
    loop = Loop(start, data, CLEARINGS[clearing], target_first=pick.one((True, False)))
    lines = [tensor_code("w", start)]
    condition = CONDITIONS.get(clearing)
    counted = f"i, (x, y) in enumerate({data_code(loop)})" if condition else ""
    lines += [f"for {counted or f'x, y in {data_code(loop)}'}:"]
    if condition is not None:
        lines += [f"    {condition}"] if condition else []
        lines += [f"    {'    ' if condition else ''}w.grad = None"]
    lines += [f"    loss = {loop.loss}", "    loss.backward()"]
    return assembled(
        f"{_fenced(lines)}\n\nWhat is in `w.grad` after the first pass, after the second, and at "
        "the end?",
        [_grad(loop, turns) for turns in (1, 2, 3)],
        hints=(
            "`w` never changes here. What does `backward()` do with what is already in `.grad`?",
            "Work out the three slopes first, then see which of them are still there.",
        ),
        solution=_solution_of_gradients(loop),
    )


def _telling(pick: Pick) -> tuple[tuple[int, int], ...]:
    """Draw inputs and errors such that nothing cancels, whatever is added up or left out."""
    drawn: list[tuple[int, int]] = []

    def tells(pair: tuple[int, int]) -> bool:
        runs = [(*drawn, pair)[at:] for at in range(len(drawn) + 1)]
        return all(sum((x + by) * e for x, e in run) for run in runs for by in (-1, 0, 1))

    for _ in range(3):
        pairs = [(x, error) for x in INPUTS for error in ERRORS]
        drawn.append(pick.one([pair for pair in pairs if tells(pair)]))
    return tuple(drawn)


def _example(pick: Pick, start: Fraction) -> tuple[int, int]:
    """Draw an example by its input and by how far the weight misses it."""
    x = pick.one(INPUTS)
    return x, int(start * x) - pick.one(ERRORS)


def _fenced(lines: list[str]) -> str:
    return "\n".join(["```python", *lines, "```"])


def _grad(loop: Loop, turns: int) -> Asked:
    def held(wrong: str = "", of: Loop = loop) -> Fraction:
        return of.after(turns, wrong).grad or Fraction(0)

    cleared = any(ZERO in calls for calls in loop.turns[:turns])
    other = CLEARINGS["never" if cleared else "always"]
    mistakes: list[tuple[str, Answer]] = []
    if turns > 1:
        mistakes += [("gradient-bookkeeping", held(of=replace(loop, turns=other)))]
    mistakes += [("inner-derivative-missing", held("inner-derivative-missing"))]
    mistakes += [("loss-sign", held("loss-sign"))] if loop.target_first else []
    ordinal = {1: "the first pass", 2: "the second pass", 3: "the third pass"}[turns]
    part = number(f"grad{turns}", held(), label=f"`w.grad` after {ordinal}")
    if turns > 1 and ZERO not in loop.turns[turns - 1]:
        added = loop.slope(turns - 1, loop.start)
        part = after(part, plus(Name(f"grad{turns - 1}"), added))
    return ask(
        part,
        lambda: by_windows(loop, turns)[1],
        lambda: on_engine(loop, turns)[1],
        mistakes,
    )


def _solution_of_gradients(loop: Loop) -> Iterator[Step]:
    slope = "-2x (y - wx)" if loop.target_first else "2x (wx - y)"
    yield Step("the slope", f"One example has the slope ${slope}$ by $w$; `.grad` collects these.")
    w = decimal(loop.start)
    lines = []
    for turn, (x, y) in enumerate(loop.data):
        size = decimal(loop.slope(turn, loop.start))
        inside = (
            f"{w} \\cdot {bracketed(x)}"
            if not w.startswith("-")
            else f"({w}) \\cdot {bracketed(x)}"
        )
        error = f"({y} - {inside})" if loop.target_first else f"({inside} - {bracketed(y)})"
        factor = f"{-2 if loop.target_first else 2} \\cdot {bracketed(x)}"
        lines.append(f"- pass {turn + 1}: ${factor} \\cdot {error} = {size}$")
    yield Step("each pass alone", "\n".join(lines))
    yield Step("what is kept", "\n".join(_kept(loop)))
    found = ", ".join(f"{decimal(loop.after(turns).grad or 0)}" for turns in (1, 2, 3))
    yield Step("answer", f"After the three passes `.grad` is {found}.")


def _kept(loop: Loop) -> Iterator[str]:
    for turn, calls in enumerate(loop.turns):
        slope, total = loop.slope(turn, loop.start), loop.after(turn + 1).grad or Fraction(0)
        if ZERO in calls and turn:
            yield f"- pass {turn + 1}: cleared just before, so ${decimal(total)}$ alone"
        elif turn:
            before = loop.after(turn).grad or Fraction(0)
            yield (
                f"- pass {turn + 1}: added, "
                f"${decimal(before)} + {bracketed(slope)} = {decimal(total)}$"
            )
        else:
            yield f"- pass 1: nothing was there, so ${decimal(total)}$"


def draw_fault(pick: Pick) -> Draft:
    """Draw an order of the calls, right or wrong, and two examples to follow it on."""
    fate = pick.one(tuple(FATES))
    calls = pick.one(FATES[fate])
    start, rate = pick.one(STARTS), pick.one(RATES)
    loop = Loop(start, (_example(pick, start),) * 2, (calls,) * 2, rate)
    seconds = [one for one in SECONDS if fate == "still" or _tells_uphill(_then(loop, one))]
    loop = replace(_then(loop, pick.one(seconds)), target_first=pick.one((True, False)))
    lines = [tensor_code("w", start), f"optimizer = torch.optim.SGD([w], lr={decimal(rate)})"]
    lines += [f"for x, y in {data_code(loop)}:"]
    lines += [f"    {CODE[call].format(loss=loop.loss)}" for call in calls]
    shown = pick.shuffled(tuple(EFFECTS))
    effect = choice(
        "effect",
        fate,
        [Choice(one, *EFFECTS[one]) for one in shown],
        label="What do the calls in this order do, with many examples?",
    )
    return assembled(
        f"{_fenced(lines)}\n\nWhere does this loop leave `w`, and what is the matter with it, if "
        "anything is?",
        [
            ask(effect, lambda: _fate(loop, _by_windows), lambda: _fate(loop, _on_engine)),
            _weight(loop, fate),
        ],
        hints=(
            "What is in `.grad` at the moment when `step()` is called, in each pass?",
            "Keep a table with `w` and `.grad` after every call; an empty `.grad` moves nothing.",
        ),
        solution=_solution_of_fault(loop, fate),
    )


def _then(loop: Loop, example: tuple[int, int]) -> Loop:
    """Change the second example."""
    return replace(loop, data=(loop.data[0], example))


def _tells_uphill(loop: Loop) -> bool:
    """Say whether steps the wrong way lead somewhere else."""
    return replace(loop, rate=-loop.rate).after(2).w != loop.after(2).w


def _by_windows(loop: Loop, turns: int) -> float:
    return by_windows(loop, turns)[0]


def _on_engine(loop: Loop, turns: int) -> float:
    return on_engine(loop, turns)[0]


def _fate(loop: Loop, weight: Callable[[Loop, int], float]) -> str:
    """Tell what a loop does by following it through three passes of slopes 1, 10 and 100.

    The examples are such that the weight hardly matters: its share of the slopes is a millionth.
    """
    tiny = Fraction(1, 10**6)
    data = tuple((1, -(10**turn) * 10**6 // 2) for turn in range(3))
    long = Loop(Fraction(0), data, (loop.turns[0],) * 3, tiny, target_first=loop.target_first)
    at = [0.0, *(weight(long, turns) for turns in (1, 2, 3))]
    moves = tuple(round(before - after) for before, after in pairwise(at))
    known: dict[tuple[int, ...], str] = {
        (1, 10, 100): "fresh",
        (0, 0, 0): "still",
        (0, 1, 10): "late",
        (1, 11, 111): "sums",
    }
    return known.get(moves, "?")


def _weight(loop: Loop, fate: str) -> Asked:
    right = FATES["fresh" if fate != "fresh" else "sums"][0]
    mistaken = replace(loop, turns=(right,) * 2)
    mistakes: list[tuple[str, Answer]] = [
        ("gradient-bookkeeping", typed_decimal(mistaken.after(2).w))
    ]
    if fate != "still":
        uphill = replace(loop, rate=-loop.rate)
        mistakes += [("ascent", typed_decimal(uphill.after(2).w))]
        mistakes += [
            ("learning-rate-missing", typed_decimal(replace(loop, rate=Fraction(1)).after(2).w))
        ]
    return ask(
        figure("w", loop.after(2).w, label="`w` after the two passes"),
        lambda: by_windows(loop, 2)[0],
        lambda: on_engine(loop, 2)[0],
        mistakes,
    )


def _solution_of_fault(loop: Loop, fate: str) -> Iterator[Step]:
    yield Step(
        "who does what",
        "`backward()` adds to `.grad`, `step()` moves by what is in `.grad` then, `zero_grad()` "
        "empties it; the order decides what meets what.",
    )
    yield Step("call by call", "\n".join(map(_told, loop.moments())))
    text, why = EFFECTS[fate]
    yield Step("in the long run", f"With any number of examples it goes on like this. {why}")
    yield Step("answer", f"`w` ends at ${decimal(loop.after(2).w)}$. {text}")


def _told(one: Moment) -> str:
    grad = "empty" if one.grad is None else f"${decimal(one.grad)}$"
    name = {ZERO: "zero_grad()", FORWARD: "loss", BACKWARD: "backward()", STEP: "step()"}[one.call]
    return f"- pass {one.turn + 1}, `{name}`: `w` is ${decimal(one.w)}$, `.grad` is {grad}"
