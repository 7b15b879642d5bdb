"""What a learning rate does on a quadratic: the four ways a run goes, told by formula and by trial.

On f = λ w²/2 every step multiplies w by 1 - ηλ, so a run converges if and only if
0 < η < 2/λ; with several curvatures the largest decides (Polyak 1987, section 1.4).
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from drill.grade.part import Choice
from drill.maths.build import call, minus, node, power, times
from drill.maths.tree import Name, Node

STEPS = 200
KINDS = (
    Choice("slides", "it converges from one side", "That needs $0 < 1 - \\eta L < 1$."),
    Choice("swings", "it converges, changing side each step", "That needs $1/L < \\eta < 2/L$."),
    Choice("bounces", "it bounces for ever between two points", "That needs $\\eta = 2/L$."),
    Choice("diverges", "it diverges", "That needs $\\eta > 2/L$."),
)
SAYS = {item.id: item.text for item in KINDS}
CURVATURES = (1, 2, 4, 5, 8, 10, 16, 20, 25, 40, 50, 80, 100)


def kind_of(factor: Fraction) -> str:
    """Tell what a run does from the factor of its steps."""
    if factor > 0:
        return "slides"
    if factor > -1:
        return "swings"
    return "bounces" if factor == -1 else "diverges"


def kinds_by(factor: Node) -> dict[str, Node]:
    """Write what is positive where a run with steps of this factor does so, the first first."""
    return {
        "diverges": minus(call("abs", factor), 1),
        "slides": factor,
        "swings": minus(1, call("abs", factor)),
        "bounces": node(1),
    }


def watched(factor_of_step: Callable[[float], float], start: float) -> str:
    """Run the steps in floats, and look at what became of the start."""
    trail = [start]
    for _ in range(STEPS):
        trail.append(factor_of_step(trail[-1]))
        if abs(trail[-1]) > 1e12:
            return "diverges"
    if abs(trail[-1]) > 0.99 * abs(start):
        return "bounces"
    return "slides" if trail[0] * trail[1] > 0 else "swings"


def bowl(curvature: Fraction | int, name: str = "w") -> Node:
    """Write half a curvature times a square."""
    return times(Fraction(curvature) / 2, power(Name(name), 2))


def simulated(curvature: Fraction | int, rate: Fraction) -> str:
    """Run the steps on a bowl, and look at what became of the start."""
    return watched(lambda w: w - float(rate) * float(curvature) * w, 1.5)


def curvature_of(of: Node, name: str) -> float:
    """Let sympy differentiate twice."""
    from drill.maths.symbols import symbol, to_sympy

    return float(to_sympy(of).diff(symbol(name), 2))


def edge(curvature: Fraction | float) -> Callable[[], float]:
    """Search for the largest rate at which a step does not lead farther away."""

    def found() -> float:
        low, high = 0.0, 10.0
        for _ in range(80):
            middle = (low + high) / 2
            farther = abs(1.5 - middle * float(curvature) * 1.5) > 1.5
            low, high = (low, middle) if farther else (middle, high)
        return low

    return found
