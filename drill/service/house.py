"""What the parts of one conversation share."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from drill.service.beside import Beside
from drill.service.catalogue import Catalogue
from drill.service.clock import Clock
from drill.service.maker import Maker
from drill.service.messages import Reply
from drill.service.records import Records
from drill.service.speak import Speaker
from drill.service.turns import Turns
from drill.service.workers import Workers
from drill.value import Value

Emit = Callable[[Reply, str], None]
"""Sends a reply to the door, with the id of the request it answers or an empty one."""


class House(Value):
    """What the whole of a conversation shares."""

    catalogue: Catalogue
    records: Records
    workers: Workers
    maker: Maker
    clock: Clock
    speaker: Speaker
    rng: Random
    beside: Beside
    turns: Turns
