"""Derivations checked line by line: each line against the one before it, and against the goal.

`given` reads what a derivation starts from, `symbols` reads a line with the derivative signs in it,
`names` keeps what its letters stand for, `judge` says what is to be said of a line, and `why` asks
for the reason of a wrong one: of `diagnose` where a rule of differentiation was broken, of `slips`
where a rule of algebra was.
"""

from drill.grade.derivation.given import Derivation
from drill.grade.derivation.judge import State, begin, judge_line, judge_lines, next_line
from drill.grade.derivation.verdict import LineKind, LineVerdict

__all__ = [
    "Derivation",
    "LineKind",
    "LineVerdict",
    "State",
    "begin",
    "judge_line",
    "judge_lines",
    "next_line",
]
