"""Derivatives step by step: the last line is right, and every step says what it did."""

from __future__ import annotations

import re

import precise
import pytest
import random_trees
from hypothesis import given, settings
from hypothesis import strategies as st
from mpmath import mpf

from drill.maths.components import Grid, components
from drill.maths.errors import NoValue
from drill.maths.read import answer_side, read_typed
from drill.maths.show import latex, line, typed
from drill.maths.slope import slope
from drill.maths.steps import RULES, Explanation, explain, gradient
from drill.maths.steps.told import title, told
from drill.maths.tree import Equation, Node, SetOf, children
from drill.maths.typeset import check as check_latex

POINTS = (
    {"x": 0.43, "y": 1.7, "w1": 0.8, "theta": 0.3, "n": 2.6},
    {"x": 1.9, "y": 0.4, "w1": 2.2, "theta": 1.1, "n": 0.7},
    {"x": -0.61, "y": 2.3, "w1": 1.4, "theta": 0.9, "n": 3.1},
    {"x": 5.3, "y": 3.8, "w1": 0.2, "theta": 2.7, "n": 1.3},
)


def scalars(tree: Node) -> list[Node]:
    if isinstance(tree, Equation | SetOf):
        return [cell for part in children(tree) for cell in scalars(part)]
    parts = components(tree)
    return list(parts.cells) if isinstance(parts, Grid) else [parts]


def explained(text: str, wrt: str = "x") -> Explanation:
    return explain(read_typed(text), wrt)


def told_all(explanation: Explanation) -> tuple[str, ...]:
    """Tell every step, its title in front, and at the end where it all holds."""
    steps = (f"**{title(step)}.** {told(step, explanation.wrt)}" for step in explanation.steps)
    return (*steps, *(note.text for note in explanation.notes if note.kind != "nowhere"))


def check(tree: Node, explanation: Explanation) -> int:
    """Hold every line against differences at the points where there are any; counts the points."""
    graph = scalars(answer_side(tree))
    lines = [
        scalars(made)
        for made in (
            explanation.simplified,
            explanation.derivative,
            slope(answer_side(tree), explanation.wrt),
        )
    ]
    met = 0
    for numbers in POINTS:
        at = {name: mpf(numbers.get(name, 0.37)) for name in (*numbers, *random_trees.NAMES)}
        try:
            theirs = [precise.derivative(cell, explanation.wrt, at) for cell in graph]
        except precise.Nowhere:
            continue
        for cells in lines:
            try:
                mine = [precise.value(cell, at) for cell in cells]
            except precise.Undecided:
                continue
            except precise.Nowhere:
                assert explanation.notes, typed(tree)
                continue
            assert len(mine) == len(theirs), typed(tree)
            assert all(map(precise.agree, mine, theirs)), (typed(tree), numbers)
            met += 1
    return met


@settings(deadline=None, max_examples=150, derandomize=True)
@given(random_trees.trees, st.sampled_from(("x", "y", "n")))
def test_the_last_line_of_any_tree_is_its_numerical_derivative(tree: Node, wrt: str) -> None:
    try:
        explanation = explain(tree, wrt)
    except NoValue:
        assert not _is_worth_something(tree)
        return
    check(tree, explanation)


def _is_worth_something(tree: Node) -> bool:
    try:
        scalars(answer_side(tree))
    except NoValue:
        return False
    return True


