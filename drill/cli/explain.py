"""`drill explain`: a derivative step by step, and the computation graph at a point.

With `--given` the step where that answer left the way is marked.
"""

from __future__ import annotations

import json
import math
import textwrap
from argparse import Namespace
from collections.abc import Iterator

from drill.cli.app import draws_unicode
from drill.cli.call import DONE, CallError
from drill.cli.grade import split_names
from drill.service.explain import Asked, CannotExplain, Explained, Explaining, explain
from drill.service.view import plain
from drill.service.workers import Workers
from drill.wire import to_json

WIDTH = 80
HERE = "<- here"


def run(options: Namespace) -> int:
    """Explain one expression."""
    asked = _asked(options)
    workers = Workers()
    try:
        found = explain(workers, asked)
    except CannotExplain as error:
        raise CallError(str(error)) from None
    finally:
        workers.close()
    if options.json:
        print(json.dumps(to_json(found), ensure_ascii=False))
        return DONE
    for line in said(found):
        print(line)
    return DONE


def _asked(options: Namespace) -> Asked:
    if len(options.expression) != 1:
        raise CallError(
            f"explain takes one expression, and {len(options.expression)} were given; quote it"
        )
    wrt = split_names(options.wrt)
    if not wrt:
        raise CallError("--wrt names what to differentiate by: --wrt x")
    return Asked(
        options.expression[0],
        wrt,
        split_names(options.vars or ""),
        read_point(options.at or ""),
        options.given or "",
        WIDTH,
        not draws_unicode(),
    )


def read_point(text: str) -> dict[str, float]:
    """Read `x=1,y=-2.5` into a point."""
    point: dict[str, float] = {}
    for piece in split_names(text):
        name, equals, value = (part.strip() for part in piece.partition("="))
        try:
            number = float(value) if len(value) <= 30 else math.nan
        except ValueError:
            number = math.nan
        if not name or not equals or not math.isfinite(number):
            raise CallError(f"--at takes numbers by name, as in --at x=1,y=2, and not “{piece}”")
        point[name] = number
    return point


def said(found: Explaining) -> Iterator[str]:
    """Say everything in lines."""
    yield from _verdict(found)
    for part in found.parts:
        yield f"The derivative of {found.of} by {part.wrt}:"
        yield from _steps(part)
        if part.derivative:  # else the steps have said that there is none
            yield f"= {part.derivative}"
        yield from (f"  {plain(note)}" for note in part.notes)
        yield ""
    if found.graph:
        yield "The computation graph here, forward values and gradients going back:"
        yield from found.graph
    elif found.no_graph:
        yield f"No computation graph: {found.no_graph}"


def _steps(part: Explained) -> Iterator[str]:
    for number, step in enumerate(part.steps, 1):
        mark = f"  {HERE}" if step.here else ""
        yield from _wrapped(f"{number}. {step.title}. {plain(step.text)}{mark}")


def _verdict(found: Explaining) -> Iterator[str]:
    verdict = found.verdict
    if verdict is None:
        return
    yield from _wrapped(
        " ".join(part for part in (verdict.judgement.value, verdict.message) if part)
    )
    for mistake in verdict.mistakes[:2]:
        told = " ".join(dict.fromkeys((mistake.where, mistake.sentence)))
        yield from _wrapped(f"{mistake.id}: {told.strip()}")
    yield ""


def _wrapped(text: str) -> list[str]:
    """Wrap at 80 columns; what has no space stays whole."""
    return textwrap.wrap(text, WIDTH, subsequent_indent="   ", break_long_words=False)
