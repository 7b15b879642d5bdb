"""Starting the processes of one drill, the same way each time.

`-P` keeps the current folder off the import path: a file there named like a library must never be
imported. A child gets two pipes of its own and inherits nothing else; what it prints astray goes
to stderr.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress


def start_child(module: str, arguments: Sequence[str] = ()) -> subprocess.Popen[str]:
    """Start `python -P -m module` with text pipes for input and output.

    It stands in a process group of its own where the system has them, so that Ctrl-C in the
    terminal reaches the door alone.
    """
    environment = dict(os.environ)
    environment["PYTHONUTF8"] = "1"
    environment["OPENBLAS_NUM_THREADS"] = "1"  # tiny matrices: threads only cost memory
    command = [sys.executable, "-P", "-m", module, *arguments]
    if sys.platform == "win32":
        return subprocess.Popen(  # noqa: S603 - our own interpreter and module
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
            text=True,
            encoding="utf-8",
            creationflags=subprocess.CREATE_NEW_PROCESS_GROUP,
        )
    return subprocess.Popen(  # noqa: S603 - our own interpreter and module
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment,
        text=True,
        encoding="utf-8",
        process_group=0,
    )


def end_child(child: subprocess.Popen[str], patience_s: float = 2.0) -> None:
    """Let a child end by closing its input; kill it when it does not; reap it either way."""
    if child.stdin is not None:
        with suppress(OSError):  # it is gone already, and its pipe with it
            child.stdin.close()
    try:
        child.wait(patience_s)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
    if child.stdout is not None:
        child.stdout.close()
