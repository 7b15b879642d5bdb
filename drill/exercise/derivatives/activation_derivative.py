"""The derivatives of activation functions, by heart, at a point, from the output, and scaled."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from drill.exercise.contract import Step
from drill.exercise.decimals import about_float
from drill.exercise.differentiate import derivative_draft, one_variable
from drill.exercise.draft import Draft, Evidence, Oracle, Value
from drill.exercise.family import Family, levels, shares
from drill.exercise.parts import Answer, choice, distinct, expression, number, wired
from drill.exercise.pick import Pick
from drill.exercise.truths import (
    OneNumber,
    at_points,
    central_difference,
    given,
    slope_of_one,
    sympy_derivative,
    sympy_derivative_at,
)
from drill.exercise.values import same, value
from drill.exercise.write import display, inline, latex
from drill.grade.part import Choice
from drill.maths.build import call, exp, minus, over, plus, power, times
from drill.maths.domain import REAL, Domain, Range
from drill.maths.slope import OUTER, outer_slope, slope
from drill.maths.tree import Name, Node

if TYPE_CHECKING:
    from drill.exercise.derivatives._formulas import Activation

X, A = Name("x"), Name("a")
PLACES = (-3, -2, -1, 0, 1, 2, 3)
SHIFTS = (-5, -4, -3, -2, -1, 1, 2, 3, 4, 5)
HINTS = {
    1: (
        "Think of the graph: where is the slope large, where is it 0?",
        "Try the candidates at a large $x$ and at $0$.",
    ),
    2: (
        "First the formula of the derivative, then the number.",
        "Work out the activation at the point first; the derivative uses it.",
    ),
    3: (
        "Nothing but the output is known, so the answer has only $a$ in it.",
        "Differentiate, and then write every activation as $a$ again.",
    ),
    4: (
        "The factor in front waits; the line inside has a slope of its own.",
        "Chain rule: the activation's derivative at the inside, times the slope of the inside.",
    ),
    5: (
        "Which rule does the formula ask for?",
        "Away from kinks the usual rules hold; at a kink each side has its own slope.",
    ),
}


class ActivationDerivative(Family):
    """Differentiate activation functions."""

    name = "activation_derivative"
    topic = "derivatives"
    title = "Differentiate activation functions"
    instances = levels(7, 24, 400, 1080, 154)
    requires = shares(elementary_mix=0.3, chain_two_layer=0.3)

    def draw(self, level: int, pick: Pick) -> Draft:
        """Draw an activation, and what is asked about it."""
        if level == 5:
            from drill.exercise.derivatives._harder_activations import harder

            return harder(pick, HINTS[5])
        return {1: _by_heart, 2: _at_a_point, 3: _from_the_output, 4: _scaled}[level](pick)


FAMILY = ActivationDerivative()


def _by_heart(pick: Pick) -> Draft:
    from drill.exercise.derivatives._formulas import ACTIVATIONS

    activation = pick.one(ACTIVATIONS)
    offers = pick.shuffled((("right", activation.slope, activation.said), *activation.wrong))
    choices = tuple(
        Choice("abcd"[place], said, "" if mistake == "right" else "This is not its slope.")
        for place, (mistake, _tree, said) in enumerate(offers)
    )
    ids = {mistake: "abcd"[place] for place, (mistake, _t, _s) in enumerate(offers)}
    trees = ["abcd"[place] for place in range(len(offers))], [tree for _m, tree, _s in offers]
    wrong = (
        ("abcd"[place], mistake)
        for place, (mistake, _t, _s) in enumerate(offers)
        if mistake not in {"", "right"}
    )
    return Draft(
        prompt=f"Which is the derivative of {activation.name}?"
        + display(f"f(x) = {latex(activation.tree)}").rstrip(),
        parts=(choice("a", ids["right"], choices, label="$f'(x)$ is"),),
        evidence=(_match(activation, *trees),),
        hints=HINTS[1],
        solution=(
            Step("far out", _far_out(activation)),
            Step("answer", f"$f'(x)$ is {activation.said}."),
        ),
        mistakes=wired("a", ((mistake, where) for where, mistake in wrong)),
    )


def _far_out(activation: Activation) -> str:
    left, right = (value(activation.slope, {"x": at}) for at in (-20.0, 20.0))
    return (
        f"Far to the left the slope is near ${_short(left)}$, "
        f"far to the right near ${_short(right)}$."
    )


def _short(found: Value) -> str:
    return f"{found:.2g}" if isinstance(found, float) and abs(found) > 1e-6 else "0"


def _match(activation: Activation, ids: Sequence[str], trees: Sequence[Node]) -> Evidence:
    """Find the formula that agrees with a derivative taken anew, at points on both sides."""
    points = [{"x": at} for at in (-1.7, -0.6, 0.4, 1.3)]

    def matching(found: Sequence[Value]) -> str:
        right = [
            name
            for name, tree in zip(ids, trees, strict=True)
            if all(same(value(tree, p), f, 1e-5) for p, f in zip(points, found, strict=True))
        ]
        return " ".join(right)

    by_numbers = central_difference(lambda x: float(activation.value(x)), "x")
    return Evidence(
        "a",
        given(lambda: matching(sympy_derivative(activation.tree, "x")(points))),
        given(lambda: matching(by_numbers(points))),
    )


def _at_a_point(pick: Pick) -> Draft:
    from drill.exercise.derivatives._formulas import ACTIVATIONS

    pairs = [(one, at) for one in ACTIVATIONS for at in PLACES if _worth_asking(one, at)]
    activation, at = pick.one(pairs)
    truth = _float(activation.slope, at)
    wrong: list[tuple[str, Answer]] = [
        (mistake, _float(tree, at)) for mistake, tree, _said in activation.wrong if mistake
    ]
    by_sympy = sympy_derivative(activation.tree, "x")
    return Draft(
        prompt=f"What is the derivative of {activation.name} at $x = {at}$? "
        f"(To three decimals.)\n\n$$f(x) = {latex(activation.tree)}$$",
        parts=(number("a", truth, label=f"$f'({at})$"),),
        evidence=(
            Evidence(
                "a",
                given(lambda: by_sympy([{"x": float(at)}])[0]),
                _central_at(activation.value, at),
            ),
        ),
        hints=HINTS[2],
        solution=(
            Step("formula", f"$f'(x)$ is {activation.said}."),
            Step(
                "the activation",
                f"$f({at}) {about_float(_float(activation.tree, at))}$",
            ),
            Step("answer", f"$f'({at}) {about_float(truth)}$"),
        ),
        mistakes=wired("a", distinct(wrong)),
        plain=frozenset("a"),
    )


def _central_at(function: OneNumber, at: float) -> Oracle:
    """Differentiate at one place by a central difference, good to nine digits."""
    oracle = central_difference(lambda x: float(function(x)), "x")
    return given(lambda: oracle([{"x": float(at)}])[0])


def _worth_asking(activation: Activation, at: int) -> bool:
    """Leave out kinks, and places where a misconception happens to be right."""
    if activation.kink and at == 0:
        return False
    truth = _float(activation.slope, at)
    return all(abs(_float(tree, at) - truth) > 0.01 for name, tree, _ in activation.wrong if name)


def _float(tree: Node, at: float) -> float:
    found = value(tree, {"x": float(at)})
    return found if isinstance(found, float) else 0.0


@dataclass(frozen=True, slots=True)
class FromOutput:
    """An activation whose derivative can be had from its output a alone."""

    function: str
    slope: Callable[[Node], Node]
    inverse: Callable[[Node], Node]
    domain: Domain
    wrong: tuple[tuple[str, Callable[[Node], Node]], ...] = ()


OUTPUTS = (
    FromOutput(
        "sigmoid",
        lambda a: times(a, minus(1, a)),
        lambda a: call("ln", over(a, minus(1, a))),
        Domain({"a": Range(0.0, 1.0)}),
        (
            ("sigmoid-at-activation", lambda a: outer_slope("sigmoid", a)),
            ("sigmoid-self", lambda a: a),
            ("sigmoid-one-minus", lambda a: minus(1, a)),
            ("sigmoid-plus", lambda a: times(a, plus(1, a))),
        ),
    ),
    FromOutput(
        "tanh",
        lambda a: minus(1, power(a, 2)),
        lambda a: over(call("ln", over(plus(1, a), minus(1, a))), 2),
        Domain({"a": Range(-1.0, 1.0)}),
        (("tanh-wrong", lambda a: minus(1, power(call("tanh", a), 2))),),
    ),
    FromOutput(
        "softplus",
        lambda a: minus(1, exp(times(-1, a))),
        lambda a: call("ln", minus(exp(a), 1)),
        Domain({"a": Range(low=0.0)}),
    ),
    FromOutput("exp", lambda a: a, lambda a: call("ln", a), Domain({"a": Range(low=0.0)})),
    FromOutput(
        "sqrt", lambda a: over(1, times(2, a)), lambda a: power(a, 2), Domain({"a": Range(low=0.0)})
    ),
)


def _from_the_output(pick: Pick) -> Draft:
    from drill.exercise import numeric

    output, k, shift = pick.one(OUTPUTS), pick.integer(2, 9), pick.one(SHIFTS)
    line = plus(times(k, X), shift)
    of = exp(line) if output.function == "exp" else call(output.function, line)
    truth = times(k, output.slope(A))
    missing = "root-inner-missing" if output.function == "sqrt" else "inner-derivative-missing"
    wrong: list[tuple[str, Answer]] = [(missing, output.slope(A))]
    wrong += [(name, times(k, bad(A))) for name, bad in output.wrong]
    # The inside is the inverse of the output, so x = (inverse(a) - shift) / k.
    place = over(minus(output.inverse(A), shift), k)
    function = getattr(numeric, output.function)

    def slope_at(a: float) -> float:
        inside = value(place, {"a": a})
        at = inside if isinstance(inside, float) else 0.0
        return slope_of_one(lambda z: function(k * z + shift), at)

    form = "in terms of a"
    return Draft(
        prompt=f"In the backward pass only the output $a$ is still known. Write the slope "
        f"$\\frac{{da}}{{dx}}$ in terms of $a$ alone.\n\n$$a = {latex(of)}$$",
        parts=(
            expression("a", truth, "a", label="in terms of $a$", domain=output.domain, form=form),
        ),
        evidence=(Evidence("a", sympy_derivative_at(of, "x", place), at_points(slope_at)),),
        hints=HINTS[3],
        solution=(
            Step("differentiate", f"$\\frac{{da}}{{dx}} = {latex(slope(of, 'x'))}$"),
            Step("write it with a", _with_output(output)),
            Step("answer", f"$\\frac{{da}}{{dx}} = {latex(truth)}$"),
        ),
        mistakes=wired("a", distinct(wrong)),
    )


def _with_output(output: FromOutput) -> str:
    u = Name("u")
    of = exp(u) if output.function == "exp" else call(output.function, u)
    return f"If $a = {latex(of)}$, then its derivative by $u$ is {inline(output.slope(A))}."


def _scaled(pick: Pick) -> Draft:
    from drill.exercise import numeric

    function = pick.one(("sigmoid", "tanh", "softplus"))
    front, k, shift = pick.integer(2, 6), pick.integer(2, 7), pick.one((*SHIFTS, -6, 6))
    line = plus(times(k, X), shift)
    inner = outer_slope(function, line)
    truth = times(front * k, inner)
    wrong: list[tuple[str, Answer]] = [
        ("inner-derivative-missing", times(front, inner)),
        ("constant-factor-dropped", times(k, inner)),
        ("outer-evaluated-at-x", times(front * k, outer_slope(function, X))),
    ]
    whole = call(function, line)
    if function == "sigmoid":
        wrong += [
            ("sigmoid-self", times(front * k, whole)),
            ("sigmoid-one-minus", times(front * k, minus(1, whole))),
        ]
    if function == "tanh":
        wrong.append(("tanh-wrong", times(front * k, call("sech", line))))
    work = getattr(numeric, function)
    question = one_variable(
        times(front, whole), "x", lambda z: front * work(k * z + shift), REAL
    )  # fmt: skip
    return derivative_draft(
        question,
        truth,
        hints=HINTS[4],
        solution=_scaled_solution(function, front, k),
        mistakes=distinct(wrong),
    )


def _scaled_solution(function: str, front: int, k: int) -> Iterator[Step]:
    u = Name("u")
    yield Step("the activation", f"By $u$ it has the derivative {inline(OUTER[function](u))}.")
    yield Step("the inside", f"Its slope is ${k}$.")
    yield Step(
        "multiply", f"With the factor in front: ${front} \\cdot {k} = {front * k}$ times it."
    )
