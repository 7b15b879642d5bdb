"""The journal: an append-only log of events in SQLite, from which everything else is rebuilt.

The only part that keeps anything for good, and the only one that knows SQLAlchemy. It knows what
an event does to an item's memory (`drill.schedule.fold`) and nothing of cards, sessions or screens.
"""
