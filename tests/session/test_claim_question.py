"""A card about a sentence people say shows that sentence."""

from __future__ import annotations

from random import Random

import pytest

from drill.bank.model import Card, Kind
from drill.session.question import from_card

SAID = "In Adam, small noisy gradients get larger steps."


@pytest.mark.parametrize(
    ("prompt", "shown"),
    [
        ("What is wrong here?", f"“{SAID}”\n\nWhat is wrong here?"),
        (f'"{SAID}" What is wrong?', f'"{SAID}" What is wrong?'),
        ("“In $Adam$, small noisy gradients” how?", "“In $Adam$, small noisy gradients” how?"),
    ],
)
def test_the_sentence_stands_before_a_question_that_does_not_quote_it(
    prompt: str, shown: str
) -> None:
    card = Card("t.c", "t", "t.x", Kind.OVERCLAIM, prompt, "So.", as_stated=SAID)
    assert from_card(card, Random(1)).prompt == shown


def test_another_card_asks_as_it_is_written() -> None:
    card = Card("t.c", "t", "t.x", Kind.EXPLAIN, "Why?", "So.")
    assert from_card(card, Random(1)).prompt == "Why?"
