"""Looks and keys as a form: a line for each, and how a typed value is read.

Pure functions of the looks in force. A key is refused where it could not work: where another key of
the same screen has it, or where it is a plain letter that a field would take.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Final

from textual.binding import Binding
from textual.theme import BUILTIN_THEMES

from drill.service.messages import SettingLine
from drill.tui import keys as known
from drill.tui.looks import Looks
from drill.tui.widgets.key_bar import short_key

DEFAULT: Final = "default"
ON, OFF = "on", "off"
KEY_PREFIX: Final = "key."
LONGEST_SHOWN: Final = 40
MOST_KEYS: Final = 4
WORDS: Final[Mapping[str, bool]] = {
    **dict.fromkeys((ON, "yes", "true", "1"), True),
    **dict.fromkeys((OFF, "no", "false", "0"), False),
}
TEXTUAL_NAMES: Final = {
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}
"""Signs that Textual calls otherwise than Unicode does."""
NAMED: Final = frozenset(
    {
        *("escape", "enter", "tab", "space", "backspace", "delete", "insert", "home", "end"),
        *("up", "down", "left", "right", "pageup", "pagedown"),
        *(f"f{number}" for number in range(1, 25)),
    }
)


class LooksError(ValueError):
    """A look that cannot be; the text is one line for whoever chose it."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a change does: the looks after it, and the entry of `config.toml` that keeps it."""

    looks: Looks
    entry: str
    value: str | bool | None
    """None takes the entry out: the usual holds."""
    in_keys: bool
    said: str


def rows(looks: Looks) -> tuple[SettingLine, ...]:
    """Show every look, then every key."""
    return (*look_rows(looks), *key_rows(looks))


def look_rows(looks: Looks) -> tuple[SettingLine, ...]:
    """Show the looks."""
    usual = Looks()
    return (
        SettingLine(
            "confidence",
            "Ask how sure I am",
            _switch(looks.confidence),
            _switch(looks.confidence),
            _switch(usual.confidence),
            "Whether drill asks how sure you are before it says whether an answer is right. Being "
            "sure and wrong is what an interview punishes most.",
            "switch",
            choices=(ON, OFF),
        ),
        SettingLine(
            "theme",
            "Theme",
            looks.theme,
            looks.theme,
            usual.theme,
            "The colours of the app. ansi-dark and ansi-light take those of your terminal.",
            "choice",
            choices=tuple(sorted(BUILTIN_THEMES)),
        ),
        SettingLine(
            "ascii",
            "Plain characters only",
            _switch(looks.ascii),
            _switch(looks.ascii),
            _switch(usual.ascii),
            "Draw bars, lines and maths with plain keyboard characters, for terminals and fonts "
            "that lack others. Holds from the next start.",
            "switch",
            choices=(ON, OFF),
        ),
    )


def key_rows(looks: Looks) -> tuple[SettingLine, ...]:
    """Show the keys."""
    usual = known.usual_keys()
    return tuple(
        SettingLine(
            KEY_PREFIX + id_,
            id_.replace(".", ": ").replace("_", " "),
            looks.keys.get(id_, keys),
            "  ".join(short_key(one) for one in looks.keys.get(id_, keys).split(",")),
            keys,
            "The key for this. Letters work only where no field waits for text.",
            "key",
        )
        for id_, keys in usual.items()
    )


def changed(looks: Looks, name: str, typed: str) -> Change | None:
    """Work a change out; None where it is like that already. Raises `LooksError`."""
    found = known_name(name)
    line = next(one for one in rows(looks) if one.name == found)
    text = typed.strip()
    usual = text.casefold() == DEFAULT
    value = line.usual if usual else _read(looks, line, text)
    if value == line.value:
        return None
    after = _with(looks, found, value)
    shown = next(one.shown for one in rows(after) if one.name == found)
    is_key = found.startswith(KEY_PREFIX)
    entry: str | bool = WORDS[value] if found in ("confidence", "ascii") else value
    return Change(
        after,
        found.removeprefix(KEY_PREFIX),
        None if value == line.usual else entry,
        is_key,
        f"{line.title}: {shown}, was {line.shown}",
    )


def is_look(name: str) -> bool:
    """Say whether a setting is a look of this device rather than one of the journal."""
    wanted = name.strip().casefold()
    return wanted in {one.name for one in look_rows(Looks())} or wanted.startswith(KEY_PREFIX)


