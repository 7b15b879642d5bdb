"""The same two-layer network with numbers: forward, backward, and one step of descent."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from itertools import product
from typing import TYPE_CHECKING

from drill.exercise.chain_rule._network import backward, squared_error
from drill.exercise.contract import Step
from drill.exercise.decimals import about_float
from drill.exercise.draft import Draft, Evidence, Oracle, Value
from drill.exercise.family import Family, levels, shares
from drill.exercise.parts import Answer, after, distinct, number, wired
from drill.exercise.pick import Pick
from drill.exercise.truths import given
from drill.exercise.write import bracketed
from drill.grade.part import Part
from drill.maths.build import minus, power, times
from drill.maths.tree import Name, Node

if TYPE_CHECKING:
    from drill.exercise.chain_rule._network import Unit

TENTHS = tuple(Fraction(size, 10) for size in (-12, -8, -6, -5, -4, 4, 5, 6, 8, 12))
OUTER = tuple(Fraction(size, 10) for size in (-20, -15, -12, -8, -5, 5, 8, 12, 15, 20))
INPUTS = tuple(map(Fraction, ("-2", "-1.5", "-0.5", "0.5", "1.5", "2")))
TARGETS = tuple(map(Fraction, ("-1", "-0.5", "0.2", "0.5", "1", "1.5")))
RATES = ("0.1", "0.2", "0.5")
LEAST_MOVE = 0.002
"""The least change of a weight in one step, as a share of it."""
LABELS = {
    "z1": "$z_1$",
    "a1": "$a_1$",
    "z2": "$z_2$",
    "L": "$L$",
    "dw1": r"$\frac{\partial L}{\partial w_1}$",
    "dw2": r"$\frac{\partial L}{\partial w_2}$",
    "new_w1": "new $w_1$",
    "new_w2": "new $w_2$",
    "new_L": "new $L$",
}
ASKED = {
    1: ("z1", "a1", "z2", "L"),
    2: ("z2", "dw2"),
    3: ("z2", "dw1"),
    4: ("z2", "dw1"),
    5: ("new_w1", "new_w2", "new_L"),
}
HINTS = {
    1: ("Line by line, from the input to the loss.", "Keep four digits on the way."),
    2: ("Forward first.", "The loss by $z_2$, times what $w_2$ is multiplied with."),
    3: (
        "Forward first: is the unit active?",
        "Four factors; the one of the ReLU is 1 or 0.",
    ),
    4: (
        "Forward first, and keep $a_1$.",
        "Four factors; the one of the sigmoid is $a_1 (1 - a_1)$.",
    ),
    5: (
        "Both derivatives at the old weights first.",
        "Each weight less the rate times its derivative, and then forward once more.",
    ),
}


@dataclass(frozen=True, slots=True)
class Net:
    """The numbers of one network, exactly, and its unit."""

    unit: Unit
    x: Fraction
    y: Fraction
    w1: Fraction
    w2: Fraction
    rate: str = ""

    @property
    def numbers(self) -> dict[str, float]:
        """Give the numbers as floats, by name."""
        return {name: float(getattr(self, name)) for name in ("x", "y", "w1", "w2")}

    def run(self, **changed: float) -> Mapping[str, float]:
        """Run forward and backward on the tape, perhaps with other weights."""
        return backward(self.numbers | changed, self.unit, squared_error)

    def worked(self) -> dict[str, float]:
        """Give everything that may be asked for, by the formulas of the chapter."""
        x, y, w1, w2 = (float(size) for size in (self.x, self.y, self.w1, self.w2))
        z1 = w1 * x
        a1 = float(self.unit.value(z1))
        z2 = w2 * a1
        error = -2 * (y - z2)
        slope = self._slope(a1)
        found = {
            "z1": z1,
            "a1": a1,
            "z2": z2,
            "L": (y - z2) ** 2,
            "error": error,
            "slope": slope,
            "dw2": error * a1,
            "dw1": error * w2 * slope * x,
        }
        if self.rate:
            eta = float(self.rate)
            found["new_w1"] = w1 - eta * found["dw1"]
            found["new_w2"] = w2 - eta * found["dw2"]
            hidden = float(self.unit.value(found["new_w1"] * x))
            found["new_L"] = (y - found["new_w2"] * hidden) ** 2
        return found

    def _slope(self, a1: float) -> float:
        if self.unit.name == "relu":
            return float(a1 > 0)
        return a1 * (1 - a1) if self.unit.name == "sigmoid" else 1 - a1 * a1


@cache
def _active() -> tuple[tuple[Fraction, ...], ...]:
    """List x, w1, w2, y for an active ReLU whose input is not its slope, and a wrong guess."""
    return tuple(
        (x, w1, w2, y)
        for x, w1, w2, y in product(INPUTS, TENTHS, OUTER, TARGETS)
        if x * w1 > 0 and x * w1 != 1 and w2 * x * w1 != y
    )


@cache
def _telling() -> tuple[tuple[Fraction, Fraction], ...]:
    """List x and w1 where a sigmoid's slope at its input is not its slope at its output."""

    def slope(z: float) -> float:
        return 1 / (2 + 2 * math.cosh(z))

    pairs = product(INPUTS, TENTHS)
    return tuple(
        (x, w1)
        for x, w1 in pairs
        if abs(slope(1 / (1 + math.exp(-float(x * w1)))) / slope(float(x * w1)) - 1) > 0.01
    )


