"""Events for tests of statistics: made by hand, in one word each, or at random."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import strategies as st

from drill.journal.events import Event

MISTAKES = ("constant-kept", "inner-derivative-missing", "product-of-derivatives")
ITEMS = ("derivatives.what", "chain-rule.statement", "exercise/chain_two_layer")


def at(local: str, offset_min: int = 0) -> int:
    """Give the UTC milliseconds of a local time such as `2026-11-23T04:00`."""
    wall = datetime.fromisoformat(local).replace(tzinfo=UTC)
    return round(wall.timestamp() * 1000) - offset_min * 60_000


def review(
    number: int,
    local: str,
    item: str = ITEMS[0],
    rating: int = 3,
    *,
    offset_min: int = 0,
    verdict: str = "correct",
    mistakes: tuple[str, ...] = (),
    **more: object,
) -> Event:
    """Make a review at a local time."""
    body: dict[str, object] = {
        "rating": rating,
        "think_ms": 8_000,
        "mode": "practice",
        "verdict": verdict,
        **more,
    }
    if mistakes:
        body["mistakes"] = list(mistakes)
    utc_ms = at(local, offset_min)
    return Event("me", "laptop", number, "review", item, utc_ms, offset_min, body)


def void(number: int, of: Event, local: str) -> Event:
    """Make the event that takes another back."""
    return Event("me", "laptop", number, "void", of.item, at(local), 0, {"of": of.id})


@st.composite
def histories(draw: st.DrawFn, most: int = 60) -> list[Event]:
    """Make up a history over about ten weeks of 2026, in several zones, with some taken back."""
    minutes = draw(st.lists(st.integers(0, 70 * 1440), max_size=most).map(sorted))
    made: list[Event] = []
    for number, minute in enumerate(minutes, 1):
        mistakes = tuple(draw(st.sets(st.sampled_from(MISTAKES), max_size=2)))
        body = {
            "rating": draw(st.integers(1, 4)),
            "think_ms": draw(st.integers(0, 300_000)),
            "mode": draw(st.sampled_from(("practice", "practice", "practice", "ahead"))),
            "verdict": draw(st.sampled_from(("correct", "wrong", "form", "unreadable"))),
            "mistakes": sorted(mistakes),
            "answers": [{"a": "2*x"}],
        }
        utc_ms = at("2026-09-14T00:00") + minute * 60_000
        offset = draw(st.sampled_from((0, 60, -480, 345, 840)))
        item = draw(st.sampled_from(ITEMS))
        made.append(Event("me", "laptop", number, "review", item, utc_ms, offset, body))
    chosen = draw(st.sets(st.sampled_from(range(len(made))), max_size=5)) if made else set()
    last = len(made) + 1
    voids = [
        Event("me", "laptop", last + index, "void", "", 1, 0, {"of": made[index].id})
        for index in sorted(chosen)
    ]
    return sorted(made + voids, key=lambda event: event.order)
