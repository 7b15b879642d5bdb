"""Feed the reader and the grader what a coverage-guided fuzzer makes up, and let nothing pass.

Run by hand, with atheris (which is no dependency of drill) and any of libFuzzer's options:

    pip install atheris
    python tests/benchmarks/fuzz.py -max_total_time=3600 -timeout=20 -rss_limit_mb=1024 CORPUS

An input is two answers, a list of variables, and perhaps what the first is the derivative of. It
must come to a verdict: an exception, or a text that is read differently after it was shown, stops
the run and is written to a file. What takes over a second is counted, not refused: in the app the
worker is killed then, and the answer counts as undecided.
"""

from __future__ import annotations

import sys
import time
from importlib import import_module
from typing import Any

fuzzer: Any = import_module("atheris")

with fuzzer.instrument_imports(include=["drill.maths", "drill.grade"]):
    from drill.grade.pair import Source, judge_pair
    from drill.maths.errors import MathsError
    from drill.maths.read import read, read_typed
    from drill.maths.scope import Scope
    from drill.maths.show import line, typed

VARIABLES: tuple[tuple[str, ...], ...] = ((), ("x",), ("x", "y"), ("w1", "b", "theta"))
SLOW_S = 1.0
PIECES = [
    *"xyzabew0123456789+-*/^()[]{},|=' .!_\\",
    *("x", "y", "w1", "theta", "10", "0.5", "1e3", "**", "sin", "cos", "tan", "ln", "exp", "sqrt"),
    *("abs", "sigmoid", "relu", "softmax", "norm", "log(x,2)", "arcsin", "cbrt", "factorial"),
    *("\\frac{1}{x}", "\\sqrt{x}", "\\cdot", "\\left(", "\\right)", "\\sigma", "\\begin{pmatrix}"),
    *"σ√²³·×−∞πθ₁‖∇′∂ᵀ½",
    *("f(x)=", "[[1,2],[3,4]]", "{1,2}", "(x,y)", "x^", "e^", "/x", "*(", ")^2", "log2", "max("),
]


class Tally:
    """What the run came to."""

    def __init__(self) -> None:
        self.runs = self.read = self.slow = 0
        self.slowest = 0.0

    def add(self, seconds: float) -> None:
        """Count one input, and say every now and then how far the run is."""
        self.runs += 1
        self.slow += seconds > SLOW_S
        self.slowest = max(self.slowest, seconds)
        if self.runs % 2_000 == 0:
            print(
                f"{self.runs} inputs in {time.process_time() / 60:.1f} CPU minutes, {self.read} "
                f"of them readable; {self.slow} took over {SLOW_S:g} s, the slowest "
                f"{self.slowest:.2f} s",
                flush=True,
            )


TALLY = Tally()


def one_text(data: Any) -> str:
    """Make an answer: free characters, or pieces that answers are made of."""
    if data.ConsumeIntInRange(0, 3) == 0:
        return str(data.ConsumeUnicodeNoSurrogates(60))
    count = data.ConsumeIntInRange(0, 24)
    return "".join(data.PickValueInList(PIECES) for _ in range(count))


def one_input(raw: bytes) -> None:
    """Grade what one input says."""
    data = fuzzer.FuzzedDataProvider(raw)
    variables = data.PickValueInList(list(VARIABLES))
    expected, given = one_text(data), one_text(data)
    source = Source(one_text(data), ("x",)) if data.ConsumeIntInRange(0, 3) == 0 else None
    began = time.process_time()
    judge_pair(expected, given, variables, source=source)
    TALLY.add(time.process_time() - began)
    check_shown(given, variables)


def check_shown(text: str, variables: tuple[str, ...]) -> None:
    """What can be read can be shown, and reads the same when it is read again."""
    try:
        tree = read(text, Scope(variables, free=not variables)).tree
    except MathsError:
        return
    TALLY.read += 1
    line(tree)
    shown = typed(tree)
    again = read_typed(shown, Scope(variables, free=not variables))
    if typed(again) != shown:
        raise AssertionError(f"{text!r} is shown as {shown!r}, which reads as {typed(again)!r}")


if __name__ == "__main__":
    fuzzer.Setup(sys.argv, one_input)
    fuzzer.Fuzz()
