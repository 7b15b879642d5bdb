"""Which training losses are convex in the parameters, and why the others are not."""

from __future__ import annotations

from collections.abc import Callable

from drill.exercise.contract import Step
from drill.exercise.convexity._loss_guarantees import guarantee
from drill.exercise.convexity._loss_pieces import SCORES_SAY
from drill.exercise.convexity._loss_probes import probed
from drill.exercise.convexity._losses import ADDED, AFFINE, BANK, CHARGED, CURVED, Loss, reason
from drill.exercise.convexity._one_hessian import one_hessian
from drill.exercise.convexity._two_points import two_points
from drill.exercise.draft import Draft
from drill.exercise.family import Family, levels, shares
from drill.exercise.parts import choice, yes_or_no
from drill.exercise.pick import Pick
from drill.exercise.questions import ask, assembled
from drill.grade.part import Choice

FEATURES = (3, 4, 5, 6, 8, 10, 12, 20, 30, 50)
UNITS = (2, 3, 4, 8, 16)
EXAMPLES = (100, 200, 500, 1000)
REASONS = (
    Choice(
        AFFINE,
        "the score is affine in the parameters, and loss and penalty are convex",
        "That would be enough; look for the condition that fails.",
    ),
    Choice(
        CURVED,
        "the score is not affine in the parameters, and its loss bends both ways",
        "The score is affine in what is trained.",
    ),
    Choice(CHARGED, "the loss is not convex, not even in the score", "It is convex in the score."),
    Choice(ADDED, "the penalty is not convex", "There is none, or it is convex."),
    Choice(
        "prediction",
        "the loss is convex in the score, and that is all it takes",
        "How the score depends on the parameters counts as well.",
    ),
    Choice(
        "inputs",
        "the model is not linear in its inputs",
        "The inputs are given numbers; what counts is how the parameters enter.",
    ),
)
HINTS = (
    "Look at the score as a function of the trained parameters, with the data as fixed numbers.",
    "A convex function of an affine one is convex; a product of two parameters is not affine.",
)
WHY = {
    AFFINE: "What is charged is convex in the score, hence in the parameters, and a convex penalty "
    "keeps that.",
    CURVED: "So the rule for affine scores does not apply, and convexity fails.",
    CHARGED: "But what is charged for a score rises and then goes level, which no convex function "
    "does.",
    ADDED: "What is charged is convex too; but the penalty rises fast at 0 and ever more slowly "
    "further out, and that bends down.",
}
NOTE = (
    "(The score is what the loss is applied to; cross-entropy and hinge loss are applied to the "
    "score before any sigmoid or softmax. The data are not degenerate.)"
)


class MlLossConvexity(Family):
    """Say whether a training loss is convex in the parameters."""

    name = "ml_loss_convexity"
    topic = "convexity"
    title = "Which training losses are convex"
    instances = levels(880, 1120, 660, 10_000, 720)
    requires = shares(convex_1d=0.4, hessian_definiteness=0.3)

    def draw(self, level: int, pick: Pick) -> Draft:
        """Draw a model with its loss, by name or with numbers."""
        return LEVELS[level](pick)


def _named(pick: Pick, bank: tuple[Loss, ...]) -> tuple[Loss, str]:
    loss = pick.one(bank)
    features, examples = pick.one(FEATURES), pick.one(EXAMPLES)
    units = pick.one(UNITS) if loss.hidden else 0
    return loss, f"{loss.text.format(d=features, m=units)}, on {examples} examples"


PLAIN = tuple(one for one in BANK if reason(one) in {AFFINE, CURVED})


def _by_name(pick: Pick) -> Draft:
    loss, text = _named(pick, PLAIN)
    wrong = [] if loss.convex else [("convex-in-prediction", "yes")]
    return assembled(
        f"Training this model: {text}. Is the loss convex in the trained parameters? {NOTE}",
        [
            ask(
                yes_or_no("affine", truth=loss.affine, label="the score is affine in them"),
                lambda: "yes" if loss.affine else "no",
                lambda: "yes" if probed(loss.id).affine else "no",
            ),
            ask(
                yes_or_no("convex", truth=loss.convex, label="the loss is convex in them"),
                lambda: "yes" if loss.convex else "no",
                lambda: "yes" if probed(loss.id).whole else "no",
                wrong,
            ),
        ],
        hints=HINTS,
        solution=_solution(loss),
    )


def _by_reason(pick: Pick) -> Draft:
    loss, text = _named(pick, BANK)
    why = reason(loss)
    wrong = [] if loss.convex else [("convex-in-prediction", "yes")]
    return assembled(
        f"Training this model: {text}. Is the loss convex in the trained parameters, and what "
        f"decides it? {NOTE}",
        [
            ask(
                yes_or_no("convex", truth=loss.convex, label="the loss is convex in them"),
                lambda: "yes" if loss.convex else "no",
                lambda: "yes" if probed(loss.id).whole else "no",
                wrong,
            ),
            ask(
                choice("reason", why, REASONS, label="because"),
                lambda: why,
                lambda: probed(loss.id).reason,
                [("convex-in-prediction", "prediction")],
            ),
        ],
        hints=HINTS,
        solution=_solution(loss),
    )


def _solution(loss: Loss) -> tuple[Step, ...]:
    verdict = "convex" if loss.convex else "not convex"
    return (
        Step(
            "two questions",
            "Is the score affine in the parameters? Are loss and penalty convex?",
        ),
        Step("the score", SCORES_SAY[loss.scores]),
        Step("the rest", WHY[reason(loss)]),
        Step("answer", f"The loss is {verdict} in the parameters."),
    )


LEVELS: dict[int, Callable[[Pick], Draft]] = {
    1: _by_name,
    2: _by_reason,
    3: one_hessian,
    4: two_points,
    5: guarantee,
}
FAMILY = MlLossConvexity()
