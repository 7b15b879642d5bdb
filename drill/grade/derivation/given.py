"""What a derivation starts from: a function, its intermediate quantities, and the goal.

Texts only, in typed form, so that it can be listed, sent and stored; `names` reads it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from drill.grade.part import Part
from drill.maths.domain import REAL, Domain
from drill.maths.errors import Unreadable
from drill.value import Value


class Derivation(Value):
    """A derivative to be worked out line by line; the maths in typed form.

    `label` is what the function is called (`L`), `of` what it is, `wrt` by what it is
    differentiated. `definitions` are the intermediate quantities in an order in which each uses
    only earlier ones: they may be kept in a line, or written out.
    """

    id: str
    title: str
    of: str
    wrt: str
    variables: tuple[str, ...]
    label: str = "f"
    definitions: Mapping[str, str] = field(default_factory=dict)
    goals: tuple[str, ...] = ()
    """The forms that end it, the one to be shown first; without any, the derivative is enough."""
    domain: Domain = REAL
    lines: tuple[str, ...] = ()
    """A model derivation, as a learner would type it."""
    told: str = ""
    """What is given, in a sentence or two."""


def derivation_of(part: Part) -> Derivation:
    """Give what a part's derivation starts from; raises `Unreadable` where it says nothing."""
    begins = part.begins
    if begins is None:
        raise Unreadable("it does not say where the derivation begins", 0)
    return Derivation(
        id=part.id,
        title="",
        of=begins.of,
        wrt=begins.wrt,
        variables=part.variables,
        label=begins.label,
        definitions=begins.definitions,
        goals=begins.goals,
        domain=part.domain,
    )
