"""What an interview shows when it is compared: an answer beside its points, and the scorecard."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content

from drill.service.messages import Assessed, Brief, CriterionLine, Scorecard, SlotLine
from drill.tui import content, spell
from drill.tui.glyphs import Glyphs, bar
from drill.tui.widgets import verdict

BANDS = {
    "strong hire": "bold $text-success",
    "leaning hire": "bold $text-success",
    "leaning no": "bold $text-warning",
    "strong no hire": "bold $text-error",
}
VERDICTS = {
    "correct": ("right", "bold $text-success"),
    "form": ("right in value, not in form", "bold $text-warning"),
    "wrong": ("not right", "bold $text-error"),
    "undecided": ("could not decide; counts neither way", "bold $text-warning"),
}
BAR = 16


def brief(shown: Brief) -> Content:
    """Say what is about to happen."""
    title = f"Mock interview, {shown.level}"
    mode = (
        "with a coach: compared after each slot"
        if shown.coach
        else "an exam: nothing is revealed until the end"
    )
    clock = spell.clock(shown.slot_seconds)
    lines = [
        content.text(title, "bold $text-primary"),
        Content(""),
        content.text(f"{shown.minutes} minutes, {mode}."),
        content.text(f"{len(shown.slots)} slots of {clock}, and the wrap-up."),
        Content(""),
        *(content.text(f"  {n}  {kind}") for n, kind in enumerate(shown.slots, 1)),
        Content(""),
        content.text(f"It passes with {shown.passes}."),
        content.text("Ask what is unclear (free), take hints (15% each), say what you assume."),
    ]
    if shown.topics:
        lines.append(content.text(f"Only {', '.join(shown.topics)}."))
    lines += [content.text(note, "$text-muted") for note in shown.notes]
    if shown.resumed:
        lines += [Content(""), content.text(f"It goes on with slot {shown.resumed}.", "bold")]
    return Content("\n").join(lines)


def answered(shown: Assessed) -> Content:
    """Show the question again, and what was answered."""
    prompt = content.view(shown.prompt_view) if shown.prompt_view else content.text(shown.prompt)
    lines = [prompt, Content(""), content.text("you answered", "bold $text-primary")]
    lines += [content.text(f"{part} = {text or 'nothing'}") for part, text in shown.given.items()]
    if shown.told.strip():
        lines.append(content.text(shown.told.strip()))
    if not shown.told.strip() and not shown.given:
        lines.append(content.text("nothing", "$text-muted"))
    return Content("\n").join(lines)


def judged(shown: Assessed) -> Content:
    """Show the verdict of the fields, and the model answer or the solution."""
    lines: list[Content] = []
    if shown.verdict:
        lines.append(content.text(*VERDICTS.get(shown.verdict, (shown.verdict, "bold"))))
    if shown.message:
        lines.append(content.text(shown.message))
    lines += [
        content.line(((f"{one.name}. ", "bold"), (one.sentence, "")))
        for one in shown.misconceptions[:2]
    ]
    if lines:
        lines.append(Content(""))
    if shown.solution:
        lines.append(verdict.solution(shown.solution))
    else:
        answer = content.view(shown.view) if shown.view else content.text(shown.answer)
        lines += [content.text("answer", "bold $text-primary"), answer]
    return Content("\n").join(lines)


def points(
    shown: Assessed, ticked: frozenset[str], made: frozenset[int], glyphs: Glyphs
) -> Content:
    """List the points and the follow-ups with a box each, numbered through."""
    lines = [verdict.points(shown.points, ticked, glyphs)] if shown.points else []
    against = [one for one in shown.points if one.id in shown.contradicted]
    lines += [
        content.text(
            f"You seem to say the opposite of {shown.points.index(one) + 1}: "
            f"“{shown.contradicted[one.id]}”. Tick it if you did not.",
            "$text-warning",
        )
        for one in against
        if one.id not in ticked
    ]
    for number, probe in enumerate(shown.probes):
        box = f"[{glyphs.tick}]" if number in made else "[ ]"
        head = Content.assemble(
            (f"{number + 1 + len(shown.points)} ", "bold"), (f"{box} ", "$text-success")
        )
        lines.append(content.hang(head, content.text(f"follow-up: {probe.prompt}"), content.WIDTH))
        told = probe.told.strip() or "nothing"
        lines.append(content.text(f"      you answered: {told}", "$text-muted"))
        wanted = content.view(probe.view) if probe.view else content.text(probe.answer)
        lines.append(content.hang(content.text("      "), wanted, content.WIDTH))
    return Content("\n").join(lines)


def scorecard(card: Scorecard, glyphs: Glyphs) -> Content:
    """Show the band, what it rests on, and every slot."""
    lines = [
        content.line(
            (
                (card.band, BANDS.get(card.band, "bold")),
                (f"   {card.total} of 100   {card.level}", ""),
            )
        ),
        content.text(card.why),
        *(
            content.text(f"Fatal: the opposite of “{text}”", "bold $text-error")
            for text in card.fatal
        ),
        Content(""),
        *_criteria(card.criteria, glyphs),
        Content(""),
        *(_slot(slot) for slot in card.slots),
    ]
    missed = [text for slot in card.slots for text in slot.missed]
    if missed:
        lines += [Content(""), content.text("missed", "bold $text-primary")]
        mark = content.text("- ")
        lines += [content.hang(mark, content.text(text), content.WIDTH) for text in missed]
    if card.reopened:
        back = spell.count(len(card.reopened), "item")
        lines += [Content(""), content.text(f"Back tomorrow: {back}.")]
    return Content("\n").join(lines)


def _criteria(criteria: Iterable[CriterionLine], glyphs: Glyphs) -> list[Content]:
    lines: list[Content] = []
    for one in criteria:
        filled, track = bar(one.points / one.of if one.of else 0.0, BAR, glyphs)
        head = content.line(
            (
                (f"{one.name:<27}", ""),
                (filled, "$primary"),
                (track, "$text-disabled"),
                (f"{one.points:>4} of {one.of:<3}", "bold"),
            )
        )
        said = content.text(one.evidence, "$text-muted")
        lines += [head, content.hang(content.text("  "), said, content.WIDTH)]
    return lines


def _slot(slot: SlotLine) -> Content:
    spent = f"{spell.clock(slot.seconds)} of {spell.clock(slot.limit)}" if slot.seconds else ""
    hints = spell.count(slot.hints, "hint") if slot.hints else ""
    said = [slot.verdict, *(text for text in (spent, hints) if text)]
    return content.line(((f"{slot.n} {slot.kind:<12}", "bold"), (" · ".join(said), "")))
