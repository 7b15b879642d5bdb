"""`drill completion SHELL`: what makes a shell complete drill's commands and options.

Made from the parser itself, so that it cannot say anything else than `--help` does. The script
knows the commands, the options and their choices beforehand; what hangs on the banks (topics, ids,
families) it asks drill for as somebody types.
"""

from __future__ import annotations

import argparse
from argparse import Namespace
from collections.abc import Iterator

from drill.cli.call import DONE
from drill.cli.parser import Parser, whole_parser
from drill.value import Value

FILES = ("FILE", "PATH", "FOLDER", "DIR", "CSV", "TSV")
"""What a metavar holds where a file or folder is meant."""


ASKED = {
    "T": "topics",
    "FAMILY": "families",
    "ITEM": "items",
    "CARD": "cards",
    "ENTRY": "entries",
    "DERIVATION": "derivations",
    "SETTING": "settings",
}
"""Which words a metavar stands for, as `drill completion --words` gives them."""


class Word(Value):
    """One word that may come next, and what it does."""

    text: str
    help: str = ""


class Option(Value):
    """An option by all its names; `takes` is empty, `files`, `value` or a kind of asked words."""

    names: tuple[str, ...]
    help: str
    takes: str = ""
    choices: tuple[str, ...] = ()


class Place(Value):
    """A command by the words that lead to it, and all that may follow."""

    at: str
    """`bank check`; empty for drill itself."""
    commands: tuple[Word, ...]
    options: tuple[Option, ...]
    choices: tuple[str, ...] = ()
    """What its positional arguments may be, where that is known."""
    files: bool = False
    """Whether it takes files."""
    asked: str = ""
    """The kind of words its first positional argument is one of, where drill must be asked."""


def run(options: Namespace) -> int:
    """Print the script of a shell, or the words it asks for."""
    if options.words:
        from drill.cli.completion_words import words

        print("\n".join(words(options)))
        return DONE
    from drill.cli.completion_shells import SCRIPTS

    print(SCRIPTS[options.shell](tuple(places(whole_parser()))), end="")
    return DONE


def places(parser: Parser, at: str = "") -> Iterator[Place]:
    """Walk the parser: each command, then those below it."""
    commands: list[Word] = []
    below: dict[str, Parser] = {}
    options: list[Option] = []
    choices: list[str] = []
    files = False
    asked = ""
    for action in _actions(parser):
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001 - it has no public name
            helps = {one.dest: one.help or "" for one in action._get_subactions()}  # noqa: SLF001
            below.update(action.choices)
            commands += [Word(name, helps.get(name, "")) for name in action.choices]
        elif action.option_strings:
            options.append(_option(action))
        else:
            choices += [str(one) for one in action.choices or ()]
            files = files or _takes_files(action)
            asked = asked or ASKED.get(str(action.metavar), "")
    yield Place(at, tuple(commands), tuple(options), tuple(choices), files, asked)
    for name, inner in below.items():
        yield from places(inner, f"{at} {name}".strip())


def _actions(parser: Parser) -> list[argparse.Action]:
    return parser._actions  # noqa: SLF001 - argparse has no public way to list what it knows


def _option(action: argparse.Action) -> Option:
    choices = tuple(str(one) for one in action.choices or ())
    takes = ""
    if action.nargs != 0:
        takes = "files" if _takes_files(action) else ASKED.get(str(action.metavar), "value")
    return Option(tuple(action.option_strings), action.help or "", takes, choices)


def _takes_files(action: argparse.Action) -> bool:
    metavar = action.metavar if isinstance(action.metavar, str) else ""
    return any(word in metavar.upper() for word in FILES)
