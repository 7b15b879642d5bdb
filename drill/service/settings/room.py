"""The room of the settings: it shows them, keeps a change as an event, and takes one back."""

from __future__ import annotations

from drill.journal.shape import Kind
from drill.schedule.settings import SettingsError, local_day
from drill.service.house import Emit, House
from drill.service.messages import Error, Reply, Request
from drill.service.messages.settings import (
    ChangeSetting,
    GetSettings,
    SettingsShown,
    UndoSetting,
)
from drill.service.settings.lines import Topics, changed, lines, said

UNDO_HINT = "no change of a setting is left to take back"


class SettingsRoom:
    """Answers what the settings screen and `drill settings` ask."""

    def __init__(self, house: House) -> None:
        self._records = house.records
        self._clock = house.clock
        self._topics: Topics = [(topic.id, topic.title) for topic in house.catalogue.topics]

    def handle(self, request: Request, emit: Emit, request_id: str) -> None:
        """Answer one request."""
        match request:
            case GetSettings():
                emit(self._shown(), request_id)
            case ChangeSetting(name, value):
                emit(self._change(name, value), request_id)
            case UndoSetting():
                emit(self._undo(), request_id)
            case _:
                raise AssertionError(request)

    def _change(self, name: str, value: str) -> Reply:
        now, before = self._clock.now(), self._records.settings()
        today = local_day(now.utc_ms, now.offset_min, before.rollover_hour)
        try:
            after, body = changed(before, self._topics, name, value, today)
        except SettingsError as error:
            return Error(str(error))
        if not body:
            return self._shown("Nothing changed: it is like that already.")
        event = self._records.append(Kind.SETTINGS, "", body, now)
        return self._shown(said(before, after, self._topics), event.id)

    def _undo(self) -> Reply:
        last = self._records.journal.latest(Kind.SETTINGS, "")
        if last is None:
            return Error(UNDO_HINT)
        before = self._records.settings()
        self._records.void(last.id)
        difference = said(before, self._records.settings(), self._topics)
        return self._shown(f"Taken back. {difference}".strip(), last.id)

    def _shown(self, text: str = "", event: str = "") -> SettingsShown:
        undoable = self._records.journal.latest(Kind.SETTINGS, "") is not None
        settings, now = self._records.settings(), self._clock.now()
        today = local_day(now.utc_ms, now.offset_min, settings.rollover_hour)
        return SettingsShown(
            lines(settings, self._topics), text, event, today.isoformat(), undoable
        )
