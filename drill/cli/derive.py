"""`drill derive`: a derivation typed a line at a time, each line checked as it comes.

Plain lines, so that it works in a pipe as it does at a prompt. Words that steer begin with a slash.
"""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from typing import TextIO

from drill.cli.call import DONE, CallError
from drill.cli.grade import split_names
from drill.service.explain import (
    DERIVATIONS,
    CannotExplain,
    Derivation,
    LineKind,
    LineVerdict,
    derivation,
    judge_line,
    own_derivation,
)
from drill.service.workers import Workers
from drill.wire import to_json

HELP = """\
Type the derivation a line at a time; each is checked against the one before it.
  u = 3x+1      names a part         du/dx = 3    is the slope of a part
  = 4u^3 * 3    is the next line     dL/dp * dp/dz may stand in a line
  /goal         show what is to be reached
  /model        show a derivation that reaches it
  /undo         take the last line back
  /quit         end (so does the end of input)"""
LONGEST_LINE = 2000
SHOWN = 40
"""Characters that are shown of a line that was too long."""
SIGNS = {
    LineKind.STEP: "ok",
    LineKind.GOAL: "ok",
    LineKind.NOTED: "ok",
    LineKind.SAME: "--",
    LineKind.WRONG: "WRONG",
    LineKind.FOLLOWS: "follows",
    LineKind.APART: "wrong",
    LineKind.BACK: "ok",
    LineKind.UNREADABLE: "?",
    LineKind.UNDECIDED: "?",
}
"""What a line is, in a word before its sentence."""


def run(options: Namespace) -> int:
    """List the derivations, or hold one."""
    if options.list:
        return _list(json_lines=options.json)
    given = _given(options)
    if given is None:
        return _list(json_lines=options.json)
    workers = Workers()
    try:
        Deriving(given, workers, sys.stdin, sys.stdout, json_lines=options.json).run()
    finally:
        workers.close()
    return DONE


def _given(options: Namespace) -> Derivation | None:
    if bool(options.of) != bool(options.wrt) or (options.of and options.id):
        raise CallError("--of and --wrt belong together, without an ID: --of '(3*x+1)^4' --wrt x")
    if options.of:
        try:
            return own_derivation(options.of, options.wrt, split_names(options.vars or ""))
        except CannotExplain as error:
            raise CallError(f"--of cannot be read: {error}") from None
    if not options.id:
        return None
    if len(options.id) > 1:
        raise CallError("derive takes one ID; `drill derive --list` lists them")
    found = derivation(options.id[0])
    if found is None:
        known = ", ".join(one.id for one in DERIVATIONS)
        raise CallError(f"there is no derivation `{options.id[0][:40]}`; there are {known}")
    return found


def _list(*, json_lines: bool) -> int:
    for one in DERIVATIONS:
        if json_lines:
            print(json.dumps({"id": one.id, "title": one.title, "told": one.told}))
        else:
            print(f"{one.id:18} {one.title}")
    return DONE


class Deriving:
    """One derivation in lines."""

    def __init__(
        self,
        given: Derivation,
        workers: Workers,
        source: TextIO,
        output: TextIO,
        *,
        json_lines: bool = False,
    ) -> None:
        self._given = given
        self._workers = workers
        self._source = source
        self._output = output
        self._json = json_lines
        self._lines: list[str] = []
        self._verdicts: list[LineVerdict] = []

    def run(self) -> None:
        """Read lines until the end, and sum up."""
        self._say(self._given.title, self._given.told, "/help lists what can be typed.", "")
        while (line := self._next()) is not None:
            if line.startswith("/"):
                if line in {"/quit", "/q"}:
                    break
                self._steer(line)
            elif line:
                self._take(line)
        self._sum_up()

    def _next(self) -> str | None:
        if not self._json:
            self._output.write(f"{len(self._lines) + 1}> ")
            self._output.flush()
        line = self._source.readline(LONGEST_LINE)
        if len(line) == LONGEST_LINE and not line.endswith("\n"):
            self._pass_over_rest()
            self._refuse(line)
            return ""
        return line.strip() if line else None

    def _pass_over_rest(self) -> None:
        """Read a line to its end, a piece at a time: what is left of it is no line of its own."""
        while (piece := self._source.readline(LONGEST_LINE)) and not piece.endswith("\n"):
            pass

    def _refuse(self, line: str) -> None:
        """Say once that a line is too long to be one."""
        said = f"A line has fewer than {LONGEST_LINE} characters; this one was passed over."
        self._tell(f"{line[:SHOWN]}...", LineVerdict(LineKind.UNREADABLE, said))

    def _steer(self, line: str) -> None:
        given = self._given
        if line == "/undo" and self._lines:
            self._say(f"Taken back: {self._lines.pop()}")
            self._verdicts.pop()
        elif line == "/undo":
            self._say("There is no line to take back.")
        elif line == "/goal":
            self._say(given.goals[0] if given.goals else "The derivative, in any form.")
        elif line == "/model":
            self._say(*(given.lines or ("There is none for a function of your own.",)))
        else:
            self._say(HELP)

    def _take(self, line: str) -> None:
        verdict = judge_line(self._workers, self._given, self._lines, line)
        if verdict.kind not in {LineKind.UNREADABLE, LineKind.UNDECIDED}:
            self._lines.append(line)
            self._verdicts.append(verdict)
        self._tell(line, verdict)

    def _tell(self, line: str, verdict: LineVerdict) -> None:
        """Say what was judged of a line."""
        if self._json:
            found = {"line": line, **to_json(verdict)}
            print(json.dumps(found, ensure_ascii=False), file=self._output, flush=True)
            return
        self._say(f"   {SIGNS[verdict.kind]}: {verdict.message}")
        for mistake in verdict.mistakes[:2]:
            told = " ".join(part for part in (mistake.where, mistake.sentence) if part)
            self._say(f"   {mistake.name}. {told}")

    def _sum_up(self) -> None:
        count = len(self._lines)
        first = next((one.first_wrong for one in self._verdicts if one.first_wrong), None)
        reached = any(one.reached for one in self._verdicts)
        lines = f"{count} line{'' if count == 1 else 's'}"
        if first is not None:
            end = f"the first wrong one is line {first}: {self._lines[first - 1]}"
        else:
            end = "all right" if count else "nothing to check"
        goal = " The goal was reached." if reached else " The goal was not reached."
        self._say("", f"{lines}, {end}.{goal if count else ''}")

    def _say(self, *lines: str) -> None:
        if self._json:
            return
        self._output.write("".join(f"{line}\n" for line in lines))
        self._output.flush()
