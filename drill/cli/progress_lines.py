"""The progress review in lines: no escape, no drawn character, every number with its address.

An address at the end of a line is what `drill progress --behind ADDRESS` opens.
"""

from __future__ import annotations

from collections.abc import Iterator

from drill.service.messages.progress import (
    Behind,
    EventLine,
    InterviewCount,
    MistakeCount,
    Progress,
    Ready,
    RecallCount,
    Remembering,
    TopicReady,
)

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
MINUTE_MS = 60_000


def review(found: Progress) -> Iterator[str]:
    """Say the four screens one after another."""
    yield f"Progress on {found.date}"
    yield from _section("Am I ready?", _ready(found.ready))
    yield from _section("Am I remembering?", _remembering(found.remembering))
    mistakes = (_mistake(row, found.mistakes.recent_days) for row in found.mistakes.rows)
    yield from _section("What do I get wrong?", (found.mistakes.sentence, *mistakes))
    interviews = (_interview(row) for row in found.interviews.rows)
    yield from _section("How do I interview?", (found.interviews.sentence, *interviews))
    yield ""
    yield "What stands in brackets opens the events: drill progress --behind reviews"


def behind(found: Behind) -> Iterator[str]:
    """List the events behind a number."""
    total = max(found.total, len(found.lines))
    counted = "1 event" if total == 1 else f"{total} events"
    if found.total < total:  # later chances stand among what is counted
        counted = f"{found.total} in {counted}"
    yield safe(f"{found.title}: {counted}")
    for line in found.lines:
        yield safe(event(line))
    if not found.lines:
        yield "nothing stands behind this number"


def event(line: EventLine) -> str:
    """Say one event in a line."""
    pieces = [f"{line.date} {line.time}  {line.item}"]
    pieces += [f"typed {line.answer}"] if line.answer else []
    pieces += [piece for piece in (line.verdict, line.rating, line.mark) if piece]
    return "  ".join(pieces)


def safe(text: str) -> str:
    """Replace what a terminal could obey instead of show."""
    return "".join(char if char.isprintable() else REPLACEMENT for char in text)


def _section(title: str, lines: Iterator[str] | tuple[str, ...]) -> Iterator[str]:
    yield ""
    yield title
    for line in lines:
        yield safe(f"  {line}")


def _ready(found: Ready) -> Iterator[str]:
    yield f"{found.sentence} [{found.number}]"
    if found.forecast_sentence:
        yield found.forecast_sentence
    width = max((len(topic.title) for topic in found.topics), default=0)
    for topic in found.topics:
        yield _topic(topic, width)


def _topic(topic: TopicReady, width: int) -> str:
    share = "  - " if topic.recall is None else f"{topic.recall:4.0%}"
    said = f"{topic.title:<{width}}  {share}  {topic.met} of {topic.items} met"
    if topic.forecast is not None:
        said += f"  on the day {topic.forecast:.0%} +-{topic.forecast_error * 100:.0f}"
    return f"{said}  [{topic.number}]"


def _remembering(found: Remembering) -> Iterator[str]:
    yield f"{found.recall_sentence} [{found.recent.number}]"
    for week in found.weeks:
        if week.asked:
            yield f"week of {week.first}  {_recall(week)}"
    yield f"ever  {_recall(found.ever)}"
    yield found.days_sentence
    for day in found.days:
        if day.reviews:
            minutes = round(day.think_ms / MINUTE_MS)
            yield (
                f"{day.date}  {day.reviews} reviews  {day.recalled} recalled  {minutes} min  "
                f"[{day.number}]"
            )
    yield f"reviews ever  {found.reviews}  [reviews]"
    yield found.due_sentence
    for due in found.due:
        if due.items:
            yield f"due {due.date}  {due.items}  [{due.number}]"


def _recall(count: RecallCount) -> str:
    share = f"{count.recalled / count.asked:4.0%}" if count.asked else "  - "
    said = f"{share}  {count.recalled} of {count.asked}"
    if count.asked:
        said += f"  {count.low:.0%} to {count.high:.0%} by chance  expected {count.expected:.0%}"
    return f"{said}  [{count.number}]"


def _mistake(row: MistakeCount, days: int) -> str:
    state = "gone" if row.gone else "still there"
    return (
        f"{row.name}  {row.times} in all  {row.recent} in {days} days  last {row.last}  "
        f"{row.chances} chances since  {state}  [{row.number}]"
    )


def _interview(row: InterviewCount) -> str:
    total = "" if row.total is None else f"  {row.total} of 100"
    said = f"{row.date}  {row.level}  {row.band}{total}  {row.questions} questions"
    parts = "".join(f"  {part.name} {part.points}/{part.of}" for part in row.criteria)
    return f"{said}  {row.minutes} min{parts}  [{row.number}]"
