"""A card that is answered with a derivation: how it is written, and what is said of a bad one."""

from __future__ import annotations

from pathlib import Path

import pytest
from sample_bank import GOOD, complaints, loaded

from drill.bank.model import Card, Library
from drill.grade.claims import check_claim
from drill.grade.judge import judge
from drill.grade.part import AnswerType
from drill.grade.verdict import Judgement

OLD = 'response: {type: expression, truth: "2*a*x", variables: [a, x], domain: {a: "> 0"}}'
LINES = '["a*d/dx(x^2)", "= a*u", "= 2*a*x"]'
NEW = (
    'response: {type: derivation, of: "a*x^2", wrt: x, variables: [a, x], least: 2, '
    f'definitions: {{u: "2*x"}}, goals: ["2*a*x"], function: y, lines: {LINES}}}'
)
BANK = GOOD.replace(OLD, NEW)
AT = f"{GOOD[: GOOD.index(OLD)].count(chr(10)) + 1}: "


def typed(library: Library) -> Card:
    """Give the card that is answered with the derivation."""
    cards = [card for topic in library.topics for card in topic.cards]
    return next(card for card in cards if card.id == "slopes.typed")


def test_its_lines_are_what_it_is_graded_against(tmp_path: Path) -> None:
    library = loaded(tmp_path, BANK)
    assert not library.problems
    part = typed(library).part
    assert part is not None
    assert part.answer is AnswerType.DERIVATION
    assert part.truth == "a*d/dx(x^2)\n= a*u\n= 2*a*x"
    assert part.begins is not None
    assert (part.begins.wrt, part.begins.label, part.begins.least) == ("x", "y", 2)
    assert judge(part, part.truth).judgement is Judgement.CORRECT


def test_that_its_lines_are_right_is_one_more_claim(tmp_path: Path) -> None:
    good, bad = (
        typed(loaded(tmp_path, text)).checks[-1]
        for text in (BANK, BANK.replace('"= a*u"', '"= 3*a*u"'))
    )
    assert check_claim(good) is None
    said = check_claim(bad)
    assert said is not None
    assert said.startswith("its lines: Line 2: ")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (', of: "a*x^2"', "", "this response lacks `of`, which a derivation needs"),
        (f", lines: {LINES}", "", "this response lacks `lines`, which a derivation needs"),
        ("variables: [a, x]", "variables: [x]", "`a` is not among the `variables`"),
        ("wrt: x", "wrt: t", "`t` is not among the `variables`"),
        ('"a*x^2"', '"a*x^"', "the derivation cannot be begun: "),
        ("least: 2", 'truth: "2*a*x"', "a response of type `derivation` has no `truth`; "),
    ],
)
def test_what_is_wrong_with_one_is_said_by_its_line(
    old: str, new: str, said: str, tmp_path: Path
) -> None:
    assert any(one.split(": ", 1)[1].startswith(said) for one in _said(BANK, old, new, tmp_path))


def _said(text: str, old: str, new: str, folder: Path) -> list[str]:
    assert old in text
    found = complaints(folder, text.replace(old, new))
    return [one.removeprefix("slopes.yaml:") for one in found]


def test_its_keys_belong_to_no_other_response(tmp_path: Path) -> None:
    text = GOOD.replace('truth: "2*a*x"', 'truth: "2*a*x", least: 3')
    assert any(
        "`least` belongs to a response of type `derivation`" in one
        for one in complaints(tmp_path, text)
    )
