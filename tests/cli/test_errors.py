"""What a wrong call or a broken file says: one line, the right exit code, never a traceback."""

from __future__ import annotations

import errno
import os
import signal
import sqlite3
from argparse import Namespace
from pathlib import Path

import pytest
from drills import drill, eventually, talk
from homes import MONDAY, on
from processes import Family

from drill.cli import main


def complaint(home: Path, code: int, *arguments: str, **environment: str) -> str:
    """Run a command that must fail with this code, and give its one line."""
    made = drill(home, *arguments, **environment)
    assert made.returncode == code, (made.stdout, made.stderr)
    assert "Traceback" not in made.stderr + made.stdout
    (line,) = made.stderr.splitlines()
    assert line.startswith("drill: ")
    assert made.stdout == ""
    return line


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("dance",), "dance"),
        (("practice", "--minutes", "many"), "`many` is no whole number"),
        (("practice", "--plain", "--jsonl"), "not allowed with"),
        (("--db",), "expected one argument"),
        (("journal", "undo", "--count", "0"), "must be 1 or more"),
        (("exercise",), "name a family"),
        (("exercise", "chain_two_layers"), "did you mean `chain_two_layer`"),
        (("exercise", "chain_two_layer", "--level", "9"), "invalid choice"),
        (("exercise", "chain_two_layer", "--seed", "x"), "no whole number"),
        (("grade", "x"), "two answers, EXPECTED and GIVEN, and 1 were given"),
        (("grade", "--file", "nowhere.tsv", "--json"), "nowhere.tsv: there is no such file"),
        (("bank", "check", "nowhere.yaml"), "nowhere.yaml: there is no such file or folder"),
        (("bank", "show", "nowhere"), "no card, concept or topic `nowhere`"),
        (("--db", "nowhere.db", "journal", "export"), "nowhere.db: there is no journal yet"),
        (("--db", "d.db", "journal", "import", "nowhere"), "nowhere: there is no such file"),
        (("--db", "d.db", "journal", "merge", "nowhere"), "nowhere: there is no such file"),
        (("--db", "d.db", "journal", "restore", "nowhere"), "nowhere: there is no such file"),
        (("--db", "d.db", "--now", "yesterday", "practice", "--jsonl"), "`yesterday` is no ISO"),
        (("--db", "d.db", "--now", "yesterday", "practice", "--plain"), "`yesterday` is no ISO"),
    ],
)
def test_a_wrong_call_is_one_line_and_exits_with_two(
    home: Path, arguments: tuple[str, ...], words: str
) -> None:
    assert words in complaint(home, 2, *arguments)
    assert not (home / "d.db").exists()
    assert not (home / "nowhere.db").exists()


def test_pairs_that_are_not_utf_8_are_refused_with_the_byte(home: Path) -> None:
    (home / "pairs.tsv").write_bytes(b"2*x\t\xff\tx\n")
    assert "pairs.tsv: not UTF-8 at byte 4" in complaint(
        home, 2, "grade", "--file", "pairs.tsv", "--json"
    )


def make_newer(path: Path) -> None:
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE meta SET value = '9999' WHERE name = 'schema'")
    raw.close()


def corrupt(path: Path) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[:100] + bytes(len(whole) - 100))


def other_database(path: Path) -> None:
    with sqlite3.connect(path) as raw:
        raw.execute("CREATE TABLE shopping (what TEXT)")
    raw.close()


BROKEN = {
    "a folder": (lambda path: path.mkdir(), "this is a folder"),
    "a text": (lambda path: path.write_text("shopping\n" * 1000), "no drill journal"),
    "another database": (other_database, "no drill journal"),
    "newer": (lambda path: (journal_at(path), make_newer(path)), "newer"),
    "corrupt": (lambda path: (journal_at(path), corrupt(path)), "journal restore FILE"),
}


def journal_at(path: Path) -> None:
    with talk(path.parent, *on(MONDAY, "practice", "--topic", "tiny")) as session:
        session.settle(session.until("prompt"))
    assert path.exists()


