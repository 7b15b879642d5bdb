"""Prose as banks write it: what it means, how it is drawn, how it is said."""

from __future__ import annotations

import json
import sys
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drill.maths.cells import cells
from drill.maths.clean import (
    REPLACEMENT,
    all_forbidden,
    find_forbidden,
    neutralise,
)
from drill.maths.prose import (
    Bullets,
    CodeBlock,
    Display,
    Drawn,
    Numbered,
    Paragraph,
    Span,
    Table,
    drawn,
    formulas,
    has_stray_dollar,
    parse,
    plain,
    render,
    to_json,
)


def spans(text: str) -> list[tuple[str, str]]:
    (block,) = parse(text)
    assert isinstance(block, Paragraph)
    return [(span.text, span.style) for span in block.spans]


def lines(text: str, width: int = 60, *, ascii_only: bool = False) -> list[str]:
    found = render(parse(text), width, ascii=ascii_only)
    return ["".join(span.text for span in line) for line in found]


# --- inline ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a **b** c", [("a ", "plain"), ("b", "strong"), (" c", "plain")]),
        ("*em* and `code`", [("em", "em"), (" and ", "plain"), ("code", "code")]),
        ("$x^2$.", [("x^2", "maths"), (".", "plain")]),
        ("**bold $x$ bold**", [("bold ", "strong"), ("x", "maths"), (" bold", "strong")]),
        ("**a *b* c**", [("a b c", "strong")]),
        ("`$5 **`", [("$5 **", "code")]),
        ("``a ` b``", [("a ` b", "code")]),
        ("one\ntwo", [("one two", "plain")]),
    ],
)
def test_emphasis_code_and_maths_are_read(text: str, expected: list[tuple[str, str]]) -> None:
    assert spans(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "A[m][n] and [red]x[/red] and [@click=app.bell]y[/]",
        "2*3*4 and a * b * c and **",
        "costs $5 and $6",
        "a lone ` here",
        "snake_case_name and __dunder__",
        "<b>no</b> &amp; [link](url)",
        "# no heading",
        "a ** b",
    ],
)
def test_what_opens_nothing_shows_as_it_is_written(text: str) -> None:
    assert spans(text) == [(text, "plain")]
    assert lines(text) == [text]
    assert plain(parse(text)) == text


def test_a_backslash_makes_a_sign_plain() -> None:
    assert spans(r"\$5, \*no\*, \`x\`, \\") == [(r"$5, *no*, `x`, \ ".strip(), "plain")]
    assert not has_stray_dollar(r"\$5 and $x$")


@pytest.mark.parametrize("text", ["it costs $5", "$ x $", "$x", "a $x$ and $", "- item $y"])
def test_a_dollar_that_encloses_nothing_is_noticed(text: str) -> None:
    assert has_stray_dollar(text)


# --- blocks ---------------------------------------------------------------------------------------


def test_paragraphs_are_parted_by_blank_lines() -> None:
    assert parse("a\nb\n\n\nc") == (
        Paragraph((Span("a b"),)),
        Paragraph((Span("c"),)),
    )


def test_lists_are_read_with_their_later_lines() -> None:
    text = "- one\n  more\n- two\n\n- three\n\n2. second\n3. third"
    assert parse(text) == (
        Bullets(((Span("one more"),), (Span("two"),), (Span("three"),))),
        Numbered(((Span("second"),), (Span("third"),)), 2),
    )


def test_a_paragraph_goes_over_into_a_list() -> None:
    assert parse("so:\n- a\n- b") == (
        Paragraph((Span("so:"),)),
        Bullets(((Span("a"),), (Span("b"),))),
    )


def test_a_year_at_the_start_of_a_line_is_no_list() -> None:
    assert parse("born in\n1986. That year") == (Paragraph((Span("born in 1986. That year"),)),)


@pytest.mark.parametrize("text", ["$$x = 1$$", "$$\nx = 1\n$$", "  $$x = 1\n$$", "$$ x = 1 $$"])
def test_display_maths_stands_on_lines_of_its_own(text: str) -> None:
    assert parse(text) == (Display("x = 1"),)


def test_display_maths_interrupts_a_paragraph_and_a_numbered_list() -> None:
    assert parse("1. one\n   $$x$$\n2. two\nso\n$$y$$\nend") == (
        Numbered(((Span("one"),),), 1),
        Display("x"),
        Numbered(((Span("two so"),),), 2),
        Display("y"),
        Paragraph((Span("end"),)),
    )


def test_dollars_that_are_not_closed_are_text() -> None:
    assert parse("$$x\n\ny") == (Paragraph((Span("$$x"),)), Paragraph((Span("y"),)))


def test_code_is_kept_line_by_line() -> None:
    assert parse("```python\nx = 1\n\n  y $a$ **b**\n```\nafter") == (
        CodeBlock(("x = 1", "", "  y $a$ **b**")),
        Paragraph((Span("after"),)),
    )
    assert parse("```\nnot closed") == (CodeBlock(("not closed",)),)


