"""drill: spaced repetition in the terminal for the calculus of machine-learning interviews."""

__version__ = "0.1.0"
