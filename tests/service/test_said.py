"""What is said of an answer in several parts gives nothing away before it counts."""

from __future__ import annotations

from drill.grade.verdict import Judgement, Verdict
from drill.service.speak import said_of
from drill.session.attempt import Try

WRONG = Verdict(Judgement.WRONG, message="Then the loss would grow.")
RIGHT = Verdict(Judgement.CORRECT)
ILLEGIBLE = Verdict(Judgement.UNREADABLE, message="This bracket is never closed.")


def test_where_a_part_cannot_be_read_nothing_is_said_of_the_others() -> None:
    made = Try({"a": "high", "b": "("}, {"a": WRONG, "b": ILLEGIBLE})
    assert said_of(made) == {"b": ILLEGIBLE}


def test_where_all_can_be_read_each_part_is_spoken_of() -> None:
    made = Try({"a": "high", "b": "1"}, {"a": WRONG, "b": RIGHT})
    assert said_of(made) == {"a": WRONG, "b": RIGHT}
