"""The two partial derivatives of a linear model's error, as numbers, from a handful of points."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product
from typing import Any

from drill.exercise.contract import Step, WiredMistake
from drill.exercise.draft import Draft, Evidence
from drill.exercise.family import Family, levels, shares
from drill.exercise.parts import Answer, after, distinct, number, wired
from drill.exercise.pick import Pick
from drill.exercise.truths import given
from drill.exercise.write import bracketed, latex
from drill.grade.part import Part
from drill.maths.build import minus, node, over, power, times
from drill.maths.tree import Name

INPUTS = (-3, -2, 2, 3, 4, 5)
WEIGHTS = (-4, -3, -2, 2, 3, 4)
BIASES = (-5, -4, -3, -2, -1, 1, 2, 3, 4, 5)
STEP = 1e-5
Point = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Loss:
    """A loss of the residual r = y - guess: in LaTeX, its value and its derivative by r."""

    name: str
    formula: str
    value: Callable[[Any], Any]
    slope: Callable[[int], Fraction]
    rule: str


SQUARED = Loss(
    "squared error",
    "(y - \\hat{y})^2",
    lambda r: r * r,
    lambda r: Fraction(2 * r),
    "$-2$ times the residual",
)
ABSOLUTE = Loss(
    "absolute error",
    "|y - \\hat{y}|",
    abs,
    lambda r: Fraction(1 if r > 0 else -1),
    "minus the sign of the residual",
)


def huber(delta: int) -> Loss:
    """Give the Huber loss: half a square up to delta, a line beyond."""

    def value(r: Any) -> Any:
        return r * r / 2 if abs(r) <= delta else delta * (abs(r) - delta / 2)

    def slope(r: int) -> Fraction:
        return Fraction(max(-delta, min(delta, r)))

    return Loss(
        f"Huber loss of the residual $r = y - \\hat{{y}}$ with $\\delta = {delta}$",
        f"\\frac{{1}}{{2}} r^2 \\text{{ if }} |r| \\le {delta}, \\quad "
        f"{delta} |r| - \\frac{{{delta * delta}}}{{2}} \\text{{ beyond}}",
        value,
        slope,
        f"minus the residual, cut off at $\\pm{delta}$",
    )


@dataclass(frozen=True, slots=True)
class Problem:
    """A model, its points, the loss, and the decay of the weight."""

    w: int
    b: int
    points: tuple[Point, ...]
    loss: Loss = SQUARED
    decay: int = 0
    asks: tuple[str, ...] = field(default=("w", "b"))

    @property
    def residuals(self) -> list[int]:
        """The target less the guess, point by point."""
        return [y - (self.w * x + self.b) for x, y in self.points]

    def total(self, w: Any, b: Any) -> Any:
        """Work out the loss anew, at any weight and bias."""
        each = [self.loss.value(y - (w * x + b)) for x, y in self.points]
        return sum(each) / len(each) + self.decay * w * w / 2

    def truths(self) -> Mapping[str, Fraction]:
        """Give every number that may be asked for, exactly."""
        slopes = [self.loss.slope(r) for r in self.residuals]
        xs = [x for x, _ in self.points]
        count = len(xs)
        return {
            "guess": Fraction(self.w * xs[0] + self.b),
            "loss": sum(Fraction(self.loss.value(Fraction(r))) for r in self.residuals)
            / Fraction(count)
            + Fraction(self.decay * self.w**2, 2),
            "w": -sum((x * s for x, s in zip(xs, slopes, strict=True)), Fraction(0)) / count
            + self.decay * self.w,
            "b": -sum(slopes, Fraction(0)) / count,
        }


def _single(pick: Pick, signs: Sequence[int]) -> Problem:
    w, b, x = pick.one(WEIGHTS), pick.one(BIASES), pick.one(INPUTS)
    residual = pick.one(signs)
    return Problem(
        w, b, ((x, w * x + b + residual),), asks=("guess", "loss", "w", "b")
    )  # fmt: skip


def _several(pick: Pick, pairs: Sequence[tuple[Point, ...]], decay: int = 0) -> Problem:
    """Place points at chosen residuals; each of `pairs` is (input, residual) for every point."""
    w, b = pick.one(WEIGHTS), pick.one(BIASES)
    chosen = pick.one(pairs)
    points = tuple((x, w * x + b + r) for x, r in chosen)
    return Problem(w, b, points, decay=decay, asks=("loss", "w", "b") if not decay else ("w", "b"))


def _means(count: int) -> tuple[tuple[Point, ...], ...]:
    """List inputs and residuals whose mean gradients are whole and not 0."""
    found = []
    residuals = (-4, -3, -2, -1, 1, 2, 3, 4)
    for xs in ((-2, 3), (2, 3), (2, 5), (3, 4), (-3, 2), (4, -2)) if count == 2 else THREES:
        for rs in product(residuals, repeat=count):
            by_w = 2 * sum(x * r for x, r in zip(xs, rs, strict=True))
            by_b = 2 * sum(rs)
            if by_w and by_b and by_w % count == 0 and by_b % count == 0 and by_w != by_b:
                found.append(tuple(zip(xs, rs, strict=True)))
    return tuple(found)


THREES = ((-2, 1, 3), (1, 2, 4), (-1, 2, 3), (-3, 1, 2))
PAIRS, TRIPLES = _means(2), _means(3)


def _robust(pick: Pick) -> Problem:
    w, b, x = pick.one(WEIGHTS), pick.one(BIASES), pick.one(INPUTS)
    loss, residual = pick.one(
        tuple(product((ABSOLUTE, huber(1), huber(2), huber(3)), (-6, -5, -4, 4, 5, 6)))
        + tuple(product((huber(3),), (-2, -1, 1, 2)))
    )
    return Problem(w, b, ((x, w * x + b + residual),), loss, asks=("loss", "w", "b"))


LABELS = {
    "guess": "$\\hat{y}$",
    "loss": "$L$",
    "w": "$\\frac{\\partial L}{\\partial w}$",
    "b": "$\\frac{\\partial L}{\\partial b}$",
}
HINTS = {
    1: (
        "Forward first: the guess, then the residual.",
        "Both partials contain the residual; the one by $w$ contains $x$ as well.",
    ),
    2: (
        "Forward first, and mind the sign of the residual.",
        "If the guess is too large, raising $b$ makes it worse: that partial is positive.",
    ),
    3: ("Work each point out, then take the mean.", "The mean divides by the number of points."),
    4: (
        "The mean over the points, and the penalty once.",
        "The penalty $\\frac{\\lambda}{2} w^2$ adds $\\lambda w$ to one of the two.",
    ),
    5: (
        "First see on which piece of the loss the residual lies.",
        "On the straight piece the slope no longer depends on how large the residual is.",
    ),
}


class LinregPartialsNumeric(Family):
    """Work out guess, loss and both partial derivatives of a linear model."""

    name = "linreg_partials_numeric"
    topic = "partial_derivatives"
    title = "A linear model's loss and partials in numbers"
    instances = levels(1800, 1800, 60 * len(PAIRS), 300 * len(TRIPLES), 10_080)
    requires = shares(linreg_partials_symbolic=0.7)

    def draw(self, level: int, pick: Pick) -> Draft:
        """Draw a model and points at small residuals, so that the numbers stay small."""
        if level <= 2:
            signs = (1, 2, 3, 4, 5) if level == 1 else (-5, -4, -3, -2, -1)
            problem = _single(pick, signs)
        elif level == 5:
            problem = _robust(pick)
        else:
            decay = pick.integer(2, 6) if level == 4 else 0
            problem = _several(pick, PAIRS if level == 3 else TRIPLES, decay)
        return Draft(
            prompt=_prompt(problem),
            parts=tuple(_parts(problem)),
            evidence=tuple(_evidence(problem)),
            hints=HINTS[level],
            solution=tuple(_solution(problem)),
            mistakes=_wrong(problem),
            plain=frozenset(problem.asks),
        )


FAMILY = LinregPartialsNumeric()


def _parts(problem: Problem) -> Iterator[Part]:
    """Ask for the numbers; for a single point each comes from the one before."""
    truths = problem.truths()
    (x, y), *others = problem.points
    residual = minus(y, Name("guess"))
    forms = {
        "loss": power(residual, 2),
        "w": times(-2 * x, residual),
        "b": times(-2, residual),
    }
    for name in problem.asks:
        part = number(name, truths[name], label=LABELS[name])
        if "guess" in problem.asks and name in forms:
            part = after(part, forms[name])
        elif name == "b" and not others:
            part = after(part, over(Name("w"), x))
        yield part


def _prompt(problem: Problem) -> str:
    points = " and ".join(f"$({x}, {y})$" for x, y in problem.points)
    where = "the point" if len(problem.points) == 1 else "the points"
    mean = "" if len(problem.points) == 1 else "the mean of "
    decay = (
        f" plus $\\frac{{\\lambda}}{{2}} w^2$ with $\\lambda = {problem.decay}$"
        if problem.decay
        else ""
    )
    return (
        f"The model is $\\hat{{y}} = w x + b$ with $w = {problem.w}$ and $b = {problem.b}$, and "
        f"{where} $(x, y)$: {points}. The loss is {mean}the {problem.loss.name}{decay}."
        f"\n\n$${problem.loss.formula}$$"
    )


def _wrong(problem: Problem) -> tuple[WiredMistake, ...]:
    truths = problem.truths()
    penalty = problem.decay * problem.w
    by_w, by_b = truths["w"] - penalty, truths["b"]
    count = len(problem.points)
    for_w: list[tuple[str, Answer]] = [("loss-sign", penalty - by_w)]
    for_b: list[tuple[str, Answer]] = [("loss-sign", -by_b), ("bias-gradient", by_w)]
    if count > 1:
        for_w.append(("batch-mean-missing", penalty + count * by_w))
        for_b.append(("batch-mean-missing", count * by_b))
    else:
        for_w.append(("inner-derivative-missing", -by_b))
    if problem.decay:
        for_w.append(("l2-factor", by_w + 2 * penalty))
    return (*wired("w", distinct(for_w)), *wired("b", distinct(for_b)))


def _solution(problem: Problem) -> Iterator[Step]:
    truths = problem.truths()
    rows = [
        f"| {x} | {y} | {problem.w * x + problem.b} | {r} |"
        for (x, y), r in zip(problem.points, problem.residuals, strict=True)
    ]
    yield Step(
        "forward",
        "\n".join(["| x | y | guess | residual |", "|---|---|---|---|", *rows]),
    )
    yield Step("rule", f"The loss changes with the guess by {problem.loss.rule}.")
    terms = [
        f"{bracketed(-problem.loss.slope(r))} \\cdot {bracketed(x)}"
        for (x, _), r in zip(problem.points, problem.residuals, strict=True)
    ]
    over = f"\\frac{{{' + '.join(terms)}}}{{{len(terms)}}}" if len(terms) > 1 else terms[0]
    extra = f" + {problem.decay} \\cdot {bracketed(problem.w)}" if problem.decay else ""
    yield Step(
        "by the weight",
        f"$\\frac{{\\partial L}}{{\\partial w}} = {over}{extra} = {_say(truths['w'])}$",
    )
    penalty = ", and without the penalty" if problem.decay else ""
    yield Step("by the bias", f"The same without the factor $x${penalty}.")
    says = ", ".join(f"{LABELS[name][:-1]} = {_say(truths[name])}$" for name in problem.asks)
    yield Step("answer", says)


def _say(size: Fraction) -> str:
    return latex(node(size))


def _evidence(problem: Problem) -> Iterator[Evidence]:
    w, b = float(problem.w), float(problem.b)

    def slope(dw: float, db: float) -> float:
        above = problem.total(w + dw, b + db)
        below = problem.total(w - dw, b - db)
        return float((above - below) / (2 * STEP))

    numeric: dict[str, Callable[[], float]] = {
        "guess": lambda: w * problem.points[0][0] + b,
        "loss": lambda: float(problem.total(w, b)),
        "w": lambda: slope(STEP, 0.0),
        "b": lambda: slope(0.0, STEP),
    }
    for name in problem.asks:
        yield Evidence(name, given(_by_sympy(problem, name)), given(numeric[name]))


def _by_sympy(problem: Problem, what: str) -> Callable[[], float]:
    """Write the loss with symbols for w and b, and let sympy differentiate it there."""

    def found() -> float:
        import sympy

        w, b = sympy.symbols("w b", real=True)
        at = {w: problem.w, b: problem.b}
        if what == "guess":
            return float((w * problem.points[0][0] + b).subs(at))
        each = [
            _piece(problem.loss, y - (w * x + b), r)
            for (x, y), r in zip(problem.points, problem.residuals, strict=True)
        ]
        whole = sum(each) / sympy.Integer(len(each)) + problem.decay * w**2 / 2
        return float(
            (whole if what == "loss" else whole.diff(sympy.Symbol(what, real=True))).subs(at)
        )

    return found


def _piece(loss: Loss, residual: Any, size: int) -> Any:
    """Write the piece of the loss on which this residual lies, in sympy."""
    import sympy

    if loss is SQUARED:
        return residual**2
    if loss is ABSOLUTE:
        return sympy.sign(size) * residual
    delta = abs(loss.slope(100))
    if abs(size) <= delta:
        return residual**2 / 2
    return sympy.Rational(delta) * (sympy.sign(size) * residual - sympy.Rational(delta) / 2)
