"""`drill browse` and `drill item`: what the browser's screen can do, as commands."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from drills import drill, events, talk
from homes import MONDAY, on

CHOICE = "tiny.chosen"


def test_a_search_lists_an_item_a_line_and_makes_no_journal(home: Path) -> None:
    made = drill(home, *on(MONDAY, "browse", "tiny", "kind:choice"))
    assert made.returncode == 0
    line, count = made.stdout.splitlines()
    assert line.startswith(CHOICE)
    assert line.endswith("Which is steepest?")
    assert count.endswith("1 new")
    assert not (home / "d.db").exists()


def test_a_search_is_narrowed_and_printed_as_json(home: Path) -> None:
    made = drill(home, *on(MONDAY, "browse", "--topic", "tiny", "--state", "new", "--json"))
    rows = json.loads(made.stdout)
    assert {row["topic"] for row in rows} == {"tiny"}
    assert all("new" in row["states"] for row in rows)
    assert drill(home, *on(MONDAY, "browse", "--state", "leech")).stdout.startswith("0 of ")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("browse", "--topic", "tin"), "there is no topic `tin`"),
        (("browse", "--state", "done"), "invalid choice"),
        (("browse", "--show", "tiny.chosn"), "did you mean `tiny.chosen`?"),
        (("item", "show", "nothing-like-it-at-all"), "`drill browse` lists them"),
        (("item", "reset", "tiny.chosn"), "did you mean `tiny.chosen`?"),
        (("item", "suspend", "tiny.chosn"), "there is no item `tiny.chosn`"),
        (("item", "note", CHOICE, " "), "write 1 to 2000 characters"),
    ],
)
def test_a_wrong_call_is_one_line_and_exits_with_two(
    home: Path, arguments: tuple[str, ...], words: str
) -> None:
    made = drill(home, *on(MONDAY, *arguments))
    assert made.returncode == 2
    (line,) = made.stderr.splitlines()
    assert words in line
    assert made.stdout == ""


def test_a_card_is_read_with_its_primer_history_and_curve(home: Path) -> None:
    with talk(home, *on(MONDAY, "practice", "--item", CHOICE)) as session:
        session.settle(session.until("prompt"))
        assert session.finish() == 0
    drill(home, *on(MONDAY, "item", "note", CHOICE, "mind", "the", "slope"))
    made = drill(home, *on("2026-11-25T09:00+00:00", "item", "show", CHOICE))
    assert made.returncode == 0
    for words in (
        f"{CHOICE} (choice, junior, The first idea",
        "Question\nWhich is steepest?",
        "Answer\nThe last.",
        "Your note\nmind the slope",
        "Asked once, forgotten never.",
        "Forgetting curve\n",
        "History, the latest first\n2026-11-23 09:",
        "Primer: The first idea",
        "It matters.",
    ):
        assert words in made.stdout, words
    assert "\x1b" not in made.stdout
    page = json.loads(
        drill(home, *on("2026-11-25T09:00+00:00", "item", "show", CHOICE, "--json")).stdout
    )
    assert page["line"]["item"] == CHOICE
    assert page["curve"][0]["day"] < -1


def test_an_item_is_set_aside_taken_up_asked_back_and_begun_again(home: Path) -> None:
    made = drill(home, *on(MONDAY, "item", "suspend", CHOICE))
    said, undo = made.stdout.splitlines()
    assert said == f"{CHOICE} is set aside"
    assert undo.startswith("to undo: drill journal undo --event me/")
    assert CHOICE in drill(home, *on(MONDAY, "browse", "--state", "suspended")).stdout
    undone = drill(home, *on(MONDAY), *undo.removeprefix("to undo: drill ").split())
    assert undone.returncode == 0
    assert drill(home, *on(MONDAY, "browse", "--state", "suspended")).stdout.startswith("0 of")
    for what in ("suspend", "resume", "reopen", "reset"):
        assert drill(home, *on(MONDAY, "item", what, CHOICE)).returncode == 0
    kinds = [event["kind"] for event in events(home, "d.db")]
    assert sorted(kinds) == ["reopen", "reset", "resume", "suspend", "suspend", "void"]


def test_just_one_item_is_drilled_by_its_id(home: Path) -> None:
    with talk(home, *on(MONDAY, "practice", "--item", "tiny.told")) as session:
        prompt = session.until("prompt")
        assert (prompt["item"], prompt["left"]) == ("tiny.told", 0)
    with talk(home, *on(MONDAY, "practice", "--item", "tiny.nothing")) as session:
        assert "there is no item `tiny.nothing`" in session.until("error")["message"]
