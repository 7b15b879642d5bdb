"""Whether Python and the libraries are of versions drill works with."""

from __future__ import annotations

import platform
import re
import sys
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, requires, version

from drill import __version__
from drill.cli.doctor.finding import NOTE, OK, WRONG, Finding

PACKAGE = "drill-calculus"
OLDEST_PYTHON = (3, 11)
REQUIREMENT = re.compile(r"([A-Za-z0-9][A-Za-z0-9._-]*)\s*([^;]*)")
CLAUSE = re.compile(r"(>=|<=|==|!=|>|<)\s*([0-9]+(?:\.[0-9]+)*)")
MOST_PIECES = 6


def versions() -> Iterator[Finding]:
    """Look at Python, then at each library."""
    found = ".".join(map(str, sys.version_info[:3]))
    system = f"{platform.system()} {platform.machine()}"
    if sys.version_info < OLDEST_PYTHON:
        yield Finding(WRONG, "python", found, "install Python 3.11 or newer, and drill with it")
    else:
        yield Finding(OK, "python", f"{found} on {system}", where=sys.executable)
    try:
        needed = requires(PACKAGE) or []
    except PackageNotFoundError:
        yield Finding(
            NOTE, "drill", f"{__version__}, running from a folder and not installed", where=""
        )
        return
    yield Finding(OK, "drill", __version__)
    yield from libraries(needed)


def libraries(needed: Iterable[str]) -> Iterator[Finding]:
    """Compare what is installed with what is needed; extras are left alone."""
    for line in needed:
        found = REQUIREMENT.match(line)
        if found is None or "extra ==" in line:
            continue
        name, wanted = found.group(1), found.group(2).strip().strip("()")
        try:
            here = version(name)
        except PackageNotFoundError:
            yield Finding(WRONG, name, "is missing", f"install it: pip install '{name}{wanted}'")
            continue
        if fits(here, wanted):
            yield Finding(OK, name, here)
        else:
            yield Finding(
                WRONG,
                name,
                f"{here} is installed, and drill needs {wanted}",
                f"pip install '{name}{wanted}'",
            )


def fits(here: str, wanted: str) -> bool:
    """Say whether a version keeps to every clause such as `>=2.0,<3`."""
    return all(
        _holds(numbers(here), sign, numbers(bound)) for sign, bound in CLAUSE.findall(wanted)
    )


def numbers(text: str) -> tuple[int, ...]:
    """Read the leading numbers of a version, filled up with zeros so that 2 equals 2.0."""
    found = re.match(r"\d{1,9}(?:\.\d{1,9})*", text)
    pieces = [int(piece) for piece in found.group().split(".")] if found else []
    return tuple((pieces + [0] * MOST_PIECES)[:MOST_PIECES])


def _holds(here: tuple[int, ...], sign: str, bound: tuple[int, ...]) -> bool:
    return {
        ">=": here >= bound,
        "<=": here <= bound,
        ">": here > bound,
        "<": here < bound,
        "==": here == bound,
        "!=": here != bound,
    }[sign]
