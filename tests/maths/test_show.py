"""A tree is written for machines, for people and in LaTeX, and each form reads back as the tree."""

import pytest
from hypothesis import assume, given, settings
from random_trees import NAMES, trees
from spelling_tables import SCOPE, rows

from drill.maths.read import read, read_typed
from drill.maths.scope import Scope
from drill.maths.show import latex, line, typed
from drill.maths.tree import (
    Call,
    Constant,
    Matrix,
    Name,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    Vector,
    children,
    number,
)

EVERY_NAME = Scope(NAMES)
MANY = settings(deadline=None, max_examples=150)
X, Y, N, ONE, TWO, THREE = Name("x"), Name("y"), Name("n"), number(1), number(2), number(3)


@MANY
@given(trees)
def test_typed_form_reads_back_as_the_same_tree(tree: Node) -> None:
    assert read_typed(typed(tree), EVERY_NAME) == tree
    assert read(typed(tree), EVERY_NAME).tree == tree


@MANY
@given(trees)
def test_the_line_reads_back_as_the_same_tree_and_is_never_in_doubt(tree: Node) -> None:
    reading = read(line(tree), EVERY_NAME)
    assert reading.tree == tree
    assert reading.ambiguities == ()


@MANY
@given(trees)
def test_latex_reads_back_as_the_same_tree_where_it_spells_it(tree: Node) -> None:
    assume(all(map(is_spelled_in_latex, parts(tree))))
    assert read(latex(tree), EVERY_NAME).tree == tree


@MANY
@given(trees)
def test_no_form_has_a_doubled_sign(tree: Node) -> None:
    for text in (typed(tree), line(tree), latex(tree)):
        for doubled in ("+-", "--", "+ -", "+ −", "− −", "−−", "**"):
            assert doubled not in text


@pytest.mark.parametrize("text", [row[1] for row in rows("spellings.txt")])
def test_the_canonical_form_of_every_spelling_is_its_own_canonical_form(text: str) -> None:
    assert typed(read(text, SCOPE).tree) == text
    assert typed(read_typed(text, SCOPE)) == text


