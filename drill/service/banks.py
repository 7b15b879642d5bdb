"""The learner's banks, for whoever asks: the service, and the commands about banks.

Joins what a bank may not know: which exercise families there are, which drill this is, where its
cache lies.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from drill import __version__
from drill.bank.coverage import gaps, unchecked
from drill.bank.library import open_banks
from drill.bank.model import Card, Library, Topic
from drill.exercise.registry import places as families
from drill.service.places import Places
from drill.service.workers import WorkerError, Workers
from drill.value import Value

if TYPE_CHECKING:
    from drill.bank.facts import Inventory

CLAIM_LIMIT_S = 30.0
"""A claim is proved once, when a bank is checked, and may take its time."""


def load_library(content: Iterable[str], places: Places) -> Library:
    """Open the shipped banks and the learner's own; what is wrong is among the problems."""
    folders = [Path(one).expanduser() for one in content]
    return open_banks(folders, families(), __version__, places.cache)


class Checked(Value):
    """What a check found."""

    problems: tuple[str, ...]
    banks: int
    cards: int
    claims: int


def check_banks(given: Sequence[Path], *, strict: bool = False) -> Checked:
    """Check banks beside the shipped ones, which they may build on; prove every claim.

    Only what is wrong in the banks that were given is reported, or in the shipped ones where none
    was given. `strict` also reports a card that states an equation nothing checks, and what the
    banks leave open of the facts beside them.
    """
    from drill.bank.find import find_banks
    from drill.bank.load import load

    found = find_banks([path.resolve() for path in given])
    library = load(found.paths, families())
    shipped = set(find_banks().paths)
    wanted = {str(path) for path in found.paths if not given or path not in shipped}
    if given:
        wanted |= {str(path.resolve()) for path in given}
    topics = [topic for topic in library.topics if topic.source in wanted]
    cards = [card for topic in topics for card in topic.cards]
    sources = {card.id: topic.source for topic in topics for card in topic.cards}
    problems = [str(one) for one in (*found.problems, *library.problems) if one.file in wanted]
    claims, failed = _prove_claims(cards, sources)
    problems += failed
    if strict:
        problems += [
            f"{sources[card.id]}:{card.line}: `{card.id}` states an equation that no `check` backs"
            for card in unchecked(topics)
        ]
        problems += _open_facts(topics)
    return Checked(tuple(problems), len(topics), len(cards), claims)


def watched(given: Sequence[Path]) -> list[Path]:
    """List the files a check of these banks reads."""
    from drill.bank.find import find_banks, find_facts

    banks = find_banks([path.resolve() for path in given]).paths
    return [*banks, *find_facts(banks)]


def facts_beside(topics: Iterable[Topic]) -> Inventory:
    """Read the facts that stand beside banks."""
    from drill.bank.facts import read_facts
    from drill.bank.find import find_facts

    return read_facts(find_facts(Path(topic.source) for topic in topics))


def _open_facts(topics: Sequence[Topic]) -> list[str]:
    """List what banks leave open of the facts beside them; shipped facts may be named by all.

    A part of a folder's banks is not asked to test all of its facts.
    """
    from drill.bank.facts import read_facts
    from drill.bank.find import find_banks, find_facts

    beside = facts_beside(topics)
    shipped = read_facts(find_facts(find_banks().paths))
    sources = {topic.source for topic in topics}
    whole = {path.parent for path in map(Path, sources) if _banks_of(path.parent) <= sources}
    asked = [fact for fact in beside.facts if Path(fact.source).parent in whole]
    known = {fact.id for fact in (*beside.facts, *shipped.facts)}
    return [str(problem) for problem in (*beside.problems, *gaps(topics, asked, known))]


def _banks_of(folder: Path) -> set[str]:
    from drill.bank.find import find_banks

    shipped = set(find_banks().paths)
    return {str(path) for path in (*find_banks([folder]).paths, *shipped) if path.parent == folder}


def _prove_claims(cards: Iterable[Card], sources: Mapping[str, str]) -> tuple[int, list[str]]:
    """Check every claim in the worker; count those that hold and report the others by line."""
    held, failed = 0, []
    workers = Workers()
    try:
        for card in cards:
            for number, claim in enumerate(card.checks):
                complaint = _claim(workers, claim)
                if complaint is None:
                    held += 1
                    continue
                line = card.check_lines[number] if number < len(card.check_lines) else card.line
                failed.append(f"{sources[card.id]}:{line}: `{card.id}`: {complaint}")
    finally:
        workers.close()
    return held, failed


def _claim(workers: Workers, claim: Mapping[str, object]) -> str | None:
    try:
        said = workers.call({"job": "check", "claim": dict(claim)}, CLAIM_LIMIT_S)
    except WorkerError as error:
        return f"this claim could not be checked: {str(error) or 'it took too long'}"
    return None if said is None else str(said)
