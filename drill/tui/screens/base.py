"""What the main screens share: they hear the core's replies and name their keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.screen import Screen

from drill.service.messages import Envelope, Reply, Request
from drill.tui.widgets.key_bar import KeyBar, key_in_field, short_key

if TYPE_CHECKING:
    from drill.tui.app import DrillApp


class Desk(Screen[None]):
    """A main screen: replies from the core come here."""

    @property
    def drill(self) -> DrillApp:
        """The app, by its own type."""
        return cast("DrillApp", self.app)

    def __init__(self) -> None:
        super().__init__()
        self.key_bar = KeyBar()

    laid_out = False
    """Whether its widgets are there, so that replies can be shown."""
    _sized = False
    """Whether it has been given a size before."""

    def ready(self) -> None:
        """Say that the screen can show replies now."""
        self.laid_out = True
        self.drill.desk_ready()

    def hear_early(self, message: Reply) -> bool:
        """Take a reply that came before anything is laid out; False where it has to wait."""
        del message
        return False

    async def hear(self, envelope: Envelope) -> None:
        """Take one reply from the core."""

    def ask(self, request: Request, request_id: str = "") -> None:
        """Send the core a request."""
        self.drill.send(request, request_id)

    def on_resize(self) -> None:
        """Keep what is being typed in sight; a screen that is just opened begins at its top."""
        opened, self._sized = not self._sized, True
        if self.focused is not None and not opened:
            self.call_after_refresh(self.focused.scroll_visible, animate=False)

    def show_keys(self, labels: dict[str, str], *, typing: bool = False) -> None:
        """Put `{binding id: label}` on the key bar, in that order, with the keys in force.

        While something is typed only such keys are named as a field leaves alone.
        """
        keys = self.drill.keys_in_force
        if typing:
            keys = {id_: key_in_field(keys.get(id_, "")) for id_ in labels}
        pairs = [(short_key(keys.get(id_, "")), label) for id_, label in labels.items()]
        self.key_bar.show_keys([(key, label) for key, label in pairs if key])
