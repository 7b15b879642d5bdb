"""`--plain`: the session in lines, for screen readers, dumb terminals and pipes.

Append-only, numbered choices, no escape byte, no box or block characters; maths in one line as one
would type it; verdicts in words. Words that steer begin with a slash, since any bare word may be
an answer.
"""

from __future__ import annotations

import time
from typing import TextIO

from drill.cli.lines import Lines, hold, step_line
from drill.service.messages import (
    Answer,
    Feedback,
    Flag,
    Hint,
    Hinted,
    Note,
    PrimerPage,
    Prompt,
    PromptPart,
    Quit,
    Rate,
    Reply,
    Request,
    Reveal,
    Revealed,
    Saved,
    Similar,
    SimilarNext,
    Skip,
    Summary,
    Suspend,
    Tick,
    Undo,
    Undone,
)
from drill.service.spans import count, say_return
from drill.service.start import Start

RATINGS = ("again", "hard", "good", "easy")
HELP = """\
Type your answer and press Enter. Several fields are asked one after another.
  /hint     a hint, three at most
  /reveal   show the answer
  /skip     leave this card for later
  /similar  after an exercise: another of its kind comes next
  /undo     take the last review back
  /note     write a note of your own on this card
  /wrong    say that this card is wrong
  /suspend  set this card aside
  /quit     end the session (so does the end of input)"""
STEERING = {"help": "/help", "?": "/help", "quit": "/quit", "exit": "/quit"}
"""Bare words that are meant to steer: nobody answers a card with one of them alone."""


