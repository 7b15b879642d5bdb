"""Signs and LaTeX commands: what each is another way to write, and what to say to the rest."""

from __future__ import annotations

from drill.maths.errors import Unreadable
from drill.maths.reading.characters import named, quoted

OPENING = frozenset("([{⟨⌊⌈")
CLOSERS = frozenset(")]}⟩⌋⌉")
ROOTS = {"√": "2", "∛": "3", "∜": "4"}
SIGNS = frozenset({*"+-*/^!,;±&", "\\\\"})
SIGN_COMMANDS = {
    "cdot": "*",
    "times": "*",
    "ast": "*",
    "div": "/",
    "pm": "±",
    "lbrace": "{",
    "rbrace": "}",
    "langle": "⟨",
    "rangle": "⟩",
    "lfloor": "⌊",
    "rfloor": "⌋",
    "lceil": "⌈",
    "rceil": "⌉",
    "{": "{",
    "}": "}",
    "lbrack": "[",
    "rbrack": "]",
    "lvert": "|",
    "rvert": "|",
    "vert": "|",
    "mid": "|",
    "|": "‖",
    "Vert": "‖",
    "lVert": "‖",
    "rVert": "‖",
    "\\": "\\\\",
}
SPACES = frozenset({",", ";", ":", "!", " ", "quad", "qquad", "displaystyle"})
SIZES = frozenset(
    {
        "left",
        "right",
        "big",
        "Big",
        "bigg",
        "Bigg",
        "bigl",
        "bigr",
        "Bigl",
        "Bigr",
        "biggl",
        "biggr",
        "Biggl",
        "Biggr",
        "middle",
    }
)
COMMANDS = {"frac": "frac", "dfrac": "frac", "tfrac": "frac", "cfrac": "frac", "sqrt": "sqrt"}
_REFUSED_COMMANDS = {
    "sum": "a sum over an index",
    "prod": "a product over an index",
    "int": "an integral",
    "lim": "a limit",
    "partial": "a derivative",
    "nabla": "a gradient",
    "binom": "a binomial",
}
_REFUSED = {
    **dict.fromkeys("<>≤≥≠≈≡∈→⇒∼~", "A comparison is not read here; type an expression."),
    **dict.fromkeys("∑∏∫", "Sums, products and integrals are not read; write the result out."),
    **dict.fromkeys("'\"", "A prime stands only left of “=”; write the derivative itself out."),
    **dict.fromkeys("∂∇", "Derivative signs stand only left of “=”; write the derivative out."),
    "%": "A percentage is not read here; write 0.25 for 25 per cent.",
    "°": "Degrees are not read here; write the angle in radians, such as pi/4.",
    "$": "A “$” belongs at both ends of the answer, or nowhere.",
    "∓": "“∓” is not read here; write the two values as {a, b}.",
    "=": "An equation has one “=”, outside all brackets.",
    ":": "A colon is not read here; write a / for a division.",
    "_": "A subscript belongs right behind a name, such as w_1.",
    "⊙": "A product by components is not read; write the components out.",
    "@": "“@” is not read here; write A*x, or dot(u, v).",
}


def refused_sign(character: str, column: int) -> Unreadable:
    """Say why a sign is not read, and what would be."""
    if character.isalpha() and not character.isascii() and character not in _REFUSED:
        return Unreadable(f"{named(character)} is not a Latin or a Greek letter.", column)
    return Unreadable(_REFUSED.get(character, f"{named(character)} has no meaning here."), column)


def is_refused(command: str) -> bool:
    """Tell whether a LaTeX command means something that is never read."""
    return command in _REFUSED_COMMANDS


def refused_command(name: str, column: int) -> Unreadable:
    """Say why a LaTeX command is not read, and what would be."""
    if not name:
        return Unreadable("A backslash begins a LaTeX command such as \\frac{a}{b}.", column)
    if name in _REFUSED_COMMANDS:
        return Unreadable(
            f"\\{name} is not read here; write {_REFUSED_COMMANDS[name]} out as an expression.",
            column,
        )
    written = quoted(f"\\{name}")
    return Unreadable(f"The LaTeX command {written} is not known here; write it out.", column)
