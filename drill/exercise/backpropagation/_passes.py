"""Passes of a training loop with one weight: what every call leaves in `w` and in `w.grad`.

The calls are followed three times: in turn, with the slope written by hand; by asking for each
step which backward calls it still sees, with sympy's slope; and on the engine. Exact numbers, no
prose but the code of the loop, and nothing drawn.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from drill.exercise.backpropagation._engine import Descent, Tensor
from drill.exercise.decimals import decimal

ZERO, FORWARD, BACKWARD, STEP = "zero", "forward", "backward", "step"


@dataclass(frozen=True, slots=True)
class Moment:
    """What there is after one call."""

    turn: int
    """Which pass it belongs to, from 0."""
    call: str
    w: Fraction
    grad: Fraction | None


@dataclass(frozen=True, slots=True)
class Loop:
    """A weight, a rate, the examples in turn, and the calls made for each of them."""

    start: Fraction
    data: tuple[tuple[int, int], ...]
    turns: tuple[tuple[str, ...], ...]
    rate: Fraction = Fraction(0)
    target_first: bool = False
    """The error is written y - w x, not w x - y; its square is the loss."""

    @property
    def events(self) -> tuple[tuple[int, str], ...]:
        """List the calls in the order they are made, each with the pass it belongs to."""
        return tuple((turn, call) for turn, calls in enumerate(self.turns) for call in calls)

    @property
    def loss(self) -> str:
        """Write the loss in code."""
        return "(y - w * x) ** 2" if self.target_first else "(w * x - y) ** 2"

    def slope(self, turn: int, w: Fraction, wrong: str = "") -> Fraction:
        """Give the slope of one example's loss, or what a misconception takes it for."""
        x, y = self.data[turn]
        if wrong == "inner-derivative-missing":
            return 2 * (y - w * x) if self.target_first else 2 * (w * x - y)
        return (-1 if wrong == "loss-sign" else 1) * 2 * x * (w * x - y)

    def moments(self, wrong: str = "") -> Iterator[Moment]:
        """Follow the calls one by one."""
        w, grad, slope = self.start, None, Fraction(0)
        for turn, call in self.events:
            if call == ZERO:
                grad = None
            elif call == FORWARD:
                slope = self.slope(turn, w, wrong)
            elif call == BACKWARD:
                grad = (grad or Fraction(0)) + slope
            elif grad is not None:
                w -= self.rate * grad
            yield Moment(turn, call, w, grad)

    def after(self, turns: int, wrong: str = "") -> Moment:
        """Say what there is after the first few passes."""
        return [one for one in self.moments(wrong) if one.turn < turns][-1]


def on_engine(loop: Loop, turns: int) -> tuple[float, float]:
    """Run the first passes on the engine; give the weight, and its gradient or 0 for none."""
    w = Tensor(float(loop.start))
    optimizer = Descent([w], float(loop.rate))
    loss = w
    for turn, call in loop.events:
        if turn >= turns:
            break
        x, y = loop.data[turn]
        if call == ZERO:
            optimizer.zero_grad()
        elif call == FORWARD:
            error = y + w * -x if loop.target_first else w * x - y
            loss = error * error
        elif call == BACKWARD:
            loss.backward()
        else:
            optimizer.step()
    return w.value, w.grad or 0.0


def by_windows(loop: Loop, turns: int) -> tuple[float, float]:
    """Find the same from what each moment sees: the backward calls since the last clearing."""
    import sympy

    w, x, y = sympy.symbols("w x y", real=True)
    slope = ((y - w * x if loop.target_first else w * x - y) ** 2).diff(w)
    events = loop.events
    rate, start = sympy.Rational(str(loop.rate)), sympy.Rational(str(loop.start))

    @cache
    def weight(time: int) -> sympy.Expr:
        steps = (at for at in range(time) if events[at][1] == STEP)
        return start - rate * sum(map(held, steps))

    @cache
    def held(time: int) -> sympy.Expr:
        cleared = max((at for at in range(time) if events[at][1] == ZERO), default=-1)
        calls = (at for at in range(cleared + 1, time) if events[at][1] == BACKWARD)
        return sum(map(one, calls), sympy.Integer(0))

    @cache
    def one(time: int) -> sympy.Expr:
        turn = events[time][0]
        forward = max(at for at in range(time) if events[at][1] == FORWARD)
        example = dict(zip((x, y), loop.data[turn], strict=True))
        return slope.subs({**example, w: weight(forward)})

    end = sum(len(calls) for calls in loop.turns[:turns])
    return float(weight(end)), float(held(end))


def data_code(loop: Loop) -> str:
    """Write the examples as a Python list."""
    return f"[{', '.join(f'({x}, {y})' for x, y in loop.data)}]"


def tensor_code(name: str, value: Fraction) -> str:
    """Write a tracked number in PyTorch."""
    written = decimal(value)
    shown = written if "." in written else f"{written}.0"
    return f"{name} = torch.tensor({shown}, requires_grad=True)"
