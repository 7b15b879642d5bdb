"""Derivatives step by step of two thousand functions and more, against differences to 60 digits.

Run by hand: `python tests/benchmarks/steps.py [--count N] [--seed N] [--show N]`. Every function of
the catalogue is used; half of the functions are listed or made of two, the rest is grown from a
grammar. Each has its last line and its `slope` held against a numerical derivative, at up to three
points where it has one. Exits 1 where a line was wrong, had no value, or could not be had.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from mpmath import mpf

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))

import precise

from drill.maths.components import Grid, components
from drill.maths.functions import FUNCTIONS
from drill.maths.read import answer_side, read_typed
from drill.maths.show import typed
from drill.maths.slope import slope
from drill.maths.steps import explain
from drill.maths.tree import Equation, Node, SetOf, children

TRIES, POINTS = 40, 3
RIGHT = ("right", "no point", "no derivative", "beside a note")
"""What is no mistake: `beside a note` has no line at a point that a note excludes."""
GATHERING = ("softmax", "logsumexp", "norm", "sum", "diag", "min", "max")
PLAIN = tuple(
    name
    for name, function in FUNCTIONS.items()
    if function.most == 1 and not function.gathers and name not in {"transpose", "factorial"}
)
INNER = (
    "x",
    "-x",
    "3*x+1",
    "x/4",
    "x^2",
    "1/x",
    "x^2+1",
    "sqrt(x)",
    "e^(-x)",
    "y*x",
    "x*ln(x)",
    "sin(x)",
)
OUTSIDE = ("{}^2", "x*{}", "{}/x", "1/{}", "e^({})", "{}+y*x", "{}^(1/3)", "y^{}", "x^{}")
LISTED = Path(__file__).with_suffix(".txt")
RANGES = ((0.2, 0.95), (1.1, 3.0), (-0.9, -0.1), (-3.0, -1.1), (3.0, 9.0))


def listed() -> Iterator[str]:
    """Give the functions someone wrote down."""
    yield from LISTED.read_text(encoding="utf-8").splitlines()


def composed() -> Iterator[str]:
    """Give every function of everything, and everything of every function."""
    for name, inner in product(PLAIN, INNER):
        yield f"{name}({inner})"
    for name, outside in product(PLAIN, OUTSIDE):
        yield outside.format(f"{name}(x)")
    for name, inner in product(GATHERING, INNER):
        yield f"{name}(({inner}, y, 2))"
        yield f"{name}((x, {inner}))"


def grown(rng: random.Random) -> str:
    """Grow a function from the grammar."""
    return _grown(rng, rng.randint(2, 4))


def _grown(rng: random.Random, depth: int) -> str:
    if depth == 0 or rng.random() < 0.08:
        return rng.choice(("x", "x", "x", "y", "w", "2", "3", "0.5", "pi", "e", "7"))
    below = [_grown(rng, depth - 1) for _ in range(3)]
    match rng.randrange(12):
        case 0 | 1:
            return f"({below[0]} + {below[1]})"
        case 2:
            return f"({below[0]} - {below[1]} + {below[2]})"
        case 3 | 4:
            return f"({below[0]})*({below[1]})"
        case 5:
            return f"({below[0]})/({below[1]})"
        case 6:
            return f"({below[0]})^({rng.choice(('2', '3', '-1', '1/2', '-2/3', '4/3', 'y'))})"
        case 7:
            return f"({below[0]})^({below[1]})"
        case 8:
            name = rng.choice(GATHERING)
            gathered = f"{name}(({', '.join(below[: rng.randint(1, 3)])},))"
            return gathered if name not in {"softmax", "diag"} else f"sum({gathered})"
        case 9:
            name = rng.choice(("log", "root", "dot"))
            return f"{name}({below[0]}, {below[1]})"
        case _:
            return f"{rng.choice(PLAIN)}({below[0]})"


def points(rng: random.Random) -> Iterator[dict[str, mpf]]:
    """Draw points of every kind, none of them a special one."""
    for _ in range(TRIES):
        yield {name: mpf(rng.uniform(*rng.choice(RANGES))) for name in ("x", "y", "w", "b")}


def scalars(tree: Node) -> list[Node]:
    """List the scalars a tree is made of."""
    if isinstance(tree, Equation | SetOf):
        return [cell for part in children(tree) for cell in scalars(part)]
    parts = components(tree)
    return list(parts.cells) if isinstance(parts, Grid) else [parts]


def verdict(tree: Node, rng: random.Random) -> str:
    """Say one of `RIGHT`, or what is wrong."""
    explanation = explain(tree, "x")
    lines = {
        "steps": scalars(explanation.simplified),
        "unsimplified": scalars(explanation.derivative),
        "slope": scalars(slope(answer_side(tree), "x")),
    }
    graph = scalars(answer_side(tree))
    met = 0
    for at in points(rng):
        try:
            theirs = [precise.derivative(cell, "x", at) for cell in graph]
        except precise.Nowhere:
            continue
        met += 1
        for name, line in lines.items():
            try:
                mine = [precise.value(cell, at) for cell in line]
            except precise.Undecided:
                continue
            except precise.Nowhere as error:
                if any(note.kind in {"steep", "domain"} for note in explanation.notes):
                    return "beside a note"  # as relu(x)^(1/3) is for x < 0: it stays at its edge
                return f"{name} has no value ({error}) at x = {float(at['x']):.3}"
            if len(mine) != len(theirs) or not all(map(precise.agree, mine, theirs)):
                return (
                    f"{name} is wrong at x = {float(at['x']):.3}: {typed(explanation.simplified)}"
                )
        if met == POINTS:
            return "right"
    if met:
        return "right"
    return "no point" if explanation.exists else "no derivative"


def main() -> int:
    """Differentiate them all, and say what became of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=2400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=20)
    asked = parser.parse_args()
    rng = random.Random(asked.seed)
    texts = [*dict.fromkeys((*listed(), *composed()))]
    while len(texts) < asked.count:
        texts.append(grown(rng))
    found: Counter[str] = Counter()
    wrong: list[str] = []
    spent, steps, slowest = 0.0, 0, (0.0, "")
    begun = time.process_time()
    for text in texts:
        tree = read_typed(text)
        start = time.process_time()
        try:
            steps += len(explain(tree, "x").steps)
            took = time.process_time() - start
            said = verdict(tree, rng)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is a failure to be listed
            said, took = f"raised {error!r}", 0.0
        spent += took
        slowest = max(slowest, (took, text))
        found[said if said in RIGHT else "wrong"] += 1
        if said not in RIGHT:
            wrong.append(f"{text}: {said}")
    print(f"{len(texts)} functions: {dict(found)}; {steps} steps")
    print(
        f"explaining took {spent:.2f} s in all, at most {1000 * slowest[0]:.1f} ms ({slowest[1]})"
    )
    print(f"with checking {time.process_time() - begun:.0f} s")
    for line in wrong[: asked.show]:
        print("wrong:", line)
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
