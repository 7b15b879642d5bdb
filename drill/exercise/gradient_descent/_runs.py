"""Small trainings that go well or wrong, run for real in numpy, and the logs they leave.

Five models, each the smallest that shows its trouble: a line fitted with squared error, the same
with a loss that is a cone far out, a sigmoid unit with squared error, a deep chain of one shared
weight, and log-odds with the logarithm taken the naive way in 32 bits. A run is fixed by its
`Setup`; what is changed to mend it is another `Setup`. Nothing here knows what is asked.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

ROWS = 32
"""Examples in a data set."""
Slope: TypeAlias = "Callable[[Any, Any], tuple[float, Any]]"
"""Gives the loss and its gradient at weights, over some of the rows."""


REMEMBERED = 64
"""Runs that are kept: one exercise makes its experiments more than once."""


@dataclass(frozen=True, slots=True)
class Setup:
    """Everything that fixes a run."""

    model: str
    """`line`, `cone`, `unit`, `chain` or `odds`."""
    data: int
    """The number the data are drawn from."""
    rate: float
    steps: int
    batch: int = ROWS
    start: str = "given"
    """`given`, or `small` for weights near 0."""
    noise: float = 0.3
    """Standard deviation of the labels of a line."""
    clip: float = math.inf
    clears: bool = True
    """Whether the gradients are set to zero after a step."""
    safe: bool = False
    """Whether the log-odds take their logarithm in the stable way."""
    height: float = 1.0
    """What a unit's output is multiplied with."""
    deep: int = 12
    """Layers of the chain."""
    far: tuple[float, float] = (6.0, 8.0)
    """Between which sizes a unit's bias starts, where it is not small, or a chain's weight."""


@dataclass(frozen=True, slots=True)
class Log:
    """What a run printed, before each step and once after the last."""

    batch: tuple[float, ...]
    """The loss of the batch that the step was taken with."""
    whole: tuple[float, ...]
    """The loss over all the data."""
    norm: tuple[float, ...]
    """The length of the batch's gradient, before any clipping."""


@lru_cache(maxsize=REMEMBERED)
def run(setup: Setup) -> Log:
    """Train, by gradient descent with the rate of the setup."""
    import numpy as np

    random = np.random.default_rng([setup.data, 7])
    weights, slope = MODELS[setup.model](setup, random)
    every = np.arange(ROWS)
    order = np.random.default_rng([setup.data, 11])
    batches, wholes, norms = [], [], []
    kept = np.zeros_like(weights)
    with np.errstate(all="ignore"):
        for _ in range(setup.steps + 1):
            rows = every if setup.batch == ROWS else order.permutation(ROWS)[: setup.batch]
            loss, gradient = slope(weights, rows)
            whole = loss if setup.batch == ROWS else slope(weights, every)[0]
            norm = float(np.sqrt(gradient @ gradient))
            batches.append(float(loss))
            wholes.append(float(whole))
            norms.append(norm)
            if math.isnan(whole):
                break
            if norm > setup.clip:
                gradient = gradient * (setup.clip / norm)
            kept = gradient if setup.clears else kept + gradient
            weights = weights - setup.rate * kept
    lost = (math.nan,) * (setup.steps + 1 - len(wholes))
    return Log((*batches, *lost), (*wholes, *lost), (*norms, *lost))


def steepness(data: int) -> float:
    """Give the largest curvature of the squared error of a line: of 2 XᵀX / rows."""
    import numpy as np

    columns = _columns(np.random.default_rng([data, 7]))
    return float(np.linalg.eigvalsh(2 * columns.T @ columns / ROWS)[-1])


def _columns(random: Any) -> Any:
    """Draw a column of ones, and one of standardised numbers scaled by some size near 1."""
    import numpy as np

    column = random.normal(size=ROWS)
    column = (column - column.mean()) / column.std() * random.uniform(0.7, 1.6)
    return np.stack([np.ones(ROWS), column], axis=1)


