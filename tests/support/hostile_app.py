"""The app with a hostile bank behind it: every text it is sent holds every code that could steer.

Run in a pseudo-terminal by `test_hostile_text`; `hostile_app.py SCREEN` shows one screen and ends,
`hostile_app.py raw` writes the text as it is, to prove that the detector sees it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable

from fake_door import FakeDoor

from drill.service.messages import (
    Answer,
    Block,
    Error,
    Feedback,
    GetHome,
    Hint,
    Hinted,
    Home,
    MistakeLine,
    OfferedChoice,
    PointLine,
    PrimerPage,
    Prompt,
    PromptPart,
    Read,
    Reading,
    Reply,
    Request,
    Reveal,
    Revealed,
    SolutionStep,
    StartPractice,
    Summary,
    TopicLine,
)
from drill.tui.app import DrillApp
from drill.tui.looks import Looks
from drill.tui.widgets.box import Box
from drill.tui.widgets.entry import Entry

CODES = (*range(32), *range(127, 160))
FORMATS = (0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x061C, 0xFEFF)


def marked(code: int) -> str:
    """Put a code between marks by which it is found again in what the terminal was sent."""
    return f"{code:04x}{chr(code)}>"


HOSTILE = "".join(map(marked, (*CODES, *FORMATS))) + " \x1b]52;c;ZXZpbA==\x07 [b]bold[/b] A[m][n]"
VIEW = (
    Block("text", (((HOSTILE, "plain"),),)),
    Block("display", (((HOSTILE, "maths"),),)),
    Block("bullet", (((HOSTILE, "code"),),), HOSTILE),
)
INTERVALS = (600, 86400, 345600, 777600)
EXERCISE = Prompt(
    1, HOSTILE, "exercise", HOSTILE, (PromptPart("a", "expression", (), HOSTILE),), 1, note=HOSTILE
)
CHOICE = Prompt(
    1,
    HOSTILE,
    "choice",
    HOSTILE,
    (PromptPart("a", "choice", choices=(OfferedChoice("a", HOSTILE, VIEW),)),),
    1,
    view=VIEW,
)
TOLD = Prompt(1, HOSTILE, "explain", HOSTILE, (), 1, view=VIEW)
STEPS = (SolutionStep(HOSTILE, HOSTILE, VIEW),)
FEEDBACK = Feedback(
    1,
    "wrong",
    "numbers",
    HOSTILE,
    (MistakeLine("m", HOSTILE, HOSTILE),),
    None,
    HOSTILE,
    STEPS,
    1,
    INTERVALS,
)
REVEALED = Revealed(
    1, HOSTILE, (PointLine("p", HOSTILE, HOSTILE, True, VIEW),), 1, INTERVALS, "t", VIEW, STEPS
)
HOME = Home(
    HOSTILE,
    1,
    1,
    1,
    (TopicLine("t", HOSTILE, 0.5, 1, 1), TopicLine("u", "u", None, 0, 0, HOSTILE)),
    (1,) * 14,
    HOSTILE,
    (),
    3,
    (HOSTILE,),
)
SUMMARY = Summary(1, 1, 60, 1, 1, {HOSTILE: 1}, 1, 0, (HOSTILE,))

SCREENS: dict[str, list[Reply]] = {
    "home": [HOME],
    "primer": [PrimerPage("c", HOSTILE, HOSTILE, VIEW)],
    "exercise": [EXERCISE, Reading(1, "a", HOSTILE), Hinted(1, HOSTILE, 1, VIEW), FEEDBACK],
    "unreadable": [EXERCISE, Reading(1, "a", "", HOSTILE, 1), Error(HOSTILE)],
    "choice": [CHOICE, FEEDBACK],
    "told": [TOLD, REVEALED],
    "summary": [SUMMARY],
}
ENDED = "every widget was drawn"


class HostileApp(DrillApp):
    """Shows one screen, writes hostile text into its field and its title, and ends."""

    def __init__(self, name: str) -> None:
        replies = SCREENS[name]
        kinds: dict[type[Request], Iterable[Reply]] = {
            Read: replies,
            Answer: replies,
            Hint: replies,
            Reveal: replies,
        }
        first = GetHome() if name == "home" else StartPractice()
        door = FakeDoor(lambda r: replies if r == first else kinds.get(type(r), ()), first)
        super().__init__(door, first, Looks(confidence=False), lambda: door)

    def on_ready(self) -> None:
        """Paste into the field where there is one, open the overlays, then end."""
        for field in self.screen.query(Entry):
            field.insert_text_at_cursor(HOSTILE)
        for box in self.screen.query(Box):
            box.insert(HOSTILE)
        self.say(HOSTILE, wrong=True)
        self.set_timer(0.4, lambda: self.open_line(HOSTILE, HOSTILE, print))
        self.set_timer(0.8, self.exit)


def main(name: str) -> None:
    """Show one screen, or the raw text."""
    if name == "raw":
        sys.stdout.write(HOSTILE)
    else:
        HostileApp(name).run()
    sys.stdout.write(ENDED)


if __name__ == "__main__":
    main(sys.argv[1])
