"""The two partial derivatives of a linear model's squared error, as formulas."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations, product
from typing import Any

from drill.exercise.contract import Step, WiredMistake
from drill.exercise.draft import Draft, Evidence
from drill.exercise.family import Family, levels, shares
from drill.exercise.parts import Answer, distinct, expression, vector, wired
from drill.exercise.pick import Pick
from drill.exercise.truths import (
    Numeric,
    complex_gradient,
    complex_step,
    sympy_derivative,
    sympy_gradient,
)
from drill.exercise.write import display, latex, letter, positive
from drill.maths.build import call, exp, minus, node, over, plus, power, times
from drill.maths.domain import REAL
from drill.maths.tree import Matrix, Name, Negative, Node, Product, Sum, Vector

LETTERS = (
    ("w", "b", "x", "y"),
    ("a", "c", "x", "y"),
    ("w", "b", "t", "z"),
    ("m", "k", "x", "y"),
)
FEATURES: tuple[tuple[str, Callable[[Node], Node]], ...] = (
    ("x", lambda x: x),
    ("square", lambda x: power(x, 2)),
    ("cube", lambda x: power(x, 3)),
    ("sqrt", lambda x: call("sqrt", x)),
    ("ln", lambda x: call("ln", x)),
    ("exp", exp),
    ("sin", lambda x: call("sin", x)),
    ("inverse", lambda x: over(1, x)),
)
"""What the model's weight is multiplied with: the input, or a feature made of it."""
INPUTS = (-4, -3, -2, 2, 3, 4, 5)
TARGETS = tuple(y for y in range(-9, 10) if y)
W, B = Name("w"), Name("b")


def _feature_value(name: str, x: Any) -> Any:
    from drill.exercise import numeric

    powers = {"x": 1, "square": 2, "cube": 3, "inverse": -1}
    return x ** powers[name] if name in powers else getattr(numeric, name)(x)


class LinregPartialsSymbolic(Family):
    """Differentiate the squared error of a linear model by its weight and its bias."""

    name = "linreg_partials_symbolic"
    topic = "partial_derivatives"
    title = "Partial derivatives of a linear model's error"
    instances = levels(64, 192, 13_608, 81_648, 36_800)
    requires = shares(partial_poly=0.5, chain_two_layer=0.6)

    def draw(self, level: int, pick: Pick) -> Draft:
        """Draw one example in letters, several in numbers, or a matrix of them."""
        if level <= 2:
            return _one_example(pick, level)
        return _matrix_form(pick) if level == 5 else _mean(pick, ridge=level == 4)


FAMILY = LinregPartialsSymbolic()
HINTS = {
    1: (
        "It is a square, so there is an inner derivative.",
        "What is inside the square changes by the feature when the weight changes.",
    ),
    2: (
        "The number in front stays in front.",
        "The 2 of the square meets the number in front.",
    ),
    3: (
        "The mean of a sum: differentiate every square.",
        "Each square gives 2 times its inside times the inside's own derivative.",
    ),
    4: (
        "The penalty depends on the weight alone.",
        "Each square as before; then add the derivative of the penalty.",
    ),
    5: (
        "Write the residual vector first.",
        "The gradient is $X^\\top (X w - y)$, up to the number in front.",
    ),
}


