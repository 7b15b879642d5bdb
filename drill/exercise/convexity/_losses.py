"""Training losses by name: what the model computes, what is charged for it, what is added.

A loss is the mean over the examples of a charge for each score, plus a penalty on the parameters.
It is convex in the parameters where the scores are affine in them and both charge and penalty are
convex. That is written with each; the probes find the same from the functions alone, on small data
that never changes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

Scores = Callable[[Any, Any], Any]
"""Of the parameters and the inputs, a row for each example."""
Charge = Callable[[Any, Any], Any]
"""Of the scores and the labels; what each example costs."""
Penalty = Callable[[Any], Any]

EXAMPLES, FEATURES, HIDDEN = 6, 2, 2
TRIES = 240
SLACK = 1e-7


@dataclass(frozen=True, slots=True)
class Loss:
    """A training loss."""

    id: str
    text: str
    """With `{d}` features and `{m}` hidden units."""
    scores: str
    charge: str
    penalty: str = "none"
    hidden: bool = False

    @property
    def affine(self) -> bool:
        """Say whether the scores are affine in the parameters."""
        return SCORES[self.scores][1]

    @property
    def convex(self) -> bool:
        """Say whether the loss is convex in the parameters."""
        return self.affine and CHARGES[self.charge][1] and PENALTIES[self.penalty][1]


def _np() -> Any:
    import numpy as np

    return np


def _linear(w: Any, x: Any) -> Any:
    return x @ w[:FEATURES] + w[FEATURES]


def _squared_features(w: Any, x: Any) -> Any:
    return _linear(w, x) + (x * x) @ w[FEATURES + 1 : 2 * FEATURES + 1]


def _frozen(w: Any, x: Any) -> Any:
    np = _np()
    return np.tanh(x @ np.array([[1.0, -0.5], [0.7, 1.2]])) @ w[:HIDDEN] + w[HIDDEN]


def _units(w: Any, x: Any) -> Any:
    return x @ w[: FEATURES * HIDDEN].reshape(FEATURES, HIDDEN)


def _last(w: Any) -> Any:
    return w[FEATURES * HIDDEN : FEATURES * HIDDEN + HIDDEN]


def _deep_linear(w: Any, x: Any) -> Any:
    return _units(w, x) @ _last(w)


def _relu_net(w: Any, x: Any) -> Any:
    return _np().maximum(0, _units(w, x)) @ _last(w)


def _tanh_net(w: Any, x: Any) -> Any:
    return _np().tanh(_units(w, x)) @ _last(w)


def _through_sigmoid(w: Any, x: Any) -> Any:
    return 1 / (1 + _np().exp(-_linear(w, x)))


def _through_tanh(w: Any, x: Any) -> Any:
    return _np().tanh(_linear(w, x))


def _through_relu(w: Any, x: Any) -> Any:
    return _np().maximum(0, _linear(w, x))


def _classes(w: Any, x: Any) -> Any:
    return x @ w[:6].reshape(FEATURES, 3)


def _factors(w: Any, x: Any) -> Any:
    np = _np()
    return np.outer(w[:3], w[3:5]).ravel()[: len(x)]


SCORES: dict[str, tuple[Scores, bool]] = {
    "linear": (_linear, True),
    "polynomial": (_squared_features, True),
    "frozen": (_frozen, True),
    "classes": (_classes, True),
    "deep-linear": (_deep_linear, False),
    "relu-net": (_relu_net, False),
    "tanh-net": (_tanh_net, False),
    "sigmoid": (_through_sigmoid, False),
    "tanh": (_through_tanh, False),
    "relu": (_through_relu, False),
    "factors": (_factors, False),
}
"""How scores are computed, and whether they are affine in the parameters."""


SCORES_SAY: dict[str, str] = {
    "linear": r"The score $w \cdot x + b$ is affine in $w$ and $b$: the data are fixed numbers.",
    "polynomial": "The powers are of the inputs, which are fixed numbers; the coefficients enter "
    "as they would in any linear model: the score is affine in them.",
    "frozen": "What the hidden units put out are fixed numbers, as nothing in them is trained; the "
    "score is affine in the output weights.",
    "classes": "The score of each class is affine in its weights.",
    "deep-linear": "The weights of one layer multiply those of the other. Turn the signs in both "
    "layers, and nothing changes; but half-way between the two all weights are 0.",
    "relu-net": "Swap two hidden units with all their weights, and nothing changes; but half-way "
    "between the two settings both units are the same one, and the network is a poorer one.",
    "tanh-net": "Turn the signs of all weights into and out of a unit, and nothing changes; but "
    "half-way between the two settings that unit is gone.",
    "sigmoid": "Along every line of parameters the squared error of a probability stays below 1; a "
    "convex function that stays bounded on a whole line is constant there, and this one is not.",
    "tanh": "Along every line of parameters the error of a tanh stays bounded; a convex function "
    "that stays bounded on a whole line is constant there, and this one is not.",
    "relu": "Where the unit is off an example costs the same; where it comes on, the cost of a "
    "positive label starts to fall: level first and falling then bends down.",
    "factors": "An entry is a sum of products of trained numbers. Turn the signs in both factors, "
    "and nothing changes; but half-way between the two everything is 0.",
}
"""Why the scores are affine in the parameters, or what breaks a chord of their loss."""


def _log_loss(s: Any, y: Any) -> Any:
    return _np().logaddexp(0, -_np().sign(y) * s)


def _hinge(s: Any, y: Any) -> Any:
    return _np().maximum(0, 1 - _np().sign(y) * s)


def _huber(s: Any, y: Any) -> Any:
    np = _np()
    off = np.abs(s - y)
    return np.where(off < 1, off**2 / 2, off - 0.5)


def _cross_entropy(s: Any, _labels: Any) -> Any:
    np = _np()
    label = (np.arange(len(s)) % 3).astype(int)
    return np.logaddexp.reduce(s, axis=1) - s[np.arange(len(s)), label]


CHARGES: dict[str, tuple[Charge, bool]] = {
    "square": (lambda s, y: (s - y) ** 2, True),
    "absolute": (lambda s, y: _np().abs(s - y), True),
    "huber": (_huber, True),
    "quantile": (lambda s, y: _np().maximum(0.9 * (y - s), 0.1 * (s - y)), True),
    "insensitive": (lambda s, y: _np().maximum(0, _np().abs(s - y) - 0.5), True),
    "log": (_log_loss, True),
    "hinge": (_hinge, True),
    "poisson": (lambda s, y: _np().exp(s) - _np().abs(_np().round(y)) * s, True),
    "cross-entropy": (_cross_entropy, True),
    "wrong": (lambda s, y: (s * y <= 0) * 1.0, False),
    "capped": (lambda s, y: _np().minimum((s - y) ** 2, 1.0), False),
    "ramp": (lambda s, y: _np().minimum(1.0, _hinge(s, y)), False),
}
"""What an example costs, and whether that is convex in the score."""

PENALTIES: dict[str, tuple[Penalty, bool]] = {
    "none": (lambda w: 0 * w.sum(), True),
    "ridge": (lambda w: 0.5 * (w @ w), True),
    "lasso": (lambda w: 0.5 * _np().abs(w).sum(), True),
    "elastic": (lambda w: 0.2 * (w @ w) + 0.3 * _np().abs(w).sum(), True),
    "count": (lambda w: 9.0 * (_np().abs(w) > 1e-12).sum(), False),
    "log": (lambda w: 30.0 * _np().log1p(_np().abs(w)).sum(), False),
    "root": (lambda w: 30.0 * _np().sqrt(_np().abs(w)).sum(), False),
}
"""What is added for the parameters, and whether that is convex."""

BANK = (
    Loss("linreg", "linear regression on {d} features, squared error", "linear", "square"),
    Loss("lad", "linear regression on {d} features, absolute error", "linear", "absolute"),
    Loss("huber", "linear regression on {d} features, Huber loss", "linear", "huber"),
    Loss(
        "quantile", "a linear model of {d} features for the 90% quantile, pinball loss",
        "linear", "quantile",
    ),
    Loss(
        "svr", "a linear model of {d} features, absolute error beyond a margin",
        "linear", "insensitive",
    ),
    Loss("ridge", "ridge regression on {d} features", "linear", "square", "ridge"),
    Loss("lasso", "the lasso on {d} features", "linear", "square", "lasso"),
    Loss("elastic", "the elastic net on {d} features", "linear", "square", "elastic"),
    Loss("logreg", "logistic regression on {d} features, cross-entropy", "linear", "log"),
    Loss(
        "logreg-l2", "logistic regression on {d} features, cross-entropy with a squared-norm "
        "penalty", "linear", "log", "ridge",
    ),
    Loss("svm", "a linear support vector machine on {d} features", "linear", "hinge", "ridge"),
    Loss(
        "poisson", "Poisson regression on {d} features, negative log-likelihood with the rate "
        "$e^{{w \\cdot x}}$", "linear", "poisson",
    ),
    Loss(
        "softmax", "softmax regression on {d} features with three classes, cross-entropy",
        "classes", "cross-entropy",
    ),
    Loss(
        "polynomial", "a polynomial of degree 2 in each of {d} features, fitted by squared error",
        "polynomial", "square",
    ),
    Loss(
        "frozen", "the output weights of a network of {m} tanh units on {d} features whose hidden "
        "layer is frozen, squared error", "frozen", "square", hidden=True,
    ),
    Loss(
        "logreg-square", "the sigmoid of a linear score of {d} features, squared error of the "
        "probability", "sigmoid", "square",
    ),
    Loss(
        "tanh-square", "the tanh of a linear score of {d} features, squared error",
        "tanh", "square",
    ),
    Loss(
        "relu-square", "one ReLU unit on {d} features, squared error, with labels of both signs",
        "relu", "square",
    ),
    Loss(
        "deep-linear", "a network with one hidden layer of {m} linear units on {d} features, all "
        "weights trained by squared error", "deep-linear", "square", hidden=True,
    ),
    Loss(
        "relu-net", "a network with one hidden layer of {m} ReLU units on {d} features, all "
        "weights trained by squared error", "relu-net", "square", hidden=True,
    ),
    Loss(
        "tanh-net", "a network with one hidden layer of {m} tanh units on {d} features, all "
        "weights trained by cross-entropy", "tanh-net", "log", hidden=True,
    ),
    Loss(
        "factors", "a matrix with {d} columns approximated by the product of two factors of rank "
        "{m}, both trained by squared error", "factors", "square", hidden=True,
    ),
    Loss(
        "zero-one", "a linear classifier of {d} features, counting its wrong answers",
        "linear", "wrong",
    ),
    Loss(
        "capped", "a linear model of {d} features, squared error cut off at 1", "linear", "capped",
    ),
    Loss("ramp", "a linear classifier of {d} features, hinge loss cut off at 1", "linear", "ramp"),
    Loss(
        "best-subset", "linear regression on {d} features, squared error plus a price for every "
        "weight that is not zero", "linear", "square", "count",
    ),
    Loss(
        "log-penalty", "linear regression on {d} features, squared error plus a very large "
        r"multiple of $\sum \ln(1 + |w_i|)$", "linear", "square", "log",
    ),
    Loss(
        "root-penalty", "linear regression on {d} features, squared error plus a large multiple "
        r"of $\sum \sqrt{{|w_i|}}$", "linear", "square", "root",
    ),
)  # fmt: skip
BY_ID = {one.id: one for one in BANK}

AFFINE, CURVED, CHARGED, ADDED = "affine", "curved", "charged", "added"


def reason(loss: Loss) -> str:
    """Say what decides: the first of the three conditions that fails, or none."""
    if not loss.affine:
        return CURVED
    if not CHARGES[loss.charge][1]:
        return CHARGED
    return AFFINE if PENALTIES[loss.penalty][1] else ADDED


@dataclass(frozen=True, slots=True)
class Probed:
    """What chords between random places say of a loss and of its three pieces."""

    affine: bool
    charge: bool
    penalty: bool
    whole: bool

    @property
    def reason(self) -> str:
        """Say what decides, by what was found."""
        if not self.affine:
            return CURVED
        if not self.charge:
            return CHARGED
        return AFFINE if self.penalty else ADDED


@cache
def probed(id_: str) -> Probed:
    """Try random chords of the scores, the charge, the penalty and the whole."""
    np = _np()
    loss = BY_ID[id_]
    scores, charge = SCORES[loss.scores][0], CHARGES[loss.charge][0]
    penalty = PENALTIES[loss.penalty][0]
    random = np.random.default_rng(20)
    x = random.normal(size=(EXAMPLES, FEATURES))
    y = random.normal(size=EXAMPLES) * 2
    bent, charge_gap, penalty_gap, gap = 0.0, 0.0, 0.0, 0.0
    for _ in range(TRIES):
        v, w = random.normal(size=(2, 8)) * random.choice((0.2, 1.0, 2.0))
        # a place and its mirror image, or the origin: where swaps and kinks show
        w = random.choice((v * random.choice((-1.0, 1.0), size=8), 0 * v, w))
        middle = (v + w) / 2
        a, b, c = scores(v, x), scores(w, x), scores(middle, x)
        bent = max(bent, float(np.abs((a + b) / 2 - c).max()))
        ends = charge(a, y), charge(b, y)
        across = (ends[0] + ends[1]) / 2 - charge((a + b) / 2, y)
        charge_gap = min(charge_gap, float(across.min()))
        sides = penalty(v), penalty(w)
        over = (sides[0] + sides[1]) / 2 - penalty(middle)
        penalty_gap = min(penalty_gap, float(over))
        chord = (ends[0] + ends[1]).mean() / 2 + (sides[0] + sides[1]) / 2
        gap = min(gap, float(chord - charge(c, y).mean() - penalty(middle)))
    return Probed(bent < SLACK, charge_gap > -SLACK, penalty_gap > -SLACK, gap > -SLACK)
