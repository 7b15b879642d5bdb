"""What a proof adds to a verdict that numbers have given: it may confirm it, or overrule it.

Numbers cannot refute everything that is wrong; sympy's proof comes after the verdict, where there
is time for it. A conflict between the two is nobody's fault but drill's, so it counts neither way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from drill.grade.verdict import DecidedBy, Judgement, Verdict
from drill.session.attempt import Try
from drill.session.question import Question

PROVED = "proved"
CONFLICT = "conflict"
"""The words of `grade.prove`, which cannot be imported here: sympy would come with it."""

CONFLICT_MESSAGE = (
    "Numbers find no difference here, but sympy finds one: drill cannot decide this, "
    "and has noted it down."
)


def to_prove(question: Question, made: Try) -> tuple[str, ...]:
    """List the parts of a right answer that only numbers have decided.

    Where a tolerance allows more than the truth itself, there is nothing to prove.
    """
    if made.judgement is not Judgement.CORRECT:
        return ()
    return tuple(
        part.id
        for part in question.parts
        if made.verdicts[part.id].decided_by is DecidedBy.NUMBERS and not part.tolerance
    )


def conflicts(outcomes: Mapping[str, str]) -> tuple[str, ...]:
    """List the parts that sympy finds different where numbers found them equal."""
    return tuple(id_ for id_, outcome in outcomes.items() if outcome == CONFLICT)


def after_proof(made: Try, outcomes: Mapping[str, str]) -> Try:
    """Give an answer its verdicts anew, part by part; what was not proved stays as it was."""
    verdicts = {id_: _after(one, outcomes.get(id_, "")) for id_, one in made.verdicts.items()}
    return replace(made, verdicts=verdicts)


def conflict_body(question: Question, made: Try, found: Sequence[str]) -> dict[str, object]:
    """Write what a flag event keeps of a conflict: all it takes to look into it."""
    truths = {part.id: part.truth for part in question.parts}
    return {
        "text": "drill: numbers find this answer right, sympy finds it different",
        "by": "proof",
        "answers": {id_: made.answers[id_] for id_ in found},
        "truths": {id_: truths[id_] for id_ in found},
        **question.instance,
    }


def _after(verdict: Verdict, outcome: str) -> Verdict:
    if outcome == PROVED:
        return replace(verdict, decided_by=DecidedBy.PROOF)
    if outcome == CONFLICT:
        return Verdict(Judgement.UNDECIDED, message=CONFLICT_MESSAGE)
    return verdict