def test_a_table_has_cells_and_perhaps_a_heading() -> None:
    assert parse("| a | b |\n|---|:-:|\n| $|x|$ | `|` \\| |") == (
        Table(
            (
                ((Span("a"),), (Span("b"),)),
                ((Span("|x|", "maths"),), (Span("|", "code"), Span(" |"))),
            ),
            header=True,
        ),
    )
    assert parse("| a |\n| b | c |") == (Table((((Span("a"),), ()), ((Span("b"),), (Span("c"),)))),)


def test_all_formulas_are_found_in_reading_order() -> None:
    text = "$a$\n\n$$b$$\n\n- $c$\n\n| $d$ | `$no$` |\n\n```\n$no$\n```\n**$e$**"
    assert formulas(text) == ("a", "b", "c", "d", "e")


# --- drawn ----------------------------------------------------------------------------------------

PAGE = r"""A **derivative** $f'(x)$ is a slope.

$$
f'(x) = \lim_{h \to 0} \frac{f(x+h) - f(x)}{h}
$$

- one $x_i$, which is rather long and so it goes over
- two

1. first

| sign | means |
|---|---|
| $f'' > 0$ | a **minimum** |

```
x = 1
```"""


def test_a_page_is_set_in_lines() -> None:
    assert [line.rstrip() for line in lines(PAGE, 40)] == [
        "A derivative f′(x) is a slope.",
        "",
        "                f(x + h) − f(x)",
        "    f′(x) = lim ───────────────",
        "            h→0        h",
        "",
        "• one xᵢ, which is rather long and so it",
        "  goes over",
        "• two",
        "",
        "1. first",
        "",
        "sign    means",
        "──────  ─────────",
        "f″ > 0  a minimum",
        "",
        "    x = 1",
    ]


def test_a_page_is_set_in_ascii_for_terminals_without_more() -> None:
    found = lines(PAGE + "\n\n“Quote” – σ ≤ x² …", 40, ascii_only=True)
    assert all(line.isascii() for line in found)
    assert "    f'(x) = limit as h -> 0 of (f(x + h)" in found
    assert "- two" in found
    assert '"Quote" - sigma <= x^2 ...' in found


def test_a_page_is_said_in_plain_text() -> None:
    assert plain(parse(PAGE)).split("\n") == [
        "A derivative f'(x) is a slope.",
        "",
        "    f'(x) = limit as h -> 0 of (f(x + h) - f(x))/h",
        "",
        "- one x_i, which is rather long and so it goes over",
        "- two",
        "",
        "1. first",
        "",
        "- sign: f'' > 0; means: a minimum",
        "",
        "    x = 1",
    ]


def test_plain_text_is_wrapped_where_a_width_is_given() -> None:
    text = plain(parse(PAGE), 30)
    assert all(len(line) <= 30 for line in text.split("\n"))


def test_plain_text_has_no_box_or_block_characters() -> None:
    text = plain(parse("a │ b ─ █\n\n```\n┌─┐\n│▒│\n```"))
    assert text == "a | b - #\n\n    +-+\n    |#|"


def test_styles_stay_with_their_text_when_lines_break() -> None:
    (first, second) = render(parse("plain **strong words that go over**"), 20)
    assert first == (Span("plain "), Span("strong words", "strong"))
    assert second == (Span("that go over", "strong"),)


def test_a_formula_is_not_broken_where_it_fits_on_a_line() -> None:
    found = lines("The sum is written $a + b + c + d$ here.", 30)
    assert found == ["The sum is written", "a + b + c + d here."]


def test_a_formula_wider_than_the_line_is_broken_at_its_spaces() -> None:
    found = lines("$aaaaaaaa + bbbbbbbb + cccccccc$", 22)
    assert found == ["aaaaaaaa + bbbbbbbb +", "cccccccc"]


def test_maths_that_cannot_be_set_shows_as_it_was_written() -> None:
    assert lines(r"so $\foo$ it") == [r"so \foo it"]
    assert lines(r"$$\foo{x}$$") == [r"    \foo{x}"]
    assert plain(parse(r"$\foo$")) == r"\foo"


def test_blocks_for_a_door_that_wraps_by_itself_are_not_wrapped() -> None:
    found = drawn(parse("x " * 100 + "\n\n- a\n- b\n\n3. c"), 40)
    assert [(block.kind, block.mark) for block in found] == [
        ("text", ""),
        ("bullet", "•"),
        ("bullet", "•"),
        ("bullet", "3."),
    ]
    assert len(found[0].lines) == 1
    assert found[1] == Drawn("bullet", ((Span("a"),),), "•")


def test_a_table_too_wide_wraps_its_cells_and_one_far_too_wide_runs_on() -> None:
    row = "| " + "word " * 10 + "| " + "other " * 10 + "|"
    found = lines(f"| a | b |\n|---|---|\n{row}", 30)
    assert all(cells(line) <= 30 for line in found)
    assert len(found) > 4
    many = "|" + "cell|" * 12
    assert lines(many, 30)[0].startswith("cell; cell; ")


