"""A form of settings as lines: which row the learner stands on, and what is being changed there.

A value is changed as a draft first: it is shown, and where it is the theme worn, before it is kept.
Pure values and functions; keeping is the screen's.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from textual.content import Content

from drill.service.messages import SettingLine
from drill.tui import content

NAME_WIDTH: Final = 32
FIRST_DATE_AHEAD: Final = 14
"""Days from today to the date that is offered first."""


@dataclass(frozen=True, slots=True)
class Section:
    """Some settings under one heading."""

    title: str
    lines: tuple[SettingLine, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """Every row, the one chosen, and the draft of its value."""

    sections: tuple[Section, ...] = ()
    at: int = 0
    draft: str | None = None

    @property
    def lines(self) -> tuple[SettingLine, ...]:
        """Every setting in order."""
        return tuple(line for section in self.sections for line in section.lines)

    @property
    def chosen(self) -> SettingLine | None:
        """The setting the learner stands on."""
        lines = self.lines
        return lines[self.at] if self.at < len(lines) else None

    def moved(self, step: int) -> Form:
        """Stand on another row; the ends are ends."""
        last = max(len(self.lines) - 1, 0)
        return replace(self, at=max(0, min(last, self.at + step)), draft=None)

    def stepped(self, step: int, today: str) -> Form:
        """Change the draft by a step, where the setting has steps."""
        line = self.chosen
        if line is None:
            return self
        made = stepped(line, self.draft if self.draft is not None else line.value, step, today)
        return replace(self, draft=None if made == line.value else made)


def stepped(line: SettingLine, value: str, step: int, today: str) -> str:
    """Give the value a step on; the same where there is no further one."""
    match line.kind:
        case "switch" | "choice":
            places = {one: place for place, one in enumerate(line.choices)}
            return line.choices[(places.get(value, 0) + step) % len(line.choices)]
        case "count":
            return f"{_bounded(float(value) + step * line.step, line):.0f}"
        case "share":
            return f"{_bounded(float(value) + step * line.step, line):.4g}"
        case "date":
            return _stepped_date(value, step, today)
        case _:
            return value


def _bounded(value: float, line: SettingLine) -> float:
    return round(min(max(value, line.low), line.high), 4)


def _stepped_date(value: str, step: int, today: str) -> str:
    try:
        first = date.fromisoformat(today) + timedelta(days=1)
    except ValueError:
        return value
    try:
        made = date.fromisoformat(value) + timedelta(days=step)
    except (ValueError, OverflowError):
        made = first + timedelta(days=FIRST_DATE_AHEAD - 1)
    return max(made, first).isoformat()


def shown(line: SettingLine, draft: str | None) -> str:
    """Say a value, or the draft of it as it would be said."""
    if draft is None:
        return line.shown
    if line.kind == "share":
        return f"{float(draft) * 100:.4g}%"
    if line.kind == "date":
        day = date.fromisoformat(draft)
        return f"{day:%a} {day.day} {day:%b %Y}"
    return draft


def drawn(form: Form, height: int) -> list[Content]:
    """Draw as many rows as there is height for, the chosen one among them."""
    rows: list[Content] = []
    place = chosen = 0
    for section in form.sections:
        if rows:
            rows.append(Content(""))
        rows.append(content.text(section.title, "$text-muted"))
        for line in section.lines:
            if place == form.at:
                chosen = len(rows)
            rows.append(_row(line, form.draft if place == form.at else None, place == form.at))
            place += 1
    if chosen <= 1:
        chosen = 0  # the first heading shows with the first row
    top = max(0, min(chosen - height // 2, len(rows) - height))
    return rows[top : top + height]


def _row(line: SettingLine, draft: str | None, here: bool) -> Content:
    value = shown(line, draft)
    changed = draft is not None or line.value != line.usual
    pieces = [(f"{'›' if here else ' '} {line.title:<{NAME_WIDTH}}", "bold" if here else "")]
    if draft is not None:
        pieces += [("‹ ", "$text-muted"), (value, "bold $text-warning"), (" ›", "$text-muted")]
    else:
        pieces += [("  ", ""), (value, "bold $text-primary" if changed else "")]
    return content.line(pieces)
