"""Gradients of the parts of a batch, added up before one step, and whether it weighs them right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from drill.exercise.backpropagation._engine import Descent, Tensor, constant
from drill.exercise.backpropagation._passes import tensor_code
from drill.exercise.contract import Step
from drill.exercise.decimals import bracketed, decimal, typed_decimal
from drill.exercise.draft import Draft
from drill.exercise.figures import figure
from drill.exercise.parts import Answer, after, choice
from drill.exercise.pick import Pick
from drill.exercise.questions import Asked, ask, assembled
from drill.grade.part import Choice
from drill.maths.build import minus, times
from drill.maths.tree import Name

STARTS = tuple(map(Fraction, (-3, -2, 2, 3)))
INPUTS = (-2, -1, 1, 2)
ERRORS = (-6, -4, -3, -2, -1, 1, 2, 3, 4, 6)
RATES = tuple(map(Fraction, ("0.1", "0.05")))
ALL = 4
"""Examples in the whole batch."""

EFFECTS = {
    "same": Choice(
        "same",
        "It is the same step.",
        "Every example has a quarter of the say, as in the mean over all four.",
    ),
    "longer": Choice(
        "longer",
        "It goes the same way, twice as far.",
        "Every example has half of the say, and not a quarter as in the mean over all four.",
    ),
    "last": Choice(
        "last",
        "Only the last part has a say in it.",
        "The gradients of the first part are cleared before the step can use them.",
    ),
    "uneven": Choice(
        "uneven",
        "The examples have unequal shares in it.",
        "A mean of means gives each part the same weight, whatever the number of its examples.",
    ),
}


@dataclass(frozen=True, slots=True)
class Way:
    """How the parts are put together."""

    sizes: tuple[int, int]
    reduced: str
    """The loss of a part is a `mean` or a `sum`."""
    divisor: int
    cleared: bool
    """The gradients are cleared in front of every part."""
    effect: str


WAYS = (
    Way((2, 2), "mean", 2, cleared=False, effect="same"),
    Way((1, 3), "sum", 4, cleared=False, effect="same"),
    Way((2, 2), "mean", 1, cleared=False, effect="longer"),
    Way((2, 2), "sum", 2, cleared=False, effect="longer"),
    Way((2, 2), "mean", 1, cleared=True, effect="last"),
    Way((2, 2), "mean", 2, cleared=True, effect="last"),
    Way((1, 3), "mean", 2, cleared=False, effect="uneven"),
    Way((3, 1), "mean", 2, cleared=False, effect="uneven"),
)


@dataclass(frozen=True, slots=True)
class Batch:
    """A weight, four examples in two parts, and how they are put together."""

    way: Way
    w: Fraction
    inputs: tuple[int, ...]
    errors: tuple[int, ...]
    """By how much each guess w x is above its target."""
    rate: Fraction

    @property
    def targets(self) -> tuple[int, ...]:
        """Give what the guesses ought to have been."""
        return tuple(int(self.w * x) - e for x, e in zip(self.inputs, self.errors, strict=True))

    @property
    def parts(self) -> tuple[range, range]:
        """Say which examples are in which part."""
        first = self.way.sizes[0]
        return range(first), range(first, ALL)

    @property
    def slopes(self) -> tuple[int, ...]:
        """Give the slope of each example's own loss."""
        return tuple(2 * x * e for x, e in zip(self.inputs, self.errors, strict=True))

    @property
    def shares(self) -> tuple[Fraction, ...]:
        """Say with what factor each example's slope is in the gradient, by hand."""
        found = []
        for at, part in enumerate(self.parts):
            size = len(part) if self.way.reduced == "mean" else 1
            lost = self.way.cleared and at == 0
            found += [Fraction(not lost, size * self.way.divisor)] * len(part)
        return tuple(found)

    @property
    def gradient(self) -> Fraction:
        """Give what is in `.grad` at the step."""
        pairs = zip(self.shares, self.slopes, strict=True)
        return sum((share * slope for share, slope in pairs), Fraction(0))

    @property
    def end(self) -> Fraction:
        """Say where the step leads."""
        return self.w - self.rate * self.gradient


