"""Is a combination of convex functions convex, whatever they are? The rule, or a counter-example.

The rules of the convex calculus decide on one side. On the other, functions of a stock are put in
and every chord on a grid is tried: none may be broken where the rules say convex, and some where
they do not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cache
from itertools import islice

from drill.exercise.contract import Step
from drill.exercise.convexity._claims import Claim
from drill.exercise.convexity._combined_text import written
from drill.exercise.convexity._combined_worth import worth
from drill.exercise.convexity._compositions import OF_ANY, OF_LINES
from drill.exercise.convexity._rules import Traits, traits
from drill.exercise.convexity._stock import INTERVAL, SLACK, Trial, harmless, sympy_tools, trials
from drill.exercise.convexity._sums_and_largest import EXTREMES, WEIGHTED
from drill.exercise.convexity._tempting import TEMPTING
from drill.exercise.draft import Draft, Refused
from drill.exercise.family import Family, levels, shares
from drill.exercise.parts import choice, yes_or_no
from drill.exercise.pick import Pick
from drill.exercise.questions import ask, assembled
from drill.grade.part import Choice

NAMES = ("a", "b", "c", "d")
WAYS = {
    1: "Take the sum apart: a weight below zero turns a function upside down.",
    2: "A function that is the largest of several follows the one on top.",
    3: "Look at what stands inside: is it affine?",
    4: "Look at the outer function first: is it convex, and does it rise or fall?",
    5: "Rewrite it, or find the two arguments that a rule would need.",
}
HINTS = {
    1: (
        "Which terms bend up, and which bend down?",
        "Multiplying by a negative number turns convex into concave; an affine term is both.",
    ),
    2: (
        "Draw two straight lines that cross, and look at the larger and at the smaller of them.",
        "The larger has a kink that bends up; the smaller one has a kink that bends down.",
    ),
    3: (
        "A convex function may well fall. What happens then to an inner function that bends up?",
        "Try $f(x) = -x$ for what stands outside: it is convex.",
    ),
    4: (
        "Which way must the inner function bend so that the outer one keeps it?",
        "Rising and convex outside needs convex inside; falling and convex needs concave.",
    ),
    5: (
        "Try the simplest functions first: straight lines, and kinks.",
        "A rule holds only with all of its conditions: check each of them.",
    ),
}
KINDS: Mapping[int, Sequence[Callable[[Pick], Claim]]] = {
    1: WEIGHTED,
    2: EXTREMES,
    3: OF_LINES,
    4: OF_ANY,
    5: TEMPTING,
}
"""What is drawn on each level; every rule and every trap of a level comes up equally often."""


class ConvexOperations(Family):
    """Say which combinations of convex functions are sure to be convex."""

    name = "convex_operations"
    topic = "convexity"
    title = "Operations that keep convexity"
    instances = levels(7200, 1440, 2304, 960, 504)
    requires = shares(convex_1d=0.5)

    def draw(self, level: int, pick: Pick) -> Draft:
        """Draw a combination, and what might be said for and against it."""
        claim = pick.one(KINDS[level])(pick)
        return _asked(claim, level, pick)


FAMILY = ConvexOperations()


def _asked(claim: Claim, level: int, pick: Pick) -> Draft:
    sure = _by_rules(claim)
    tried = cache(lambda: tuple(trials(claim.of, claim.known, claim.within)))
    against = _counter_examples(claim, tried(), pick, sure=sure)
    names = pick.shuffled(NAMES)
    rule, fallacy, first, second = names
    right = rule if sure else first
    offered = (
        Choice(rule, f"Yes: {claim.rule}.", "" if sure else "The rule is true; it needs more."),
        Choice(fallacy, f"Yes: {claim.fallacy}.", "There is no such rule."),
        *(
            Choice(name, f"No: it fails for {trial.text}.", _why(trial))
            for name, trial in zip((first, second), against, strict=True)
        ),
    )
    examples = dict(zip((first, second), against, strict=True))
    where = "for $0 < x < 4$" if claim.within == INTERVAL else "on the whole real line"
    return assembled(
        f"{_known(claim.known)} {where}, and nothing else is known. Is this sure to be convex "
        f"there?\n\n$${written(claim.of)}$$",
        [
            ask(
                yes_or_no("sure", truth=sure, label="sure to be convex"),
                lambda: "yes" if _by_rules(claim) else "no",
                lambda: "no" if any(trial.broken for trial in tried()) else "yes",
                [] if sure else [("convex-by-parts", "yes")],
            ),
            ask(
                choice("why", right, sorted(offered, key=lambda one: one.id), label="because"),
                lambda: rule if _by_rules(claim) else _broken_exactly(claim, examples),
                lambda: _broken(examples) or rule,
                [("convex-by-parts", fallacy)],
            ),
        ],
        hints=HINTS[level],
        solution=tuple(_solution(claim, level, against[0], sure=sure)),
    )


def _by_rules(claim: Claim) -> bool:
    return traits(claim.argued or claim.of, claim.known).convex


def _known(known: Mapping[str, Traits]) -> str:
    """Say what is given: `f is convex and g is concave`."""
    words = {name: _words(given) for name, given in known.items()}
    if len(words) > 1 and len(set(words.values())) == 1:
        text = " and ".join(f"${name}$" for name in words)
        return f"{text} are both {next(iter(words.values()))}"
    return " and ".join(f"${name}$ is {text}" for name, text in words.items())


def _words(given: Traits) -> str:
    extra = [
        text
        for text, holds in (
            ("positive", given.positive),
            ("never negative", given.nonnegative and not given.positive),
            ("never falling", given.rising),
            ("never rising", given.falling),
        )
        if holds
    ]
    shape = "convex" if given.convex else "concave"
    if len(extra) == 2:
        return f"{shape}, {extra[0]} and {extra[1]}"
    return " and ".join([shape, *extra])


def _counter_examples(
    claim: Claim, found: Sequence[Trial], pick: Pick, *, sure: bool
) -> tuple[Trial, Trial]:
    """Choose what is said against it: where it fails one that works, and one that does not."""
    plain = [trial for trial in found if all(one.plain for one in trial.chosen.values())]
    whole = pick.shuffled([trial for trial in plain if not trial.broken])
    # straight lines come last: nobody would take them for a counter-example
    decoys = (
        trial
        for trial in sorted(whole, key=lambda one: all(f.affine for f in one.chosen.values()))
        if sure or harmless(claim.of, trial, claim.within)
    )
    broken = pick.shuffled(
        [trial for trial in plain if trial.broken and trial.depth < -CLEAR and trial.size < LARGEST]
    )
    chosen = [*(() if sure else broken[:1]), *islice(decoys, 2 if sure else 1)]
    if len(chosen) < 2:
        raise Refused("nothing to say against it")
    return chosen[0], chosen[1]


LARGEST = 700
"""The largest value of a counter-example that one would work out."""
CLEAR = 0.02
"""How far a counter-example's chord runs below the graph, so that three decimals show it."""


