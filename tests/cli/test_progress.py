"""`drill progress` and `drill --demo` from the shell."""

from __future__ import annotations

import json
import re
import shutil
import string
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from drills import drill
from homes import MONDAY

from drill.service.clock import Clock, parse_now
from drill.service.demo import fill

DEMO = ("--demo", "--now", MONDAY)
FILLED = ("--db", "filled.db", "--now", MONDAY)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, checked_home: Path) -> Path:
    """Give a home whose journal holds the made-up history."""
    home = tmp_path_factory.mktemp("filled") / "home"
    shutil.copytree(checked_home, home)
    fill(home / "filled.db", Clock(parse_now(MONDAY)).now())
    return home


@pytest.fixture(scope="module")
def reviewed(filled: Path) -> dict[str, Any]:
    """Give the review of the made-up history as JSON."""
    made = drill(filled, *FILLED, "progress", "--json")
    assert made.returncode == 0, made.stderr
    found: dict[str, Any] = json.loads(made.stdout)
    return found


def test_the_made_up_history_fills_every_screen_and_ends_today(reviewed: dict[str, Any]) -> None:
    assert reviewed["date"] == "2026-11-23"
    assert reviewed["ready"]["interview_in_days"] == 18
    assert reviewed["ready"]["forecast"] > 0
    assert reviewed["remembering"]["recent"]["asked"] > 100
    assert reviewed["remembering"]["days"][-1]["reviews"] > 0
    assert reviewed["mistakes"]["gone"] > 0
    assert reviewed["mistakes"]["here"] > 0
    assert len(reviewed["interviews"]["rows"]) >= 3


def test_the_lines_hold_the_numbers_of_the_json_and_nothing_a_terminal_obeys(
    filled: Path, reviewed: dict[str, Any]
) -> None:
    made = drill(filled, *FILLED, "progress")
    assert made.returncode == 0, made.stderr
    for plot in ("ready", "mistakes", "interviews"):
        assert reviewed[plot]["sentence"] in made.stdout
    for row in reviewed["mistakes"]["rows"]:
        assert f"{row['times']} in all" in made.stdout
        assert f"[{row['number']}]" in made.stdout
    allowed = set(string.printable) | set("±→")
    assert {char for char in made.stdout if char not in allowed} == set()
    assert "\x1b" not in made.stdout


def numbers_in(found: object) -> Iterator[int]:
    """Give every whole number of the JSON, its shares as percentages, its spans as minutes."""
    match found:
        case bool() | None:
            return
        case int():
            yield from (found, round(found / 60_000))
        case float():
            yield from (round(found * 100), round(found))
        case str():
            yield from map(int, re.findall(r"[0-9]+", found))
        case list():
            for one in found:
                yield from numbers_in(one)
        case dict():
            for one in found.values():
                yield from numbers_in(one)
            if found.get("asked"):
                yield round(found["recalled"] / found["asked"] * 100)


def test_every_number_in_the_lines_is_in_the_json(filled: Path, reviewed: dict[str, Any]) -> None:
    known = {*numbers_in(reviewed), 100}
    for line in drill(filled, *FILLED, "progress").stdout.splitlines():
        said = re.sub(r"\[.*\]", "", line)
        assert {int(one) for one in re.findall(r"[0-9]+", said)} <= known, line


def test_the_events_behind_a_number_can_be_listed(filled: Path, reviewed: dict[str, Any]) -> None:
    worst = reviewed["mistakes"]["rows"][0]
    made = drill(filled, *FILLED, "progress", "--behind", worst["number"], "--json")
    found = json.loads(made.stdout)
    assert found["total"] == worst["times"]
    lines = drill(filled, *FILLED, "progress", "--behind", worst["number"]).stdout.splitlines()
    assert len(lines) == len(found["lines"]) + 1
    wrong = drill(filled, *FILLED, "progress", "--behind", "nonsense")
    assert wrong.returncode == 2
    assert wrong.stderr == "drill: there is no number `nonsense`\n"


class Page(HTMLParser):
    """Notes what a page would load or run, and whether its tags are closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.words: list[str] = []
        self.foreign: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "link", "img", "iframe", "object", "embed"):
            self.foreign.append(tag)
        self.foreign += [name for name, _ in attrs if name in ("src", "href") or name[:2] == "on"]
        if tag not in ("meta", "line"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in ("meta", "line"):
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_the_page_needs_nothing_else_and_is_never_written_over(
    filled: Path, reviewed: dict[str, Any]
) -> None:
    made = drill(filled, *FILLED, "progress", "--html", "p.html")
    assert made.stdout == "p.html\n"
    text = (filled / "p.html").read_text(encoding="utf-8")
    page = Page()
    page.feed(text)
    assert (page.open, page.foreign) == ([], [])
    assert "http" not in text
    assert reviewed["mistakes"]["sentence"] in " ".join(page.words)
    again = drill(filled, *FILLED, "progress", "--html", "p.html")
    assert again.returncode == 2
    assert again.stderr.startswith("drill: p.html: the file is there already")
    assert (filled / "p.html").read_text(encoding="utf-8") == text


def test_a_journal_that_is_not_there_is_not_made(home: Path) -> None:
    made = drill(home, "--db", "none.db", "progress", "--json")
    assert made.returncode == 2
    assert "there is no journal yet" in made.stderr
    assert not (home / "none.db").exists()


def test_the_demo_leaves_the_learner_s_journal_alone_and_nothing_behind(
    home: Path, tmp_path: Path
) -> None:
    room = tmp_path / "room"
    room.mkdir()
    mine = {"DRILL_DB": str(home / "mine.db"), "TMPDIR": str(room)}
    made = drill(home, *DEMO, "journal", "check", **mine)
    assert made.returncode == 0, made.stderr
    assert "agree with the replay" in made.stdout
    assert not (home / "mine.db").exists()
    assert list(room.iterdir()) == []


def test_a_journal_cannot_be_named_with_the_demo(home: Path) -> None:
    made = drill(home, "--demo", "--db", "d.db", "where")
    assert made.returncode == 2
    assert made.stderr == "drill: --demo has a journal of its own; leave --db out\n"


def test_practice_in_the_demo_has_a_day_s_work(home: Path) -> None:
    made = drill(home, *DEMO, "practice", "--jsonl", given='{"type":"quit"}\n')
    messages = [json.loads(line) for line in made.stdout.splitlines()]
    prompt = next(one for one in messages if one["type"] == "prompt")
    assert prompt["left"] >= 5
