"""`drill grade` with the source of the expected answer: mistakes by name, in lines and in files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from drills import drill

from drill.cli.call import CallError
from drill.cli.grade import read_pairs
from drill.cli.parser import parse

POWER = ("--of", "(3*x+1)^4", "--wrt", "x")


def test_a_wrong_derivative_is_explained_in_lines(tmp_path: Path) -> None:
    made = drill(tmp_path, "grade", "12*(3*x+1)^3", "4(3x+1)^3", *POWER)
    assert made.returncode == 0, made.stderr
    verdict, first, *_ = made.stdout.splitlines()
    assert verdict.startswith("wrong ")
    assert first.startswith("inner-derivative-missing: The derivative of 3x + 1, which is 3,")


def test_a_file_may_give_the_source_and_leave_the_expected_answer_out(tmp_path: Path) -> None:
    pairs = tmp_path / "pairs.tsv"
    pairs.write_text(
        "12*(3*x+1)^3\t12(3x+1)^4\tx\t(3*x+1)^4\tx\n"
        "\t(x^2, 2xy)\tx,y\tx^2*y\tx,y\n"
        "\t2x\t\tx^2\tx\n"
        "x\t2x\n",
        encoding="utf-8",
    )
    made = drill(tmp_path, "grade", "--file", str(pairs), "--json")
    assert made.returncode == 0, made.stderr
    found = [json.loads(line) for line in made.stdout.splitlines()]
    assert [one["verdict"] for one in found] == ["wrong", "wrong", "correct", "wrong"]
    assert [one["misconceptions"][:1] for one in found] == [
        ["kept-exponent"],
        ["components-swapped"],
        [],
        [],
    ]
    assert found[0]["mistakes"][0]["where"].startswith("At (3x + 1)⁴ the exponent")
    assert found[2]["proof"] == "proved"


def test_an_answer_alone_is_enough_where_the_source_is_given(tmp_path: Path) -> None:
    made = drill(tmp_path, "grade", "-12*(3*x+1)^3", *POWER, "--json")
    assert json.loads(made.stdout)["misconceptions"] == ["wrong-object"]


def test_a_source_and_its_name_belong_together(tmp_path: Path) -> None:
    made = drill(tmp_path, "grade", "x", "x", "--of", "x^2")
    assert made.returncode == 2
    assert "--of and --wrt belong together" in made.stderr


def test_a_source_may_begin_with_a_minus() -> None:
    options = parse(["grade", "-2*x", "2*x", "--of", "-x^2", "--wrt", "x"])
    assert (options.of, options.wrt, options.answers) == ("-x^2", "x", ["-2*x", "2*x"])


def test_a_row_with_half_a_source_is_graded_without_it_and_said_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pairs = tmp_path / "pairs.tsv"
    pairs.write_text("2*x\tx\tx\tx^2\t\n", encoding="utf-8")
    (pair,) = read_pairs(pairs)
    assert (pair.of, pair.wrt) == ("", ())
    assert "pairs.tsv:1: of and wrt belong together" in capsys.readouterr().err


def test_a_missing_file_is_said_to_be_so(tmp_path: Path) -> None:
    with pytest.raises(CallError, match="no such file"):
        list(read_pairs(tmp_path / "none.tsv"))


def test_a_folder_is_no_file_of_pairs(tmp_path: Path) -> None:
    with pytest.raises(CallError, match="this is a folder"):
        list(read_pairs(tmp_path))


def test_the_mark_an_editor_puts_before_utf_8_is_no_part_of_the_first_answer(
    tmp_path: Path,
) -> None:
    pairs = tmp_path / "pairs.tsv"
    pairs.write_text("x+1\t1+x\tx\n", encoding="utf-8-sig")
    (pair,) = read_pairs(pairs)
    assert pair.expected == "x+1"