def draw_accumulated(pick: Pick) -> Draft:
    """Draw how the parts are put together, and examples whose means come out even."""
    way = pick.one(WAYS)
    w, rate = pick.one(STARTS), pick.one(RATES)
    inputs = tuple(pick.one(INPUTS) for _ in range(ALL))
    errors: tuple[int, ...] = ()
    while len(errors) < ALL:
        fitting = [one for one in ERRORS if _fits(way, inputs, (*errors, one))]
        errors = (*errors, pick.one(fitting))
    batch = Batch(way, w, inputs, errors, rate)
    shown = pick.shuffled(tuple(EFFECTS))
    effect = choice(
        "effect",
        way.effect,
        [EFFECTS[one] for one in shown],
        label="Next to one step on the mean loss of all four at once?",
    )
    return assembled(
        f"{_code(batch)}\n\nWhat is in `w.grad` when the step is made, where does it lead, and is "
        "this what the whole batch at once would have done?",
        [
            _gradient(batch),
            _weight(batch),
            ask(
                effect,
                lambda: _effect(_shares_by_sympy(batch)),
                lambda: _effect(_shares_on_engine(batch)),
            ),
        ],
        hints=(
            "With what factor does each of the four examples enter the gradient?",
            "In a mean over all four, each would have the factor one quarter.",
        ),
        solution=_solution(batch),
    )


def _fits(way: Way, inputs: Sequence[int], errors: Sequence[int]) -> bool:
    """Say whether parts drawn so far have slopes that are whole and do not cancel."""
    first = way.sizes[0]
    if len(errors) not in {first, ALL}:
        return True
    slopes = [x * e for x, e in zip(inputs, errors, strict=False)]
    last = slopes if len(errors) == first else slopes[first:]
    if not sum(last) or (way.reduced == "mean" and sum(last) % len(last) and len(last) == 3):
        return False
    if len(errors) == first:
        return True
    one, two = way.sizes if way.reduced == "mean" else (1, 1)
    return bool(two * sum(slopes[:first]) + one * sum(last))


def _code(batch: Batch) -> str:
    way = batch.way
    lines = ["```python", tensor_code("w", batch.w)]
    lines += [f"optimizer = torch.optim.SGD([w], lr={decimal(batch.rate)})", "parts = ["]
    for part in batch.parts:
        xs, ys = ([values[at] for at in part] for values in (batch.inputs, batch.targets))
        lines.append(f"    (torch.tensor({_floats(xs)}), torch.tensor({_floats(ys)})),")
    lines += ["]"]
    lines += [] if way.cleared else ["optimizer.zero_grad()"]
    lines += ["for xs, ys in parts:"]
    lines += ["    optimizer.zero_grad()"] if way.cleared else []
    division = f" / {way.divisor}" if way.divisor > 1 else ""
    lines += [f"    loss = ((w * xs - ys) ** 2).{way.reduced}(){division}"]
    lines += ["    loss.backward()", "optimizer.step()", "```"]
    return "\n".join(lines)


def _floats(values: Sequence[int]) -> str:
    return f"[{', '.join(f'{value}.0' for value in values)}]"


def _gradient(batch: Batch) -> Asked:
    way = batch.way
    mistakes: list[tuple[str, Answer]] = [
        (
            "gradient-bookkeeping",
            typed_decimal(replace(batch, way=replace(way, cleared=not way.cleared)).gradient),
        )
    ]
    if way.reduced == "mean":
        summed = replace(batch, way=replace(way, reduced="sum"))
        mistakes += [("batch-mean-missing", typed_decimal(summed.gradient))]
    if way.divisor > 1:
        whole = replace(batch, way=replace(way, divisor=1))
        mistakes += [("constant-factor-dropped", typed_decimal(whole.gradient))]
    return ask(
        figure("grad", batch.gradient, label="`w.grad` at the step"),
        lambda: _dot(_shares_by_sympy(batch), batch.slopes),
        lambda: _run(batch)[0],
        mistakes,
    )


