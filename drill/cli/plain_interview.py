"""`drill interview --plain`: a mock interview in lines, for screen readers and dumb terminals.

Append-only, numbered choices, no escape byte, maths in one line. An answer in words may have
several lines; an empty one ends it. Words that steer begin with a slash.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from time import monotonic
from typing import TextIO

from drill.cli.fold import fold
from drill.service.messages import (
    Assessed,
    Brief,
    Clarified,
    Clarify,
    EndInterview,
    Error,
    Hinted,
    InterviewHint,
    Probe,
    ProbeAnswer,
    Reply,
    Request,
    Respond,
    Saved,
    Scorecard,
    Slot,
    TickSlot,
    Unread,
)
from drill.service.messages.offers import offers
from drill.service.spans import say_clock

HELP = """\
Type your answer. In words it may have several lines; an empty line ends it.
  /clarify  ask what is given and what is expected; free of charge
  /hint     a hint, which takes 15 percent off this slot
  /skip     pass this question over
  /end      end the questions, and compare what was answered
  /quit     leave; the same command goes on where you stopped (so does the end of input)"""
VERDICTS = {
    "correct": "The answer is right.",
    "form": "Right in value, not in the form asked for.",
    "wrong": "Not right.",
    "undecided": "It could not be decided; it counts neither way.",
}


class PlainInterview:
    """One interview in lines."""

    def __init__(self, source: TextIO, output: TextIO) -> None:
        self._source = source
        self._output = output
        self._handle: Callable[[Request], None] = lambda _request: None
        self._open: Slot | Probe | Assessed | None = None
        self._of: Slot | None = None
        """The slot a follow-up belongs to."""
        self._since = 0.0
        self._spent = 0.0
        """Seconds that went into this slot before what is asked now."""
        self._coach = False
        self._comparing = False
        self.card: Scorecard | None = None
        self.left = False

    @property
    def begun(self) -> bool:
        """Whether an interview is open, or over already; else it was refused."""
        return self._open is not None or self.card is not None

    def steer(self, handle: Callable[[Request], None]) -> None:
        """Take the way requests go."""
        self._handle = handle

    def hear(self, reply: Reply, _request_id: str = "") -> None:
        """Say one reply."""
        match reply:
            case Brief():
                self._brief(reply)
            case Slot():
                self._of, self._spent = reply, 0.0
                self._begin(reply)
                self._ask(reply)
            case Probe():
                self._begin(reply)
                self._say("", f"Follow-up: {reply.prompt}")
            case Unread():
                for part in reply.parts:
                    self._say(f"{part.part} could not be read: {part.message}")
                self._say("It is still open; type it again, or /skip.")
            case Clarified():
                self._say(reply.text)
            case Hinted():
                self._say(f"Hint: {reply.hint} ({reply.left} left, each takes 15 percent)")
            case Assessed():
                self._begin(reply)
                self._assess(reply)
            case Scorecard():
                self.card, self._open = reply, None
                self._sum_up(reply)
            case Saved(what="export"):
                self._say(f"Written to {reply.review}.")
            case Error(fatal=True):
                print(f"drill: {reply.message}", file=sys.stderr)
                self.left = True
            case Error() if self.begun:
                self._say(f"Error: {reply.message}")
            case Error():
                print(f"drill: {reply.message}", file=sys.stderr)
            case _:
                return

    def run(self) -> None:
        """Read lines until the interview is over or left."""
        while self.card is None and not self.left:
            line = self._read()
            if line is None or line.strip() in ("/quit", "/q"):
                self.left = True
            elif line.startswith("/"):
                self._steered(line.strip())
            else:
                self._take(line)
        if self.card is None:
            self._say("", "Left open; `drill interview` goes on where you stopped, within a day.")

    def _steered(self, line: str) -> None:
        now, word = self._open, line[1:].split(" ", maxsplit=1)[0]
        if word in ("help", "h", "?"):
            self._say(HELP)
        elif word == "end":
            self._handle(EndInterview())
        elif word in ("clarify", "c") and isinstance(now, Slot):
            self._handle(Clarify(now.n))
        elif word == "hint" and isinstance(now, Slot):
            self._handle(InterviewHint(now.n))
        elif word == "skip" and isinstance(now, Slot):
            self._send(Respond(now.n, ms=self._thought()))
        elif word == "skip" and isinstance(now, Probe):
            self._send(ProbeAnswer(now.n, now.probe, ms=self._thought()))
        else:
            self._say(f"There is no /{word[:20]} here. /help lists what there is.")

    def _take(self, line: str) -> None:
        now = self._open
        if isinstance(now, Assessed):
            self._tick(now, line)
        elif not line.strip():
            self._say("Nothing is typed. /skip passes this question over.")
        elif isinstance(now, Probe):
            text = self._text(line)
            self._send(ProbeAnswer(now.n, now.probe, text, self._thought()))
        elif isinstance(now, Slot):
            self._respond(now, line)

    def _respond(self, slot: Slot, first: str) -> None:
        """Take the fields, one a line, and then the words where some are wanted."""
        parts: dict[str, str] = {}
        for index, part in enumerate(slot.parts):
            line: str | None = first if index == 0 else self._read(f"{part.label or part.id}: ")
            parts[part.id] = (line or "").strip()
        text = "" if slot.parts else self._text(first)
        if slot.parts and slot.told:
            self._say("Now in words; an empty line ends it.")
            text = self._text(self._read() or "")
        self._send(Respond(slot.n, parts, text, self._thought()))

    def _text(self, first: str) -> str:
        """Read on until an empty line or the end of input."""
        lines = [first.rstrip("\n")]
        while lines[-1].strip() and (line := self._read("")) is not None:
            lines.append(line.rstrip("\n"))
        return "\n".join(lines).strip()

    def _send(self, request: Request) -> None:
        """Answer, and say softly where the time of the slot is over."""
        slot = self._of
        self._spent += monotonic() - self._since
        if slot is not None and self._spent > slot.seconds:
            spent, limit = say_clock(self._spent), say_clock(slot.seconds)
            self._say(f"Time: {spent} of {limit}. An interviewer would have moved on.")
        self._handle(request)

    def _tick(self, now: Assessed, line: str) -> None:
        """Take the numbers of the points and follow-ups; Enter takes what is proposed."""
        count = len(now.points) + len(now.probes)
        if not line.strip():
            likely = tuple(i for i, one in enumerate(now.probes) if one.likely)
            self._handle(TickSlot(now.n, now.ticked, likely))
            return
        words = line.replace(",", " ").split()
        numbers = {int(word) for word in words if word.isdigit() and len(word) < 3}
        if not all(word.isdigit() for word in words) or not numbers <= set(range(count + 1)):
            self._say(f"Type numbers from 1 to {count}, or 0 for none, or Enter as proposed.")
            return
        points = tuple(one.id for i, one in enumerate(now.points, 1) if i in numbers)
        probes = range(len(now.probes))
        made = tuple(i for i in probes if len(now.points) + 1 + i in numbers)
        self._handle(TickSlot(now.n, points, made))

    # --- saying -----------------------------------------------------------------------------------

    def _brief(self, brief: Brief) -> None:
        self._coach = brief.coach
        mode = "with a coach" if brief.coach else "as an exam: nothing is revealed until the end"
        begun = f"Going on with slot {brief.resumed}. " if brief.resumed else ""
        times = f"{len(brief.slots)} slots of {say_clock(brief.slot_seconds)}"
        self._say(
            f"{begun}Mock interview, {brief.level}, {brief.minutes} minutes, {mode}.",
            f"{times}: {', '.join(brief.slots)}.",
            f"It passes with {brief.passes}. Seed {brief.seed}.",
            *brief.notes,
            "/help lists what you can do.",
        )

    def _ask(self, slot: Slot) -> None:
        self._say(
            "",
            f"Slot {slot.n} of {slot.of}: {slot.kind}, {slot.title}. "
            f"Time {say_clock(slot.seconds)}.",
            "",
            slot.prompt,
            "",
        )
        for offer in offers(slot.parts):
            if offer.headed:
                self._say(f"{offer.heading}:")
            for choice in offer.part.choices:
                self._say(f"  {choice.id}. {choice.text}")
            if offer.part.answer == "ordering":
                self._say("Type the letters in the right order, such as: b a c")
        if not slot.parts:
            self._say("Answer in words; an empty line ends it.")

    def _assess(self, now: Assessed) -> None:
        if not (self._coach or self._comparing):
            self._say("", "Wrap-up: compare what you answered with what was looked for.")
        self._comparing = True
        self._say("", f"Compare, slot {now.n} of {now.of}: {now.kind}.", now.prompt, "")
        given = ", ".join(f"{part} = {text or 'nothing'}" for part, text in now.given.items())
        if given:
            self._say(f"You typed: {given}. {VERDICTS.get(now.verdict, now.verdict)}")
        if now.told.strip():
            self._say("You wrote:", now.told)
        elif not given:
            self._say("You passed it over.")
        for line in (now.message, *(f"{one.name}: {one.sentence}" for one in now.misconceptions)):
            if line:
                self._say(line)
        if now.solution:
            for step in now.solution:
                self._say(f"  {step.name}: {step.text}")
        else:
            self._say("Answer:", now.answer)
        if not now.points and not now.probes:
            self._say("Enter goes on.")
            return
        self._points(now)

    def _points(self, now: Assessed) -> None:
        for number, point in enumerate(now.points, 1):
            must = " (must have)" if point.must else ""
            made = f" You wrote: {point.matched}." if point.matched else ""
            against = now.contradicted.get(point.id, "")
            opposite = f" You seem to say the opposite: {against}." if against else ""
            self._say(f"  {number}. {point.text}{must}{made}{opposite}")
        for number, one in enumerate(now.probes, len(now.points) + 1):
            self._say(f"  {number}. Follow-up: {one.prompt}")
            self._say(f"     You answered: {one.told.strip() or 'nothing'}")
            self._say(f"     Looked for: {one.answer}")
        proposed = [str(i) for i, one in enumerate(now.points, 1) if one.id in now.ticked]
        first = len(now.points) + 1
        proposed += [str(i) for i, one in enumerate(now.probes, first) if one.likely]
        self._say(
            "Which did you make? Type their numbers, or 0. "
            f"Enter is: {' '.join(proposed) if proposed else 'none'}."
        )

    def _sum_up(self, card: Scorecard) -> None:
        self._say("", f"Scorecard: {card.band}, {card.total} of 100.", card.why)
        for one in card.criteria:
            self._say(f"  {one.name}: {one.points} of {one.of}. {one.evidence}.")
        for text in card.fatal:
            self._say(f"Fatal error, the opposite of: {text}")
        for slot in card.slots:
            spent = (
                f", {say_clock(slot.seconds)} of {say_clock(slot.limit)}" if slot.seconds else ""
            )
            hints = f", hints {slot.hints}" if slot.hints else ""
            self._say(f"Slot {slot.n}, {slot.kind}: {slot.verdict}{spent}{hints}. {slot.item}")
            for missed in slot.missed:
                self._say(f"  missed: {missed}")
        if card.reopened:
            self._say(f"Back tomorrow: {', '.join(card.reopened)}.")

    def _begin(self, what: Slot | Probe | Assessed) -> None:
        self._open, self._since = what, monotonic()

    def _thought(self) -> int:
        return int((monotonic() - self._since) * 1000)

    def _read(self, invitation: str | None = None) -> str | None:
        now = self._open
        first = now.parts[0].label if isinstance(now, Slot) and now.parts else ""
        usual = f"{first}: " if first else "> "
        self._output.write(usual if invitation is None else invitation)
        self._output.flush()
        return self._source.readline() or None

    def _say(self, *lines: str) -> None:
        self._output.write("".join(f"{fold(line, self._output)}\n" for line in lines))
        self._output.flush()
