"""The plots: their sizes are exact, more is never drawn lower, and ASCII is enough."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from drill.tui.glyphs import ASCII, UNICODE, Glyphs
from drill.tui.plots import Row, band, beside, calendar, columns, heights, shade_of

SHARES = st.lists(st.none() | st.floats(0, 1), min_size=1, max_size=20)
GLYPHS = st.sampled_from((UNICODE, ASCII))


def text(row: Row) -> str:
    return "".join(piece for piece, _style in row)


@settings(max_examples=60, deadline=None)
@given(SHARES, st.integers(1, 10), GLYPHS, st.none() | st.floats(0, 1))
def test_columns_have_the_size_that_was_asked_for(
    shares: list[float | None], height: int, glyphs: Glyphs, line: float | None
) -> None:
    drawn = columns(shares, height, glyphs, width=2, gap=1, line=line)
    assert [len(text(row)) for row in drawn] == [3 * len(shares)] * height


@settings(max_examples=60, deadline=None)
@given(st.floats(0, 1), st.floats(0, 1), st.integers(1, 10), GLYPHS)
def test_more_is_never_drawn_lower(one: float, two: float, height: int, glyphs: Glyphs) -> None:
    def level(share: float) -> int:
        drawn = columns([share], height, glyphs)
        return sum(glyphs.levels.find(text(row)) + 1 for row in drawn if text(row) != " ")

    low, high = sorted((one, two))
    assert level(low) <= level(high)
    assert (level(low) > 0) == (low > 0)
    assert level(1.0) == height * len(glyphs.levels)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 60), max_size=100), GLYPHS)
def test_a_calendar_holds_every_day_once(counts: list[int], glyphs: Glyphs) -> None:
    drawn = calendar(counts, glyphs)
    assert len(drawn) == 7
    assert sum(len(row) for row in drawn) == len(counts)
    nothing = sum(text([piece]) == glyphs.shades[0] * 2 for row in drawn for piece in row)
    assert nothing == counts.count(0)


def test_shades_rise_with_the_count() -> None:
    assert [shade_of(count, 40) for count in (0, 1, 10, 11, 30, 40)] == [0, 1, 1, 2, 3, 4]


@settings(max_examples=60, deadline=None)
@given(st.floats(0, 1), st.floats(0, 0.5), st.floats(0, 1), st.integers(2, 60), GLYPHS)
def test_a_band_fills_its_width_and_shows_its_middle(
    share: float, error: float, goal: float, width: int, glyphs: Glyphs
) -> None:
    drawn = text(band(share, error, goal, width, glyphs))
    assert len(drawn) == width
    assert drawn.count(glyphs.dot) == 1


def test_heights_share_one_scale() -> None:
    assert heights((0, 1, 4, 8), 8, UNICODE) == " ▁▄█"
    assert heights((1,), 8, ASCII) == "."


def test_two_plots_stand_side_by_side() -> None:
    rows = beside([[("ab", "")], [("c", "")]], 4, [[("x", "")], [], [("y", "")]])
    assert [text(row) for row in rows] == ["ab  x", "c", "    y"]


def test_the_ascii_twin_is_ascii() -> None:
    assert all(getattr(ASCII, name).isascii() for name in ASCII.__slots__)
