"""Colours of text that can be read on every ground a theme has.

A theme's own green or yellow may be too faint for words; here it is darkened, or lightened, until
its contrast is 4.5 to 1, as WCAG 2.2 asks of text (success criterion 1.4.3).

Muted and disabled get a colour of their own: a theme gives them as a share of whatever stands out
on the ground, and text set in several styles is drawn by Textual without that share, as black or
white, louder than the words around it.
"""

from __future__ import annotations

from collections.abc import Mapping

from textual.color import Color

LEAST = 4.5
STEP = 0.05
QUIETER = {"text-muted": 0.35, "text-disabled": 0.65}
"""How far towards the ground: subdued words, and lines and tracks that are no words."""
GROUNDS = ("background", "surface", "panel")
TEXTS = (
    "text-primary",
    "text-secondary",
    "text-accent",
    "text-success",
    "text-warning",
    "text-error",
)


def readable(variables: Mapping[str, str]) -> dict[str, str]:
    """Give a theme's variables with its text colours made readable; what a terminal chooses stays.

    Colours that are no numbers, such as those of the terminal itself, are left as they are.
    """
    made = dict(variables)
    grounds = [Color.parse(variables[name]) for name in GROUNDS if name in variables]
    if len(grounds) < len(GROUNDS) or any(ground.ansi is not None for ground in grounds):
        return made
    ink, ground = Color.parse(variables["foreground"]), grounds[0]
    quiet = {name: ink.blend(ground, share) for name, share in QUIETER.items()}
    made |= {
        "text-muted": _enough(quiet["text-muted"], grounds).hex,
        "text-disabled": quiet["text-disabled"].hex,
    }
    for name in TEXTS:
        value = variables.get(name, "auto")
        if not value.startswith("auto") and Color.parse(value).ansi is None:
            made[name] = _enough(Color.parse(value), grounds).hex
    return made


def _enough(colour: Color, grounds: list[Color]) -> Color:
    """Move a colour towards black or white, as little as is needed."""
    towards = max((Color(0, 0, 0), Color(255, 255, 255)), key=lambda end: _worst(end, grounds))
    steps = (colour.blend(towards, STEP * step) for step in range(round(1 / STEP)))
    return next((one for one in steps if _worst(one, grounds) >= LEAST), towards)


def _worst(colour: Color, grounds: list[Color]) -> float:
    return min((contrast(colour, ground) for ground in grounds), default=LEAST)


def contrast(one: Color, other: Color) -> float:
    """Give the contrast of two colours by WCAG 2.2, from 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Color) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (value / 255 for value in colour.rgb)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
