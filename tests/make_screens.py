"""Draw the README's pictures from the real app: `python tests/make_screens.py`.

A made-up journal of three weeks, the real core behind a pipe, the real screens at 80x24. The SVGs
lie in data/screens; nothing in them points anywhere else.
"""

from __future__ import annotations

import asyncio
import re
import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from drill.exercise.contract import Exercise
from drill.exercise.make import make
from drill.journal.journal import Journal
from drill.service.banks import load_library
from drill.service.catalogue import Catalogue
from drill.service.clock import Clock
from drill.service.messages import GetHome, Request, StartPractice, encode
from drill.service.pipe import Pipe
from drill.service.places import find_places
from drill.service.start import Start, start_core
from drill.tui.app import DrillApp
from drill.tui.looks import Looks
from drill.wire import to_json

FOLDER = Path(__file__).parents[1] / "data" / "screens"
NOW = datetime.fromisoformat("2026-11-23T18:30:00+00:00")
SIZE = (80, 24)
FAMILY = "exercise/chain_two_layer"


def fill(path: Path) -> None:
    """Write three weeks of reviews, the same ones each time."""
    rng = Random(7)
    catalogue = Catalogue(load_library((), find_places(str(path))))
    items = [entry for entry in catalogue.entries.values() if entry.card]
    with Journal.open(path, clock=Clock(NOW)) as journal:
        for index, entry in enumerate(items[:150]):
            day = NOW - timedelta(days=20 - index * 19 // 150, minutes=rng.randrange(60))
            for gap in (0, 3):
                at = day + timedelta(days=gap)
                if at < NOW:
                    body = {"rating": 3 if rng.random() < 0.8 else 1, "think_ms": 20_000}
                    journal.append("review", entry.item, body, int(at.timestamp() * 1000), 0)
        journal.put_prepared(FAMILY, 1, to_json(in_x()))


def put_again(path: Path) -> None:
    """Keep the exercise once more: showing it took it away."""
    with Journal.open(path, clock=Clock(NOW)) as journal:
        journal.put_prepared(FAMILY, 1, to_json(in_x()))


def in_x() -> Exercise:
    """Make the first exercise of the family that is about x, so that the picture is about it."""
    made = (make(FAMILY.split("/")[1], 1, str(seed)) for seed in range(1, 1000))
    return next(one for one in made if one.parts[0].variables == ("x",))


async def picture(db: Path, name: str, first: Request, keys: list[str], ready: str) -> None:
    """Open the app, press keys, wait for a text, and save what is on the screen."""
    start = Start(db=str(db), now=NOW.isoformat(), first=encode(first), views=True)
    app = DrillApp(
        Pipe(start_core(start)), first, Looks(confidence=False), lambda: Pipe(start_core(start))
    )
    try:
        async with app.run_test(size=SIZE) as pilot:
            await until(pilot.pause, lambda: "esc pause" in shown(app) or "Today" in shown(app))
            while "go on" in shown(app):  # primers
                await pilot.press("enter")
                await pilot.pause(0.1)
            for key in keys:
                await pilot.press(*key.split()) if key.startswith("ctrl") else await pilot.press(
                    *(key if key != "enter" else ["enter"])
                )
                await pilot.pause(0.2)
            await until(pilot.pause, lambda: ready in shown(app))
            svg = app.export_screenshot(title="drill")
    finally:
        app.close_door()
    plain = re.sub(r"@font-face \{.*?\}", "", svg, flags=re.DOTALL)
    (FOLDER / f"{name}.svg").write_text(plain, encoding="utf-8")


async def until(pause: Callable[[float], object], seen: Callable[[], bool]) -> None:
    """Wait for something to be on the screen, ten seconds at most."""
    for _ in range(200):
        if seen():
            return
        await pause(0.05)  # type: ignore[misc]
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
        fill(db)
        one = StartPractice(items=(FAMILY,))
        await picture(db, "home", GetHome(), [], "Today")
        exercise = in_x()
        wrong = next(made for made in exercise.mistakes if made.id == "inner-derivative-missing")
        await picture(db, "asking", one, [exercise.parts[0].truth], "reads as")
        put_again(db)
        await picture(db, "settled", one, [wrong.answer, "enter", "ctrl+r"], "1 again")


if __name__ == "__main__":
    asyncio.run(main())
