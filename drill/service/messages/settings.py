"""The settings that travel with the journal: what each says now, and how it may be changed."""

from __future__ import annotations

from typing import ClassVar

from drill.service.messages.common import Reply, Request
from drill.value import Value


class GetSettings(Request):
    """Ask for every setting of the journal."""

    TYPE: ClassVar[str] = "settings"


class ChangeSetting(Request):
    """Set one, written as one would type it; `default` makes it what it usually is."""

    TYPE: ClassVar[str] = "change_setting"
    name: str
    value: str


class UndoSetting(Request):
    """Take the last change of a setting back."""

    TYPE: ClassVar[str] = "undo_setting"


class SettingLine(Value):
    """One setting, whether of the journal or of this device, as a form shows it.

    `kind` says how it is changed: `date`, `count` and `share` between `low` and `high` in steps of
    `step`, `switch` and `choice` among `choices`, `key` by pressing one.
    """

    name: str
    title: str
    value: str
    """As it is typed."""
    shown: str
    """As it is read."""
    usual: str
    what: str
    """What it does, in a sentence or two."""
    kind: str
    choices: tuple[str, ...] = ()
    low: float = 0.0
    high: float = 0.0
    step: float = 0.0


class SettingsShown(Reply):
    """Every setting of the journal, in order, and what has just been done to one."""

    TYPE: ClassVar[str] = "settings"
    settings: tuple[SettingLine, ...]
    said: str = ""
    """What changed, in a sentence; empty where nothing was asked to."""
    event: str = ""
    """The event that changed it; empty where nothing did."""
    today: str = ""
    """The learner's date as ISO 8601, for whoever offers dates."""
    undoable: bool = False
    """Whether there is a change left to take back."""
