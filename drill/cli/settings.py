"""`drill settings`: list, show, set and take back, the journal's settings and this device's looks.

What changes scheduling becomes an event in the journal; looks and keys are entries of config.toml.
Whoever types a name need not know which is which.
"""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from drill.cli.ask import Asked, asking
from drill.cli.call import DONE, CallError
from drill.cli.progress_lines import safe
from drill.cli.streams import standard_streams
from drill.service.messages import (
    ChangeSetting,
    GetSettings,
    SettingLine,
    SettingsShown,
    UndoSetting,
)
from drill.service.places import find_places
from drill.wire import to_json

if TYPE_CHECKING:
    from drill.tui.looks import Looks

JOURNAL, DEVICE = "journal", "device"
KEYS = "keys"


def run(options: Namespace) -> int:
    """List the settings, show one, set one, or take the last change back."""
    standard_streams()
    if options.undo:
        if options.name is not None:
            raise CallError("--undo takes the last change back, whichever it was; name none")
        return _undo(options)
    if options.name is None:
        return _list(options)
    if options.name == KEYS and options.value is None:
        return _keys(options)
    from drill.tui.looks_form import is_look

    look = is_look(options.name)
    if options.value is None:
        return _show(options, _look_line(options) if look else _journal_line(options))
    return _set_look(options) if look else _set(options)


def _list(options: Namespace) -> int:
    from drill.tui.looks_form import key_rows, look_rows

    looks = _looks(options)
    moved = [one for one in key_rows(looks) if one.value != one.usual]
    device = [*look_rows(looks), *moved]
    with asking(options) as asked:
        journal = _shown(asked, GetSettings()).settings
    if options.json:
        rows = [(one, JOURNAL) for one in journal] + [(one, DEVICE) for one in device]
        print(json.dumps([_json(one, where) for one, where in rows], ensure_ascii=False))
        return DONE
    print("In the journal, on all your devices:")
    _table(journal)
    print("\nOn this device:")
    _table(device)
    print("\nkeys: `drill settings keys`; what one does: `drill settings NAME`")
    return DONE


def _keys(options: Namespace) -> int:
    from drill.tui.looks_form import key_rows

    found = key_rows(_looks(options))
    if options.json:
        print(json.dumps([_json(one, DEVICE) for one in found], ensure_ascii=False))
    else:
        _table(found)
    return DONE


def _show(options: Namespace, line: SettingLine) -> int:
    if options.json:
        print(json.dumps(to_json(line), ensure_ascii=False))
        return DONE
    print(safe(f"{line.name}  {line.value}"))
    print(safe(line.what))
    print(safe(f"usually {line.usual}; set it with `drill settings {line.name} VALUE`"))
    if line.choices:
        print(safe(f"one of {', '.join(line.choices)}"))
    elif line.high:
        print(f"from {line.low:g} to {line.high:g}")
    return DONE


def _set(options: Namespace) -> int:
    with asking(options, writes=True) as asked:
        made = _shown(asked, ChangeSetting(options.name, options.value))
    if options.json:
        print(json.dumps({"said": made.said, "event": made.event}, ensure_ascii=False))
        return DONE
    print(safe(made.said))
    if made.event:
        print("to undo: drill settings --undo")
    return DONE


def _undo(options: Namespace) -> int:
    if not find_places(options.db).journal.exists():
        raise CallError("there is no journal yet, and so no change of a setting to take back")
    with asking(options, writes=True) as asked:
        made = _shown(asked, UndoSetting())
    if options.json:
        print(json.dumps({"said": made.said, "event": made.event}, ensure_ascii=False))
    else:
        print(safe(made.said))
    return DONE


def _set_look(options: Namespace) -> int:
    from drill.tui.config_write import ConfigError, keep_entry
    from drill.tui.looks_form import LooksError, changed, rows

    before = _looks(options)
    try:
        made = changed(before, options.name, options.value)
        if made is not None:
            keep_entry(_config(options), made.entry, made.value, in_keys=made.in_keys)
    except (LooksError, ConfigError) as error:
        raise CallError(str(error)) from None
    said = "Nothing changed: it is like that already." if made is None else made.said
    old = {one.name: one.value for one in rows(before)}
    undo = "" if made is None else f"drill settings {options.name} {old[options.name.casefold()]}"
    if options.json:
        print(json.dumps({"said": said, "undo": undo}, ensure_ascii=False))
        return DONE
    print(safe(said))
    if undo:
        print(safe(f"to undo: {undo}"))
    return DONE


def _look_line(options: Namespace) -> SettingLine:
    from drill.tui.looks_form import LooksError, known_name, rows

    try:
        name = known_name(options.name)
    except LooksError as error:
        raise CallError(str(error)) from None
    return next(one for one in rows(_looks(options)) if one.name == name)


def _journal_line(options: Namespace) -> SettingLine:
    from drill.schedule.settings import SettingsError
    from drill.service.settings.lines import TOPIC_PREFIX, known_name

    with asking(options) as asked:
        found = _shown(asked, GetSettings()).settings
    topics = [
        (one.name.removeprefix(TOPIC_PREFIX), one.title)
        for one in found
        if one.name.startswith(TOPIC_PREFIX)
    ]
    try:
        name = known_name(options.name, topics)
    except SettingsError as error:
        raise CallError(str(error)) from None
    return next(one for one in found if one.name == name)


def _shown(asked: Asked, request: GetSettings | ChangeSetting | UndoSetting) -> SettingsShown:
    found = asked.ask(request)
    assert isinstance(found, SettingsShown)  # noqa: S101 - what the room answers with
    return found


def _looks(options: Namespace) -> Looks:
    from drill.tui.config import read_looks

    looks, warnings = read_looks(_config(options))
    for warning in warnings:
        print(safe(f"drill: {warning}"), file=sys.stderr)
    return looks


def _config(options: Namespace) -> Path:
    return find_places(options.db).config


def _table(lines: Sequence[SettingLine]) -> None:
    name = max((len(one.name) for one in lines), default=0)
    value = max((len(one.value) for one in lines), default=0)
    for one in lines:
        changed = "" if one.value == one.usual else f"  (usually {one.usual})"
        print(safe(f"  {one.name:<{name}}  {one.value:<{value}}  {one.title}{changed}"))


def _json(line: SettingLine, where: str) -> dict[str, object]:
    made: dict[str, object] = to_json(line)
    return {**made, "where": where}
