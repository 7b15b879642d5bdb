"""The processes under a process, as the system sees them; POSIX only."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Process:
    """One running process. A number alone may be given to another one later; its start may not."""

    pid: int
    parent: int
    started: str
    zombie: bool
    command: str


def table() -> dict[int, Process]:
    """List every process there is."""
    return _from_proc() if Path("/proc/self/stat").exists() else _from_ps()


def _from_proc() -> dict[int, Process]:
    found: dict[int, Process] = {}
    for place in Path("/proc").iterdir():
        if not place.name.isdigit():
            continue
        try:
            stat = (place / "stat").read_text()
            command = (place / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:  # it ended while we looked
            continue
        # The name stands in brackets and may hold anything, brackets too.
        fields = stat.rpartition(")")[2].split()
        pid = int(place.name)
        found[pid] = Process(pid, int(fields[1]), fields[19], fields[0] in "ZX", command)
    return found


def _from_ps() -> dict[int, Process]:
    made = subprocess.run(
        ["ps", "-A", "-o", "pid=,ppid=,stat=,lstart=,command="],
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[int, Process] = {}
    for line in made.stdout.splitlines():
        pid, parent, stat, *rest = line.split(maxsplit=8)
        started, command = " ".join(rest[:5]), " ".join(rest[5:])
        found[int(pid)] = Process(int(pid), int(parent), started, stat.startswith("Z"), command)
    return found


def below(pid: int, everything: Mapping[int, Process]) -> list[Process]:
    """List what a process has started, and what that has started."""
    found: list[Process] = []
    parents = {pid}
    while parents:
        children = [one for one in everything.values() if one.parent in parents]
        found += children
        parents = {one.pid for one in children}
    return found


class Family:
    """A process and all that comes of it, also what it starts later and leaves behind."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._known: dict[int, Process] = {}
        self.look()

    def look(self) -> list[Process]:
        """List those that run now, the first of them aside; what nobody collected runs no more."""
        now = table()
        running = {
            pid: one
            for pid, one in self._known.items()
            if pid in now and now[pid].started == one.started and not now[pid].zombie
        }
        for parent in (self._pid, *running):
            running |= {one.pid: one for one in below(parent, now) if not one.zombie}
        self._known |= running
        return list(running.values())

    def named(self, module: str) -> list[int]:
        """Give the numbers of those that run a module."""
        return [one.pid for one in self.look() if f"-m {module}" in one.command]

    def zombies(self) -> list[Process]:
        """List the children that have ended and were not collected by a parent that runs on."""
        return [one for one in below(self._pid, table()) if one.zombie]


def kill(*pids: int) -> None:
    """End processes at once, as `kill -9` does."""
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
