"""A response and a truth in, a verdict out.

Grading is refute, then prove: identical trees are equal; numbers over the declared domain refute,
with a counter-example that rigorous bounds certify; sympy's proof follows after the verdict.
Nothing here reads a clock, a file or a random source of its own.
"""
