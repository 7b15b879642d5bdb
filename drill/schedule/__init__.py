"""When an item comes back: the memory model, the states folded from events, the daily queue.

Pure functions over values. `now`, the local day and randomness come in as arguments; where the
events are kept is not known here.
"""
