"""How a call is read: parts built when needed, words told apart, wrong ones met half-way."""

from __future__ import annotations

import pytest

from drill.cli.dashes import first_word, tidy_arguments
from drill.cli.describe import COMMANDS
from drill.cli.parser import build_parser, parse, whole_parser


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    with pytest.raises(SystemExit) as ended:
        parse(arguments)
    assert ended.value.code == 2
    (line,) = capsys.readouterr().err.splitlines()
    return line


def test_help_lists_every_command_and_what_it_does() -> None:
    said = " ".join(build_parser(["--help"]).format_help().split())
    for name, summary in COMMANDS.items():
        assert f"{name} {summary}" in said


@pytest.mark.parametrize("before", [("-h", "journal"), ("--help",), ("frob",), ("--frob",)])
def test_every_command_is_listed_where_the_list_is_shown(before: tuple[str, ...]) -> None:
    said = build_parser(before).format_help()
    assert all(f"    {name} " in said for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_read_the_same_alone_as_among_all(name: str) -> None:
    alone, among_all = build_parser([name]), whole_parser()
    for parser in (alone, among_all):
        with pytest.raises(SystemExit) as ended:
            parser.parse_args([name, "--help"])
        assert ended.value.code == 0


def test_only_the_named_command_is_described() -> None:
    assert "practice" not in build_parser(["journal", "check"]).format_help()
    assert "COMMAND" in build_parser(["--db", "x.db"]).format_help()


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        (("pratice",), "practice"),
        (("jurnal", "check"), "journal"),
        (("journal", "exprot"), "export"),
        (("--db", "x.db", "settngs"), "settings"),
        (("schedule", "simulat"), "simulate"),
    ],
)
def test_a_slip_in_a_command_is_answered_with_the_one_that_was_meant(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], meant: str
) -> None:
    assert f"did you mean `{meant}`? See `drill" in refused(capsys, *arguments)


def test_a_word_that_is_like_no_command_is_answered_with_all_of_them(
    capsys: pytest.CaptureFixture[str],
) -> None:
    line = refused(capsys, "xyzzy")
    assert line.startswith("drill: there is no command `xyzzy`; there are practice, interview,")
    assert all(name in line for name in COMMANDS)


def test_a_strange_word_is_shown_without_its_control_characters(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert "`?[31mred`" in refused(capsys, "\x1b[31mred")


@pytest.mark.parametrize(
    ("given", "read"),
    [
        (["grade", "-x^2", "-x*x"], ["-x^2", "-x*x"]),
        (["grade", "--", "-x^2", "--x"], ["-x^2", "--x"]),
        (["grade", "x", "--", "-x^2"], ["x", "-x^2"]),
        (["--db", "grade", "grade", "-1", "-1", "--json"], ["-1", "-1"]),
        (["grade", "--vars", "-x", "-x", "-y"], ["-x", "-y"]),
    ],
)
def test_an_answer_may_begin_with_a_minus(given: list[str], read: list[str]) -> None:
    assert parse(given).answers == read


def test_a_word_that_is_a_command_elsewhere_is_left_where_it_stands() -> None:
    read = parse(["browse", "grade", "--topic", "chain_rule"])
    assert (read.query, read.topic) == (["grade"], "chain_rule")
    assert tidy_arguments(["bank", "show", "explain"]) == ["bank", "show", "explain"]
    assert parse(["practice", "--topic", "journal"]).topic == ["journal"]


def test_the_first_word_is_no_option_and_no_value_of_a_global_one() -> None:
    assert first_word(["--db", "x.db", "--demo", "progress", "--json"]) == "progress"
    assert first_word(["--version"]) == ""


def test_global_options_hold_before_and_after_the_command() -> None:
    for arguments in (["--db", "x.db", "where"], ["where", "--db", "x.db"]):
        assert parse(arguments).db == "x.db"
