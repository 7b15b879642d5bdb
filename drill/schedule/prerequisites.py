"""Which new items may be met: those whose concepts stand on concepts already met.

A concept is met once one of its items has been reviewed. A required concept that has nothing to
review (no items, or all of them set aside) asks for nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from drill.schedule.candidate import Candidate


def unlocked(
    new: Sequence[Candidate], met: frozenset[str], held: Collection[str] = ()
) -> list[Candidate]:
    """Return those of the new items, in the order given, that may follow one another now.

    A concept counts as met for what follows its first item in the list. Items `held` back for
    today are not among them, and meet nothing.
    """
    present = met | {one.concept for one in new}
    known = set(met)
    allowed: list[Candidate] = []
    for one in new:
        if one.item not in held and known.issuperset(present.intersection(one.requires)):
            allowed.append(one)
            known.add(one.concept)
    return allowed


def still_needed(new: Sequence[Candidate], met: frozenset[str]) -> Mapping[str, frozenset[str]]:
    """Say, for the concepts of new items, which unmet concepts must come before them.

    Also where the concept itself was met: its bank may have come to require more since.
    """
    needs = {one.concept: frozenset(one.requires) - met for one in new}
    return {concept: needed for concept, needed in needs.items() if needed}
