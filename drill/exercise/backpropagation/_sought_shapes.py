"""A thing whose shape is asked for, and two ways to a shape: by its algebra, and by running it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from drill.maths.tree import Node

Shape = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Sought:
    """A thing whose shape is asked for, with three ways to it and what goes wrong."""

    id: str
    label: str
    shape: Shape
    algebra: Shape
    run: Callable[[], Any]
    reason: str
    wrong: tuple[tuple[str, Shape], ...] = ()
    follows: Node | None = None
    """The shape again, with the ids of those asked for before it."""


def times(left: Shape, right: Shape) -> Shape:
    """Give the shape of a matrix product; leading sizes must be the same."""
    if left[-1] != right[-2] or left[:-2] != right[:-2]:
        raise ValueError(f"shapes {left} and {right} cannot be multiplied")
    return (*left[:-1], right[-1])


def turned(shape: Shape) -> Shape:
    """Give the shape of a transposed matrix, or of a stack of them."""
    return (*shape[:-2], shape[-1], shape[-2])


def zeros(*shape: int) -> Any:
    """Give an array of a shape, to run what is asked about with."""
    import numpy as np

    return np.zeros(shape)
