"""Every screen of the app with something on it, for what must hold of all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from fake_door import (
    CHOICE,
    EXERCISE,
    POINTS,
    REVEALED,
    TOLD,
    WRONG,
    Answers,
    FakeDoor,
    open_app,
)
from made_up import made_up

from drill.progress.model import EventLine
from drill.service.messages import (
    Answer,
    Behind,
    Block,
    Browse,
    ConceptMap,
    Found,
    GetBehind,
    GetConcepts,
    GetHome,
    GetInterviews,
    GetProgress,
    GetSettings,
    Interviews,
    ItemLine,
    ItemPage,
    LevelLine,
    MapLine,
    OfferedChoice,
    PointLine,
    PrimerLine,
    PrimerPage,
    PromptPart,
    Quit,
    Reply,
    Request,
    Reveal,
    SettingLine,
    SettingsShown,
    ShowItem,
    StartPractice,
    Summary,
)
from drill.tui.app import DrillApp
from drill.tui.looks import Looks

WORDS = "a rather long line that has to be wrapped at the width that the screen has at that moment"
HANGING = OfferedChoice("a", WORDS, (Block("bullet", (((WORDS, "plain"),),), "-"),))
ORDERING = replace(
    CHOICE,
    parts=(PromptPart("a", "ordering", choices=(HANGING, OfferedChoice("b", "short"))),),
)
TWO_LISTS = replace(
    CHOICE,
    parts=(
        PromptPart("why", "choice", label="the cause", choices=CHOICE.parts[0].choices),
        PromptPart("do", "choice", label="what to do", choices=(HANGING, OfferedChoice("b", "no"))),
    ),
)
LINE = ItemLine("slopes.a", "What is a slope?", "recall", "slopes", "Then more", ("due",), 0.8, "")
ASIDE = replace(LINE, item="slopes.b", title="What is a kink?", states=("suspended",))
PAGE = ItemPage(
    LINE,
    "What exactly is a slope?",
    "A rate of change.",
    "junior",
    ("DR01",),
    (PointLine("kp1", "a rate", must=True),),
    (PrimerLine("Slopes", WORDS),),
    (EventLine("me/x/1", "2026-11-23", "09:00", LINE.item, "2x", "correct", "good"),),
    1,
    (),
    "Recalled now with 80%.",
)
CONCEPTS = ConceptMap(
    (
        MapLine("slopes.first", "First slopes", "slopes", (), {}, 10, 10, 9, open=True),
        MapLine("slopes.then", "Then more", "slopes", ("slopes.first",), {}, 8, 6, 4, open=True),
        MapLine("slopes.late", "Later", "slopes", ("slopes.then",), {}, 8, 1, 0, open=True),
        MapLine("hills.new", "Hills", "hills", ("slopes.first",), {}, 5, 0, 0, open=True),
        MapLine("hills.far", "Far hills", "hills", ("hills.new",), {}, 5, 0, 0, open=False),
    ),
    {"slopes": "Slopes", "hills": "Hills and valleys"},
)
SETTINGS = SettingsShown(
    (
        SettingLine("interview", "Interview date", "none", "none", "none", "The day.", "date"),
        SettingLine("minutes", "Minutes", "20", "20 min", "20", "How long.", "count", high=99),
    ),
    "",
    "",
    "2026-11-23",
)


@dataclass(frozen=True, slots=True)
class Scene:
    """How to come to see a screen: what is asked first, what the core says, the keys."""

    first: Request
    replies: Mapping[type[Request], Reply | Answers]
    keys: tuple[str, ...] = ()


def at_home(*keys: str) -> Scene:
    """Begin at home, where every other screen can be opened."""
    level = LevelLine("junior", ("recall", "compute"), "70% of the points")
    replies: dict[type[Request], Reply | Answers] = {
        Browse: lambda request: [Found(getattr(request, "query", ""), (LINE, ASIDE), 2)],
        ShowItem: PAGE,
        GetConcepts: CONCEPTS,
        GetSettings: SETTINGS,
        GetInterviews: Interviews((level,), 45),
        GetProgress: made_up(),
        GetBehind: Behind("n", "Behind a number", 1, PAGE.history),
    }
    return Scene(GetHome(), replies, keys)


def in_practice(asked: Reply, *keys: str) -> Scene:
    """Begin with a card, a primer or a summary."""
    replies: dict[type[Request], Reply | Answers] = {
        StartPractice: asked,
        Answer: WRONG,
        Reveal: POINTS if asked is TOLD else REVEALED,
        Quit: Summary(0, 0, 0, 0, 0, {}, 3, 0),
    }
    return Scene(StartPractice(), replies, keys)


SCENES: Mapping[str, Scene] = {
    "home": at_home(),
    "home, on a topic": at_home("down"),
    "help": at_home("question_mark"),
    "browse": at_home("b"),
    "an item": at_home("b", "enter"),
    "concepts": at_home("c", "down"),
    "settings": at_home("comma"),
    "brief": at_home("i"),
    "ready": at_home("p"),
    "remembering": at_home("p", "right"),
    "mistakes": at_home("p", "right", "right"),
    "behind": at_home("p", "enter"),
    "asking": in_practice(EXERCISE),
    "typed": in_practice(EXERCISE, "4"),
    "wrong": in_practice(EXERCISE, "4", "enter"),
    "solution": in_practice(EXERCISE, "4", "enter", "ctrl+r"),
    "choosing": in_practice(CHOICE, "down"),
    "ordering": in_practice(ORDERING),
    "two lists": in_practice(TWO_LISTS),
    "telling": in_practice(TOLD),
    "ticking": in_practice(TOLD, "a", "enter"),
    "primer": in_practice(PrimerPage("slopes", "Slopes", WORDS)),
    "pause": in_practice(EXERCISE, "escape"),
    "summary": in_practice(EXERCISE, "escape", "q"),
    "how maths is typed": in_practice(EXERCISE, "ctrl+g"),
}
"""Every screen, by what is on it."""
NAMES = tuple(SCENES)


def open_scene(name: str, looks: Looks | None = None) -> tuple[DrillApp, FakeDoor, Scene]:
    """Make an app that shows a screen once its keys are pressed."""
    scene = SCENES[name]
    app, door = open_app(dict(scene.replies), first=scene.first, looks=looks)
    return app, door, scene