@pytest.mark.parametrize(
    ("tree", "form"),
    [
        (Sum((X, Negative(Y))), "x-y"),
        (Sum((Negative(X), Y)), "-x+y"),
        (Sum((X, Negative(Negative(Y)))), "x-(-y)"),
        (Sum((X, Negative(Sum((Y, ONE))))), "x-(y+1)"),
        (Sum((Sum((X, Y)), ONE)), "(x+y)+1"),
        (Sum((ONE, Sum((X, Y)))), "1+(x+y)"),
        (Negative(Negative(X)), "-(-x)"),
        (Negative(Product((X, Y))), "-x*y"),
        (Product((Negative(X), Y)), "(-x)*y"),
        (Product((X, Negative(Y))), "x*(-y)"),
        (Product((Product((X, Y)), TWO)), "(x*y)*2"),
        (Product((X, Sum((Y, ONE)))), "x*(y+1)"),
        (Product((Quotient(X, Y), TWO)), "x/y*2"),
        (Product((TWO, Quotient(X, Y))), "2*(x/y)"),
        (Quotient(Product((X, Y)), TWO), "x*y/2"),
        (Quotient(X, Product((TWO, Y))), "x/(2*y)"),
        (Quotient(Quotient(X, Y), TWO), "x/y/2"),
        (Quotient(X, Quotient(Y, TWO)), "x/(y/2)"),
        (Quotient(Negative(X), Y), "(-x)/y"),
        (Negative(Quotient(X, Y)), "-x/y"),
        (Power(Power(X, TWO), THREE), "(x^2)^3"),
        (Power(X, Power(Y, TWO)), "x^(y^2)"),
        (Power(Negative(X), TWO), "(-x)^2"),
        (Negative(Power(X, TWO)), "-x^2"),
        (Power(X, Negative(ONE)), "x^(-1)"),
        (Power(Call("sin", (X,)), TWO), "sin(x)^2"),
        (Vector((X,)), "(x,)"),
        (Matrix(((X, ONE), (TWO, Y))), "[[x, 1], [2, y]]"),
    ],
)
def test_typed_form_has_brackets_exactly_where_the_tree_needs_them(tree: Node, form: str) -> None:
    assert typed(tree) == form
    assert read_typed(form) == tree


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("12*(3*x+1)^3", "12 (3x + 1)³"),
        ("sigmoid(x)*(1-sigmoid(x))", "σ(x) (1 − σ(x))"),
        ("2*pi*r", "2πr"),
        ("2*x*y^2", "2xy²"),
        ("x^2*y", "x²y"),
        ("3*x^2*y*z^2", "3x²yz²"),
        ("x^2*2", "x² · 2"),
        ("x^y*z", "x^y z"),
        ("l*n*x", "l nx"),
        ("p*i", "p i"),
        ("o*r*x", "o rx"),
        ("w1*x1+b", "w₁x₁ + b"),
        ("theta1*yhat", "θ₁ŷ"),
        ("loss*x", "loss x"),
        ("3*loss", "3 loss"),
        ("2*3*x", "2 · 3x"),
        ("x*2", "x · 2"),
        ("2^x*3^x", "2^x · 3^x"),
        ("1/2*x", "(1/2) x"),
        ("1/(2*x)", "1/(2x)"),
        ("x/y/2", "(x/y)/2"),
        ("e^x/2", "e^x / 2"),
        ("x^2/2", "x²/2"),
        ("e^(-x)", "e^(−x)"),
        ("x^(-1)", "x⁻¹"),
        ("n*x^(n-1)", "nxⁿ⁻¹"),
        ("x^(1/2)", "x^(1/2)"),
        ("x^(y^2)", "x^(y²)"),
        ("(x^2)^3", "(x²)³"),
        ("sin(x)^2", "sin²(x)"),
        ("sin(x)^(-1)", "sin(x)⁻¹"),
        ("sigmoid(x)^2", "σ(x)²"),
        ("sqrt(x)/(2*sqrt(x+1))", "√x/(2 √(x + 1))"),
        ("sqrt(x)^2", "(√x)²"),
        ("cbrt(x)", "∛x"),
        ("abs(x)/x", "|x|/x"),
        ("abs(abs(x)-1)", "abs(|x| − 1)"),
        ("norm((3, 4))^2", "‖(3, 4)‖²"),
        ("transpose(A)*x", "Aᵀ x"),
        ("factorial(n)/factorial(n-1)", "n!/(n − 1)!"),
        ("log2(x)+log10(x)+log(x, 3)+ln(x)", "log₂(x) + log₁₀(x) + log₃(x) + ln(x)"),
        ("floor(x)+ceil(x)", "⌊x⌋ + ⌈x⌉"),
        ("relu(-x)", "ReLU(−x)"),
        ("sigma*sigmoid(x)", "σ sigmoid(x)"),
        ("1e-3*x", "1e-3 x"),
        ("x-(-y)", "x − (−y)"),
        ("(2*x, 3)", "(2x, 3)"),
        ("[[1, 2], [3, 4]]", "[[1, 2], [3, 4]]"),
        ("{1, -1}", "{1, −1}"),
        ("{}", "{}"),
        ("dL/dw1 = -2*x*(y-yhat)", "dL/dw1 = −2x (y − ŷ)"),
        ("inf", "∞"),
    ],
)
def test_the_line_is_written_as_on_paper(text: str, shown: str) -> None:
    assert line(read_typed(text)) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("12*(3*x+1)^3", r"12 \left(3 x + 1\right)^{3}"),
        ("x/(2*sqrt(x+1))", r"\frac{x}{2 \sqrt{x + 1}}"),
        ("2*(1/2)", r"2 \cdot \frac{1}{2}"),
        ("2*3", r"2 \cdot 3"),
        ("theta1*yhat-x_i", r"\theta_{1} \hat{y} - x_{i}"),
        ("learning_rate*g", r"\mathrm{learning}_{rate} g"),
        ("sigmoid(x)^2", r"\sigma\left(x\right)^{2}"),
        ("relu(x)", r"\operatorname{ReLU}\left(x\right)"),
        ("2.5e-3*x", r"2.5 \cdot 10^{-3} x"),
        ("log2(x)", r"\log_{2}\left(x\right)"),
        ("log(x, 3)", r"\log_{3}\left(x\right)"),
        ("root(4, x)", r"\sqrt[4]{x}"),
        ("abs(x)", r"\left|x\right|"),
        ("norm(x)", r"\left\|x\right\|"),
        ("transpose(A)*x", r"A^{\top} x"),
        ("(x, y)", r"\begin{pmatrix} x \\ y \end{pmatrix}"),
        ("[[1, 2], [3, 4]]", r"\begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix}"),
        ("{1, 2}", r"\left\{1, 2\right\}"),
        ("dL/dw = x", r"\frac{dL}{dw} = x"),
        ("∂L/∂w = x", r"\frac{\partial L}{\partial w} = x"),
        ("d/dx f(x) = x", r"\frac{d}{dx} f(x) = x"),
        ("pi*inf", r"\pi \infty"),
    ],
)
def test_latex_is_written_as_it_is_usually_written(text: str, shown: str) -> None:
    assert latex(read_typed(text)) == shown


def test_the_imaginary_unit_is_shown_and_read_back() -> None:
    tree = Product((TWO, Constant("i")))
    scope = Scope(complex=True)
    assert line(tree) == "2 i"
    assert read(line(tree), scope).tree == read_typed(typed(tree), scope) == tree


def is_spelled_in_latex(node: Node) -> bool:
    """Tell whether LaTeX has this node in a form of its own."""
    match node:
        case Matrix(rows):
            return len(rows) > 1 and len(rows[0]) > 1
        case Number(_, text):
            return "e" not in text
        case Call("root", (Number(_, index), _)):
            return index not in {"2", "3"}
    return True


def parts(tree: Node) -> list[Node]:
    found = [tree]
    for node in found:
        found.extend(children(node))
    return found
