"""What an interview shows before it begins, and when an answer is compared with its points."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from drill.service.messages import Assessed, Brief, Clarified, Probe, ProbeLine, TypedLine, View
from drill.tui import content, spell
from drill.tui.glyphs import Glyphs
from drill.tui.widgets import verdict

HEAD = "bold $text-primary"
QUIET = "$foreground 75%"
FOLLOWS = ("carried on from the field before, which counts once", "bold $text-warning")


def prose(view: View, text: str, width: int) -> Content:
    """Set prose: as blocks, or as it was told where the core does not draw."""
    return content.view(view, width) if view else content.text(text)


def follow_up(probe: Probe, width: int) -> Content:
    """Ask a follow-up."""
    blocks = [prose(probe.question_view, probe.question, width)] if probe.question else []
    if probe.told.strip():
        blocks.append(content.text(f"you said: {probe.told.strip()}", QUIET))
    head = content.text("follow-up", HEAD)
    said = prose(probe.view, probe.prompt, width)
    return Content("\n\n").join([*blocks, Content("\n").join([head, said])])


def clarified(said: Clarified, width: int) -> Content:
    """Show what a clarifying question was answered."""
    return content.text("clarified  ", HEAD) + prose(said.view, said.text, width)


def brief(shown: Brief, width: int = content.WIDTH) -> Content:
    """Say what is about to happen."""
    title = f"Mock interview, {shown.level}"
    mode = (
        "with a coach: compared after each slot"
        if shown.coach
        else "an exam: nothing is revealed until the end"
    )
    clock = spell.clock(shown.slot_seconds)
    lines = [
        content.text(title, HEAD),
        Content(""),
        content.text(f"{shown.minutes} minutes, {mode}."),
        content.text(f"{len(shown.slots)} slots of {clock}, and the wrap-up."),
        Content(""),
        *(content.text(f"  {n}  {kind}") for n, kind in enumerate(shown.slots, 1)),
        Content(""),
        content.text(f"You pass with {shown.passes}."),
        content.text("Ask what is unclear (free), take hints (15% each), say what you assume."),
    ]
    if shown.topics:
        lines.append(content.text(f"Only {', '.join(shown.topics)}."))
    indent = content.text("")
    lines += [content.hang(indent, content.text(note, QUIET), width) for note in shown.notes]
    if shown.resumed:
        lines += [Content(""), content.text(f"It goes on with slot {shown.resumed}.", "bold")]
    return Content("\n").join(lines)


def answered(shown: Assessed, glyphs: Glyphs, width: int = content.WIDTH) -> Content:
    """Show the question again, and what was answered, each field with its verdict."""
    lines = [prose(shown.prompt_view, shown.prompt, width), Content("")]
    if shown.blank:
        lines.append(content.text("you passed it over", HEAD))
        for one in shown.typed:
            lines += _right(one, width)
        return Content("\n").join(lines)
    lines.append(content.text("you answered", HEAD))
    for one in shown.typed:
        lines += _typed(one, glyphs, width)
    if shown.told.strip():
        lines.append(content.text(shown.told.strip()))
    return Content("\n").join(lines)


def judged(shown: Assessed, glyphs: Glyphs, width: int = content.WIDTH) -> Content:
    """Show the mistakes by their names, and the model answer or the solution."""
    lines: list[Content] = []
    if not shown.blank:
        lines += [
            content.line(((f"{one.name}. ", "bold"), (one.sentence, "")))
            for one in shown.misconceptions[:2]
        ]
    if lines:
        lines.append(Content(""))
    if shown.solution:
        lines.append(verdict.solution(shown.solution, glyphs, width))
    else:
        lines += [content.text("answer", HEAD), prose(shown.view, shown.answer, width)]
    return Content("\n").join(lines)


def tickable(shown: Assessed) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Give the points and the follow-ups that can be ticked, in the order of their numbers."""
    points = () if shown.blank else tuple(one.id for one in shown.points)
    return points, tuple(i for i, one in enumerate(shown.probes) if one.told)


def points(
    shown: Assessed,
    ticked: frozenset[str],
    made: frozenset[int],
    glyphs: Glyphs,
    width: int = content.WIDTH,
) -> Content:
    """List the points and the follow-ups; what was answered has a box and a number each."""
    lines: list[Content] = []
    if shown.points and shown.blank:
        lines.append(content.text("what it should say", HEAD))
        for point in shown.points:
            said = prose(point.view, point.text, width)
            lines.append(content.hang(content.text("- "), said, width))
    elif shown.points:
        lines.append(verdict.points(shown.points, ticked, glyphs, width))
        lines += _against(shown, ticked)
    numbers = _numbers(shown)
    for index, probe in enumerate(shown.probes):
        box = f"[{glyphs.tick}]" if index in made else "[ ]"
        lines += _follow_up(probe, numbers.get(index, 0), box, width)
    return Content("\n").join(lines)


def _typed(one: TypedLine, glyphs: Glyphs, width: int) -> Iterator[Content]:
    """Show one field: its name where it has one, what stood in it, how it was judged."""
    word, style = FOLLOWS if one.follows else verdict.WORDS.get(one.verdict, (one.verdict, "bold"))
    signs = {} if one.follows else {"correct": f"{glyphs.tick} ", "wrong": f"{glyphs.cross} "}
    name = f"{one.label} = " if one.label else ""
    yield from (
        content.line(((name if not row else "", QUIET), (text, "")))
        for row, text in enumerate((one.text or "nothing").split("\n"))
    )
    if one.chosen:
        yield content.hang(content.text("  "), content.text(one.chosen), width)
    yield content.text(f"  {signs.get(one.verdict, '')}{word}", style)
    if one.message and not one.follows:
        yield content.hang(content.text("  "), content.text(one.message), width)
    yield from _right(one, width)


def _right(one: TypedLine, width: int) -> Iterator[Content]:
    """Show the right choice or the right order, where the answer was another one."""
    if one.right:
        name = f"{one.label}: " if one.label else ""
        yield content.text(f"  {name}right is", QUIET)
        yield content.hang(content.text("  "), prose(one.view, one.right, width - 2), width)


def _against(shown: Assessed, ticked: frozenset[str]) -> Iterator[Content]:
    for number, one in enumerate(shown.points, 1):
        if one.id in shown.contradicted and one.id not in ticked:
            fatal = " That is a fatal error." if one.must else ""
            said = (
                f"You seem to say the opposite of {number}: “{shown.contradicted[one.id]}”."
                f"{fatal} Tick it if you did not."
            )
            yield content.text(said, "$text-warning")


def _numbers(shown: Assessed) -> dict[int, int]:
    points, probes = tickable(shown)
    return {probe: number for number, probe in enumerate(probes, len(points) + 1)}


def _follow_up(probe: ProbeLine, number: int, box: str, width: int) -> Iterator[Content]:
    if number:
        head = Content.assemble((f"{number} ", "bold"), (f"{box} ", "$text-success"))
        said = f"follow-up: {probe.prompt}"
    else:
        head = content.text("- ", "bold")
        said = f"follow-up, {'passed over' if probe.reached else 'not reached'}: {probe.prompt}"
    yield content.hang(head, content.text(said), width)
    margin = content.text("      " if number else "  ")
    if number:
        told = content.text(f"you answered: {probe.told.strip()}", QUIET)
        yield content.hang(margin, told, width)
    wanted = content.text("looked for: ", QUIET) + prose(probe.view, probe.answer, width - 18)
    yield content.hang(margin, wanted, width)
