"""How names, functions and small exponents look on paper: `θ₁`, `ŷ`, `σ`, `xⁿ⁻¹`.

Shared by the line and the block, so that both show one tree in the same letters.
"""

from __future__ import annotations

import unicodedata

from drill.maths.functions import GREEK, INVERSES
from drill.maths.reading.characters import ACCENTS, LOWERED, RAISED
from drill.maths.tree import Call, Name, Negative, Node, Number, Sum

CONSTANTS = {"pi": "π", "inf": "∞"}
BARS = {"abs": ("|", "|"), "norm": ("‖", "‖"), "floor": ("⌊", "⌋"), "ceil": ("⌈", "⌉")}
ROOTS = {"sqrt": "√", "cbrt": "∛"}

_FUNCTIONS = {"sigmoid": "σ", "relu": "ReLU", "log10": "log₁₀", "log2": "log₂"}
_POWERED = frozenset({*INVERSES, *INVERSES.values(), "ln"})
_TO_RAISED = {plain: mark for mark, plain in RAISED.items()} | {"−": "⁻"}
_TO_LOWERED = {plain: mark for mark, plain in LOWERED.items()}
_MARKS = {spelled: mark for mark, spelled in ACCENTS.items() if mark != "\u0305"}


def pretty(name: str) -> str:
    """Write a variable as on paper: `theta1` as `θ₁`, `yhat` as `ŷ`; a label as it is."""
    head = name.rstrip("0123456789")
    if not name.isidentifier() or any(character.isdigit() for character in head):
        return name
    letter, underscore, rest = head.partition("_")
    return _letter(letter) + underscore + rest + lowered(name[len(head) :])


def is_one_letter(name: str) -> bool:
    """Tell whether a variable shows as one letter, with or without a subscript."""
    return len(pretty(name).rstrip("".join(LOWERED))) == 1


def lowered(digits: str) -> str:
    """Write digits as subscripts."""
    return "".join(_TO_LOWERED[digit] for digit in digits)


def called(call: Call, *, sigma_is_free: bool) -> str:
    """Write the name of a function in front of its bracket; `σ` only where no variable is one."""
    name = call.function
    if name == "log" and (base := log_base(call)):
        return f"log{lowered(base)}"
    if name == "sigmoid" and not sigma_is_free:
        return name
    return _FUNCTIONS.get(name, name)


def log_base(call: Call) -> str:
    """Give the digits of the base of `log(x, 3)`; nothing where `log₃` would be read otherwise."""
    match call:
        case Call("log", (_, Number(_, text))) if text.isdigit():
            return text if text not in {"2", "10"} and text == str(int(text)) else ""
    return ""


def exponent(node: Node) -> str:
    """Write an exponent in superscript characters if it is an integer, `n`, or `n − 1`."""
    text = _raisable(node)
    return "".join(_TO_RAISED[character] for character in text)


def takes_power(base: Node, above: str) -> bool:
    """Tell whether a power stands behind the function's name: `sin²(x)`, never `sin⁻¹`."""
    return isinstance(base, Call) and base.function in _POWERED and above.isdigit()


def _raisable(node: Node) -> str:
    match node:
        case Number(_, text) if text.isdigit():
            return text
        case Name("n"):
            return "n"
        case Negative(Number() | Name() as body) if text := _raisable(body):
            return f"−{text}"
        case Sum((Name("n"), Number(_, text))) if text.isdigit():
            return f"n+{text}"
        case Sum((Name("n"), Negative(Number(_, text)))) if text.isdigit():
            return f"n−{text}"
    return ""


def _letter(spelled: str) -> str:
    if spelled in GREEK and spelled != "pi":
        return GREEK[spelled]
    for accent, mark in _MARKS.items():
        joined = unicodedata.normalize("NFC", spelled.removesuffix(accent) + mark)
        if spelled.endswith(accent) and len(joined) == 1:
            return joined
    return spelled
