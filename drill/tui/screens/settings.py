"""The settings: a form of the journal's, this device's looks, and every key."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from drill.service.messages import (
    ChangeSetting,
    Envelope,
    Error,
    GetSettings,
    SettingLine,
    SettingsShown,
    UndoSetting,
)
from drill.tui import content, form, keys
from drill.tui.config_write import ConfigError
from drill.tui.form import Form, Section
from drill.tui.looks_form import LooksError, changed, is_look, key_rows, look_rows
from drill.tui.screens.base import Desk
from drill.tui.widgets.interview_line import InterviewLine

LABELS = {
    "settings.less": "less",
    "settings.more": "more",
    "settings.change": "change",
    "settings.usual": "the usual",
    "settings.undo": "undo",
    "settings.back": "home",
    "app.help": "help",
}
DRAFT_LABELS = {
    "settings.less": "less",
    "settings.more": "more",
    "settings.change": "keep it",
    "settings.back": "leave it as it was",
}
WHAT_LINES = 4
TOPIC_PREFIX = "topic."


class SettingsScreen(Desk):
    """Up and down choose a setting, left and right change it, enter keeps it or asks for more."""

    BINDINGS: ClassVar[list[BindingType]] = keys.SETTINGS
    DEFAULT_CSS = f"""
    SettingsScreen {{ layout: vertical; }}
    SettingsScreen #form {{ height: 1fr; padding: 0 3; text-wrap: nowrap; }}
    SettingsScreen #what {{ height: {WHAT_LINES}; padding: 1 5 0 5; color: $text-muted; }}
    """

    def __init__(self) -> None:
        super().__init__()
        self._form = Form()
        self._journal: tuple[SettingLine, ...] = ()
        self._today = ""
        self._changes: list[tuple[str, str]] = []
        """What was changed here, as (name, the value before); the journal's have no name."""
        self._undoing = False
        self._line = InterviewLine()
        self._sheet = Static("", id="form", markup=False)
        self._what = Static("", id="what", markup=False)

    def compose(self) -> ComposeResult:
        """Lay out."""
        yield self._line
        yield self._sheet
        yield self._what
        yield self.key_bar

    def on_mount(self) -> None:
        """Ask for the journal's settings; the device's are known."""
        self.ask(GetSettings())
        self._draw()
        self.ready()

    def on_resize(self) -> None:
        """Fit the new size."""
        self._draw()

    async def hear(self, envelope: Envelope) -> None:
        """Take the settings, and what was done to one."""
        match envelope.message:
            case SettingsShown() as found:
                self._journal, self._today = found.settings, found.today
                if found.event and not self._undoing:
                    self._changes.append(("", ""))
                self._undoing = False
                if found.said:
                    self.drill.say(found.said)
                self._draw()
            case Error() as error:
                self._undoing = False
                self.drill.say(error.message, wrong=True)
            case _:
                return

    def action_move(self, step: int) -> None:
        """Choose another setting; a draft is kept first."""
        self._keep_draft()
        self._form = self._form.moved(step)
        self._draw()

    def action_step(self, step: int) -> None:
        """Change the draft of the value."""
        line = self._form.chosen
        if line is not None and line.kind == "key":
            self.action_change()
            return
        self._form = self._form.stepped(step, self._today)
        self._preview()
        self._draw()

    def action_change(self) -> None:
        """Keep the draft; without one, ask for the value."""
        line = self._form.chosen
        if line is None:
            return
        if self._form.draft is not None:
            self._keep_draft()
        elif line.kind in ("switch", "choice"):
            self.action_step(1)
            self._keep_draft()
        elif line.kind == "key":
            from drill.tui.screens.press import PressScreen

            self.drill.push_screen(
                PressScreen(f"{line.title}: now {line.shown}", lambda key: self._keep(line, key))
            )
        else:
            self.drill.open_line(_asked(line), line.value, lambda text: self._keep(line, text))

    def action_usual(self) -> None:
        """Have the chosen setting as it usually is."""
        self._drop_draft()
        line = self._form.chosen
        if line is not None:
            self._keep(line, "default")

    def action_undo(self) -> None:
        """Take the last change back; of the journal's, also those of other days."""
        self._drop_draft()
        name, before = self._changes.pop() if self._changes else ("", "")
        if name:
            self._keep_look(name, before, undone=True)
        else:
            self._undoing = True
            self.ask(UndoSetting())
        self._draw()

    def action_back(self) -> None:
        """Leave the draft, or the screen."""
        if self._form.draft is not None:
            self._drop_draft()
            self._draw()
        else:
            self.drill.go_home()

    # --- keeping ---------------------------------------------------------------------------------

    def _keep_draft(self) -> None:
        line, draft = self._form.chosen, self._form.draft
        if line is not None and draft is not None:
            self._form = replace(self._form, draft=None)
            self._keep(line, draft)

    def _drop_draft(self) -> None:
        self._form = replace(self._form, draft=None)
        self._preview()

    def _keep(self, line: SettingLine, value: str) -> None:
        if is_look(line.name):
            self._keep_look(line.name, value)
        else:
            self.ask(ChangeSetting(line.name, value))
        self._draw()

    def _keep_look(self, name: str, value: str, *, undone: bool = False) -> None:
        before = next(one.value for one in self._device() if one.name == name)
        try:
            made = changed(self.drill.looks, name, value)
            if made is not None:
                self.drill.keep_looks(made)
        except (LooksError, ConfigError) as error:
            self._preview()
            self.drill.say(str(error), wrong=True)
            return
        if made is not None and not undone:
            self._changes.append((name, before))
        if made is not None:
            self.drill.say(f"Taken back. {made.said}" if undone else made.said)

    def _preview(self) -> None:
        """Wear the theme of the draft, or the one in force."""
        line, draft = self._form.chosen, self._form.draft
        theme = draft if draft is not None and line is not None and line.name == "theme" else None
        self.drill.theme = theme or self.drill.looks.theme

    # --- drawing ---------------------------------------------------------------------------------

    def _device(self) -> tuple[SettingLine, ...]:
        return (*look_rows(self.drill.looks), *key_rows(self.drill.looks))

    def _can(self, key: str) -> bool:
        """Say whether a key leads to anything now."""
        moved = any(line.value != line.usual for line in self._journal)
        return key != "settings.undo" or bool(self._changes) or moved

    def _sections(self) -> tuple[Section, ...]:
        topics = tuple(one for one in self._journal if one.name.startswith(TOPIC_PREFIX))
        plan = tuple(one for one in self._journal if one not in topics)
        looks = self.drill.looks
        made = (
            Section("Practice, on all your devices", plan),
            Section("Topics", topics),
            Section("This device", look_rows(looks)),
            Section("Keys of this device", key_rows(looks)),
        )
        return tuple(section for section in made if section.lines)

    def _draw(self) -> None:
        self._form = replace(self._form, sections=self._sections())
        self._line.show("Settings")
        labels = LABELS if self._form.draft is None else DRAFT_LABELS
        self.show_keys({id_: word for id_, word in labels.items() if self._can(id_)})
        height = max(4, self.app.size.height - 3 - WHAT_LINES)
        self._sheet.update(Content("\n").join(form.drawn(self._form, height)))
        line = self._form.chosen
        self._what.update(content.text("" if line is None else line.what))


def _asked(line: SettingLine) -> str:
    if line.kind == "date":
        return f"{line.title}, as YYYY-MM-DD; none for none"
    return f"{line.title}, from {line.low:g} to {line.high:g}"
