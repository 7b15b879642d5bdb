"""Every test here runs in a home of its own."""

from homes import checked_home, home

__all__ = ["checked_home", "home"]
