"""What a look at something gives."""

from __future__ import annotations

from drill.value import Value

OK, NOTE, WRONG = "ok", "note", "wrong"


class Finding(Value):
    """One thing that was looked at: how it is, where, and what to do about it."""

    level: str
    """`ok`, `note` where it is worth knowing, or `wrong`."""
    about: str
    what: str
    do: str = ""
    """What to do; empty where nothing need be done."""
    where: str = ""
    """The file or folder, where it is about one."""
