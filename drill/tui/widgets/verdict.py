"""What is said of an answer: the verdict, the evidence, the mistake by name, the solution."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.content import Content

from drill.service.messages import Feedback, PointLine, Revealed, SolutionStep
from drill.service.spans import say_return
from drill.tui import content
from drill.tui.glyphs import UNICODE, Glyphs

MAX_NAME = 18
"""Cells the names of steps may take."""
RATINGS = ("again", "hard", "good", "easy")
WORDS = {
    "correct": ("correct", "bold $text-success"),
    "wrong": ("not quite", "bold $text-error"),
    "form": ("right in value, not yet in form", "bold $text-warning"),
    "unreadable": ("not readable; counts neither way", "bold $text-warning"),
    "undecided": ("could not decide; counts neither way", "bold $text-warning"),
}


def judged(feedback: Feedback, glyphs: Glyphs) -> Content:
    """Say the verdict in a word, then why."""
    word, style = WORDS.get(feedback.verdict, (feedback.verdict, "bold"))
    sign = {"correct": f"{glyphs.tick} ", "wrong": f"{glyphs.cross} "}.get(feedback.verdict, "")
    lines = [content.text(sign + word, style)]
    if feedback.message:
        lines.append(content.text(feedback.message))
    for part in feedback.parts:
        if part.follows:
            name = (f"{part.label or part.part}: ", "")
            lines.append(content.line((name, (part.message, "$text-muted"))))
    for mistake in feedback.misconceptions[:2]:
        lines.append(Content(""))
        lines.append(content.line(((f"{mistake.name}. ", "bold"), (mistake.sentence, ""))))
    return Content("\n").join(lines)


def solution(
    steps: Sequence[SolutionStep], glyphs: Glyphs = UNICODE, width: int = content.WIDTH
) -> Content:
    """Set a worked solution in two columns: the names of the steps, and the steps.

    The step in which the answer went wrong is marked below it.
    """
    column = min(MAX_NAME, max((len(step.name) for step in steps), default=0)) + 2
    lines: list[Content] = []
    for step in steps:
        name = content.text(f"{step.name[:MAX_NAME]:<{column}}", "$text-muted")
        said = content.view(step.view, width) if step.view else content.text(step.text)
        lines.append(content.hang(name, said, width))
        if step.here:
            mark = f"{glyphs.here} here your answer went wrong"
            lines.append(content.text(" " * column + mark, "bold $text-warning"))
    return Content("\n").join(lines)


def points(
    shown: Iterable[PointLine],
    ticked: frozenset[str],
    glyphs: Glyphs,
    width: int = content.WIDTH,
) -> Content:
    """List key points with a box each; what was matched stands behind it."""
    lines: list[Content] = []
    shown = tuple(shown)
    starred = any(point.must for point in shown)
    if starred:
        lines.append(content.text("* the answer must have it", "$text-muted"))
    for number, point in enumerate(shown, 1):
        box = f"[{glyphs.tick}]" if point.id in ticked else "[ ]"
        must = ("*" if point.must else " ") if starred else ""
        head = Content.assemble(
            (f"{number} ", "bold"), (f"{box} ", "$text-success"), (must, "$text-warning")
        )
        said = content.view(point.view, width) if point.view else content.text(point.text)
        lines.append(content.hang(head, said, width))
        if point.matched:
            lines.append(content.text(f"      you wrote: {point.matched}", "$text-muted"))
        if point.against:
            lines.append(content.text(f"      against it: {point.against}", "$text-warning"))
    return Content("\n").join(lines)


def ratings(shown: Feedback | Revealed) -> Content:
    """Offer the four ratings with their intervals; the suggested one stands out."""
    if len(shown.intervals) != len(RATINGS):
        return Content("")
    pieces: list[Content] = []
    for number, (name, seconds) in enumerate(zip(RATINGS, shown.intervals, strict=True), 1):
        style = "bold reverse" if number == shown.suggested_rating else ""
        pieces.append(content.line(((f" {number} {name} {say_return(number, seconds)} ", style),)))
    return Content("  ").join(pieces)
