"""The second and third equation with blanks: which index, which layer, which side is transposed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from math import isclose
from string import ascii_lowercase

from drill.exercise.backpropagation._blanks import blanks_of_error, blanks_of_weight
from drill.exercise.backpropagation._derivation import Letters, draw_letters
from drill.exercise.backpropagation._index_net import Blank, Net
from drill.exercise.backpropagation._worlds import NEAR, Slope, by_complex_step, by_sympy
from drill.exercise.contract import Step
from drill.exercise.draft import Draft
from drill.exercise.parts import Answer, choice
from drill.exercise.pick import Pick
from drill.exercise.questions import Asked, ask, assembled
from drill.grade.part import Choice

ELSEWHERE = "That belongs to another of the places."


def draw_filling(pick: Pick) -> Draft:
    """Draw one of the two equations, the convention of the weights' indices, and letters."""
    hidden, to_first = pick.one((True, False)), pick.one((True, False))
    n = draw_letters(pick)
    blanks = (blanks_of_error if hidden else blanks_of_weight)(n, to_first)
    offered = pick.shuffled([filling for blank in blanks for filling in blank.fillings])
    ids = {filling.text: ascii_lowercase[place] for place, filling in enumerate(offered)}
    layer, below = (n.above, n.layer) if hidden else (n.layer, n.below)
    to, frm = (n.any, n.own) if hidden else (n.own, n.lower)
    forward = (
        f"{n.at('z', to, layer)} = \\sum_{{{frm}}} "
        f"{n.at('W', to + frm if to_first else frm + to, layer)} "
        f"{n.at('a', frm, below)} + {n.at('b', to, layer)}"
    )
    end = "leads to" if to_first else "comes from"
    return assembled(
        f"Here the first index of a weight is the unit it {end}, and "
        f"$a = {n.unit}(z)$ in every layer:\n\n$${forward}$$\n\nWith $\\delta$ for the slope of "
        f"${n.cost}$ by $z$, fill the places from the list.\n\n$${_blanked(n, hidden=hidden)}$$",
        [_asked(blank, to_first, ids) for blank in blanks],
        hints=(
            "Do not trust a remembered formula: its indices may follow the other convention.",
            "Look at the line above: which number moves which, and by how much?",
        ),
        solution=_solution(n, blanks, to_first=to_first, hidden=hidden),
    )


def _blanked(n: Letters, *, hidden: bool) -> str:
    if not hidden:
        return rf"{n.partial(n.cost, n.at('W', n.own + n.lower))} = \square_1 \, \square_2"
    error, above = n.at(r"\delta", n.own), n.at(r"\delta", n.any, n.above)
    return rf"{error} = \sum_{{{n.any}}} \square_1 \, {above} \, {n.unit}'(\square_2)"


def _asked(blank: Blank, to_first: bool, ids: Mapping[str, str]) -> Asked:
    """Ask for one blank; all blanks are filled from one list, which is shown but once."""
    whys = {one.text: one.why for one in blank.fillings}
    part = choice(
        blank.id,
        ids[blank.fillings[0].text],
        [Choice(id_, f"${text}$", whys.get(text, ELSEWHERE)) for text, id_ in ids.items()],
        label=blank.label,
    )

    def found(slope: Slope) -> Callable[[], str]:
        return lambda: _fitting(blank, Net(to_first, slope), ids)

    mistakes: list[tuple[str, Answer]] = [
        (one.mistake, ids[one.text]) for one in blank.fillings if one.mistake
    ]
    return ask(part, found(by_sympy), found(by_complex_step), mistakes)


def _fitting(blank: Blank, net: Net, ids: Mapping[str, str]) -> str:
    """Give the id of the one filling that gives the derivative, or none if there is not one."""
    wanted = blank.truth(net)
    fitting = [
        ids[one.text]
        for one in blank.fillings
        if all(isclose(a, b, rel_tol=NEAR) for a, b in zip(one.worth(net), wanted, strict=True))
    ]
    return fitting[0] if len(fitting) == 1 else "?"


def _solution(
    n: Letters, blanks: Sequence[Blank], *, to_first: bool, hidden: bool
) -> Iterator[Step]:
    i, j, k = n.own, n.lower, n.any
    if hidden:
        weight = n.at("W", k + i if to_first else i + k, n.above)
        yield Step(
            "what moves what",
            f"${n.at('z', i)}$ moves ${n.at('a', i)}$, and that moves every "
            f"${n.at('z', k, n.above)}$: one path for each ${k}$.",
        )
        yield Step(
            "along one path",
            f"${n.at('a', i)}$ moves by ${n.unit}'({n.at('z', i)})$ times as much, and "
            f"${n.at('z', k, n.above)}$ by the weight from ${i}$ to ${k}$ times that, which is "
            f"written ${weight}$ here.",
        )
        with_what = (
            "first index is a product with the transpose"
            if to_first
            else "second index is a product with the matrix as it stands"
        )
        yield Step(
            "all paths in one product",
            f"For all ${i}$ together, the sum over the {with_what}: "
            f"${blanks[2].fillings[0].text}$.",
        )
    else:
        to, frm = (i, j) if to_first else (j, i)
        yield Step(
            "what moves what",
            f"In the line above, find ${n.at('W', i + j)}$: the index of the unit it leads to "
            f"stands {'first' if to_first else 'second'}.",
        )
        yield Step(
            "the one path",
            f"So it leads to unit ${to}$ and moves ${n.at('z', to)}$ alone, by "
            f"${n.at('a', frm, n.below)}$ for each unit of its own: the error there, times that.",
        )
        yield Step(
            "as a matrix",
            f"Row ${i}$ and column ${j}$ belong to ${n.at('W', i + j)}$, so the rows come from "
            f"the {'errors' if to_first else 'signals'}: ${blanks[2].fillings[0].text}$.",
        )
    found = "; ".join(f"{blank.label}: ${blank.fillings[0].text}$" for blank in blanks)
    yield Step("answer", f"{found}.")
