"""Instrumented runs: passes, live numbers and bytes, counted while the thing is really done.

The second truth of `cost_memory`: each function walks through a computation step by step and
counts, where the family has a formula. numpy is loaded only when something is run.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any


def parameters(widths: Sequence[int]) -> list[Any]:
    """Make the weight matrices and biases of fully connected layers."""
    import numpy as np

    made: list[Any] = []
    for inside, outside in pairwise(widths):
        made += [np.full((outside, inside), 0.1), np.zeros(outside)]
    return made


class Network:
    """Fully connected layers that count how often they are run, forward and backward."""

    def __init__(self, widths: Sequence[int]) -> None:
        import numpy as np

        self.arrays = parameters(widths)
        self.input = np.ones(widths[0])
        self.forwards = 0
        self.backwards = 0

    @property
    def size(self) -> int:
        """Count the numbers that are learnt, one by one."""
        return sum(1 for array in self.arrays for _ in array.flat)

    def loss(self) -> float:
        """Run forward once; the loss is half the sum of the squared outputs."""
        import numpy as np

        self.forwards += 1
        value = self.input
        for weights, bias in zip(self.arrays[::2], self.arrays[1::2], strict=True):
            value = np.tanh(weights @ value + bias)
        return float(value @ value) / 2

    def differences(self) -> None:
        """Take every slope by a one-sided difference from one common value."""
        here, step = self.loss(), 1e-6
        for array in self.arrays:
            flat = array.reshape(-1)
            for place in range(flat.size):
                flat[place] += step
                _slope = (self.loss() - here) / step
                flat[place] -= step

    def backpropagate(self) -> None:
        """Take all the slopes in one sweep back, after one run forward."""
        import numpy as np

        self.forwards += 1
        values = [self.input]
        for weights, bias in zip(self.arrays[::2], self.arrays[1::2], strict=True):
            values.append(np.tanh(weights @ values[-1] + bias))
        self.backwards += 1
        error = values[-1]
        for weights, value in zip(self.arrays[-2::-2], values[:0:-1], strict=True):
            error = weights.T @ (error * (1 - value * value))


def jacobian_by(mode: str, inputs: int, outputs: int) -> int:
    """Fill the Jacobian of tanh(A x) at 0 until nothing is missing, and count the runs it takes.

    `reverse` fills it by rows, `forward` and `central` (differences) by columns.
    """
    import numpy as np

    matrix = np.arange(1.0, inputs * outputs + 1).reshape(outputs, inputs) / (inputs * outputs)
    place, runs, step = np.zeros(inputs), 0, 1e-6
    steep = 1 - np.tanh(matrix @ place) ** 2
    found = np.zeros((outputs, inputs))
    while not found.all():
        if mode == "reverse":
            row = int(np.argmin(found.all(axis=1)))
            found[row] = (np.eye(outputs)[row] * steep) @ matrix
            runs += 1
            continue
        column = int(np.argmin(found.all(axis=0)))
        moved = np.eye(inputs)[column]
        if mode == "forward":
            found[:, column] = steep * (matrix @ moved)
            runs += 1
        else:
            above, below = (np.tanh(matrix @ (place + side * moved)) for side in (step, -step))
            found[:, column] = (above - below) / (2 * step)
            runs += 2
    return runs


def kept_for_training(widths: Sequence[int], batch: int) -> int:
    """Run a batch forward, keep what every layer got, and count the bytes of it in 32 bits."""
    import numpy as np

    kept: list[Any] = []
    value = np.zeros((batch, widths[0]), np.float32)
    for width in widths[1:]:
        kept.append(value)
        value = np.zeros((batch, width), np.float32)
    return sum(array.nbytes for array in kept)


def peak_without(widths: Sequence[int], batch: int) -> int:
    """Run a batch forward, free what is done with, and give the most bytes alive at once."""
    import numpy as np

    value, most = np.zeros((batch, widths[0]), np.float32), 0
    for width in widths[1:]:
        following = np.zeros((batch, width), np.float32)
        most = max(most, value.nbytes + following.nbytes)
        value = following
    return most


def checkpointed(layers: int, segments: int) -> tuple[int, int]:
    """Train once with checkpoints; give the most layers held at once, and the layers run forward.

    The input of every segment is kept; going back, a segment is run again and its layers held.
    """
    length, run, held, most = layers // segments, 0, 0, 0
    for _ in range(segments):
        held += 1
        run += length
    for _ in range(segments):
        for _ in range(length):
            held += 1
            run += 1
            most = max(most, held)
        held -= length + 1
    return most, run


def bytes_of(held: Sequence[tuple[str, int]], shards: int, split: Sequence[str]) -> tuple[int, int]:
    """Allocate numbers of given bits for some weights; give the bytes in all, and on one device.

    Of what is split, a device holds one of as many equal shards.
    """
    import numpy as np

    types = {8: np.uint8, 16: np.float16, 32: np.float32}
    weights, whole, here = 64, 0, 0
    for name, bits in held:
        array = np.zeros(weights, types[bits])
        whole += array.nbytes
        here += (np.array_split(array, shards)[0] if name in split else array).nbytes
    return whole // weights, here