def test_a_negative_number_in_a_cell_has_the_minus_of_the_formulas() -> None:
    text = "| rate | path |\n|---|---|\n| -0.8 | 1, -.5, $-2$, `-3`, 4e-5, well-known, 1-2 |"
    assert lines(text)[2].split("  ") == ["−0.8", "1, −.5, −2, -3, 4e-5, well-known, 1-2"]
    assert lines(text, ascii_only=True)[2].startswith("-0.8")


def test_a_table_said_in_columns_is_aligned() -> None:
    text = "| k | w_k |\n|---|---|\n| 0 | 1 |\n| 10 | $-0.5$ |\n\nSo it is."
    assert plain(parse(text), columns=True).splitlines() == [
        "k   w_k",
        "--  ----",
        "0   1",
        "10  -0.5",
        "",
        "So it is.",
    ]
    assert plain(parse("| a | b |\n| cc | d |"), columns=True).splitlines() == ["a   b", "cc  d"]


def test_lines_cross_the_pipe_as_json() -> None:
    found = to_json(render(parse("a **b** $x^2$"), 40))
    assert json.loads(json.dumps(found)) == [
        [["a ", "plain"], ["b", "strong"], [" ", "plain"], ["x²", "maths"]]
    ]


# --- characters -----------------------------------------------------------------------------------

CONTROLS = [*range(0x20), *range(0x7F, 0xA0)]


def test_every_control_character_but_newline_is_replaced() -> None:
    assert len(CONTROLS) == 65
    for code in CONTROLS:
        shown = "\n" if code == 0x0A else REPLACEMENT
        assert neutralise(f"a{chr(code)}b") == f"a{shown}b"


HIDDEN = (
    *(0x200B, 0x200E, 0x200F, 0x202A, 0x202E, 0x2060, 0x2066, 0x2069, 0xFEFF, 0xE0041, 0x061C),
    *(0xAD, 0xFE0F, 0xE000, 0x2028, 0xFFFE, 0x10FFFF, 0xD800, 0x3164),
)


@pytest.mark.parametrize("code", HIDDEN)
def test_characters_that_hide_or_reorder_are_found_by_their_number(code: int) -> None:
    assert find_forbidden(f"ab{chr(code)}") == (2, f"U+{code:04X}")
    assert neutralise(f"ab{chr(code)}") == f"ab{REPLACEMENT}"


def test_every_character_of_a_dangerous_category_is_forbidden() -> None:
    dangerous = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
    missed = [
        f"U+{code:04X}"
        for code in range(sys.maxunicode + 1)
        if unicodedata.category(chr(code)) in dangerous
        and chr(code) != "\n"
        and find_forbidden(chr(code)) is None
    ]
    assert missed == []


@pytest.mark.parametrize("text", ["naïve – “x” ≤ ½ ŷ ∇ 日本 😀 ﷼ é\n", "", "A[m][n] $5 \\x"])
def test_ordinary_text_is_let_through(text: str) -> None:
    assert neutralise(text) == text
    assert find_forbidden(text) is None


def test_all_forbidden_characters_are_listed_in_order() -> None:
    assert all_forbidden("a\tb\u202ec") == ((1, "U+0009 (a tab)"), (3, "U+202E"))


# --- properties -----------------------------------------------------------------------------------

PIECES = (
    *"ab $*`|-_\\\n123.",
    *("$x^2$", "**b**", "`c`", "\n\n", "- ", "1. ", "|---|", "```\n", r"\frac{a}{b}", "$$y$$"),
    *("日本", "é", "\x1b[31m", "\u202e", "[i]", "word "),
)
MARKED = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)


@given(MARKED | st.text(max_size=80), st.integers(20, 100), st.booleans())
@settings(deadline=None, max_examples=400, derandomize=True)
def test_no_line_is_wider_than_it_may_be_or_holds_a_forbidden_character(
    text: str, width: int, ascii_only: bool
) -> None:
    for line in render(parse(text), width, ascii=ascii_only):
        shown = "".join(span.text for span in line)
        assert cells(shown) <= width
        assert find_forbidden(shown) is None
        assert "\n" not in shown
        assert not ascii_only or shown.isascii()


@given(MARKED | st.text(max_size=80))
@settings(deadline=None, max_examples=200, derandomize=True)
def test_plain_text_holds_no_escape_and_no_box(text: str) -> None:
    said = plain(parse(text))
    assert find_forbidden(said) is None
    assert not any("\u2500" <= character <= "\u259f" for character in said)


WORDS = st.lists(
    st.text(st.characters(codec="ascii", categories=["Lu", "Ll", "Nd"]), min_size=1, max_size=12),
    min_size=1,
    max_size=40,
)


@given(WORDS, st.integers(20, 90))
@settings(deadline=None, max_examples=200, derandomize=True)
def test_text_without_maths_survives_word_by_word(words: list[str], width: int) -> None:
    text = " ".join(words)
    assert " ".join(lines(text, width)).split() == text.split()
    assert plain(parse(text)) == text


@given(MARKED)
@settings(deadline=None, max_examples=200, derandomize=True)
def test_letters_and_figures_of_running_text_are_never_lost(text: str) -> None:
    kept = [c for c in neutralise(text) if c in "日本é"]
    shown = "".join(lines(text, 80))
    assert [c for c in shown if c in "日本é"] == kept
