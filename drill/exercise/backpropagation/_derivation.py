"""Derivations of the four equations in components: their lines, their rules, and their letters."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate

from drill.exercise.backpropagation._worlds import (
    CHAIN,
    COST,
    DELTA,
    LOCAL,
    ONLY,
    ORDERS,
    Applied,
)
from drill.exercise.pick import Pick

COSTS = ("C", "E", "J")
INDICES = (
    ("i", "j", "k"),
    ("j", "i", "k"),
    ("m", "n", "p"),
    ("p", "q", "r"),
    ("r", "s", "t"),
    ("u", "v", "w"),
)
LAYERS = (("l-1", "l", "l+1"), ("1", "2", "3"), ("2", "3", "4"), ("3", "4", "5"))
UNITS = (r"\sigma", "f", r"\varphi")


@dataclass(frozen=True, slots=True)
class Letters:
    """What things are called: the cost, the activation, three indices and three layers.

    The first index is the unit itself, the second a unit of the layer below, the third runs over
    all units of a layer.
    """

    cost: str
    unit: str
    own: str
    lower: str
    any: str
    below: str
    layer: str
    above: str

    def at(self, name: str, index: str, layer: str = "") -> str:
        """Set a quantity of one unit, or of two."""
        return f"{name}_{{{index}}}^{{({layer or self.layer})}}"

    def partial(self, of: str, by: str) -> str:
        """Set a partial derivative."""
        return rf"\frac{{\partial {of}}}{{\partial {by}}}"


def draw_letters(pick: Pick) -> Letters:
    """Draw all letters."""
    own, lower, any_ = pick.one(INDICES)
    cost, unit = pick.one(COSTS), pick.one(UNITS)
    return Letters(cost, unit, own, lower, any_, *pick.one(LAYERS))


@dataclass(frozen=True, slots=True)
class Derivation:
    """One of the four equations, and the order in which its rules are used."""

    equation: str
    rules: tuple[str, ...]
    letters: Letters

    @property
    def stages(self) -> tuple[Applied, ...]:
        """Give the rules each line has used, from none to all."""
        start: Applied = frozenset()
        return tuple(accumulate(self.rules, lambda used, rule: used | {rule}, initial=start))

    @property
    def lines(self) -> tuple[str, ...]:
        """Write the expressions, without dollar signs."""
        return tuple(map(self.line, self.stages))

    @property
    def sought(self) -> str:
        """Write the derivative that is worked out, and where it has a name, the name for it."""
        if self.equation in {"output", "hidden"}:
            error = self.letters.at(r"\delta", self.letters.own)
            return f"{error} = {self.line(frozenset())}"
        return self.line(frozenset())

    def line(self, used: Applied) -> str:
        """Write the expression that has used these rules."""
        n = self.letters
        by = {
            "output": n.at("z", n.own),
            "hidden": n.at("z", n.own),
            "weight": n.at("W", n.own + n.lower),
            "bias": n.at("b", n.own),
        }[self.equation]
        if CHAIN not in used:
            return n.partial(n.cost, by)
        index = n.own if ONLY in used else n.any
        layer = n.above if self.equation == "hidden" else n.layer
        name = "a" if self.equation == "output" else "z"
        between = n.at(name, index, layer)
        above, below = n.partial(n.cost, between), n.partial(between, by)
        if DELTA in used:
            above = n.at(r"\delta", index, layer)
        elif COST in used:
            above = f"({between} - y_{{{index}}})"
        if LOCAL in used:
            below = {
                "output": rf"{n.unit}'({n.at('z', n.own)})",
                "hidden": rf"{n.at('W', n.any + n.own, n.above)} {n.unit}'({n.at('z', n.own)})",
                "weight": n.at("a", n.lower, n.below),
                "bias": "",
            }[self.equation]
        summed = "" if ONLY in used else rf"\sum_{{{n.any}}} "
        return f"{summed}{above} {below}".rstrip()

    def reason(self, rule: str) -> str:
        """Say what allows the step that uses a rule."""
        n = self.letters
        moving = {
            "output": f"${n.at('z', n.own)}$",
            "hidden": f"${n.at('z', n.own)}$",
            "weight": f"${n.at('W', n.own + n.lower)}$",
            "bias": f"${n.at('b', n.own)}$",
        }[self.equation]
        layer = n.above if self.equation == "hidden" else n.layer
        name = "a" if self.equation == "output" else "z"
        if rule == CHAIN:
            return (
                f"The cost depends on {moving} only through the ${n.at(name, n.any, layer)}$: the "
                "chain rule, a term for each."
            )
        if rule == ONLY:
            return f"Of the ${n.at(name, n.any)}$, {moving} moves only the one of its own unit."
        if rule == DELTA:
            return f"$\\delta$ is by definition the slope of ${n.cost}$ by $z$."
        if rule == COST:
            return (
                f"The cost is half the sum of the squares of ${n.at('a', n.any)} - y_{{{n.any}}}$."
            )
        return {
            "output": f"An activation is ${n.unit}$ of its own $z$.",
            "hidden": f"$z$ above is linear in the activations, and these are ${n.unit}$ of $z$.",
            "weight": f"$z$ is linear in the weight, times ${n.at('a', n.lower, n.below)}$.",
            "bias": "The bias is added to $z$ with the factor 1.",
        }[self.equation]

    def broken(self, rule: str) -> str:
        """Say what the world would be like in which a rule does not hold."""
        n = self.letters
        other = {
            "output": "the outputs were a softmax, each made of all the $z$",
            "weight": "another unit of the layer used the very same weight",
            "bias": "another unit of the layer used the very same bias",
        }
        chain = {
            "output": f"${n.cost}$ had one more term, the square of ${n.at('z', n.own)}$",
            "hidden": f"a skip connection led from ${n.at('a', n.own)}$ past the next layer",
            "weight": f"${n.cost}$ had one more term, the squares of the weights",
            "bias": f"${n.cost}$ had one more term, the squares of the biases",
        }
        local = {
            "output": "the output units had another activation",
            "hidden": "the next layer also used the squares of the activations",
            "weight": f"the layer used the square of ${n.at('W', n.own + n.lower)}$ for a weight",
            "bias": f"the layer added $2 {n.at('b', n.own)}$ and not the bias itself",
        }
        if rule == DELTA:
            return r"$\delta$ stood for the slope by the activation, not by $z$"
        if rule == COST:
            return f"${n.cost}$ were another cost of the same outputs"
        return {CHAIN: chain, ONLY: other, LOCAL: local}[rule][self.equation]


def draw_derivation(pick: Pick) -> Derivation:
    """Draw an equation, an order of its rules, and letters."""
    every = [(name, rules) for name, orders in ORDERS.items() for rules in orders]
    name, rules = pick.one(every)
    letters = draw_letters(pick)
    return Derivation(name, rules, letters)
