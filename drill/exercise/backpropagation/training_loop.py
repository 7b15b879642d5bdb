"""One pass of a training loop after another: which call does what, and what goes wrong."""

from __future__ import annotations

from drill.exercise.backpropagation._accumulated import draw_accumulated
from drill.exercise.backpropagation._call_order import draw_order
from drill.exercise.backpropagation._detached import draw_detached
from drill.exercise.backpropagation._held_gradients import draw_fault, draw_gradients
from drill.exercise.draft import Draft
from drill.exercise.family import Family, levels, shares
from drill.exercise.pick import Pick

DRAWN = {
    1: draw_order,
    2: draw_gradients,
    3: draw_fault,
    4: draw_detached,
    5: draw_accumulated,
}


class TrainingLoop(Family):
    """Order the calls of a training step, and follow `.grad` through loops right and wrong."""

    name = "training_loop"
    topic = "backpropagation"
    title = "The training loop and its gradients"
    version = 2
    instances = levels(5184, 60_000, 24_192, 4096, 1_000_000)
    requires = shares(scalar_graph=0.3)

    def draw(self, level: int, pick: Pick) -> Draft:
        """Draw a loop; what is asked for depends on the level."""
        return DRAWN[level](pick)


FAMILY = TrainingLoop()
