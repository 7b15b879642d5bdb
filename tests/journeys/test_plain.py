"""A whole session in lines, as a screen reader or a pipe has it."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from drills import drill, events, reviews
from homes import MONDAY, on

ANSWERS = """\
c
good
the rate at which it changes
1 2

3x
3 x^2
/hint
2
smooth

"""


def is_drawn(character: str) -> bool:
    """Say whether a character is a box, a block or a braille dot: noise to a screen reader."""
    return 0x2500 <= ord(character) <= 0x259F or 0x2800 <= ord(character) <= 0x28FF


def assert_speakable(text: str) -> None:
    """Check that nothing in a text steers a terminal or is drawn with characters."""
    assert "\x1b" not in text
    assert [char for char in text if is_drawn(char)] == []
    controls = {char for char in text if unicodedata.category(char) in ("Cc", "Cf")}
    assert controls <= {"\n"}


def test_a_session_can_be_held_in_lines_alone(home: Path) -> None:
    made = drill(home, *on(MONDAY, "practice", "--topic", "tiny", "--plain"), given=ANSWERS)
    assert (made.returncode, made.stderr) == (0, "")
    assert_speakable(made.stdout)
    said = made.stdout
    assert "New: Tiny things" in said
    assert "Which is steepest?" in said
    assert "  a. " in said
    assert "Differentiate x^3." in said, "maths is typed as one would type it"
    assert "What is a slope?" in said
    assert "(you wrote: rate)" in said
    assert "Rate: 1 again soon" in said
    assert "Saved." in said
    assert "Done: 4 reviews" in said
    assert len(reviews(events(home, "d.db"))) == 4


def test_every_card_of_a_topic_can_be_spoken(home: Path) -> None:
    made = drill(
        home,
        *on(MONDAY, "practice", "--topic", "derivatives", "--plain"),
        given="/hint\n/reveal\n\n" * 40,
    )
    assert (made.returncode, made.stderr) == (0, "")
    assert_speakable(made.stdout)
    assert "Card 10," in made.stdout
    assert "$" not in made.stdout
    assert "\\frac" not in made.stdout


def test_lines_are_chosen_where_there_is_no_terminal(home: Path) -> None:
    made = drill(home, *on(MONDAY), given="/help\n/quit\n")
    assert made.returncode == 0
    assert "/reveal   show the answer" in made.stdout
    assert "Done: 0 reviews" in made.stdout
    assert_speakable(made.stdout)


def test_an_undo_a_note_a_flag_and_a_skip_can_be_typed(home: Path) -> None:
    lines = (
        "/undo\n/reveal\nagain\n/undo\n/note mine\n/wrong typo\n/skip\n/suspend\n/dance\n/quit\n"
    )
    made = drill(home, *on(MONDAY, "practice", "--topic", "tiny", "--plain"), given=lines)
    said = made.stdout
    assert (made.returncode, made.stderr) == (0, "")
    for words in (
        "Error: there is no review to take back",
        "Taken back: the rating of tiny.",
        "Saved: note.",
        "Saved: flag.",
        "Saved: suspend.",
        "There is no /dance. /help lists what there is.",
    ):
        assert words in said
    assert [event["kind"] for event in events(home, "d.db")] == [
        "review",
        "void",
        "note",
        "flag",
        "suspend",
    ]


def test_bytes_that_are_no_text_do_not_end_a_session(home: Path) -> None:
    made = drill(
        home,
        *on(MONDAY, "practice", "--topic", "tiny", "--plain"),
        given=b"\xff\xfe\x00\n\x1b[2J\n/reveal\n\n/quit\n",
    )
    assert (made.returncode, made.stderr) == (0, "")
    assert_speakable(made.stdout)
    assert "Saved." in made.stdout
