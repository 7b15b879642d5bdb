"""Values in floating point and in balls agree, and say when there is none."""

import math
from fractions import Fraction
from typing import Any

import pytest

from drill.maths.balls import Machine
from drill.maths.errors import NoValue
from drill.maths.evaluate import exact_value, real_value, values
from drill.maths.functions import FUNCTIONS
from drill.maths.gaps import Cause, Gap
from drill.maths.program import Program
from drill.maths.read import read_typed
from drill.maths.scope import Scope
from drill.maths.tree import Name, Negative, Node, Sum

AT = {"x": 1.75, "y": -0.5}
POINT = {"x": Fraction(7, 4), "y": Fraction(-1, 2)}
OF_VECTORS = {"softmax", "logsumexp", "norm", "transpose", "sum", "dot", "diag"}
TWO_ARGUMENTS = {"log": "log(x, 3)", "root": "root(5, x)", "min": "min(x, y)", "max": "max(x, y)"}
SPECIAL = {
    "factorial": "factorial(5)",
    "arcsin": "arcsin(y)",
    "arccos": "arccos(y)",
    "arctanh": "arctanh(y)",
    "arcsech": "arcsech(-y)",
}


def sample(function: str) -> str:
    return TWO_ARGUMENTS.get(function) or SPECIAL.get(function) or f"{function}(x)"


def ball(text: str, point: dict[str, Fraction], *, principal: bool = False) -> Any:
    program = Program()
    root = program.add(read_typed(text))
    return Machine(program, (root,)).at(point, 128, principal=principal).root(0)


def cause(text: str, **point: Fraction) -> Cause:
    with pytest.raises(Gap) as found:
        ball(text, point)
    return found.value.cause


@pytest.mark.parametrize("function", sorted(set(FUNCTIONS) - OF_VECTORS))
def test_every_function_has_the_same_value_in_floats_and_in_balls(
    function: str,
) -> None:
    tree = read_typed(sample(function))
    value = real_value(tree, AT)
    exact = ball(sample(function), POINT)
    assert value == pytest.approx(float(exact), rel=1e-12)
    principal = ball(sample(function), POINT, principal=True)
    assert float(principal.real) == pytest.approx(value, rel=1e-12)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("-x^2+3/4", -2.3125),
        ("cbrt(-8)+(-27)^(1/3)", -5.0),
        ("(-8)^(2/3)", 4.0),
        ("root(3, -8)", -2.0),
        ("e^0+sin(pi/2)", 2.0),
        ("softplus(-800)+relu(-3)+step(2)", 1.0),
        ("sigmoid(-800)", 0.0),
        ("norm((3, 4))+sum((1, 2, 3))", 11.0),
        ("2^0.5", math.sqrt(2)),
    ],
)
def test_an_expression_is_worked_out(text: str, value: float) -> None:
    assert values(read_typed(text), AT) == pytest.approx(value, abs=1e-12)


def test_vectors_and_matrices_are_worked_out_by_component() -> None:
    assert values(read_typed("(x, 2*y)"), AT) == (1.75, -1.0)
    assert values(read_typed("[[1, x], [y, 2]]*2"), AT) == ((2.0, 3.5), (-1.0, 4.0))


@pytest.mark.parametrize(
    "text",
    [
        "1/0",
        "sqrt(-1)",
        "ln(0)",
        "z",
        "factorial(1/2)",
        "factorial(200)",
        "step(0)",
        "e^1000",
        "inf",
        "0^(-1)",
        "i",
    ],
)
def test_what_has_no_real_value_is_refused_in_words(text: str) -> None:
    with pytest.raises(NoValue, match=r"\.|…"):
        real_value(read_typed(text, Scope(complex=True)), AT)
    with pytest.raises(NoValue):
        real_value(read_typed("(1, 2)"), AT)


def test_exact_values_are_fractions() -> None:
    assert exact_value(read_typed("-(1/2+0.25)*4")) == -3
    assert exact_value(read_typed("1/(1-1)")) is None
    assert exact_value(read_typed("2*sqrt(4)")) is None
    assert exact_value(read_typed("1+x")) is None


