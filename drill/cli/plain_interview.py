"""`drill interview --plain`: a mock interview in lines, for screen readers and dumb terminals.

An answer in words may have several lines; an empty one ends it. Words that steer begin with a
slash, and work wherever a line is read.
"""

from __future__ import annotations

from time import monotonic
from typing import TextIO

from drill.cli.lines import Lines
from drill.cli.plain_interview_said import assessed, brief, proposed, scorecard, slot, tickable
from drill.service.messages import (
    Assessed,
    Brief,
    Clarified,
    Clarify,
    CompareAgain,
    EndInterview,
    Hinted,
    InterviewHint,
    InterviewRead,
    Probe,
    ProbeAnswer,
    PromptPart,
    Reading,
    Reply,
    Request,
    Respond,
    Saved,
    Scorecard,
    Slot,
    TickSlot,
    Unread,
)
from drill.service.spans import say_clock

HELP = """\
Type your answer. In words it may have several lines; an empty line ends it.
These work at any line, in the middle of an answer too:
  /clarify  ask what is given and what is expected; free of charge
  /hint     a hint, which takes 15 percent off this slot
  /skip     pass this question over
  /back     while comparing: the slot before again
  /end      end the questions, and compare what was answered
  /quit     leave; the same command goes on where you stopped (so does the end of input)"""
AGAIN = "Type it again; the lines above it are kept."
IN_WORDS = "Answer in words; an empty line ends it."


