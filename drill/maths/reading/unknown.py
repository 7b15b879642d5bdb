"""What to say of letters that belong to no name, function or constant."""

from __future__ import annotations

import difflib
from functools import lru_cache

from drill.maths.errors import Unreadable
from drill.maths.functions import SPELLINGS
from drill.maths.reading.characters import quoted
from drill.maths.reading.letters import Run
from drill.maths.scope import Scope


def unknown(run: Run, at: int, scope: Scope) -> Unreadable:
    """Say which letters of a run belong to nothing, those from a unit on, and what is known."""
    units, known = run.units, scope.variables
    if at and (units[at].lowered or units[at].text.isdigit()) and not units[at - 1].text.isdigit():
        before, after = units[at - 1].text, units[at].text.lstrip("_")
        if units[at].text.isdigit() and not units[at].lowered:
            return Unreadable(
                f"{quoted(before + after)} is not one of the names here; write"
                f" {before}^{after} for a power or {after}{before} for a product.",
                units[at - 1].column,
            )
    rest = "".join(unit.text for unit in units[at:]).lstrip("_")
    for word, column in ((rest, units[at].column), (run.text, units[0].column)):
        if near := _nearest(word[:_LONGEST_WORD], known):
            return Unreadable(f"{quoted(word)} is not known here; did you mean {near}?", column)
    return Unreadable(f"{quoted(rest)} is not known here; {_known(rest, scope)}.", units[at].column)


_LONGEST_WORD = 40


@lru_cache(maxsize=256)
def _nearest(word: str, known: tuple[str, ...]) -> str:
    """Find what a misspelt word most likely meant; empty where nothing is near."""
    for candidates in (known, tuple(SPELLINGS)):
        for candidate in candidates:
            if candidate.lower() == word.lower():
                return candidate
        if near := difflib.get_close_matches(word, candidates, n=1, cutoff=0.8):
            return near[0]
    return ""


def _known(rest: str, scope: Scope) -> str:
    if rest == "i":
        return "i is the imaginary unit only where complex numbers are asked for"
    if scope.free:
        return "variables are single letters here, with a number behind them if need be"
    return _listed(scope.variables) if scope.variables else "this answer has no variables"


def _listed(known: tuple[str, ...], most: int = 8) -> str:
    shown = [quoted(name).strip("“”") for name in known[:most]]
    if len(shown) == 1:
        return f"the only variable is {shown[0]}"
    last = "others" if len(known) > most else shown.pop()
    return f"the variables are {', '.join(shown)} and {last}"