def test_a_ball_knows_why_there_is_no_value() -> None:
    two, minus = Fraction(2), Fraction(-2)
    assert cause("1/(x-2)", x=two) is Cause.POLE
    assert cause("(x-2)^(-1/2)", x=two) is Cause.POLE
    assert cause("ln(x-2)", x=two) is Cause.POLE
    assert cause("csc(x-2)", x=two) is Cause.POLE
    assert cause("arctanh(x-1)", x=two) is Cause.POLE
    assert cause("arccsc(x-2)", x=two) is Cause.POLE
    assert cause("(x-2)^(x-2)", x=two) is Cause.POLE
    assert cause("(x-2)^(x-3)", x=two) is Cause.POLE
    assert cause("0^(-x)", x=Fraction(1, 2)) is Cause.POLE
    assert cause("sqrt(x)", x=minus) is Cause.ROOT
    assert cause("ln(x)", x=minus) is Cause.LOG
    assert cause("arcsin(x)", x=two) is Cause.ARC
    assert cause("arccosh(x)", x=minus) is Cause.ARC
    assert cause("(-2)^(x/4)", x=two) is Cause.POWER
    assert cause("step(x-2)", x=two) is Cause.KINK
    assert cause("factorial(x)", x=minus) is Cause.FACTORIAL
    assert cause("factorial(x)", x=Fraction(1, 2)) is Cause.FACTORIAL
    assert cause("factorial(10^(10*x))", x=two) is Cause.SIZE
    assert cause("e^(e^(e^(10*x)))", x=two) is Cause.SIZE
    assert cause("inf*x", x=two) is Cause.SIZE


def test_a_ball_too_wide_to_say_is_vague_and_not_wrong() -> None:
    zero = "(sin(x)^2+cos(x)^2-1)"
    for text in (
        f"ln({zero})",
        f"sign({zero})",
        f"step({zero})",
        f"floor({zero})",
        f"1/{zero}",
        f"{zero}^(-1/2)",
        f"arcsin(1+{zero})",
        f"arccosh(1+{zero})",
        f"factorial({zero})",
        f"({zero}-1)^({zero}+x)",
    ):
        assert cause(text, x=Fraction(2)) is Cause.VAGUE
    assert abs(ball(f"sqrt({zero})", {"x": Fraction(2)})) < 1e-15


def test_principal_values_come_back_to_the_reals_or_say_why_not() -> None:
    at = {"x": Fraction(-4)}
    assert float(ball("sqrt(x)*sqrt(x)", at, principal=True).real) == -4.0
    for text, why in (
        ("max(sqrt(x), 1)", Cause.ORDER),
        ("1/(x+4)", Cause.POLE),
        ("ln(x+4)", Cause.POLE),
        ("csc(x+4)", Cause.POLE),
        ("arcsec(x+4)", Cause.POLE),
        ("(x+4)^(x+4)", Cause.POLE),
        ("(-2)^(x/8)", Cause.POWER),
        ("e^(e^(e^(-10*x)))", Cause.SIZE),
    ):
        with pytest.raises(Gap) as found:
            ball(text, at, principal=True)
        assert found.value.cause is why


def test_a_program_writes_shared_pieces_once_and_folds_constants() -> None:
    program = Program()
    first = program.add(read_typed("sin(x+y)*(y+x)+1/2"))
    second = program.add(read_typed("0.5+(x+y)*sin(y+x)"))
    assert first == second
    assert program.constant(program.add(read_typed("2*3-10/4+2^10/8"))) == Fraction(263, 2)
    assert program.constant(
        program.add(read_typed("sin(pi)+cos(2*pi)+ln(e)+sqrt(9/4)"))
    ) == Fraction(7, 2)
    assert program.constant(program.add(read_typed("x/x+y-y"))) == 1
    assert program.constant(program.add(read_typed("1/0-1/0"))) is None
    assert program.constant(program.add(read_typed("9^9^9"))) is None


def test_a_program_of_too_many_operations_is_refused() -> None:
    program = Program()
    letters = tuple(Name(f"x{at}") for at in range(30_000))
    with pytest.raises(NoValue, match="too large"):
        program.add(Sum(letters))
    with pytest.raises(NoValue):
        program.add(read_typed("{1, 2}"))


def test_deep_trees_are_refused_by_the_reader_and_not_by_chance() -> None:
    deep: Node = Name("x")
    for _ in range(60):
        deep = Negative(deep)
    assert real_value(deep, AT) == 1.75
