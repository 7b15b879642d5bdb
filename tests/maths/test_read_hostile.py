"""No text harms the reader: it is read or refused, in bounded time and depth, and never obeyed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drill.maths.errors import Unreadable
from drill.maths.layout import block
from drill.maths.read import Reading, read, read_typed
from drill.maths.reading.letters import run_at
from drill.maths.reading.words import Cuts, Split, cuts
from drill.maths.scope import Scope
from drill.maths.show import latex, line, typed
from drill.maths.tree import Node, children, names

SCOPES = (
    Scope(("x", "y", "w1", "a", "h", "theta", "e")),
    Scope(free=True),
    Scope(("x",), complex=True),
)
PIECES = (
    *"xyπσθei23.()[]{}|‖+-−*·/^²ⁿᵀ!, ;=±½_₂√'∂∇<>∞$⌊⌋≈:@éж&\\",
    *("w_1", "theta", "3.5", "1e-3", "sin", "ln", "log", "log_2", "exp ", "sqrt", "max", "norm"),
    *("**", "||", "⁻¹", "^T", "\\frac", "\\sqrt", "\\left(", "\\right)", "\\sin", "\\theta"),
    *("\\begin{pmatrix}", "\\end{pmatrix}", "\\\\", "dy/dx", "d/dx", " or ", "asin", "sinh"),
    *("\\hat{y}", "ŷ", "\u0302", "x_i", "{2}", "\\text{", "\u202e", "\x1b", "\u200b", "\n"),
)
GLUED = st.lists(st.sampled_from(PIECES), max_size=16).map("".join)


def read_or_refuse(text: str, scope: Scope) -> Reading | None:
    try:
        return read(text, scope)
    except Unreadable as refused:
        check(refused, text)
        return None


def check(refused: Unreadable, text: str) -> None:
    message = str(refused)
    assert 0 <= refused.column <= len(text)
    assert message.isprintable()
    assert message.endswith((".", "?"))


@settings(deadline=None, max_examples=300)
@given(st.text(max_size=60), st.sampled_from(SCOPES))
def test_any_text_is_read_or_refused_in_a_printable_sentence(text: str, scope: Scope) -> None:
    read_or_refuse(text, scope)


@settings(deadline=None, max_examples=700)
@given(GLUED, st.sampled_from(SCOPES))
def test_pieces_glued_together_are_read_or_refused_and_shown(text: str, scope: Scope) -> None:
    reading = read_or_refuse(text, scope)
    if reading is None:
        return
    tree = reading.tree
    own = Scope(tuple(filter(str.isidentifier, names(tree))), complex=scope.complex)
    assert read_typed(typed(tree), own) == tree
    assert read(line(tree), own).tree == tree
    assert latex(tree)
    assert len({len(row) for row in block(tree)}) == 1
    for doubt in reading.ambiguities:
        assert doubt.taken == tree != doubt.other


@settings(deadline=None, max_examples=200)
@given(GLUED)
def test_typed_form_is_read_or_refused_too(text: str) -> None:
    try:
        read_typed(text)
    except Unreadable as refused:
        check(refused, text)


@pytest.mark.parametrize(
    ("character", "number"),
    [
        ("\u202e", "U+202E"),
        ("\u2066", "U+2066"),
        ("\u200b", "U+200B"),
        ("\u200d", "U+200D"),
        ("\ufeff", "U+FEFF"),
        ("\u00ad", "U+00AD"),
        ("\x1b", "U+001B"),
        ("\x00", "U+0000"),
        ("\x7f", "U+007F"),
        ("\x9b", "U+009B"),
        ("\n", "U+000A"),
        ("\t", "U+0009"),
        ("\u2028", "U+2028"),
        ("\ud800", "U+D800"),
        ("\ue000", "U+E000"),
        ("\U000e0041", "U+E0041"),
        ("\ufe0f", "U+FE0F"),
        ("\u0334", "U+0334"),
    ],
)
def test_a_hidden_character_is_refused_by_its_number_and_place(character: str, number: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read(f"2x+{character}1", Scope(("x",)))
    assert refused.value.column == 3
    assert number in str(refused.value)
    assert character not in str(refused.value)


def test_a_hidden_character_is_refused_before_anything_else_is_looked_at() -> None:
    for text in ("\u202e", "x\u202e = 2", "f'\u200b(x) = 2", "$x$\x1b[2J", "\\text{\u202e}"):
        with pytest.raises(Unreadable, match=r"U\+"):
            read(text, Scope(("x",)))


@pytest.mark.parametrize(
    "text",
    [
        "sin(" * 480,
        "sin " * 480 + "x",
        "(" * 1000,
        "(" * 990 + "x" + ")" * 990,
        "[" * 1000,
        "{" * 2000,
        "|" * 2000,
        "‖" * 2000,
        "√" * 1999 + "x",
        "x^" * 900 + "x",
        "-x^" * 400 + "x",
        "2^-" * 600 + "x",
        "-" * 1999 + "x",
        "x*-" * 600 + "x",
        "x/" * 999 + "x",
        "x!" * 999,
        "x^T" * 600,
        "\\frac" * 390,
        "\\sqrt{" * 330,
        "\\hat{" * 330,
        "x_{" * 600,
        "x²" * 900,
        "²" * 2000,
        "9^" * 900 + "9",
        "1" * 2000,
        "9" * 51,
        "1e" + "9" * 500,
        "x" * 2000,
        "x " * 1000,
        "sinx" * 500,
        "1/2x" * 400,
        "log2" * 500,
        "asinh " * 300,
        "1,000,log₂" * 190,
        "sin^-1 " * 280,
        "x_1" * 600,
        "x_{" + "\\text{" * 300,
        "e^2x" * 400,
        "√2x " * 490,
        "sin x y " * 240,
        "1," * 900 + "1",
        "=" * 2000,
        "x=" * 900,
        "±" * 2000,
        "x=1 or " * 280,
        "'" * 500 + "=x",
        "d/d" * 600 + "=x",
        "$" * 2000,
        "\\begin{pmatrix}" * 130,
    ],
)
def test_a_hostile_text_is_read_or_refused_without_exhausting_anything(text: str) -> None:
    for scope in SCOPES:
        reading = read_or_refuse(text, scope)
        if reading is not None:
            assert depth(reading.tree) <= 100
            assert line(reading.tree)
            assert block(reading.tree)


@settings(deadline=None, max_examples=200)
@given(
    st.lists(st.sampled_from((*"axσ2", "log", "log2", "asinh", "sin", "theta", "10", "_1")))
    .map("".join)
    .filter(lambda text: text[:1].isalpha()),
    st.sampled_from(SCOPES),
)
def test_letters_behind_a_number_are_cut_as_if_the_run_began_there(text: str, scope: Scope) -> None:
    run = run_at(text, 0, len(text))
    assert run is not None
    if len(run.units) > 100:
        return
    whole = cuts(run, scope, bracket=False)
    for column in range(1, run.end):
        unit = whole.unit_at(column)
        rest = run_at(text, column, len(text)) if text[column].isalpha() else None
        if unit is not None and rest is not None and text[column - 1].isdigit():
            assert cut_or_refuse(whole, unit) == cut_or_refuse(cuts(rest, scope, bracket=False), 0)


def cut_or_refuse(ways: Cuts, unit: int) -> tuple[Split, Split] | tuple[str, int]:
    try:
        return ways.both(unit)
    except Unreadable as refused:
        return str(refused), refused.column


def test_powers_and_factorials_are_only_read_never_worked_out() -> None:
    for text in ("9**9**9**9", "factorial(10^8)", "(x+y+1)**300", "x^5999", "99999!"):
        assert read(text, Scope(("x", "y"))).tree


def test_code_is_not_run() -> None:
    for text in ('__import__("os").system("x")', "().__class__", "lambda: 0", "x.__dict__", "f{x}"):
        with pytest.raises(Unreadable):
            read(text, Scope(("x",)))


def test_a_text_longer_than_two_thousand_characters_is_refused() -> None:
    assert read("x+" * 999 + "1", Scope(("x",))).tree
    with pytest.raises(Unreadable, match="2001 characters"):
        read("x" + " " * 2000, Scope(("x",)))


def depth(tree: Node) -> int:
    level: list[Node] = [tree]
    count = 0
    while level:
        level = [child for node in level for child in children(node)]
        count += 1
    return count
