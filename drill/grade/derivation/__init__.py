"""Derivations checked line by line: each line against the one before it, and against the goal.

`given` says what a derivation starts from, `symbols` reads a line with the derivative signs in it,
`names` keeps what its letters stand for, `state` what it has come to, `judge` says what is to be
said of a line, and `why` asks for the reason of a wrong one: of `diagnose` where a rule of
differentiation was broken, of `slips` where a rule of algebra was. `whole` judges all the lines as
one answer, and `so_far` says how the line that is being typed is read.
"""
