"""A mock interview as values: what is asked, what happens, what it is worth.

Nothing here reads a clock, opens a file or draws a random number of its own.
"""
