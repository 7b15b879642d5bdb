"""Training losses by name: what the model computes, what is charged for it, what is added.

A loss is the mean over the examples of a charge for each score, plus a penalty on the parameters.
It is convex in the parameters where the scores are affine in them and both charge and penalty are
convex.
"""

from __future__ import annotations

from dataclasses import dataclass

from drill.exercise.convexity._loss_pieces import CHARGES, PENALTIES, SCORES


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
