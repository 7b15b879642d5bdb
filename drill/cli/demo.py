"""`--demo`: any command on a made-up history, in a temporary journal that goes away at the end.

The history is put in by a process of its own, so that the door stays free of the database.
"""

from __future__ import annotations

import os
import signal
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType

from drill.cli.app import start_of
from drill.cli.call import CallError
from drill.service.process import start_child

ENDINGS = ("SIGTERM", "SIGHUP")
"""Signals that end a program without a word; the temporary journal is to go away then too."""


@contextmanager
def made_up_journal(options: Namespace) -> Iterator[None]:
    """Point the command at a made-up journal for as long as it runs."""
    if options.db:
        raise CallError("--demo has a journal of its own; leave --db out")
    start = start_of(options)
    _end_in_order()
    with TemporaryDirectory(prefix="drill-demo-", ignore_cleanup_errors=True) as folder:
        journal = Path(folder, "demo.db")
        child = start_child(
            "drill.service.demo", [str(journal), *([start.now] if start.now else ())]
        )
        child.communicate()
        if child.returncode:
            raise CallError("the made-up history could not be read; reinstall drill")
        options.db = str(journal)
        os.environ.pop("DRILL_DB", None)
        yield


def _end_in_order() -> None:
    for name in ENDINGS:
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _end)


def _end(number: int, _frame: FrameType | None) -> None:
    sys.exit(128 + number)
