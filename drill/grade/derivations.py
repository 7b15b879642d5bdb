"""The derivations that a machine-learning interview asks for, each with a model of its lines.

Maths in typed form; the model lines as a learner would type them. A test holds every model to the
checker that learners meet: each line is accepted, and the last is the goal.
"""

from __future__ import annotations

from drill.grade.derivation.given import Derivation

SIGMOID = Derivation(
    id="sigmoid",
    title="The derivative of the sigmoid",
    told="Show that σ'(x) = σ(x)(1 - σ(x)), starting from σ(x) = 1/(1 + e^(-x)).",
    label="sigma",
    of="1/(1+e^(-x))",
    wrt="x",
    variables=("x",),
    goals=("sigmoid(x)*(1-sigmoid(x))",),
    lines=(
        "σ'(x) = d/dx (1+e^(-x))^(-1)",
        "= -(1+e^(-x))^(-2) * (-e^(-x))",
        "= e^(-x)/(1+e^(-x))^2",
        "= 1/(1+e^(-x)) * e^(-x)/(1+e^(-x))",
        "= 1/(1+e^(-x)) * (1 - 1/(1+e^(-x)))",
        "= σ(x)(1 - σ(x))",
    ),
)

REGRESSION_WEIGHT = Derivation(
    id="regression-weight",
    title="Linear regression: the slope by the weight",
    told="Squared error of a linear model: ŷ = w x + b, L = (y - ŷ)². Work out ∂L/∂w.",
    label="L",
    of="(y-yhat)^2",
    wrt="w",
    variables=("w", "b", "x", "y"),
    definitions={"yhat": "w*x+b"},
    goals=("-2*x*(y-yhat)", "2*x*(yhat-y)"),
    lines=(
        "∂L/∂w = ∂L/∂ŷ * ∂ŷ/∂w",
        "∂L/∂ŷ = 2(y - ŷ) * (-1)",
        "∂ŷ/∂w = x",
        "∂L/∂w = 2(y - ŷ) * (-1) * x",
        "= -2x(y - ŷ)",
    ),
)

REGRESSION_BIAS = Derivation(
    id="regression-bias",
    title="Linear regression: the slope by the bias",
    told="Squared error of a linear model: ŷ = w x + b, L = (y - ŷ)². Work out ∂L/∂b.",
    label="L",
    of="(y-yhat)^2",
    wrt="b",
    variables=("w", "b", "x", "y"),
    definitions={"yhat": "w*x+b"},
    goals=("-2*(y-yhat)", "2*(yhat-y)"),
    lines=(
        "∂L/∂b = d/db (y - w*x - b)^2",
        "= 2(y - w*x - b) * (-1)",
        "= -2(y - ŷ)",
    ),
)

TWO_LAYERS = Derivation(
    id="two-layers",
    title="A weight of the first of two layers",
    told=(
        "z1 = w1 x, a1 = σ(z1), z2 = w2 a1, L = (y - z2)². Work out dL/dw1, the loss by the weight"
        " of the first layer."
    ),
    label="L",
    of="(y-z2)^2",
    wrt="w1",
    variables=("w1", "w2", "x", "y"),
    definitions={"z1": "w1*x", "a1": "sigmoid(z1)", "z2": "w2*a1"},
    goals=(
        "-2*(y-z2)*w2*sigmoid(z1)*(1-sigmoid(z1))*x",
        "2*(z2-y)*w2*sigmoid(z1)*(1-sigmoid(z1))*x",
    ),
    lines=(
        "dL/dw1 = dL/dz2 * dz2/da1 * da1/dz1 * dz1/dw1",
        "= -2(y - z2) * dz2/da1 * da1/dz1 * dz1/dw1",
        "= -2(y - z2) * w2 * da1/dz1 * dz1/dw1",
        "= -2(y - z2) * w2 * σ(z1)(1 - σ(z1)) * dz1/dw1",
        "= -2(y - z2) * w2 * σ(z1)(1 - σ(z1)) * x",
    ),
)

LOGIT = Derivation(
    id="logit",
    title="Cross-entropy by the logit",
    told=("p = σ(z), L = -(y ln p + (1 - y) ln(1 - p)). Show that dL/dz = σ(z) - y."),
    label="L",
    of="-(y*ln(p)+(1-y)*ln(1-p))",
    wrt="z",
    variables=("y", "z"),
    definitions={"p": "sigmoid(z)"},
    goals=("sigmoid(z)-y",),
    lines=(
        "dL/dz = dL/dp * dp/dz",
        "dL/dp = -y/p + (1-y)/(1-p)",
        "dp/dz = p(1-p)",
        "dL/dz = (-y/p + (1-y)/(1-p)) * p(1-p)",
        "= -y(1-p) + (1-y)p",
        "= -y + y p + p - y p",
        "= σ(z) - y",
    ),
)

BACKWARD = Derivation(
    id="backward",
    title="The backward equation, for one unit",
    told=(
        "A unit with z and a = σ(z) feeds two units, u1 = w1 a + c1 and u2 = w2 a + c2; their"
        " errors δ1 = ∂L/∂u1 and δ2 = ∂L/∂u2 are known. Work out the unit's own error,"
        " δ = dL/dz. (To first order L is δ1 u1 + δ2 u2.)"
    ),
    label="L",
    of="delta1*u1+delta2*u2",
    wrt="z",
    variables=("z", "w1", "w2", "c1", "c2", "delta1", "delta2"),
    definitions={"a": "sigmoid(z)", "u1": "w1*a+c1", "u2": "w2*a+c2"},
    goals=("(w1*delta1+w2*delta2)*sigmoid(z)*(1-sigmoid(z))", "(w1*delta1+w2*delta2)*a*(1-a)"),
    lines=(
        "dL/dz = dL/du1 * du1/da * da/dz + dL/du2 * du2/da * da/dz",
        "= δ1 * du1/da * da/dz + δ2 * du2/da * da/dz",
        "= δ1 w1 da/dz + δ2 w2 da/dz",
        "= (w1 δ1 + w2 δ2) da/dz",
        "= (w1 δ1 + w2 δ2) * σ(z)(1 - σ(z))",
    ),
)

DERIVATIONS: tuple[Derivation, ...] = (
    SIGMOID,
    REGRESSION_WEIGHT,
    REGRESSION_BIAS,
    TWO_LAYERS,
    LOGIT,
    BACKWARD,
)


def derivation(id_: str) -> Derivation | None:
    """Give a derivation by its id."""
    return next((one for one in DERIVATIONS if one.id == id_), None)
