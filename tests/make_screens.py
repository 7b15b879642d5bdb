"""Draw the README's pictures from the real app: `python tests/make_screens.py`.

The made-up history of `drill --demo`, the real core behind a pipe, the real screens at 80x24. The
SVGs lie in data/screens; nothing in them points anywhere else.
"""

from __future__ import annotations

import asyncio
import re
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

from drill.exercise.contract import Exercise
from drill.exercise.make import make
from drill.journal.journal import Journal
from drill.service.clock import Clock, parse_now
from drill.service.demo import fill
from drill.service.messages import (
    GetHome,
    GetProgress,
    Request,
    StartInterview,
    StartPractice,
    encode,
)
from drill.service.pipe import Pipe
from drill.service.start import Start, start_core
from drill.tui.app import DrillApp
from drill.tui.looks import Looks
from drill.wire import to_json

FOLDER = Path(__file__).parents[1] / "data" / "screens"
NOW = "2026-11-23T18:30:00+00:00"
SIZE = (80, 24)
FAMILY = "exercise/chain_two_layer"
FIRST_WORDS = ("esc pause", "Today", "next page", "enter begin")


def in_x(level: int) -> Exercise:
    """Make the first exercise of the family that is about x, so that the picture is about it."""
    made = (make(FAMILY.split("/")[1], level, str(seed)) for seed in range(1, 1000))
    return next(one for one in made if one.parts[0].variables == ("x",))


def put(path: Path) -> Exercise:
    """Keep an exercise to be shown next, at the level the learner has reached; give it."""
    with Journal.open(path, clock=Clock(parse_now(NOW))) as journal:
        exercise = in_x(max(1, journal.states()[FAMILY].level))
        journal.put_prepared(FAMILY, exercise.level, to_json(exercise))
    return exercise


async def picture(db: Path, name: str, first: Request, keys: list[str], ready: str) -> None:
    """Open the app, press keys, wait for a text, and save what is on the screen."""
    start = Start(db=str(db), now=NOW, first=encode(first), views=True)
    app = DrillApp(
        Pipe(start_core(start)), first, Looks(confidence=False), lambda: Pipe(start_core(start))
    )
    try:
        async with app.run_test(size=SIZE) as pilot:
            await until(pilot.pause, lambda: any(word in shown(app) for word in FIRST_WORDS))
            while "go on" in shown(app):  # primers
                await pilot.press("enter")
                await pilot.pause(0.1)
            for key in keys:
                named = key == "enter" or key.startswith("ctrl")
                await pilot.press(*([key] if named else key))
                await pilot.pause(0.2)
                if key == "enter":
                    await until(pilot.pause, lambda: "not quite" in shown(app))
            await until(pilot.pause, lambda: ready in shown(app))
            svg = app.export_screenshot(title="drill")
    finally:
        app.close_door()
    plain = re.sub(r"@font-face \{.*?\}", "", svg, flags=re.DOTALL)
    (FOLDER / f"{name}.svg").write_text(plain, encoding="utf-8")


async def until(pause: Callable[[float], Awaitable[None]], seen: Callable[[], bool]) -> None:
    """Wait for something to be on the screen, ten seconds at most."""
    for _ in range(200):
        if seen():
            return
        await pause(0.05)
    raise SystemExit("what was to be drawn never appeared")


def shown(app: DrillApp) -> str:
    """Read what stands on the screen."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)


async def main() -> None:
    """Draw every picture."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        db = Path(folder) / "drill.db"
        fill(db, Clock(parse_now(NOW)).now())
        one = StartPractice(items=(FAMILY,))
        await picture(db, "home", GetHome(), [], "Today")
        exercise = put(db)
        wrong = next(made for made in exercise.mistakes if made.id == "inner-derivative-missing")
        await picture(db, "asking", one, [exercise.parts[0].truth], "reads as")
        put(db)
        await picture(db, "settled", one, [wrong.answer, "enter", "ctrl+r"], "1 again")
        await picture(db, "progress", GetProgress(), [], "±")
        brief = StartInterview(level="senior", seed=7)
        await picture(db, "interview", brief, [], "You pass with")


if __name__ == "__main__":
    asyncio.run(main())
