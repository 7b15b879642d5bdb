"""The value of scalar trees at a point, as balls that certainly hold it (python-flint's Arb).

Two balls that do not meet are two different numbers, whatever was rounded on the way: that is what
a refutation rests on. Knows nothing of grading, nor of how points are chosen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, TypeAlias

from flint import acb, ctx

from drill.maths import complex_balls, real_balls
from drill.maths.gaps import Cause, Gap
from drill.maths.operation import Operation
from drill.maths.program import Program

Ball: TypeAlias = Any
"""An `arb` (real) or an `acb` (complex); python-flint carries no types."""
Step: TypeAlias = tuple[Callable[..., Ball], int, int, int]
"""A function, the register it fills, and the one or two registers it reads (-1: no second)."""


class Evaluation:
    """The registers of one point, filled as far as roots were asked for."""

    __slots__ = ("_bits", "_roots", "_steps", "registers")

    def __init__(
        self,
        steps: tuple[list[Step], ...],
        roots: tuple[int, ...],
        registers: list[Ball],
        bits: int,
    ) -> None:
        self.registers = registers
        self._steps = steps
        self._roots = roots
        self._bits = bits

    def root(self, which: int) -> Ball:
        """Work out a root: a finite ball. Raises `Gap` where it has no value."""
        ctx.prec = self._bits
        registers = self.registers
        for function, out, first, second in self._steps[which]:
            if registers[out] is not None:
                continue
            if second < 0:
                registers[out] = function(registers[first])
            else:
                registers[out] = function(registers[first], registers[second])
        value = registers[self._roots[which]]
        if not value.is_finite():
            raise Gap(Cause.VAGUE)
        return value


class Machine:
    """A program made ready to be worked out for some of its registers, at many points.

    With `unreal`, odd roots and powers take their complex principal values too.
    """

    def __init__(self, program: Program, roots: tuple[int, ...], *, unreal: bool = False) -> None:
        self.roots = roots
        self._operations = program.operations
        self._unreal = unreal
        self._slices = tuple(program.slice(root) for root in roots)
        self._needed = sorted(set().union(*self._slices))
        self._steps: dict[bool, tuple[list[Step], ...]] = {}
        self._templates: dict[tuple[bool, int], list[Ball]] = {}
        self._inputs = [
            (str(self._operations[register].extra), register)
            for register in self._needed
            if self._operations[register].code == "variable"
        ]

    @property
    def size(self) -> int:
        """Operations that one evaluation of all roots costs."""
        return len(self._needed)

    def at(
        self, point: Mapping[str, Fraction], bits: int, *, principal: bool = False
    ) -> Evaluation:
        """Begin an evaluation at a point, with `bits` of working precision.

        Over the reals, or with `principal` by complex principal values. Raises `Gap` where a
        constant has no real value (i, infinity).
        """
        ctx.prec = bits
        registers = self._template(bits, principal)
        for name, register in self._inputs:
            value = real_balls.exact(point[name])
            registers[register] = acb(value) if principal else value
        return Evaluation(self._steps[principal], self.roots, registers, bits)

    def _template(self, bits: int, principal: bool) -> list[Ball]:
        """Give registers in which only the constants are filled."""
        key = (principal, bits)
        if key not in self._templates:
            if principal not in self._steps:
                self._steps[principal] = self._bound(principal)
            spare = sum(max(0, len(self._operations[one].arguments) - 2) for one in self._needed)
            registers: list[Ball] = [None] * (len(self._operations) + spare)
            for register in self._needed:
                registers[register] = _constant(self._operations[register], principal)
            self._templates[key] = registers
        return self._templates[key].copy()

    def _bound(self, principal: bool) -> tuple[list[Step], ...]:
        """Turn operations into steps; one of many arguments becomes a chain through spares."""
        spare = len(self._operations)
        made: dict[int, list[Step]] = {}
        for register in self._needed:
            operation = self._operations[register]
            steps = made[register] = []
            if not operation.arguments:
                continue
            function = self._function(operation, principal)
            first, *others = operation.arguments
            if not others:
                steps.append((function, register, first, -1))
                continue
            for other in others[:-1]:
                steps.append((function, spare, first, other))
                first = spare
                spare += 1
            steps.append((function, register, first, others[-1]))
        return tuple(
            [step for register in part for step in made[register]] for part in self._slices
        )

    def _function(self, operation: Operation, principal: bool) -> Callable[..., Ball]:
        if isinstance(operation.extra, Fraction):
            if principal:
                return complex_balls.power(operation.extra, real_odd=not self._unreal)
            return real_balls.power(operation.extra)
        if not principal:
            return real_balls.FUNCTIONS[operation.code]
        if operation.code == "pow":
            return complex_balls.pow_principal if self._unreal else complex_balls.pow_continued
        return complex_balls.FUNCTIONS[operation.code]


def _constant(operation: Operation, principal: bool) -> Ball:
    """Give the ball of a constant; None for what has to be worked out, or is a variable."""
    if operation.code == "constant" and isinstance(operation.extra, Fraction):
        value = real_balls.exact(operation.extra)
        return acb(value) if principal else value
    if operation.code == "symbol":
        name = str(operation.extra)
        return complex_balls.symbol(name) if principal else real_balls.symbol(name)
    return None