def _labelled(setup: Setup, random: Any) -> tuple[Any, Any, Any]:
    """Draw the columns, a line through them, and labels that lie about it."""
    columns = _columns(random)
    wanted = random.choice([-1, 1], size=2) * random.uniform(1, 3, size=2)
    labels = columns @ wanted + setup.noise * random.normal(size=ROWS)
    return columns, wanted, labels


def _taken(rows: Any, columns: Any, labels: Any) -> tuple[Any, Any]:
    """Take some of the rows; where it is all of them, without a copy."""
    return (columns, labels) if len(rows) == ROWS else (columns[rows], labels[rows])


def _line(setup: Setup, random: Any) -> tuple[Any, Slope]:
    columns, wanted, labels = _labelled(setup, random)

    def slope(weights: Any, rows: Any) -> tuple[float, Any]:
        inside, right = _taken(rows, columns, labels)
        missed = inside @ weights - right
        return missed @ missed / len(rows), 2 * inside.T @ missed / len(rows)

    return 0 * wanted, slope


def _cone(setup: Setup, random: Any) -> tuple[Any, Slope]:
    import numpy as np

    columns, wanted, labels = _labelled(setup, random)

    def slope(weights: Any, rows: Any) -> tuple[float, Any]:
        inside, right = _taken(rows, columns, labels)
        missed = inside @ weights - right
        far = np.sqrt(1 + missed * missed)
        return float(far.sum()) / len(rows) - 1, inside.T @ (missed / far) / len(rows)

    return 0 * wanted, slope


def _unit(setup: Setup, random: Any) -> tuple[Any, Slope]:
    import numpy as np

    columns = _columns(random)
    columns[:, 1] /= columns[:, 1].std()
    wanted = np.array([random.uniform(-0.3, 0.3), random.choice([-1, 1])])
    labels = (columns @ wanted > 0).astype(float)

    def slope(weights: Any, rows: Any) -> tuple[float, Any]:
        inside, right = _taken(rows, columns, labels)
        value = 1 / (1 + np.exp(-(inside @ weights)))
        missed = value - right
        back = 2 * missed * value * (1 - value) / len(rows)
        square = setup.height**2
        return square * float(missed @ missed) / len(rows), square * inside.T @ back

    small = -0.2 * wanted
    given = np.array([random.choice([-1, 1]) * random.uniform(*setup.far), 0.2 * wanted[1]])
    return (small if setup.start == "small" else given), slope


def _chain(setup: Setup, random: Any) -> tuple[Any, Slope]:
    import numpy as np

    wanted = random.uniform(25, 60)
    given = random.uniform(*setup.far)
    start = np.array([0.2 if setup.start == "small" else given])

    def slope(weights: Any, rows: Any) -> tuple[float, Any]:
        del rows
        missed = weights**setup.deep - wanted
        return float(missed[0] ** 2) / 2, missed * setup.deep * weights ** (setup.deep - 1)

    return start, slope


def _odds(setup: Setup, random: Any) -> tuple[Any, Slope]:
    import numpy as np

    columns = _columns(random)
    columns[:, 1] *= 3 / columns[:, 1].std()
    labels = (columns[:, 1] > 0).astype(np.float32)
    start = np.array([0.0, random.uniform(0.05, 0.3)])

    def slope(weights: Any, rows: Any) -> tuple[float, Any]:
        inside, right = _taken(rows, columns, labels)
        odds = inside @ weights
        if setup.safe:
            losses = np.logaddexp(0, odds) - right * odds
            return float(losses.sum()) / len(rows), inside.T @ (
                1 / (1 + np.exp(-odds)) - right
            ) / len(rows)
        value = 1 / (1 + np.exp(-odds.astype(np.float32)))
        losses = -(right * np.log(value) + (1 - right) * np.log(1 - value))
        by_value = (1 - right) / (1 - value) - right / value
        return float(losses.sum()) / len(rows), inside.T @ (by_value * value * (1 - value)) / len(
            rows
        )

    return start, slope


MODELS: dict[str, Callable[[Setup, Any], tuple[Any, Slope]]] = {
    "line": _line,
    "cone": _cone,
    "unit": _unit,
    "chain": _chain,
    "odds": _odds,
}
