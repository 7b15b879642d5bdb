"""A mock interview from the shell: in lines, as JSON a line, and what the call may say."""

from __future__ import annotations

import io
import json
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from drill.cli import interview
from drill.cli.call import DONE, WRONG_CALL, CallError
from drill.cli.parser import parse
from drill.service.messages import Scorecard, StartInterview
from drill.service.start import Start

Shell = Callable[..., tuple[int, str, Scorecard | None]]
SENIOR = StartInterview("senior", seed=5)
JUNIOR = StartInterview("junior", seed=5)


@pytest.fixture(autouse=True)
def nobodys_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_hand: None) -> None:
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path))


@pytest.fixture
def start(tmp_path: Path) -> Start:
    return Start(db=str(tmp_path / "d.db"), now="2026-11-23T09:00+00:00")


@pytest.fixture
def plain(start: Start) -> Shell:
    """Hold an interview in lines; give the exit code, what was said and the scorecard."""

    def hold(first: StartInterview, *lines: str) -> tuple[int, str, Scorecard | None]:
        output = io.StringIO()
        source = io.StringIO("".join(f"{line}\n" for line in lines))
        code, card = interview.hold_plain(start, first, source, output)
        return code, output.getvalue(), card

    return hold


def test_in_lines_it_briefs_asks_and_goes_on_where_it_was_left(plain: Shell) -> None:
    code, said, card = plain(SENIOR, "/clarify", "/hint", "/help", "/sing")
    assert (code, card) == (DONE, None)
    assert "Mock interview, senior, 45 minutes, as an exam" in said
    assert "5 slots of 08:00: derive, diagnose, trade-offs, over-claim, trade-offs." in said
    assert "You pass with 80% of the must-have points, 2 follow-ups, no fatal error." in said
    assert "Slot 1 of 5: derive" in said
    assert "Expected: " in said
    assert "(2 left, each takes 15 percent)" in said
    assert "There is no /sing here." in said
    assert "goes on where you stopped" in said
    _, again, _ = plain(StartInterview())
    assert "Going on with slot 1." in again


def test_in_lines_an_interview_comes_to_its_scorecard(plain: Shell) -> None:
    fields = ["/skip"] * 20
    code, said, card = plain(JUNIOR, "The slope of the loss", "at a point.", "", *fields, *[""] * 9)
    assert code == DONE
    assert card is not None
    assert "Follow-up: " in said
    assert said.count("Wrap-up: ") == 1
    assert "Which did you make? Type their numbers, or 0. Enter is: " in said
    assert f"Scorecard: {card.band}, {card.total} of 100." in said
    assert "Back tomorrow: " in said
    assert "You wrote:\nThe slope of the loss\nat a point." in said


def test_in_lines_points_are_ticked_by_their_numbers(plain: Shell) -> None:
    words = ["The slope.", "", "/end", "99", "none", "1, 2", "/quit"]
    _, said, card = plain(JUNIOR, *words)
    assert "Type numbers from 1 to " in said
    assert card is not None
    assert card.slots[0].musts_made >= 1


def test_in_lines_nothing_typed_is_not_an_answer(plain: Shell) -> None:
    _, said, _ = plain(JUNIOR, "", "/quit")
    assert "Nothing is typed. /skip passes this question over." in said


def test_in_lines_there_is_no_escape_and_nothing_drawn(plain: Shell) -> None:
    _, said, _ = plain(SENIOR, *["/skip"] * 9, *[""] * 9)
    assert said.isprintable() or all(
        char == "\n" or unicodedata.category(char) not in ("Cc", "Cf", "Cs") for char in said
    )
    assert not any("─" <= char <= "▟" for char in said)


def test_a_pasted_escape_steers_neither_the_terminal_nor_the_reader_of_the_file(
    plain: Shell, tmp_path: Path
) -> None:
    file = tmp_path / "page.md"
    first = StartInterview("junior", seed=5, export=str(file))
    _, said, card = plain(first, "the slope\x1b[2J\u202e of a tangent", "", "/end", "0")
    assert card is not None
    for shown in (said, file.read_text(encoding="utf-8")):
        assert "the slope\ufffd[2J\ufffd of a tangent" in shown
        assert "\x1b" not in shown


