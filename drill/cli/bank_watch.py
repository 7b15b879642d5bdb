"""`drill bank check --watch`: check again whenever a bank is saved.

Files are looked at again and again, which works on every system and every file server; nothing is
kept open.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

LOOK_EVERY_S = 0.5
"""Between two looks; a save is seen within this time."""

Stamps = Mapping[Path, tuple[int, int]]


def watch(
    files: Callable[[], Iterable[Path]],
    check: Callable[[], None],
    pause: Callable[[float], None] = time.sleep,
) -> None:
    """Check now and after every change of a file, until interrupted by `KeyboardInterrupt`."""
    while True:
        seen = stamps(files())
        check()
        while stamps(files()) == seen:
            pause(LOOK_EVERY_S)


def stamps(files: Iterable[Path]) -> Stamps:
    """Give for each file when it was changed and how long it is; a file that is gone has none."""
    found: dict[Path, tuple[int, int]] = {}
    for path in files:
        try:
            now = path.stat()
        except OSError:
            continue
        found[path] = (now.st_mtime_ns, now.st_size)
    return found
