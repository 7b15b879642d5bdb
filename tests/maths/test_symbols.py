"""Trees as sympy expressions, with what the domain says of each variable."""

import pytest
import sympy

from drill.maths.domain import Domain, Range
from drill.maths.errors import NoValue
from drill.maths.evaluate import real_value
from drill.maths.functions import FUNCTIONS
from drill.maths.read import read_typed
from drill.maths.scope import Scope
from drill.maths.symbols import symbol, to_sympy

OF_VECTORS = {"softmax", "logsumexp", "norm", "transpose", "sum", "dot", "diag"}
SAMPLES = {
    "log": "log(x, 3)",
    "root": "root(5, x)",
    "min": "min(x, y)",
    "max": "max(x, y)",
    "factorial": "factorial(5)",
    "arcsin": "arcsin(y)",
    "arccos": "arccos(y)",
    "arctanh": "arctanh(y)",
    "arcsech": "arcsech(-y)",
}


@pytest.mark.parametrize("function", sorted(set(FUNCTIONS) - OF_VECTORS))
def test_every_function_means_the_same_to_sympy(function: str) -> None:
    tree = read_typed(SAMPLES.get(function, f"{function}(x)"))
    at = {"x": 1.75, "y": -0.5}
    numbers = {symbol(name): sympy.Rational(str(value)) for name, value in at.items()}
    assert float(to_sympy(tree).subs(numbers)) == pytest.approx(real_value(tree, at), rel=1e-12)


def test_variables_carry_what_their_ranges_say() -> None:
    domain = Domain({"p": Range(low=0), "q": Range(high=0), "n": Range(-1, 9, integer=True)})
    assert symbol("x").is_real
    assert symbol("x").is_positive is None
    assert symbol("p", domain).is_positive
    assert symbol("q", domain).is_negative
    assert symbol("n", domain).is_integer
    assert symbol("n", domain).is_nonnegative
    assert symbol("x", Domain(complex=True)).is_real is None
    assert to_sympy(read_typed("sqrt(x^2)"), positive=frozenset({"x"})) == symbol(
        "x", positive=True
    )


def test_odd_roots_of_negative_numbers_are_real() -> None:
    assert to_sympy(read_typed("(-8)^(1/3)")) == -2
    assert to_sympy(read_typed("cbrt(-27)")) == -3
    assert to_sympy(read_typed("root(5, -32)")) == -2
    assert to_sympy(read_typed("(-8)^(2/3)")) == 4
    assert to_sympy(read_typed("(-8)^(1/3)"), Domain(complex=True)) != -2


def test_vectors_and_matrices_become_matrices() -> None:
    x = symbol("x")
    assert to_sympy(read_typed("(x, 2)")) == sympy.Matrix([x, 2])
    assert to_sympy(read_typed("[[1, x]]*2")) == sympy.Matrix([[2, 2 * x]])


def test_constants_are_sympys_own() -> None:
    made = to_sympy(read_typed("e+pi+inf+i", Scope(complex=True)))
    assert made.has(sympy.I, sympy.oo)
    assert to_sympy(read_typed("e*pi")) == sympy.E * sympy.pi


@pytest.mark.parametrize(
    "text", ["9^9^9^9", "factorial(10^8)", "(1/3)^(10^7)", "2^(10^9)", "sqrt(2)^(10^6+1)"]
)
def test_what_would_be_worked_out_at_length_is_left_alone(text: str) -> None:
    made = to_sympy(read_typed(text))
    assert made.args
    assert made.is_number


def test_what_is_no_value_is_refused() -> None:
    for text in ("{1, 2}", "x = 1", "(1, 2) + 1"):
        with pytest.raises(NoValue):
            to_sympy(read_typed(text))
