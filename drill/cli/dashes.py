"""Telling the words of a call apart before argparse does: which is the command, what is maths.

argparse would take `-x^2` for an option, so in the commands that take maths everything that is no
option of theirs is moved behind a `--`.
"""

from __future__ import annotations

from collections.abc import Sequence

GLOBAL_VALUES = ("--db", "--now", "--content")
OF_MATHS = ("grade", "explain", "derive")
TAKES_VALUE = ("--vars", "--of", "--wrt", "--file", "--at", "--given", *GLOBAL_VALUES)
TAKES_NONE = ("--json", "--list", "--help", "-h", "--demo")


def first_word(arguments: Sequence[str]) -> str:
    """Give the first word that is neither an option nor the value of a global one; or none."""
    return "".join(arguments[(at := _command_at(arguments)) : at + 1])


def _command_at(arguments: Sequence[str]) -> int:
    value = False
    for at, word in enumerate(arguments):
        if not value and not word.startswith("-"):
            return at
        value = word in GLOBAL_VALUES
    return len(arguments)


def tidy_arguments(arguments: Sequence[str]) -> list[str]:
    """Let maths begin with `-` in `drill grade`, `explain` and `derive`, with `--` or without."""
    given = list(arguments)
    if first_word(given) not in OF_MATHS:
        return given
    start = _command_at(given) + 1
    options: list[str] = given[:start]
    answers: list[str] = []
    rest = iter(given[start:])
    for word in rest:
        if word == "--":
            answers.extend(rest)
        elif word in TAKES_VALUE:
            # `--vars -x` would be read as two options: a value is joined to its name.
            value = next(rest, None)
            options.append(word if value is None else f"{word}={value}")
        elif word in TAKES_NONE or word.startswith(tuple(f"{name}=" for name in TAKES_VALUE)):
            options.append(word)
        else:
            answers.append(word)
    return [*options, *(["--", *answers] if answers else [])]
