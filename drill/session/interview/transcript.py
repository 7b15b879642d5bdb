"""A finished interview as a Markdown page: the scorecard, then every question with its answer."""

from __future__ import annotations

from drill.session.interview.interview import Interview
from drill.session.interview.score import Scorecard
from drill.session.interview.slot_score import SlotScore, suggested
from drill.session.interview.steps import Answered

TITLES = {"correct": "right", "wrong": "not right", "form": "right, in another form"}


def markdown(interview: Interview, card: Scorecard, date: str) -> str:
    """Write the page; the banks' prose is Markdown already and goes in as it stands."""
    pieces = [_head(interview, card, date), *(_slot(interview, slot) for slot in card.slots)]
    return "\n\n".join(pieces) + "\n"


def _head(interview: Interview, card: Scorecard, date: str) -> str:
    mode = "with a coach" if card.coach else "exam"
    rows = [
        f"| {one.name} | {one.points} of {one.of} | {_cell(one.evidence)} |"
        for one in card.criteria
    ]
    times = f"{interview.plan.minutes} minutes planned, {card.minutes} used"
    lines = [
        f"# Mock interview, {card.level.value}: {card.band.value}",
        "",
        f"{date}, {mode}, {times}, seed {card.seed}.",
        "",
        f"**{card.total} of 100.** {_sentence(card.why)}",
        "",
        "| criterion | points | evidence |",
        "|---|---|---|",
        *rows,
    ]
    if card.fatal:
        lines += ["", "Fatal errors: the opposite was said of", ""]
        lines += [f"- {text}" for text in card.fatal]
    return "\n".join(lines)


def _slot(interview: Interview, slot: SlotScore) -> str:
    answer = interview.answers.get(slot.n)
    title = f"## {slot.n}. {slot.kind}, {slot.topic.replace('_', ' ')}"
    if answer is None:
        return f"{title}\n\nNot reached."
    spent = (
        f"{slot.seconds // 60}:{slot.seconds % 60:02} of {slot.limit // 60}:{slot.limit % 60:02}"
    )
    hints = f", {slot.hints} hints" if slot.hints > 1 else ", 1 hint" if slot.hints else ""
    pieces = [title, f"*{slot.verdict}; {spent}{hints}; `{slot.item}`*", answer.prompt.strip()]
    pieces += ["**Answered**", _answered(answer)]
    pieces += _probes(interview, answer)
    pieces += _points(interview, answer)
    pieces += ["**Model answer**", answer.answer.strip()]
    return "\n\n".join(pieces)


def _answered(answer: Answered) -> str:
    if answer.blank:
        return "Nothing."
    lines = [
        f"- {one.part}: {_code(one.given)}, {TITLES.get(one.judgement, one.judgement)}"
        + (f". {one.message}" if one.message else "")
        for one in answer.grades
    ]
    pieces = ["\n".join(lines)] if lines else []
    if answer.told.strip():
        pieces.append(_quote(answer.told))
    return "\n\n".join(pieces)


def _probes(interview: Interview, answer: Answered) -> list[str]:
    tick = interview.ticked.get(answer.n) or suggested(interview, answer)
    pieces: list[str] = []
    for index, probe in enumerate(answer.probes):
        told = interview.probed.get((answer.n, index))
        made = "answered" if index in tick.probes else "not answered"
        pieces.append(f"**Follow-up, {made}:** {probe.prompt.strip()}")
        if told is not None and told.told.strip():
            pieces.append(_quote(told.told))
        pieces.append(f"Looked for: {probe.answer.strip()}")
    return pieces


def _points(interview: Interview, answer: Answered) -> list[str]:
    if not answer.marks:
        return []
    tick = interview.ticked.get(answer.n) or suggested(interview, answer)
    lines = [
        f"- [{'x' if mark.id in tick.points else ' '}] {mark.text}"
        + (" (must have)" if mark.must else "")
        for mark in answer.marks
    ]
    return ["**Points**", "\n".join(lines)]


def _quote(text: str) -> str:
    return "\n".join(f"> {line}" for line in text.strip().splitlines())


def _code(text: str) -> str:
    """Set what was typed as code; a back-tick in it must not end that."""
    return f"`` {text} ``" if "`" in text else f"`{text}`"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
