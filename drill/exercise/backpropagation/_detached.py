"""Snippets in which a value is detached: what has a gradient after `backward()`, and how large."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from drill.exercise.backpropagation._engine import Descent, Tensor
from drill.exercise.backpropagation._passes import tensor_code
from drill.exercise.contract import Step
from drill.exercise.decimals import bracketed, decimal, typed_decimal
from drill.exercise.draft import Draft
from drill.exercise.figures import figure
from drill.exercise.parts import Answer, choice
from drill.exercise.pick import Pick
from drill.exercise.questions import Asked, ask, assembled
from drill.grade.part import Choice

SIZES = tuple(map(Fraction, (-3, -2, 2, 3)))
INPUTS = (-3, -2, 2, 3)
ERRORS = (-2, -1, 1, 2)
RATES = tuple(map(Fraction, ("0.1", "0.05")))
NONE = {
    "neither": Choice("neither", "Neither of them", "Both are reached on a way without a cut."),
    "w": Choice("w", "`w.grad`", "Every way from the loss back to `w` is cut."),
    "v": Choice("v", "`v.grad`", "Every way from the loss back to `v` is cut."),
}
Slopes = tuple[Fraction, Fraction]


@dataclass(frozen=True, slots=True)
class Cut:
    """A guess p made of w, v and x, part of which may be constant, and its slopes by hand."""

    code: tuple[str, ...]
    constant: Callable[[Any, Any, int], Any]
    """What is made constant, from w, v and x."""
    guess: Callable[[Any, Any, int, Any], Any]
    """The guess from w, v, x and the constant."""
    slopes: Callable[[Fraction, Fraction, int], Slopes]
    """Its slopes by w and v."""
    followed: Callable[[Fraction, Fraction, int], Slopes] | None
    """The same if nothing were constant; where nothing is, what one of two paths gives."""
    says: str
    mistake: str = "detached-followed"


H = "h = w * x"
SKIPPED = "The two ways from `w` to `p` are both open, and their slopes add up."
CUTS = (
    Cut(
        (H, "p = v * h.detach()"),
        lambda w, _v, x: w * x,
        lambda _w, v, _x, c: v * c,
        lambda w, _v, x: (Fraction(0), w * x),
        lambda w, v, x: (v * x, w * x),
        "`h` goes into `p` as a number: nothing comes back to `w`, but `v` has that number.",
    ),
    Cut(
        ("with torch.no_grad():", "    h = w * x", "p = v * h"),
        lambda w, _v, x: w * x,
        lambda _w, v, _x, c: v * c,
        lambda w, _v, x: (Fraction(0), w * x),
        lambda w, v, x: (v * x, w * x),
        "`h` was made without a record: it is a number, and nothing comes back to `w`.",
    ),
    Cut(
        ("target = v * x", "p = w * x - target.detach()"),
        lambda _w, v, x: v * x,
        lambda w, _v, x, c: w * x - c,
        lambda _w, _v, x: (Fraction(x), Fraction(0)),
        lambda _w, _v, x: (Fraction(x), Fraction(-x)),
        "The target is a number to aim at: only `w` is pulled.",
    ),
    Cut(
        (H, "p = v * h + h.detach()"),
        lambda w, _v, x: w * x,
        lambda w, v, x, c: v * w * x + c,
        lambda w, v, x: (v * x, w * x),
        lambda w, v, x: ((v + 1) * x, w * x),
        "The second term is a number; `w` is reached through the first one alone.",
    ),
    Cut(
        (H, "p = v * h.detach() + h"),
        lambda w, _v, x: w * x,
        lambda w, v, x, c: v * c + w * x,
        lambda w, _v, x: (Fraction(x), w * x),
        lambda w, v, x: ((v + 1) * x, w * x),
        "In the first term only `v` is left to be reached; `w` is reached through the second.",
    ),
    Cut(
        (H, "p = h * v.detach()"),
        lambda _w, v, _x: v,
        lambda w, _v, x, c: w * x * c,
        lambda _w, v, x: (v * x, Fraction(0)),
        lambda w, v, x: (v * x, w * x),
        "`v` goes into `p` as a number: it scales what comes back to `w`, and gets nothing.",
    ),
    Cut(
        (H, "p = h * h.detach() + v"),
        lambda w, _v, x: w * x,
        lambda w, v, x, c: w * x * c + v,
        lambda w, _v, x: (w * x * x, Fraction(1)),
        lambda w, _v, x: (2 * w * x * x, Fraction(1)),
        "One of the two factors `h` is a number, so there is one term and not two.",
    ),
    Cut(
        (H, "p = v * h + h", "shown = p.detach()"),
        lambda _w, _v, _x: 0,
        lambda w, v, x, _c: v * w * x + w * x,
        lambda w, v, x: ((v + 1) * x, w * x),
        lambda w, v, x: (v * x, w * x),
        f"What was detached is not used for the loss: it cuts nothing. {SKIPPED}",
        "one-path-only",
    ),
)


@dataclass(frozen=True, slots=True)
class Snippet:
    """A cut with its numbers."""

    cut: Cut
    w: Fraction
    v: Fraction
    x: int
    error: int
    rate: Fraction

    @property
    def guess(self) -> Fraction:
        """Give p."""
        return Fraction(self.cut.guess(self.w, self.v, self.x, self._constant))

    @property
    def target(self) -> int:
        """Give y, which p misses by the error."""
        return int(self.guess - self.error)

    @property
    def _constant(self) -> Any:
        return self.cut.constant(self.w, self.v, self.x)

    def gradients(self, wrong: str = "") -> Slopes:
        """Give the slopes of the loss by w and v, or what a misconception makes of them."""
        rule, error = self.cut.slopes, Fraction(self.error)
        if wrong == self.cut.mistake and self.cut.followed is not None:
            rule = self.cut.followed
        of_w, of_v = rule(self.w, self.v, self.x)
        return 2 * error * of_w, 2 * error * of_v

    def moved(self, at: int, wrong: str = "") -> Fraction:
        """Say where w (0) or v (1) is after one step."""
        rate = {"ascent": -self.rate, "learning-rate-missing": Fraction(1)}.get(wrong, self.rate)
        return (self.w, self.v)[at] - rate * self.gradients(wrong)[at]

    @property
    def ungraded(self) -> str:
        """Name the one that has no gradient."""
        of_w, of_v = self.gradients()
        return "w" if not of_w else "v" if not of_v else "neither"


def draw_detached(pick: Pick) -> Draft:
    """Draw what is cut off, and numbers."""
    snippet = Snippet(
        pick.one(CUTS),
        pick.one(SIZES),
        pick.one(SIZES),
        pick.one(INPUTS),
        pick.one(ERRORS),
        pick.one(RATES),
    )
    lines = [
        "```python",
        tensor_code("w", snippet.w),
        tensor_code("v", snippet.v),
        f"optimizer = torch.optim.SGD([w, v], lr={decimal(snippet.rate)})",
        f"x, y = {snippet.x}, {snippet.target}",
        *snippet.cut.code,
        "loss = (p - y) ** 2",
        "loss.backward()",
        "optimizer.step()",
        "```",
    ]
    none = choice(
        "none",
        snippet.ungraded,
        [NONE[one] for one in pick.shuffled(tuple(NONE))],
        label="Which `.grad` is `None` after `backward()`?",
    )
    return assembled(
        "\n".join(lines) + "\n\nWhich of the two has no gradient, if any, and where are `w` and "
        "`v` after the step?",
        [
            ask(none, lambda: _named(_by_sympy(snippet)), lambda: _named(_run(snippet)[0])),
            _asked(snippet, 0),
            _asked(snippet, 1),
        ],
        hints=(
            "Draw the ways from the loss back to `w` and to `v`. Which of them are cut?",
            "What is cut off keeps its value going forward; going back it is a constant.",
        ),
        solution=_solution(snippet),
    )


def _asked(snippet: Snippet, at: int) -> Asked:
    name = "wv"[at]
    truth = snippet.moved(at)
    names = [snippet.cut.mistake, "ascent", "learning-rate-missing"]
    mistakes: list[tuple[str, Answer]] = [
        (one, typed_decimal(snippet.moved(at, one)))
        for one in names
        # A cut shows in one of the two only, and what has no gradient goes neither way.
        if snippet.gradients(one)[at] != snippet.gradients()[at]
        or (one != snippet.cut.mistake and snippet.gradients()[at])
    ]
    start, rate = float((snippet.w, snippet.v)[at]), float(snippet.rate)
    return ask(
        figure(name, truth, label=f"`{name}` after the step"),
        lambda: start - rate * _by_sympy(snippet)[at],
        lambda: _run(snippet)[1][at],
        mistakes,
    )


def _named(gradients: tuple[float, float]) -> str:
    return "w" if not gradients[0] else "v" if not gradients[1] else "neither"


def _run(snippet: Snippet) -> tuple[tuple[float, float], tuple[float, float]]:
    """Run the snippet on the engine; give the gradients, 0 for none, and where the step leads."""
    w, v = Tensor(float(snippet.w)), Tensor(float(snippet.v))
    made = snippet.cut.constant(w, v, snippet.x)
    cut = made.detach() if isinstance(made, Tensor) else made
    error = snippet.cut.guess(w, v, snippet.x, cut) - float(snippet.target)
    (error * error).backward()
    gradients = w.grad or 0.0, v.grad or 0.0
    Descent([w, v], float(snippet.rate)).step()
    return gradients, (w.value, v.value)


def _by_sympy(snippet: Snippet) -> tuple[float, float]:
    """Differentiate with a symbol in place of the constant, and put its value in afterwards."""
    import sympy

    w, v, c = sympy.symbols("w v c", real=True)
    loss = (snippet.cut.guess(w, v, snippet.x, c) - snippet.target) ** 2
    start = {w: int(snippet.w), v: int(snippet.v)}
    constant = sympy.sympify(snippet.cut.constant(w, v, snippet.x)).subs(start)
    of_w, of_v = (loss.diff(one).subs(c, constant).subs(start) for one in (w, v))
    return float(of_w), float(of_v)


def _solution(snippet: Snippet) -> Iterator[Step]:
    yield Step(
        "what is constant",
        "A detached value, or one made under `no_grad()`, counts forward as the number it is, and "
        "backward as a constant.",
    )
    p, y = decimal(snippet.guess), snippet.target
    yield Step(
        "forward",
        f"$p = {p}$, so the loss has the slope "
        f"$2 (p - y) = 2 ({p} - {bracketed(y)}) = {2 * snippet.error}$ by $p$.",
    )
    slopes = snippet.cut.slopes(snippet.w, snippet.v, snippet.x)
    lines = [snippet.cut.says, ""]
    for name, slope, gradient in zip("wv", slopes, snippet.gradients(), strict=True):
        if slope:
            lines.append(
                f"- `{name}.grad` is "
                f"${2 * snippet.error} \\cdot {bracketed(slope)} = {decimal(gradient)}$"
            )
        else:
            lines.append(f"- `{name}.grad` stays `None`, and the optimiser leaves `{name}` alone")
    yield Step("backward", "\n".join(lines))
    rate = decimal(snippet.rate)
    found = [f"Without a gradient: {NONE[snippet.ungraded].text.lower()}"]
    for at, (name, gradient) in enumerate(zip("wv", snippet.gradients(), strict=True)):
        start, end = decimal((snippet.w, snippet.v)[at]), decimal(snippet.moved(at))
        if gradient:
            found.append(f"`{name}`: ${start} - {rate} \\cdot {bracketed(gradient)} = {end}$")
        else:
            found.append(f"`{name}`: ${end}$ as before")
    yield Step("answer", "; ".join(found) + ".")
