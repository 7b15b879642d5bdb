"""Functions that are written with exponentials, and the derivative that can be shown of each.

Around a line u = ax + b. The lines of each derivation are a model: a learner may take others.
Loads numpy: import it inside `draw` only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from drill.exercise import numeric
from drill.exercise.truths import OneNumber
from drill.exercise.write import typed
from drill.maths.build import call, exp, minus, over, plus, power, times
from drill.maths.tree import Node

Wrong = tuple[str, Node]


@dataclass(frozen=True, slots=True)
class Show:
    """One function of u = ax + b with the steps that lead to the form of its derivative."""

    name: str
    tree: Callable[[Node], Node]
    value: OneNumber
    slope: Callable[[Node], Node]
    """The form to be reached, by u alone; the line's own slope a stands in front of it."""
    lines: Callable[[str, int, str], Sequence[str]]
    """The lines before the last, of u and a and the variable as they are typed."""
    steps: Sequence[tuple[str, str]]
    """What the worked solution says of each line, with $u$ for the line: a name and a formula."""
    wrong: Callable[[Node, int], Iterator[Wrong]]

    def truth(self, inside: Node, rate: int) -> Node:
        """Write the derivative by the variable."""
        return times(rate, self.slope(inside))

    def model(self, inside: Node, rate: int, variable: str) -> tuple[str, ...]:
        """Write the whole derivation."""
        lines = self.lines(typed(inside), rate, variable)
        return (*lines, typed(self.truth(inside, rate)))


def _minus(u: Node) -> Node:
    return exp(times(-1, u))


def _logistic(u: Node) -> Node:
    return call("sigmoid", u)


def _sigmoid_lines(u: str, a: int, x: str) -> Sequence[str]:
    e = f"e^(-({u}))"
    return (
        f"-(1+{e})^(-2)*d/d{x}(1+{e})",
        f"{a}*{e}/(1+{e})^2",
        f"{a}*1/(1+{e})*(1-1/(1+{e}))",
    )


def _sigmoid_wrong(u: Node, a: int) -> Iterator[Wrong]:
    s = _logistic(u)
    yield "inner-derivative-missing", times(s, minus(1, s))
    yield "sigmoid-self", times(a, s)
    yield "sigmoid-one-minus", times(a, minus(1, s))
    yield "sigmoid-plus", times(a, s, plus(1, s))


SIGMOID = Show(
    "sigmoid",
    lambda u: over(1, plus(1, _minus(u))),
    numeric.sigmoid,
    lambda u: times(_logistic(u), minus(1, _logistic(u))),
    _sigmoid_lines,
    (
        ("outer derivative", r"-(1 + e^{-u})^{-2} \cdot \frac{d}{d#} (1 + e^{-u})"),
        ("inner derivative", r"\frac{@ e^{-u}}{(1 + e^{-u})^2}"),
        ("two factors", r"@ \cdot \frac{1}{1 + e^{-u}} \cdot (1 - \frac{1}{1 + e^{-u}})"),
    ),
    _sigmoid_wrong,
)


def _softplus_lines(u: str, a: int, x: str) -> Sequence[str]:
    e = f"e^({u})"
    return f"1/(1+{e})*d/d{x}(1+{e})", f"{a}*{e}/(1+{e})", f"{a}/(1+e^(-({u})))"


def _softplus_wrong(u: Node, a: int) -> Iterator[Wrong]:
    yield "log-inner-missing", over(1, plus(1, exp(u)))
    yield "inner-derivative-missing", _logistic(u)
    yield "wrong-object", times(a, _logistic(u), minus(1, _logistic(u)))


SOFTPLUS = Show(
    "softplus",
    lambda u: call("ln", plus(1, exp(u))),
    numeric.softplus,
    _logistic,
    _softplus_lines,
    (
        ("outer derivative", r"\frac{1}{1 + e^u} \cdot \frac{d}{d#} (1 + e^u)"),
        ("inner derivative", r"\frac{@ e^u}{1 + e^u}"),
        ("divide by $e^u$", r"\frac{@}{1 + e^{-u}}"),
    ),
    _softplus_wrong,
)


