"""Reads `config.toml`: looks and keys of this device, checked with file and line.

A mistake in it never keeps anybody from practising: the line is reported afterwards and left out.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path

from textual.theme import BUILTIN_THEMES

from drill.tui import keys as known
from drill.tui.looks import DEFAULT_THEME, Looks

KINDS: Mapping[str, type] = {"theme": str, "confidence": bool, "ascii": bool, "keys": dict}


def read_looks(path: Path) -> tuple[Looks, list[str]]:
    """Read the settings file where there is one; give the looks and what was wrong with it."""
    text = ""
    warnings: list[str] = []
    try:
        text = path.read_text(encoding="utf-8")
        data = tomllib.loads(text)
    except FileNotFoundError:
        data = {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        data = {}
        warnings.append(f"{path}: {error}; the usual looks are used")
    good: dict[str, object] = {}
    for key, value in data.items():
        problem = _problem(key, value)
        if problem:
            warnings.append(f"{path}:{_line_of(text, key)}: {problem}")
        elif key == "keys" and isinstance(value, dict):
            moves, wrong = _good_keys(value)
            good[key] = moves
            warnings += [f"{path}:{_line_of(text, id_)}: {said}" for id_, said in wrong]
        else:
            good[key] = value
    looks = Looks(
        theme=str(good.get("theme", DEFAULT_THEME)),
        confidence=bool(good.get("confidence", True)),
        ascii=bool(good.get("ascii", False)),
        keys=keys if isinstance(keys := good.get("keys", {}), dict) else {},
    )
    return looks, warnings


def _problem(key: str, value: object) -> str:
    if key not in KINDS:
        near = get_close_matches(key, KINDS, 1)
        hint = f"did you mean `{near[0]}`?" if near else f"known are {', '.join(KINDS)}"
        return f"unknown setting `{key}`; {hint}"
    if not isinstance(value, KINDS[key]):
        words = {str: "a text", bool: "true or false", dict: "a table"}
        return f"`{key}` must be {words[KINDS[key]]}"
    if key == "theme" and value not in BUILTIN_THEMES:
        return f"unknown theme `{value}`; known are {', '.join(sorted(BUILTIN_THEMES))}"
    return ""


def _good_keys(moved: Mapping[str, object]) -> tuple[dict[str, object], list[tuple[str, str]]]:
    """Part the moves that can be made from those that cannot, each with what is wrong with it."""
    wrong = list(_key_problems(moved))
    bad = {id_ for id_, _said in wrong}
    return {id_: key for id_, key in moved.items() if id_ not in bad}, wrong


def _key_problems(moved: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    ids = list(known.usual_keys())
    for id_, key in moved.items():
        if id_ not in ids:
            near = get_close_matches(id_, ids, 1)
            hint = f"; did you mean `{near[0]}`?" if near else ""
            yield id_, f"unknown key id `{id_}`{hint}"
        elif not isinstance(key, str):
            yield id_, f'`{id_}` must be a text such as "ctrl+h"'


def _line_of(text: str, key: str) -> int:
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip().startswith((key, f'"{key}"', f"[{key}")):
            return number
    return 1
