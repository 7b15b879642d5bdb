"""The walls between the parts: which import points where, and what a process ever loads."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from drills import Talk, environment
from homes import BANKS, MONDAY

import drill as package
from drill.service.messages import GetHome, StartPractice, encode
from drill.service.start import Start

ROOT = Path(package.__file__).parent
MODULES = sorted(path for path in ROOT.rglob("*.py") if "_content" not in path.parts)


def part_of(path: Path) -> str:
    """Name the part a module belongs to: a folder of `drill`, or the module itself."""
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


@cache
def imports(path: Path) -> tuple[str, ...]:
    """List what a module imports, at its top or anywhere in it."""
    found: list[str] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [name.name for name in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are written in full"
            found.append(node.module or "")
    return tuple(found)


HOMES = {
    "textual": {"tui"},
    "rich": {"tui"},
    "sqlalchemy": {"journal"},
    "sqlite3": {"journal"},
    "yaml": {"bank"},
    "sympy": {"maths", "grade", "exercise", "worker"},
    "flint": {"maths", "grade", "exercise"},
    "numpy": {"maths", "grade", "exercise"},
    "argparse": {"cli"},
    "multiprocessing": set(),
    "pickle": set(),
    "msgspec": set(),
    "requests": set(),
    "urllib": set(),
    "socket": set(),
}


@pytest.mark.parametrize("library", HOMES)
def test_a_library_is_imported_in_its_own_part_alone(library: str) -> None:
    users = {
        part_of(path) for path in MODULES if library in {one.split(".")[0] for one in imports(path)}
    }
    assert users <= HOMES[library]


BELOW = {
    "tui": {"service"},
    "cli": {"service", "tui", "journal", "bank", "schedule"},
    "service": {
        "session",
        "journal",
        "progress",
        "exercise",
        "grade",
        "schedule",
        "bank",
        "maths",
    },
    "session": {"exercise", "grade", "schedule", "bank", "maths"},
    "journal": {"schedule"},
    "progress": {"journal", "schedule"},
    "exercise": {"grade", "maths"},
    "bank": {"grade", "maths"},
    "grade": {"maths"},
    "schedule": set(),
    "maths": set(),
    "value": set(),
    "wire": set(),
    "budget": set(),
    "worker": {"budget", "exercise", "grade", "maths"},
    "__main__": {"cli"},
    "__init__": set(),
}
EVERYWHERE = {"value", "wire", "__init__"}


@pytest.mark.parametrize("part", sorted({part_of(path) for path in MODULES}))
def test_no_arrow_points_back_up(part: str) -> None:
    allowed = BELOW[part] | EVERYWHERE | {part}
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in MODULES
        if part_of(path) == part
        for name in imports(path)
        if name.startswith("drill.") and name.split(".")[1] not in allowed
    ]
    assert wrong == []


def test_the_screens_know_messages_and_nothing_else() -> None:
    known = {
        name
        for path in MODULES
        if part_of(path) == "tui"
        for name in imports(path)
        if name.startswith("drill.") and not name.startswith("drill.tui")
    }
    messages = {name for name in known if name.startswith("drill.service.messages")}
    assert known - messages <= {"drill.service.spans", "drill.value"}


PURE = ("session", "progress", "schedule", "grade", "maths", "exercise")
WORLDLY = {"time", "subprocess", "threading", "socket", "tempfile", "sqlite3", "shutil"}


@pytest.mark.parametrize("part", PURE)
def test_the_parts_below_the_service_touch_nothing_of_the_world(part: str) -> None:
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in MODULES
        if part_of(path) == part
        for name in imports(path)
        if name.split(".")[0] in WORLDLY
    ]
    assert wrong == []


# --- what a process loads -------------------------------------------------------------------------

HEAVY = ("sqlalchemy", "sympy", "numpy", "flint", "textual", "yaml")


def loaded(home: Path, code: str) -> set[str]:
    """Run code in a fresh interpreter; give the packages it has loaded at its end."""
    ending = "\nimport sys, json; print('\\n' + json.dumps(sorted(sys.modules)))"
    made = subprocess.run(
        [sys.executable, "-c", code + ending],
        capture_output=True,
        text=True,
        env=environment(home),
        cwd=home,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    return {name.split(".")[0] for name in json.loads(made.stdout.splitlines()[-1])}


def test_help_costs_nothing_heavy(home: Path) -> None:
    code = """
from contextlib import suppress
from drill.cli import main
with suppress(SystemExit):
    main(["--help"])
"""
    assert loaded(home, code).isdisjoint({*HEAVY, "sqlite3", "platformdirs", "subprocess"})


def test_the_ui_s_process_never_loads_maths_the_database_or_yaml(home: Path) -> None:
    code = """
import drill.cli.app, drill.service.pipe, drill.tui.app, drill.tui.config
import drill.tui.screens.home, drill.tui.screens.practice, drill.tui.screens.overlays
import drill.tui.widgets.box, drill.tui.widgets.entry, drill.tui.screens.progress
"""
    found = loaded(home, code)
    assert "textual" in found
    assert found.isdisjoint({*HEAVY, "sqlite3"} - {"textual"})


@pytest.mark.parametrize("first", [GetHome(), StartPractice()], ids=["home", "practice"])
def test_the_core_shows_its_first_card_without_sympy_numpy_or_yaml(
    home: Path, first: GetHome | StartPractice
) -> None:
    start = Start(db="d.db", now=MONDAY, content=(str(BANKS),), first=encode(first), views=True)
    code = f"""
import io, json
from drill.service.core import Sink, serve
from drill.service.service import Service
from drill.service.start import read_start
output = io.StringIO()
Service.warm = lambda self: None
serve(read_start({json.dumps(start._asdict())!r}), io.StringIO(), Sink(output))
assert json.loads(output.getvalue().splitlines()[-1])["type"] in ("home", "prompt")
"""
    loaded(home, code)  # the first day makes the journal, which needs SQLAlchemy
    assert loaded(home, code).isdisjoint(HEAVY)


def test_a_file_named_like_a_library_in_the_current_folder_is_left_alone(home: Path) -> None:
    for name in ("sympy", "yaml", "json", "textual", "sqlalchemy"):
        (home / f"{name}.py").write_text("raise SystemExit('imported from the current folder')\n")
    start = Start(db="d.db", now=MONDAY, first=encode(StartPractice()))
    session = Talk(home, ("-P", "-m", "drill.service.core", json.dumps(start._asdict())))
    assert session.until("prompt")["n"] == 1
    assert session.finish() == 0
    assert session.complaints == ""