def _one_example(pick: Pick, level: int) -> Draft:
    wn, bn, xn, yn = pick.one(LETTERS)
    w, b, x, y = (Name(name) for name in (wn, bn, xn, yn))
    feature, build = pick.one(FEATURES)
    scale = Fraction(1) if level == 1 else pick.one((Fraction(1, 2), Fraction(1, 4), Fraction(3)))
    minuend_first = bool(pick.below(2))
    phi = build(x)
    model = Sum((times(w, phi), b))
    inside = Sum((y, Negative(model))) if minuend_first else Sum((*model.terms, Negative(y)))
    sign = -1 if minuend_first else 1
    whole = times(scale, power(inside, 2))
    truths = {"w": times(2 * scale * sign, phi, inside), "b": times(2 * scale * sign, inside)}
    wrong_w: list[tuple[str, Answer]] = [
        ("inner-derivative-missing", times(2 * scale, inside)),
        ("loss-sign", times(-2 * scale * sign, phi, inside)),
        ("dropped-coefficient-n", times(scale * sign, phi, inside)),
    ]
    wrong_b: list[tuple[str, Answer]] = [
        ("bias-gradient", truths["w"]),
        ("loss-sign", times(-2 * scale * sign, inside)),
    ]

    def loss(**at: Any) -> Any:
        guess = at[wn] * _feature_value(feature, at[xn]) + at[bn]
        error = at[yn] - guess if minuend_first else guess - at[yn]
        return float(scale) * error * error

    domain = positive(xn) if feature in {"sqrt", "ln"} else REAL
    variables = (wn, bn, xn, yn)
    labels = {"w": _label(wn), "b": _label(bn)}
    return Draft(
        prompt="Find the partial derivatives of the loss of one example."
        + display(f"L = {latex(whole)}").rstrip(),
        parts=tuple(
            expression(part, truths[part], variables, label=labels[part], domain=domain)
            for part in ("w", "b")
        ),
        evidence=tuple(
            Evidence(part, sympy_derivative(whole, name), complex_step(loss, name))
            for part, name in (("w", wn), ("b", bn))
        ),
        hints=HINTS[level],
        solution=(
            Step(
                "inside", f"Call the inside $r = {latex(inside)}$: the loss is a multiple of $r^2$."
            ),
            Step(
                "its partials",
                f"$\\frac{{\\partial r}}{{\\partial {letter(wn)}}} = {latex(times(sign, phi))}$, "
                f"$\\frac{{\\partial r}}{{\\partial {letter(bn)}}} = {sign}$",
            ),
            Step("outside", f"The square gives ${latex(times(2 * scale, Name('r')))}$."),
            _answer({labels[part]: truths[part] for part in truths}),
        ),
        mistakes=(*wired("w", distinct(wrong_w)), *wired("b", distinct(wrong_b))),
        shown=(whole,),
    )


def _label(name: str) -> str:
    return f"$\\frac{{\\partial L}}{{\\partial {letter(name)}}}$"


def _answer(truths: dict[str, Node]) -> Step:
    lines = [f"- {label[:-1]} = {latex(truth)}$" for label, truth in truths.items()]
    return Step("answer", "\n".join(lines))


@dataclass(frozen=True, slots=True)
class Linear:
    """A linear expression p w + q b - r, as every partial derivative here is one."""

    w: int
    b: int
    constant: int

    def tree(self, scale: int = 1) -> Node:
        """Write it, times a number."""
        return plus(times(self.w * scale, W), times(self.b * scale, B), node(self.constant * scale))


def _mean(pick: Pick, *, ridge: bool) -> Draft:
    xs = pick.one(tuple(permutations(INPUTS, 2)))
    points = tuple((x, pick.one(TARGETS)) for x in xs)
    decay = pick.integer(2, 7) if ridge else 0
    data = Product((node(Fraction(1, 2)), Sum(tuple(power(_error(*p), 2) for p in points))))
    whole = plus(data, times(Fraction(decay, 2), power(W, 2)))
    bare = Linear(sum(x * x for x in xs), sum(xs), -sum(x * y for x, y in points))
    by_w = Linear(bare.w + decay, bare.b, bare.constant)
    by_b = Linear(sum(xs), 2, -sum(y for _, y in points))
    wrong_w: list[tuple[str, Answer]] = [
        ("batch-mean-missing", plus(bare.tree(2), times(decay, W))),
        ("loss-sign", plus(bare.tree(-1), times(decay, W))),
    ]
    if ridge:
        wrong_w.append(("l2-factor", plus(bare.tree(), times(2 * decay, W))))
    wrong_b: list[tuple[str, Answer]] = [
        ("batch-mean-missing", by_b.tree(2)),
        ("loss-sign", by_b.tree(-1)),
        ("bias-gradient", bare.tree()),
    ]

    def loss(w: Any, b: Any) -> Any:
        errors = [(y - (w * x + b)) ** 2 for x, y in points]
        return sum(errors) / len(points) + decay * w * w / 2

    penalty = r" + \frac{\lambda}{2} w^2" if ridge else ""
    with_decay = f", with $\\lambda = {decay}$" if ridge else ""
    return Draft(
        prompt=f"The model $w x + b$ is fitted to the points ${points[0]}$ and ${points[1]}$. Find "
        f"both partial derivatives of its loss, multiplied out{with_decay}."
        + display(f"L = {latex(data)}{penalty}").rstrip(),
        parts=(
            expression("w", by_w.tree(), "wb", label=_label("w")),
            expression("b", by_b.tree(), "wb", label=_label("b")),
        ),
        evidence=_two(whole, loss),
        hints=HINTS[4 if ridge else 3],
        solution=tuple(_mean_solution(points, by_w, by_b, decay)),
        mistakes=(*wired("w", distinct(wrong_w)), *wired("b", distinct(wrong_b))),
        shown=(data,),
    )


