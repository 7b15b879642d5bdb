"""What is wrong with a training run, read off the numbers it logged, and what to change first.

Every log comes from a run that was made for it (`_runs`). The cause is known from how the run was
built, and found again from the printed numbers; the remedy is known, and found again by trying
all that are offered.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from drill.exercise.contract import Step
from drill.exercise.draft import Draft, Refused
from drill.exercise.family import Family, levels, shares
from drill.exercise.parts import choice
from drill.exercise.pick import Pick
from drill.exercise.questions import ask, assembled
from drill.exercise.write import table
from drill.grade.part import Choice

if TYPE_CHECKING:
    from drill.exercise.gradient_descent._experiments import Pair
    from drill.exercise.gradient_descent._logs import Shown
    from drill.exercise.gradient_descent._runs import Log, Setup


@dataclass(frozen=True, slots=True)
class Question:
    """What a level prints, offers and says."""

    told: str
    columns: tuple[str, ...]
    causes: tuple[str, ...]
    remedies: tuple[str, ...]
    look: str
    """The first line of the solution."""
    rows: int = 8


ALL = "A model is trained by gradient descent, with all the data in every step."
LEVELS = {
    1: Question(
        f"{ALL} It logs its loss.",
        ("loss",),
        ("high", "low", "good"),
        ("lower", "raise", "leave"),
        "Compare the last loss with the first, and then each with the one before.",
    ),
    2: Question(
        f"{ALL} It logs its loss, and the norm of the gradient.",
        ("loss", "gradient norm"),
        ("high", "low", "good", "flat"),
        ("lower", "raise", "leave", "restart"),
        "The loss says whether the run gets anywhere; the gradient says whether it could.",
    ),
    3: Question(
        f"{ALL} It logs its loss, and the norm of the gradient.",
        ("loss", "gradient norm"),
        ("low", "flat", "explodes", "log"),
        ("raise", "restart", "clip", "safe"),
        "If the run breaks, look at the rows before: does the norm grow, or is all calm? If it "
        "does not, compare the norm with the loss: is there a slope to go down?",
    ),
    4: Question(
        "A model is trained with mini-batches. Before every second step it logs the loss of the "
        "batch, and the loss over all the data.",
        ("loss of the batch", "loss over all data"),
        ("high", "noise", "kept", "good"),
        ("lower", "batch", "clear", "leave"),
        "The loss over all the data says what becomes of the weights; the batch's adds the luck "
        "of the draw.",
        12,
    ),
}
HINTS = {
    1: (
        "Which way does the loss go, and how far does it come?",
        "Steps that are too long make the loss grow; steps that are too short hardly change it.",
    ),
    2: (
        "Where the loss does not move there are two possibilities: short steps, or no slope.",
        "Compare the norm with the loss: is it next to nothing?",
    ),
    3: (
        "NaN is where it ended. Where did it begin?",
        "Growth before the end, calm until the end, and no end at all have different causes.",
    ),
    4: (
        "Do both columns show the trouble, or only one?",
        "Jumps in the batch alone are noise; swings over all the data are in the weights.",
    ),
    5: (
        "What would each of the two causes do if the experiment were made?",
        "An experiment is worth making if the two causes foretell different things.",
    ),
}
GONE = (
    Choice("gone", "the trouble is gone", "The change takes away what this cause needs."),
    Choice("stays", "the trouble is still there", "This cause does not care about the change."),
)


class DiagnoseCurve(Family):
    """Tell from a training log what is wrong, and what to change first."""

    name = "diagnose_curve"
    topic = "gradient_descent"
    title = "Diagnose a training run from its log"
    version = 2
    instances = levels(600, 800, 800, 800, 3200)
    requires = shares(lr_stability=0.4, vanish_explode=0.3)

    def draw(self, level: int, pick: Pick) -> Draft:
        """Draw a trouble and make a run that has it; level 5 asks for an experiment instead."""
        return _experiment(pick) if level == 5 else _diagnosis(level, pick)


FAMILY = DiagnoseCurve()


def _printed(printed: Shown, columns: Sequence[str]) -> str:
    """Set the log as a table, in the columns that the level shows."""
    held = {
        "loss": printed.whole,
        "gradient norm": printed.norm,
        "loss of the batch": printed.batch,
        "loss over all data": printed.whole,
    }
    rows = zip(map(str, printed.steps), *(held[name] for name in columns), strict=True)
    return table(("step", *columns), list(rows))


def _diagnosis(level: int, pick: Pick) -> Draft:
    from drill.exercise.gradient_descent._logs import read_off, shown, spacing
    from drill.exercise.gradient_descent._remedies import REMEDIES, first_remedy
    from drill.exercise.gradient_descent._runs import run
    from drill.exercise.gradient_descent._troubles import TROUBLES

    ask_for = LEVELS[level]
    cause = pick.one(ask_for.causes)
    trouble = TROUBLES[cause]
    setup = trouble.build(level, pick)
    log = run(setup)
    rows = shown(log, spacing(log, ask_for.rows), ask_for.rows)
    remedy = trouble.remedy
    mends = REMEDIES[remedy].choice
    return assembled(
        f"{ask_for.told} What do you make of it, and what do you change first?\n\n"
        f"{_printed(rows, ask_for.columns)}",
        (
            ask(
                choice(
                    "cause",
                    cause,
                    [TROUBLES[name].choice for name in ask_for.causes],
                    label="the cause",
                ),
                lambda: cause,
                lambda: read_off(rows),
                [("stationary-is-minimum", "good")] if cause == "flat" and level == 2 else (),
            ),
            ask(
                choice(
                    "remedy",
                    remedy,
                    [REMEDIES[name].choice for name in ask_for.remedies],
                    label="what to change first",
                ),
                lambda: remedy,
                lambda: first_remedy(setup, log, ask_for.remedies),
            ),
        ),
        hints=HINTS[level],
        solution=(
            Step("where to look", ask_for.look),
            Step("what the log shows", trouble.sign),
            Step("why this remedy", f"{mends.why}{_trial(setup, log, remedy)}"),
            Step("answer", f"The cause is this: {trouble.choice.text}. First, {mends.text}."),
        ),
    )


def _trial(setup: Setup, log: Log, remedy: str) -> str:
    """Say what came of the remedy in the same run."""
    from drill.exercise.gradient_descent._logs import printed
    from drill.exercise.gradient_descent._remedies import outcome, tried

    if remedy == "leave":
        return ""
    mended = printed(tried(setup, log, remedy))
    before = outcome(log)
    instead = "NaN" if before == float("inf") else printed(before)
    return (
        f" Tried on this very run, the loss over its second half is {mended} on average, in place "
        f"of {instead}."
    )


def _experiment(pick: Pick) -> Draft:
    from drill.exercise.gradient_descent import _experiments
    from drill.exercise.gradient_descent._logs import printed
    from drill.exercise.gradient_descent._runs import run

    pair, setups = _experiments.draw_pair(pick)
    behind, asked = pick.below(2), pick.below(2)
    log = run(setups[behind])
    rows = [
        (str(step), printed(loss))
        for step, loss in _experiments.losses(log, setups[behind]).items()
    ]
    if not all(_experiments.ill(pair, setup) for setup in setups):
        raise Refused("one of the causes does not show the symptom")
    one, other = pair.causes
    named, result = pair.causes[asked], GONE[asked].id
    separator = _experiments.EXPERIMENTS[pair.separator].choice
    return assembled(
        f"In this training run {pair.symptom}. Two causes would fit: {one}, or {other}. Which of "
        f"the experiments tells them apart, and what does it show if the cause is that {named}?"
        f"\n\n{table(('step', 'loss of the batch'), rows)}",
        (
            ask(
                choice(
                    "experiment",
                    pair.separator,
                    [_experiments.EXPERIMENTS[name].choice for name in _experiments.offered(pair)],
                    label="run it again with",
                ),
                lambda: pair.separator,
                lambda: _separating(pair, setups),
            ),
            ask(
                choice("shows", result, GONE, label=f"if {named}"),
                lambda: result,
                _observed(pair, setups[asked]),
            ),
        ),
        hints=HINTS[5],
        solution=(
            Step(
                "two predictions",
                "For each experiment ask twice: what happens if it is the one, and what if it is "
                "the other? Where both answers are the same, nothing is learnt.",
            ),
            Step("what differs", pair.why),
            Step(
                "the other experiments",
                "Here they leave both troubles as they are: both causes foretell the same.",
            ),
            Step(
                "answer",
                f"Run it again with {separator.text}: if {one}, the trouble is gone; if {other}, "
                "it is still there.",
            ),
        ),
    )


def _separating(pair: Pair, setups: tuple[Setup, Setup]) -> str:
    """Make every experiment on both causes; name the one that tells them apart, if only one."""
    from drill.exercise.gradient_descent._experiments import ill_after, offered

    found = [
        name
        for name in offered(pair)
        if ill_after(pair, setups[0], name) != ill_after(pair, setups[1], name)
    ]
    return found[0] if len(found) == 1 else "several"


def _observed(pair: Pair, setup: Setup) -> Callable[[], str]:
    """Make the experiment on one cause."""
    from drill.exercise.gradient_descent._experiments import ill_after

    return lambda: "stays" if ill_after(pair, setup, pair.separator) else "gone"
