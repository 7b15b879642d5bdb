"""`drill settings`: everything the settings screen can do, as commands; and config.toml's edits."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from drills import drill, events
from hypothesis import given, settings
from hypothesis import strategies as st

from drill.tui.config import read_looks
from drill.tui.config_write import ConfigError, keep_entry, with_entry
from drill.tui.looks import Looks
from drill.tui.looks_form import LooksError, changed

DB = ("--db", "d.db")
MINE = """# how I like it
theme = "nord"   # dark

[keys]
# my own
"practice.hint" = "ctrl+h"
"""


def config(home: Path) -> Path:
    return home / "config" / "drill" / "config.toml"


def test_listing_shows_every_setting_and_makes_no_journal(home: Path) -> None:
    made = drill(home, *DB, "settings")
    assert made.returncode == 0
    for name in ("interview", "minutes", "retention", "new", "topic.gradient", "theme"):
        assert f"  {name} " in made.stdout
    rows = json.loads(drill(home, *DB, "settings", "--json").stdout)
    assert {row["where"] for row in rows} == {"journal", "device"}
    assert not (home / "d.db").exists()
    assert not config(home).exists()


def test_a_setting_is_set_shown_and_taken_back(home: Path) -> None:
    made = drill(home, *DB, "settings", "retention", "85%")
    assert made.stdout.splitlines() == [
        "Desired retention: 85%, was 90%",
        "to undo: drill settings --undo",
    ]
    assert drill(home, *DB, "settings", "retention").stdout.startswith("retention  0.85\n")
    (event,) = events(home, "d.db")
    assert (event["kind"], event["body"]) == ("settings", {"desired_retention": 0.85})
    undone = drill(home, *DB, "settings", "--undo")
    assert undone.stdout == "Taken back. Desired retention: 90%, was 85%\n"
    nothing = drill(home, *DB, "settings", "--undo")
    assert nothing.returncode == 2
    assert "no change of a setting is left" in nothing.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("interview", "tomorrow"), "is no date; write it as 2026-12-11"),
        (("retention", "0.2"), "not between 70 and 99"),
        (("minuts", "5"), "did you mean `minutes`?"),
        (("minuts",), "did you mean `minutes`?"),
        (("theme", "nrd"), "did you mean `nord`?"),
        (("key.practice.hint", "h"), "would be taken from your answers"),
        (("--undo", "minutes"), "name none"),
    ],
)
def test_a_wrong_setting_is_one_line_and_exits_with_two(
    home: Path, arguments: tuple[str, ...], words: str
) -> None:
    made = drill(home, *DB, "settings", *arguments)
    assert made.returncode == 2
    (line,) = made.stderr.splitlines()
    assert words in line


def test_a_look_goes_into_config_toml_and_leaves_what_the_learner_wrote(home: Path) -> None:
    config(home).parent.mkdir(parents=True)
    config(home).write_text(MINE, encoding="utf-8")
    made = drill(home, *DB, "settings", "theme", "gruvbox")
    assert made.stdout.splitlines() == [
        "Theme: gruvbox, was nord",
        "to undo: drill settings theme nord",
    ]
    drill(home, *DB, "settings", "confidence", "off")
    drill(home, *DB, "settings", "key.practice.note", "f3")
    assert config(home).read_text(encoding="utf-8") == (
        '# how I like it\ntheme = "gruvbox"   # dark\nconfidence = false\n\n[keys]\n# my own\n'
        '"practice.hint" = "ctrl+h"\n"practice.note" = "f3"\n'
    )
    assert not (home / "d.db").exists()
    assert "key.practice.note" in drill(home, *DB, "settings").stdout


def test_the_usual_value_takes_the_line_out_again(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    keep_entry(path, "theme", "nord")
    keep_entry(path, "practice.hint", "f2", in_keys=True)
    assert read_looks(path) == (Looks(theme="nord", keys={"practice.hint": "f2"}), [])
    keep_entry(path, "theme", None)
    keep_entry(path, "practice.hint", None, in_keys=True)
    assert read_looks(path) == (Looks(), [])


def test_windows_line_ends_stay() -> None:
    assert with_entry('theme = "a"\r\n# end\r\n', "theme", "b") == 'theme = "b"\r\n# end\r\n'


@pytest.mark.parametrize(
    "text",
    [
        'theme = """\nnord"""\n',
        'keys = {"practice.hint" = "f2"}\n',
        "theme = [",
        '[keys]\npractice.hint = "f2"\n',
    ],
)
def test_what_cannot_be_changed_surely_is_left_alone(text: str, tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(text, encoding="utf-8")
    name, in_keys = ("practice.hint", True) if "keys" in text else ("theme", False)
    with pytest.raises(ConfigError, match=r"config\.toml: "):
        keep_entry(path, name, "nord", in_keys=in_keys)
    assert path.read_text(encoding="utf-8") == text


def test_a_link_to_the_file_stays_a_link(tmp_path: Path) -> None:
    real = tmp_path / "dotfiles.toml"
    real.write_text('theme = "nord"\n', encoding="utf-8")
    link = tmp_path / "config.toml"
    try:
        link.symlink_to(real)
    except OSError:  # Windows lets only some people make links
        return
    keep_entry(link, "theme", "gruvbox")
    assert link.is_symlink()
    assert real.read_text(encoding="utf-8") == 'theme = "gruvbox"\n'


LINES = st.lists(
    st.sampled_from(
        [
            "",
            "# a comment",
            'theme = "nord" # "it"',
            "ascii = true",
            "confidence=false",
            "other = 1",
        ]
    ),
    unique=True,
    max_size=6,
)


@settings(deadline=None, max_examples=60)
@given(LINES, st.booleans())
def test_every_other_line_is_kept_whatever_the_file(top: list[str], with_keys: bool) -> None:
    below = ["[keys]", '"home.up" = "w"', "# below"] if with_keys else []
    text = "\n".join([*top, *below]) + "\n"
    made = with_entry(text, "theme", "gruvbox")
    kept = [line for line in made.splitlines() if not line.startswith("theme")]
    assert kept == [line for line in text.splitlines() if not line.startswith("theme")]
    keyed = with_entry(made, "home.down", "s", in_keys=True)
    assert keyed.replace('"home.down" = "s"\n', "").startswith(made.rstrip("\n"))


@pytest.mark.parametrize(
    ("name", "typed", "words"),
    [
        ("key.practice.hint", "ctrl+r", "is `practice.reveal` already"),
        ("key.practice.note", "?", "is `app.help` already"),
        ("key.practice.note", "hyper+x", "only ctrl, shift and alt"),
        ("key.practice.note", "", "is no key"),
        ("key.practice.note", "\x1b", "is no key"),
        ("key.nothing", "x", "there is no setting"),
        ("ascii", "perhaps", "is `on` or `off`"),
    ],
)
def test_a_key_that_could_not_work_is_refused(name: str, typed: str, words: str) -> None:
    with pytest.raises(LooksError, match=words):
        changed(Looks(), name, typed)


def test_a_sign_is_kept_under_the_name_the_app_listens_to() -> None:
    made = changed(Looks(), "key.practice.note", "/,F3")
    assert made is not None
    assert made.value == "slash,f3"
    assert changed(made.looks, "key.practice.note", "default") is not None
