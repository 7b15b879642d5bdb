"""The end of a derivation, in components: sums over few units, written out and typed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from drill.exercise.contract import Step
from drill.exercise.draft import Draft, Evidence, Point, Value
from drill.exercise.parts import Answer, after, distinct, expression, wired
from drill.exercise.pick import Pick
from drill.exercise.questions import Asked
from drill.exercise.truths import STEP
from drill.exercise.write import letter
from drill.maths.build import call, minus, plus, times
from drill.maths.domain import Domain, Range
from drill.maths.show import latex
from drill.maths.tree import Name, Node

if TYPE_CHECKING:
    from drill.exercise.chain_rule._network import Unit

WEIGHTS = (("w", "v"), ("u", "w"), ("w", "u"), ("v", "w"))
"""The letters of the weights above and of those below."""
ERRORS = ("d", "g", "r")
INPUTS = ("x", "s", "h")


@dataclass(frozen=True, slots=True)
class Corner:
    """One hidden unit of two, and the units above it; one of the weights that lead to it."""

    unit: Unit
    above: int
    """How many units there are in the next layer."""
    to_first: bool
    """The first index of a weight is the unit it leads to."""
    own: int
    lower: int
    weights: tuple[str, str]
    error: str
    input: str

    def outer(self, to: int, frm: int) -> str:
        """Name the weight above, from unit `frm` to unit `to`."""
        return f"{self.weights[0]}{to}{frm}" if self.to_first else f"{self.weights[0]}{frm}{to}"

    @property
    def inner(self) -> str:
        """Name the weight below that is asked about."""
        pair = (self.own, self.lower) if self.to_first else (self.lower, self.own)
        return f"{self.weights[1]}{pair[0]}{pair[1]}"

    @property
    def units(self) -> range:
        """Number the units above."""
        return range(1, self.above + 1)

    def variables(self, name: str) -> tuple[str, ...]:
        """List what an answer may be made of."""
        found = [self.outer(k, self.own) for k in self.units]
        found += [f"{self.error}{k}" for k in self.units]
        if self.above == 2:  # so that the transpose can be missed
            found += [w for k in self.units if (w := self.outer(self.own, k)) not in found]
        found += [f"a{self.own}"] if name != "back" else []
        found += [f"{self.input}{self.lower}", f"a{self.lower}"] if name == "weight" else []
        return tuple(dict.fromkeys(found))

    def tree(self, name: str, wrong: str = "") -> Node:
        """Write an answer, or what a misconception makes of it."""
        pairs = [(self.outer(k, self.own), f"{self.error}{k}") for k in self.units]
        if wrong == "weight-not-transposed":
            pairs = [(self.outer(self.own, k), f"{self.error}{k}") for k in self.units]
        if wrong == "one-path-only":
            pairs = pairs[self.own - 1 : self.own]
        back = plus(*(times(Name(w), Name(d)) for w, d in pairs))
        a = Name(f"a{self.own}")
        known: dict[str, Callable[[], Node]] = {
            "activation-derivative-missing": lambda: times(1),
            "sigmoid-self": lambda: a,
            "sigmoid-at-activation": lambda: times(
                call("sigmoid", a), minus(1, call("sigmoid", a))
            ),
        }
        local = known[wrong]() if wrong in known else self.unit.slope(a)
        if name == "back":
            return back
        signal = Name(f"a{self.lower}" if wrong == "multiplied-by-activation" else self.signal)
        return times(back, local, signal) if name == "weight" else times(back, local)

    @property
    def signal(self) -> str:
        """Name the input at the weight that is asked about."""
        return f"{self.input}{self.lower}"


def draw_components(pick: Pick) -> Draft:
    """Draw a unit, its place, the convention of indices, and letters."""
    from drill.exercise.chain_rule._units import UNITS

    corner = Corner(
        unit=pick.one(UNITS),
        above=pick.integer(2, 3),
        to_first=pick.one((True, False)),
        own=pick.integer(1, 2),
        lower=pick.integer(1, 2),
        weights=pick.one(WEIGHTS),
        error=pick.one(ERRORS),
        input=pick.one(INPUTS),
    )
    asked = [_asked(corner, name) for name in ("back", "delta", "weight")]
    return Draft(
        prompt=_prompt(corner),
        parts=tuple(one.part for one in asked),
        evidence=tuple(one.evidence for one in asked),
        hints=(
            f"How many of the units above feel it when $a_{corner.own}$ moves, and how much each?",
            "Write the sum out first; then one factor for the activation, and one for the input.",
        ),
        solution=tuple(_solution(corner)),
        mistakes=tuple(mistake for one in asked for mistake in one.mistakes),
    )


def _label(corner: Corner, name: str) -> str:
    by = {
        "back": f"a_{corner.own}",
        "delta": f"z_{corner.own}",
        "weight": letter(corner.inner),
    }[name]
    return rf"\partial C / \partial {by}"


def _prompt(corner: Corner) -> str:
    n = corner
    from_hidden = "\n\n".join(
        f"$$t_{k} = " + " + ".join(f"{letter(n.outer(k, i))} a_{i}" for i in (1, 2)) + "$$"
        for k in n.units
    )
    into = " + ".join(
        f"{letter(n.weights[1] + (f'{n.own}{j}' if n.to_first else f'{j}{n.own}'))} {n.input}_{j}"
        for j in (1, 2)
    )
    errors = ", ".join(f"${n.error}_{k} = \\partial C / \\partial t_{k}$" for k in n.units)
    slope = {
        "sigmoid": "The sigmoid's slope can be had from what it gives",
        "tanh": "The slope of $\\tanh$ can be had from what it gives",
        "softplus": "The slope of softplus, $\\ln(1 + e^z)$, can be had from what it gives",
    }[n.unit.name]
    return (
        "A layer of two units sends its activations on to the pre-activations "
        + ", ".join(f"$t_{k}$" for k in n.units)
        + f" of the next one.\n\n$$z_{n.own} = {into}, \\quad a_{n.own} = "
        f"{n.unit.latex}(z_{n.own})$$\n\n{from_hidden}\n\nThe errors there are known: {errors}. "
        "End the derivation in components, each line from the one before. "
        f"{slope}: write it with $a_{n.own}$."
    )


def _asked(corner: Corner, name: str) -> Asked:
    variables = corner.variables(name)
    allowed = Range(*corner.unit.range)
    part = expression(
        name,
        corner.tree(name),
        variables,
        label=f"${_label(corner, name)}$",
        domain=Domain({f"a{at}": allowed for at in (1, 2) if f"a{at}" in variables}),
    )
    if name == "delta":
        part = after(part, times(Name("back"), corner.unit.slope(Name(f"a{corner.own}"))))
    elif name == "weight":
        part = after(part, times(Name("delta"), Name(corner.signal)))
    names = ["one-path-only"]
    names += ["weight-not-transposed"] if corner.above == 2 and corner.to_first else []
    if name != "back":
        names += ["activation-derivative-missing"]
        if corner.unit.name == "sigmoid":
            names += ["sigmoid-at-activation", "sigmoid-self"]
    names += ["multiplied-by-activation"] if name == "weight" else []
    mistakes: list[tuple[str, Answer]] = [(one, corner.tree(name, one)) for one in names]
    evidence = Evidence(name, _by_sympy(corner, name), _by_nudging(corner, name))
    return Asked(part, evidence, wired(name, distinct(mistakes)))


def _surrogate(
    corner: Corner, point: Mapping[str, Any], bend: Callable[[Any], Any], moved: Mapping[str, Any]
) -> Any:
    """Give the sum of errors times pre-activations above, which has the cost's own slopes.

    `moved` says by how much a1 or a2 is moved, or z or an inner weight of the unit itself.
    """
    a = bend(point["z"] + moved.get("z", 0) + moved.get("v", 0) * point.get(corner.signal, 0))
    a = a + moved.get("a", 0)
    return sum(
        point[f"{corner.error}{k}"] * point[corner.outer(k, corner.own)] * a for k in corner.units
    )


WAYS = {"back": "a", "delta": "z", "weight": "v"}


def _inside(corner: Corner, point: Point) -> dict[str, Any]:
    """Give the point with the unit's pre-activation; where its activation is free, any will do."""
    a = point.get(f"a{corner.own}")
    return {**point, "z": 0.3 if a is None else corner.unit.inverse(a)}


