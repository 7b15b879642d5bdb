"""What sympy adds after the verdict."""

import pytest

from drill.grade.prove import Proof, prove
from drill.maths.domain import Domain, Range
from drill.maths.read import read_typed


def proof(truth: str, given: str, domain: Domain | None = None) -> Proof:
    return prove(read_typed(truth), read_typed(given), domain or Domain())


@pytest.mark.parametrize(
    ("truth", "given"),
    [
        ("x^2-1", "(x-1)*(x+1)"),
        ("12*(3*x+1)^3", "4*(3*x+1)^3*3"),
        ("2*x/(x^2+1)", "2/(x+1/x)"),
        ("1-tanh(x)^2", "sech(x)^2"),
        ("cos(2*x)", "1-2*sin(x)^2"),
        ("sigmoid(x)*(1-sigmoid(x))", "e^x/(1+e^x)^2"),
        ("ln(x*y)", "ln(x)+ln(y)"),
        ("abs(x)", "sqrt(x^2)"),
        ("x/abs(x)", "sign(x)"),
        ("relu(x)", "(x+abs(x))/2"),
        ("x^(2/3)", "cbrt(x)^2"),
        ("(-8)^(1/3)", "-2"),
        ("(x-a)^6000", "(a-x)^6000"),
        ("ln(e^x+e^y)", "x+softplus(y-x)"),
        ("sqrt(2/(n+m))", "sqrt(2)/sqrt(n+m)"),
        ("factorial(n+1)", "(n+1)*factorial(n)"),
        ("(x*y, x)", "(y*x, 2*x/2)"),
        ("{x, 2*x}", "{x+x, x}"),
        ("2*x = 2", "x-1 = 0"),
        ("transpose(A*B)", "transpose(B)*transpose(A)"),
    ],
)
def test_equal_answers_are_confirmed(truth: str, given: str) -> None:
    assert proof(truth, given) is Proof.PROVED


@pytest.mark.parametrize(
    ("truth", "given"),
    [
        ("abs(x)", "x"),
        ("x^(1/3)", "abs(x)^(1/3)"),
        ("x", "2*x"),
        ("(x, 1)", "(1, x)"),
        ("(x, 1)", "x"),
        ("[[1], [2]]", "[[1, 2]]"),
        ("{1, 2}", "{1, 3}"),
        ("x = 1", "x^2 = x"),
        ("x = 1", "x"),
        ("{x}", "x"),
        ("x = (1, 2)", "x = 1"),
        ("e^(e^(e^x))", "e^(e^x)"),
        ("(x+1)^5000", "(x+1)^4999"),
    ],
)
def test_different_answers_never_are(truth: str, given: str) -> None:
    assert proof(truth, given) is not Proof.PROVED


def test_a_constant_difference_is_a_conflict() -> None:
    assert proof("x+1", "x+1+10^(-9)") is Proof.CONFLICT


def test_the_declared_domain_is_assumed() -> None:
    assert proof("abs(x)", "x", Domain({"x": Range(low=0)})) is Proof.PROVED
    assert proof("abs(x)", "-x", Domain({"x": Range(high=0)})) is Proof.PROVED
    assert proof("cos(pi*n)", "(-1)^n", Domain({"n": Range(integer=True)})) is Proof.PROVED
    assert proof("sqrt(x^2)", "x", Domain(complex=True)) is not Proof.PROVED
