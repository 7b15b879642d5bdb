"""How `drill`'s command line is read: parts built when they are needed, help, errors in one line.

What the commands are stands in `describe`, one module for each. Only argparse is imported here, and
of the commands only the one that was named: `drill --help` must cost little more than Python.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from typing import Any, NoReturn

from drill.cli.dashes import GLOBAL_VALUES, first_word, tidy_arguments
from drill.cli.describe import COMMANDS


class Parser(argparse.ArgumentParser):
    """An argument parser whose errors are one line."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the call and how to see the right one."""
        mark = " See" if message.endswith("?") else "; see"
        print(f"drill: {message}{mark} `{self.prog} --help`", file=sys.stderr)
        raise SystemExit(2)

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        """Refuse a command that is none, with the one that was probably meant."""
        if isinstance(action.choices, Mapping) and value not in action.choices:
            self.error(_no_command(str(value), action.choices))
        super()._check_value(action, value)


def _no_command(word: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    names = list(known)
    near = get_close_matches(word, names, 1)
    shown = "".join(one if one.isprintable() else "?" for one in word[:40])
    said = f"did you mean `{near[0]}`?" if near else f"there are {', '.join(names)}"
    return f"there is no command `{shown}`; {said}"


class Adder:
    """Adds a command with its help, examples and defaults in one call."""

    def __init__(self, commands: argparse._SubParsersAction[Parser], shared: Parser) -> None:
        self._commands = commands
        self._shared = shared

    def __call__(
        self, name: str, run: str, summary: str, *examples: str, writes: bool = False
    ) -> Parser:
        """Add a command: `run` is the function, as `module:function` below `drill.cli`."""
        parser = self._commands.add_parser(
            name,
            help=summary,
            description=summary[:1].upper() + summary[1:] + ".",
            epilog="examples:\n  " + "\n  ".join(examples),
            formatter_class=argparse.RawDescriptionHelpFormatter,
            parents=[self._shared],
        )
        parser.set_defaults(run=run, writes=writes)
        return parser

    def group(self, name: str, summary: str, *examples: str) -> Adder:
        """Add a command that has commands of its own."""
        parser = self(name, "", summary, *examples)
        inner = parser.add_subparsers(
            title="commands", metavar="COMMAND", parser_class=Parser, required=True
        )
        return Adder(inner, self._shared)

    def mention(self, name: str, summary: str) -> None:
        """Add a command by its name alone, where nothing but the list of them is asked for."""
        self._commands.add_parser(name, help=summary, add_help=False)


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Read a whole call; a global option that was not given is None."""
    unset = argparse.Namespace(db=None, now=None, content=None, demo=False)
    return build_parser(arguments).parse_args(tidy_arguments(arguments), unset)


def build_parser(arguments: Sequence[str]) -> Parser:
    """Build as much of the command line as these arguments can reach: a start waits for it."""
    named = COMMANDS.keys() & set(arguments)
    return _built(named, COMMANDS if _lists(arguments) else named)


def whole_parser() -> Parser:
    """Build all of the command line, for whoever wants to list it."""
    return _built(COMMANDS, COMMANDS)


def _built(described: Iterable[str], listed: Iterable[str]) -> Parser:
    shared = _shared_options()
    parser = Parser(
        prog="drill",
        description="Spaced repetition for the calculus part of a machine-learning interview.",
        epilog="Without a command drill opens the app. `drill COMMAND --help` shows examples.",
        parents=[shared],
    )
    parser.add_argument("--version", action="store_true", help="print the version and stop")
    parser.set_defaults(run="app:home", writes=True)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", parser_class=Parser)
    add = Adder(commands, shared)
    wanted, mentioned = set(described), set(listed)
    for name, summary in COMMANDS.items():
        if name in wanted:
            import_module(f"drill.cli.describe.{name}").describe(add, summary)
        elif name in mentioned:
            add.mention(name, summary)
    return parser


def _lists(arguments: Sequence[str]) -> bool:
    """Say whether the list of commands will be shown: as help, or for a word that is none."""
    if word := first_word(arguments):
        return word not in COMMANDS or arguments[0] in ("-h", "--help")
    return not _only_options(arguments)


def _only_options(arguments: Sequence[str]) -> bool:
    """Say whether there are nothing but options that concern no command."""
    values = {i + 1 for i, word in enumerate(arguments) if word in GLOBAL_VALUES}
    known = ("--version", "--demo", *GLOBAL_VALUES)
    return all(word.startswith(known) for i, word in enumerate(arguments) if i not in values)


def _shared_options() -> Parser:
    """Make the global options, accepted before and after the command.

    Without defaults of their own: a command would otherwise take back what stood before it.
    """
    shared = Parser(add_help=False, argument_default=argparse.SUPPRESS)
    group = shared.add_argument_group("everywhere")
    group.add_argument("--db", metavar="FILE", help="the journal to use (or DRILL_DB)")
    group.add_argument(
        "--now", metavar="TIME", help="start the clock at this ISO 8601 moment (or DRILL_NOW)"
    )
    group.add_argument(
        "--content", metavar="DIR", action="append", help="a folder of further banks"
    )
    group.add_argument(
        "--demo", action="store_true", help="use a made-up history, in a journal of its own"
    )
    return shared
