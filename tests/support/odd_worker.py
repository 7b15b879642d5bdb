"""A worker that can also be asked to hang, to die and to hoard; it needs no time to warm up."""

from __future__ import annotations

import os
import subprocess
import sys
import threading

from drill.worker import JOBS, Json, main


def start(_module: str) -> subprocess.Popen[str]:
    """Start it the way `start_child` starts a worker."""
    return subprocess.Popen(
        [sys.executable, "-P", __file__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def _hang(_job: Json) -> object:
    return threading.Event().wait()


def _die(_job: Json) -> object:
    os._exit(3)


def _hoard(job: Json) -> object:
    return len(bytearray(job["bytes"]))


def _print(job: Json) -> object:
    print("a stray line")
    return job["text"]


ODD = {
    "warm": lambda _job: "at once",
    "hang": _hang,
    "die": _die,
    "hoard": _hoard,
    "say": _print,
    "pid": lambda _job: os.getpid(),
}

if __name__ == "__main__":
    JOBS.update(ODD)
    main()
