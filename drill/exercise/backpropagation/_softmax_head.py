"""The first equation where the last layer is a softmax: every logit moves every probability."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from drill.exercise.backpropagation._shared import Asked
from drill.exercise.contract import Step
from drill.exercise.draft import Draft, Evidence, Point, Value
from drill.exercise.parts import Answer, distinct, expression, wired
from drill.exercise.pick import Pick
from drill.exercise.truths import STEP
from drill.exercise.write import latex
from drill.maths.build import minus, over, times
from drill.maths.domain import POSITIVE, Domain, Range
from drill.maths.tree import Name, Node

CLASSES = (1, 2, 3)
HALF = Range(0.0, 0.5)
"""Two probabilities from here leave something for the third class."""
Costing = Callable[[Any, Mapping[str, Any], Callable[[Any], Any]], Any]
"""Gives the cost from the probabilities by class, the constants by name, and a logarithm."""


@dataclass(frozen=True, slots=True)
class Letters:
    """The classes asked about, and what things are called."""

    own: int
    other: int
    p: str
    z: str
    cost: str

    @property
    def third(self) -> int:
        """Give the remaining class."""
        return 6 - self.own - self.other

    @property
    def prob(self) -> Name:
        """Name the probability of the class itself."""
        return Name(f"{self.p}{self.own}")


@dataclass(frozen=True, slots=True)
class Head:
    """A cost on top of the softmax, and its slope by a logit."""

    name: str
    says: str
    """What the cost is: with {own}, {other}, {p} and {cost}, and {{ }} for LaTeX's own braces."""
    formula: str
    names: tuple[str, ...]
    """The letters an answer may use besides the probability; `#` stands for the class."""
    truth: Callable[[Letters], Node]
    wrong: Callable[[Letters], Iterator[tuple[str, Answer]]]
    costing: Callable[[Letters], Costing]
    why: str
    warm: bool = False
    """The logits are divided by a temperature."""


def _one_hot(at_own: bool, scale: str = "", *, warm: bool = False) -> Callable[[Letters], Node]:
    def truth(n: Letters) -> Node:
        slope = minus(n.prob, 1) if at_own else n.prob
        if warm:
            return over(slope, Name("T"))
        return times(Name(scale), slope) if scale else slope

    return truth


def _one_hot_wrong(
    at_own: bool, scale: str = "", *, warm: bool = False
) -> Callable[[Letters], Iterator[tuple[str, Answer]]]:
    def wrong(n: Letters) -> Iterator[tuple[str, Answer]]:
        right = _one_hot(at_own, scale, warm=warm)(n)
        yield "logit-gradient-sign", times(-1, right)
        if scale:
            yield "constant-factor-dropped", _one_hot(at_own)(n)
        if warm:
            yield "inner-derivative-missing", _one_hot(at_own)(n)
        if at_own and not scale and not warm:
            yield "probability-gradient-for-logit", over(-1, n.prob)
            yield "mse-gradient-for-ce", times(minus(n.prob, 1), n.prob, minus(1, n.prob))

    return wrong


def _surprise(at_own: bool, scale: str = "") -> Callable[[Letters], Costing]:
    def costing(n: Letters) -> Costing:
        true = n.own if at_own else n.other
        return lambda p, named, ln: -(named[scale] if scale else 1) * ln(p[true])

    return costing


def _targets_wrong(n: Letters) -> Iterator[tuple[str, Answer]]:
    p, y = n.prob, Name(f"y{n.own}")
    yield "logit-gradient-sign", minus(y, p)
    yield "probability-gradient-for-logit", times(-1, over(y, p))
    yield "mse-gradient-for-ce", times(minus(p, y), p, minus(1, p))


def _averaged(letter: str, sign: int) -> Callable[[Letters], Node]:
    """Write p (g - m), or its negative: what is above the average of the slopes."""

    def truth(n: Letters) -> Node:
        own, mean = Name(f"{letter}{n.own}"), Name("m")
        return times(n.prob, minus(own, mean) if sign > 0 else minus(mean, own))

    return truth


def _averaged_wrong(letter: str, sign: int) -> Callable[[Letters], Iterator[tuple[str, Answer]]]:
    def wrong(n: Letters) -> Iterator[tuple[str, Answer]]:
        own = times(sign, Name(f"{letter}{n.own}"))
        yield "one-path-only", times(own, n.prob, minus(1, n.prob))
        yield "activation-derivative-missing", own

    return wrong


def _linear(letter: str, sign: int) -> Callable[[Letters], Costing]:
    """A cost with these slopes by the probabilities, which are constants."""

    def costing(_n: Letters) -> Costing:
        return lambda p, named, _ln: sign * sum(named[f"{letter}{k}"] * p[k] for k in CLASSES)

    return costing


def _square(_n: Letters) -> Costing:
    return lambda p, named, _ln: sum((p[k] - named[f"y{k}"]) ** 2 for k in CLASSES) / 2


def _soft(_n: Letters) -> Costing:
    return lambda p, named, ln: -sum(named[f"y{k}"] * ln(p[k]) for k in CLASSES)


