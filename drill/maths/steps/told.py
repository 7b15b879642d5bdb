"""A step in words: prose with maths in dollar signs, as worked solutions are written.

Each step is told alike: what is seen, what the parts are and how they change, what the rule gives,
and what that comes to. A formula nested more deeply than the typesetter goes is for it to refuse.
"""

from __future__ import annotations

from drill.maths.show import latex
from drill.maths.steps import rules
from drill.maths.steps.model import Part, Step, is_undefined
from drill.maths.tree import Name, Negative, Node, Sum

_SAID = {
    rules.CONSTANT: "Nothing in it moves.",
    rules.VARIABLE: "The variable changes as fast as itself.",
    rules.MINUS: "The minus stays.",
    rules.SUM: "Term by term.",
    rules.CONSTANT_FACTOR: "The constant factor stays.",
    rules.PRODUCT: "Each factor has its turn, the others stay.",
    rules.QUOTIENT: "Top and bottom both move.",
    rules.CONSTANT_TOP: "Only the bottom moves.",
    rules.POWER: "The exponent comes in front, and is one less.",
    rules.EXPONENTIAL: "An exponential function grows in proportion to itself.",
    rules.VARIABLE_POWER: "Base and exponent both move: write it as $e^{v \\ln(u)}$.",
    rules.STILL: "The inner function does not move, so the whole does not.",
    rules.VARIABLE_BASE: "The base moves: write it as a quotient of two natural logarithms.",
    rules.VARIABLE_INDEX: "The index moves: write the root as $e^{\\ln(u)/v}$.",
    rules.EXTREME: "Only the argument that leads moves the whole; a step function picks it.",
    rules.COMPONENTS: "Each component is differentiated by itself.",
    rules.LINEAR: "It is linear, so it is applied to the derivative.",
    rules.DOT: "Each vector has its turn.",
    rules.SQUARE: "The square of a vector is its dot product with itself.",
    rules.MATRIX_POWER: "Each factor has its turn, in its place.",
    rules.NORM: "The norm changes as the vector moves along itself.",
    rules.LOG_SUM_EXP: "The change is shared out by the softmax.",
    rules.SOFTMAX: "Each share grows where its own entry outgrows the average.",
    rules.SIDES: "Side by side.",
}


LONGEST = 1800
"""Characters of LaTeX that a sentence may hold; a longer formula is told of, and not shown."""


def title(step: Step) -> str:
    """Name a step as a title: `Chain rule`, `Derivative of tanh`."""
    return step.rule.title[0].upper() + step.rule.title[1:]


def told(step: Step, wrt: str) -> str:
    """Tell one step as prose: what the rule saw, and the line it gives."""
    if step.rule is rules.NOWHERE:
        return " ".join(note.text for note in step.notes)
    if is_undefined(step.line):
        return "A part of this has no derivative, and so the whole has none."
    said = [_seen(step), _parts(step), _held(step), _equation(step, wrt)]
    return " ".join(sentence for sentence in said if sentence)


def _seen(step: Step) -> str:
    if step.outer is None or step.outer_slope is None or step.rule is rules.STILL:
        return _SAID.get(step.rule, "")
    return (
        f"The outer function is ${_short(latex(step.outer))}$, and its derivative"
        f" ${_short(latex(step.outer_slope))}$."
    )


def _parts(step: Step) -> str:
    if step.rule in {rules.SUM, rules.CONSTANT_FACTOR, rules.COMPONENTS, rules.SIDES, rules.MINUS}:
        return ""
    listed = [_part(part) for part in step.parts]
    if not listed:
        return ""
    return f"Here {_and(listed)}."


def _part(part: Part) -> str:
    letter = latex(Name(part.letter))
    tree, slope = (_short(latex(each)) for each in (part.tree, part.slope))
    return f"${letter} = {tree}$ with ${letter}' = {slope}$"


def _short(text: str) -> str:
    """Leave a formula out where it is too long to be set."""
    return text if len(text) <= LONGEST else r"\ldots"


def _held(step: Step) -> str:
    if not step.held or step.rule is rules.CONSTANT:
        return ""
    listed = [f"${latex(name)}$" for name in step.held]
    return f"Held constant: {', '.join(listed)}."


def _equation(step: Step, wrt: str) -> str:
    """Write what is differentiated, the line, and the line tidied, as far as there is room."""
    line, last = latex(step.line), latex(step.simplified)
    head = _operator(step, wrt) + _operand(step.about)
    for shown in ([head, line, last], [head, last], [last]):
        text = " = ".join(dict.fromkeys(shown))
        if len(text) <= LONGEST:
            return f"${text}$."
    return "What this comes to is too long to be shown."


def _operator(step: Step, wrt: str) -> str:
    d = r"\partial" if step.held else "d"
    space = " " if step.held else ""
    return rf"\frac{{{d}}}{{{d}{space}{latex(Name(wrt))}}} "


def _operand(tree: Node) -> str:
    text = latex(tree)
    return rf"\left({text}\right)" if isinstance(tree, Sum | Negative) else text


def _and(listed: list[str]) -> str:
    if len(listed) == 1:
        return listed[0]
    return f"{', '.join(listed[:-1])} and {listed[-1]}"
