"""Where banks lie: those that ship with drill, and those a user names.

In a wheel the banks are inside the package, in a checkout they stand beside it; whoever wants them
asks here and need not know which. Opens no bank.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from drill.bank.model import Problem
from drill.value import Value

PACKAGE = Path(__file__).resolve().parent.parent
INSIDE = "_content"
BESIDE = "content"
MOST_FILES = 500
_ENDINGS = (".yaml", ".yml")
FACTS = "facts.yaml"
"""Beside banks, the inventory of what they should test; no bank."""


class Found(Value):
    """Files to load, shipped ones first, and the folders that could not be searched."""

    paths: tuple[Path, ...]
    problems: tuple[Problem, ...] = ()


def find_banks(folders: Iterable[Path] = (), package: Path = PACKAGE) -> Found:
    """Find the shipped banks, then those in `folders`, each searched with all it holds.

    A folder may also be a single file. One that is not there is a problem, and stops nothing.
    """
    home = shipped_banks(package)
    paths = _below(home)
    problems = [] if paths else [Problem(str(home), 1, "drill's own banks are missing; reinstall")]
    for folder in folders:
        found = [folder] if folder.is_file() else _below(folder)
        fault = "" if folder.is_file() else _fault(folder, len(found))
        if fault:
            problems.append(Problem(str(folder), 1, fault))
        else:
            paths += [path for path in found if path not in paths]
    return Found(tuple(paths), tuple(problems))


def shipped_banks(package: Path = PACKAGE) -> Path:
    """Give the folder of the banks that came with drill."""
    inside = package / INSIDE
    return inside if inside.is_dir() else package.parent / BESIDE


def find_facts(banks: Iterable[Path]) -> tuple[Path, ...]:
    """Find the inventories that stand beside banks."""
    folders = dict.fromkeys(path.parent for path in banks)
    return tuple(path for folder in folders if (path := folder / FACTS).is_file())


def _is_bank(name: str) -> bool:
    return name.endswith(_ENDINGS) and name != FACTS


def _fault(folder: Path, count: int) -> str:
    if not folder.exists():
        return "there is no such folder; check `--content`"
    if not folder.is_dir():
        return "this is neither a folder nor a file"
    if not count:
        return "no `.yaml` file is in this folder"
    if count > MOST_FILES:
        return f"more than {MOST_FILES} banks are in this folder; name a smaller one"
    return ""


def _below(folder: Path) -> list[Path]:
    """List the banks in a folder and below it, in order; links to folders are left alone."""
    found: list[Path] = []
    for place, folders, names in os.walk(folder):
        folders.sort()
        found += [Path(place, name) for name in sorted(names) if _is_bank(name)]
        if len(found) > MOST_FILES:
            break
    return found
