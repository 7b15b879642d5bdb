"""Before an interview: its level, its length and its manner, chosen with keys."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from drill.service.messages import Envelope, Error, GetInterviews, Interviews, StartInterview
from drill.tui import content, keys
from drill.tui.screens.base import Desk
from drill.tui.widgets.interview_line import InterviewLine

USUAL_LEVEL = 1
INDENT = 13
"""Cells before what is said of a level."""
STEP, FEWEST, MOST = 5, 5, 180
LABELS = {
    "brief.begin": "begin",
    "brief.level_1": "… 4 level",
    "brief.longer": "longer",
    "brief.shorter": "shorter",
    "brief.coach": "coach",
    "brief.home": "home",
}
LABELS_OPEN = {
    "brief.begin": "go on with it",
    "brief.fresh": "begin a new one",
    "brief.home": "home",
}


class InterviewBriefScreen(Desk):
    """What can be chosen, and the interview that was left open."""

    BINDINGS = keys.INTERVIEW_BRIEF
    DEFAULT_CSS = """
    InterviewBriefScreen { layout: vertical; }
    #offer { height: 1fr; padding: 1 4; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._offer: Interviews | None = None
        self._level = USUAL_LEVEL
        self._minutes = 45
        self._coach = False
        self._fresh = False
        self._line = InterviewLine()
        self._middle = Static("", id="offer", markup=False)

    def compose(self) -> ComposeResult:
        """Lay out."""
        yield self._line
        yield self._middle
        yield self.key_bar

    def on_mount(self) -> None:
        """Ask what there is."""
        self.ask(GetInterviews())
        self._draw()
        self.ready()

    async def hear(self, envelope: Envelope) -> None:
        """Take what there is."""
        match envelope.message:
            case Interviews() as offer:
                self._offer, self._minutes = offer, offer.minutes
                self._draw()
            case Error() as error:
                self.drill.say(error.message, wrong=True)
            case _:
                return

    def on_resize(self) -> None:
        """Fit the lines that are as wide as the screen."""
        self._draw()

    def action_level(self, level: int) -> None:
        """Choose a level."""
        if self._offer is not None and level <= len(self._offer.levels):
            self._level = level - 1
            self._draw()

    def action_minutes(self, step: int) -> None:
        """Make it longer or shorter."""
        self._minutes = max(FEWEST, min(MOST, self._minutes + step * STEP))
        self._draw()

    def action_coach(self) -> None:
        """Switch between an exam and a coach."""
        self._coach = not self._coach
        self._draw()

    def action_fresh(self) -> None:
        """Leave the open interview behind."""
        self._fresh = True
        self._draw()

    def action_begin(self) -> None:
        """Begin, or go on with what was left open."""
        if self._offer is None:
            return
        if self._left_open:
            self.drill.open_interview(StartInterview())
        else:
            level = self._offer.levels[self._level].level
            self.drill.open_interview(
                StartInterview(level, self._minutes, coach=self._coach, fresh=True)
            )

    def action_home(self) -> None:
        """Go back."""
        self.drill.go_home()

    @property
    def _left_open(self) -> bool:
        return self._offer is not None and bool(self._offer.unfinished) and not self._fresh

    def _draw(self) -> None:
        self._line.show("Mock interview")
        self.show_keys((LABELS_OPEN if self._left_open else LABELS) | {"app.help": "help"})
        offer = self._offer
        if offer is None:
            return
        if self._left_open:
            lines = [
                content.text("An interview was left open:", "bold"),
                Content(""),
                content.text(f"  {offer.unfinished}"),
            ]
        else:
            lines = [*self._levels(offer), Content(""), *self._manner()]
        self._middle.update(Content("\n").join(lines))

    def _levels(self, offer: Interviews) -> list[Content]:
        lines: list[Content] = []
        for index, one in enumerate(offer.levels):
            here = index == self._level
            head = f"{'›' if here else ' '} {index + 1}  {one.level:<{INDENT - 5}}"
            lines.append(content.line(((head, "bold" if here else ""), (", ".join(one.slots), ""))))
            if here:
                passes = content.text(f"you pass with {one.passes}", "$foreground 75%")
                lines.append(content.hang(content.text(" " * INDENT), passes, content.WIDTH))
        return lines

    def _manner(self) -> list[Content]:
        manner = "a coach, who compares after each slot" if self._coach else "an exam"
        return [
            content.line(((f"{self._minutes} minutes", "bold"), (", as ", ""), (manner, "bold"))),
        ]
