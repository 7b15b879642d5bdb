"""The labelled derivations of data/: the first wrong line is found, right ones are left."""

from __future__ import annotations

import importlib.util
import json
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).parents[2]


def load(name: str) -> ModuleType:
    path = ROOT / "tests" / "benchmarks" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"benchmarks_{name}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_the_first_wrong_line_is_found_and_no_right_one_is_called_wrong() -> None:
    benchmark = load("derivations")
    rows = benchmark.read_rows()
    done = benchmark.tally(rows)
    assert done.wrong >= 200
    assert done.right >= 60
    assert done.found >= 0.99 * done.wrong, done.misses
    assert done.alarms == 0, done.misses
    assert done.named >= 0.8 * done.wrong, done.unnamed
    starts = Counter(row.given.id for row in rows if row.wrong is not None)
    assert len(starts) >= 25
    assert min(starts.values()) >= 3


def test_the_file_is_what_its_script_makes_of_the_lines_by_hand() -> None:
    maker = load("make_derivations")
    made = [json.loads(json.dumps(row)) for row in maker.rows()]
    text = (ROOT / "data" / "derivations.jsonl").read_text(encoding="utf-8")
    assert [json.loads(line) for line in text.splitlines()] == made
