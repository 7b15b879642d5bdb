"""All the banks a learner has, in one call: found, checked, and kept for the next start."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from pathlib import Path

from drill.bank.cache import open_library
from drill.bank.find import find_banks
from drill.bank.model import Library


def open_banks(
    folders: Iterable[Path], families: Collection[str], version: str, cache: Path | None
) -> Library:
    """Open the shipped banks and those in `folders`.

    `families` names the exercise families there are, `version` is drill's own; `cache` is a folder
    to keep checked banks in, or None. What is wrong with a bank or a folder is among the problems.
    """
    found = find_banks(folders)
    library = open_library(found.paths, families, version, cache)
    return replace(library, problems=(*found.problems, *library.problems))