def _weight(batch: Batch) -> Asked:
    uphill, unscaled = (replace(batch, rate=rate) for rate in (-batch.rate, Fraction(1)))
    return ask(
        after(
            figure("w", batch.end, label="`w` after the step"),
            minus(batch.w, times(batch.rate, Name("grad"))),
        ),
        lambda: float(batch.w) - float(batch.rate) * _dot(_shares_by_sympy(batch), batch.slopes),
        lambda: _run(batch)[1],
        [
            ("ascent", typed_decimal(uphill.end)),
            ("learning-rate-missing", typed_decimal(unscaled.end)),
        ],
    )


def _dot(shares: Sequence[float], slopes: Sequence[int]) -> float:
    return sum(share * slope for share, slope in zip(shares, slopes, strict=True))


def _run(batch: Batch) -> tuple[float, float]:
    """Run the snippet on the engine; give the gradient at the step, and where it leads."""
    way, w = batch.way, Tensor(float(batch.w))
    optimizer = Descent([w], float(batch.rate))
    for part in batch.parts:
        if way.cleared:
            optimizer.zero_grad()
        loss = constant(0.0)
        for at in part:
            error = w * batch.inputs[at] - batch.targets[at]
            loss = loss + error * error
        if way.reduced == "mean":
            loss = loss / len(part)
        (loss / way.divisor).backward()
    gradient = w.grad or 0.0
    optimizer.step()
    return gradient, w.value


def _shares_on_engine(batch: Batch) -> list[float]:
    """Let one example after the other be missed alone, by a slope of 1."""
    found = []
    for alone in range(ALL):
        errors = tuple(int(at == alone) for at in range(ALL))
        found.append(_run(replace(batch, inputs=(1,) * ALL, errors=errors))[0] / 2)
    return found


def _shares_by_sympy(batch: Batch) -> list[float]:
    """Differentiate the loss that is left to be stepped on by each example's own loss."""
    import sympy

    own = sympy.symbols(f"l:{ALL}")
    total = sympy.Integer(0)
    for part in batch.parts:
        losses = [own[at] for at in part]
        reduced = sum(losses) / (len(losses) if batch.way.reduced == "mean" else 1)
        total = (0 if batch.way.cleared else total) + reduced / batch.way.divisor
    return [float(total.diff(one)) for one in own]


def _effect(shares: Sequence[float]) -> str:
    rounded = {round(ALL * share, 6) for share in shares}
    if 0 in rounded:
        return "last"
    known: dict[tuple[float, ...], str] = {(1.0,): "same", (2.0,): "longer"}
    return known.get(tuple(rounded), "uneven")


def _solution(batch: Batch) -> Iterator[Step]:
    yield Step(
        "example by example",
        "One example alone has the slope $2x (wx - y)$; see with what factor each of them enters.",
    )
    slopes = ", ".join(f"${slope}$" for slope in batch.slopes)
    yield Step("the four slopes", f"At $w = {decimal(batch.w)}$ they are {slopes}.")
    lines = []
    for at, part in enumerate(batch.parts):
        inside = " + ".join(
            bracketed(batch.slopes[one]) if place else str(batch.slopes[one])
            for place, one in enumerate(part)
        )
        divisor = batch.way.divisor * (len(part) if batch.way.reduced == "mean" else 1)
        alone = Fraction(sum(batch.slopes[one] for one in part), divisor)
        written = rf"\frac{{{inside}}}{{{divisor}}} = " if divisor > 1 else f"{inside} = "
        lost = ", but it is cleared before the step" if batch.way.cleared and at == 0 else ""
        lines.append(f"- part {at + 1}: ${written.replace(' =  =', ' =')}{decimal(alone)}${lost}")
    yield Step("what each part adds", "\n".join(lines))
    yield Step(
        "the step",
        f"Together `w.grad` is ${decimal(batch.gradient)}$, and the step leads to "
        f"${decimal(batch.w)} - {decimal(batch.rate)} \\cdot {bracketed(batch.gradient)} = "
        f"{decimal(batch.end)}$.",
    )
    effect = EFFECTS[batch.way.effect]
    yield Step(
        "answer",
        f"`w.grad` is ${decimal(batch.gradient)}$, and `w` goes to ${decimal(batch.end)}$. "
        f"{effect.text} {effect.why}",
    )
