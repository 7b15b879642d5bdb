"""Building a service: find the files, load the banks, open the journal, join the parts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random, SystemRandom

from drill.journal.errors import JournalError
from drill.service.banks import load_library
from drill.service.catalogue import Catalogue
from drill.service.clock import Clock, parse_now
from drill.service.messages import Error
from drill.service.places import find_places
from drill.service.records import Records
from drill.service.service import Service
from drill.service.start import Start
from drill.service.workers import Workers


def open_service(start: Start, emit: Callable[..., None]) -> Service | None:
    """Open everything a conversation needs; where that fails, say why in one line and give None."""
    try:
        service = build_service(start, emit)
        service.begin()
    except (JournalError, OSError, ValueError) as error:
        emit(Error(str(error), fatal=True))
        return None
    return service


def build_service(start: Start, emit: Callable[..., None], rng: Random | None = None) -> Service:
    """Join the parts; raises the errors of each."""
    places = find_places(start.db)
    clock = Clock(parse_now(start.now) if start.now else None)
    records = Records(places, clock)
    return Service(
        catalogue=Catalogue(load_library(start.content, places)),
        records=records,
        workers=Workers(),
        clock=clock,
        rng=rng or Random(SystemRandom().getrandbits(64)),
        emit=emit,
        views=start.views,
        ascii_only=start.ascii or asks_ascii(places.config),
    )


def asks_ascii(config: Path) -> bool:
    """Look up the one setting of the app that concerns the core; the app checks them all."""
    try:
        text = config.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return False
    if "ascii" not in text:
        return False
    import tomllib

    try:
        return tomllib.loads(text).get("ascii") is True
    except ValueError:
        return False
