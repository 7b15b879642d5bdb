"""`drill doctor`: what it finds, what it says to do, and that it changes nothing."""

from __future__ import annotations

import json
import os
import sqlite3
from pathlib import Path, PurePath
from typing import Any

import pytest
from drills import drill
from homes import MONDAY, TINY
from journals import START_MS, HandClock, review

from drill.cli.doctor.cloud import network_of, synced_by
from drill.cli.doctor.finding import NOTE, OK, WRONG
from drill.cli.doctor.places import room
from drill.cli.doctor.terminal import CELLS, colours, fonts, size, terminal, widths
from drill.cli.doctor.versions import fits, libraries
from drill.journal.errors import JournalError
from drill.journal.examine import examine
from drill.journal.journal import Journal

DB = ("--db", "d.db", "--now", MONDAY)


def look(home: Path, *more: str) -> tuple[int, list[dict[str, Any]]]:
    made = drill(home, *DB, *more, "doctor", "--json")
    assert made.stderr == ""
    return made.returncode, json.loads(made.stdout)


def wrong(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [one for one in found if one["level"] == WRONG]


def make_journal(path: Path, *, at_ms: int = START_MS) -> None:
    with Journal.open(path, clock=HandClock(at_ms)) as journal:
        journal.append("review", "tiny.chosen", review(3), at_ms)


def test_a_fresh_machine_is_fine_and_no_journal_is_made(home: Path) -> None:
    before = sorted(home.rglob("*"))
    code, found = look(home)
    assert code == 0, wrong(found)
    assert not [path for path in home.rglob("*") if "d.db" in path.name]
    assert [path for path in home.rglob("*") if path not in before and path.suffix == ".toml"] == []
    about = {one["about"] for one in found}
    assert {"python", "drill", "textual", "journal", "disk", "banks", "settings"} <= about
    none = next(one for one in found if one["about"] == "journal")
    assert (none["level"], none["where"]) == (NOTE, str(home / "d.db"))


def test_the_lines_say_how_it_is_where_and_what_to_do(home: Path) -> None:
    make_journal(home / "d.db")
    made = drill(home, *DB, "doctor")
    assert made.returncode == 0
    lines = made.stdout.splitlines()
    assert any(line.startswith("ok     journal: 1 events, sound") for line in lines)
    assert lines[-1].startswith("nothing is wrong, ")
    assert "\x1b" not in made.stdout


def test_a_sound_journal_is_looked_at_and_left_as_it_is(home: Path) -> None:
    make_journal(home / "d.db")
    before = (home / "d.db").read_bytes()
    code, found = look(home)
    assert code == 0, wrong(found)
    assert (home / "d.db").read_bytes() == before


def test_a_cache_that_disagrees_with_the_events_is_found(home: Path) -> None:
    make_journal(home / "d.db")
    with sqlite3.connect(home / "d.db") as raw:
        raw.execute("UPDATE state SET stability = stability * 2")
    raw.close()
    code, found = look(home)
    assert code == 1
    (one,) = wrong(found)
    assert "tiny.chosen: stability" in one["what"]
    assert "drill journal restore FILE" in one["do"]


@pytest.mark.parametrize("content", [b"shopping\n" * 1000, b"SQLite format 3\x00" + bytes(4000)])
def test_a_file_that_is_no_journal_is_found(home: Path, content: bytes) -> None:
    (home / "d.db").write_bytes(content)
    code, found = look(home)
    assert code == 1
    assert all(one["do"] for one in wrong(found))
    assert (home / "d.db").read_bytes() == content


def test_a_newer_journal_and_a_folder_are_refused_in_words(tmp_path: Path) -> None:
    make_journal(tmp_path / "d.db")
    with sqlite3.connect(tmp_path / "d.db") as raw:
        raw.execute("UPDATE meta SET value = '9999' WHERE name = 'schema'")
    raw.close()
    with pytest.raises(JournalError, match="newer"):
        examine(tmp_path / "d.db")
    with pytest.raises(JournalError, match="this is a folder"):
        examine(tmp_path)


def test_an_event_to_come_points_at_the_clock(home: Path) -> None:
    make_journal(home / "d.db", at_ms=START_MS + 400 * 86_400_000)
    code, found = look(home)
    assert code == 1
    assert [one["about"] for one in wrong(found)] == ["clock"]


def test_a_journal_in_a_synced_folder_is_found(home: Path) -> None:
    (home / "Dropbox").mkdir()
    made = drill(home, "--db", "Dropbox/d.db", "doctor", "--json")
    assert made.returncode == 1
    (one,) = wrong(json.loads(made.stdout))
    assert "Dropbox" in one["what"]
    assert "drill journal merge" in one["do"]


@pytest.mark.parametrize(
    ("path", "program"),
    [
        ("OneDrive - Work/drill/d.db", "OneDrive"),
        ("Library/Mobile Documents/com~apple~CloudDocs/d.db", "iCloud Drive"),
        ("Library/CloudStorage/GoogleDrive-me/d.db", "a cloud drive"),
        ("Nextcloud/d.db", "Nextcloud"),
        ("MEGA/d.db", "MEGA"),
        ("work/mega/d.db", ""),
        ("books/d.db", ""),
        (".local/share/drill/drill.db", ""),
    ],
)
def test_a_synced_folder_is_known_by_its_name(tmp_path: Path, path: str, program: str) -> None:
    assert synced_by(tmp_path / PurePath(path), tmp_path, {}) == program


def test_a_synced_folder_is_known_by_what_is_left_in_it_and_by_the_environment(
    tmp_path: Path,
) -> None:
    shared = tmp_path / "shared" / "deep"
    shared.mkdir(parents=True)
    assert synced_by(shared / "d.db", tmp_path, {}) == ""
    assert synced_by(shared / "d.db", tmp_path, {"OneDrive": str(shared)}) == "OneDrive"
    (tmp_path / "shared" / ".stfolder").mkdir()
    assert synced_by(shared / "d.db", tmp_path, {}) == "Syncthing"


def test_the_nearest_mount_decides_whether_a_path_is_on_a_network() -> None:
    mounts = (
        "root / ext4 rw 0 0\nhost:/x /mnt/far nfs4 rw 0 0\nx /mnt/far/own ext4 rw 0 0\nbroken\n"
    )
    place = Path("/mnt/far/d.db").absolute()
    if place.as_posix() == "/mnt/far/d.db":  # elsewhere the path has a drive before it
        assert network_of(place, mounts) == "nfs4"
        assert network_of(Path("/mnt/far/own/d.db"), mounts) == ""
        assert network_of(Path("/home/d.db"), mounts) == ""


def test_a_broken_bank_and_a_broken_setting_are_found_with_file_and_line(home: Path) -> None:
    (home / "mine.yaml").write_text("topic: [", encoding="utf-8")
    config = home / "config" / "drill" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text('\ntheme = "nrd"\n', encoding="utf-8")
    code, found = look(home, "--content", str(home / "mine.yaml"))
    assert code == 1
    places = {one["about"]: one["where"] for one in wrong(found)}
    assert places["banks"].startswith(f"{home / 'mine.yaml'}:")
    if os.name == "posix":  # elsewhere the settings lie in another folder of the home
        assert places["settings"] == f"{config}:2"


@pytest.mark.parametrize(
    ("here", "wanted", "holds"),
    [
        ("2.1.9", "<2.2,>=2.0.40", True),
        ("2.2", "<2.2,>=2.0.40", False),
        ("2.0.39", "<2.2,>=2.0.40", False),
        ("2", ">=2.0", True),
        ("8.2.8rc1", "<9,>=8.2", True),
        ("", ">=1", False),
    ],
)
def test_versions_are_compared_number_by_number(here: str, wanted: str, holds: bool) -> None:
    assert fits(here, wanted) is holds


def test_a_library_that_is_missing_is_wrong_and_extras_are_left_alone() -> None:
    found = list(libraries(["no-such-library<2,>=1", "pytest<1; extra == 'test'"]))
    assert [(one.level, one.about) for one in found] == [(WRONG, "no-such-library")]
    assert "pip install 'no-such-library<2,>=1'" in found[0].do


def test_a_terminal_is_judged_by_size_colours_and_encoding() -> None:
    assert size(80, 24).level == OK
    assert size(79, 24).level == WRONG
    assert colours({"TERM": "xterm-256color"}).level == OK
    assert colours({"TERM": "vt100"}).level == NOTE
    assert colours({"NO_COLOR": ""}).level == NOTE
    (plain, none) = terminal({}, "ascii", screen=False)
    assert (plain.about, plain.level, none.level) == ("encoding", NOTE, NOTE)
    assert "plain characters" in fonts("latin-1").what


def test_widths_are_what_the_terminal_says_they_are() -> None:
    right = widths(CELLS.__getitem__)
    assert right is not None
    assert right.level == OK
    wide = widths(lambda text: 2 * CELLS[text])
    assert wide is not None
    assert "σ takes 2 for 1" in wide.what
    assert widths(lambda _text: None) is None


def test_room_runs_out_by_degrees() -> None:
    assert [room(free * 2**20, "").level for free in (5, 50, 500)] == [WRONG, NOTE, OK]


def test_a_bank_of_one_s_own_counts_too(home: Path) -> None:
    code, found = look(home, *TINY)
    assert code == 0
    assert next(one for one in found if one["about"] == "banks")["what"].endswith("8 topics")
