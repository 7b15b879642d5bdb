"""How a tree is written: in typed form, as a line, in LaTeX, and as a block.

The doors are `drill.maths.show` and `drill.maths.layout`. Standard library only.
"""
