"""Products of many factors: how small or large a gradient gets on its way back, and what helps."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product

from drill.exercise.contract import Step, WiredMistake
from drill.exercise.draft import Draft, Evidence
from drill.exercise.family import Family, levels, shares
from drill.exercise.parts import after_signs, choice, chose, number, wired
from drill.exercise.pick import Pick
from drill.exercise.truths import given, sympy_value
from drill.exercise.write import bracketed
from drill.grade.part import Choice, Part
from drill.maths.build import negate
from drill.maths.tree import Name

LEAST = 0.6
"""The smallest decimal exponent, in size, that is worth asking for."""
NEAR = 0.1
"""How far off a decimal exponent may be."""
DEPTHS = (6, 8, 10, 12, 15, 18, 20, 24, 25, 30, 32, 36, 40, 45, 48, 50)
FACTORS = ("0.1", "0.2", "0.25", "0.3", "0.4", "0.5", "0.6", "0.7", "0.8", "1.2", "1.3", "1.5",
           "1.6", "1.8", "2", "2.5", "3", "4")  # fmt: skip
WEIGHTS = ("0.5", "-0.8", "1.2", "-1.5", "2", "-2.5", "3", "-5", "6", "8", "-10", "12")
PAIRS = ((3, 4), (4, 3), (-3, 4), (5, 12), (12, -5), (8, 15))
TENTHS = (1, 2, 3, 5)
FATES = (
    Choice("vanishes", "it vanishes", "The factors are larger than 1 in size."),
    Choice("explodes", "it can explode", "The factors are smaller than 1 in size."),
)
FIXES = (
    Choice("relu", "ReLU in place of the sigmoid", "That makes factors larger, not smaller."),
    Choice("clip", "clipping the gradient by norm", "Clipping never makes a gradient larger."),
)
CURES = {"vanishes": "relu", "explodes": "clip"}
SLOPES = {"sigmoid": 0.25, "tanh": 1.0, "ReLU": 1.0}


@dataclass(frozen=True, slots=True)
class Chain:
    """What each of several layers multiplies the gradient with."""

    told: str
    factors: tuple[str, ...]
    """The factors of one layer, as exact numbers in typed form; their product is what counts."""
    depth: int
    walk: Callable[[], float]
    """Send a gradient through all layers, and say how large it comes out."""
    why: str

    @property
    def factor(self) -> float:
        """What one layer multiplies with."""
        return math.prod(map(float, self.factors))

    @property
    def exponent(self) -> float:
        """The decimal exponent of the whole product."""
        return self.depth * math.log10(self.factor)

    @property
    def fate(self) -> str:
        """What becomes of the gradient."""
        return "vanishes" if self.factor < 1 else "explodes"


def _times(factor: float, depth: int) -> float:
    gradient = 1.0
    for _ in range(depth):
        gradient *= factor
    return gradient


def _plain(pick: Pick) -> Chain:
    text, depth = pick.one(_far(FACTORS))
    return Chain(
        f"On its way back through ${depth}$ layers a gradient is multiplied by ${text}$ in each.",
        (text,),
        depth,
        lambda: _times(float(text), depth),
        f"The product is ${text}^{{{depth}}}$.",
    )


def _far(factors: Sequence[str]) -> tuple[tuple[str, int], ...]:
    """Pair factors with depths, where the product is well away from 1."""
    return tuple(
        (factor, depth)
        for factor, depth in product(factors, DEPTHS)
        if abs(depth * math.log10(float(factor))) >= LEAST
    )


def _sigmoids(pick: Pick) -> Chain:
    depth, steepness = pick.integer(4, 60), pick.one(("1", "1.5", "2", "3"))
    inside = "x" if steepness == "1" else f"{steepness} x"
    return Chain(
        f"${depth}$ layers, all with the activation $\\sigma({inside})$ and with weight 1. How "
        "large can the product of their slopes be at most?",
        (steepness, "0.25"),
        depth,
        lambda: _sampled_bound(float(steepness), depth),
        "The sigmoid's slope is at most $0.25$"
        + (f", times ${steepness}$ from the inside." if steepness != "1" else "."),
    )


def _sampled_bound(steepness: float, depth: int) -> float:
    """Look for the largest slope on a grid, by differences, and multiply it up."""
    import numpy as np

    from drill.exercise import numeric

    grid = np.linspace(-3, 3, 6001)
    step = 1e-5
    rise = numeric.sigmoid(steepness * (grid + step)) - numeric.sigmoid(steepness * (grid - step))
    return _times(float(rise.max() / (2 * step)), depth)


def _weighted(pick: Pick) -> Chain:
    weight, depth = pick.one(WEIGHTS), pick.one(DEPTHS)
    size = weight.lstrip("-")
    return Chain(
        f"A scalar network has ${depth}$ layers $a \\leftarrow \\sigma(w a + b)$ with "
        f"$w = {weight}$, and biases that put every unit at the steepest place of its sigmoid. How "
        "large is the product of the layers' derivatives, in size?",
        (size, "0.25"),
        depth,
        lambda: abs(_walked(float(weight), depth)),
        f"Each layer gives $|w| \\cdot 0.25 = {float(size) / 4:g}$.",
    )


def _walked(weight: float, depth: int) -> float:
    """Multiply the slopes of w ↦ σ(w a + shift), taken by differences at the steepest place."""
    from drill.exercise.truths import slope_of_one

    gradient = 1.0
    for _ in range(depth):
        gradient *= slope_of_one(lambda a: 1 / (1 + math.e ** (-weight * a)), 0.0)
    return gradient


LAYERS = tuple(
    (pair, tenths, activation)
    for pair, tenths, activation in product(PAIRS, TENTHS, ("tanh", "sigmoid"))
    if abs(math.log10(math.hypot(*pair) * tenths / 10 * SLOPES[activation])) * DEPTHS[0] >= LEAST
)


def _matrices(pick: Pick) -> Chain:
    (a, b), tenths, activation = pick.one(LAYERS)
    depth = pick.one(DEPTHS)
    norm = math.isqrt(a * a + b * b) * tenths
    p, q = (f"{size * tenths / 10:g}" for size in (a, b))
    minus_q = f"{-b * tenths / 10:g}"
    slope = f"{SLOPES[activation]:g}"
    return Chain(
        f"${depth}$ layers share the matrix $W$ and the activation {activation}. By what factor "
        "can the length of the gradient be multiplied at most on its way back, all layers together?"
        f"\n\n$$W = \\begin{{bmatrix}} {p} & {minus_q} \\\\ {q} & {p} \\end{{bmatrix}}$$\n\n",
        (f"{norm / 10:g}", slope),
        depth,
        lambda: _sent_back((float(p), float(q)), float(slope), depth),
        f"$W$ turns and scales by $\\sqrt{{{p.lstrip('-')}^2 + {q.lstrip('-')}^2}} = "
        f"{norm / 10:g}$, and the slope of {activation} is at most ${slope}$.",
    )


def _sent_back(entries: tuple[float, float], slope: float, depth: int) -> float:
    """Send a vector back through the transposed matrix, layer by layer, at the largest slope."""
    import numpy as np

    a, b = entries
    matrix = np.array([[a, -b], [b, a]])
    gradient = np.array([1.0, 0.0])
    for _ in range(depth):
        gradient = matrix.T @ (slope * gradient)
    return float(np.linalg.norm(gradient))


PARAGRAPH = "\n\n"
BLOCKS = ("1.05", "1.1", "1.2", "0.9", "0.8", "0.7", "1.3", "1.5")
GATES = ("0.5", "0.6", "0.7", "0.8", "0.85", "0.9", "0.95")


def _skips(pick: Pick) -> Chain:
    blocks, gates = _far(BLOCKS), _far(GATES)
    if pick.way((len(blocks), len(gates))) == 0:
        factor, depth = pick.one(blocks)
        branch = f"{float(factor) - 1:.2g}"
        told = (
            f"${depth}$ residual blocks $a \\leftarrow a + g(a)$, each with $g' = {branch}$ where "
            "the network is. How large is the derivative of the output by the input?"
        )
        why = (
            f"Each block gives $1 + {bracketed(branch)} = {factor}$, for the identity has slope 1."
        )
    else:
        factor, depth = pick.one(gates)
        told = (
            f"An LSTM carries its cell state through ${depth}$ steps with the forget gate at "
            f"${factor}$. How much of a gradient on the last state reaches the first along it?"
        )
        why = f"Along the cell state each step multiplies by the gate, ${factor}$."
    return Chain(told, (factor,), depth, lambda: _times(float(factor), depth), why)


LEVELS: dict[int, Callable[[Pick], Chain]] = {
    1: _plain,
    2: _sigmoids,
    3: _weighted,
    4: _matrices,
    5: _skips,
}
HINTS = {
    1: ("It is a product, not a sum.", "Take the logarithm of one factor, times their number."),
    2: ("Where is a sigmoid steepest?", "Its slope there is $1/4$, times the factor inside."),
    3: (
        "The weight counts as well as the slope.",
        "In size each layer gives $|w|$ times the slope of the sigmoid, which is $1/4$.",
    ),
    4: (
        "What does the matrix do to the length of a vector?",
        "Its columns are perpendicular and equally long: it turns, and scales by that length.",
    ),
    5: (
        "What is the derivative of one block or one step?",
        "A sum with the identity adds 1 to the derivative; a gate multiplies by itself.",
    ),
}


class VanishExplode(Family):
    """Say how a gradient shrinks or grows through many layers."""

    name = "vanish_explode"
    topic = "chain_rule"
    title = "Vanishing and exploding gradients in numbers"
    version = 2
    instances = levels(286, 228, 192, 672, 205)
    requires = shares(chain_deep=0.3, activation_derivative=0.3)

    def draw(self, level: int, pick: Pick) -> Draft:
        """Draw the layers and what each of them multiplies with."""
        chain = LEVELS[level](pick)
        parts = [
            number(
                "exponent",
                chain.exponent,
                label="$\\log_{10}$ of the product",
                tolerance=NEAR / abs(chain.exponent),
            ),
            after_signs(
                choice("fate", chain.fate, FATES, label="over many such layers"),
                {"explodes": Name("exponent"), "vanishes": negate(Name("exponent"))},
            ),
        ]
        if level == 3:
            cures = {cure: chose(parts[1], fate) for fate, cure in CURES.items()}
            fix = choice("fix", CURES[chain.fate], FIXES, label="what helps")
            parts.append(after_signs(fix, cures))
        return Draft(
            prompt=f"{chain.told}{'' if chain.told.endswith(PARAGRAPH) else ' '}Give the decimal "
            "exponent of the product to one decimal, and say what becomes of a gradient.",
            parts=tuple(parts),
            evidence=tuple(_evidence(chain, parts)),
            hints=HINTS[level],
            solution=_solution(chain, level),
            mistakes=_wrong(chain, level),
        )


FAMILY = VanishExplode()


def _wrong(chain: Chain, level: int) -> tuple[WiredMistake, ...]:
    if level < 3 or level > 4 or chain.factors[1] == "1":
        return ()
    bare = chain.depth * math.log10(float(chain.factors[0]))
    return wired("exponent", [("activation-derivative-missing", bare)])


def _solution(chain: Chain, level: int) -> tuple[Step, ...]:
    factor = f"{chain.factor:g}"
    says = {"vanishes": "it vanishes", "explodes": "it can explode"}[chain.fate]
    cure = {"relu": "a ReLU's slope is 1", "clip": "clip the norm"}[CURES[chain.fate]]
    return (
        Step("one layer", chain.why),
        Step(
            "all layers",
            f"$\\log_{{10}} {factor}^{{{chain.depth}}} = {chain.depth} \\cdot "
            f"{bracketed(format(math.log10(chain.factor), '.4f'))}$",
        ),
        Step(
            "answer",
            f"The exponent is ${chain.exponent:.1f}$: {says}"
            + (f", and what helps: {cure}." if level == 3 else "."),
        ),
    )


def _evidence(chain: Chain, parts: Sequence[Part]) -> Sequence[Evidence]:
    def by_sympy() -> object:
        import sympy

        product = sympy.prod(map(sympy.Rational, chain.factors)) ** chain.depth
        return sympy.log(product) / sympy.log(10)

    exact = sympy_value(by_sympy)

    def fate(exponent: float) -> str:
        return "vanishes" if exponent < 0 else "explodes"

    def exactly() -> str:
        found = exact([{}])[0]
        return fate(found if isinstance(found, float) else 0.0)

    made: dict[str, Evidence] = {
        "exponent": Evidence(
            "exponent", exact, given(lambda: math.log10(chain.walk())), tolerance=1e-4
        ),
        "fate": Evidence("fate", given(exactly), given(lambda: fate(math.log10(chain.walk())))),
        "fix": Evidence(
            "fix",
            given(lambda: CURES[exactly()]),
            given(lambda: CURES[fate(math.log10(chain.walk()))]),
        ),
    }
    return [made[part.id] for part in parts]
