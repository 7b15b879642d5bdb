"""The progress review as one HTML file: no script, no network, nothing but itself.

Plots are inline SVG and every number stands in a table beside them, so that the page can be read
aloud, printed and kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from drill.cli.progress_lines import safe
from drill.service.messages.progress import (
    Interviews,
    Mistakes,
    Progress,
    Ready,
    Remembering,
)

STYLE = """
:root { color-scheme: light dark; --ink: #1c2430; --quiet: #8a94a3; --bar: #2f6fb2; --paper: #fff; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e9ee; --quiet: #7d8796; --bar: #6aa9e9; --paper: #14181e; }
}
body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper);
  max-width: 56rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; margin: .5rem 0 1.5rem; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: .15rem .9rem .15rem 0; vertical-align: top; }
th { font-weight: 600; color: var(--quiet); }
svg { display: block; max-width: 100%; height: auto; margin: .5rem 0; }
svg .bar { fill: var(--bar); } svg .none { fill: var(--quiet); opacity: .25; }
svg .line { stroke: var(--ink); stroke-dasharray: 4 4; }
svg text { fill: var(--quiet); font-size: 11px; }
"""
WIDTH, HEIGHT, FOOT = 720, 140, 18
CELL = 14
MINUTE_MS = 60_000


def page(found: Progress) -> str:
    """Write the page."""
    parts = [
        *_ready(found.ready),
        *_remembering(found.remembering),
        *_mistakes(found.mistakes),
        *_interviews(found.interviews),
    ]
    return "\n".join(
        [
            "<!DOCTYPE html>",
            '<html lang="en"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width">',
            f"<title>drill: progress on {_text(found.date)}</title>",
            f"<style>{STYLE}</style></head><body>",
            f"<h1>Progress on {_text(found.date)}</h1>",
            *parts,
            "</body></html>\n",
        ]
    )


def _ready(found: Ready) -> list[str]:
    head = ["topic", "now", "met"]
    forecast = found.forecast is not None
    if forecast:
        head += [f"on {found.interview_date}"]
    rows = []
    for topic in found.topics:
        now = "not begun" if topic.recall is None else f"{topic.recall:.0%}"
        row = [topic.title, now, f"{topic.met} of {topic.items}"]
        if topic.forecast is not None:
            row.append(f"{topic.forecast:.0%} ± {topic.forecast_error * 100:.0f}")
        rows.append(row)
    bars = [(topic.title, topic.recall or 0.0) for topic in found.topics]
    said = [found.sentence, found.forecast_sentence]
    return ["<h2>Am I ready?</h2>", *_said(said), _lying(bars), _table(head, rows)]


def _remembering(found: Remembering) -> list[str]:
    weeks = [week.recalled / week.asked if week.asked else None for week in found.weeks]
    recalled = [
        [week.first, f"{week.recalled} of {week.asked}", _range(week.low, week.high, week.asked)]
        for week in (*found.weeks, found.recent, found.ever)
    ]
    recalled[-2][0], recalled[-1][0] = f"last {found.recent_days} days", "ever"
    due = [(one.date, one.items) for one in found.due]
    top = max((items for _day, items in due), default=0)
    days = [
        [day.date, str(day.reviews), str(day.recalled), str(round(day.think_ms / MINUTE_MS))]
        for day in found.days
        if day.reviews
    ]
    return [
        "<h2>Am I remembering?</h2>",
        *_said([found.recall_sentence]),
        _standing([week.first for week in found.weeks], weeks, found.desired),
        _table(["week of", "recalled", "by chance"], recalled),
        *_said([found.days_sentence]),
        _calendar(found),
        _folded("Every day", _table(["date", "reviews", "recalled", "minutes"], days)),
        *_said([found.due_sentence]),
        _standing([day for day, _items in due], [items / top if top else 0 for _d, items in due]),
        _folded("Every day ahead", _table(["date", "due"], [[d, str(n)] for d, n in due])),
    ]


def _mistakes(found: Mistakes) -> list[str]:
    rows = [
        [
            row.name,
            str(row.times),
            str(row.recent),
            row.last,
            str(row.chances),
            "gone" if row.gone else "still there",
        ]
        for row in found.rows
    ]
    head = ["misconception", "all", f"{found.recent_days} days", "last", "chances since", ""]
    return ["<h2>What do I get wrong?</h2>", *_said([found.sentence]), _table(head, rows)]


def _interviews(found: Interviews) -> list[str]:
    made = ["<h2>How do I interview?</h2>", *_said([found.sentence])]
    if not found.rows:
        return made
    totals = [None if row.total is None else row.total / 100 for row in found.rows]
    rows = [
        [
            row.date,
            row.level,
            row.band,
            "" if row.total is None else f"{row.total} of 100",
            "; ".join(f"{part.name} {part.points}/{part.of}" for part in row.criteria),
        ]
        for row in found.rows
    ]
    plot = _standing([row.date for row in found.rows], totals)
    return [*made, plot, _table(["date", "level", "band", "points", "made of"], rows)]


def _range(low: float, high: float, asked: int) -> str:
    return f"{low:.0%} to {high:.0%}" if asked else ""


# --- pieces -----------------------------------------------------------------------------------


def _text(text: str) -> str:
    return escape(safe(text))


def _said(sentences: Iterable[str]) -> list[str]:
    return [f"<p>{_text(one)}</p>" for one in sentences if one]


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    top = "".join(f"<th>{_text(cell)}</th>" for cell in head)
    body = "".join(f"<tr>{''.join(f'<td>{_text(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"


def _folded(title: str, inner: str) -> str:
    return f"<details><summary>{_text(title)}</summary>{inner}</details>"


def _svg(width: float, height: float, inner: Iterable[str]) -> str:
    """Frame a plot; the table beside it says the same, so that it is hidden from a reader."""
    view = f'viewBox="0 0 {width:g} {height:g}" width="{width:g}" height="{height:g}"'
    return f'<svg {view} aria-hidden="true">{"".join(inner)}</svg>'


def _rect(x: float, y: float, width: float, height: float, title: str, *, kind: str = "bar") -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"'
    return f'<rect class="{kind}" {place}><title>{_text(title)}</title></rect>'


def _standing(
    names: Sequence[str], shares: Sequence[float | None], line: float | None = None
) -> str:
    """Draw shares of the height as standing bars, with a line at one share."""
    step = WIDTH / max(1, len(names))
    inner = []
    for index, (name, share) in enumerate(zip(names, shares, strict=True)):
        height = (share or 0.0) * HEIGHT
        title = name if share is None else f"{name}: {share:.0%}"
        inner.append(_rect(index * step + 1, HEIGHT - height, step - 2, height, title))
    if line is not None:
        y = f"{HEIGHT * (1 - line):.1f}"
        inner.append(f'<line class="line" x1="0" x2="{WIDTH}" y1="{y}" y2="{y}"/>')
    if names:
        inner.append(f'<text x="0" y="{HEIGHT + 14}">{_text(names[0])}</text>')
        end = f'x="{WIDTH}" y="{HEIGHT + 14}" text-anchor="end"'
        inner.append(f"<text {end}>{_text(names[-1])}</text>")
    return _svg(WIDTH, HEIGHT + FOOT, inner)


def _lying(bars: Sequence[tuple[str, float]]) -> str:
    """Draw shares as lying bars with their names."""
    inner = []
    for index, (name, share) in enumerate(bars):
        y = index * 24
        inner.append(f'<text x="0" y="{y + 14}">{_text(name)}</text>')
        inner.append(_rect(240, y + 4, WIDTH - 240, 12, name, kind="none"))
        inner.append(_rect(240, y + 4, share * (WIDTH - 240), 12, f"{name}: {share:.0%}"))
    return _svg(WIDTH, 24 * len(bars), inner)


def _calendar(found: Remembering) -> str:
    """Draw the days, a column for each week, as dark as their share of the fullest day."""
    top = max((day.reviews for day in found.days), default=0)
    inner = []
    for index, day in enumerate(found.days):
        week, weekday = divmod(index, 7)
        title = f"{day.date}: {day.reviews}"
        place = (week * CELL, weekday * CELL, CELL - 2, CELL - 2)
        if not day.reviews:
            inner.append(_rect(*place, title, kind="none"))
        else:
            shade = 0.25 + 0.75 * day.reviews / top
            inner.append(f'<g opacity="{shade:.2f}">{_rect(*place, title)}</g>')
    return _svg(CELL * (len(found.days) // 7 + 1), CELL * 7, inner)
