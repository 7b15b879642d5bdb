"""A first day in the app and the days after, through its keys, with the real service behind it."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from drills import PATIENCE_S, eventually
from fake_door import shown
from homes import BANKS
from journals import DAY_MS, HOUR_MS, HandClock, exported
from local_door import LocalDoor
from textual.pilot import Pilot

from drill.journal.journal import Journal
from drill.service.messages import GetHome, Prompt, Request, StartPractice
from drill.tui.app import DrillApp
from drill.tui.looks import Looks

CONTENT = (str(BANKS),)
MONDAY_MS = int(datetime(2026, 11, 23, 9, tzinfo=UTC).timestamp() * 1000)
TINY = StartPractice(topics=("tiny",))


class Learner:
    """Somebody at the keys, who looks at the screen and waits until it shows what was promised."""

    def __init__(self, app: DrillApp, pilot: Pilot[int], door: LocalDoor) -> None:
        self._app = app
        self._pilot = pilot
        self._door = door

    @property
    def screen(self) -> str:
        return shown(self._app)

    @property
    def card(self) -> Prompt:
        """The card that was shown last."""
        return next(one for one in reversed(self._door.heard) if isinstance(one, Prompt))

    async def sees(self, *words: str) -> None:
        """Wait until all of this stands on the screen."""
        await self.waits(lambda: all(one in self.screen for one in words), str(words))

    async def waits(self, holds: Callable[[], bool], what: str) -> None:
        """Let the app work until something holds."""
        for _ in range(int(PATIENCE_S / 0.02)):
            await self._pilot.pause()
            if holds():
                return
            # The core answers on another thread; waiting for it is waiting for its next reply.
            await self._pilot.pause(0.02)
        raise AssertionError(f"never seen: {what}\n{self.screen}")

    async def types(self, text: str) -> None:
        await self._pilot.press(*text)

    async def presses(self, *keys: str) -> None:
        await self._pilot.press(*keys)
        await self._pilot.pause()

    async def meets(self, item: str) -> None:
        """Go past the primers to a card."""
        await self.waits(lambda: any(isinstance(one, Prompt) for one in self._door.heard), item)
        while "go on" in self.screen:
            await self.presses("enter")
        await self.waits(lambda: self.card.item == item, item)
        await self.waits(lambda: self.card.prompt.split("$")[0][:12] in self.screen, item)


@asynccontextmanager
async def at_the_app(
    folder: Path, clock: HandClock, first: Request = TINY
) -> AsyncIterator[Learner]:
    door = LocalDoor(folder, clock, first, CONTENT)
    app = DrillApp(door, first, Looks(confidence=False), lambda: door)
    async with app.run_test(size=(80, 24)) as pilot:
        yield Learner(app, pilot, door)
    door.close()


def kept(folder: Path, clock: HandClock) -> Journal:
    return Journal.open(folder / "d.db", clock=clock)


async def test_a_first_day_from_home_to_the_summary_and_home_again(home: Path) -> None:
    clock = HandClock(MONDAY_MS, 0)
    async with at_the_app(home, clock, GetHome()) as learner:
        await learner.sees("Mon 23 Nov", "0 due · 10 new", "Derivatives", "Tiny things")
        await learner.presses("k", "enter")  # the last line is the small topic
        await learner.sees("Tiny things", "Why", "go on")
        await learner.presses("enter")
        await learner.sees("The first idea")
        await learner.presses("enter")
        await learner.meets("tiny.chosen")
        right = next(c.id for c in learner.card.parts[0].choices if c.text == "3x")
        await learner.presses(right)
        await learner.sees("correct", "3 good")
        await learner.presses("enter")
        await learner.meets("tiny.told")
        await learner.types("a rate")
        await learner.presses("ctrl+s")
        await learner.sees("you wrote: rate", "Of change.")
        await learner.presses("2", "enter")
        await learner.sees("3 good")
        await learner.presses("enter")
        await learner.meets("tiny.typed")
        await learner.presses("ctrl+t")
        await learner.sees("Lower the power.")
        await learner.types("3x")
        await learner.presses("enter")
        await learner.sees("yours is")
        await learner.presses("end")
        await learner.types("^2")
        await learner.sees("reads as  3x²")
        await learner.presses("enter")
        await learner.sees("correct", "1 again")
        await learner.presses("1")
        await learner.meets("tiny.word")
        await learner.types("smooth")
        await learner.presses("enter")
        await learner.sees("correct")
        await learner.presses("enter")
        await learner.meets("tiny.typed")  # what was forgotten comes back
        await learner.types("3x^2")
        await learner.presses("enter")
        await learner.sees("correct")
        await learner.presses("enter")
        await learner.sees("Done for now.", "5 reviews", "1 forgotten and met again", "4 new")
        await learner.presses("enter")
        await learner.sees("Today", "two weeks")
    journal = kept(home, clock)
    assert not journal.check()
    assert [state.lapses for state in journal.states().values()].count(1) <= 1
    assert (
        exported(journal).count('"kind":"review"') + exported(journal).count('"kind": "review"')
        == 5
    )
    journal.close()


async def test_an_exercise_is_shown_in_two_dimensions_judged_and_worked_out(home: Path) -> None:
    clock = HandClock(MONDAY_MS, 0)
    first = StartPractice(items=("exercise/chain_two_layer",))
    async with at_the_app(home, clock, first) as learner:
        await learner.meets("exercise/chain_two_layer")
        await learner.sees("check", "reveal")
        await learner.types("0")
        await learner.presses("enter")
        await learner.sees("yours is")
        await learner.presses("ctrl+r")
        await learner.sees("1 again", "2 hard")
        await learner.presses("2")
        await learner.sees("Done for now.", "1 review")


async def test_a_lapse_is_due_later_and_an_undo_outlives_the_app(home: Path) -> None:
    clock = HandClock(MONDAY_MS, 0)
    async with at_the_app(home, clock) as learner:
        await learner.meets("tiny.chosen")
        await learner.presses("ctrl+r")
        await learner.sees("1 again")
        await learner.presses("1")
        await learner.meets("tiny.told")
    clock.wait(HOUR_MS)
    async with at_the_app(home, clock, GetHome()) as learner:
        await learner.sees("1 due")
        await learner.presses("u")
        await learner.sees("0 due")
    clock.wait(DAY_MS)
    async with at_the_app(home, clock, GetHome()) as learner:
        await learner.sees("Tue 24 Nov", "0 due · 10 new")
    journal = kept(home, clock)
    assert all(state.new for state in journal.states().values())
    assert not journal.check()
    journal.close()


async def test_midnight_passes_in_a_session_and_the_day_goes_on_until_four(home: Path) -> None:
    clock = HandClock(MONDAY_MS + 14 * HOUR_MS + 59 * 60_000, 0)
    async with at_the_app(home, clock, StartPractice(new=2)) as learner:
        await learner.meets("derivatives.at-one-point")
        clock.wait(2 * 60_000)  # it is Tuesday now
        await learner.presses("ctrl+s")
        await learner.sees("enter done")
        await learner.presses("enter")
        await learner.sees("1 again")
        await learner.presses("3")
        await learner.waits(lambda: learner.card.n == 2, "the second card")
    clock.wait(HOUR_MS)
    async with at_the_app(home, clock, GetHome()) as learner:
        await learner.sees("Mon 23 Nov", "0 due · 9 new")
    clock.wait(4 * HOUR_MS)
    async with at_the_app(home, clock, GetHome()) as learner:
        await learner.sees("Tue 24 Nov", "0 due · 10 new")


async def test_another_timezone_has_another_today(home: Path) -> None:
    clock = HandClock(MONDAY_MS + 12 * HOUR_MS, 0)  # nine in the evening
    async with at_the_app(home, clock, GetHome()) as learner:
        await learner.sees("Mon 23 Nov")
    clock.offset_min = 9 * 60
    async with at_the_app(home, clock, GetHome()) as learner:
        await learner.sees("Tue 24 Nov")


async def test_closing_the_app_at_any_moment_loses_nothing_and_leaves_no_thread(
    home: Path,
) -> None:
    clock = HandClock(MONDAY_MS, 0)
    before = frozenset(threading.enumerate())
    async with at_the_app(home, clock) as learner:
        await learner.meets("tiny.chosen")
        await learner.presses("ctrl+r")
        await learner.sees("1 again")
        await learner.presses("3", "ctrl+q")
    journal = kept(home, clock)
    assert exported(journal).count("tiny.chosen") == 1
    journal.close()
    assert eventually(lambda: not left_behind(before)), left_behind(before)


def left_behind(before: frozenset[threading.Thread]) -> list[str]:
    """List the threads of drill's own that were begun since and still run."""
    ours = ("local-core", "worker-reader", "backup", "journal")
    new = frozenset(threading.enumerate()) - before
    return [thread.name for thread in new if thread.name in ours]