def known_name(name: str) -> str:
    """Find the look that is meant; raise `LooksError` with the nearest where none is."""
    names = [one.name for one in rows(Looks())]
    wanted = name.strip().casefold()
    if wanted in names:
        return wanted
    near = get_close_matches(wanted, names, 1)
    hint = f"did you mean `{near[0]}`?" if near else "`drill settings keys` lists the keys"
    raise LooksError(f"there is no setting `{_cut(name)}`; {hint}")


def key_name(typed: str) -> str:
    """Give the name Textual has for a key; raise `LooksError` where it can be none."""
    *held, last = typed.strip().split("+") if typed.strip() != "+" else ["+"]
    if len(last) == 1 and last.isprintable() and not last.isspace():
        base = last if last.isascii() and last.isalnum() else _sign(last)
    elif last.casefold() in NAMED or _is_sign_name(last):
        base = last.casefold()
    else:
        raise LooksError(f"`{_cut(typed)}` is no key; write it as `h`, `ctrl+h`, `f2` or `?`")
    if any(one not in ("ctrl", "shift", "alt") for one in held):
        raise LooksError(f"`{_cut(typed)}` is no key; only ctrl, shift and alt are held with one")
    return "+".join([*held, base])


def _read(looks: Looks, line: SettingLine, text: str) -> str:
    if line.kind == "key":
        return _read_keys(looks, line.name.removeprefix(KEY_PREFIX), text)
    if line.kind == "switch":
        if text.casefold() not in WORDS:
            raise LooksError(f"`{_cut(text)}`: {line.name} is `{ON}` or `{OFF}`")
        return _switch(WORDS[text.casefold()])
    if text not in line.choices:
        near = get_close_matches(text, line.choices, 1)
        hint = f"did you mean `{near[0]}`?" if near else f"there are {', '.join(line.choices)}"
        raise LooksError(f"there is no {line.name} `{_cut(text)}`; {hint}")
    return text


def _read_keys(looks: Looks, id_: str, text: str) -> str:
    pieces = [","] if text == "," else text.split(",")
    if not 0 < len(pieces) <= MOST_KEYS:
        raise LooksError(f"a key id takes 1 to {MOST_KEYS} keys, written as `ctrl+h,f2`")
    names = [key_name(piece) for piece in pieces]
    in_force = known.usual_keys() | dict(looks.keys)
    screen = id_.partition(".")[0]
    for other, keys in in_force.items():
        if other != id_ and other.partition(".")[0] in (screen, "app"):
            shared = set(names) & set(keys.split(","))
            if shared:
                raise LooksError(f"`{min(shared)}` is `{other}` already; move that one first")
    if id_ in _priority_ids():
        plain = [one for one in names if len(one) == 1 or _is_sign_name(one)]
        if plain:
            raise LooksError(f"`{plain[0]}` would be taken from your answers; hold ctrl with it")
    return ",".join(names)


def _priority_ids() -> frozenset[str]:
    return frozenset(
        binding.id
        for group in known.GROUPS
        for binding in group
        if isinstance(binding, Binding) and binding.id and binding.priority
    )


def _with(looks: Looks, name: str, value: str) -> Looks:
    if name.startswith(KEY_PREFIX):
        id_ = name.removeprefix(KEY_PREFIX)
        keys = {one: key for one, key in looks.keys.items() if one != id_}
        if value != known.usual_keys()[id_]:
            keys[id_] = value
        return replace(looks, keys=keys)
    if name == "theme":
        return replace(looks, theme=value)
    if name == "confidence":
        return replace(looks, confidence=WORDS[value])
    return replace(looks, ascii=WORDS[value])


def _sign(character: str) -> str:
    try:
        name = unicodedata.name(character).casefold().replace("-", "_").replace(" ", "_")
    except ValueError:
        raise LooksError(f"`{_cut(character)}` is no key drill can name") from None
    return TEXTUAL_NAMES.get(name, name)


def _is_sign_name(name: str) -> bool:
    """Say whether a name such as question_mark is that of a sign on the keyboard."""
    return name in {_sign(chr(code)) for code in range(33, 127) if not chr(code).isalnum()}


def _switch(on: bool) -> str:
    return ON if on else OFF


def _cut(text: str) -> str:
    return "".join(char if char.isprintable() else "�" for char in text[:LONGEST_SHOWN])
