"""Keys that come faster than the app can work are done in the order in which they were typed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fake_door import EXERCISE, open_app
from textual.events import Key

from drill.service.messages import PromptPart, StartPractice
from drill.tui.widgets.fields import Fields


@pytest.mark.parametrize("answer", ["expression", "derivation"])
async def test_a_letter_typed_after_a_backspace_stands_after_it(answer: str) -> None:
    asked = replace(EXERCISE, parts=(PromptPart("a", answer, ("x",)),))
    app, _door = open_app({StartPractice: asked})
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for key in ("1", "2", "backspace", "3", "left", "4", "end", "5", "home", "6"):
            app.post_message(Key(key, key if len(key) == 1 else None))
        await pilot.pause()
        assert app.screen.query_one(Fields).values == {"a": "61435"}
