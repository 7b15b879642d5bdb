"""The pieces of training losses: scores, charges and penalties, with what each is known to be.

They work on small data: a row of inputs and a label for each example.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Scores = Callable[[Any, Any], Any]
"""Of the parameters and the inputs, a row for each example."""
Charge = Callable[[Any, Any], Any]
"""Of the scores and the labels; what each example costs."""
Penalty = Callable[[Any], Any]
FEATURES, HIDDEN = 2, 2


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
