"""The slopes of two dense layers once more, in two ways that know nothing of the four equations.

One nudges the kept values in numpy by the complex step; the other records the cost on a tape of
scalar operations and runs it backward. They are the truths the equations are held against.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from drill.exercise.backpropagation._two_layers import (
    CROSS_ENTROPY,
    SQUARE,
    Kept,
    Layer,
    Rows,
    Unit,
)
from drill.exercise.chain_rule._network import Tape
from drill.exercise.truths import STEP


def by_nudging(kept: Kept, name: str) -> Callable[[], list[list[float]]]:
    """Differentiate the cost by each entry with the complex step, in numpy."""

    def found() -> list[list[float]]:
        import numpy as np

        rows, columns = len(_layer(kept, name).z), _columns(kept, name)
        slopes = np.zeros((rows, columns))
        for place in np.ndindex(rows, columns):
            nudge = np.zeros((rows, columns), dtype=complex)
            nudge[place] = STEP * 1j
            slopes[place] = np.imag(_cost(kept, name, nudge)) / STEP
        rows_found: list[list[float]] = slopes.tolist()
        return rows_found

    return found


def _layer(kept: Kept, name: str) -> Layer:
    return kept.one if name.endswith("1") else kept.two


def _columns(kept: Kept, name: str) -> int:
    if name.startswith("w"):
        return len(kept.x if name == "w1" else kept.one.a)
    return 1 if name.startswith("b") else kept.examples


def _cost(kept: Kept, name: str, nudge: Any) -> Any:
    """Run forward again, with what is called `name` moved by `nudge`."""
    import numpy as np

    def floats(rows: Rows) -> Any:
        return np.array([[float(entry) for entry in row] for row in rows])

    def moved_by(name_of_this: str, into: Any = None) -> Any:
        if name != name_of_this:
            return 0
        return nudge if into is None else nudge @ into

    x, a1, w2, y = map(floats, (kept.x, kept.one.a, kept.w2, kept.y))
    z1 = floats(kept.one.z) + moved_by("w1", x) + moved_by("b1") + moved_by("d1")
    moved = kept.one.unit.value(z1)
    z2 = floats(kept.two.z) + w2 @ (moved - a1)
    z2 = z2 + moved_by("w2", moved) + moved_by("b2") + moved_by("d2")
    a2 = kept.two.unit.value(z2) + moved_by("g")
    return kept.cost.value(a2, y).sum() / kept.examples


def by_tape(kept: Kept, name: str) -> Callable[[], list[list[float]]]:
    """Record the cost as a tape of scalar operations, and run it backward."""

    def found() -> list[list[float]]:
        tape = Tape()
        places, cost = _record(kept, tape)
        slopes = tape.gradients(cost)
        return [[float(slopes[place]) for place in row] for row in places[name]]

    return found


def _record(kept: Kept, tape: Tape) -> tuple[dict[str, list[list[int]]], int]:
    """Record the mean cost; give the places of everything that has a slope, and of the cost.

    Weights and biases of both layers are recorded as what is added to their values.
    """

    def zeros(rows: int, columns: int) -> list[list[int]]:
        return [[tape.leaf(0.0) for _ in range(columns)] for _ in range(rows)]

    one, two = len(kept.one.z), len(kept.two.z)
    places = {"w1": zeros(one, len(kept.x)), "b1": zeros(one, 1)}
    places |= {"w2": zeros(two, one), "b2": zeros(two, 1)}
    places |= {"d1": zeros(one, 0), "d2": zeros(two, 0), "g": zeros(two, 0)}
    cost = tape.leaf(0.0)
    for example in range(kept.examples):
        signal = [tape.leaf(float(row[example])) for row in kept.x]
        inside = [tape.leaf(float(row[example])) for row in kept.one.z]
        signal = _recorded(tape, (kept.one.unit, "1"), inside, signal, places)
        before = [tape.leaf(-float(row[example])) for row in kept.one.a]
        shifts = [tape.add(a, old) for a, old in zip(signal, before, strict=True)]
        starts = [
            _dot(
                tape, tape.leaf(float(row[example])), [tape.leaf(float(w)) for w in weights], shifts
            )
            for row, weights in zip(kept.two.z, kept.w2, strict=True)
        ]
        signal = _recorded(tape, (kept.two.unit, "2"), starts, signal, places)
        for unit, a in enumerate(signal):
            places["g"][unit].append(a)
            cost = tape.add(cost, _term(kept, tape, a, float(kept.y[unit][example])))
    return places, tape.mul(cost, tape.leaf(1 / kept.examples))


def _dot(tape: Tape, start: int, left: list[int], right: list[int]) -> int:
    for a, b in zip(left, right, strict=True):
        start = tape.add(start, tape.mul(a, b))
    return start


def _recorded(
    tape: Tape,
    layer: tuple[Unit, str],
    starts: list[int],
    below: list[int],
    places: dict[str, list[list[int]]],
) -> list[int]:
    """Record one layer: its pre-activations start from what is kept."""
    (unit, at), signal = layer, []
    for row, start in enumerate(starts):
        z = _dot(tape, tape.add(start, places[f"b{at}"][row][0]), places[f"w{at}"][row], below)
        places[f"d{at}"][row].append(z)
        signal.append(tape.unary(z, unit.value, unit.local))
    return signal


def _term(kept: Kept, tape: Tape, a: int, y: float) -> int:
    if kept.cost is CROSS_ENTROPY:
        return tape.unary(a, lambda p: kept.cost.value(p, y), lambda p: (1 - y) / (1 - p) - y / p)
    error = tape.add(a, tape.leaf(-y))
    square = tape.mul(error, error)
    return square if kept.cost is SQUARE else tape.mul(square, tape.leaf(0.5))
