"""Answers without maths: a choice, an order of lines, a word.

A choice may be named by its id, its number, its letter or its text; lines are put in order by
the same names. What names nothing that was offered is unreadable, not wrong.
"""

from __future__ import annotations

import re
import string
from collections.abc import Sequence

from drill.grade.part import Choice, Part
from drill.grade.verdict import DecidedBy, Judgement, Verdict
from drill.maths.errors import Unreadable

_BETWEEN = re.compile(r"[\s,;>→|]+")
_WRAPPING = "()[]{}.:,;!?\"'“”` "
_ARTICLES = ("the ", "a ", "an ")


def judge_choice(part: Part, response: str) -> Verdict:
    """Judge a choice; a wrong one is told why it is wrong, where its author said so."""
    chosen = find_choice(part.choices, response)
    if chosen.id == part.truth.strip():
        return Verdict(Judgement.CORRECT, DecidedBy.IDENTITY)
    message = chosen.why or f"“{chosen.text}” is not it."
    return Verdict(Judgement.WRONG, DecidedBy.IDENTITY, message)


def judge_ordering(part: Part, response: str) -> Verdict:
    """Judge an order; a wrong one is told how far it is right."""
    order = find_order(part.choices, response)
    wanted = part.truth.split()
    if order == wanted:
        return Verdict(Judgement.CORRECT, DecidedBy.IDENTITY)
    right = next(
        (at for at, pair in enumerate(zip(order, wanted, strict=False)) if pair[0] != pair[1]), 0
    )
    if right == 0:
        message = "The first line is not the one to begin with."
    else:
        message = f"The order is right up to line {right}; line {right + 1} does not come next."
    return Verdict(Judgement.WRONG, DecidedBy.IDENTITY, message)


def judge_text(part: Part, response: str) -> Verdict:
    """Judge a word or phrase, without regard to case, articles and closing punctuation."""
    if not response.strip():
        raise Unreadable("Nothing is typed here yet.", 0)
    accepted = {_plain_words(line) for line in part.truth.splitlines() if line.strip()}
    if _plain_words(response) in accepted:
        return Verdict(Judgement.CORRECT, DecidedBy.IDENTITY)
    return Verdict(Judgement.WRONG, DecidedBy.IDENTITY, "That is not the word that was asked for.")


def find_choice(choices: Sequence[Choice], response: str) -> Choice:
    """Find the choice that a response names; raises `Unreadable` where it names none."""
    bare = response.strip().strip(_WRAPPING)
    found = _named(choices, bare)
    if found is None:
        raise Unreadable(f"Answer with one of: {_offered(choices)}.", 0)
    return found


def find_order(choices: Sequence[Choice], response: str) -> list[str]:
    """Read an order as ids; raises `Unreadable` unless every line is named exactly once."""
    words = [word.strip(_WRAPPING) for word in _BETWEEN.split(response.strip())]
    words = [word for word in words if word]
    if len(words) == 1 and len(words[0]) == len(choices):
        words = list(words[0])
    elif len(words) == 1 and _only_letters(choices, words[0]):
        raise Unreadable(_each_once(choices), 0)
    found: list[str] = []
    for word in words:
        choice = _named(choices, word)
        if choice is None:
            raise Unreadable(
                f"“{word[:20]}” is none of the lines; they are {_offered(choices)}.",
                max(0, response.find(word)),
            )
        found.append(choice.id)
    if sorted(found) != sorted(choice.id for choice in choices):
        raise Unreadable(_each_once(choices), 0)
    return found


def _only_letters(choices: Sequence[Choice], word: str) -> bool:
    """Say whether a word is nothing but lines run together, though not each of them once."""
    return len(word) > 1 and set(word.casefold()) <= {choice.id.casefold() for choice in choices}


def _each_once(choices: Sequence[Choice]) -> str:
    example = " ".join(choice.id for choice in choices)
    return f"Name each of the {len(choices)} lines once, in your order, such as {example}."


def _named(choices: Sequence[Choice], word: str) -> Choice | None:
    folded = word.casefold()
    for choice in choices:
        if choice.id.casefold() == folded:
            return choice
    if word.isascii() and word.isdigit() and len(word) <= 3 and 1 <= int(word) <= len(choices):
        return choices[int(word) - 1]
    at = string.ascii_lowercase.find(folded) if len(folded) == 1 else -1
    if 0 <= at < len(choices):
        return choices[at]
    plain = _plain_words(word)
    same = [choice for choice in choices if plain and _plain_words(choice.text) == plain]
    return same[0] if len(same) == 1 else None


def _offered(choices: Sequence[Choice]) -> str:
    return ", ".join(choice.id for choice in choices)


def _plain_words(text: str) -> str:
    words = " ".join(text.casefold().replace("-", " ").split()).strip(_WRAPPING)
    for article in _ARTICLES:
        words = words.removeprefix(article)
    return words