def _error(x: int, y: int) -> Node:
    return plus(y, times(-x, W), times(-1, B))


def _two(whole: Node, loss: Numeric) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(name, sympy_derivative(whole, name), complex_step(loss, name)) for name in "wb"
    )


def _mean_solution(
    points: Sequence[tuple[int, int]], by_w: Linear, by_b: Linear, decay: int
) -> Iterator[Step]:
    yield Step("each square", "Half a square gives its inside times the derivative of the inside.")
    lines = [
        f"- by $w$: ${latex(times(-x, _error(x, y)))}$, by $b$: ${latex(times(-1, _error(x, y)))}$"
        for x, y in points
    ]
    yield Step("the points", "\n".join(lines))
    if decay:
        yield Step("the penalty", f"It adds ${latex(times(decay, W))}$ to the first.")
    yield _answer({_label("w"): by_w.tree(), _label("b"): by_b.tree()})


MATRICES = tuple(
    (a, b, c, d)
    for a, b, c, d in product((1, 2, 3, -1, -2), repeat=4)
    if b != c and a * d != b * c and abs(a) + abs(d) > 2
)


def _matrix_form(pick: Pick) -> Draft:
    a, b, c, d = pick.one(MATRICES)
    y1, y2 = pick.one(TARGETS[:5] + TARGETS[-5:]), pick.one(TARGETS[:5] + TARGETS[-5:])
    w1, w2 = Name("w1"), Name("w2")
    rows = ((a, b), (c, d))
    ys = (y1, y2)

    def product_of(matrix: Sequence[Sequence[int]], scale: int = 1) -> tuple[Node, ...]:
        """Write scale · M (X w - y) for a 2×2 matrix M."""
        entries = []
        for row in matrix:
            first = sum(m * x[0] for m, x in zip(row, rows, strict=True))
            second = sum(m * x[1] for m, x in zip(row, rows, strict=True))
            rest = sum(m * y for m, y in zip(row, ys, strict=True))
            entries.append(plus(times(scale * first, w1), times(scale * second, w2), -scale * rest))
        return tuple(entries)

    transposed = ((a, c), (b, d))
    truth = product_of(transposed)
    residuals = [plus(y, times(-r[0], w1), times(-r[1], w2)) for r, y in zip(rows, ys, strict=True)]
    whole = Product((node(Fraction(1, 2)), Sum(tuple(power(r, 2) for r in residuals))))

    def loss(**at: Any) -> Any:
        errors = [
            y - row[0] * at["w1"] - row[1] * at["w2"] for row, y in zip(rows, ys, strict=True)
        ]
        return sum(error * error for error in errors) / 2

    wrong: list[tuple[str, Sequence[Node]]] = [
        ("least-squares-transpose", product_of(rows)),
        ("loss-sign", product_of(transposed, -1)),
        ("components-swapped", truth[::-1]),
    ]
    big_x = latex(Matrix(tuple(tuple(map(node, row)) for row in rows)))
    big_y = latex(Vector(tuple(map(node, ys))))
    names = ("w1", "w2")
    mistakes: tuple[WiredMistake, ...] = wired("a", ((name, Vector(tuple(v))) for name, v in wrong))
    return Draft(
        prompt="Find the gradient with respect to $w = (w_1, w_2)$, as a vector."
        + display(r"L = \frac{1}{2} \left\|X w - y\right\|^2")
        + display(f"X = {big_x}, \\quad y = {big_y}").strip(),
        parts=(vector("a", truth, names, label="$\\nabla L$"),),
        evidence=(Evidence("a", sympy_gradient(whole, names), complex_gradient(loss, names)),),
        hints=HINTS[5],
        solution=(
            Step(
                "residual",
                f"$X w - y = {latex(Vector(tuple(minus(0, r) for r in residuals)))}$",
            ),
            Step("rule", "$\\nabla L = X^\\top (X w - y)$: each column of $X$ times the residual."),
            Step("answer", f"$\\nabla L = {latex(Vector(truth))}$"),
        ),
        mistakes=mistakes,
    )
