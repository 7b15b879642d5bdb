"""Maths in two dimensions: what a block looks like, and what it never does."""

import unicodedata

import pytest
from hypothesis import given, settings
from random_trees import trees

from drill.maths.layout import block
from drill.maths.read import read, read_typed
from drill.maths.scope import Scope
from drill.maths.show import line
from drill.maths.tree import Node, names

PICTURES = {
    "(x+1)/(x-1)": """
        |x + 1|
        |─────|
        |x − 1|
    """,
    "1/2*x^2+e^(-x^2/2)/sqrt(2*pi)": """
        |        −x²/2|
        |1      e     |
        |─ x² + ──────|
        |2      √(2π) |
    """,
    "((x+1)/2)^2": """
        |⎛x + 1⎞²|
        |⎜─────⎟ |
        |⎝  2  ⎠ |
    """,
    "1/x/(1/y)": """
        | 1 |
        | ─ |
        | x |
        |───|
        | 1 |
        | ─ |
        | y |
    """,
    "-1/x^2": """
        |  1 |
        |− ──|
        |  x²|
    """,
    "2*(1/3)": """
        |    1|
        |2 · ─|
        |    3|
    """,
    "1/2*(1/3)": """
        |1   1|
        |─ · ─|
        |2   3|
    """,
    "sqrt(1+x/2)/3": """
        | ┌─────|
        | │    x|
        | │1 + ─|
        |╲│    2|
        |───────|
        |   3   |
    """,
    "cbrt(1/x)": """
        | ┌─|
        |³│1|
        | │─|
        |╲│x|
    """,
    "sqrt(e^(2*x))": """
        | ┌───|
        | │ 2x|
        |╲│e  |
    """,
    "abs(x/2)": """
        |│x│|
        |│─│|
        |│2│|
    """,
    "norm(x/2)": """
        |║x║|
        |║─║|
        |║2║|
    """,
    "floor(x/2)+ceil(x/2)": """
        |│x│   ⎡x⎤|
        |│─│ + │─│|
        |⎣2⎦   │2│|
    """,
    "[[1, 2], [10, 3]]": """
        |⎡1   2⎤|
        |⎣10  3⎦|
    """,
    "[[1, 2], [x/2, 3]]": """
        |⎡1  2⎤|
        |⎢    ⎥|
        |⎢x   ⎥|
        |⎢─  3⎥|
        |⎣2   ⎦|
    """,
    "transpose([[1, 2], [3, 4]])*x": """
        |⎡1  2⎤ᵀ x|
        |⎣3  4⎦   |
    """,
    "transpose(x/2)": """
        |⎛x⎞ᵀ|
        |⎜─⎟ |
        |⎝2⎠ |
    """,
    "(x/2, 1)": """
        |⎛x   ⎞|
        |⎜─, 1⎟|
        |⎝2   ⎠|
    """,
    "(x/2,)": """
        |⎛x ⎞|
        |⎜─,⎟|
        |⎝2 ⎠|
    """,
    "{1/2, -1/2}": """
        |⎧1    1⎫|
        |⎨─, − ─⎬|
        |⎩2    2⎭|
    """,
    "exp(x)/(1+exp(x))^2": """
        |   exp(x)    |
        |─────────────|
        |(1 + exp(x))²|
    """,
    "sin(x/2)^2": """
        |    ⎛x⎞|
        |sin²⎜─⎟|
        |    ⎝2⎠|
    """,
    "sigmoid(x/2)*(1-sigmoid(x/2))": """
        | ⎛x⎞ ⎛     ⎛x⎞⎞|
        |σ⎜─⎟ ⎜1 − σ⎜─⎟⎟|
        | ⎝2⎠ ⎝     ⎝2⎠⎠|
    """,
    "log(x/2, 3)": """
        |    ⎛x⎞|
        |log₃⎜─⎟|
        |    ⎝2⎠|
    """,
    "factorial(n/2)": """
        |⎛n⎞ |
        |⎜─⎟!|
        |⎝2⎠ |
    """,
    "max(0, x/2)": """
        |   ⎛   x⎞|
        |max⎜0, ─⎟|
        |   ⎝   2⎠|
    """,
    "(x/(1+x^2))^(1/2)": """
        |        1/2|
        |⎛  x   ⎞   |
        |⎜──────⎟   |
        |⎝1 + x²⎠   |
    """,
    "e^x/x": """
        | x|
        |e |
        |──|
        |x |
    """,
    "x-(y-1/2)": """
        |    ⎛    1⎞|
        |x − ⎜y − ─⎟|
        |    ⎝    2⎠|
    """,
    "dy/dx = -x/y": """
        |          x|
        |dy/dx = − ─|
        |          y|
    """,
    "12*(3*x+1)^3": """
        |12 (3x + 1)³|
    """,
}


def picture(text: str) -> tuple[str, ...]:
    return tuple(row.strip()[1:-1] for row in text.strip().splitlines())


@pytest.mark.parametrize("text", PICTURES)
def test_a_block_looks_as_on_paper(text: str) -> None:
    assert block(read_typed(text)) == picture(PICTURES[text])


@settings(deadline=None, max_examples=200)
@given(trees)
def test_the_lines_of_a_block_are_equally_long_and_of_narrow_characters(tree: Node) -> None:
    rows = block(tree)
    assert len({len(row) for row in rows}) == 1
    text = "".join(rows)
    assert text.isprintable()
    assert not any(unicodedata.east_asian_width(character) in "WF" for character in text)
    assert not any(unicodedata.combining(character) for character in text)


@settings(deadline=None, max_examples=100)
@given(trees)
def test_a_block_never_begins_or_ends_with_an_empty_line(tree: Node) -> None:
    rows = block(tree)
    assert rows[0].strip()
    assert rows[-1].strip()


def test_a_block_wider_than_the_screen_becomes_one_line() -> None:
    tree = read("(x+1)/(x-1) + (x+2)/(x-2)", Scope(("x",))).tree
    assert len(block(tree, 40)) == 3
    assert block(tree, 12) == (line(tree),)


def test_a_block_taller_than_a_screen_becomes_one_line() -> None:
    tree = read("1/(1+" * 20 + "x" + ")" * 20, Scope(("x",))).tree
    assert block(tree, 200) == (line(tree),)


def test_what_is_flat_is_one_line_whatever_its_width() -> None:
    tree = read("+".join(["x"] * 60), Scope(("x",))).tree
    assert names(tree) == {"x"}
    assert block(tree) == (line(tree),)
