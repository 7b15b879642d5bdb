"""How an interview begins: what may be wished for, which one goes on, what a new one asks."""

from __future__ import annotations

import uuid
from pathlib import Path
from random import Random

from drill.bank.model import Seniority
from drill.service.catalogue import Catalogue
from drill.service.house import House
from drill.service.interview.candidates import candidates
from drill.service.interview.log import Logged, asked_lately
from drill.service.messages import StartInterview
from drill.session.interview.rules import (
    FEWEST_MINUTES,
    LEVELS,
    MOST_MINUTES,
    SHORT_SLOT_S,
    USUAL_MINUTES,
    slot_seconds,
)
from drill.session.interview.slots import SEEDS, choose
from drill.session.interview.steps import Plan

USUAL_LEVEL = Seniority.MID


def problem(request: StartInterview, catalogue: Catalogue) -> str:
    """Say why an interview cannot begin as it is wished for; nothing where it can."""
    known = tuple(catalogue.by_topic)
    unknown = [topic for topic in request.topics if topic not in known]
    if request.level and request.level not in {one.value for one in Seniority}:
        return f"a level is one of {', '.join(Seniority)}, not `{request.level[:20]}`"
    if unknown:
        return f"there is no topic `{unknown[0][:80]}`; there are {', '.join(known)}"
    minutes = USUAL_MINUTES if request.minutes is None else request.minutes
    if not FEWEST_MINUTES <= minutes <= MOST_MINUTES:
        return f"an interview takes {FEWEST_MINUTES} to {MOST_MINUTES} minutes, not {minutes}"
    if request.seed is not None and not 0 <= request.seed < SEEDS:
        return f"a seed is a whole number from 0 to {SEEDS - 1}"
    if request.export and Path(request.export).exists():
        return f"{request.export} exists already; name a file that does not"
    return ""


def fits(plan: Plan, request: StartInterview, catalogue: Catalogue) -> bool:
    """Say whether the interrupted interview is what is wished for, and can still be asked."""
    given = (
        request.level in ("", plan.level.value),
        request.minutes in (None, plan.minutes),
        request.seed in (None, plan.seed),
        not request.topics or request.topics == plan.topics,
        plan.coach or not request.coach,
    )
    return all(given) and all(slot.item in catalogue.entries for slot in plan.slots)


def make_plan(request: StartInterview, log: list[Logged], house: House) -> Plan:
    """Choose what a new interview asks; without a slot where nothing is left to ask."""
    level = Seniority(request.level or USUAL_LEVEL)
    seed = house.rng.randrange(SEEDS) if request.seed is None else request.seed
    minutes = request.minutes or USUAL_MINUTES
    slot_s = slot_seconds(minutes, len(LEVELS[level].slots))
    slots = choose(
        candidates(house.catalogue, house.records, house.clock.now()),
        level,
        Random(seed),
        topics=request.topics,
        asked=asked_lately(log),
        short=slot_s < SHORT_SLOT_S,
    )
    return Plan(
        interview=uuid.UUID(int=house.rng.getrandbits(128)).hex,
        level=level,
        minutes=minutes,
        seed=seed,
        coach=request.coach,
        slots=slots,
        slot_s=slot_s,
        topics=request.topics,
    )


def where(left: Logged) -> str:
    """Say which interview was left open, and where it stands."""
    minutes = (left.begun_ms // 60_000 + left.offset_min) % 1440
    place = left.interview().place
    at = f"slot {place.n} of {len(left.plan.slots)}" if place.n else "the scorecard"
    return f"{left.plan.level.value}, at {at}, begun {minutes // 60:02}:{minutes % 60:02}"