def _draw(pick: Pick, level: int) -> Net:
    from drill.exercise.chain_rule._units import RELU, SIGMOID, TANH

    units = {1: (SIGMOID, TANH), 2: (SIGMOID, TANH), 3: (RELU,), 4: (SIGMOID,), 5: (SIGMOID,)}
    unit = pick.one(units[level])
    if unit is RELU:
        x, w1, w2, y = pick.one(_active())
        return Net(unit, x, y, w1, w2)
    x, w1 = pick.one(_telling())
    w2 = pick.one(OUTER)
    if level < 5:
        return Net(unit, x, pick.one(TARGETS), w1, w2)
    rate = pick.one(RATES)
    nets = [Net(unit, x, y, w1, w2, rate) for y in TARGETS]
    return pick.one([net for net in nets if _moves(net)])


def _moves(net: Net) -> bool:
    """Say whether a step changes both weights by more than rounding could."""
    worked = net.worked()
    steps = [(float(getattr(net, name)), worked[f"new_{name}"]) for name in ("w1", "w2")]
    return all(abs(new - old) > LEAST_MOVE * abs(old) for old, new in steps)


class TwolayerScalarNumeric(Family):
    """Run a two-layer scalar network forward and backward in numbers."""

    name = "twolayer_scalar_numeric"
    topic = "chain_rule"
    title = "A two-layer network's gradient in numbers"
    version = 2
    instances = levels(6960, 6960, 1670, 3480, 6960)
    requires = shares(twolayer_scalar_symbolic=0.8)

    def draw(self, level: int, pick: Pick) -> Draft:
        """Draw weights to one decimal that keep the unit away from saturation."""
        net = _draw(pick, level)
        worked = net.worked()
        asked = ASKED[level]
        return Draft(
            prompt=_prompt(net, asked),
            parts=tuple(_part(net, worked, name, asked) for name in asked),
            evidence=tuple(
                Evidence(name, _by_sympy(net, name), _by_tape(net, name), tolerance=1e-5)
                for name in asked
            ),
            hints=HINTS[level],
            solution=tuple(_solution(net, worked, asked)),
            mistakes=tuple(
                mistake
                for name in asked
                for mistake in wired(name, distinct(_wrong(net, worked, name)))
            ),
            plain=frozenset(asked),
        )


FAMILY = TwolayerScalarNumeric()


def _part(net: Net, worked: Mapping[str, float], name: str, asked: Sequence[str]) -> Part:
    """Ask for one number; later ones come from those before."""
    part = number(name, worked[name], label=LABELS[name])
    formula = _formula(net, name, asked)
    return part if formula is None else after(part, formula)


def _formula(net: Net, name: str, asked: Sequence[str]) -> Node | None:
    """Write a number in what was asked for before it."""
    hidden = net.unit.tree
    lost = minus(net.y, Name("z2"))
    if name == "a1":
        return hidden(Name("z1"))
    if name == "z2" and "a1" in asked:
        return times(net.w2, Name("a1"))
    if name == "L":
        return power(lost, 2)
    before = times(net.w1, net.x)
    if name == "dw2":
        return times(-2, lost, hidden(before))
    if name == "dw1":
        return times(-2, lost, net.w2, net.unit.slope(hidden(before)), net.x)
    if name == "new_L":
        moved = hidden(times(Name("new_w1"), net.x))
        return power(minus(net.y, times(Name("new_w2"), moved)), 2)
    return None


def _prompt(net: Net, asked: Sequence[str]) -> str:
    listed = ", ".join(LABELS[name] for name in asked)
    step = f" after one step of gradient descent with rate ${net.rate}$" if net.rate else ""
    return (
        f"With $x = {_short(net.x)}$, $y = {_short(net.y)}$, $w_1 = {_short(net.w1)}$ and "
        f"$w_2 = {_short(net.w2)}$: find {listed}{step}. (Four digits, or typed as a formula.)"
        f"\n\n$$z_1 = w_1 x, \\quad a_1 = {net.unit.latex}(z_1), \\quad z_2 = w_2 a_1, \\quad "
        "L = (y - z_2)^2$$"
    )


def _short(size: Fraction) -> str:
    return f"{float(size):g}"


