"""Shell completion, and the help every command gives: both follow from the parser."""

from __future__ import annotations

import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from drills import drill
from homes import TINY

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
    topic = next(one for one in place("practice").options if "--topic" in one.names)
    assert topic.takes == "topics"
    assert place("exercise").asked == "families"
    assert place("item show").asked == "items"
    assert place("bank show").asked == "entries"


def test_what_hangs_on_the_banks_is_listed_a_word_a_line(home: Path) -> None:
    def listed(kind: str) -> list[str]:
        return drill(home, *TINY, "completion", "--words", kind).stdout.splitlines()

    assert listed("topics")[-1] == "tiny"
    assert {"tiny.chosen", "exercise/chain_two_layer"} <= set(listed("items"))
    assert {"tiny", "tiny.chosen"} <= set(listed("entries"))
    assert "exercise/chain_two_layer" not in listed("cards")
    assert "chain_two_layer" in listed("families")
    assert {"retention", "theme", "topic.tiny"} <= set(listed("settings"))
    assert "logit" in listed("derivations")


@pytest.mark.parametrize(
    ("shell", "asks"),
    [
        ("bash", "'practice:--topic') _drill_asked topics; return ;;"),
        ("zsh", "'practice:--topic') _drill_asked topics; return ;;"),
        ("fish", "-l topic -x -a '(__drill_asked topics)'"),
        ("powershell", "'practice:--topic' = 'topics'"),
        ("bash", "'exercise') names="),
        ("zsh", "asked=families"),
        ("fish", "-a '(__drill_asked families)'"),
        ("powershell", "'exercise:' = 'families'"),
    ],
)
def test_a_script_asks_drill_for_what_hangs_on_the_banks(shell: str, asks: str) -> None:
    assert asks in SCRIPTS[shell](ALL)


def test_zsh_takes_an_option_s_value_behind_an_equals_sign() -> None:
    assert "compset -P '*='" in SCRIPTS["zsh"](ALL)


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
            (["practice", "--topic", "al"], {"algebra"}),
            (["practice", "--topic", "=", "al"], {"algebra"}),
            (["exercise", "alg"], {"algebra"}),
            (["item", "re"], {"resume", "reopen", "reset"}),
            (["bank", "check", "drill.b"], {"drill.bash"}),
            (["bank", "check", "--st"], {"--strict"}),
            (["--db", "drill.b"], {"drill.bash"}),
        ],
    )
    def test_bash_offers_what_may_come_next(
        tmp_path: Path, typed: list[str], offered: set[str]
    ) -> None:
        script = tmp_path / "drill.bash"
        script.write_text(bash(ALL), encoding="utf-8", newline="\n")
        words = shlex.join(["asked", *typed])
        answer = "asked() { echo algebra; echo topology; }"  # in place of drill itself
        ask = f'{answer}; source "$1"; COMP_WORDS=({words}); COMP_CWORD={len(typed)}; _drill'
        made = subprocess.run(
            ["bash", "--norc", "-c", f'{ask}; printf "%s\\n" "${{COMPREPLY[@]}}"', "_", script],
            capture_output=True,
            text=True,
            check=True,
            cwd=tmp_path,
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
