"""The journal's settings in words: what each is called and does, and how a typed value is read.

Pure: it is handed the settings in force and the topics there are, and gives lines to show or the
body of the event that changes one. Whether the event is kept, it does not know.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from typing import Any, Final

from drill.schedule.settings import Settings, SettingsError
from drill.service.messages.settings import SettingLine
from drill.value import Value

DEFAULT: Final = "default"
"""What is typed to have a setting as it usually is."""
NONE: Final = "none"
IN, OUT = "in", "out"
TOPIC_PREFIX: Final = "topic."
LONGEST_SHOWN: Final = 40

Topics = Sequence[tuple[str, str]]
"""The topics there are, as (id, title)."""


class Field(Value):
    """A setting that is one field of `Settings`."""

    name: str
    field: str
    title: str
    what: str
    kind: str
    write: Callable[[Any], str]
    """Its value as it is typed."""
    show: Callable[[Any], str]
    read: Callable[[str], object]
    """From what was typed to its value in an event; raises `SettingsError`."""
    low: float = 0.0
    high: float = 0.0
    step: float = 0.0

    def line(self, settings: Settings) -> SettingLine:
        """Show it as it is in force."""
        value, usual = getattr(settings, self.field), getattr(Settings(), self.field)
        return SettingLine(
            self.name,
            self.title,
            self.write(value),
            self.show(value),
            self.write(usual),
            self.what,
            self.kind,
            low=self.low,
            high=self.high,
            step=self.step,
        )


def lines(settings: Settings, topics: Topics) -> tuple[SettingLine, ...]:
    """Show every setting, the topics last."""
    out = settings.topics_out
    return (
        *(field.line(settings) for field in FIELDS),
        *(_topic_line(id_, title, out=id_ in out) for id_, title in topics),
    )


def changed(
    settings: Settings, topics: Topics, name: str, typed: str, today: date
) -> tuple[Settings, dict[str, object]]:
    """Give the settings after a change, and the body of the event that makes it; empty if none.

    Raises `SettingsError` with one line for whoever typed it.
    """
    known = known_name(name, topics)
    text = typed.strip()
    if known.startswith(TOPIC_PREFIX):
        return _topic_changed(settings, known.removeprefix(TOPIC_PREFIX), text)
    field = next(one for one in FIELDS if one.name == known)
    usual = text.casefold() == DEFAULT
    value: Any = getattr(Settings(), field.field) if usual else field.read(text)
    if field.kind == "date" and value is not None and value <= today:
        raise SettingsError(f"{value} is not to come; today is {today}")
    after = replace(settings, **{field.field: value})
    if after == settings:
        return settings, {}
    kept = value.isoformat() if isinstance(value, date) else value
    return after, {field.field: None if usual else kept}


def said(before: Settings, after: Settings, topics: Topics) -> str:
    """Say what differs between two settings."""
    pairs = zip(lines(before, topics), lines(after, topics), strict=True)
    return "; ".join(
        f"{new.title}: {new.shown}, was {old.shown}" for old, new in pairs if old != new
    )


def known_name(name: str, topics: Topics) -> str:
    """Find the setting that is meant; raise `SettingsError` with the nearest where none is."""
    wanted = name.strip().casefold().replace("-", "_")
    names = {field.name: field.name for field in FIELDS}
    names |= {field.field: field.name for field in FIELDS}
    names |= {TOPIC_PREFIX + id_.casefold(): TOPIC_PREFIX + id_ for id_, _title in topics}
    if wanted in names:
        return names[wanted]
    near = get_close_matches(wanted, names, 1)
    hint = f"did you mean `{near[0]}`?" if near else "`drill settings` lists them"
    raise SettingsError(f"there is no setting `{name[:LONGEST_SHOWN]}`; {hint}")


def _topic_line(id_: str, title: str, *, out: bool) -> SettingLine:
    word = OUT if out else IN
    return SettingLine(
        TOPIC_PREFIX + id_,
        title,
        word,
        word,
        IN,
        "Whether this topic comes in practice. What is out keeps its history, and still comes "
        "when you ask for the topic by name.",
        "switch",
        choices=(IN, OUT),
    )


def _topic_changed(settings: Settings, topic: str, text: str) -> tuple[Settings, dict[str, object]]:
    word = IN if text.casefold() == DEFAULT else text.casefold()
    if word not in (IN, OUT):
        raise SettingsError(f"`{_cut(text)}`: a topic is `{IN}` or `{OUT}`")
    out = [one for one in settings.topics_out if one != topic]
    out += [topic] if word == OUT else []
    if set(out) == set(settings.topics_out):
        return settings, {}
    after = replace(settings, topics_out=tuple(out))
    return after, {"topics_out": out}


def _cut(text: str) -> str:
    return "".join(char if char.isprintable() else "�" for char in text[:LONGEST_SHOWN])


def _read_date(text: str) -> date | None:
    if text.casefold() == NONE:
        return None
    try:
        found = date.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or len(text) != len("2026-12-11"):
        raise SettingsError(f"`{_cut(text)}` is no date; write it as 2026-12-11, or {NONE}")
    return found


def _read_whole(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 6):
        raise SettingsError(f"`{_cut(text)}` is no whole number")
    return int(text)


def _read_share(text: str) -> float:
    """Read 0.9, 90 or 90% as the same share."""
    percent = text.endswith("%")
    digits = text.removesuffix("%").strip()
    if not digits.isascii() or not digits.replace(".", "", 1).isdigit() or len(digits) > 8:
        raise SettingsError(f"`{_cut(text)}` is no share; write it as 0.9 or 90%")
    value = float(digits)
    return round(value / 100 if percent or value > 1 else value, 4)


def _say_date(value: date | None) -> str:
    return "none" if value is None else f"{value:%a} {value.day} {value:%b %Y}"


def _say_minutes(value: int) -> str:
    return "no limit" if value == 0 else f"{value} min"


FIELDS: Final[tuple[Field, ...]] = (
    Field(
        "interview",
        "interview_date",
        "Interview date",
        "The day of your interview. Everything is seen once more within its last five days, and "
        "progress says how ready you will be.",
        "date",
        lambda value: NONE if value is None else str(value.isoformat()),
        _say_date,
        _read_date,
    ),
    Field(
        "minutes",
        "minutes_per_day",
        "Minutes a day",
        "How long a day's session may take; what is due comes first, the weakest foremost. "
        "0 sets no limit.",
        "count",
        str,
        _say_minutes,
        _read_whole,
        0,
        1440,
        5,
    ),
    Field(
        "retention",
        "desired_retention",
        "Desired retention",
        "How surely a card should still be known when it comes back. More means shorter intervals "
        "and more reviews.",
        "share",
        lambda value: f"{value:.4g}",
        lambda value: f"{value * 100:.4g}%",
        _read_share,
        0.7,
        0.99,
        0.01,
    ),
    Field(
        "new",
        "new_per_day",
        "New a day",
        "How many cards and exercises are met for the first time each day, on all your devices "
        "together.",
        "count",
        str,
        str,
        _read_whole,
        0,
        9999,
        1,
    ),
)
