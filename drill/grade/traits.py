"""What two programs are made of, as far as it decides where to look at them.

Where a function bends (`abs`, `max`), both sides of the bend must be seen. Where letters stand
bare under a root or a logarithm, their author takes them to be positive. Where `factorial` is
used, only whole numbers will do. Knows no values.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from drill.maths.operation import Operation
from drill.maths.program import Program

_BENDS = frozenset({"abs", "sign", "relu", "step"})
_CHOICES = frozenset({"max", "min"})
_ARITHMETIC = {"constant", "symbol", "variable", "add", "mul", "neg", "div"}
_TRIGONOMETRIC = {"sin", "cos", "tan", "sec", "csc", "cot"}
_HYPERBOLIC = {"sinh", "cosh", "tanh", "sech", "csch", "coth"}
_ENTIRE = {"exp", "arctan", "arcsinh", "sigmoid", "softplus"}
_SMOOTH = frozenset(_ARITHMETIC | _TRIGONOMETRIC | _HYPERBOLIC | _ENTIRE)
_MOST_SWITCHES = 12
_MOST_CONSTANTS = 12


@dataclass(frozen=True, slots=True)
class Traits:
    """What was found; names are variables."""

    names: tuple[str, ...]
    smooth: bool
    """Analytic wherever defined: a handful of points tells all."""
    switches: tuple[int, ...]
    """Registers whose sign decides which branch is taken."""
    bent: tuple[bool, ...]
    """For each root whether it bends anywhere."""
    whole: frozenset[str]
    """Variables inside a factorial."""
    powers: tuple[str, ...]
    """Variables in bases and exponents of powers whose exponent is not a constant."""
    positive: frozenset[str]
    """Variables that stand bare under an even root or a logarithm, and whose sign plays no part."""
    constants: tuple[Fraction, ...]
    """The constants that occur, the unremarkable ones aside, in order of size."""
    unreal: bool
    """Whether i occurs."""
    arccot: bool


def traits(program: Program, roots: tuple[int, ...]) -> Traits:
    """Look through the registers that the roots need. May add differences to the program."""
    slices = tuple(program.slice(root) for root in roots)
    needed = sorted(set().union(*slices))
    operations = [(register, program.operations[register]) for register in needed]
    switches = _switches(program, operations)
    codes = {operation.code for _, operation in operations}
    return Traits(
        names=tuple(
            sorted(
                str(operation.extra) for _, operation in operations if operation.code == "variable"
            )
        ),
        smooth=all(_is_smooth(operation) for _, operation in operations),
        switches=switches,
        bent=tuple(_bends(program, part) for part in slices),
        whole=_below(program, [one for one in operations if one[1].code == "factorial"]),
        powers=tuple(sorted(_below(program, [one for one in operations if one[1].code == "pow"]))),
        positive=_positive(program, operations, switches),
        constants=_constants(operations),
        unreal=any(op.code == "symbol" and op.extra == "i" for _, op in operations),
        arccot="arccot" in codes,
    )


def _is_smooth(operation: Operation) -> bool:
    if operation.code == "power":
        return isinstance(operation.extra, Fraction) and operation.extra.denominator == 1
    return operation.code in _SMOOTH


def _bends(program: Program, registers: Iterable[int]) -> bool:
    codes = (program.operations[register].code for register in registers)
    return any(code in _BENDS or code in _CHOICES for code in codes)


def _switches(program: Program, operations: list[tuple[int, Operation]]) -> tuple[int, ...]:
    found: list[int] = []
    for _, operation in operations:
        if operation.code in _BENDS:
            found.append(operation.arguments[0])
        elif operation.code in _CHOICES:
            found += [
                program.difference(one, other) for one, other in pairwise(operation.arguments)
            ]
        if len(found) >= _MOST_SWITCHES:
            break
    return tuple(dict.fromkeys(register for register in found if program.supports[register]))


def _names(program: Program, support: int) -> frozenset[str]:
    return frozenset(name for at, name in enumerate(program.variables) if support >> at & 1)


def _below(program: Program, operations: Iterable[tuple[int, Operation]]) -> frozenset[str]:
    support = 0
    for register, _ in operations:
        support |= program.supports[register]
    return _names(program, support)


def _positive(
    program: Program, operations: list[tuple[int, Operation]], switches: tuple[int, ...]
) -> frozenset[str]:
    bare = signed = 0
    for _, operation in operations:
        if _is_even_root(operation) or operation.code == "ln":
            inside = operation.arguments[0]
            if _is_bare(program, inside):
                bare |= program.supports[inside]
        if _is_even_root(operation):
            signed |= _squared(program, operation.arguments[0])
    for register in switches:
        signed |= program.supports[register]
    return _names(program, bare & ~signed)


def _is_even_root(operation: Operation) -> bool:
    exponent = operation.extra
    return (
        operation.code == "power"
        and isinstance(exponent, Fraction)
        and exponent.denominator % 2 == 0
    )


def _is_bare(program: Program, register: int) -> bool:
    """Tell whether a register is a variable, perhaps with a positive factor or an odd power."""
    operation = program.operations[register]
    exponent = operation.extra
    match operation.code:
        case "variable":
            return True
        case "power" if isinstance(exponent, Fraction):
            odd = exponent.denominator == 1 and exponent.numerator % 2 == 1
            return odd and _is_bare(program, operation.arguments[0])
        case "mul" | "div":
            values = [program.constant(one) for one in operation.arguments]
            loose = [
                one for one, value in zip(operation.arguments, values, strict=True) if value is None
            ]
            positive = all(value is None or value > 0 for value in values)
            return positive and len(loose) == 1 and _is_bare(program, loose[0])
        case _:
            return False


def _squared(program: Program, register: int) -> int:
    """Find the variables whose sign an even root hides: those of x in √(x²) and in √(x²·y)."""
    operation = program.operations[register]
    exponent = operation.extra
    if operation.code in {"mul", "div"}:
        support = 0
        for argument in operation.arguments:
            support |= _squared(program, argument)
        return support
    even = isinstance(exponent, Fraction) and exponent.numerator % 2 == 0
    return program.supports[register] if operation.code == "power" and even else 0


def _constants(operations: list[tuple[int, Operation]]) -> tuple[Fraction, ...]:
    found = {
        abs(operation.extra)
        for _, operation in operations
        if operation.code == "constant" and isinstance(operation.extra, Fraction)
    }
    remarkable = [value for value in found if value not in {0, 1, 2} and 2**-20 < value < 2**20]
    return tuple(sorted(remarkable)[:_MOST_CONSTANTS])
