"""`drill exercise` in lines: choices under their parts, lists and tables below a step's name."""

from __future__ import annotations

from pathlib import Path

from drills import drill


def test_each_part_is_followed_by_its_choices(tmp_path: Path) -> None:
    made = drill(tmp_path, "exercise", "diagnose_curve", "--level", "5", "--seed", "9")
    assert made.returncode == 0, made.stderr
    lines = made.stdout.splitlines()
    first = next(at for at, line in enumerate(lines) if line.startswith("  run it again with: "))
    assert lines[first + 1].startswith("    lower. a tenth of the learning rate")
    assert "    gone. the trouble is gone" in lines[first + 2 :]
    assert "step  loss of the batch" in lines


def test_lists_and_tables_of_a_solution_stand_below_its_name(tmp_path: Path) -> None:
    listed = drill(tmp_path, "exercise", "scalar_graph", "--level", "2", "--seed", "3").stdout
    below = listed.split("  backward, slope behind times own slope:\n")[1].splitlines()
    assert below[0].startswith("    - ")
    assert below[1].startswith("    - ")
    table = drill(tmp_path, "exercise", "gd_steps_1d", "--level", "3", "--seed", "3").stdout
    below = table.split("  answer:\n")[1].splitlines()
    assert below[0].split() == ["k", "w_k", "f'(w_k)", "f(w_k)"]
    assert {line.index("  ", 4) for line in below[:2]} == {5}


def test_the_list_of_families_says_what_its_columns_are(tmp_path: Path) -> None:
    said, _, head, first, *_ = drill(tmp_path, "exercise", "--list").stdout.splitlines()
    assert "different exercises" in said
    assert head.split() == ["family", "topic", *(f"lev.{level}" for level in range(1, 6))]
    assert head.index("topic") == first.index("derivatives")
    assert len(head) == len(first) <= 80