class Plain(Lines):
    """One session in lines."""

    def __init__(self, source: TextIO, output: TextIO) -> None:
        super().__init__(source, output)
        self._prompt: Prompt | None = None
        self._rateable: Feedback | Revealed | None = None
        self._since = 0.0

    @property
    def begun(self) -> bool:
        """Whether a card was asked, or the session was over at once; else it was refused."""
        return self.ended or self._prompt is not None

    def say(self, reply: Reply) -> None:
        """Say one reply."""
        match reply:
            case Prompt():
                self._ask(reply)
            case SimilarNext():
                self._say("Another of its kind comes once this one is rated.")
            case PrimerPage():
                self._say("", f"New: {reply.title}", "", reply.text)
            case Hinted():
                self._say(f"Hint: {reply.hint} ({reply.left} left)")
            case Feedback():
                self._judge(reply)
            case Revealed():
                self._reveal(reply)
            case Saved():
                self._say("Saved." if reply.what == "review" else f"Saved: {reply.what}.")
            case Undone():
                self._say(f"Taken back: the rating of {reply.item}.")
            case Summary():
                self._sum_up(reply)
            case _:
                return

    def run(self) -> None:
        """Read lines until the session ends."""
        while not self.ended:
            line = self._read(self._invitation())
            if line is None:
                break
            self._take(STEERING.get(line.strip().lower(), line.strip()))
        if not self.ended:
            self._handle(Quit())

    def _take(self, line: str) -> None:
        prompt = self._prompt
        if line.startswith("/") and self._steered(line):
            return
        if prompt is None:
            self._say("No card is open. /quit ends the session.")
        elif self._rateable is not None and (rating := self._rating(line)) is not None:
            self._rateable = None
            self._handle(Rate(prompt.n, rating))
        elif prompt.parts:
            self._answer(prompt, line)
        elif isinstance(self._rateable, Revealed):
            self._tick(prompt, line)
        else:
            self._handle(Reveal(prompt.n, line, ms=self._thought()))

    def _steered(self, line: str) -> bool:
        word, _, rest = line[1:].partition(" ")
        prompt = self._prompt
        if word in ("quit", "q"):
            self._handle(Quit())
        elif word in ("undo", "u"):
            self._handle(Undo())
        elif word in ("help", "h", "?"):
            self._say(HELP)
        elif prompt is None:
            return False
        elif word == "hint":
            self._handle(Hint(prompt.n))
        elif word in ("reveal", "r"):
            self._handle(Reveal(prompt.n, ms=self._thought()))
        elif word in ("skip", "s"):
            self._handle(Skip(prompt.n))
        elif word == "similar":
            self._handle(Similar(prompt.n))
        elif word == "note":
            self._handle(Note(prompt.item, rest or self._read("Note: ") or ""))
        elif word == "wrong":
            self._handle(Flag(prompt.item, rest or self._read("What is wrong? ") or "", prompt.n))
        elif word == "suspend":
            self._handle(Suspend(prompt.item))
        else:
            self._say(f"There is no /{word[:20]}. /help lists what there is.")
        return True

    def _answer(self, prompt: Prompt, first: str) -> None:
        typed = self._all_lines(prompt, prompt.parts[0], first)
        if typed is None:
            return
        answers = {prompt.parts[0].id: typed}
        for part in prompt.parts[1:]:
            line = self._read(f"{part.label or part.id}: ")
            while line is not None and line.startswith("/") and self._steered(line.strip()):
                if self._left(prompt):
                    return
                line = self._read(f"{part.label or part.id}: ")
            if line is None:
                return
            typed = self._all_lines(prompt, part, line.strip())
            if typed is None:
                return
            answers[part.id] = typed
        self._rateable = None
        self._handle(Answer(prompt.n, answers, ms=self._thought()))

    def _all_lines(self, prompt: Prompt, part: PromptPart, first: str) -> str | None:
        """Read a derivation on until an empty line; None where a command led away from it."""
        lines = [first]
        while part.answer == "derivation" and first:
            line = self._read(f"{len(lines) + 1}> ")
            if line is None or not line.strip():
                break
            if not line.startswith("/"):
                lines.append(line.strip())
            elif self._steered(line.strip()) and self._left(prompt):
                return None
        return "\n".join(lines)

    def _left(self, prompt: Prompt) -> bool:
        """Tell whether what was asked is not open any more."""
        return self.ended or self._prompt is not prompt or self._rateable is not None

    def _rating(self, line: str) -> int | None:
        """Read a rating; Enter takes the suggested one."""
        shown = self._rateable
        if shown is None:
            return None
        if not line:
            return shown.suggested_rating
        if line in ("1", "2", "3", "4") and self._asks_rating(shown):
            return int(line)
        return RATINGS.index(line.lower()) + 1 if line.lower() in RATINGS else None

    @staticmethod
    def _asks_rating(shown: Feedback | Revealed) -> bool:
        """Say whether a digit rates: only where it cannot be another try or a point to tick."""
        if isinstance(shown, Revealed):
            return not shown.points
        return shown.verdict in ("correct", "form")

    def _tick(self, prompt: Prompt, line: str) -> None:
        """Take the numbers of the points that were made."""
        shown = self._rateable
        if not isinstance(shown, Revealed) or not shown.points:
            self._say("Rate it: again, hard, good or easy.")
            return
        words = line.replace(",", " ").split()
        numbers = [int(word) for word in words if word.isdigit() and len(word) < 3]
        if len(numbers) != len(words) or any(not 0 <= n <= len(shown.points) for n in numbers):
            self._say(f"Type the numbers of the points you made, 1 to {len(shown.points)}, or 0.")
            return
        made = tuple(shown.points[n - 1].id for n in numbers if n)
        self._handle(Tick(prompt.n, made))

    def _ask(self, prompt: Prompt) -> None:
        self._prompt, self._rateable, self._since = prompt, None, time.monotonic()
        self._say("", f"Card {prompt.n}, {prompt.left} left.", "", prompt.prompt, "")
        if prompt.given:
            self._say("Its solution begins:")
        for step in prompt.given:
            self._say(f"  {step.name}: {step.text}")
        self._offer(prompt.parts)
        if prompt.note:
            self._say(f"Your note: {prompt.note}")

    def _judge(self, feedback: Feedback) -> None:
        # What counts neither way cannot be rated: an empty line must not make it a lapse.
        self._rateable = None if feedback.verdict in ("unreadable", "undecided") else feedback
        words = {
            "correct": "Correct.",
            "wrong": "Not quite.",
            "form": "Right in value, not yet in the form asked for.",
            "unreadable": "That could not be read; it counts neither way.",
            "undecided": "That could not be decided; it counts neither way.",
        }
        self._say(words.get(feedback.verdict, feedback.verdict))
        if feedback.message:
            self._say(feedback.message)
        for part in feedback.parts:
            if part.follows:
                self._say(f"{part.label or part.part}: {part.message}")
        for mistake in feedback.misconceptions:
            self._say(f"{mistake.name}: {mistake.sentence}")
        if feedback.verdict == "correct":
            for step in feedback.solution:
                self._say(step_line(step))
            self._say(self._rating_line(feedback))
        elif self._rateable is None:
            self._say("Try again, or /reveal, or /help.")
        else:
            suggested = RATINGS[feedback.suggested_rating - 1]
            self._say(
                f"Try again, or /reveal, or press Enter to go on with the rating: {suggested}."
            )

    def _reveal(self, revealed: Revealed) -> None:
        self._rateable = revealed
        self._say("Answer:", revealed.answer)
        for step in revealed.solution:
            self._say(step_line(step))
        for number, point in enumerate(revealed.points, 1):
            made = f"  (you wrote: {point.matched})" if point.matched else ""
            against = f"  (against it: {point.against})" if point.against else ""
            self._say(f"  {number}. {point.text}{made}{against}")
        if revealed.points:
            self._say("Which points did you make? Type their numbers, or 0; Enter rates it.")
        self._say(self._rating_line(revealed))

    @staticmethod
    def _rating_line(shown: Feedback | Revealed) -> str:
        pairs = zip(RATINGS, shown.intervals, strict=False)
        listed = ", ".join(
            f"{number} {name} {say_return(number, seconds)}"
            for number, (name, seconds) in enumerate(pairs, 1)
        )
        return f"Rate: {listed}. Enter is {RATINGS[shown.suggested_rating - 1]}."

    def _sum_up(self, summary: Summary) -> None:
        self.ended = True
        minutes = max(1, round(summary.seconds / 60)) if summary.reviews else 0
        self._say(
            "",
            f"Done: {count(summary.reviews, 'review')} in about {minutes} min, "
            f"{summary.right} right, {summary.again} to come again, {summary.new} new.",
            f"Due tomorrow: {summary.due_tomorrow}.",
        )

    def _invitation(self) -> str:
        prompt = self._prompt
        if prompt is None or self._rateable is not None or not prompt.parts:
            return "> "
        part = prompt.parts[0]
        return f"{part.label}: " if part.label else "> "

    def _thought(self) -> int:
        return int((time.monotonic() - self._since) * 1000)


def run(start: Start, first: Request, source: TextIO, output: TextIO) -> int:
    """Hold one session in lines; give the exit code."""
    return hold(Plain(source, output), start, first)