def _log_sigmoid_lines(u: str, a: int, x: str) -> Sequence[str]:
    e = f"e^(-({u}))"
    return f"-1/(1+{e})*d/d{x}(1+{e})", f"{a}*{e}/(1+{e})", f"{a}*(1-1/(1+{e}))"


def _log_sigmoid_wrong(u: Node, a: int) -> Iterator[Wrong]:
    yield "log-inner-missing", over(-1, plus(1, _minus(u)))
    yield "inner-derivative-missing", minus(1, _logistic(u))
    yield "wrong-object", times(a, _logistic(u), minus(1, _logistic(u)))


LOG_SIGMOID = Show(
    "log_sigmoid",
    lambda u: times(-1, call("ln", plus(1, _minus(u)))),
    lambda z: -numeric.softplus(-z),
    lambda u: minus(1, _logistic(u)),
    _log_sigmoid_lines,
    (
        ("outer derivative", r"-\frac{1}{1 + e^{-u}} \cdot \frac{d}{d#} (1 + e^{-u})"),
        ("inner derivative", r"\frac{@ e^{-u}}{1 + e^{-u}}"),
        ("add and take 1", r"@ (1 - \frac{1}{1 + e^{-u}})"),
    ),
    _log_sigmoid_wrong,
)


def _tanh_lines(u: str, a: int, _x: str) -> Sequence[str]:
    top, bottom = f"(e^({u})-e^(-({u})))", f"(e^({u})+e^(-({u})))"
    return (
        f"({top}'*{bottom}-{top}*{bottom}')/{bottom}^2",
        f"({a}*{bottom}^2-{a}*{top}^2)/{bottom}^2",
        f"{a}*(1-({top}/{bottom})^2)",
    )


def _tanh_wrong(u: Node, a: int) -> Iterator[Wrong]:
    t = call("tanh", u)
    yield "inner-derivative-missing", minus(1, power(t, 2))
    yield "quotient-plus", times(a, plus(1, power(t, 2)))
    yield "quotient-not-squared", over(4 * a, plus(exp(u), _minus(u)))
    yield "quotient-order-swapped", times(a, minus(power(t, 2), 1))


TANH = Show(
    "tanh",
    lambda u: over(minus(exp(u), _minus(u)), plus(exp(u), _minus(u))),
    numeric.tanh,
    lambda u: minus(1, power(call("tanh", u), 2)),
    _tanh_lines,
    (
        ("quotient rule", r"\frac{(e^u - e^{-u})' (e^u + e^{-u}) - \ldots}{(e^u + e^{-u})^2}"),
        ("both derivatives", r"\frac{@ (e^u + e^{-u})^2 - @ (e^u - e^{-u})^2}{(e^u + e^{-u})^2}"),
        ("divide", r"@ (1 - (\frac{e^u - e^{-u}}{e^u + e^{-u}})^2)"),
    ),
    _tanh_wrong,
)


def _log_cosh_lines(u: str, a: int, x: str) -> Sequence[str]:
    top, bottom = f"(e^({u})-e^(-({u})))", f"(e^({u})+e^(-({u})))"
    return f"1/{bottom}*d/d{x}{bottom}", f"{a}*{top}/{bottom}"


def _log_cosh_wrong(u: Node, a: int) -> Iterator[Wrong]:
    yield "log-inner-missing", over(1, plus(exp(u), _minus(u)))
    yield "inner-derivative-missing", call("tanh", u)
    yield "trig-sign", times(-a, call("tanh", u))


LOG_COSH = Show(
    "log_cosh",
    lambda u: call("ln", plus(exp(u), _minus(u))),
    lambda z: numeric.ln(numeric.exp(z) + numeric.exp(-z)),
    lambda u: call("tanh", u),
    _log_cosh_lines,
    (
        ("outer derivative", r"\frac{1}{e^u + e^{-u}} \cdot \frac{d}{d#} (e^u + e^{-u})"),
        ("inner derivatives", r"@ \cdot \frac{e^u - e^{-u}}{e^u + e^{-u}}"),
    ),
    _log_cosh_wrong,
)

SHOWN = (SIGMOID, SOFTPLUS, LOG_SIGMOID, TANH, LOG_COSH)