def _wrong(net: Net, worked: Mapping[str, float], name: str) -> Iterator[tuple[str, Answer]]:
    x, w2 = float(net.x), float(net.w2)
    error, slope, a1 = worked["error"], worked["slope"], worked["a1"]
    if name == "dw2":
        yield "loss-sign", -worked["dw2"]
        yield "innermost-factor-missing", error
    elif name == "dw1":
        yield "loss-sign", -worked["dw1"]
        yield "innermost-factor-missing", error * w2 * slope
        yield "multiplied-by-activation", error * w2 * slope * a1
        if net.unit.name == "relu":
            yield "relu-derivative", error * w2 * worked["z1"] * x
        else:
            yield "activation-derivative-missing", error * w2 * x
            s = 1 / (1 + math.exp(-a1))
            yield "sigmoid-at-activation", error * w2 * s * (1 - s) * x
    elif name in {"new_w1", "new_w2"}:
        weight = name.removeprefix("new_")
        old, gradient = float(getattr(net, weight)), worked[f"d{weight}"]
        yield "ascent", old + float(net.rate) * gradient
        yield "learning-rate-missing", old - gradient


def _solution(net: Net, worked: Mapping[str, float], asked: Sequence[str]) -> Iterator[Step]:
    yield Step(
        "forward",
        f"$z_1 = {_short(net.w1)} \\cdot {bracketed(_short(net.x))} {about_float(worked['z1'])}$, "
        f"$a_1 {about_float(worked['a1'])}$, $z_2 {about_float(worked['z2'])}$",
    )
    if asked[0] == "z1":
        guess = bracketed(format(worked["z2"], ".4g"))
        yield Step("the loss", f"$L = ({_short(net.y)} - {guess})^2 {about_float(worked['L'])}$")
    else:
        guess = bracketed(format(worked["z2"], ".4g"))
        yield Step(
            "the loss by z2", f"$-2 ({_short(net.y)} - {guess}) {about_float(worked['error'])}$"
        )
    if {"dw2", "new_w2"} & set(asked):
        yield Step("by the outer weight", f"Times $a_1$: ${worked['dw2']:.4g}$")
    if {"dw1", "new_w1"} & set(asked):
        yield Step(
            "by the inner weight",
            f"Times $w_2$, times the slope ${worked['slope']:.4g}$, times $x$: "
            f"${worked['dw1']:.4g}$",
        )
    if net.rate:
        gradient = bracketed(format(worked["dw1"], ".4g"))
        yield Step(
            "the step",
            f"$w_1$: ${_short(net.w1)} - {net.rate} \\cdot {gradient}$, and $w_2$ likewise.",
        )
        moved = replace(net, w1=Fraction(worked["new_w1"]), w2=Fraction(worked["new_w2"]))
        again = moved.worked()
        guess = bracketed(format(again["z2"], ".4g"))
        yield Step(
            "forward once more",
            f"$z_1 {about_float(again['z1'])}$, $a_1 {about_float(again['a1'])}$, "
            f"$z_2 {about_float(again['z2'])}$, and $L = ({_short(net.y)} - {guess})^2$.",
        )
    says = ", ".join(f"{LABELS[name]} ${about_float(worked[name])}$" for name in asked)
    yield Step("answer", says)


def _by_tape(net: Net, name: str) -> Oracle:
    """Run the tape, and after a step run it again."""

    def found() -> float:
        run = net.run()
        if not name.startswith("new_"):
            return run[name]
        eta = float(net.rate)
        moved = {w: run[w] - eta * run[f"d{w}"] for w in ("w1", "w2")}
        return net.run(**moved)["L"] if name == "new_L" else moved[name.removeprefix("new_")]

    return given(found)


def _by_sympy(net: Net, name: str) -> Oracle:
    """Write the loss in the weights as symbols, and let sympy differentiate."""

    def found() -> Value:
        from drill.exercise.sympy_values import differentiated, sympy_at

        at = {"w1": float(net.w1), "w2": float(net.w2)}
        written = _written_by_sympy(net)
        if name in written:
            return sympy_at(written[name], at)
        slopes = {w: float(str(sympy_at(differentiated(written["L"], w), at))) for w in at}
        if not name.startswith("new_"):
            return slopes[name.removeprefix("d")]
        moved = {w: size - float(net.rate) * slopes[w] for w, size in at.items()}
        return sympy_at(written["L"], moved) if name == "new_L" else moved[name[4:]]

    return given(found)


def _written_by_sympy(net: Net) -> Mapping[str, object]:
    """Write what the forward pass makes, in the two weights."""
    import sympy

    from drill.maths.symbols import symbol, to_sympy

    def exact(size: Fraction) -> object:
        return sympy.Rational(size.numerator, size.denominator)

    z1 = symbol("w1") * exact(net.x)
    a1 = to_sympy(net.unit.tree(Name("z"))).subs(symbol("z"), z1)
    z2 = symbol("w2") * a1
    return {"z1": z1, "a1": a1, "z2": z2, "L": (exact(net.y) - z2) ** 2}
