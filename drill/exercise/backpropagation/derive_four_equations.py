"""Derivations of the four equations: put in order, filled in, justified, ended in components."""

from __future__ import annotations

from drill.exercise.backpropagation._component_forms import draw_components
from drill.exercise.backpropagation._fill_index import draw_filling
from drill.exercise.backpropagation._ordered_lines import draw_justification, draw_order_of_lines
from drill.exercise.backpropagation._softmax_head import draw_head
from drill.exercise.draft import Draft
from drill.exercise.family import Family, levels, shares
from drill.exercise.pick import Pick

DRAWN = {
    1: draw_order_of_lines,
    2: draw_filling,
    3: draw_justification,
    4: draw_components,
    5: draw_head,
}


class DeriveFourEquations(Family):
    """Derive the four equations of backpropagation."""

    name = "derive_four_equations"
    topic = "backpropagation"
    title = "Derive the four equations"
    version = 2
    instances = levels(2376, 864, 21_384, 1728, 1080)
    requires = shares(four_equations_numeric=0.6, chain_deep=0.5)

    def draw(self, level: int, pick: Pick) -> Draft:
        """Draw an equation and letters; what is missing depends on the level."""
        return DRAWN[level](pick)


FAMILY = DeriveFourEquations()
