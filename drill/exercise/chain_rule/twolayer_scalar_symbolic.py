"""The loss of a two-layer network, differentiated by its weights: one factor for every arrow."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from drill.exercise.chain_rule._net import A, Net, P, Y, draw_net
from drill.exercise.chain_rule._network import Tape, backward, squared_error
from drill.exercise.contract import Step
from drill.exercise.draft import Draft, Evidence, Oracle, Point, Value
from drill.exercise.family import Family, levels, shares
from drill.exercise.parts import Answer, after, distinct, expression, wired
from drill.exercise.pick import Pick
from drill.exercise.truths import given, sympy_value
from drill.exercise.values import same, value
from drill.exercise.write import display, inline, latex, letter
from drill.grade.part import AnswerType, Choice, Part
from drill.maths.build import call, minus, over, times
from drill.maths.tree import Name, Node

SAMPLE = {"x": 0.7, "y": -0.4, "w2": 1.7, "a1": 0.6, "z2": 0.9, "p": 0.3}


HINTS = {
    1: ("Start where the loss is.", "Each factor is the derivative of one line by the one above."),
    2: ("Which line has this weight in it?", "Two factors: the loss by $z_2$, and $z_2$ by it."),
    3: (
        "Follow the arrows from the loss back to the weight.",
        "Four factors: loss, outer weight, activation, input.",
    ),
    4: (
        "The biases change nothing in the other factors.",
        "The two answers differ in their last factor alone.",
    ),
    5: (
        "The sigmoid and the cross-entropy simplify together.",
        "The loss by the logit is the prediction less the target.",
    ),
}


class TwolayerScalarSymbolic(Family):
    """Differentiate the loss of a two-layer scalar network by its weights."""

    name = "twolayer_scalar_symbolic"
    topic = "chain_rule"
    title = "A two-layer network's gradient in formulas"
    instances = levels(36, 36, 36, 36, 9)
    requires = shares(chain_deep=0.8, activation_derivative=0.6, linreg_partials_symbolic=0.5)

    def draw(self, level: int, pick: Pick) -> Draft:
        """Draw a network and one of its weights."""
        net = draw_net(pick, biases=level == 4, binary=level == 5)
        if level == 1:
            return _ordering(net, pick)
        asked = {2: ("w2",), 3: ("w1",), 4: ("w1", "b1"), 5: ("z2", "w1")}[level]
        return _derivatives(net, asked, HINTS[level])


FAMILY = TwolayerScalarSymbolic()


def _truth(net: Net, asked: str) -> Node:
    error, w2, unit, x = net.factors
    return {
        "z2": error,
        "w2": times(error, A),
        "w1": times(error, w2, unit, x),
        "b1": times(error, w2, unit),
    }[asked]


def _label(net: Net, asked: str) -> str:
    shown = {"w1": letter(net.weights[0]), "w2": letter(net.weights[1]), "b1": "b_1", "z2": "z_2"}
    return f"\\frac{{\\partial L}}{{\\partial {shown[asked]}}}"


def _follow_on(net: Net, part: Part, asked: Sequence[str]) -> Part:
    """Say how a slope comes of the one asked for before it, where one is."""
    _, w2, unit, x = net.factors
    if part.id == "w1" and "z2" in asked:
        return after(part, times(Name("z2"), w2, unit, x))
    if part.id == "b1" and "w1" in asked:
        return after(part, over(Name("w1"), x))
    return part


def _derivatives(net: Net, asked: Sequence[str], hints: tuple[str, str]) -> Draft:
    names = ("x", "y", "w2", "a1", "p" if net.binary else "z2")
    variables = net.symbols(*names)
    listed = ", ".join(f"${letter(name)}$" for name in variables)
    labels = [_label(net, name) for name in asked]
    what = " and ".join(f"${label}$" for label in labels)
    return Draft(
        prompt=f"Find {what}, in terms of {listed}." + display(net.lines).rstrip(),
        parts=tuple(
            _follow_on(
                net,
                expression(
                    name, _truth(net, name), variables, label=f"${label}$", domain=net.domain
                ),
                asked,
            )
            for name, label in zip(asked, labels, strict=True)
        ),
        evidence=tuple(
            Evidence(name, _by_sympy(net, name), _by_tape(net, name), tolerance=1e-5)
            for name in asked
        ),
        hints=hints,
        solution=tuple(_solution(net, asked)),
        mistakes=tuple(
            mistake for name in asked for mistake in wired(name, distinct(_wrong(net, name)))
        ),
    )


def _wrong(net: Net, asked: str) -> Iterator[tuple[str, Answer]]:
    error, w2, unit, x = net.factors
    flipped = minus(0, error) if net.binary else times(-1, error)
    if asked == "z2":
        yield "logit-gradient-sign", minus(Y, P)
        yield "mse-gradient-for-ce", times(error, P, minus(1, P))
        return
    if asked == "w2":
        yield "loss-sign", times(flipped, A)
        yield "innermost-factor-missing", error
        return
    last: tuple[Node, ...] = (x,) if asked == "w1" else ()
    yield "logit-gradient-sign" if net.binary else "loss-sign", times(flipped, w2, unit, *last)
    yield "activation-derivative-missing", times(error, w2, *last)
    if asked == "w1":
        yield "innermost-factor-missing", times(error, w2, unit)
        yield "multiplied-by-activation", times(error, w2, unit, A)
    else:
        yield "bias-gradient", times(error, w2, unit, x)
    if net.unit.name == "sigmoid":
        s = call("sigmoid", A)
        yield "sigmoid-at-activation", times(error, w2, s, minus(1, s), *last)
        yield "sigmoid-self", times(error, w2, A, *last)


def _solution(net: Net, asked: Sequence[str]) -> Iterator[Step]:
    inner = " to $a_1$, to $z_1$," if set(asked) != {"w2"} else ""
    yield Step("the way back", f"From $L$ to $z_2$,{inner} to the weight.")
    names = (
        r"\frac{\partial L}{\partial z_2}",
        r"\frac{\partial z_2}{\partial a_1}",
        r"\frac{\partial a_1}{\partial z_1}",
        f"\\frac{{\\partial z_1}}{{\\partial {letter(net.weights[0])}}}",
    )
    if asked[-1] == "w2":
        outer = f"\\frac{{\\partial z_2}}{{\\partial {letter(net.weights[1])}}} = a_1"
        yield Step("local derivatives", f"- ${names[0]} = {latex(net.error)}$\n- ${outer}$")
    else:
        lines = [f"- ${n} = {latex(f)}$" for n, f in zip(names, net.factors, strict=True)]
        yield Step("local derivatives", "\n".join(lines))
    if "b1" in asked:
        yield Step("the bias", r"$\frac{\partial z_1}{\partial b_1} = 1$")
    lines = [f"- ${_label(net, name)} = {latex(_truth(net, name))}$" for name in asked]
    yield Step("answer", "\n".join(lines))


def _numbers(net: Net, point: Point) -> dict[str, float]:
    """Find weights and biases that lead to the given a1 and z2, so that a network can be run."""
    a1, w2 = point["a1"], point.get(net.weights[1], point.get("w2", 1.0))
    z2 = _logit(point["p"]) if net.binary else point["z2"]
    x = point["x"]
    return {
        "x": x,
        "y": point["y"],
        "w1": net.unit.inverse(a1) / x,
        "w2": w2,
        "b2": z2 - w2 * a1,
    }


def _logit(p: float) -> float:
    return math.log(p / (1 - p))


def _by_tape(net: Net, asked: str) -> Oracle:
    """Run the network on a tape, and the tape backwards."""
    from drill.exercise.chain_rule._units import cross_entropy

    def loss(tape: Tape, guess: int, target: int) -> int:
        if net.binary:
            return cross_entropy(tape, guess, target)
        return tape.mul(tape.leaf(float(net.scale)), squared_error(tape, guess, target))

    return lambda points: [
        backward(_numbers(net, point), net.unit, loss)[f"d{asked}"] for point in points
    ]


def _by_sympy(net: Net, asked: str) -> Oracle:
    """Expand the whole loss in the weights, and let sympy differentiate it."""

    def build() -> object:
        import sympy

        from drill.maths.symbols import symbol, to_sympy

        w1, w2, b1, b2, x = (symbol(name) for name in ("w1", "w2", "b1", "b2", "x"))
        unit = to_sympy(net.unit.tree(Name("z"))).subs(symbol("z"), w1 * x + b1)
        z2 = symbol("z2") if asked == "z2" else w2 * unit + b2
        loss = to_sympy(net.loss)
        loss = loss.subs(symbol("p"), 1 / (1 + sympy.exp(-z2))).subs(symbol("z2"), z2)
        return loss.diff(symbol(asked))

    oracle = sympy_value(build)

    def at(points: Sequence[Point]) -> Sequence[Value]:
        numbers = []
        for point in points:
            found = _numbers(net, point) | {"b1": 0.0}
            found["z2"] = _logit(point["p"]) if net.binary else point["z2"]
            numbers.append(found)
        return oracle(numbers)

    return at


def _ordering(net: Net, pick: Pick) -> Draft:
    shown = pick.shuffled(range(4))
    ids = {factor: "abcd"[place] for place, factor in enumerate(shown)}
    choices = tuple(
        Choice(ids[k], inline(net.factors[k]), f"It is factor {k + 1}, from the loss on.")
        for k in shown
    )
    truth = " ".join(ids[k] for k in range(4))
    label = _label(net, "w1")
    by_tape, by_sympy = _locals_by_tape(net), _locals_by_sympy(net)

    def matched(found: Callable[[], Sequence[float]]) -> Callable[[], Value]:
        at = SAMPLE | {net.weights[1]: SAMPLE["w2"]}
        worth = {ids[k]: value(factor, at) for k, factor in enumerate(net.factors)}
        return lambda: " ".join(
            next((name for name, mine in worth.items() if same(mine, one, 1e-6)), "?")
            for one in found()
        )

    return Draft(
        prompt=f"${label}$ is a product of four factors, one for each step back. Put them in "
        "order, from the loss to the weight." + display(net.lines).rstrip(),
        parts=(
            Part("order", AnswerType.ORDERING, truth, label="from the loss on", choices=choices),
        ),
        evidence=(Evidence("order", given(matched(by_sympy)), given(matched(by_tape))),),
        hints=HINTS[1],
        solution=(
            Step("the way back", "From $L$ to $z_2$, to $a_1$, to $z_1$, to the weight."),
            Step("answer", "\n".join(f"1. {inline(factor)}" for factor in net.factors)),
        ),
    )


def _locals_by_tape(net: Net) -> Callable[[], Sequence[float]]:
    """Take each local derivative as a quotient of two derivatives of the whole loss."""

    def found() -> Sequence[float]:
        point = SAMPLE | {net.weights[1]: SAMPLE["w2"]}
        slopes: Mapping[str, float] = {
            name: float(str(_by_tape(net, name)([point])[0])) for name in ("z2", "a1", "z1", "w1")
        }
        chain = [slopes[name] for name in ("z2", "a1", "z1", "w1")]
        return [chain[0], *(later / before for before, later in pairwise(chain))]

    return found


def _locals_by_sympy(net: Net) -> Callable[[], Sequence[float]]:
    def found() -> Sequence[float]:
        from drill.maths.symbols import symbol, to_sympy

        numbers = _numbers(net, SAMPLE | {net.weights[1]: SAMPLE["w2"]})
        z1 = numbers["w1"] * numbers["x"]
        at: dict[Any, float] = {
            symbol("z"): z1,
            symbol("z2"): SAMPLE["z2"],
            symbol("y"): SAMPLE["y"],
        }
        error = to_sympy(net.loss).diff(symbol("z2"))
        unit = to_sympy(net.unit.tree(Name("z"))).diff(symbol("z"))
        steps = (error.subs(at), SAMPLE["w2"], unit.subs(at), SAMPLE["x"])
        return [float(step) for step in steps]

    return found
