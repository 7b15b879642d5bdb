"""How a session over `--jsonl` begins and ends, and what is said of banks that cannot be used."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from drills import Json, drill
from homes import MONDAY, TINY, on


def lines(said: str) -> list[Json]:
    return [json.loads(line) for line in said.splitlines()]


@pytest.mark.parametrize("ending", ["", '{"type":"quit"}\n'])
def test_what_was_asked_for_comes_before_the_summary_however_the_input_ends(
    home: Path, ending: str
) -> None:
    asked = '{"type":"progress"}\n{"type":"behind","number":"topic"}\n'
    made = drill(home, *on(MONDAY, "practice", "--jsonl", "--topic", "tiny"), given=asked + ending)
    assert made.returncode == 0
    kinds = [one["type"] for one in lines(made.stdout)]
    assert set(kinds[-3:-1]) == {"progress", "behind"}
    assert kinds[-1] == "summary"


@pytest.mark.parametrize(("option", "words"), [("--topic", "no topic"), ("--item", "no item")])
def test_a_session_that_cannot_begin_is_a_wrong_call(home: Path, option: str, words: str) -> None:
    made = drill(
        home, *on(MONDAY, "practice", "--jsonl", option, "nowhere"), given='{"type":"undo"}\n'
    )
    assert made.returncode == 2
    hello, error = lines(made.stdout)
    assert hello["type"] == "hello"
    assert f"there is {words} `nowhere`" in error["message"]


def test_an_error_says_which_line_it_answers(home: Path) -> None:
    given = '\n{"type":"rate","n":9,"rating":3}\nnonsense\n{"type":"undo"}\n'
    made = drill(home, *on(MONDAY, "practice", "--jsonl", "--topic", "tiny"), given=given)
    errors = [one for one in lines(made.stdout) if one["type"] == "error"]
    assert [one["line"] for one in errors] == [2, 3, 4]


def test_a_bank_that_is_left_out_is_said_once_on_stderr(home: Path) -> None:
    (home / "mine.yaml").write_text("topic: mine\norder: x\n", encoding="utf-8")
    for door in (("practice", "--jsonl"), ("practice", "--plain"), ("browse", "tiny")):
        made = drill(home, *on(MONDAY, "--content", "mine.yaml", *door))
        assert made.returncode == 0
        (line,) = made.stderr.splitlines()
        assert line.startswith("drill: mine.yaml:1: ")
        assert line.endswith("that bank is left out, `drill bank check PATH` says all")


def test_banks_that_are_not_there_are_a_wrong_call(home: Path) -> None:
    for command in (("practice", "--jsonl"), ("bank", "list"), ("progress",)):
        made = drill(home, *TINY, "--db", "d.db", "--content", "nowhere", *command)
        assert made.returncode == 2
        assert made.stderr == (
            "drill: --content: there is nothing at nowhere; name a folder of banks\n"
        )
