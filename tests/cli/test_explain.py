"""`drill explain` and `drill derive`: derivatives step by step, and derivations in lines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from drills import drill

from drill.cli.call import CallError
from drill.cli.explain import read_point
from drill.cli.parser import parse

POWER = ("explain", "(3*x+1)^4", "--wrt", "x")


def test_a_derivative_is_explained_with_the_step_that_went_wrong_and_the_graph(
    tmp_path: Path,
) -> None:
    made = drill(tmp_path, *POWER, "--given", "4*(3*x+1)^3", "--at", "x=1")
    assert made.returncode == 0, made.stderr
    lines = made.stdout.splitlines()
    assert lines[0].startswith("wrong At x = 1 yours is 256")
    assert lines[1].startswith("inner-derivative-missing: The derivative of 3x + 1, which is 3,")
    steps = [line for line in lines if line[:2] in {"1.", "2."}]
    assert steps[0].startswith("1. Sum rule.")
    assert steps[1].startswith("2. Chain rule.")
    (marked,) = [at for at, line in enumerate(lines) if line.endswith("<- here")]
    assert marked > lines.index(steps[1])
    assert "= 12 (3x + 1)³" in lines
    assert any(line.startswith("v₂") and "108" not in line and "256" in line for line in lines)
    assert max(map(len, lines)) <= 80


def test_json_has_the_steps_their_places_and_the_mark(tmp_path: Path) -> None:
    made = drill(tmp_path, *POWER, "--given", "12*(3*x+1)^4", "--at", "x=1", "--json")
    found = json.loads(made.stdout)
    (part,) = found["parts"]
    assert part["typed"] == "12*(3*x+1)^3"
    assert [step["rule"] for step in part["steps"]] == ["sum", "chain"]
    assert [step["here"] for step in part["steps"]] == [False, True]
    assert [step["path"] for step in part["steps"]] == [[0], []]
    assert found["verdict"]["mistakes"][0]["id"] == "kept-exponent"
    assert len(found["graph"]) == 6


def test_each_partial_derivative_is_explained_and_the_wrong_one_marked(tmp_path: Path) -> None:
    given = ("--given", "(-2*x*(y-w*x-b), 2*(y-w*x-b))")
    made = drill(tmp_path, "explain", "(y-w*x-b)^2", "--wrt", "w,b", *given, "--json")
    first, second = json.loads(made.stdout)["parts"]
    assert [first["wrt"], second["wrt"]] == ["w", "b"]
    assert not any(step["here"] for step in first["steps"])
    assert any(step["here"] for step in second["steps"])


def test_an_expression_may_begin_with_a_minus(tmp_path: Path) -> None:
    options = parse(["explain", "-x^2", "--wrt", "x", "--given", "-2*x"])
    assert (options.expression, options.given) == (["-x^2"], "-2*x")
    made = drill(tmp_path, "explain", "-x^2", "--wrt", "x", "--given", "-2*x")
    assert made.stdout.splitlines()[0] == "correct"


def test_a_point_without_a_value_or_a_derivative_is_said_to_have_no_graph(tmp_path: Path) -> None:
    made = drill(tmp_path, "explain", "abs(x)*y", "--wrt", "x", "--at", "x=0,y=1")
    assert made.returncode == 0
    assert "No computation graph: " in made.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("explain", "x^", "--wrt", "x"), "ends where a value is expected"),
        (("explain", "x", "y", "--wrt", "x"), "takes one expression, and 2 were given"),
        (("explain", "x", "--wrt", ","), "--wrt names what to differentiate by"),
        (("explain", "x", "--wrt", "x", "--at", "x=?"), "--at takes numbers by name"),
        (("derive", "nothing"), "there is no derivation `nothing`"),
        (("derive", "--of", "x^2"), "--of and --wrt belong together"),
        (("derive", "--of", "x^", "--wrt", "x"), "--of cannot be read"),
    ],
)
def test_a_wrong_call_is_one_line(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    made = drill(tmp_path, *arguments)
    assert made.returncode == 2
    assert said in made.stderr
    assert made.stderr.count("\n") == 1


def test_a_point_is_read() -> None:
    assert read_point("x=1, y=-2.5e-1") == {"x": 1.0, "y": -0.25}
    for text in ("x", "x=", "=1", "x=nan", "x=inf", "x=1=2", "x=" + "1" * 40):
        with pytest.raises(CallError):
            read_point(text)


def test_a_derivation_is_checked_as_it_is_typed(tmp_path: Path) -> None:
    lines = (
        "dL/dz = dL/dp * dp/dz\n"
        "= (-y/p - (1-y)/(1-p)) * dp/dz\n"
        ")(\n"
        "= (-y/p - (1-y)/(1-p)) * p(1-p)\n"
        "= p - y\n"
    )
    made = drill(tmp_path, "derive", "logit", given=lines)
    assert made.returncode == 0, made.stderr
    said = made.stdout
    assert "1>    ok: Right" in said
    assert "2>    WRONG: This is not equal to the line before: at " in said
    assert "Sign inside the cross-entropy." in said
    assert "3>    ?: " in said
    assert "3>    follows: It follows from the line before, which is off since line 2." in said
    assert "4>    ok: Right again, and that is the goal" in said
    assert "4 lines, the first wrong one is line 2: = (-y/p" in said


def test_lines_can_be_taken_back_and_the_model_shown(tmp_path: Path) -> None:
    lines = "/undo\n2x\n/undo\n/goal\n/model\n/what\n\nσ(x)(1-σ(x))\n/quit\nnever read\n"
    made = drill(tmp_path, "derive", "sigmoid", given=lines)
    assert made.returncode == 0
    assert "There is no line to take back." in made.stdout
    assert "Taken back: 2x" in made.stdout
    assert "sigmoid(x)*(1-sigmoid(x))" in made.stdout
    assert "/model        show a derivation" in made.stdout
    assert made.stdout.endswith("1 line, all right. The goal was reached.\n")


def test_json_is_one_object_a_line(tmp_path: Path) -> None:
    made = drill(
        tmp_path, "derive", "--of", "-x^2", "--wrt", "x", "--json", given="-2x\n/help\n2x\n"
    )
    found = [json.loads(line) for line in made.stdout.splitlines()]
    assert [one["kind"] for one in found] == ["goal", "wrong"]
    assert [one["first_wrong"] for one in found] == [None, 2]
    assert found[1]["mistakes"][0]["id"] == "algebra/sign"


def test_the_derivations_are_listed(tmp_path: Path) -> None:
    made = drill(tmp_path, "derive", "--list")
    assert [line.split()[0] for line in made.stdout.splitlines()] == [
        "sigmoid",
        "regression-weight",
        "regression-bias",
        "two-layers",
        "logit",
        "backward",
    ]
    assert drill(tmp_path, "derive").stdout == made.stdout


def test_a_graded_mistake_says_its_step(tmp_path: Path) -> None:
    made = drill(tmp_path, "grade", "4(3x+1)^3", "--of", "(3*x+1)^4", "--wrt", "x")
    assert made.stdout.splitlines()[1].endswith("Step: Chain rule.")


def test_where_there_is_no_derivative_nothing_stands_for_one(tmp_path: Path) -> None:
    made = drill(tmp_path, "explain", "x!", "--wrt", "x")
    assert "No derivative." in made.stdout
    assert "1/0" not in made.stdout


def test_a_line_too_long_to_be_one_is_refused_once(tmp_path: Path) -> None:
    lines = "1+" * 100_000 + "1\n-2x\n"
    made = drill(tmp_path, "derive", "--of", "-x^2", "--wrt", "x", "--json", given=lines)
    found = [json.loads(line) for line in made.stdout.splitlines()]
    assert [one["kind"] for one in found] == ["unreadable", "goal"]
