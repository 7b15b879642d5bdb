"""How the screens put figures into words."""

from __future__ import annotations

from drill.service.spans import count
from drill.service.spans import say_clock as clock

__all__ = ["clock", "count"]
