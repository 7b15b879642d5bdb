"""What an interviewer says, in words that can be told from the title they name."""

from __future__ import annotations

from drill.bank.model import Concept, Primer
from drill.session.interview.words import hints
from drill.session.question import Question

QUESTION = Question("gd.rate", "explain", "gradient_descent", "gd.stability", "Why?", (), "So.")
CONCEPT = Concept(
    "gd.stability",
    "gradient_descent",
    "How long a step may be",
    Primer("why", "A ball in a bowl.\n\nMore of it.", "explanation"),
)


def test_a_hint_quotes_the_title_of_the_concept() -> None:
    assert hints(QUESTION, CONCEPT) == (
        "Think of “How long a step may be”.",
        "A ball in a bowl.",
    )


def test_without_a_concept_there_is_nothing_to_think_of() -> None:
    assert hints(QUESTION, None) == ()