def _why(trial: Trial) -> str:
    if trial.broken:
        u, v = trial.ends
        return f"The chord from {_place(u)} to {_place(v)} runs below the graph."
    return "With these it is convex."


def _place(at: float) -> str:
    return f"${Fraction(at).limit_denominator(48)}$"


def _broken(examples: Mapping[str, Trial]) -> str:
    """Name what fails; both, if both do."""
    return " ".join(name for name, trial in examples.items() if trial.broken)


def _broken_exactly(claim: Claim, examples: Mapping[str, Trial]) -> str:
    """Let sympy work out the worst chord of each."""
    return " ".join(name for name, trial in examples.items() if _gap(claim, trial) < 0)


def _gap(claim: Claim, trial: Trial) -> float:
    left, middle, right = _heights(claim, trial)
    mean = (left + right) / 2
    gap = mean - middle
    return gap if abs(gap) > SLACK * (1 + abs(mean) + abs(middle)) else 0.0


def _heights(claim: Claim, trial: Trial) -> tuple[float, float, float]:
    import sympy

    given = {name: one.given for name, one in trial.chosen.items()}
    u, v = (sympy.nsimplify(Fraction(at).limit_denominator(48)) for at in trial.ends)
    left, middle, right = (
        float(sympy.sympify(worth(claim.of, given, x, sympy_tools()))) for x in (u, (u + v) / 2, v)
    )
    return left, middle, right


def _solution(claim: Claim, level: int, against: Trial, *, sure: bool) -> Iterator[Step]:
    yield Step("where to look", WAYS[level])
    yield Step("the rule" if sure else "why no rule helps", claim.argument)
    if sure:
        yield Step("answer", f"It is sure to be convex: {claim.rule}.")
        return
    left, middle, right = _heights(claim, against)
    u, v = against.ends
    yield Step(
        "a counter-example",
        f"Take {against.text}. At {_place(u)} and {_place(v)} the values are ${_figure(left)}$ "
        f"and ${_figure(right)}$, with the mean ${_figure((left + right) / 2)}$; in the middle it "
        f"is ${_figure(middle)}$, above the chord.",
    )
    yield Step("answer", "It is not sure to be convex: one counter-example is enough.")


def _figure(size: float) -> str:
    written_out = f"{size:.3f}".rstrip("0").rstrip(".")
    return "0" if written_out == "-0" else written_out
