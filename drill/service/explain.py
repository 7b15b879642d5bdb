"""Explanations and derivations for the doors, worked out by the worker that can be killed.

Every function here takes what was typed as it is; what cannot be read, or takes too long, comes
back as one sentence.
"""

from __future__ import annotations

from collections.abc import Sequence

from drill.grade.derivation.given import Derivation
from drill.grade.derivation.verdict import LineKind, LineVerdict
from drill.grade.derivations import DERIVATIONS, derivation
from drill.grade.explained import Asked, Explained, Explaining
from drill.maths.errors import MathsError
from drill.maths.read import answer_side, read
from drill.maths.scope import Scope, canonical
from drill.maths.show import typed
from drill.maths.tree import names
from drill.service.workers import Failed, TookTooLong, WorkerError, Workers
from drill.wire import from_json, to_json

__all__ = [
    "DERIVATIONS",
    "Asked",
    "CannotExplain",
    "Derivation",
    "Explained",
    "Explaining",
    "LineKind",
    "LineVerdict",
    "derivation",
    "explain",
    "judge_line",
    "own_derivation",
]

EXPLAIN_LIMIT_S = 4.0
LINE_LIMIT_S = 3.0
"""A line may need the lines before it judged once more, where a worker was replaced."""

LABELS = ("f", "y", "g", "h", "q", "F", "G", "H", "function")
"""What a function of one's own is called: the first that is none of its letters."""

SLOW = "This could not be decided in time; a smaller step may help."
GAVE_UP = "This could not be decided: the maths process gave up on it."


class CannotExplain(Exception):  # noqa: N818 - reads as what happened
    """Nothing can be explained; the text is one sentence that says why."""


def explain(workers: Workers, asked: Asked) -> Explaining:
    """Explain an expression; raises `CannotExplain`."""
    try:
        found = workers.call({"job": "explain", "asked": to_json(asked)}, EXPLAIN_LIMIT_S)
    except TookTooLong:
        raise CannotExplain("this took too long; explain a smaller part of it") from None
    except Failed as error:
        raise CannotExplain(str(error)) from None
    if isinstance(found, dict) and "refused" in found:
        raise CannotExplain(str(found["refused"]))
    return from_json(Explaining, found)


def judge_line(
    workers: Workers, derivation: Derivation, before: Sequence[str], text: str
) -> LineVerdict:
    """Judge the next line of a derivation."""
    job = {
        "job": "line",
        "derivation": to_json(derivation),
        "before": list(before),
        "line": text,
    }
    try:
        return from_json(LineVerdict, workers.call(job, LINE_LIMIT_S))
    except TookTooLong:
        return LineVerdict(LineKind.UNDECIDED, SLOW)
    except WorkerError:
        return LineVerdict(LineKind.UNDECIDED, GAVE_UP)


def own_derivation(of: str, wrt: str, variables: tuple[str, ...] = ()) -> Derivation:
    """Make a derivation of any function; its letters are variables, or those that are declared.

    Raises `CannotExplain` where it cannot be read.
    """
    try:
        name = canonical(wrt)
        scope = Scope((*variables, wrt)) if variables else Scope((), free=True)
        tree = answer_side(read(of, scope).tree)
    except MathsError as error:
        raise CannotExplain(str(error)) from None
    letters = tuple(sorted(names(tree) | {name, *map(canonical, variables)}))
    label = next(one for one in LABELS if one not in letters)
    told = f"{label} = {of.strip()}. Work out d{label}/d{name}."
    title = f"The derivative by {name}"
    return Derivation("own", title, typed(tree), name, letters, label, told=told)
