"""Changes one line of `config.toml` and leaves every other as the learner wrote it.

The text is edited line by line, and what comes out is read again: unless it says exactly what was
there before plus the one change, nothing is written and the learner is asked to do it by hand.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

HEADER = re.compile(r"\s*\[")
KEYS_HEADER = re.compile(r"\s*\[\s*keys\s*\]\s*(#.*)?$")
VALUE = r"""("(?:[^"\\]|\\.)*"|'[^']*'|[^#"'\s]+)"""
"""A value of one line: a text in either kind of quotes, or a word such as true."""

Entry = str | bool


class ConfigError(ValueError):
    """The file cannot be changed; the text is one line that says what to do instead."""


def keep_entry(path: Path, name: str, value: Entry | None, *, in_keys: bool = False) -> None:
    """Write one entry into the file, or take it out where the value is None.

    `in_keys` puts it under `[keys]`. The file is replaced as a whole, so that it is never half
    written; a link to it stays a link. Raises `ConfigError`.
    """
    target = path.resolve()
    try:
        text = target.read_bytes().decode("utf-8") if target.exists() else ""
        made = with_entry(text, name, value, in_keys=in_keys)
        if made != text:
            _replace(target, made)
    except UnicodeDecodeError:
        raise ConfigError(f"{path}: not UTF-8; mend it, then try again") from None
    except ConfigError as error:
        raise ConfigError(f"{path}: {error}") from None
    except OSError as error:
        why = (error.strerror or "it cannot be written").lower()
        raise ConfigError(f"{path}: {why}; make it writable, then try again") from None


def with_entry(text: str, name: str, value: Entry | None, *, in_keys: bool = False) -> str:
    """Give the text with one entry set, or taken out; raise `ConfigError` where that fails."""
    before = _read(text)
    made = _edited(text, name, value, in_keys=in_keys)
    try:
        after = _read(made)
    except ConfigError:
        after = {}
    if after != _wanted(before, name, value, in_keys=in_keys):
        raise ConfigError(f"`{name}` is written there in a way drill cannot change; do it by hand")
    return made


def _read(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{error}; mend it, then try again") from None


def _wanted(
    before: Mapping[str, Any], name: str, value: Entry | None, *, in_keys: bool
) -> dict[str, Any]:
    """Say what the file is to mean."""
    whole = dict(before)
    kept = whole.get("keys", {}) if in_keys else whole
    table = dict(kept) if isinstance(kept, dict) else {}
    table.pop(name, None)
    if value is not None:
        table[name] = value
    if not in_keys:
        return table
    if table or "keys" in whole:
        whole["keys"] = table
    return whole


def _edited(text: str, name: str, value: Entry | None, *, in_keys: bool) -> str:
    ending = "\r\n" if "\r\n" in text else "\n"
    lines = text.splitlines()
    start, end = _section(lines, in_keys=in_keys)
    if start < 0:  # there is no [keys] yet
        if value is None:
            return text
        lines += ["", "[keys]"] if lines and lines[-1].strip() else ["[keys]"]
        start = end = len(lines)
    pattern = re.compile(rf"(\s*)({_spellings(name)})(\s*=\s*){VALUE}(\s*(#.*)?)$")
    for index in range(start, end):
        found = pattern.match(lines[index])
        if found and value is None:
            del lines[index]
            break
        if found:
            before, spelt, equals, tail = found.group(1, 2, 3, 5)
            lines[index] = f"{before}{spelt}{equals}{_written(value)}{tail}"
            break
    else:
        if value is None:
            return text
        while end > start and not lines[end - 1].strip():
            end -= 1
        spelt = f'"{name}"' if in_keys else name
        lines.insert(end, f"{spelt} = {_written(value)}")
    return ending.join(lines) + (ending if lines else "")


def _section(lines: list[str], *, in_keys: bool) -> tuple[int, int]:
    """Find where entries of the top, or of `[keys]`, stand; -1 where there is no such table."""
    start = 0
    if in_keys:
        headers = (index for index, line in enumerate(lines) if KEYS_HEADER.match(line))
        start = next(headers, -1) + 1
        if start == 0:
            return -1, -1
    rest = range(start, len(lines))
    return start, next((index for index in rest if HEADER.match(lines[index])), len(lines))


def _spellings(name: str) -> str:
    plain = re.escape(name)
    return f"\"{plain}\"|'{plain}'|{plain}"


def _written(value: Entry | None) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    escaped = (value or "").replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _replace(target: Path, text: str) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(target.name + ".new")
    try:
        with beside.open("wb") as file:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            beside.chmod(target.stat().st_mode & 0o777)
        beside.replace(target)
    except OSError:
        with suppress(OSError):
            beside.unlink()
        raise
