"""The first equation where the last layer is a softmax: every logit moves every probability."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from math import log
from typing import Any

from drill.exercise.backpropagation._softmax_costs import CLASSES, HEADS, Head, Letters
from drill.exercise.contract import Step
from drill.exercise.draft import Draft, Evidence, Point, Value
from drill.exercise.parts import Answer, distinct, expression, wired
from drill.exercise.pick import Pick
from drill.exercise.questions import Asked
from drill.exercise.truths import STEP
from drill.exercise.write import latex
from drill.maths.build import minus, over, times
from drill.maths.domain import POSITIVE, Domain, Range
from drill.maths.tree import Name, Node

HALF = Range(0.0, 0.5)
"""Two probabilities from here leave something for the third class."""


def draw_head(pick: Pick) -> Draft:
    """Draw a cost, the two classes that are asked about, and letters."""
    head = pick.one(HEADS)
    own, other = pick.one([(i, k) for i in CLASSES for k in CLASSES if i != k])
    n = Letters(own, other, pick.one(("p", "q")), pick.one(("z", "s", "u")), pick.one("CEJ"))
    asked = [_asked(head, n, name) for name in ("own", "other", "head")]
    return Draft(
        prompt=_prompt(head, n),
        parts=tuple(one.part for one in asked),
        evidence=tuple(one.evidence for one in asked),
        hints=(
            "Raise one logit: what happens to its own probability, and to the others?",
            "The cost feels the logit through all three probabilities: a sum of three products.",
        ),
        solution=tuple(_solution(head, n)),
        mistakes=tuple(mistake for one in asked for mistake in one.mistakes),
    )


def _prompt(head: Head, n: Letters) -> str:
    top = f"{n.z}_k / T" if head.warm else f"{n.z}_k"
    bottom = f"{n.z}_j / T" if head.warm else f"{n.z}_j"
    with_what = ", ".join(f"${latex(Name(name))}$" for name in _variables(head, n, "head"))
    return (
        f"The last layer turns three logits ${n.z}_k$ into probabilities"
        + (", at the temperature $T$." if head.warm else ".")
        + f"\n\n$${n.p}_k = \\frac{{e^{{{top}}}}}{{\\sum_j e^{{{bottom}}}}}$$\n\n"
        + n.fill(head.says)
        + f"\n\n$${n.fill(head.formula)}$$\n\n"
        f"Find how ${n.p}_{n.own}$ moves with ${n.z}_{n.own}$, written with ${n.p}_{n.own}$ alone; "
        f"how ${n.p}_{n.other}$ does, written with both; and the error of logit {n.own}, written "
        f"with {with_what} only."
    )


def _variables(head: Head, n: Letters, name: str) -> tuple[str, ...]:
    warm = ("T",) if head.warm else ()
    if name == "own":
        return n.prob.name, *warm
    if name == "other":
        return n.prob.name, f"{n.p}{n.other}", *warm
    return n.prob.name, *(one.replace("#", str(n.own)) for one in head.names)


def _tree(head: Head, n: Letters, name: str) -> Node:
    if name == "head":
        return head.truth(n)
    other = Name(f"{n.p}{n.other}")
    slope = times(n.prob, minus(1, n.prob)) if name == "own" else times(-1, n.prob, other)
    return over(slope, Name("T")) if head.warm else slope


def _wrong(head: Head, n: Letters, name: str) -> Iterator[tuple[str, Answer]]:
    right = _tree(head, n, name)
    if name == "head":
        yield from head.wrong(n)
        return
    if name == "own":
        above = times(n.prob, _more(n.prob))
        yield "softmax-diagonal", over(above, Name("T")) if head.warm else above
    else:
        yield "softmax-off-diagonal", times(-1, right)
    if head.warm:
        yield "inner-derivative-missing", times(Name("T"), right)


def _more(p: Name) -> Node:
    return minus(1, times(-1, p))


def _asked(head: Head, n: Letters, name: str) -> Asked:
    variables = _variables(head, n, name)
    ranges = {one: HALF for one in variables if one[0] == n.p}
    ranges |= {"T": POSITIVE} if "T" in variables else {}
    ranges |= {one: Range(0.0, 1.0) for one in variables if one[0] == "y"}
    label = {
        "own": rf"$\partial {n.p}_{n.own} / \partial {n.z}_{n.own}$",
        "other": rf"$\partial {n.p}_{n.other} / \partial {n.z}_{n.own}$",
        "head": rf"$\partial {n.cost} / \partial {n.z}_{n.own}$",
    }[name]
    part = expression(name, _tree(head, n, name), variables, label=label, domain=Domain(ranges))
    evidence = Evidence(name, _by_sympy(head, n, name), _by_nudging(head, n, name))
    return Asked(part, evidence, wired(name, distinct(_wrong(head, n, name))))


def _constants(n: Letters, point: Point) -> dict[str, float]:
    """Give a whole output layer that fits a point: probabilities, logits, and the constants.

    What a point leaves open is shared out among the other classes: only sums of it count.
    """
    own, rest = point[n.prob.name], 1 - point[n.prob.name]
    other = point.get(f"{n.p}{n.other}", rest / 2)
    shares = {n.own: own, n.other: other, n.third: rest - other}
    made = {"T": 1.0, "m": 0.0, **point}
    made |= {f"{n.p}{k}": share for k, share in shares.items()}
    for letter in ("r", "d", "g"):
        if (mine := point.get(f"{letter}{n.own}")) is not None:
            others = (made["m"] - mine * own) / rest
            made |= {f"{letter}{k}": mine if k == n.own else others for k in CLASSES}
    if f"d{n.own}" in point:
        made |= {f"y{k}": shares[k] - made[f"d{k}"] for k in CLASSES}
    elif f"y{n.own}" in point:
        mine = point[f"y{n.own}"]
        made |= {f"y{k}": mine if k == n.own else (1 - mine) / 2 for k in CLASSES}
    return made


def _output(
    head: Head,
    n: Letters,
    name: str,
    logits: Mapping[int, Any],
    named: Mapping[str, Any],
    *,
    exp: Callable[[Any], Any],
    ln: Callable[[Any], Any],
) -> Any:
    """Run the head forward from its logits: to a probability, or to the cost."""
    powers = {k: exp(z / named["T"]) for k, z in logits.items()}
    p = {k: one / sum(powers.values()) for k, one in powers.items()}
    if name == "head":
        return head.costing(n)(p, named, ln)
    return p[n.own if name == "own" else n.other]


def _by_nudging(head: Head, n: Letters, name: str) -> Callable[..., Any]:
    def oracle(points: Any) -> list[Value]:
        import numpy as np

        found: list[Value] = []
        for point in points:
            named = _constants(n, point)
            logits = {k: named["T"] * np.log(named[f"{n.p}{k}"]) + 0j for k in CLASSES}
            logits[n.own] += 1j * STEP
            made = _output(head, n, name, logits, named, exp=np.exp, ln=np.log)
            found.append(float(np.imag(made) / STEP))
        return found

    return oracle


def _by_sympy(head: Head, n: Letters, name: str) -> Callable[..., Any]:
    def oracle(points: Any) -> list[Value]:
        import sympy

        from drill.exercise.sympy_values import sympy_at
        from drill.maths.symbols import symbol

        logits = {k: symbol(f"{n.z}{k}") for k in CLASSES}
        named = {one: symbol(one) for one in _constants(n, points[0])}
        made = _output(head, n, name, logits, named, exp=sympy.exp, ln=sympy.log)
        slope = made.diff(logits[n.own])
        found = []
        for point in points:
            at = _constants(n, point)
            at |= {f"{n.z}{k}": at["T"] * log(at[f"{n.p}{k}"]) for k in CLASSES}
            found.append(sympy_at(slope, at))
        return found

    return oracle


def _solution(head: Head, n: Letters) -> Iterator[Step]:
    own, other = f"{n.p}_{n.own}", f"{n.p}_{n.other}"
    yield Step(
        "all paths",
        f"${n.z}_{n.own}$ is in every denominator, so it moves all three probabilities, and the "
        "slope of the cost is a sum over them.",
    )
    warm = " Each of them is divided by $T$, the inner derivative." if head.warm else ""
    yield Step(
        "the softmax",
        f"The quotient rule gives ${own} - {own}^2$ for its own probability, where the logit is "
        f"above and below, and $-{own} {other}$ for another one, where it is only below.{warm}",
    )
    yield Step("the cost", n.fill(head.why))
    names = ("own", "other", "head")
    left = (
        rf"\partial {own} / \partial {n.z}_{n.own}",
        rf"\partial {other} / \partial {n.z}_{n.own}",
        rf"\partial {n.cost} / \partial {n.z}_{n.own}",
    )
    lines = [
        f"- ${before} = {latex(_tree(head, n, name))}$"
        for before, name in zip(left, names, strict=True)
    ]
    yield Step("answer", "\n".join(lines))
