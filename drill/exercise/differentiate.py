"""The draft that most families of the first three topics share: differentiate this expression."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from drill.exercise.contract import Step, Task
from drill.exercise.draft import Draft, Evidence
from drill.exercise.parts import Answer, expression, wired
from drill.exercise.truths import Numeric, OneNumber, complex_step, sympy_derivative
from drill.exercise.write import display, latex, letter, typed
from drill.maths.domain import REAL, Domain
from drill.maths.tree import Node

PART = "a"


@dataclass(frozen=True, slots=True)
class Question:
    """A function to differentiate: its tree, and the same written a second time in numpy."""

    of: Node
    numeric: Numeric
    wrt: str
    variables: tuple[str, ...]
    domain: Domain = REAL


def one_variable(of: Node, variable: str, numeric: OneNumber, domain: Domain = REAL) -> Question:
    """Ask about a function of one variable; `numeric` takes that variable alone."""
    return Question(of, lambda **at: numeric(at[variable]), variable, (variable,), domain)


def derivative_draft(
    question: Question,
    truth: Node,
    *,
    hints: tuple[str, str],
    solution: Iterable[Step],
    mistakes: Iterable[tuple[str, Answer]],
    lead: str = "",
    rough: bool = False,
) -> Draft:
    """Ask for one derivative; the solution gets a last line that says the answer."""
    name, label = function_names(question)
    task = Task("derivative", typed(question.of), question.wrt, question.variables)
    opening = lead or (
        f"Differentiate with respect to ${letter(question.wrt)}$."
        if len(question.variables) == 1
        else f"Find ${label}$; every other variable is held constant."
    )
    part = expression(PART, truth, question.variables, label=f"${label}$", domain=question.domain)
    return Draft(
        prompt=(opening + display(f"{name} = {latex(question.of)}")).strip(),
        parts=(part,),
        evidence=(derivative_evidence(PART, question),),
        hints=hints,
        solution=(*solution, Step("answer", f"${label} = {latex(truth)}$")),
        mistakes=wired(PART, mistakes),
        task=task,
        shown=(question.of,),
        rough=rough,
    )


def derivative_evidence(part: str, question: Question) -> Evidence:
    """Hold a derivative against sympy's and against the complex step."""
    return Evidence(
        part,
        symbolic=sympy_derivative(question.of, question.wrt),
        numeric=complex_step(question.numeric, question.wrt),
    )


def function_names(question: Question) -> tuple[str, str]:
    r"""Name a function and its derivative: `f(x)` and `f'(x)`, or `f(x, y)` and `∂f/∂x`."""
    variables = ", ".join(map(letter, question.variables))
    if len(question.variables) == 1:
        return f"f({variables})", f"f'({variables})"
    wrt = letter(question.wrt)
    return f"f({variables})", rf"\frac{{\partial f}}{{\partial {wrt}}}"
