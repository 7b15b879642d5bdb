"""LaTeX in a terminal: on one line, in words, and in two dimensions."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from wcwidth import wcswidth, wcwidth

from drill.maths import typeset
from drill.maths.cells import cells, cut
from drill.maths.errors import CannotSet
from drill.maths.latex.commands import ACCENTS, COMMANDS
from drill.maths.latex.reader import DEEPEST, LONGEST

INLINE_AND_SAID = [
    (r"f'(x)", "f′(x)", "f'(x)"),
    (r"f''(x)", "f″(x)", "f''(x)"),
    (r"x^2", "x²", "x^2"),
    (r"e^{-x}", "e⁻ˣ", "e^(-x)"),
    (r"w_1", "w₁", "w_1"),
    (r"x_i", "xᵢ", "x_i"),
    (r"w_{ij}", "wᵢⱼ", "w_ij"),
    (r"w_{ij}^{(l)}", "wᵢⱼ⁽ˡ⁾", "w_ij^(l)"),
    (r"x_{k+1} = x_k - \eta f", "xₖ₊₁ = xₖ − ηf", "x_(k+1) = x_k - eta f"),
    (r"x^{n-1}", "xⁿ⁻¹", "x^(n-1)"),
    (r"x^{1/2}", "x^(1/2)", "x^(1/2)"),
    (r"x^{2^n}", "x^(2ⁿ)", "x^(2^n)"),
    (r"x_{i,j}", "x_(i,j)", "x_(i,j)"),
    (r"\theta_{\text{new}}", "θ_new", "theta_new"),
    (r"x² + y₁", "x² + y₁", "x^2 + y_1"),
    (r"\frac{a}{b}", "a/b", "a/b"),
    (r"\frac{a+b}{2x}", "(a + b)/(2x)", "(a + b)/(2x)"),
    (r"\frac{1}{2}x^2", "(1/2)x²", "(1/2)x^2"),
    (r"-\frac{a}{b}", "−a/b", "-a/b"),
    (r"\frac{\sin x}{x}", "(sin x)/x", "(sin x)/x"),
    (r"\frac{\frac{a}{b}}{c}", "(a/b)/c", "(a/b)/c"),
    (r"\left(\frac{a}{b}\right)^2", "(a/b)²", "(a/b)^2"),
    (r"\frac{a}{b}^2", "(a/b)²", "(a/b)^2"),
    (r"\tfrac12", "1/2", "1/2"),
    (r"\frac{d}{dx} x^n", "d/dx xⁿ", "d/dx x^n"),
    (r"\frac{dy}{du}\frac{du}{dx}", "(dy/du)(du/dx)", "(dy/du)(du/dx)"),
    (r"\frac{\partial L}{\partial w_{ij}}", "∂L/∂wᵢⱼ", "partial L/partial w_ij"),
    (r"\nabla_\theta L", "∇_θ L", "grad_theta L"),
    (r"a \cdot -b", "a · −b", "a * -b"),
    (r"a\le b \ne c", "a ≤ b ≠ c", "a <= b != c"),
    (r"\sigma(x)(1-\sigma(x))", "σ(x)(1 − σ(x))", "sigma(x)(1 - sigma(x))"),
    (r"2\sin x\cos x", "2 sin x cos x", "2 sin x cos x"),
    (r"1/\cos(5x) + \cos x/\sin x", "1/cos(5x) + cos x/sin x", "1/cos(5x) + cos x/sin x"),
    (r"\sin^2 x", "sin² x", "sin^2 x"),
    (r"\max(0, x)", "max(0, x)", "max(0, x)"),
    (r"\max_{x \in S} f(x)", "max[x∈S] f(x)", "max over x in S of f(x)"),
    (r"\lim_{h \to 0} f(h)", "lim[h→0] f(h)", "limit as h -> 0 of f(h)"),
    (r"\sum_{i=1}^{n} x_i", "∑ᵢ₌₁ⁿ xᵢ", "sum from i=1 to n of x_i"),
    (r"\sum_i x_i", "∑ᵢ xᵢ", "sum over i of x_i"),
    (r"\int_0^1 x\,dx", "∫₀¹ x dx", "integral from 0 to 1 of x dx"),
    (r"\hat{y}", "ŷ", "y_hat"),
    (r"\hat y_i", "ŷᵢ", "y_hat_i"),
    (r"\hat{y_i}", "ŷᵢ", "y_hat_i"),
    (r"\dot{x}", "ẋ", "x_dot"),
    (r"\mathbb{R}^n", "ℝⁿ", "R^n"),
    (r"\mathbf{w}^\top x", "wᵀx", "w^T x"),
    (r"\mathcal{L}", "ℒ", "L"),
    (r"\lVert x \rVert_2^2", "‖x‖₂²", "||x||_2^2"),
    (r"\|x\|", "‖x‖", "||x||"),
    (r"||x||", "‖x‖", "||x||"),
    (r"|x| - |-y|", "|x| − |−y|", "|x| - |-y|"),
    (r"p(y|x)", "p(y|x)", "p(y|x)"),
    (r"[0, 1)", "[0, 1)", "[0, 1)"),
    (r"a \odot b", "a ⊙ b", "a elementwise times b"),
    (r"\sqrt{x}", "√x", "sqrt(x)"),
    (r"\sqrt{x+1}", "√(x + 1)", "sqrt(x + 1)"),
    (r"\sqrt[3]{x}", "³√x", "cbrt(x)"),
    (r"\sqrt[n]{x}", "ⁿ√x", "root(x, n)"),
    (r"\sqrt{x}^2", "(√x)²", "(sqrt(x))^2"),
    (r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}", "[[a, b], [c, d]]", "[[a, b], [c, d]]"),
    (r"\begin{bmatrix} 1 \\ 2 \end{bmatrix}", "(1, 2)", "(1, 2)"),
    (
        r"\begin{cases} x & x > 0 \\ 0 & \text{otherwise} \end{cases}",
        "{ x if x > 0; 0 otherwise }",
        "{ x if x > 0; 0 otherwise }",
    ),
    (r"\begin{aligned} f &= a \\ &= b \end{aligned}", "f = a = b", "f = a = b"),
    (r"f: \mathbb{R} \to \mathbb{R}", "f: ℝ → ℝ", "f: R -> R"),
    (r"\left.\frac{df}{dx}\right|_{x=0}", "df/dx|ₓ₌₀", "df/dx|_(x=0)"),
    (r"\binom{n}{k}", "(n choose k)", "(n choose k)"),
    (r"60{,}000", "60,000", "60,000"),
    (r"\operatorname{softmax}(z)", "softmax(z)", "softmax(z)"),
    (r"\operatorname*{arg\,max}_x f(x)", "argmax[x] f(x)", "argmax over x of f(x)"),
    (r"x \not= y \not\in S", "x ≠ y ∉ S", "x != y not in S"),
    (r"\log_2 8", "log₂ 8", "log_2 8"),
    (r"2\pi r", "2πr", "2 pi r"),
    (r"1/(2x)", "1/(2x)", "1/(2x)"),
    (r"f(A[m][n])", "f(A[m][n])", "f(A[m][n])"),
    (r"x^*", "x*", "x^*"),
    (r"5\%", "5%", "5%"),
    (r"\quad x", "x", "x"),
]


@pytest.mark.parametrize(("latex", "line", "said"), INLINE_AND_SAID, ids=lambda text: text[:30])
def test_a_formula_is_set_on_one_line_and_said_in_ascii(latex: str, line: str, said: str) -> None:
    assert typeset.inline(latex) == line
    assert typeset.ascii(latex) == said


DRAWN = {
    r"\frac{a+b}{c} = 2": """
