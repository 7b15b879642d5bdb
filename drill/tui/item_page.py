"""One item's page as content: question, answer, what is remembered, history, primers.

Pure functions of the message, a width and the glyphs.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from textual.content import Content

from drill.service.messages import CurvePoint, ItemLine, ItemPage, View
from drill.tui import content, plots
from drill.tui.glyphs import Glyphs

CURVE_HEIGHT: Final = 5
SHORTEST_CURVE, LONGEST_CURVE = 30, 60
SCALE_WIDTH: Final = 5
HIGHEST_FLOOR: Final = 0.8
"""The foot of the curve stands at least this low, so that little wear looks little."""
MOST_HISTORY: Final = 12
STRONGEST: Final = ("retired", "suspended", "leech", "due", "new")
"""Of the states that hold, the one a list has room for."""
WORDS: Final = {"suspended": "set aside"}
"""States by the word that is shown for them, where it is another one."""
SUBDUED: Final = "$text-muted"
COLOURS: Final = {"due": "$text-primary", "leech": "$text-warning", "new": "$text-success"}


def word(state: str) -> str:
    """Say a state as it is shown."""
    return WORDS.get(state, state)


def state_of(line: ItemLine) -> tuple[str, str]:
    """Give the most telling state of an item, and its colour."""
    state = next((one for one in STRONGEST if one in line.states), "")
    return word(state), COLOURS.get(state, SUBDUED)


def row(line: ItemLine, width: int, *, here: bool, states: int) -> Content:
    """Draw an item in a list, exactly so many cells wide, `states` of them for its state."""
    state, colour = state_of(line)
    recall = "    " if line.recall is None else f"{line.recall:4.0%}"
    column = f"{state:<{states}} " if states else ""
    room = max(8, width - 2 - 2 - len(column) - len(recall))
    title = content.text(_cut(content.safe(line.title), room), "bold" if here else "")
    gap = " " * max(0, room - title.cell_length)
    return Content.assemble(
        ("› " if here else "  ", "bold"),
        title,
        gap + "  ",
        (column, colour),
        (recall, "bold" if here else SUBDUED),
    )


def drawn(page: ItemPage, width: int, glyphs: Glyphs) -> Content:
    """Draw a whole page."""
    line = page.line
    about = " · ".join(piece for piece in (line.kind, page.level, line.concept) if piece)
    states = "  " + ", ".join(map(word, line.states))
    title = _cut(line.title, max(10, width - len(states)))
    blocks = [
        content.line(((title, "bold"), (states, state_of(line)[1]))),
        content.text(about, SUBDUED),
        Content(""),
        _prose(page.prompt_view, page.prompt, width),
    ]
    if page.answer.strip():
        blocks += [*_heading("Answer"), _prose(page.answer_view, page.answer, width)]
    if page.points:
        blocks += _heading("Key points")
        for point in page.points:
            mark = content.text("* " if point.must else "- ", "$text-warning")
            body = content.view(point.view, width - 2) if point.view else content.text(point.text)
            blocks.append(content.hang(mark, body, width))
    if page.note:
        blocks += [*_heading("Your note"), content.text(page.note)]
    blocks += [*_heading("Memory"), content.text(page.memory), *curve(page.curve, width, glyphs)]
    blocks += _history(page, width)
    for primer in page.primers:
        blocks += [*_heading(primer.title), _prose(primer.view, primer.text, width)]
    return Content("\n").join(blocks)


def curve(points: Sequence[CurvePoint], width: int, glyphs: Glyphs) -> list[Content]:
    """Draw the forgetting curve with its days below it; today stands out."""
    if len(points) < 2:
        return []
    cells = max(SHORTEST_CURVE, min(width - SCALE_WIDTH, LONGEST_CURVE))
    first, last = points[0].day, points[-1].day
    recalls = _sampled(points, cells)
    floor = min(HIGHEST_FLOOR, int(min(recalls) * 10) / 10)
    shares = [(recall - floor) / (1.0 - floor) for recall in recalls]
    span = (last - first) or 1.0
    today = round((0.0 - first) / span * (cells - 1))
    rows = plots.columns(shares, CURVE_HEIGHT, glyphs, chosen=today)
    left, right = _days(first), _days(last)
    gap = cells - len(left) - len(right)
    middle = max(1, min(today - len(left) - 1, gap - len("now") - 1))
    below = left + " " * gap + right
    if len("now") + 2 <= gap:
        below = left + " " * middle + "now" + " " * (gap - middle - len("now")) + right
    return [
        Content(""),
        *(
            content.line([(f"{_scale(place, floor):>{SCALE_WIDTH - 1}} ", SUBDUED), *one])
            for place, one in enumerate(rows)
        ),
        content.text(" " * SCALE_WIDTH + below, SUBDUED),
    ]


def _scale(place: int, floor: float) -> str:
    """Name the top and the foot of the curve."""
    return {0: "100%", CURVE_HEIGHT - 1: f"{floor:.0%}"}.get(place, "")


def _sampled(points: Sequence[CurvePoint], cells: int) -> list[float]:
    """Take the recall at each of so many days between the first and the last."""
    first, last = points[0].day, points[-1].day
    made: list[float] = []
    at = 0
    for cell in range(cells):
        day = first + (last - first) * cell / (cells - 1)
        while at + 1 < len(points) and points[at + 1].day <= day:
            at += 1
        made.append(points[at].recall)
    return made


def _days(day: float) -> str:
    whole = round(abs(day))
    unit = "day" if whole == 1 else "days"
    return f"{whole} {unit} ago" if day < 0 else f"in {whole} {unit}"


def _history(page: ItemPage, width: int) -> list[Content]:
    if not page.history:
        return []
    blocks = _heading("History")
    for line in page.history[:MOST_HISTORY]:
        judged = "  ".join(piece for piece in (line.rating, line.mark, line.verdict) if piece)
        when = f"{line.date} {line.time}  "
        room = max(10, width - len(when) - len(judged) - 2)
        answer = f"  {_cut(line.answer, room)}" if line.answer else ""
        blocks.append(content.line(((when, SUBDUED), (judged, ""), (answer, SUBDUED))))
    if page.events > MOST_HISTORY:
        blocks.append(content.text(f"and {page.events - MOST_HISTORY} before", SUBDUED))
    return blocks


def _heading(title: str) -> list[Content]:
    return [Content(""), content.text(title, f"bold {SUBDUED}")]


def _prose(view: View, text: str, width: int) -> Content:
    return content.view(view, width) if view else content.text(text)


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"
