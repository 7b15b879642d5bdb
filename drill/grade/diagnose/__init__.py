"""Naming the mistake behind a wrong derivative, by making every mistake and comparing.

`task` has the values, `ask` makes a task from what was typed, `diagnose` is the door. A tree is
laid out with its numbers (`spots`), the wrong rules of each node are listed (`nodes`, which asks
`chains`, `outers`, `products`, `factors`, `quotients`, `softmaxes`, `sums`, `elementary`), and
`search` finds those whose answer is the one that was typed. `objects` and `entropies` guess at the
answer as a whole, `grids` and `forms` at gradients and matrices; `brackets`, `probes` and `digits`
say how an answer differs that no rule explains. `order` says which comes first, `lines` says it.

To add a rule, give a `Slip` where its kind of node is listed, and its id a sentence in
`drill.grade.mistakes`.
"""

from drill.grade.diagnose.ask import ask, asks_for, derivative
from drill.grade.diagnose.diagnose import diagnose
from drill.grade.diagnose.task import DerivativeTask, Finding, Op

__all__ = [
    "DerivativeTask",
    "Finding",
    "Op",
    "ask",
    "asks_for",
    "derivative",
    "diagnose",
]
