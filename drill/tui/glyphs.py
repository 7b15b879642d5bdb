"""The few drawn characters, with an ASCII twin for terminals that have nothing else."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Glyphs:
    """What lines and bars are drawn with."""

    rule: str
    bar: str
    half_bar: str
    track: str
    levels: str
    """Rising heights, lowest first, for small charts."""
    here: str
    tick: str
    cross: str
    shades: str
    """Five rising shades, the first for nothing at all."""
    foot: str
    """A line at the foot of a row."""
    dot: str
    goal: str


UNICODE = Glyphs("─", "━", "╸", "─", "▁▂▃▄▅▆▇█", "◀", "✓", "✗", "·░▒▓█", "▁", "●", "│")
ASCII = Glyphs("-", "=", "-", ".", "._-=+*%#", "<", "x", "-", ".:+x#", "_", "o", "|")


def bar(share: float, width: int, glyphs: Glyphs) -> tuple[str, str]:
    """Split a bar of `width` cells into its filled and its empty part."""
    halves = round(max(0.0, min(1.0, share)) * width * 2)
    filled = glyphs.bar * (halves // 2) + (glyphs.half_bar if halves % 2 else "")
    return filled, glyphs.track * (width - len(filled))


def spark(values: tuple[int, ...], glyphs: Glyphs) -> str:
    """Draw counts as heights; a day without any is a gap."""
    top = max(values, default=0)
    if top == 0:
        return " " * len(values)
    steps = len(glyphs.levels) - 1
    return "".join(
        glyphs.levels[max(0, round(value / top * steps))] if value else " " for value in values
    )