@pytest.mark.parametrize(
    ("text", "unsimplified", "simplified"),
    [
        ("tanh(x)", "1-tanh(x)^2", "1-tanh(x)^2"),
        ("tanh(2*x)", "(1-tanh(2*x)^2)*2", "2*(1-tanh(2*x)^2)"),
        ("arcsin(x)", "1/sqrt(1-x^2)", "1/sqrt(1-x^2)"),
        ("abs(x)", "sign(x)", "sign(x)"),
        ("x^x", "x^x*(1*ln(x)+x*(1/x))", "x^x*(ln(x)+1)"),
        ("relu(w*x)", "step(w*x)*w", "w*step(w*x)"),
        ("softplus(-x)", "sigmoid(-x)*(-1)", "-sigmoid(-x)"),
        ("norm((x, y))", "dot((x, y), (1, 0))/norm((x, y))", "x/norm((x, y))"),
        (
            "logsumexp((x, 2*x))",
            "dot(softmax((x, 2*x)), (1, 2))",
            "(exp(x)+2*exp(2*x))/(exp(x)+exp(2*x))",
        ),
        (
            "softmax((x, y))",
            "diag(softmax((x, y)))*(1, 0)-dot(softmax((x, y)), (1, 0))*softmax((x, y))",
            "(exp(x)*(1-exp(x)/(exp(x)+exp(y)))/(exp(x)+exp(y)), -exp(y)*exp(x)/(exp(x)+exp(y))^2)",
        ),
        ("(x^2+1)/(x-1)", "(2*x*(x-1)-(x^2+1)*1)/(x-1)^2", "(2*x*(x-1)-(x^2+1))/(x-1)^2"),
        ("3/x^4", "-3*4*x^3/(x^4)^2", "-12/x^5"),
        ("x*ln(x)-x", "(ln(x)+1)-1", "ln(x)"),
        ("x^floor(y)", "floor(y)*x^(floor(y)-1)", "x^(floor(y)-1)*floor(y)"),
        ("log(3, x)", "-ln(3)*(1/x)/ln(x)^2", "-ln(3)/(x*ln(x)^2)"),
        ("root(1/2, x)", "2*x", "2*x"),
        ("sqrt(floor(x))", "0", "0"),
        ("max(x, 2)", "1*step(x-2)", "step(x-2)"),
        ("(x, y)^2", "2*dot((x, y), (1, 0))", "2*x"),
        ("sin((x, x^2))", "(cos(x)*1, cos(x^2)*2*x)", "(cos(x), 2*x*cos(x^2))"),
        ("f(x) = x^2", "2*x", "2*x"),
        ("x^2 = y", "2*x = 0", "2*x = 0"),
        ("{x, 3*x}", "{1, 3}", "{1, 3}"),
        ("5", "0", "0"),
    ],
)
def test_every_rule_gives_its_line(text: str, unsimplified: str, simplified: str) -> None:
    explanation = explained(text)
    assert typed(explanation.derivative) == unsimplified
    assert typed(explanation.simplified) == simplified


TOLD = {
    "(3*x+1)^4": (
        "Sum rule | 3x + 1 | 3+0 | 3",
        "Chain rule | (3x + 1)⁴ | 4*(3*x+1)^3*3 | 12*(3*x+1)^3",
    ),
    "x*e^(-x)": (
        "Chain rule | e^(−x) | e^(-x)*(-1) | -e^(-x)",
        "Product rule | xe^(−x) | 1*e^(-x)+x*(-e^(-x)) | e^(-x)-x*e^(-x)",
    ),
    "ln(cos(x))": (
        "Derivative of cos | cos(x) | -sin(x) | -sin(x)",
        "Chain rule | ln(cos(x)) | 1/cos(x)*(-sin(x)) | -sin(x)/cos(x)",
    ),
    "sigmoid(w*x+b)": (
        "Sum rule | wx + b | w+0 | w",
        (
            "Chain rule | σ(wx + b) | sigmoid(w*x+b)*(1-sigmoid(w*x+b))*w"
            " | w*sigmoid(w*x+b)*(1-sigmoid(w*x+b))"
        ),
    ),
    "x^x": ("Logarithmic differentiation | x^x | x^x*(1*ln(x)+x*(1/x)) | x^x*(ln(x)+1)",),
}


@pytest.mark.parametrize("text", TOLD)
def test_well_known_functions_take_the_steps_a_teacher_takes(text: str) -> None:
    made = [
        f"{title(step)} | {line(step.about)} | {typed(step.line)} | {typed(step.simplified)}"
        for step in explained(text).steps
    ]
    assert made == list(TOLD[text])


