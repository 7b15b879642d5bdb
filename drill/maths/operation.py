"""One operation of a straight-line program: a value of its own, known to all who walk programs."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Operation:
    """What a register holds: a code, the registers it works on, and a constant or a name.

    Codes: `constant` (a fraction), `symbol` (pi, e, i, inf), `variable` (a name), `add`, `mul`,
    `neg`, `div`, `power` (to a constant fraction), `pow` (to a register), else a function's name.
    """

    code: str
    arguments: tuple[int, ...] = ()
    extra: Fraction | str | None = None

    @property
    def value(self) -> Fraction | None:
        """The exact value of a constant; None for anything else."""
        if self.code == "constant" and isinstance(self.extra, Fraction):
            return self.extra
        return None
