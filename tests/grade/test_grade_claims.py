"""A bank's machine-checked claims hold, or one sentence says what fails and where."""

import pytest

from drill.grade.claims import check_claim

HOLDING: list[dict[str, object]] = [
    {"derivative": "(3*x+1)^4", "wrt": "x", "is": "12*(3*x+1)^3"},
    {"derivative": "relu(x)", "wrt": "x", "is": "step(x)"},
    {"derivative": "abs(x)", "wrt": "x", "is": "sign(x)"},
    {"derivative": "floor(x)+x", "wrt": "x", "is": "1"},
    {"derivative": "x^x", "wrt": "x", "is": "x^x*(ln(x)+1)", "where": {"x": "> 0"}},
    {"derivative": "5", "wrt": "x", "is": 0},
    {"derivative": "a*x^2", "wrt": "x", "is": "2*a*x"},
    {"derivative": "(cos(t), sin(t))", "wrt": "t", "is": "(-sin(t), cos(t))"},
    {"gradient": "x^2*y", "wrt": ["x", "y"], "is": "(2*x*y, x^2)"},
    {"gradient": "norm((x, y))", "wrt": ["x", "y"], "is": "(x, y)/norm((x, y))"},
    {"hessian": "x^2*y", "wrt": ["x", "y"], "is": "[[2*y, 2*x], [2*x, 0]]"},
    {"equal": ["sigmoid(-x)", "1 - sigmoid(x)"]},
    {"equal": ["abs(x)", "x"], "where": {"x": "> 0"}},
    {"equal": ["cos(pi*n)", "(-1)^n"], "where": {"n": "integer"}},
    {"equal": ["(1, 2*x)", "(1, x+x)"]},
    {"equal": ["y = x", "2*x = 2*y"]},
    {"value": "sigmoid(x)*(1-sigmoid(x))", "at": {"x": 0}, "is": "1/4"},
    {"value": "2*w_1", "at": {"w1": 0.5}, "is": 1},
    {"value": "1+4*x*sin(1/x)-2*cos(1/x)", "at": {"x": "1/(2*pi)"}, "is": "-1"},
    {"value": "tanh(1)", "is": "0.7616", "tolerance": 0.001},
    {"value": "(x, 2*x)", "at": {"x": 3}, "is": "(3, 6)"},
    {"at_most": ["sigmoid(x)*(1-sigmoid(x))", "1/4"]},
    {"at_most": ["x^2", "x"], "where": {"x": "0 .. 1"}},
    {"at_most": ["2*x*y", "x^2+y^2"]},
    {"at_most": ["2", "3"]},
    {"at_most": ["n", "n^2"], "where": {"n": "integer"}},
    {"differs": ["x^2", "abs(x)"], "at": {"x": 2}},
    {"differs": ["abs(x)", "x"]},
    {"limit": "(1+h)^(1/h)", "of": "h", "to": 0, "is": "e"},
    {"limit": "sin(x)/x", "of": "x", "to": 0, "is": "1"},
    {"limit": "((x+h)^2-x^2)/h", "of": "h", "to": 0, "is": "2*x"},
    {"limit": "(1+1/n)^n", "of": "n", "to": "inf", "is": "e"},
    {"limit": "abs(h)/h", "of": "h", "to": 0, "from": "below", "is": "-1"},
    {"limit": "x*ln(x)", "of": "x", "to": 0, "from": "above", "is": "0"},
]

