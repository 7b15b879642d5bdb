"""Every test here runs in a home of its own."""

from at_hand import at_hand, library, workers
from homes import checked_home, home

__all__ = ["at_hand", "checked_home", "home", "library", "workers"]
