"""Playing a session until something is killed in it, and looking at what is left; POSIX only."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from random import Random

from drills import Talk, eventually
from homes import BANKS, MONDAY, on
from journals import exported
from processes import Family, kill

from drill.journal.journal import Journal
from drill.service.clock import Clock
from drill.service.messages import StartPractice, encode
from drill.service.start import Start

RELAY = Path(__file__).parent / "relay_door.py"
VICTIMS = ("door", "core", "workers", "all", "plain program")
LONGEST = 24
"""A kill falls before this many lines have gone either way."""
TRUTHS = {"tiny.typed": "3x^2", "tiny.word": "smooth", "tiny.chosen": "a"}


def open_session(home: Path, victim: str) -> Talk:
    """Open a session on the small bank: behind a door of its own, or with the core inside."""
    if victim == "plain program":
        command = ("-m", "drill", *on(MONDAY, "practice", "--topic", "tiny"), "--jsonl")
        return Talk(home, command)
    first = encode(StartPractice(topics=("tiny",)))
    start = Start(db="d.db", now=MONDAY, content=(str(BANKS),), first=first)
    return Talk(home, (str(RELAY), json.dumps(start._asdict())))


def lines(session: Talk, rng: Random) -> Iterator[str]:
    """Play, and stop after each line that was sent or heard; ends when drill has ended."""
    while (message := session.hear()) is not None and message["type"] != "gone":
        yield f"heard {message['type']}"
        n = message.get("n")
        match message["type"]:
            case "prompt" if message["item"] in TRUTHS and rng.random() < 0.7:
                session.send("answer", n=n, parts={"a": TRUTHS[message["item"]]})
            case "prompt":
                session.send("reveal", n=n)
            case "revealed" | "feedback":
                session.send("rate", n=n, rating=rng.choice((1, 1, 3)))
            case "summary":
                session.send("practice", topics=["tiny"])
            case _:
                continue
        yield "sent"


def victims(family: Family, session: Talk, victim: str) -> list[int]:
    """Give the numbers of what is to be killed."""
    door = session.child.pid
    match victim:
        case "door" | "plain program":
            return [door]
        case "core":
            return family.named("drill.service.core")
        case "workers":
            return family.named("drill.worker")
        case _:
            return [door, *(one.pid for one in family.look())]


def kill_once(home: Path, victim: str, seed: int) -> None:
    """Play a session, kill in the middle of it, and see that nothing is lost or left running."""
    rng = Random(f"{victim} {seed}")
    cut = rng.randrange(1, LONGEST)
    session = open_session(home, victim)
    family = Family(session.child.pid)
    goes_on = victim == "workers"
    for position, _line in enumerate(lines(session, rng)):
        if position == cut:
            family.look()
            kill(*victims(family, session, victim))
            if not goes_on:
                break
        if position > cut + 12:
            break
    if victim == "core" and not session.said("gone"):
        session.until("gone")  # the door is told that its core has gone
    if goes_on:
        assert eventually(lambda: not family.zombies()), "a killed worker was not collected"
    code = session.finish()
    assert victim == "core" or not session.said("gone"), session.complaints
    assert code == (0 if victim in ("core", "workers") else -9), session.complaints
    assert victim == "all" or "Traceback" not in session.complaints, session.complaints
    assert eventually(lambda: not family.look()), f"left running: {family.look()}"
    nothing_is_lost(home, session)


def nothing_is_lost(home: Path, session: Talk) -> None:
    """Open the journal afterwards: every saved review is in it, and its caches agree."""
    path = home / "d.db"
    if not path.exists():
        assert session.said("saved") == []
        return
    journal = Journal.open(path, clock=Clock())
    try:
        kept = {json.loads(line)["id"] for line in exported(journal).splitlines()}
        assert {message["review"] for message in session.said("saved")} <= kept
        assert not journal.check()
    finally:
        journal.close()
