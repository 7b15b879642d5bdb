"""Services here begin with the banks read."""

from at_hand import at_hand, library, workers

__all__ = ["at_hand", "library", "workers"]
