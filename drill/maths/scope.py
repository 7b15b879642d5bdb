"""Which names an answer may use: they decide how letters that stand together are taken apart."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from drill.maths.errors import Unreadable
from drill.maths.reading.characters import plain, quoted
from drill.maths.reading.letters import run_at


@dataclass(frozen=True, slots=True)
class Scope:
    """The declared variables, by canonical name whatever spelling they are given in.

    With `free`, single Latin letters (but not e, nor i where `complex`) and Greek letters are
    variables too, each with an optional numeric subscript. `complex` lets i be the imaginary unit.
    A declared name always wins over a constant or a function of the same spelling.
    """

    variables: tuple[str, ...] = ()
    free: bool = False
    complex: bool = False

    def __post_init__(self) -> None:
        """Write every declared name canonically."""
        object.__setattr__(self, "variables", tuple(map(canonical, self.variables)))


@lru_cache(maxsize=1024)
def canonical(name: str) -> str:
    r"""Write a variable's name the one way the tree knows it.

    `w_1`, `w₁` and `w_{1}` are `w1`; `θ₁` and `\theta_1` are `theta1`; `ŷ` and `y_hat` are
    `yhat`; a subscript of letters keeps its underscore (`x_i`, `learning_rate`). Applying it twice
    changes nothing. Raises `Unreadable` for what is no name.
    """
    text = plain(name).strip()
    run = run_at(text, 0, len(text)) if text else None
    if run is None or run.end != len(text):
        raise Unreadable(
            f"{quoted(text)} is not a variable name; a name is letters, with digits or a"
            " subscript behind them.",
            0 if run is None else run.end,
        )
    return run.text
