"""Write data/pairs/generated.tsv: pairs whose labels are right by construction.

From each base expression come rewritings by sound identities (correct) and single changes that
alter its value (wrong). Deterministic: running it again changes nothing. The other files beside it
are written by hand. Run: python tests/benchmarks/make_pairs.py
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from drill.maths.read import read_typed
from drill.maths.rebuild import with_children
from drill.maths.show import latex, line, typed
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
    names,
    number,
)

TARGET = Path(__file__).parents[2] / "data" / "pairs" / "generated.tsv"


@dataclass(frozen=True)
class Base:
    """An expression that is never 0 all over, and how far along the reals its variable goes."""

    topic: str
    text: str
    variable: str = "x"
    reach: str = "all"  # all, positive (beyond 0) or unit (between 0 and 1)


BASES = [
    *(
        Base("derivatives", text, reach=reach)
        for text, reach in (
            ("5*x^4-6*x+2", "all"),
            ("3*x^2*sin(x)+x^3*cos(x)", "all"),
            ("(cos(x)*(x^2+1)-2*x*sin(x))/(x^2+1)^2", "all"),
            ("3/(2*sqrt(x))-4/x^3", "positive"),
            ("e^x*(x+1)", "all"),
            ("ln(x)+1", "positive"),
            ("x^2*e^(-x)*(3-x)", "all"),
            ("2^x*ln(2)+1/x", "positive"),
            ("sec(x)^2-3*sin(x)", "all"),
            ("5/3*x^(2/3)", "all"),
        )
    ),
    *(
        Base("partial_derivatives", text, variable, reach)
        for text, variable, reach in (
            ("2*x*y+3*y^2", "x", "all"),
            ("y*e^(x*y)+1/x", "x", "positive"),
            ("-2*x*(y-w*x-b)", "w", "all"),
            ("2*x*cos(x^2+y)", "y", "all"),
            ("x/sqrt(x^2+y^2)", "x", "all"),
            ("(y^2-x^2)/(x^2+y^2)^2", "x", "all"),
            ("x^2*ln(y)+3*x", "y", "positive"),
            ("z*e^x-y*sin(z)", "z", "all"),
        )
    ),
    *(
        Base("chain_rule", text, reach=reach)
        for text, reach in (
            ("12*(3*x+1)^3", "all"),
            ("2*x*cos(x^2)", "all"),
            ("-3*sin(3*x)*e^(cos(3*x))", "all"),
            ("x/sqrt(x^2+9)", "all"),
            ("2*x/(x^2+1)", "all"),
            ("6*x*(x^2+1)^2", "all"),
            ("cos(ln(x))/x", "positive"),
            ("2*tan(x)*sec(x)^2", "all"),
            ("e^(e^x)*e^x", "all"),
            ("sigmoid(2*x+1)*(1-sigmoid(2*x+1))*2", "all"),
        )
    ),
    *(
        Base("gradient", text, variable)
        for text, variable in (
            ("2*x+y*z", "x"),
            ("3*x^2*y-y^3", "y"),
            ("2*(x-1)*e^(-(x-1)^2-y^2)", "x"),
            ("x*y/(1+x^2+y^2)", "y"),
            ("4*(x^2+y-11)*x+2*(x+y^2-7)", "x"),
        )
    ),
    *(
        Base("gradient_descent", text, variable, reach)
        for text, variable, reach in (
            ("w-eta*(2*w-6)", "w", "all"),
            ("mu*v+(1-mu)*g", "g", "all"),
            ("w-eta*m/(sqrt(v)+epsilon)", "m", "all"),
            ("(1-eta*lambda)*w-eta*g", "eta", "all"),
            ("eta*(1+cos(pi*t))/2", "t", "all"),
            ("max(0, 1-y*z)*3", "z", "all"),
            ("eta/(1+k*t)", "t", "positive"),
        )
    ),
    *(
        Base("backpropagation", text, variable, reach)
        for text, variable, reach in (
            ("a*(1-a)*delta*w", "a", "all"),
            ("(p-y)/(p*(1-p))", "p", "unit"),
            ("sigmoid(z)-y", "z", "all"),
            ("(1-tanh(z)^2)*delta", "z", "all"),
            ("relu(z)*w+b", "z", "all"),
            ("-y/p+(1-y)/(1-p)", "p", "unit"),
            ("sigmoid(z)+z*sigmoid(z)*(1-sigmoid(z))", "z", "all"),
            ("e^u/(e^u+e^v)", "u", "all"),
        )
    ),
    *(
        Base("convexity", text, reach=reach)
        for text, reach in (
            ("(4*x^2-2)*e^(-x^2)", "all"),
            ("1/x+1/(1-x)", "unit"),
            ("-x*ln(x)-(1-x)*ln(1-x)", "unit"),
            ("12*x^2-4", "all"),
            ("2/(1+x^2)^(3/2)", "all"),
            ("abs(x-1)+abs(x+1)", "all"),
            ("max(x^2, 2*x+3)", "all"),
            ("sqrt((x-2)^2/4+9)", "all"),
        )
    ),
]

FAR = {"all": 50, "positive": 50, "unit": Fraction(9, 10)}


def mapped(tree: Node, change: dict[str, str]) -> Node:
    """Apply one of the rewritings of functions all over a tree."""
    rebuilt = with_children(tree, lambda part: mapped(part, change))
    if isinstance(rebuilt, Call) and rebuilt.function in change:
        pattern = read_typed(change[rebuilt.function])
        return put(pattern, "u", rebuilt.arguments[0])
    return rebuilt


def put(tree: Node, name: str, value: Node) -> Node:
    """Put a tree in place of a name."""
    if tree == Name(name):
        return value
    return with_children(tree, lambda part: put(part, name, value))


def reversed_order(tree: Node) -> Node:
    """Turn every sum and product round."""
    rebuilt = with_children(tree, reversed_order)
    match rebuilt:
        case Sum(terms):
            return Sum(tuple(reversed(terms)))
        case Product(factors):
            return Product(tuple(reversed(factors)))
        case _:
            return rebuilt


def distributed(tree: Node) -> Node:
    """Multiply the first product with a sum in it out."""
    if isinstance(tree, Product):
        for at, factor in enumerate(tree.factors):
            if isinstance(factor, Sum):
                others = tree.factors[:at] + tree.factors[at + 1 :]
                return Sum(tuple(Product((*others, term)) for term in factor.terms))
    return with_children(tree, distributed)


def powers_below(tree: Node) -> Node:
    """Write every fraction as a product with a negative power."""
    rebuilt = with_children(tree, powers_below)
    if isinstance(rebuilt, Quotient):
        return Product((rebuilt.top, Power(rebuilt.bottom, number(-1))))
    return rebuilt


REWRITTEN = {
    "sigmoid": "1/(1+exp(-u))",
    "tanh": "(exp(u)-exp(-u))/(exp(u)+exp(-u))",
    "sqrt": "u^(1/2)",
    "relu": "(u+abs(u))/2",
    "sec": "1/cos(u)",
    "tan": "sin(u)/cos(u)",
    "abs": "sqrt(u^2)",
    "cos": "sin(u+pi/2)",
    "ln": "-ln(1/u)",
}


def correct(base: Base, tree: Node) -> Iterator[tuple[str, str]]:
    """Give rewritings that keep the value."""
    v, text = base.variable, f"({typed(tree)})"
    yield line(tree), "as it is shown"
    yield latex(tree), "in LaTeX"
    yield typed(tree).replace("^", "**"), "Python's powers"
    yield typed(reversed_order(tree)), "every sum and product turned round"
    yield typed(distributed(tree)), "one product multiplied out"
    yield typed(powers_below(tree)), "fractions as negative powers"
    yield typed(mapped(tree, REWRITTEN)), "functions written out"
    yield f"{text}*({v}^2+1)/({v}^2+1)", "a factor above and below the line"
    yield f"{text}+sin({v})^2+cos({v})^2-1", "a hidden zero"
    yield f"-(-{text})", "two signs"
    yield f"3*{text}/3", "a number above and below the line"
    yield f"{text}*({v}-7)/({v}-7)", "a removable singularity at 7"


def mutations(tree: Node) -> Iterator[tuple[Node, str]]:
    """Give trees in which one thing is changed."""
    match tree:
        case Number(value, _) if value.denominator == 1:
            yield number(int(value) + 1), f"{value} became {value + 1}"
        case Sum(terms):
            yield Sum((Negative(terms[0]), *terms[1:])), "the sign of a term"
            yield (terms[0] if len(terms) == 2 else Sum(terms[:-1])), "a term missing"
        case Product(factors) if factors[0] != Number(Fraction(1), "1"):
            yield (factors[1] if len(factors) == 2 else Product(factors[1:])), "a factor missing"
        case Call(function, arguments) if function in {"sin", "cos", "ln", "sqrt", "sigmoid"}:
            yield arguments[0], f"{function} missing"
    for at, part in enumerate(_parts(tree)):
        for changed, about in mutations(part):
            yield _with_part(tree, at, changed), about


def _parts(tree: Node) -> list[Node]:
    found: list[Node] = []
    with_children(tree, lambda part: found.append(part) or part)
    return found


def _with_part(tree: Node, at: int, changed: Node) -> Node:
    count = iter(range(1000))
    return with_children(tree, lambda part: changed if next(count) == at else part)


def wrong(base: Base, tree: Node) -> Iterator[tuple[str, str]]:
    """Give changes that alter the value."""
    v, text, far = base.variable, f"({typed(tree)})", FAR[base.reach]
    yield f"{text}+10^(-7)", "a constant 1e-7 off"
    yield f"{text}*(1+10^(-9))", "a factor 1e-9 off"
    yield f"{text}+10^(-40)*{v}", "a term no double can see"
    yield f"-{text}", "the opposite sign"
    yield f"2*{text}", "twice as large"
    yield f"{text}*{v}", "a factor too many"
    yield f"{text}+relu({v}-{typed(_fraction(far))})", f"equal up to {far} only"
    yield f"{text}+relu({typed(_fraction(Fraction(1, 2)))}-{v})", "equal from 1/2 on only"
    if base.reach == "all":
        yield f"{text}+relu(-60-{v})", "equal from -60 on only"
    seen: set[Node] = {tree}
    for at, (changed, about) in enumerate(mutations(tree)):
        if changed not in seen and at < 12:
            seen.add(changed)
            yield typed(changed), about


def _fraction(value: Fraction | int) -> Node:
    value = Fraction(value)
    whole = number(value.numerator)
    return whole if value.denominator == 1 else Quotient(whole, number(value.denominator))


def rows() -> Iterator[str]:
    """Give the lines of the file; a pair that comes up twice is written once."""
    seen: set[tuple[str, str]] = set()
    for base in BASES:
        tree = read_typed(base.text)
        variables = ",".join(sorted(names(tree)))
        assert Constant("i") not in _parts(tree)
        for makers, label in ((correct, "correct"), (wrong, "wrong")):
            for given, about in makers(base, tree):
                if (base.text, given) in seen:
                    continue
                seen.add((base.text, given))
                yield "\t".join((typed(tree), given, variables, label, f"{base.topic}: {about}"))


def main() -> None:
    """Write the file."""
    TARGET.write_text("\n".join(rows()) + "\n", encoding="utf-8")
    print(TARGET, len(TARGET.read_text(encoding="utf-8").splitlines()), "pairs")


if __name__ == "__main__":
    main()
