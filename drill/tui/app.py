"""The app: it joins the screens to the core and hands each reply to the screen that is open."""

from __future__ import annotations

import gc
import threading
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.app import App
from textual.filter import LineFilter
from textual.message import Message

from drill.service.messages import (
    Envelope,
    Error,
    GetProgress,
    Request,
    StartInterview,
    StartPractice,
)
from drill.tui import content, keys, spell
from drill.tui.contrast import readable
from drill.tui.door import Door
from drill.tui.glyphs import ASCII, UNICODE
from drill.tui.looks import Looks
from drill.tui.screens.base import Desk

if TYPE_CHECKING:
    from drill.tui.listing import Place
    from drill.tui.looks_form import Change


FIRST_PATIENCE_S = 0.1
"""The core's first reply is due about when the app could be drawn; an empty screen drawn before it
costs more time than this wait, in which nothing runs yet that a key could be meant for."""


class CoreReplied(Message):
    """Replies of the core wait to be heard."""


class DrillApp(App[int]):
    """drill in a full screen."""

    TITLE = "drill"
    ENABLE_COMMAND_PALETTE = True
    BINDINGS = keys.APP
    CSS = """
    * { scrollbar-size-vertical: 1; }
    /* A word about what was done lies over the rule at the top, never over the lines of a card. */
    ToastRack { dock: top; align: right top; margin: 1 0 0 0; overflow: hidden; }
    Toast { width: 100%; max-width: 100%; margin: 0; padding: 0 1; background: $panel; }
    """

    def __init__(
        self,
        door: Door,
        first: Request,
        looks: Looks,
        reopen: Callable[[], Door],
        config: Path | None = None,
    ) -> None:
        super().__init__()
        self._config = config
        """Where the looks are kept; without it they cannot be changed."""
        self._door = door
        self._reopen = reopen
        self._desk: Desk | None = None
        self._answered = False
        """Whether this core has said anything but an error."""
        self.last_words = ""
        """Why the app had to end, for the terminal it leaves behind."""
        self._heard_first = threading.Event()
        self._unheard: deque[Envelope] = deque()
        """Replies in their order; they wait here while a screen is being laid out."""
        self.asked_at_start: Request | None = first
        self.looks = looks
        self.glyphs = ASCII if looks.ascii else UNICODE
        self.asks_confidence = looks.confidence
        self.animation_level = "none"
        self.theme = looks.theme
        self._door.listen(self.deliver)  # what comes before the first screen is there is on it

    @property
    def keys_in_force(self) -> Mapping[str, str]:
        """Every binding id with the keys it has now."""
        return keys.usual_keys() | dict(self.looks.keys)

    def await_first(self, patience_s: float) -> None:
        """Give the core a moment before anything runs: a screen laid out once is painted sooner."""
        self._heard_first.wait(patience_s)

    def get_default_screen(self) -> Desk:
        """Open the first screen, with what the core has said by now already on it."""
        self.set_keymap(dict(self.looks.keys))
        self._desk = self._first_desk()
        while self._unheard and self._desk.hear_early(self._unheard[0].message):
            self._unheard.popleft()
            self._answered = True
        return self._desk

    def get_css_variables(self) -> dict[str, str]:
        """Give the theme's colours, those of text such that it can be read."""
        return readable(super().get_css_variables())

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Let nothing but ASCII out where the terminal has nothing else."""
        filters = super().get_line_filters()
        if not self.looks.ascii:
            return filters
        from drill.tui.ascii_filter import AsciiFilter

        return [*filters, AsciiFilter()]

    def on_ready(self) -> None:
        """Collect garbage again, now that what a start makes is made."""
        gc.enable()

    def go_home(self) -> None:
        """Show the home screen afresh."""
        from drill.tui.screens.home import HomeScreen

        self._open(HomeScreen())

    def _first_desk(self) -> Desk:
        if isinstance(self.asked_at_start, StartPractice):
            from drill.tui.screens.practice import PracticeScreen

            return PracticeScreen(self.asked_at_start)
        if isinstance(self.asked_at_start, StartInterview):
            from drill.tui.screens.interview import InterviewScreen

            return InterviewScreen(self.asked_at_start)
        if isinstance(self.asked_at_start, GetProgress):
            from drill.tui.screens.progress import ProgressScreen

            return ProgressScreen()
        from drill.tui.screens.home import HomeScreen

        return HomeScreen()

    def open_practice(self, request: StartPractice, back: Callable[[], None] | None = None) -> None:
        """Begin a session; `back` opens the screen that follows it, where that is not home."""
        from drill.tui.screens.practice import PracticeScreen

        self._open(PracticeScreen(request, back))

    def open_interview_brief(self) -> None:
        """Let an interview be chosen."""
        from drill.tui.screens.interview_brief import InterviewBriefScreen

        self._open(InterviewBriefScreen())

    def open_interview(self, request: StartInterview) -> None:
        """Begin an interview."""
        from drill.tui.screens.interview import InterviewScreen

        self._open(InterviewScreen(request))

    def open_progress(self) -> None:
        """Show how it goes."""
        from drill.tui.screens.progress import ProgressScreen

        self._open(ProgressScreen())

    def open_settings(self) -> None:
        """Show what can be chosen."""
        from drill.tui.screens.settings import SettingsScreen

        self._open(SettingsScreen())

    def open_browse(self, query: str = "", concept: str = "") -> None:
        """Show every card and family, or those of one concept."""
        from drill.tui.screens.browse import BrowseScreen

        self._open(BrowseScreen(query, concept))

    def back_to_browse(self, place: Place) -> None:
        """Show the cards again where they were left."""
        from drill.tui.screens.browse import BrowseScreen

        self._open(BrowseScreen(place.query, place.concept, place))

    def open_concepts(self, concept: str = "") -> None:
        """Show the map of concepts, beginning with one by its id or its title."""
        from drill.tui.screens.concepts import ConceptsScreen

        self._open(ConceptsScreen(concept))

    def keep_looks(self, change: Change) -> None:
        """Keep a look in `config.toml` and wear it; raises `ConfigError` and changes nothing."""
        from drill.tui.config_write import ConfigError, keep_entry

        if self._config is None:
            raise ConfigError("this drill was started without a place to keep its looks")
        keep_entry(self._config, change.entry, change.value, in_keys=change.in_keys)
        self.looks = change.looks
        self.theme = change.looks.theme
        self.asks_confidence = change.looks.confidence
        self.set_keymap(dict(change.looks.keys))

    def send(self, request: Request, request_id: str = "") -> None:
        """Send the core a request."""
        self._door.send(request, request_id)

    def deliver(self, envelope: Envelope) -> None:
        """Put a reply at the end of what the open screen will hear; safe from any thread."""
        self._unheard.append(envelope)
        self._heard_first.set()
        if self.is_running:
            self.post_message(CoreReplied())

    def desk_ready(self) -> None:
        """Hear that the open screen is laid out."""
        self.post_message(CoreReplied())

    async def on_core_replied(self) -> None:
        """Hand what waits to the open screen, once it is laid out."""
        while self._unheard and self._desk is not None and self._desk.laid_out:
            envelope = self._unheard.popleft()
            if isinstance(envelope.message, Error) and envelope.message.fatal:
                self._core_gone(envelope.message)
            else:
                self._answered = True
                await self._desk.hear(envelope)

    def open_pause(self, resumed: Callable[[bool | None], None]) -> None:
        """Hide everything until the learner is back."""
        from drill.tui.screens.overlays import PauseScreen

        self.push_screen(PauseScreen(), resumed)

    def open_line(self, title: str, value: str, done: Callable[[str], None]) -> None:
        """Ask for one line of text."""
        from drill.tui.screens.overlays import LineScreen

        self.push_screen(LineScreen(title, value, done))

    def open_symbols(self, insert: Callable[[str], None]) -> None:
        """Show how maths is typed."""
        from drill.tui.screens.overlays import SymbolsScreen

        self.push_screen(SymbolsScreen(insert))

    def action_help(self) -> None:
        """Show the keys of the open screen."""
        from drill.tui.screens.overlays import HelpScreen

        if self._desk is not None:
            rows = keys.told([*self._desk.BINDINGS, *keys.APP], self.keys_in_force)
            self.push_screen(HelpScreen("Keys", rows))

    def action_leave(self) -> None:
        """Leave; whatever was answered is saved already."""
        self.exit(0)

    def say(self, message: str, *, wrong: bool = False) -> None:
        """Show a line for a moment; a longer one, and one that tells of an error, for longer."""
        self.clear_notifications()
        said = spell.sentence(message) if wrong else message
        self.notify(
            content.safe(said).replace("\n", " "),
            severity="error" if wrong else "information",
            timeout=8 if wrong else 2,
            markup=False,
        )

    def close_door(self) -> None:
        """End the connection to the core."""
        self._door.close()

    def _open(self, desk: Desk) -> None:
        self.asked_at_start = None
        self.clear_notifications()  # what was said of the screen before ends with it
        if len(self.screen_stack) == 1:  # Textual cannot switch the bottom screen away
            self.push_screen(desk)
        else:
            self.switch_screen(desk)
        self._desk = desk

    def _core_gone(self, error: Error) -> None:
        """Start a new core behind the same screens; nothing saved is lost by it.

        One that never answered would not answer the next time either: then the app ends, and the
        reason is said where it can be read.
        """
        if not self._answered:
            self.last_words = error.message
            self.exit(1)
            return
        self._answered = False
        self._door.close()
        self._door = self._reopen()
        self._door.listen(self.deliver)
        self.asked_at_start = None
        self.go_home()
        self.say(f"{error.message} It has been started again.", wrong=True)


def run(
    door: Door,
    first: Request,
    looks: Looks,
    reopen: Callable[[], Door],
    config: Path | None = None,
) -> tuple[int, str]:
    """Run the app until it is left; give the exit code, and why it had to end, if it had to."""
    app = DrillApp(door, first, looks, reopen, config)
    app.await_first(FIRST_PATIENCE_S)
    try:
        result: Any = app.run()
    finally:
        app.close_door()
    return int(result or 0), app.last_words
