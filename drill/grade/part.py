"""One field of an answer: how it is answered, and the truth it is graded against.

Shared by cards and exercises, so that grading knows neither. The truth's maths is in typed form:
every `*` written, `^` for powers, brackets, numbers, declared variables, named functions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum

from drill.maths.domain import REAL, Domain
from drill.value import Value


class AnswerType(StrEnum):
    """How a part is answered, and so how it is graded."""

    EXPRESSION = "expression"
    VECTOR = "vector"
    MATRIX = "matrix"
    SET = "set"
    NUMBER = "number"
    CHOICE = "choice"
    """One of `choices`; the truth is its id. Classification is a choice with a reason asked for."""
    ORDERING = "ordering"
    """The truth lists the ids of `choices` in the right order, separated by spaces."""
    SHAPE = "shape"
    """A tuple of sizes such as `(3, 2)`."""
    TEXT = "text"
    """A word or phrase, compared without case; the truth lists the accepted ones, one a line."""
    DERIVATION = "derivation"
    """A derivative worked out line by line from `begins`; the truth is the lines of a right one."""


class Choice(Value):
    """One offered answer; `why` says why it is right or wrong, and is shown afterwards."""

    id: str
    text: str
    why: str = ""


def asks_for_lines(least: int, *, more: bool = False) -> str:
    """Say in a question how many lines of one's own are asked for, `more` than those shown."""
    return f"Show at least {least} line{'s' * (least != 1)}{' more' * more}."


class Begins(Value):
    """Where a derivation begins: at the derivative of `of` by `wrt`. Maths in typed form."""

    of: str
    wrt: str
    label: str = "f"
    """What the function is called: `L` lets a line begin with `dL/dw =`."""
    definitions: Mapping[str, str] = field(default_factory=dict)
    """Intermediate quantities, each in terms of earlier ones: `p` for `sigmoid(z)`."""
    goals: tuple[str, ...] = ()
    """Forms that end it, as in “show that”; without any, any form with no derivative left does."""
    least: int = 0
    """Lines of one's own that are asked for; a right answer with fewer is a leap."""


class Part(Value):
    """One field of an answer."""

    id: str
    answer: AnswerType
    truth: str
    label: str = ""
    """What the field is called, in prose: `$f'(x)$`."""
    variables: tuple[str, ...] = ()
    domain: Domain = REAL
    form: str = ""
    """A form asked for beyond equality: `simplified`, `factored`, `expanded`, or empty."""
    tolerance: float = 0.0
    """For numbers: the allowed error, relative to the truth (absolute where it is 0)."""
    choices: tuple[Choice, ...] = ()
    follows: str = ""
    """The truth again, as a formula in which the ids of earlier parts are names; or empty.

    `diag((1, 0))*d2` for a vector. Names that are to be replaced stand behind ` at `, once the
    answers are put in: `quotient at h = 0`. A choice has a line for each of its ids, `up: slope`;
    the right one is the first whose formula is positive; to a formula it is its place, from 1. An
    id that is one of the part's own variables means the variable.
    """
    begins: Begins | None = None
    """What a derivation starts from; None for every other kind of answer."""