def _by_nudging(corner: Corner, name: str) -> Callable[..., Any]:
    def oracle(points: Any) -> Any:
        found = []
        for point in points:
            moved = {WAYS[name]: complex(0, STEP)}
            cost = _surrogate(corner, _inside(corner, point), corner.unit.value, moved)
            found.append(float(cost.imag / STEP))
        return found

    return oracle


def _by_sympy(corner: Corner, name: str) -> Callable[..., Any]:
    def oracle(points: Any) -> list[Value]:
        from drill.exercise.sympy_values import sympy_at
        from drill.maths.symbols import symbol, to_sympy

        t = symbol("t")
        names = (*corner.variables(name), "z")
        symbols = {one: symbol(one) for one in names}
        bent = to_sympy(corner.unit.tree(Name("z")))
        cost = _surrogate(
            corner, symbols, lambda inside: bent.subs(symbol("z"), inside), {WAYS[name]: t}
        )
        slope = cost.diff(t).subs(t, 0)
        return [sympy_at(slope, _inside(corner, point)) for point in points]

    return oracle


def _solution(corner: Corner) -> Iterator[Step]:
    n = corner
    moves = ", ".join(f"$t_{k}$ by ${letter(n.outer(k, n.own))}$" for k in n.units)
    yield Step("what moves what", f"When $a_{n.own}$ moves by 1, it moves {moves}.")
    yield Step(
        "all paths",
        "Each of them reaches the cost with its own error; the paths add up."
        f"\n\n$${_label(n, 'back')} = {latex(n.tree('back'))}$$",
    )
    local = latex(n.unit.slope(Name(f"a{n.own}")))
    yield Step(
        "through the activation",
        f"$z_{n.own}$ moves $a_{n.own}$ alone, with the slope ${local}$."
        f"\n\n$${_label(n, 'delta')} = {latex(n.tree('delta'))}$$",
    )
    yield Step(
        "to the weight",
        f"${letter(n.inner)}$ leads to unit {n.own} and stands before ${n.input}_{n.lower}$, so "
        "that is the last factor.",
    )
    lines = "\n".join(
        f"- ${_label(n, name)} = {latex(n.tree(name))}$" for name in ("back", "delta", "weight")
    )
    yield Step("answer", lines)