def test_the_steps_are_told_in_words() -> None:
    assert told_all(explained("(3*x+1)^4")) == (
        r"**Sum rule.** Term by term. $\frac{d}{dx} \left(3 x + 1\right) = 3 + 0 = 3$.",
        (
            r"**Chain rule.** The outer function is $u^{4}$, and its derivative $4 u^{3}$. Here"
            r" $u = 3 x + 1$ with $u' = 3$. $\frac{d}{dx} \left(3 x + 1\right)^{4} ="
            r" 4 \left(3 x + 1\right)^{3} \cdot 3 = 12 \left(3 x + 1\right)^{3}$."
        ),
    )
    assert told_all(explained("x*e^(-x)"))[1] == (
        r"**Product rule.** Each factor has its turn, the others stay. Here $u = x$ with $u' = 1$"
        r" and $v = e^{-x}$ with $v' = -e^{-x}$. $\frac{d}{dx} x e^{-x} ="
        r" 1 e^{-x} + x \left(-e^{-x}\right) = e^{-x} - x e^{-x}$."
    )
    assert told_all(explained("ln(cos(x))"))[1:] == (
        (
            r"**Chain rule.** The outer function is $\ln\left(u\right)$, and its derivative"
            r" $\frac{1}{u}$. Here $u = \cos\left(x\right)$ with $u' = -\sin\left(x\right)$."
            r" $\frac{d}{dx} \ln\left(\cos\left(x\right)\right) ="
            r" \frac{1}{\cos\left(x\right)} \left(-\sin\left(x\right)\right) ="
            r" -\frac{\sin\left(x\right)}{\cos\left(x\right)}$."
        ),
        r"This holds where $\cos\left(x\right) > 0$.",
    )
    assert told_all(explained("sigmoid(w*x+b)"))[0] == (
        r"**Sum rule.** Term by term. Held constant: $w$, $b$."
        r" $\frac{\partial}{\partial x} \left(w x + b\right) = w + 0 = w$."
    )
    assert told_all(explained("x^x")) == (
        (
            r"**Logarithmic differentiation.** Base and exponent both move: write it as"
            r" $e^{v \ln(u)}$. Here $u = x$ with $u' = 1$ and $v = x$ with $v' = 1$."
            r" $\frac{d}{dx} x^{x} = x^{x} \left(1 \ln\left(x\right) + x \frac{1}{x}\right) ="
            r" x^{x} \left(\ln\left(x\right) + 1\right)$."
        ),
        r"This holds where $x > 0$.",
    )


def test_a_chain_step_names_its_outer_and_inner_functions() -> None:
    (*_, step) = explained("tanh(w*u+1)", "u").steps
    assert step.rule.id == "chain"
    assert step.inner is not None
    assert step.inner.letter == "v"  # u is a variable here
    assert typed(step.inner.tree) == "w*u+1"
    assert typed(step.inner.slope) == "w"
    assert step.outer is not None
    assert typed(step.outer) == "tanh(v)"
    assert step.outer_slope is not None
    assert typed(step.outer_slope) == "1-tanh(v)^2"
    assert [typed(name) for name in step.held] == ["w"]


@pytest.mark.parametrize(
    ("path", "about"),
    [
        ((), "x*sin(3*x)^2"),
        ((0,), "x*sin(3*x)^2"),
        ((1,), "sin(3*x)^2"),
        ((1, 0), "sin(3*x)"),
        ((1, 0, 0), "sin(3*x)"),
        ((1, 0, 0, 1), "sin(3*x)"),
        ((1, 1), "sin(3*x)^2"),
        ((7, 7), "x*sin(3*x)^2"),
    ],
)
def test_any_place_in_the_tree_leads_to_its_step(path: tuple[int, ...], about: str) -> None:
    explanation = explained("x*sin(3*x)^2")
    assert typed(explanation.steps[explanation.step_at(path)].about) == about


def test_the_steps_of_a_labelled_equation_are_on_its_right_side() -> None:
    explanation = explained("f(x) = sin(x)^2")
    assert [step.path for step in explanation.steps] == [(1, 0), (1,)]
    assert explanation.step_at(()) == 1


@settings(deadline=None, max_examples=60, derandomize=True)
@given(random_trees.trees)
def test_every_step_stands_where_its_path_says(tree: Node) -> None:
    try:
        explanation = explain(tree, "x")
    except NoValue:
        return
    whole = explanation.steps[-1]
    for index, step in enumerate(explanation.steps):
        here = tree
        for at in step.path:
            here = children(here)[at]
        assert whole.path == step.path[: len(whole.path)]
        assert explanation.step_at(step.path) >= index
        assert step.rule in RULES
    for formula in re.findall(r"\$(.*?)\$", " ".join(told_all(explanation))):
        check_latex(formula)


