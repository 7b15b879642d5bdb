"""Shell completion, and the help every command gives: both follow from the parser."""

from __future__ import annotations

import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from drill.cli import main
from drill.cli.completion import Place, places
from drill.cli.completion_shells import SCRIPTS, bash
from drill.cli.describe.completion import SHELLS
from drill.cli.parser import Parser, parse, whole_parser

ALL = tuple(places(whole_parser()))


def commands(parser: Parser) -> dict[str, Parser]:
    """Give every command that does something, by its words."""
    found: dict[str, Parser] = {}
    for action in parser._actions:
        choices = action.choices
        if isinstance(choices, dict):
            for name, inner in choices.items():
                below = commands(inner)
                found |= {f"{name} {more}": one for more, one in below.items()} or {name: inner}
    return found


def place(at: str) -> Place:
    return next(one for one in ALL if one.at == at)


def test_every_command_is_known_with_its_options_and_choices() -> None:
    assert {one.text for one in place("").commands} >= {"practice", "browse", "settings", "doctor"}
    assert {one.text for one in place("journal").commands} >= {"export", "undo"}
    level = next(one for one in place("interview").options if "--level" in one.names)
    assert level.choices == ("junior", "mid", "senior", "staff")
    db = next(one for one in place("practice").options if "--db" in one.names)
    assert db.takes == "files"
    assert place("bank check").files
    assert place("completion").choices == SHELLS


@pytest.mark.parametrize("shell", SHELLS)
def test_a_script_names_every_command(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", shell]) == 0
    script = capsys.readouterr().out
    assert script == SCRIPTS[shell](ALL)
    for name in commands(whole_parser()):
        assert name.split()[-1] in script


def test_an_unknown_shell_is_a_wrong_call(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["completion", "tcsh"])
    assert ended.value.code == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


if shutil.which("bash"):

    @pytest.mark.parametrize(
        ("typed", "offered"),
        [
            (["pra"], {"practice"}),
            (["journal", "ex"], {"export"}),
            (["--db", "x.db", "journal", "ex"], {"export"}),
            (["interview", "--level", "s"], {"senior", "staff"}),
            (["browse", "--state", "le"], {"leech"}),
            (["completion", "f"], {"fish"}),
            (["settings", "--un"], {"--undo"}),
            (["practice", "--minutes", ""], set()),
        ],
    )
    def test_bash_offers_what_may_come_next(
        tmp_path: Path, typed: list[str], offered: set[str]
    ) -> None:
        script = tmp_path / "drill.bash"
        script.write_text(bash(ALL), encoding="utf-8", newline="\n")
        words = shlex.join(["drill", *typed])
        ask = f'source "$1"; COMP_WORDS=({words}); COMP_CWORD={len(typed)}; _drill'
        made = subprocess.run(
            ["bash", "--norc", "-c", f'{ask}; printf "%s\\n" "${{COMPREPLY[@]}}"', "_", script],
            capture_output=True,
            text=True,
            check=True,
        )
        assert set(made.stdout.split()) == offered


@pytest.mark.parametrize("name", commands(whole_parser()))
def test_every_command_shows_examples_that_can_be_typed(name: str) -> None:
    parser = commands(whole_parser())[name]
    shown = (parser.epilog or "").partition("examples:")[2].strip().splitlines()
    assert shown, name
    for line in shown:
        if "$(" in line:
            continue
        words = shlex.split(line.partition(">")[0])
        assert words[0] == "drill"
        assert parse(words[1:]).run
