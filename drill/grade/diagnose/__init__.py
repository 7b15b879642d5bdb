"""Naming the mistake behind a wrong derivative, by making every mistake and comparing.

`task` has the values, `diagnose` is the door. A tree is laid out with its numbers (`spots`), each
node's wrong rules are listed (`nodes`, which asks `chains`, `outers`, `products`, `quotients`,
`sums`), and `search` finds those whose answer is the one that was typed. `objects`, `brackets` and
`probes` look at the answer as a whole, `grids` at gradients and matrices.
"""

from drill.grade.diagnose.ask import ask, asks_for, derivative
from drill.grade.diagnose.diagnose import diagnose
from drill.grade.diagnose.task import DerivativeTask, Finding, Op

__all__ = ["DerivativeTask", "Finding", "Op", "ask", "asks_for", "derivative", "diagnose"]
