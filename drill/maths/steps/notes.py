"""Where a rule does not hold: kinks, jumps, vertical tangents, and functions without derivatives.

A note is about the argument of one function, or the base of one power. It says where the line of
its step holds; whether a composition is smooth at that place all the same, as |x|^2 is, no rule of
differentiation can tell, and no note claims it.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from drill.maths.build import exact, node
from drill.maths.show import latex
from drill.maths.steps.model import Note
from drill.maths.tree import Node

_KINKS = {"abs": r"\left|{}\right|", "relu": r"\operatorname{{ReLU}}\left({}\right)"}
_JUMPS = {"sign": "the sign", "step": "the step function"}
_ROUNDED = {"floor": "the floor", "ceil": "the ceiling"}
_STEEP = {
    "sqrt": "{} > 0",
    "cbrt": r"{} \neq 0",
    "arcsin": "-1 < {} < 1",
    "arccos": "-1 < {} < 1",
    "arcsec": r"\left|{}\right| > 1",
    "arccsc": r"\left|{}\right| > 1",
    "arccosh": "{} > 1",
    "arcsech": "0 < {} < 1",
}
_DOMAINS = {
    "ln": "{} > 0",
    "log10": "{} > 0",
    "log2": "{} > 0",
    "log": "{} > 0",
    "arctanh": "-1 < {} < 1",
    "arccoth": r"\left|{}\right| > 1",
}
NO_FACTORIAL = Note(
    "nowhere",
    "A factorial is defined at the whole numbers 0, 1, 2, … only. Between them there is nothing to"
    " approach them by, so it has no derivative. (The gamma function joins the points; its"
    " derivative is no elementary function.)",
)


def notes_on(function: str, argument: Node) -> tuple[Note, ...]:
    """Say where the derivative of a function of one number does not hold, at its argument."""
    inside = latex(argument)
    if function in _KINKS:
        graph = _KINKS[function].format(inside)
        return (
            Note("kink", rf"This holds where ${inside} \neq 0$; at 0 ${graph}$ has a kink,"
                 " and no derivative."),
        )  # fmt: skip
    if function == "norm":
        return notes_on("abs", argument)
    if function in _JUMPS:
        return (
            Note("jump", rf"This holds where ${inside} \neq 0$; at 0 {_JUMPS[function]} jumps,"
                 " and has no derivative."),
        )  # fmt: skip
    if function in _ROUNDED:
        return (
            Note("jump", f"This holds where ${inside}$ is no whole number; there"
                 f" {_ROUNDED[function]} jumps, and has no derivative."),
        )  # fmt: skip
    if function in _STEEP:
        return (_steep(_STEEP[function].format(inside)),)
    if function in _DOMAINS:
        return (Note("domain", f"This holds where ${_DOMAINS[function].format(inside)}$."),)
    return (NO_FACTORIAL,) if function == "factorial" else ()


def notes_on_power(base: Node, exponent: Node) -> tuple[Note, ...]:
    """Say where a power with a constant exponent has no finite slope."""
    degree = exact(exponent)
    if degree is None or degree.denominator == 1 or degree < 0:
        return ()
    even = degree.denominator % 2 == 0
    inside = latex(base)
    if degree > 1:
        return (Note("domain", rf"This holds where ${inside} \geq 0$."),) if even else ()
    return (_steep(f"{inside} > 0" if even else rf"{inside} \neq 0"),)


def notes_on_root(index: Node, body: Node) -> tuple[Note, ...]:
    """Say where a root has no finite slope."""
    value = exact(index)
    if not value:
        return (Note("domain", f"This holds where ${latex(body)} > 0$."),)

    return notes_on_power(body, node(Fraction(1) / value))


def base_note(base: Node) -> Note:
    """Say that a power whose exponent moves needs a positive base."""
    return Note("domain", f"This holds where ${latex(base)} > 0$.")


def tie_note(function: str, rivals: Sequence[Node]) -> Note:
    """Say that a maximum or minimum has a kink where two lead."""
    listed = ", ".join(f"${latex(rival)}$" for rival in rivals[:-1])
    lead = "greatest" if function == "max" else "least"
    return Note(
        "kink",
        f"Where two of {listed} and ${latex(rivals[-1])}$ are {lead} together there may be a kink,"
        " and the line says nothing.",
    )


def zero_vector_note(argument: Node) -> Note:
    """Say that a norm has a kink at the zero vector."""
    return Note(
        "kink",
        f"This holds where ${latex(argument)}$ is not the zero vector, at which the norm has a"
        " kink, and no derivative.",
    )


def _steep(condition: str) -> Note:
    return Note(
        "steep", f"This holds where ${condition}$; at the edge the tangent would be vertical."
    )