def test_every_formula_of_a_rule_can_be_shown() -> None:
    for rule in RULES:
        if rule.id != "nowhere":
            check_latex(rule.formula)


def test_what_is_too_long_for_a_screen_is_said_and_not_shown() -> None:
    told = told_all(explained("softmax([[x, y], [1, 2]])"))
    assert told[-1].startswith("**Softmax.**")
    for formula in re.findall(r"\$(.*?)\$", " ".join(told)):
        check_latex(formula)


@pytest.mark.parametrize(
    ("text", "kind", "part"),
    [
        ("abs(x-1)", "kink", "x - 1"),
        ("relu(x)", "kink", "ReLU"),
        ("norm((x, y))", "kink", "zero vector"),
        ("max(x, 2)", "kink", "greatest"),
        ("min(x, 2, y)", "kink", "least"),
        ("sign(x)", "jump", "jumps"),
        ("floor(x)", "jump", "whole number"),
        ("sqrt(x)", "steep", "x > 0"),
        ("cbrt(x)", "steep", r"x \neq 0"),
        ("x^(2/3)", "steep", r"x \neq 0"),
        ("x^(3/2)", "domain", r"x \geq 0"),
        ("root(4, x)", "steep", "x > 0"),
        ("arcsin(x)", "steep", "-1 < x < 1"),
        ("arctanh(x)", "domain", "-1 < x < 1"),
        ("ln(x)", "domain", "x > 0"),
        ("x^x", "domain", "x > 0"),
        ("(-2)^x", "domain", "-2 > 0"),
        ("factorial(x)", "nowhere", "whole numbers"),
    ],
)
def test_where_a_line_does_not_hold_is_said(text: str, kind: str, part: str) -> None:
    (note,) = explained(text).notes
    assert note.kind == kind
    assert part in note.text


@pytest.mark.parametrize("text", ["x^2*y", "e^(sin(x))", "2^x", "x^3", "arctan(x)", "sqrt(y)*x"])
def test_what_is_smooth_needs_no_note(text: str) -> None:
    assert explained(text).notes == ()


@pytest.mark.parametrize("text", ["factorial(x)", "x+factorial(2*x)", "x/0"])
def test_what_has_no_derivative_says_so(text: str) -> None:
    explanation = explained(text)
    assert not explanation.exists
    assert "no derivative" in " ".join(told_all(explanation))


@pytest.mark.parametrize("text", ["factorial(floor(x))", "factorial(3)*x", "x^2"])
def test_a_factorial_that_stays_does_no_harm(text: str) -> None:
    assert explained(text).exists


@pytest.mark.parametrize("text", ["(1, 2)+x", "sin(x)/(1, 2)", "(1, 2)^x"])
def test_shapes_that_do_not_fit_have_no_derivative_to_explain(text: str) -> None:
    with pytest.raises(NoValue):
        explained(text)


def test_a_softmax_of_softmaxes_of_softmaxes_is_refused_before_it_grows() -> None:
    with pytest.raises(NoValue, match="too large"):
        explained("softmax(" * 12 + "x, y" + ")" * 12)


def test_a_gradient_is_a_vector_and_of_a_vector_the_jacobian() -> None:
    assert typed(gradient(read_typed("x^2*y"), ("x", "y")).simplified) == "(2*x*y, x^2)"
    jacobian = gradient(read_typed("(x^2, x*y, 3*y)"), ("x", "y"))
    assert typed(jacobian.simplified) == "[[2*x, 0], [y, x], [0, 3]]"
    assert [partial.wrt for partial in jacobian.partials] == ["x", "y"]


def test_every_rule_has_an_id_of_its_own_and_a_formula() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)
    assert all(rule.formula for rule in RULES if rule.id != "nowhere")
    assert all("\n" not in rule.formula for rule in RULES)
    assert {"tanh", "sigmoid", "relu", "softplus", "softmax", "logsumexp", "norm"} <= {
        rule.id for rule in RULES
    }


def test_a_deep_tree_is_explained_within_the_stack() -> None:
    text = "x"
    for _ in range(45):
        text = f"({text}*y+1)*x"
    explanation = explained(text)
    assert len(explanation.steps) == 90
    assert latex(explanation.steps[0].line)
