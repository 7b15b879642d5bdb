"""The command line. Every heavy import is deferred to the command that needs it.

Data goes to stdout, diagnostics to stderr. Exit 0 done, 1 a check failed, 2 the call was wrong, 130
interrupted. An error is one line that says what was wrong, where, and what to do; a traceback
never reaches a user.
"""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from errno import ENOSPC
from importlib import import_module
from typing import TypeAlias

from drill.cli.call import CHECK_FAILED, DONE, INTERRUPTED, WRONG_CALL, CallError
from drill.cli.parser import parse

Command: TypeAlias = Callable[[Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code."""
    open_closed_streams()
    given = list(sys.argv[1:] if arguments is None else arguments)
    options = parse(given)
    try:
        check_clock(options)
        check_content(options)
        command = _dispatch(options.run)
        if options.demo:
            from drill.cli.demo import made_up_journal

            with made_up_journal(options):
                return command(options)
        return command(options)
    except CallError as error:
        return fail(str(error), WRONG_CALL)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output has gone (`drill … | head`). Python flushes stdout once more at
        # exit; point it at nothing so that this stays quiet.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return DONE
    except Exception as error:
        if os.environ.get("DRILL_DEBUG"):
            raise
        return fail(_explain(error), CHECK_FAILED)


def open_closed_streams() -> None:
    """Put nothing in the place of a stream that was closed (`drill … <&-`): it has ended."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            nothing = os.open(os.devnull, os.O_RDWR)
            setattr(sys, name, os.fdopen(nothing, mode, encoding="utf-8"))


def check_clock(options: Namespace) -> None:
    """Refuse a moment that is none, and a moved clock in a learner's real journal."""
    moved = options.now or os.environ.get("DRILL_NOW")
    if moved:
        from drill.service.clock import parse_now

        try:
            parse_now(moved)
        except ValueError as error:
            raise CallError(f"{'--now' if options.now else 'DRILL_NOW'}: {error}") from None
    named = options.db or os.environ.get("DRILL_DB") or options.demo
    if moved and options.writes and not named:
        raise CallError(
            "--now moves the clock, and this command writes: name a journal with --db FILE too, "
            "so that your real one keeps real times"
        )


def check_content(options: Namespace) -> None:
    """Refuse a place of further banks that is not there: a learner would look for them in vain."""
    for name in options.content or ():
        if not os.path.exists(os.path.expanduser(name)):  # noqa: PTH110,PTH111 - costs no import
            raise CallError(f"--content: there is nothing at {name}; name a folder of banks")


def fail(message: str, code: int) -> int:
    """Say what is wrong in one line on stderr, and give the code back."""
    print(f"drill: {' '.join(message.split())}", file=sys.stderr)
    return code


def _explain(error: Exception) -> str:
    """Turn an error into its line; ours are written for people, others get a hint."""
    if isinstance(error, OSError) and error.strerror:
        where = f" ({error.filename})" if error.filename else ""
        if error.errno == ENOSPC:
            return f"the disk is full{where}; make room, and run it again"
        return f"{error.strerror}{where}; check the path and its permissions"
    if type(error).__module__.startswith("drill."):
        return str(error)
    return (
        f"something drill did not expect: {type(error).__name__}: {error}; "
        "run it again with DRILL_DEBUG=1 for the details"
    )


def _dispatch(run: str) -> Command:
    """Import the one module a command lives in: `journal:export` is `drill.cli.journal.export`."""
    module, _, function = run.partition(":")
    command: Command = getattr(import_module(f"drill.cli.{module}"), function)
    return command
