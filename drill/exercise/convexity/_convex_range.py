"""For which values of a parameter is a function convex? Level 5 of convexity in one variable.

The parameter b stands before x², so f'' is 2b plus the rest's: the least b is where the rest
bends down most. At that value f'' touches 0 at single places, which takes nothing from strictness.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from drill.exercise.contract import Step
from drill.exercise.convexity._chords import shown
from drill.exercise.draft import Draft
from drill.exercise.parts import choice, number
from drill.exercise.pick import Pick
from drill.exercise.questions import ask, assembled
from drill.exercise.write import latex
from drill.grade.part import Choice
from drill.maths.build import call, plus, power, times
from drill.maths.tree import Name, Node, Sum

X, B = Name("x"), Name("b")
FACTORS = (-6, -5, -4, -3, -2, 2, 3, 4, 5, 6)
STRICT, ONLY, NOT = "strict", "only", "not"
EDGE = (
    Choice(STRICT, "strictly convex", "Some chord lies on the graph."),
    Choice(ONLY, "convex, but not strictly", "No chord touches the graph between its ends."),
    Choice(NOT, "not convex", "No chord lies below the graph."),
)
SAYS = {one.id: one.text for one in EDGE}
HINTS = (
    "The term with $b$ adds the same bend everywhere; where is it needed most?",
    "Convex needs $f'' \\geq 0$ only; where $f''$ is 0 at single places, no chord is straight.",
)
STEP = 1e-3
PLACES = 2001
CHORDS = 31


@dataclass(frozen=True, slots=True)
class Range:
    """What is added to b x², the least b, and how one finds it."""

    rest: Node
    numeric: Callable[[Any], Any]
    least: Fraction
    bend: Step
    worst: str
    kink: Node | None = None
    """Added too; it bends up, and nowhere else."""
    low: float = -6.0
    high: float = 6.0
    closed: bool = False
    """The left end is the end of the domain."""
    where: str = "on the whole real line"

    @property
    def edge(self) -> str:
        """Say what f is at the least b."""
        return ONLY if self.kink is not None else STRICT


def _quartic(pick: Pick) -> Range:
    c, m, d = pick.integer(1, 3), pick.one((-3, -2, -1, 1, 2, 3)), pick.one(FACTORS)
    second = latex(plus(times(12 * c, power(X, 2)), times(24 * c * m, X), times(2, B)))
    square = latex(times(12 * c, power(plus(X, m), 2)))
    return Range(
        plus(times(c, power(X, 4)), times(4 * c * m, power(X, 3)), times(d, X)),
        lambda x: c * x**4 + 4 * c * m * x**3 + d * x,
        Fraction(6 * c * m * m),
        Step("second derivative", f"$f''(x) = {second} = {square} + 2b - {12 * c * m * m}$"),
        f"The square is 0 at $x = {-m}$: what is left there, $2b - {12 * c * m * m}$, must not be "
        "negative.",
    )


def _cubic(pick: Pick) -> Range:
    a, low, d = pick.integer(1, 4), pick.one((-4, -3, -2, -1, 1, 2, 3, 4)), pick.one(FACTORS)
    return Range(
        plus(times(a, power(X, 3)), times(d, X)),
        lambda x: a * x**3 + d * x,
        Fraction(-3 * a * low),
        Step("second derivative", f"$f''(x) = {latex(plus(times(6 * a, X), times(2, B)))}$"),
        f"It rises, so it is smallest at the left end: $2b {_signed(6 * a * low)}$ must not be "
        "negative.",
        low=float(low),
        high=low + 8.0,
        closed=True,
        where=rf"for $x \geq {low}$",
    )


def _signed(size: int) -> str:
    return f"- {-size}" if size < 0 else f"+ {size}"


def _logarithm(pick: Pick) -> Range:
    from drill.exercise import numeric

    a, low, d = pick.integer(1, 6), pick.integer(1, 3), pick.one(FACTORS)
    bend = latex(times(2, B)) + rf" - \frac{{{a}}}{{x^2}}"
    return Range(
        plus(times(a, call("ln", X)), times(d, X)),
        lambda x: a * numeric.ln(x) + d * x,
        Fraction(a, 2 * low * low),
        Step("second derivative", f"$f''(x) = {bend}$"),
        f"It rises, so it is smallest at the left end: there "
        rf"$2b - {shown(Fraction(a, low * low))}$ must not be negative.",
        low=float(low),
        high=low + 8.0,
        closed=True,
        where=rf"for $x \geq {low}$",
    )


def _wave(pick: Pick) -> Range:
    from drill.exercise import numeric

    a, k, d = pick.one((-4, -3, -2, -1, 1, 2, 3, 4)), pick.integer(1, 4), pick.one(FACTORS)
    name = pick.one(("sin", "cos"))
    wave = numeric.sin if name == "sin" else numeric.cos
    front = latex(times(-a * k * k, call(name, times(k, X))))
    bend = f"2b - {front[1:]}" if front.startswith("-") else f"2b + {front}"
    return Range(
        plus(times(a, call(name, times(k, X))), times(d, X)),
        lambda x: a * wave(k * x) + d * x,
        Fraction(abs(a) * k * k, 2),
        Step("second derivative", f"$f''(x) = {bend}$"),
        f"The wave goes down to ${-abs(a) * k * k}$, again and again: $2b - {abs(a) * k * k}$ must "
        "not be negative.",
    )


def _kink(pick: Pick) -> Range:
    c, a, d = pick.integer(1, 6), pick.integer(-4, 4), pick.one(FACTORS)
    return Range(
        times(d, X),
        lambda x: c * abs(x - a) + d * x,
        Fraction(0),
        Step(
            "away from the kink",
            f"$f''(x) = 2b$ for $x \\neq {a}$, and at ${a}$ the slope jumps up.",
        ),
        "The kink bends up and never harms, but it helps at one place only: away from it $2b$ must "
        "not be negative. At $b = 0$ there are two straight pieces.",
        kink=times(c, call("abs", plus(X, -a))),
    )


KINDS: tuple[Callable[[Pick], Range], ...] = (_quartic, _cubic, _logarithm, _wave, _kink)


def least_parameter(pick: Pick) -> Draft:
    """Draw a function that bends down somewhere, and ask how much of x² makes it convex."""
    found = pick.one(KINDS)(pick)
    terms = found.rest.terms if isinstance(found.rest, Sum) else (found.rest,)
    square = times(B, power(X, 2))
    of = plus(*terms[:-1], square, *([found.kink] if found.kink else []), terms[-1])
    least, edge = found.least, found.edge
    wrong = [("quadratic-hessian-halved", 2 * least)] if least else []
    touched = [("zero-second-derivative-is-inflection", NOT)] if edge == STRICT else []
    return assembled(
        f"Which is the smallest $b$ for which $f$ is convex {found.where}, and what is $f$ there "
        f"at that very $b$?\n\n$$f(x) = {latex(of)}$$",
        [
            ask(
                number("least", least, label="the smallest $b$"),
                lambda: _least_by_sympy(found),
                lambda: _least_by_differences(found),
                wrong,
                tolerance=1e-4,
            ),
            ask(
                choice("edge", edge, EDGE, label="at that $b$ it is"),
                lambda: _edge_by_sympy(found),
                lambda: _edge_by_chords(found),
                touched,
            ),
        ],
        hints=HINTS,
        solution=(
            Step("what is needed", r"$f''(x) \geq 0$ at every $x$ where there is an $f''$."),
            found.bend,
            Step("where it is needed most", found.worst),
            Step("answer", f"$b \\geq {shown(least)}$; at the smallest it is {SAYS[edge]}."),
        ),
    )


def _bend_by_sympy(found: Range) -> Any:
    from drill.maths.symbols import symbol, to_sympy

    return to_sympy(found.rest).diff(symbol("x"), 2)


def _least_by_sympy(found: Range) -> float:
    """Let sympy find where the rest bends down most: at a place with no slope, or at the end."""
    import sympy

    from drill.maths.symbols import symbol

    x, bend = symbol("x"), _bend_by_sympy(found)
    if not bend.free_symbols:
        return float(-bend / 2)
    if bend.has(sympy.sin, sympy.cos):
        # one wave with a number in front: it reaches both its bounds
        return float(abs(bend.as_coeff_Mul()[0]) / 2)
    places = [place for place in sympy.solve(bend.diff(x), x) if place.is_real]
    inside = [place for place in places if found.low <= float(place) <= found.high]
    ends = [sympy.Integer(int(found.low))] if found.closed else []
    return max(float(-bend.subs(x, place) / 2) for place in (*inside, *ends))


def _least_by_differences(found: Range) -> float:
    """Look for the lowest second difference of the rest on a fine grid, and at the left end."""
    import numpy as np

    def needed(x: Any) -> Any:
        f = found.numeric
        return -(f(x + STEP) - 2 * f(x) + f(x - STEP)) / (2 * STEP**2)

    inside = np.linspace(found.low + STEP, found.high, PLACES)
    least = inside[int(np.argmax(needed(inside)))]
    near = np.linspace(max(found.low + STEP, least - 0.01), least + 0.01, PLACES)
    most = float(needed(near).max())
    if found.closed:
        # carried on to the end of the domain, where no difference can be taken
        first, second = (float(needed(found.low + k * STEP)) for k in (1, 2))
        most = max(most, 2 * first - second)
    return round(most, 6)


def _edge_by_sympy(found: Range) -> str:
    """See whether f'' at the least b is 0 everywhere, or at single places only."""
    import sympy

    bend = _bend_by_sympy(found) + 2 * sympy.Rational(
        found.least.numerator, found.least.denominator
    )
    return ONLY if sympy.expand(bend) == 0 else STRICT


def _edge_by_chords(found: Range) -> str:
    """Hold every chord on a grid against the graph, at the least b."""
    import numpy as np

    def f(x: Any) -> Any:
        return float(found.least) * x * x + found.numeric(x)

    grid = np.linspace(found.low, found.high, CHORDS)
    left, right = np.meshgrid(grid, grid)
    gap = ((f(left) + f(right)) / 2 - f((left + right) / 2))[left < right]
    slack = 1e-9
    if bool((gap < -slack).any()):
        return NOT
    return STRICT if bool((gap > slack).all()) else ONLY
