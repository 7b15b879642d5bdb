"""Exercise families: generated problems, each with its truth computed twice.

A family is one file in the package of its topic; `family` says what it must be, `registry` finds
it, `make` turns (family, level, seed) into an exercise, and `verify` refuses what breaks a rule.
"""
