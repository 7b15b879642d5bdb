"""Why a line is wrong: which rule of differentiation was broken, or which of algebra.

A line that works out a derivative sign of the line before is compared sign by sign: what would the
sign have had to be for this line to be right? Any other line is compared with the line before, with
one slip of algebra in it; and at last with the derivative that was asked for.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from drill.grade.derivation.names import Names
from drill.grade.derivation.slips import Changed, changed_lines, mended_lines
from drill.grade.derivation.symbols import Symbol, Typed
from drill.grade.derivation.words import SENTENCES
from drill.grade.diagnose import ask, diagnose
from drill.grade.diagnose.floats import near, value_of
from drill.grade.diagnose.spread import spread
from drill.grade.located import located
from drill.grade.verdict import Mistake
from drill.maths.build import ONE, ZERO, tidied
from drill.maths.rebuild import substitute
from drill.maths.show import line
from drill.maths.tree import Negative, Node, Quotient, Sum

POINTS = 4
_LEAST = 2
_LONGEST = 50


def reasons(known: Names, before: Typed | None, given: Typed) -> tuple[Mistake, ...]:
    """Name what explains a wrong line, best first; nothing where nothing does."""
    of, here = known.written_out(known.of), known.written_out(given.worked_out)
    if before is None:
        return _broken_rules(known, of, known.wrt, here)
    found = _signs(known, before, given)
    if not found:
        slip = _slip(known, before, given) or _mended(known, before, given)
        found = () if slip is None else (slip,)
    return found or _broken_rules(known, of, known.wrt, here)


def slope_reasons(known: Names, of: Node, wrt: str, given: Node) -> tuple[Mistake, ...]:
    """Name what explains a wrong slope of one quantity by another."""
    return _broken_rules(known, known.in_terms_of(of, wrt), wrt, known.in_terms_of(given, wrt))


def _broken_rules(known: Names, of: Node, wrt: str, given: Node) -> tuple[Mistake, ...]:
    variables = (*known.variables, *known.defined)
    task = ask(of, (wrt,), variables, domain=known.domain)
    return located(task, diagnose(task, given))


def _signs(known: Names, before: Typed, given: Typed) -> tuple[Mistake, ...]:
    """Diagnose a sign that was worked out: each in turn, the others taken to be right."""
    there = given.worked_out
    for name, symbol in before.symbols.items():
        if symbol in given.symbols.values():
            continue
        needed = _needed(before, name, there)
        found = _broken_rules(
            known,
            known.in_terms_of(symbol.of, symbol.wrt),
            symbol.wrt,
            known.in_terms_of(needed, symbol.wrt),
        )
        named = tuple(one for one in found if not one.id.startswith("probe/"))
        if named and _is_plain(known, symbol):
            return named
    return ()


def _is_plain(known: Names, symbol: Symbol) -> bool:
    """Tell whether a sign is a slope by a letter of the derivation."""
    return known.knows(symbol.wrt)


def _needed(before: Typed, name: str, there: Node) -> Node:
    """Solve for what a sign was taken for: a line is linear in each of its derivative signs."""
    others = {other: symbol.value for other, symbol in before.symbols.items() if other != name}
    line_of = substitute(before.tree, others)
    at_zero, at_one = substitute(line_of, {name: ZERO}), substitute(line_of, {name: ONE})
    return Quotient(Sum((there, Negative(at_zero))), Sum((at_one, Negative(at_zero))))


def _slip(known: Names, before: Typed, given: Typed) -> Mistake | None:
    """Find the slip of algebra that leads from the line before to this one."""
    points = [*_points(known, before)]
    wanted = [value_of(given.worked_out, at) for at in points]
    kept = [pair for pair in zip(points, wanted, strict=True) if math.isfinite(pair[1])][:POINTS]
    if len(kept) < _LEAST:
        return None
    for tree in dict.fromkeys((before.tree, tidied(before.tree))):
        for changed in changed_lines(tree):
            if _fits(changed.tree, kept):
                return _said(changed, before, "It happened at {}.")
    return None


def _mended(known: Names, before: Typed, given: Typed) -> Mistake | None:
    """Find the one sign, number or exponent of a line that would make it right."""
    here = given.with_values(given.tree)
    kept = [(at, value_of(before.tree, at)) for at in _points(known, before)]
    kept = [pair for pair in kept if math.isfinite(pair[1])][:POINTS]
    if len(kept) < _LEAST:
        return None
    for changed in mended_lines(here):
        if _fits(changed.tree, kept):
            return _said(changed, given, "Look at {} again.")
    return None


def _fits(tree: Node, points: Sequence[tuple[Mapping[str, float], float]]) -> bool:
    return all(near(value_of(tree, at), wanted, abs(wanted)) for at, wanted in points)


def _points(known: Names, before: Typed) -> Iterator[dict[str, float]]:
    """Give points with the values of defined quantities and of derivative signs."""
    for at in spread(sorted(known.variables), known.domain):
        everything = dict(at)
        for name, meaning in known.defined.items():
            everything[name] = value_of(meaning, everything)
        for name, symbol in before.symbols.items():
            everything[name] = value_of(symbol.value, everything)
        yield everything


def _said(changed: Changed, typed: Typed, pattern: str) -> Mistake:
    name, sentence = SENTENCES[changed.id]
    place = shown(typed.with_values(changed.place))
    return Mistake(changed.id, name, sentence, pattern.format(place))


def shown(tree: Node) -> str:
    """Show a tree in a line, a long one by its beginning."""
    text = line(tree)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