a + b
───── = 2
  c
""",
    r"f'(x) = \lim_{h \to 0} \frac{f(x+h) - f(x)}{h}": """
            f(x + h) − f(x)
f′(x) = lim ───────────────
        h→0        h
""",
    r"\frac{1}{n} \sum_{i=1}^n x_i^2": """
1  n
─  ∑  xᵢ²
n i=1
""",
    r"e^{-\frac{x^2}{2}}": """
 −x²/2
e
""",
    r"x_{\text{new}}^{a/b}": """
 a/b
x
 new
""",
    r"\left(\frac{a}{b}\right)^2": """
⎛a⎞²
⎜─⎟
⎝b⎠
""",
    r"\sqrt{\frac{a}{b}}": """
 ⎛a⎞
√⎜─⎟
 ⎝b⎠
""",
    r"\frac{\frac{a}{b}}{c}": """
 a
 ─
 b
───
 c
""",
    r"-\frac{a}{b}, c": """
  a
− ─, c
  b
""",
    r"A = \begin{pmatrix} 1 & -2 \\ 3 & 4 \end{pmatrix}": """
A = ⎛1  −2⎞
    ⎝3  4 ⎠
""",
    r"\begin{bmatrix} \frac{1}{2} & 0 \\ 0 & 1 \end{bmatrix}^{-1}": """