@pytest.mark.parametrize("what", BROKEN)
def test_a_journal_that_cannot_be_used_is_refused_in_words_and_left_as_it_is(
    home: Path, what: str
) -> None:
    break_it, words = BROKEN[what]
    break_it(home / "d.db")
    before = None if (home / "d.db").is_dir() else (home / "d.db").read_bytes()
    assert words in complaint(home, 1, "--db", "d.db", "journal", "export")

    told = drill(home, "--db", "d.db", "practice", "--plain")
    assert told.returncode == 1
    assert words in told.stdout + told.stderr
    assert "Traceback" not in told.stdout + told.stderr

    with talk(home, "--db", "d.db", "practice") as session:
        error = session.until("error")
        assert session.finish() == 1
    assert error["fatal"]
    assert words in error["message"]
    assert "Traceback" not in session.complaints
    if before is not None:
        assert (home / "d.db").read_bytes() == before


def test_a_folder_that_cannot_be_made_is_said(home: Path) -> None:
    (home / "file").write_text("")
    line = complaint(home, 1, "--db", "file/below/d.db", "journal", "import", "-")
    assert "file" in line


def test_a_broken_bank_of_one_s_own_stops_nothing(home: Path) -> None:
    (home / "mine.yaml").write_text("topic: [", encoding="utf-8")
    with talk(
        home, "--db", "d.db", "--content", str(home / "mine.yaml"), "practice", "--new", "1"
    ) as session:
        session.play()
        assert session.finish() == 0
    checked = drill(home, "bank", "check", "mine.yaml")
    assert checked.returncode == 1
    assert "mine.yaml:" in checked.stdout
    assert "this is not YAML" in checked.stdout


def test_a_full_disk_is_said_in_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(_options: Namespace) -> int:
        raise OSError(errno.ENOSPC, "No space left on device", "out.html")

    monkeypatch.setattr("drill.cli._dispatch", lambda _run: full)
    assert main(["where"]) == 1
    said = capsys.readouterr().err
    assert said == "drill: the disk is full (out.html); make room, and run it again\n"


def test_a_broken_config_is_said_with_its_line_and_stops_nothing(home: Path) -> None:
    places = dict(line.split(maxsplit=1) for line in drill(home, "where").stdout.splitlines())
    config = Path(places["settings"])
    config.parent.mkdir(parents=True, exist_ok=True)
    config.write_text('ascii = true\ntheme = "nowhere"\n', encoding="utf-8")
    made = drill(home, "settings", "theme")
    assert made.returncode == 0
    (line,) = made.stderr.splitlines()
    assert line.startswith("drill: ")
    assert "config.toml:2: unknown theme `nowhere`" in line


def test_a_check_that_finds_something_exits_with_one(home: Path) -> None:
    journal_at(home / "d.db")
    assert drill(home, "--db", "d.db", "journal", "check").returncode == 0
    with sqlite3.connect(home / "d.db") as raw:
        raw.execute("UPDATE state SET stability = stability * 2")
    raw.close()
    made = drill(home, "--db", "d.db", "journal", "check")
    assert made.returncode == 1
    assert "tiny.chosen" in made.stdout
    assert len(made.stderr.splitlines()) == 1


def test_what_a_command_says_when_all_is_well_goes_to_stdout_with_zero(home: Path) -> None:
    for arguments in (
        ("--version",),
        ("--help",),
        ("where",),
        ("bank", "list"),
        ("bank", "schema"),
    ):
        made = drill(home, *arguments)
        assert (made.returncode, made.stderr) == (0, ""), arguments
        assert made.stdout


if os.name == "posix":

    def test_an_interrupt_exits_with_130_says_nothing_and_leaves_nothing(home: Path) -> None:
        with talk(home, *on(MONDAY, "practice", "--topic", "tiny")) as session:
            session.settle(session.until("prompt"))
            session.until("prompt")
            family = Family(session.child.pid)
            session.child.send_signal(signal.SIGINT)
            assert session.child.wait(60) == 130
            session.finish()
        assert session.complaints == ""
        assert eventually(lambda: not family.look())


def test_a_moment_that_is_none_is_refused_by_every_command(home: Path) -> None:
    said = complaint(home, 2, "where", DRILL_NOW="garbage")
    assert "DRILL_NOW: `garbage` is no ISO 8601 moment" in said
