"""The networks whose gradients are derived, one way of drawing them for each level.

Each comes with the derivatives that are got by mistake. Loads numpy: import it inside `draw` only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any

import numpy as np

from drill.exercise.backpropagation._small_nets import (
    VALUES,
    Letters,
    Net,
    Wrong,
    act_slope,
    cross_entropy,
    error_slope,
    squares,
    wrong_acts,
)
from drill.exercise.pick import Pick
from drill.maths.build import call, minus, over, plus, times
from drill.maths.tree import Name, Node

SHARES = (Fraction(1), Fraction(1, 2))


def _linear(pick: Pick, n: Letters) -> tuple[Net, Iterator[Wrong]]:
    share, param = pick.one(SHARES), pick.one((n.w, "b"))
    y, guess = Name(n.y), Name("yhat")
    line = plus(times(Name(n.w), Name(n.x)), Name("b"))

    def value(**at: Any) -> Any:
        return float(share) * (at[n.y] - at[n.w] * at[n.x] - at["b"]) ** 2

    net = Net(
        {"yhat": line},
        squares(y, guess, share),
        param,
        (n.w, "b", n.x, n.y),
        value,
        ("yhat",),
        n,
        {(n.loss, "yhat"): error_slope(y, guess, share)},
    )
    return net, _wrong_of_error(net, share)


def _neuron(pick: Pick, n: Letters) -> tuple[Net, Iterator[Wrong]]:
    share, act = pick.one(SHARES), pick.one(("sigmoid", "tanh"))
    param = pick.one((n.w, "b", n.x))
    y, z, a = Name(n.y), Name("z"), Name("a")
    net = Net(
        {"z": plus(times(Name(n.w), Name(n.x)), Name("b")), "a": call(act, z)},
        squares(y, a, share),
        param,
        (n.w, "b", n.x, n.y),
        lambda **at: float(share) * (at[n.y] - VALUES[act](at[n.w] * at[n.x] + at["b"])) ** 2,
        ("a", "z"),
        n,
        {(n.loss, "a"): error_slope(y, a, share), ("a", "z"): act_slope(act, z, a)},
    )

    def wrong() -> Iterator[Wrong]:
        yield from ((name, net.with_factor(1, bad)) for name, bad in wrong_acts(act, z, a))
        yield from _wrong_of_error(net, share)

    return net, wrong()


def _logistic(pick: Pick, n: Letters) -> tuple[Net, Iterator[Wrong]]:
    param, prob = pick.one((n.w, "b")), pick.one(("p", "q", "a"))
    y, z, p = Name(n.y), Name("z"), Name(prob)

    def value(**at: Any) -> Any:

        e = np.exp(-(at[n.w] * at[n.x] + at["b"]))
        return at[n.y] * np.log(1 + e) + (1 - at[n.y]) * np.log((1 + e) / e)

    by_p = minus(over(minus(1, y), minus(1, p)), over(y, p))
    net = Net(
        {"z": plus(times(Name(n.w), Name(n.x)), Name("b")), prob: call("sigmoid", z)},
        cross_entropy(y, p),
        param,
        (n.w, "b", n.x, n.y),
        value,
        (prob, "z"),
        n,
        {(n.loss, prob): by_p, (prob, "z"): act_slope("sigmoid", z, p)},
    )
    inner = net.factors[2]

    def wrong() -> Iterator[Wrong]:
        yield "logit-gradient-sign", net.written_out(times(minus(y, p), inner))
        slip = times(inner, minus(p, y), p, minus(1, p))
        yield "mse-gradient-for-ce", net.written_out(slip)
        yield "probability-gradient-for-logit", net.written_out(times(inner, by_p))
        both = plus(over(y, p), over(minus(1, y), minus(1, p)))
        yield "bce-inner-sign", net.written_out(times(-1, inner, both, p, minus(1, p)))
        yield from _wrong_below(net, net.written_out(minus(p, y)))

    return net, wrong()


def _two_layers(pick: Pick, n: Letters) -> tuple[Net, Iterator[Wrong]]:
    share, act = pick.one(SHARES), pick.one(("sigmoid", "tanh", "softplus"))
    param = pick.one((n.w, n.x))
    y, z, a, out = Name(n.y), Name("z"), Name("a"), Name("yhat")
    net = Net(
        {"z": times(Name(n.w), Name(n.x)), "a": call(act, z), "yhat": times(Name(n.v), a)},
        squares(y, out, share),
        param,
        (n.w, n.v, n.x, n.y),
        lambda **at: float(share) * (at[n.y] - at[n.v] * VALUES[act](at[n.w] * at[n.x])) ** 2,
        ("yhat", "a", "z"),
        n,
        {(n.loss, "yhat"): error_slope(y, out, share), ("a", "z"): act_slope(act, z, a)},
    )

    def wrong() -> Iterator[Wrong]:
        yield from ((name, net.with_factor(2, bad)) for name, bad in wrong_acts(act, z, a))
        yield "inner-derivative-missing", net.with_factor(1, 1)
        yield "innermost-factor-missing", net.with_factor(3, 1)
        yield "loss-sign", net.with_factor(0, times(-1, net.factors[0]))

    return net, wrong()


def _twice(pick: Pick, n: Letters) -> tuple[Net, Iterator[Wrong]]:
    """Draw a weight used in both layers, or a residual connection around an activation."""
    share = pick.one(SHARES)
    kind, act = pick.one(WAYS)
    y, w, x, z, a, out = map(Name, (n.y, n.w, n.x, "z", "a", "yhat"))
    tied = kind == "tied"
    own = act_slope(act, z, a)
    paths = (a, times(w, x, own)) if tied else (Name(n.x), times(x, own))

    def value(**at: Any) -> Any:
        inside = at[n.w] * at[n.x]
        top = VALUES[act](inside)
        return float(share) * (at[n.y] - (at[n.w] * top if tied else inside + top)) ** 2

    net = Net(
        {"z": times(w, x), "a": call(act, z), "yhat": times(w, a) if tied else plus(z, a)},
        squares(y, out, share),
        n.w,
        (n.w, n.x, n.y),
        value,
        ("yhat",),
        n,
        {
            (n.loss, "yhat"): error_slope(y, out, share),
            ("yhat", n.w): plus(*paths) if tied else times(x, plus(1, own)),
        },
        TIED.format(n.w) if tied else RESIDUAL.format(n.w),
    )

    def wrong() -> Iterator[Wrong]:
        for path in paths:
            yield "one-path-only", net.with_factor(1, path)
        yield (
            "activation-derivative-missing",
            net.with_factor(1, plus(a, times(w, x)) if tied else times(2, x)),
        )
        yield "loss-sign", net.with_factor(0, times(-1, net.factors[0]))

    return net, wrong()


TIED = r"a + {0} \cdot \frac{{\partial a}}{{\partial z}} \cdot \frac{{\partial z}}{{\partial {0}}}"
RESIDUAL = (
    r"\frac{{\partial z}}{{\partial {0}}} + \frac{{\partial a}}{{\partial z}}"
    r" \cdot \frac{{\partial z}}{{\partial {0}}}"
)
WAYS = (
    ("tied", "tanh"),
    ("tied", "softplus"),
    ("residual", "sigmoid"),
    ("residual", "tanh"),
    ("residual", "softplus"),
)
NETS: Mapping[int, Callable[[Pick, Letters], tuple[Net, Iterator[Wrong]]]] = {
    1: _linear,
    2: _neuron,
    3: _logistic,
    4: _two_layers,
    5: _twice,
}


def _wrong_of_error(net: Net, share: Fraction) -> Iterator[Wrong]:
    """Give the mistakes at both ends of the chain: at the squared error, and at the parameter."""
    by_guess = net.factors[0]
    yield "loss-sign", net.with_factor(0, times(-1, by_guess))
    if share == 1:
        yield "dropped-coefficient-n", net.with_factor(0, times(Fraction(1, 2), by_guess))
    else:
        yield "constant-factor-dropped", net.with_factor(0, times(2, by_guess))
    yield from _wrong_below(net, net.with_factor(len(net.factors) - 1, 1))


def _wrong_below(net: Net, error: Node) -> Iterator[Wrong]:
    """Give the mistake at the parameter: its factor left out, or a bias taken for a weight."""
    if net.param == "b":
        yield "bias-gradient", times(Name(net.letters.x), error)
    else:
        yield "innermost-factor-missing", error
