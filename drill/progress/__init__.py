"""Progress: statistics over the learner's events, and sentences that say what they mean.

Pure functions of the events, the states and the moment they are asked at. Knows nothing of screens,
files or clocks.
"""
