"""The topics that have families. Apart from the families, so that naming them costs nothing."""

from __future__ import annotations

TOPICS = (
    "derivatives",
    "partial_derivatives",
    "chain_rule",
    "gradient",
    "gradient_descent",
    "backpropagation",
    "convexity",
)
"""The topics that have families, in teaching order; each is a package of this one."""
