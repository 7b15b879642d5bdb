"""Items in lines: a list of them, and one with its primer, history and forgetting curve.

No escape and no drawn character; what banks and learners wrote passes `safe` line by line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from drill.cli.progress_lines import safe
from drill.service.messages import CurvePoint, Found, ItemLine, ItemPage

LONGEST_TITLE = 60
FUTURE_POINTS = 8
PAST_REVIEWS = 8


def listing(found: Found) -> Iterator[str]:
    """Say what a search found, an item a line, and then how many of each state."""
    lines = found.lines
    width = max((len(one.item) for one in lines), default=0)
    states = max((len(_states(one)) for one in lines), default=0)
    for one in lines:
        recall = "   -" if one.recall is None else f"{one.recall:4.0%}"
        due = f"{one.due:<10}"
        title = _cut(one.title, LONGEST_TITLE)
        yield safe(f"{one.item:<{width}}  {_states(one):<{states}}  {recall}  {due}  {title}")


def counted(found: Found) -> str:
    """Say how many were found, and in what state."""
    said = f"{len(found.lines)} of {found.total}"
    return ", ".join([said, *(f"{count} {word}" for word, count in found.counts)])


def page(found: ItemPage) -> Iterator[str]:
    """Say everything of one item."""
    line = found.line
    about = [line.kind, found.level, line.concept, *line.states]
    yield safe(f"{line.item} ({', '.join(one for one in about if one)})")
    if found.tags:
        yield safe(f"tests {', '.join(found.tags)}")
    yield from _section("Question", found.prompt)
    yield from _section("Answer", found.answer)
    if found.points:
        yield from _heading("Key points")
        for point in found.points:
            yield safe(f"- {' '.join(point.text.split())}{' (must)' if point.must else ''}")
    yield from _section("Your note", found.note)
    yield from _section("Memory", found.memory)
    yield from _curve(found.curve)
    yield from _history(found)
    for primer in found.primers:
        yield from _section(f"Primer: {primer.title}", primer.text)


def _states(line: ItemLine) -> str:
    return ",".join(line.states) or "-"


def _heading(title: str) -> Iterator[str]:
    yield ""
    yield safe(title)


def _section(title: str, text: str) -> Iterator[str]:
    if not text.strip():
        return
    yield from _heading(title)
    yield from map(safe, text.strip().splitlines())


def _curve(points: Sequence[CurvePoint]) -> Iterator[str]:
    """Give the recall at the last reviews, now and on some days to come."""
    if not points:
        return
    yield from _heading("Forgetting curve")
    for point in [one for one in points if one.review][-PAST_REVIEWS:]:
        yield f"{_when(point.day)}  {point.recall:4.0%}  reviewed"
    ahead = [one for one in points if one.day >= 0 and not one.review]
    step = max(1, len(ahead) // FUTURE_POINTS)
    for point in ahead[::step]:
        yield f"{_when(point.day)}  {point.recall:4.0%}"


def _when(day: float) -> str:
    days = round(day) if abs(day) >= 10 else round(day, 1)
    return f"{days:>6g} days"


def _history(found: ItemPage) -> Iterator[str]:
    if not found.history:
        return
    yield from _heading("History, the latest first")
    for line in found.history:
        pieces = [f"{line.date} {line.time}", line.rating, line.mark, line.verdict]
        pieces += [f"typed {line.answer}" if line.rating else line.answer] if line.answer else []
        yield safe("  ".join(piece for piece in pieces if piece))
    if found.events > len(found.history):
        yield f"and {found.events - len(found.history)} events before; see `drill journal export`"


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 3] + "..."
