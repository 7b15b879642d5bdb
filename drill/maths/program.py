"""Scalar trees as one straight-line program, so that shared pieces are worked out once.

A truth and an answer have most of their pieces in common. Both are written into one list of
operations in which equal pieces are one register, whatever the order of their terms; constants are
folded exactly. What is done with the operations (floats, balls) is for others to say.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeAlias

from drill.maths import folding
from drill.maths.errors import NoValue
from drill.maths.operation import Operation
from drill.maths.tree import (
    Call,
    Constant,
    Name,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    number,
)

LONGEST = 20_000
"""Operations a program may have; a larger tree has no value here."""
_FOLD_POWER = 1000
_HALF = Fraction(1, 2)
_THIRD = Fraction(1, 3)

Key: TypeAlias = tuple[str, tuple[int, ...], Fraction | str | None]


@dataclass(slots=True)
class Program:
    """Operations in an order in which they can be worked out; grows by `add`."""

    odd_arccot: bool = False
    """Whether arccot(-x) is -arccot(x), as in sympy, or pi - arccot(x), as in most textbooks."""
    operations: list[Operation] = field(default_factory=list)
    supports: list[int] = field(default_factory=list)
    """For each register the variables it depends on, as bits in the order of `variables`."""
    variables: list[str] = field(default_factory=list)
    _known: dict[Key, int] = field(default_factory=dict)
    _exact: dict[tuple[int, int], int] = field(default_factory=dict)
    _done: dict[int, tuple[Node, int]] = field(default_factory=dict)

    def add(self, node: Node) -> int:
        """Write a scalar tree in; returns its register. Raises `NoValue` where it is too large."""
        seen = self._done.get(id(node))
        if seen is not None:
            return seen[1]
        register = self._write(node)
        self._done[id(node)] = (node, register)
        return register

    def constant(self, register: int) -> Fraction | None:
        """Give the exact value of a register that is a constant fraction."""
        return self.operations[register].value

    def difference(self, one: int, other: int) -> int:
        """Write in the difference of two registers."""
        return self._sum([one, self._negative(other)])

    def cancelled(self, one: int, other: int) -> int | None:
        """Write in the difference of two registers, with the terms they share left out.

        None where they share none. What is left may be tiny where the two themselves are huge.
        """
        above, below = self._terms(one), self._terms(other)
        shared = above & below
        if not shared:
            return None
        left = [*(above - shared).elements()]
        taken = [self._negative(term) for term in (below - shared).elements()]
        return self._sum([*left, *taken])

    def _terms(self, register: int) -> Counter[int]:
        operation = self.operations[register]
        return Counter(operation.arguments if operation.code == "add" else (register,))

    def slice(self, root: int) -> tuple[int, ...]:
        """List the registers that a register needs, itself included, in order."""
        needed = {root}
        left = [root]
        while left:
            for argument in self.operations[left.pop()].arguments:
                if argument not in needed:
                    needed.add(argument)
                    left.append(argument)
        return tuple(sorted(needed))

    def _write(self, node: Node) -> int:
        match node:
            case Number(value, _):
                return self._constant(value)
            case Name(name):
                return self._variable(name)
            case Constant(name):
                return self._emit("symbol", (), name)
            case Negative(body):
                return self._negative(self.add(body))
            case Sum(terms):
                return self._sum([self.add(term) for term in terms])
            case Product(factors):
                return self._product([self.add(factor) for factor in factors])
            case Quotient(top, bottom):
                return self._quotient(self.add(top), self.add(bottom))
            case Power(base, exponent):
                return self._power(base, exponent)
            case Call(function, arguments):
                return self._call(function, [self.add(one) for one in arguments])
            case _:
                raise NoValue(
                    "Only a number can be worked out, not a vector, a set or an equation."
                )

    def _emit(
        self, code: str, arguments: tuple[int, ...], extra: Fraction | str | None = None
    ) -> int:
        key = (code, arguments, extra)
        register = self._known.get(key)
        if register is None:
            register = len(self.operations)
            if register >= LONGEST:
                raise NoValue("This expression is too large to work out.")
            support = 0
            for argument in arguments:
                support |= self.supports[argument]
            self.operations.append(Operation(code, arguments, extra))
            self.supports.append(support)
            self._known[key] = register
        return register

    def _constant(self, value: Fraction) -> int:
        key = (value.numerator, value.denominator)  # which hashes much faster than a fraction
        register = self._exact.get(key)
        if register is None:
            register = self._exact[key] = self._emit("constant", (), value)
        return register

    def _variable(self, name: str) -> int:
        register = self._emit("variable", (), name)
        if not self.supports[register]:
            self.supports[register] = 1 << len(self.variables)
            self.variables.append(name)
        return register

    def _negative(self, register: int) -> int:
        value = self.constant(register)
        if value is not None:
            return self._constant(-value)
        operation = self.operations[register]
        if operation.code == "neg":
            return operation.arguments[0]
        return self._emit("neg", (register,))

    def _gather(self, code: str, registers: list[int]) -> tuple[list[int], list[Fraction]]:
        """Flatten nested sums (or products) and set the constants aside."""
        loose: list[int] = []
        constants: list[Fraction] = []
        for register in registers:
            operation = self.operations[register]
            parts = operation.arguments if operation.code == code else (register,)
            for part in parts:
                value = self.constant(part)
                if value is None:
                    loose.append(part)
                else:
                    constants.append(value)
        return sorted(loose), constants

    def _sum(self, registers: list[int]) -> int:
        loose, constants = self._gather("add", registers)
        loose = self._without_opposites(loose)
        loose += self._folded("add", constants, bool(loose))
        return loose[0] if len(loose) == 1 else self._emit("add", tuple(loose))

    def _without_opposites(self, registers: list[int]) -> list[int]:
        """Leave out pairs of a register and its negative: what has a value cancels."""
        present = set(registers)
        opposites = [
            (register, self.operations[register].arguments[0])
            for register in present
            if self.operations[register].code == "neg"
        ]
        opposites = [pair for pair in opposites if pair[1] in present and self._may_cancel(pair[1])]
        if not opposites:
            return registers
        left = Counter(registers)
        for register, opposite in opposites:
            pairs = min(left[register], left[opposite])
            left[register] -= pairs
            left[opposite] -= pairs
        return sorted(left.elements())

    def _may_cancel(self, register: int) -> bool:
        """Tell whether a register has a value somewhere: 1/0 has none, and does not cancel."""
        return self.supports[register] > 0 or self.operations[register].code == "symbol"

    def _product(self, registers: list[int]) -> int:
        loose, constants = self._gather("mul", registers)
        loose += self._folded("mul", constants, bool(loose))
        return loose[0] if len(loose) == 1 else self._emit("mul", tuple(loose))

    def _folded(self, code: str, constants: list[Fraction], more: bool) -> list[int]:
        return [self._constant(value) for value in folding.folded(code, constants, more=more)]

    def _quotient(self, top: int, bottom: int) -> int:
        above, below = self.constant(top), self.constant(bottom)
        if above is not None and below and folding.is_small(above) and folding.is_small(below):
            return self._constant(above / below)
        if top == bottom and self._may_cancel(top):
            return self._constant(Fraction(1))
        return self._emit("div", (top, bottom))

    def _power(self, base: Node, exponent: Node) -> int:
        to = self.add(exponent)
        value = self.constant(to)
        if isinstance(base, Constant) and base.name == "e":
            return self._plain_call("exp", [to])
        if value is None:
            return self._emit("pow", (self.add(base), to))
        return self._constant_power(self.add(base), value)

    def _constant_power(self, base: int, exponent: Fraction) -> int:
        if exponent == 1:
            return base
        value = self.constant(base)
        rooted = folding.root(value, exponent) if value else None
        if rooted is not None:
            return self._constant(rooted)
        if value and exponent.denominator == 1 and abs(exponent) <= _FOLD_POWER:
            size = max(value.numerator.bit_length(), value.denominator.bit_length())
            if size * abs(exponent) <= folding.LONGEST_BITS:
                return self._constant(value**exponent.numerator)
        return self._emit("power", (base,), exponent)

    def _call(self, function: str, registers: list[int]) -> int:
        match function:
            case "sqrt":
                return self._constant_power(registers[0], _HALF)
            case "cbrt":
                return self._constant_power(registers[0], _THIRD)
            case "root":
                return self._root(registers[0], registers[1])
            case "log":
                return self._quotient(
                    self._emit("ln", (registers[0],)), self._emit("ln", (registers[1],))
                )
            case "log2" | "log10":
                base = self._emit("ln", (self._constant(Fraction(int(function[3:]))),))
                return self._quotient(self._emit("ln", (registers[0],)), base)
            case "max" | "min":
                return self._choice(function, registers)
            case "arccot" if self.odd_arccot:
                return self._emit("arccot odd", tuple(registers))
            case _:
                return self._plain_call(function, registers)

    def _choice(self, function: str, registers: list[int]) -> int:
        """Write a max or a min in, with its constants made one."""
        values = [self.constant(register) for register in registers]
        known = [value for value in values if value is not None]
        loose = {one for one, value in zip(registers, values, strict=True) if value is None}
        if known:
            loose.add(self._constant(max(known) if function == "max" else min(known)))
        ordered = sorted(loose)
        return ordered[0] if len(ordered) == 1 else self._emit(function, tuple(ordered))

    def _plain_call(self, function: str, registers: list[int]) -> int:
        if len(registers) == 1:
            value = self._exact_call(function, registers[0])
            if value is not None:
                return self._constant(value)
        return self._emit(function, tuple(registers))

    def _exact_call(self, function: str, register: int) -> Fraction | None:
        value = self.constant(register)
        if value is not None:
            return folding.of_constant(function, value)
        multiple = folding.multiple_of_pi(self.operations, register)
        if multiple is not None:
            return folding.of_pi(function, multiple)
        if function == "ln" and self.operations[register].extra == "e":
            return Fraction(1)
        return None

    def _root(self, index: int, radicand: int) -> int:
        value = self.constant(index)
        if value:
            return self._constant_power(radicand, 1 / value)
        return self._emit("pow", (radicand, self._quotient(self.add(number(1)), index)))
