"""What every command shares: exit codes, and the error of a wrong call."""

from __future__ import annotations

DONE, CHECK_FAILED, WRONG_CALL, INTERRUPTED = 0, 1, 2, 130


class CallError(Exception):
    """The call was wrong; the text is the one line the caller reads."""