FAILING: list[tuple[dict[str, object], str]] = [
    (
        {"derivative": "(3*x+1)^4", "wrt": "x", "is": "4*(3*x+1)^3"},
        "at x = 1 it is 256, the derivative 768",
    ),
    (
        {"derivative": "(cos(t), sin(t))", "wrt": "t", "is": "(sin(t), cos(t))"},
        "not the derivative",
    ),
    ({"derivative": "(x, x^2)", "wrt": "x", "is": "1"}, "as many components"),
    ({"derivative": "sqrt(-1-x^2)", "wrt": "x", "is": "1"}, "could not be checked"),
    ({"gradient": "x^2*y", "wrt": ["x", "y"], "is": "(2*x*y, x)"}, "by y"),
    ({"gradient": "x^2*y", "wrt": ["x", "y"], "is": "2*x*y"}, "is a vector of 2"),
    ({"hessian": "x^2*y", "wrt": ["x", "y"], "is": "[[2*y, 2*x], [2*x, 1]]"}, "by y and y"),
    ({"hessian": "x^2", "wrt": ["x"], "is": "(2, 2)"}, "is a matrix of 1 rows"),
    ({"equal": ["abs(x)", "x"]}, "at x = -1 the one is 1, the other -1"),
    ({"equal": ["(1, x)", "(1, 2*x)"]}, "in component 2"),
    ({"equal": ["(1, x)", "x"]}, "a vector of 2 components"),
    ({"equal": ["9^9^9^9", "x"]}, "could not be decided"),
    ({"value": "x^2", "at": {"x": 3}, "is": "6"}, "at x = 3 is 9, not 6"),
    ({"value": "x^2", "at": {"x": 3}, "is": "6", "tolerance": 0.01}, "is 9, not 6"),
    ({"value": "x*y", "at": {"x": 3}, "is": "6"}, "no value to y"),
    ({"value": "x", "at": {"x": 3, "z": 1}, "is": "3"}, "z, which does not occur"),
    ({"value": "x", "at": {"x": 3}, "is": "(3, 4)"}, "is not (3, 4)"),
    ({"at_most": ["sigmoid(x)*(1-sigmoid(x))", "0.2499"]}, "the left side is 0.25"),
    ({"at_most": ["x", "x^2"]}, "does not hold"),
    ({"at_most": ["x", "x^2"], "where": {"x": "0 .. 1"}}, "does not hold"),
    ({"at_most": ["cos(x)", "0.99999"]}, "does not hold"),
    ({"at_most": ["ln(-x^2-1)", "0"]}, "could not be checked"),
    ({"differs": ["x^2", "abs(x)"], "at": {"x": 1}}, "do not differ at x = 1"),
    ({"limit": "sin(x)/x", "of": "x", "to": 0, "is": "0"}, "leads elsewhere"),
    ({"limit": "abs(h)/h", "of": "h", "to": 0, "is": "1"}, "leads elsewhere"),
    ({"limit": "1/ln(abs(x))", "of": "x", "to": 0, "is": "1"}, "is not 1"),
]

MALFORMED: list[tuple[dict[str, object], str]] = [
    ({"nonsense": 1}, "by one of these keys"),
    ({"equal": ["x", "x"], "value": "x"}, "one claim"),
    ({"equal": ["x", "x"], "at": {"x": 1}}, "has no `at`"),
    ({"equal": ["x"]}, "a list of two"),
    ({"equal": ["x+", "x"]}, "not readable"),
    ({"equal": [True, "x"]}, "maths as text"),
    ({"equal": ["x", "x"], "where": {"y": "> 0"}}, "y, which does not occur"),
    ({"equal": ["x", "x"], "where": {"x": "nice"}}, "is no range"),
    ({"equal": ["x", "x"], "where": {"x": "2 .. 1"}}, "empty range"),
    ({"equal": ["x", "x"], "where": "x > 0"}, "`where` is a mapping"),
    ({"equal": ["x", "x"], "where": {"+": "> 0"}}, "is not a variable name"),
    ({"value": "x", "at": 3, "is": 3}, "`at` is a mapping"),
    ({"value": "x", "at": {"x": 3}, "is": 3, "tolerance": "much"}, "`tolerance` is a number"),
    ({"derivative": "x", "is": 1}, "needs `wrt`"),
    ({"limit": "x", "of": "x", "to": 0, "is": "0", "from": "left"}, "`above` or `below`"),
    ({"limit": "(x, 1)", "of": "x", "to": 0, "is": "0"}, "of a number"),
    ({"equal": ["(1, 2)", "(1, 2) + 1"]}, "cannot be added"),
]


@pytest.mark.parametrize("claim", HOLDING, ids=str)
def test_a_true_claim_holds(claim: dict[str, object]) -> None:
    assert check_claim(claim) is None


@pytest.mark.parametrize(("claim", "words"), FAILING, ids=str)
def test_a_false_claim_says_what_fails(claim: dict[str, object], words: str) -> None:
    said = check_claim(claim)
    assert said is not None
    assert words in said
    assert said.endswith(".")
    assert "\n" not in said


@pytest.mark.parametrize(("claim", "words"), MALFORMED, ids=str)
def test_a_malformed_claim_says_what_to_change(claim: dict[str, object], words: str) -> None:
    said = check_claim(claim)
    assert said is not None
    assert words in said
