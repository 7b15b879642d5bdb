"""The journal as the rest of drill sees it: append, take back, ask.

Every write is one durable transaction that reads the item again before it folds, so that two drills
at once lose nothing. The clock is handed in. Long jobs (export, import, merge, check, rebuild,
backup) work on a connection of their own, and may run in a thread beside the request loop.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Protocol

from sqlalchemy import Connection, delete, func, insert, select

from drill.journal.caches import (
    Day,
    Touched,
    advance,
    is_late,
    parameters_in_force,
    read_days,
    read_parameters,
    read_state,
    read_states,
    rebuild,
    refresh,
    take_back,
)
from drill.journal.errors import BadEvent, CannotVoid, JournalError
from drill.journal.events import (
    MEMORY_KINDS,
    Event,
    Kind,
    body_text,
    check_event,
    local_day,
    parse_id,
    to_json,
)
from drill.journal.identity import check_version, read_meta
from drill.journal.log import (
    Wanted,
    count_events,
    find_event,
    insert_event,
    is_voided,
    last_event,
    last_reviews,
    next_number,
    read_events,
    settings_of,
)
from drill.journal.opening import (
    bring_up_to_date,
    ensure_identity,
    ensure_journal,
    prepare_file,
)
from drill.journal.store import Store, lasting, snapshot
from drill.journal.tables import PARAMETERS, SCHEMA, prepared, state
from drill.schedule.memory import Parameters
from drill.schedule.state import ItemState

if TYPE_CHECKING:
    from drill.journal.backup import Restored
    from drill.journal.check import Mismatch
    from drill.journal.merge import Merged