COLLAPSE = (
    "Only the probability of the right class is in the cost, and its slope there is "
    "minus one over it; that one over cancels."
)
AVERAGE = (
    "Sum over all three probabilities: the own one gives the term with 1, and all of them "
    "together the average, which is taken away."
)
HEADS = (
    Head(
        "label",
        "The right class is {own}.",
        r"{cost} = -\ln {p}_{own}",
        (),
        _one_hot(True),
        _one_hot_wrong(True),
        _surprise(True),
        COLLAPSE,
    ),
    Head(
        "label elsewhere",
        "The right class is {other}.",
        r"{cost} = -\ln {p}_{other}",
        (),
        _one_hot(False),
        _one_hot_wrong(False),
        _surprise(False),
        COLLAPSE,
    ),
    Head(
        "weighted",
        "The right class is {own}, and mistakes on it count $m$ times.",
        r"{cost} = -m \ln {p}_{own}",
        ("m",),
        _one_hot(True, "m"),
        _one_hot_wrong(True, "m"),
        _surprise(True, "m"),
        COLLAPSE,
    ),
    Head(
        "weighted elsewhere",
        "The right class is {other}, and mistakes on it count $m$ times.",
        r"{cost} = -m \ln {p}_{other}",
        ("m",),
        _one_hot(False, "m"),
        _one_hot_wrong(False, "m"),
        _surprise(False, "m"),
        COLLAPSE,
    ),
    Head(
        "warm",
        "The right class is {own}.",
        r"{cost} = -\ln {p}_{own}",
        ("T",),
        _one_hot(True, warm=True),
        _one_hot_wrong(True, warm=True),
        _surprise(True),
        COLLAPSE,
        warm=True,
    ),
    Head(
        "warm elsewhere",
        "The right class is {other}.",
        r"{cost} = -\ln {p}_{other}",
        ("T",),
        _one_hot(False, warm=True),
        _one_hot_wrong(False, warm=True),
        _surprise(False),
        COLLAPSE,
        warm=True,
    ),
    Head(
        "targets",
        "The targets $y_k$ are probabilities too: they sum to 1.",
        r"{cost} = -\sum_k y_k \ln {p}_k",
        ("y#",),
        lambda n: minus(n.prob, Name(f"y{n.own}")),
        _targets_wrong,
        _soft,
        "The slope by the probability of class k is minus y over p. Each term loses its p, the "
        "targets sum to 1, and so the average is the probability itself.",
    ),
    Head(
        "score",
        "Class $k$ earns the score $r_k$, a constant, and $m = \\sum_k r_k {p}_k$ is the mean "
        "score.",
        r"{cost} = -m",
        ("r#", "m"),
        _averaged("r", -1),
        _averaged_wrong("r", -1),
        _linear("r", -1),
        AVERAGE,
    ),
    Head(
        "square",
        "The targets are $y_k$. Write $d_k$ for ${p}_k - y_k$ and $m$ for $\\sum_k d_k {p}_k$.",
        r"{cost} = \frac{{1}}{{2}} \sum_k ({p}_k - y_k)^2",
        ("d#", "m"),
        _averaged("d", 1),
        _averaged_wrong("d", 1),
        _square,
        AVERAGE,
    ),
    Head(
        "any",
        "The cost is some function of the probabilities; its slopes by them are known.",
        r"g_k = \frac{{\partial {cost}}}{{\partial {p}_k}} \qquad m = \sum_k g_k {p}_k",
        ("g#", "m"),
        _averaged("g", 1),
        _averaged_wrong("g", 1),
        _linear("g", 1),
        AVERAGE,
    ),
)


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
    filled = {"own": n.own, "other": n.other, "p": n.p, "cost": n.cost}
    with_what = ", ".join(f"${latex(Name(name))}$" for name in _variables(head, n, "head"))
    return (
        f"The last layer turns three logits ${n.z}_k$ into probabilities"
        + (", at the temperature $T$." if head.warm else ".")
        + f"\n\n$${n.p}_k = \\frac{{e^{{{top}}}}}{{\\sum_j e^{{{bottom}}}}}$$\n\n"
        + head.says.format(**filled)
        + f"\n\n$${head.formula.format(**filled)}$$\n\n"
        f"Find how ${n.p}_{n.own}$ and ${n.p}_{n.other}$ move with ${n.z}_{n.own}$, written with "
        f"these two probabilities, and the error of logit {n.own}, written with {with_what} only."
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


def _constants(head: Head, n: Letters, point: Point) -> dict[str, float]:
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
    functions: tuple[Callable[[Any], Any], Callable[[Any], Any]],
) -> Any:
    """Run the head forward from its logits: to a probability, or to the cost."""
    exp, ln = functions
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
            named = _constants(head, n, point)
            logits = {k: named["T"] * np.log(named[f"{n.p}{k}"]) + 0j for k in CLASSES}
            logits[n.own] += 1j * STEP
            made = _output(head, n, name, logits, named, (np.exp, np.log))
            found.append(float(np.imag(made) / STEP))
        return found

    return oracle


def _by_sympy(head: Head, n: Letters, name: str) -> Callable[..., Any]:
    def oracle(points: Any) -> list[Value]:
        import sympy

        from drill.exercise.sympy_values import sympy_at
        from drill.maths.symbols import symbol

        logits = {k: symbol(f"{n.z}{k}") for k in CLASSES}
        named = {one: symbol(one) for one in _constants(head, n, points[0])}
        made = _output(head, n, name, logits, named, (sympy.exp, sympy.log))
        slope = made.diff(logits[n.own])
        found = []
        for point in points:
            at = _constants(head, n, point)
            at |= {f"{n.z}{k}": at["T"] * float(sympy.log(at[f"{n.p}{k}"])) for k in CLASSES}
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
    yield Step("the cost", head.why)
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
