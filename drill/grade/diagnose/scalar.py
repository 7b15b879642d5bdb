"""One derivative, one answer: every rule tried, and probes where none fits."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

from drill.grade.diagnose.brackets import without_brackets
from drill.grade.diagnose.digits import number_slips
from drill.grade.diagnose.floats import near, value_of
from drill.grade.diagnose.lines import said, shown
from drill.grade.diagnose.looked import Looked, size
from drill.grade.diagnose.objects import MOST_NODES, is_integral, wholes
from drill.grade.diagnose.order import Ranked, best_first, prior
from drill.grade.diagnose.probes import SENTENCES, Pair, one_term_off, probes
from drill.grade.diagnose.rewritten import rewritten
from drill.grade.diagnose.search import Budget, Hit, Search
from drill.grade.diagnose.slip import SELDOM
from drill.grade.diagnose.spots import Layout, jet
from drill.grade.diagnose.task import Finding
from drill.grade.diagnose.whole import Whole
from drill.grade.mistakes import named
from drill.maths.rebuild import fraction
from drill.maths.slope import slope
from drill.maths.tree import Node, names


def findings(here: Looked, budget: Budget) -> list[Finding]:
    """Give what explains a wrong answer, best first; none for a right one.

    One mistake, in the author's form or in another; else a bracket or a term that is missing; else
    two mistakes at once; else how the answer differs.
    """
    if here.right:
        return []
    search = Search(here.layout, here.jets, here.givens, budget)
    found = [one for hit in search.single() for one in _of_hit(here, hit, 1)]
    found += _whole(here)
    found = found or _elsewhere(here, budget)
    if found:
        return best_first(found)
    pair = _compared(here)
    bracketless = _bracketless(here)
    if not bracketless and not one_term_off(pair):
        found = _pair(here, search.double())
        if found:
            return best_first(found)
    ids = [*probes(pair)]
    if _other_order(here):
        ids.append("probe/wrong-order")
    first = [probe("probe/brackets", bracketless)] if bracketless else []
    return first + ([probe(id_) for id_ in ids] or [*_digits(here)])


def _digits(here: Looked) -> Iterator[Finding]:
    """Say which number of the answer would have to be another."""

    def right(tree: Node) -> bool:
        return all(near(value_of(tree, one.at), one.slopes[-1]) for one in here.jets)

    if size(here.given) <= MOST_NODES:
        for id_, old, new in number_slips(here.given, right):
            line = f"With {shown(fraction(new))} in place of {shown(fraction(old))} it is right."
            yield probe(id_, line)


def is_probe(finding: Finding) -> bool:
    """Tell a probe from a named mistake."""
    return finding.id in SENTENCES


def _elsewhere(here: Looked, budget: Budget) -> list[Ranked]:
    """Look for one mistake in another form of the expression; its place there is no path here."""
    found: list[Ranked] = []
    for tree in rewritten(here.tree, here.variable):
        layout = Layout(tree, here.variable)
        jets = tuple(jet(layout, one.at) for one in here.jets)
        if not all(math.isfinite(one.slopes[-1]) for one in jets):
            continue
        other = replace(here, layout=layout, jets=jets)
        for hit in Search(layout, jets, here.givens, budget).single():
            found += [(rank, replace(one, path=())) for rank, one in _of_hit(other, hit, 1)]
    return found


def _compared(here: Looked) -> Pair:
    return Pair(
        here.truth,
        here.given,
        [one.at for one in here.jets],
        [one.slopes[-1] for one in here.jets],
        here.givens,
    )


def probe(id_: str, line: str = "", path: tuple[int, ...] = ()) -> Finding:
    """Make the finding of a probe."""
    name, sentence = SENTENCES[id_]
    return Finding(id_, name, sentence, path, line or sentence)


def _of_hit(here: Looked, hit: Hit, bugs: int) -> Iterator[Ranked]:
    for placed in hit.slips:
        spot = here.layout.spots[placed.index]
        for id_ in (placed.slip.id, placed.slip.also):
            if id_:
                mistake = named(id_)
                line = said(here.layout, placed) if id_ == placed.slip.id else mistake.sentence
                yield (
                    hit.rank,
                    Finding(id_, mistake.name, mistake.sentence, spot.path, line, bugs),
                )


def _whole(here: Looked) -> Iterator[Ranked]:
    for guess in wholes(here.tree, here.variable, here.truth, here.given):
        if _fits(here, guess):
            mistake = named(guess.id)
            yield guess.rank, Finding(guess.id, mistake.name, mistake.sentence, (), guess.said)
    back = is_integral(here.tree, here.variable, here.given)
    if all(near(*back(one.at)) for one in here.jets):
        mistake = named("integrated-instead")
        text = f"{shown(here.tree)} was integrated."
        yield SELDOM, Finding(mistake.id, mistake.name, mistake.sentence, (), text)


def _fits(here: Looked, guess: Whole) -> bool:
    return all(
        near(guess.at(one.at), given, abs(one.slopes[-1]))
        for one, given in zip(here.jets, here.givens, strict=True)
    )


def _pair(here: Looked, hits: Sequence[Hit]) -> list[Ranked]:
    """Take the pair of mistakes if there is one likeliest; of two different ones, none.

    Pairs that changed the same things by other names are one; the best names are taken.
    """
    if not hits:
        return []
    lowest = min(hit.rank for hit in hits)
    likeliest = [hit for hit in hits if hit.rank == lowest]
    if len({hit.ids for hit in likeliest}) > 1 and len({hit.effect for hit in likeliest}) > 1:
        return []
    ordered = sorted(likeliest, key=lambda hit: sum(prior(one.slip.id) for one in hit.slips))
    return [
        (rank, finding)
        for rank, hit in enumerate(ordered)
        for _, finding in _of_hit(here, hit, 2)
        if rank == 0 or hit.effect
    ]


def _bracketless(here: Looked) -> str:
    """Say what the truth became without its brackets, if that is the answer."""
    if size(here.truth) > MOST_NODES:
        return ""
    for tree in without_brackets(here.truth):
        if _is(here, tree):
            return f"Without its brackets the derivative reads {shown(tree)}."
    return ""


def _is(here: Looked, tree: Node) -> bool:
    """Tell whether a tree is the answer."""
    return all(
        near(value_of(tree, one.at), given, abs(one.slopes[-1]))
        for one, given in zip(here.jets, here.givens, strict=True)
    )


def _other_order(here: Looked) -> bool:
    """Tell whether the answer is the third derivative; the second has a name of its own."""
    tree = here.truth
    for _ in range(2):
        # Slopes of slopes grow fast.
        if here.variable not in names(tree) or size(tree) > MOST_NODES:
            return False
        tree = slope(tree, here.variable)
    return _is(here, tree)
