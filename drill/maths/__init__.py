"""Typed maths: read it, show it, compare it, differentiate it.

Everything a learner types becomes a tree of this package's own (`tree`), built by a bounded reader
(`read`). The tree, the reader and the layouts need the standard library only, so the preview
under an answer never waits for sympy; only `symbols` knows sympy, and only the worker imports it.
"""