⎡1   ⎤⁻¹
⎢─  0⎥
⎢2   ⎥
⎢    ⎥
⎣0  1⎦
""",
    r"r(x) = \begin{cases} x & \text{if } x > 0 \\ 0 & \text{otherwise} \end{cases}": """
r(x) = ⎧x   if x > 0
       ⎩0   otherwise
""",
    r"\begin{aligned} f(x) &= (x+1)^2 \\ &= x^2 + 2x + 1 \end{aligned}": """
f(x) = (x + 1)²
     = x² + 2x + 1
""",
    r"\left.\frac{df}{dx}\right|_{x=0}": """
df│
──│
dx│ₓ₌₀
""",
    r"\operatorname*{argmin}_x f(x)": """
argmin f(x)
  x
""",
    r"\binom{n}{k}": """
⎛n⎞
⎜ ⎟
⎝k⎠
""",
    r"x + 1": """
x + 1
""",
}


@pytest.mark.parametrize("latex", DRAWN, ids=lambda text: text[:30])
def test_a_formula_is_drawn_in_two_dimensions(latex: str) -> None:
    drawn = "\n".join(line.rstrip() for line in typeset.display(latex, 70))
    assert drawn == DRAWN[latex].strip("\n")


def test_a_formula_too_wide_is_broken_before_its_relations() -> None:
    latex = r"f(x) = \frac{a + b + c}{d} = a^2 + 2ab + b^2"
    assert [line.rstrip() for line in typeset.display(latex, 24)] == [
        "f(x)",
        "      a + b + c",
        "    = ─────────",
        "          d",
        "    = a² + 2ab + b²",
    ]


def test_what_has_no_relation_to_break_at_is_set_on_plain_lines() -> None:
    lines = typeset.display("+".join(["abc"] * 12), 20)
    assert "".join(lines).replace(" ", "") == "+".join(["abc"] * 12)
    assert all(cells(line) <= 20 for line in lines)


REFUSED = [
    (r"\foo{x}", r"`\foo` is not a command drill can show; did you mean `\rfloor`?"),
    (r"\alfa + 1", r"`\alfa` is not a command drill can show; did you mean `\alpha`?"),
    (r"\zzzzzz", r"`\zzzzzz` is not a command drill can show"),
    (r"\frac{a}", r"nothing follows `\frac`"),
    (r"x_", "nothing follows `_`"),
    (r"{x", r"something is opened and not closed: a `{`, `\left` or `\begin`"),
    (r"x}", "a `}` without its `{`"),
    (r"\left( x", r"something is opened and not closed: a `{`, `\left` or `\begin`"),
    (r"x \right)", r"a `\right` without its `\left`"),
    (r"\left x \right)", r"`\left` needs a bracket behind it, and `x` is none"),
    (r"\begin{pmatri} a \end{pmatri}", "the environment `pmatri` cannot be shown; did you mean"),
    (r"\begin{matrix} a \end{bmatrix}", r"`\begin{matrix}` is closed by `\end{bmatrix}`"),
    (r"a \end{matrix}", r"an `\end` without its `\begin`"),
    (r"{a & b}", "`&` stands outside of an environment such as `aligned`"),
    (r"x^2^3", "two superscripts on one sign; put the base in braces"),
    (r"x_2_3", "two subscripts on one sign; put the base in braces"),
    ("x\\", "a backslash at the end of the formula"),
    ("日", "the character 日 (U+65E5) is not one cell wide"),
    (r"\text{日}", "the character 日 (U+65E5) is not one cell wide"),
    ("x\u0302", "is not one cell wide"),
    ("a \u202e b", "the character U+202E does not belong in a formula"),
    ("a \x1b b", "the character U+001B (escape) does not belong in a formula"),
    ("   ", "the formula between the dollar signs is empty"),
    (r"\text{a \frac b}", r"a command inside `\text{…}` or a name; only plain text is shown there"),
    (r"\not<", r"`\not` is understood before `=` and `\in` only"),
    (r"a $ b", r"a dollar sign inside a formula; write `\$` for the sign itself"),
    (r"\operatorname{}", r"`\operatorname` names nothing"),
    ("x" * (LONGEST + 1), f"a formula of {LONGEST + 1} characters; at most {LONGEST} are shown"),
    (r"\sqrt" * 100 + "x", f"brackets and commands nested more than {DEEPEST} deep"),
    ("(" * 500 + ")" * 500, f"brackets and commands nested more than {DEEPEST} deep"),
    ("{" * 500 + "}" * 500, f"brackets and commands nested more than {DEEPEST} deep"),
    (r"\begin{matrix}" + "&" * 40 + r"\end{matrix}", "more than 20 rows or columns"),
]


@pytest.mark.parametrize(("latex", "sentence"), REFUSED, ids=lambda text: text[:30])
def test_what_cannot_be_shown_is_refused_by_name(latex: str, sentence: str) -> None:
    with pytest.raises(CannotSet) as refused:
        typeset.check(latex)
    assert sentence in str(refused.value)


def test_a_lone_bracket_or_bar_is_a_sign() -> None:
    assert typeset.inline("(a, b") == "(a, b"
    assert typeset.inline("a) + |b") == "a) + |b"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_a_narrow_sign_and_words_in_ascii(name: str) -> None:
    sign = COMMANDS[name]
    assert all(wcwidth(character) == 1 for character in sign.shown)
    assert sign.said.isascii()
    assert all(character < "\U00010000" for character in sign.shown)


PIECES = [
    *"xyn23+-=<>()[]|,:'^_{}&.!/ ",
    *(rf"\{name} " for name in ("frac", "sqrt", "sum", "lim", "hat", "sigma", "cdot", "text")),
    *(rf"\{name} " for name in ("left(", "right)", "mathbb", "ln", "int", "to", "partial", "\\")),
    r"\begin{matrix}",
    r"\end{matrix}",
    "{x}",
    "²",
    "σ",
    r"\,",
]
WHOLE = [r"\frac{x}{2}", r"\sqrt{y}", r"x^2", "(x+1)", r"\sum_{i=1}^n", "=", "+", r"\hat{m}", "a"]


@given(st.lists(st.sampled_from(PIECES), max_size=25), st.integers(20, 90))
@settings(deadline=None, max_examples=400, derandomize=True)
@example(pieces=list("x^y^z"), width=20)
def test_any_formula_is_set_in_narrow_characters_or_refused(pieces: list[str], width: int) -> None:
    _set_or_refused("".join(pieces), width)


@given(st.lists(st.sampled_from(WHOLE), min_size=1, max_size=40), st.integers(1, 90))
@settings(deadline=None, max_examples=200, derandomize=True)
def test_long_formulas_stay_within_any_width(pieces: list[str], width: int) -> None:
    _set_or_refused(" ".join(pieces), width)


def _is_refused(latex: str) -> bool:
    try:
        typeset.check(latex)
    except CannotSet as refused:
        return bool(str(refused))
    return False


def _set_or_refused(latex: str, width: int) -> None:
    if _is_refused(latex):
        return
    line, said = typeset.inline(latex), typeset.ascii(latex)
    lines = typeset.display(latex, width)
    assert said.isascii()
    assert said.isprintable()
    assert "?" not in said
    assert len({cells(row) for row in lines}) == 1
    assert cells(lines[0]) <= width
    for text in (line, *lines):
        assert cells(text) == wcswidth(text)
        marks = {mark for mark in text if wcwidth(mark) != 1}
        assert marks <= set(ACCENTS.values())


@given(st.text(max_size=40), st.integers(1, 20))
@settings(deadline=None, max_examples=200, derandomize=True)
def test_a_cut_loses_nothing_and_fits_unless_one_character_does_not(text: str, width: int) -> None:
    head, rest = cut(text, width)
    assert head + rest == text
    assert cells(head) <= max(width, 2)
    assert bool(head) == bool(text)


def test_setting_a_formula_loads_nothing_heavy() -> None:
    program = (
        "import sys; from drill.maths import typeset;"
        r"typeset.check(r'\frac{1}{2}'); typeset.display('x', 20);"
        "print([name for name in ('sympy', 'numpy', 'flint', 'yaml', 'rich', 'textual')"
        " if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
