"""The standard streams as UTF-8, whatever the platform's habit is."""

from __future__ import annotations

import sys
from io import TextIOWrapper
from typing import TextIO


def standard_streams() -> tuple[TextIO, TextIO]:
    """Take stdin and stdout as UTF-8; what cannot be read or written shows as `?`."""
    for stream in (sys.stdin, sys.stdout):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    return sys.stdin, sys.stdout


def exact_output() -> TextIO:
    """Take stdout as UTF-8 with the same line ends everywhere, for what is read back."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    return sys.stdout