class PlainInterview(Lines):
    """One interview in lines."""

    def __init__(self, source: TextIO, output: TextIO) -> None:
        super().__init__(source, output)
        self._open: Slot | Probe | Assessed | None = None
        self._of: Slot | None = None
        """The slot a follow-up belongs to."""
        self._words = ""
        """What was written beside a field that could not be read: it is not asked for twice."""
        self._reading = Reading(0, "")
        self._since = 0.0
        self._spent = 0.0
        """Seconds that went into this slot before what is asked now."""
        self._coach = False
        self._comparing = False
        self.card: Scorecard | None = None

    @property
    def begun(self) -> bool:
        """Whether an interview is open, or over already; else it was refused."""
        return self._open is not None or self.card is not None

    def say(self, reply: Reply) -> None:
        """Say one reply."""
        match reply:
            case Brief():
                self._coach = reply.coach
                self._say(*brief(reply))
            case Slot():
                self._of, self._spent, self._words = reply, 0.0, ""
                self._begin(reply)
                self._say(*slot(reply))
                self._offer(reply.parts)
                if not reply.parts:
                    self._say(IN_WORDS)
            case Probe():
                if self._of is None:  # gone on with: the question was not said here
                    self._say("", reply.question)
                self._begin(reply)
                self._say("", f"Follow-up: {reply.prompt}", IN_WORDS)
            case Reading():
                self._reading = reply
            case Assessed():
                self._compare(reply)
            case Scorecard():
                self.card, self._open, self.ended = reply, None, True
                self._say(*scorecard(reply))
            case _:
                self._say_aside(reply)

    def _say_aside(self, reply: Reply) -> None:
        """Say what does not change what is asked."""
        match reply:
            case Unread():
                for part in reply.parts:
                    name = part.label or "The answer"
                    self._say(f"{name} could not be read: {part.message}")
                kept = " Your words are kept." if self._words else ""
                self._say(f"It is still open; type it again, or /skip.{kept}")
            case Clarified():
                self._say(reply.text)
            case Hinted():
                self._say(f"Hint: {reply.hint} ({reply.left} left, each takes 15 percent)")
            case Saved(what="export"):
                self._say(f"Written to {reply.review}.")
            case _:
                return

    def run(self) -> None:
        """Read lines until the interview is over or left."""
        while not self.ended:
            line = self._line(self._invitation())
            if line is not None:
                self._take(line)
        if self.card is None:
            self._say("", "Left open; `drill interview` goes on where you stopped, within a day.")

    # --- reading ----------------------------------------------------------------------------------

    def _line(self, invitation: str) -> str | None:
        """Read a line that is no command; None where what is asked is gone, or the input ended."""
        now = self._open
        while not self.ended and self._open is now:
            line = self._read(invitation)
            if line is None:  # what was written up to here is an answer still
                self.ended = True
            elif line.strip() in ("/quit", "/q"):
                self.ended, self._open = True, None
            elif line.startswith("/"):
                self._steered(line.strip())
            else:
                return line.rstrip("\n")
        return None

    def _steered(self, line: str) -> None:
        now, word = self._open, line[1:].split(" ", maxsplit=1)[0]
        if word in ("help", "h", "?"):
            self._say(HELP)
        elif word == "end":
            self._handle(EndInterview())
        elif word == "back" and isinstance(now, Assessed):
            self._handle(CompareAgain())
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

    def _invitation(self) -> str:
        now = self._open
        return _asked(now.parts[0]) if isinstance(now, Slot) and now.parts else "> "

    # --- answering --------------------------------------------------------------------------------

    def _take(self, line: str) -> None:
        now = self._open
        if isinstance(now, Assessed):
            self._tick(now, line)
        elif not line.strip():
            self._say("Nothing is typed. /skip passes this question over.")
        elif isinstance(now, Slot) and now.parts:
            self._respond(now, line)
        else:
            text = self._text(line)
            if text is not None and isinstance(now, Slot):
                self._send(Respond(now.n, {}, text, self._thought()))
            elif text is not None and isinstance(now, Probe):
                self._send(ProbeAnswer(now.n, now.probe, text, self._thought()))

    def _respond(self, now: Slot, first: str) -> None:
        """Take the fields one after another, and then the words where some are wanted."""
        parts: dict[str, str] = {}
        for index, part in enumerate(now.parts):
            typed = self._field(now, part, first if index == 0 else None)
            if typed is None:
                return
            parts[part.id] = typed
        if now.told and not self._words:
            self._say("Now in words; an empty line ends it.")
            line = self._line("> ")
            text = None if line is None else self._text(line)
            if text is None:
                return
            self._words = text
        self._send(Respond(now.n, parts, self._words, self._thought()))

    def _field(self, now: Slot, part: PromptPart, first: str | None) -> str | None:
        """Read one field until it can be read as maths; None where the question is gone."""
        line = first
        while True:
            line = self._line(_asked(part)) if line is None else line
            if line is None:
                return None
            if part.answer == "derivation":
                return self._derivation(now, part, line)
            self._reading = Reading(now.n, part.id)
            self._handle(InterviewRead(now.n, line.strip(), part.id))
            if not self._reading.error:
                return line.strip()
            self._say(f"This cannot be read yet: {self._reading.error}")
            line = None

    def _derivation(self, now: Slot, part: PromptPart, first: str) -> str | None:
        """Read a derivation until an empty line; a line that cannot be read is asked for again."""
        lines: list[str] = []
        line: str | None = first
        while line is not None and line.strip():
            typed = "\n".join([*lines, line.strip()])
            self._reading = Reading(now.n, part.id)
            self._handle(InterviewRead(now.n, typed, part.id))
            if self._reading.error:
                self._say(f"This line cannot be read yet: {self._reading.error}", AGAIN)
            else:
                lines.append(line.strip())
            line = self._line("")
        if line is None and self._open is not now:
            return None
        return "\n".join(lines)

    def _text(self, first: str) -> str | None:
        """Read on until an empty line or the end of input; None where the question is gone."""
        now, lines = self._open, [first]
        while lines[-1].strip():
            line = self._line("")
            if line is None and self._open is not now:
                return None
            lines.append(line or "")
        return "\n".join(lines).strip()

    def _send(self, request: Request) -> None:
        """Answer, and say softly where the time of the slot is over."""
        of = self._of
        self._spent += monotonic() - self._since
        if of is not None and self._spent > of.seconds:
            spent, limit = say_clock(self._spent), say_clock(of.seconds)
            self._say(f"Time: {spent} of {limit}. An interviewer would have moved on.")
        self._handle(request)

    # --- comparing --------------------------------------------------------------------------------

    def _compare(self, shown: Assessed) -> None:
        self._begin(shown)
        if not (self._coach or self._comparing):
            self._say("", "Wrap-up: compare what you answered with what was looked for.")
        self._comparing = True
        self._say(*assessed(shown))

    def _tick(self, now: Assessed, line: str) -> None:
        """Take the numbers of the points and follow-ups; Enter takes what is proposed."""
        points, probes = tickable(now)
        count = len(points) + len(probes)
        words = line.replace(",", " ").split()
        numbers = {int(word) for word in words if word.isdigit() and len(word) < 3}
        if not words:
            numbers = set(proposed(now))
        elif not all(word.isdigit() for word in words) or not numbers <= set(range(count + 1)):
            none = f"Type numbers from 1 to {count}, or 0 for none, or Enter as proposed."
            self._say(none if count else "There is nothing to tick here; Enter goes on.")
            return
        made = tuple(one for i, one in enumerate(points, 1) if i in numbers)
        first = len(points) + 1
        told = tuple(one for i, one in enumerate(probes, first) if i in numbers)
        self._handle(TickSlot(now.n, made, told))

    def _begin(self, what: Slot | Probe | Assessed) -> None:
        self._open, self._since = what, monotonic()

    def _thought(self) -> int:
        return int((monotonic() - self._since) * 1000)


def _asked(part: PromptPart) -> str:
    return f"{part.label}: " if part.label else "answer: "
