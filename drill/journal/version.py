"""The versions a journal says it is of, and the names in its `meta` table.

Apart from the tables, so that `glance` can look at a journal before SQLAlchemy is loaded.
"""

from __future__ import annotations

from typing import Final

SCHEMA: Final = 1
"""The version of the event table; raised together with a step in `migrate`."""

FOLDS: Final = 2
"""Raise it when a fold computes something else from the same events."""

PARAMETERS: Final = "parameters"
"""The name in `meta` of the memory model's weights in force."""
