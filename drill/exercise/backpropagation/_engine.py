"""Automatic differentiation in a few lines, with the habits of PyTorch that loops go wrong on.

Slopes add up in `grad`, a gradient that was never made is `None`, and a parameter without one is
left alone by the optimiser. Families run their snippets on it, as one of two truths.
"""

from __future__ import annotations

from collections.abc import Iterable


class Tensor:
    """A number that remembers what it was computed from, unless nothing there is tracked."""

    def __init__(self, value: float, came_from: tuple[tuple[Tensor, float], ...] = ()) -> None:
        self.value = value
        self.grad: float | None = None
        self.tracked: bool = not came_from or any(parent.tracked for parent, _slope in came_from)
        self.parents = came_from if self.tracked else ()

    def detach(self) -> Tensor:
        """Give the same number, as a constant."""
        return constant(self.value)

    def backward(self) -> None:
        """Send the slope 1 back, and add what arrives at the leaves to their `grad`."""
        order: list[Tensor] = []
        _visit(self, order, set())
        slopes = {id(self): 1.0}
        for here in reversed(order):
            arrived = slopes[id(here)]
            for parent, local in here.parents:
                slopes[id(parent)] = slopes.get(id(parent), 0.0) + arrived * local
            if not here.parents and here.tracked:
                here.grad = (here.grad or 0.0) + arrived

    def __add__(self, other: Tensor | float) -> Tensor:
        right = _tensor(other)
        return Tensor(self.value + right.value, ((self, 1.0), (right, 1.0)))

    def __mul__(self, other: Tensor | float) -> Tensor:
        right = _tensor(other)
        return Tensor(self.value * right.value, ((self, right.value), (right, self.value)))

    def __sub__(self, other: Tensor | float) -> Tensor:
        return self + _tensor(other) * -1.0

    def __truediv__(self, other: float) -> Tensor:
        return self * (1 / other)

    __radd__ = __add__
    __rmul__ = __mul__


def constant(value: float) -> Tensor:
    """Make a number that nothing is tracked through."""
    made = Tensor(value)
    made.tracked = False
    return made


def _tensor(of: Tensor | float) -> Tensor:
    return of if isinstance(of, Tensor) else constant(of)


def _visit(here: Tensor, order: list[Tensor], seen: set[int]) -> None:
    """List what a tensor was computed from, each before what was made of it."""
    if id(here) in seen:
        return
    seen.add(id(here))
    for parent, _slope in here.parents:
        _visit(parent, order, seen)
    order.append(here)


class Descent:
    """The optimiser: plain gradient descent on the parameters it was given."""

    def __init__(self, parameters: Iterable[Tensor], rate: float) -> None:
        self.parameters = tuple(parameters)
        self.rate = rate

    def zero_grad(self) -> None:
        """Forget all gradients."""
        for parameter in self.parameters:
            parameter.grad = None

    def step(self) -> None:
        """Move every parameter that has a gradient against it."""
        for parameter in self.parameters:
            if parameter.grad is not None:
                parameter.value -= self.rate * parameter.grad