def test_the_time_of_a_slot_is_said_softly_when_it_is_over(
    plain: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter(range(0, 100_000, 600))
    monkeypatch.setattr("drill.cli.plain_interview.monotonic", lambda: float(next(clock)))
    _, said, _ = plain(JUNIOR, "/skip", "/quit")
    assert "of 08:00. An interviewer would have moved on." in said


def test_a_wrong_wish_is_a_wrong_call(plain: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    code, said, card = plain(StartInterview(topics=("cooking",)))
    assert (code, said, card) == (WRONG_CALL, "", None)
    assert "cooking" in capsys.readouterr().err


def hold_jsonl(start: Start, first: StartInterview, *sent: dict[str, Any]) -> list[dict[str, Any]]:
    output = io.StringIO()
    source = io.StringIO("".join(json.dumps(one) + "\n" for one in sent))
    assert interview.hold_jsonl(start, first, source, output) == DONE
    return [json.loads(line) for line in output.getvalue().splitlines()]


def test_as_json_it_says_hello_brief_slot_probe_and_goes_on_after_quit(start: Start) -> None:
    answer = {"type": "respond", "n": 1, "text": "the slope of the loss at a point", "ms": 900}
    heard = hold_jsonl(start, JUNIOR, answer, {"type": "quit"}, {"type": "interview_end"})
    assert [one["type"] for one in heard] == ["hello", "brief", "slot", "saved", "probe"]
    assert (heard[2]["n"], heard[2]["of"], heard[2]["kind"]) == (1, 5, "explain")
    again = hold_jsonl(start, StartInterview())
    assert [one["type"] for one in again] == ["hello", "brief", "probe"]
    assert again[1]["resumed"] == 1


def test_as_json_it_ends_with_the_scorecard(start: Start) -> None:
    sent = [
        {"type": "respond", "n": 1},
        {"type": "interview_end"},
        {"type": "interview_tick", "n": 1, "points": []},
        {"type": "respond", "n": 2},
    ]
    heard = hold_jsonl(start, JUNIOR, *sent)
    assert [one["type"] for one in heard[-4:]] == ["slot", "assessed", "saved", "scorecard"]
    card = heard[-1]
    assert card["band"] == "strong no hire"
    assert card["criteria"][0]["name"] == "correctness"
    assert card["slots"][0]["verdict"] == "no answer"


def test_a_malformed_line_is_answered_and_the_interview_goes_on(start: Start) -> None:
    heard = hold_jsonl(start, JUNIOR, {"type": "respond"}, {"type": "clarify", "n": 1})
    assert [one["type"] for one in heard[3:]] == ["error", "clarified"]


def test_the_scorecard_is_one_line_of_json(plain: Shell) -> None:
    _, _, card = plain(SENIOR, "/skip", "/end", "/end")
    assert card is not None
    line = interview.said(card)
    assert "\n" not in line
    assert json.loads(line)["band"] == card.band


@pytest.mark.parametrize(
    ("words", "request_"),
    [
        ([], StartInterview()),
        (["--level", "staff", "--minutes", "30"], StartInterview("staff", 30)),
        (
            ["--topic", "gradient", "--topic", "convexity", "--seed", "7", "--coach"],
            StartInterview(topics=("gradient", "convexity"), seed=7, coach=True),
        ),
    ],
)
def test_the_call_says_what_is_asked_for(words: list[str], request_: StartInterview) -> None:
    from drill.cli.app import request_of

    assert request_of(interview._first(parse(["interview", *words]))) == request_


@pytest.mark.parametrize(
    "words", [["--level", "boss"], ["--minutes", "0"], ["--seed", "-1"], ["--plain", "--jsonl"]]
)
def test_a_wrong_call_is_refused_by_the_parser(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as refused:
        parse(["interview", *words])
    assert refused.value.code == WRONG_CALL
    assert capsys.readouterr().err.count("\n") == 1


def test_a_file_that_is_there_is_refused_before_the_interview(tmp_path: Path) -> None:
    there = tmp_path / "there.md"
    there.write_text("mine", encoding="utf-8")
    wrong = (
        (there, "exists already"),
        (tmp_path / "no" / "x.md", "no folder"),
        ("", "name a file"),
    )
    for path, word in wrong:
        with pytest.raises(CallError, match=word):
            interview.run(parse(["interview", "--plain", "--export", str(path)]))
    assert there.read_text(encoding="utf-8") == "mine"


def test_the_transcript_is_named_when_it_is_written(plain: Shell, tmp_path: Path) -> None:
    target = tmp_path / "talk.md"
    first = StartInterview("senior", seed=5, export=str(target))
    _, said, _ = plain(first, "/skip", "/end", "")
    assert f"Written to {target}." in said
    assert target.read_text(encoding="utf-8").startswith("# Mock interview, senior")
