"""The words of a told answer, so that two ways of writing the same thing compare equal.

Case, accents, Greek letters, signs, hyphens, apostrophes, endings and one slip of the keys are
settled here; what the words mean is not. Every word keeps its place in the text as it was typed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from drill.value import Value

SHORTEST_FORGIVEN = 5
"""Words this long may have one slip of the keys in them."""
NO_SLIP = frozenset(("adam", "last", "later", "shar", "shard", "sharp", "simpl", "stal", "step"))
"""Stems of this subject that are themselves, and no slip for adamw, least, layer, steep, stable."""
SUFFIXES = (
    *("ations", "ation", "ating", "ated", "ates", "ate", "ingly", "edly", "ments", "ment"),
    *("ities", "ity"),
    *("ing", "ies", "ied", "ers", "er", "ed", "es", "ly", "s"),
)
LONGEST_BASE = 40
"""Characters of a bracket that are looked at where it is raised to a power."""
LEAST_LEFT = {"s": 3, "ed": 3, "es": 3, "ies": 3, "ied": 3}
SIGNS = {
    **dict.fromkeys("’`´′", "'"),
    **dict.fromkeys("−–—‐‑", "-"),
    **dict.fromkeys("·×⋅∘⊙", "*"),
    "²": "^2",
    "³": "^3",
    "⁴": "^4",
    "ⁿ": "^n",
    "ᵀ": "^t",
    "⁻": "^-",
    "√": " sqrt ",
    "½": "1/2",
    "¼": "1/4",
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
    "≈": "=",
    "→": "->",
    "∂": "d",
    "∇": " grad ",
    "Σ": " sum ",
    "∑": " sum ",
    "∞": " infinity ",
    "∈": " in ",
}
GREEK = dict(
    zip(
        "αβγδεζηθικλμνξοπρστυφχψω",
        (
            *("alpha", "beta", "gamma", "delta", "eps", "zeta", "eta", "theta", "iota", "kappa"),
            *("lambda", "mu", "nu", "xi", "omicron", "pi", "rho", "sigma", "tau", "upsilon"),
            *("phi", "chi", "psi", "omega"),
        ),
        strict=True,
    )
)
PLAIN_NON = frozenset(("none", "nonlinear", "nonetheless", "nonsense"))
UNSAID = re.compile(
    r"\b(?:i\.e|e\.g|w\.r\.t|vs|resp|approx|etc|cf|eq|fig)\.(?=\s*\S)"
    r"|(?<=')\([a-z]\)(?=[^a-z0-9]|$)"
)
"""What is read over: abbreviations with their full stop, and the `(x)` of `f'(x)`."""
NUMBERED = re.compile(r"^([a-z]+)_(\d)$")
"""A name with its number: `a_1` is `a1`."""
NAME_DOT = re.compile(r"(?<!\.)\.(?=[a-z_])")
"""The full stop of `x.grad`, which ends no sentence."""
TOKEN = re.compile(
    r"\d{1,3}(?:,\d{3})+(?!\d)|\d+(?:\.\d+)?(?:e[-+]?\d+)?(?![a-z])|\d+(?:\.\d+)?|\.\d+"
    r"|[a-z_][a-z0-9_]*(?:'(?:t|s|re|ve|ll)\b)?|->|<=|>=|!=|\+=|-=|\*\*|\S|\n"
)
DROPPED = frozenset('()*{}$\\"`~')
MATHS = frozenset("0123456789+-^/=<>|'[]∫%)") | {"<=", ">=", "!=", "+=", "->", "-="}
KEPT = frozenset(
    (
        *("nothing", "neither", "hardly", "none", "nobody", "nowhere"),
        *("larger", "smaller", "bigger", "higher", "lower", "faster", "slower", "steeper"),
        *("shallower", "flatter", "sharper", "shorter", "longer", "deeper", "wider", "narrower"),
        *("greater", "fewer", "stronger", "weaker", "cheaper", "better", "worse", "earlier"),
        *("tighter", "looser", "quicker", "closer", "nearer", "finer", "coarser", "noisier"),
    )
)
"""Words that are their own stems: negations, and comparatives, which are not what they compare."""


class Word(Value):
    """A word of the answer: its stem, and where it stands."""

    stem: str
    start: int
    end: int


def split(text: str) -> list[Word]:
    """Split an answer into words; the positions are those of the text as it was typed."""
    folded, places = fold(text)
    read = _read_over(text, folded, places)
    words: list[Word] = []
    for hit in TOKEN.finditer(read):
        start, end = places[hit.start()], places[hit.end() - 1] + 1
        words += [Word(stem_, start, end) for stem_ in _stems(hit.group(), read, hit.span())]
    return words


def stems(phrase: str) -> tuple[str, ...]:
    """Give the stems of a phrase."""
    folded, places = fold(phrase)
    read = _read_over(phrase, folded, places)
    found: list[str] = []
    for hit in TOKEN.finditer(read):
        found += _stems(hit.group(), read, hit.span())
    return tuple(found)


def _read_over(text: str, folded: str, places: Sequence[int]) -> str:
    """Blank out what is read over."""
    read = UNSAID.sub(lambda hit: " " * len(hit.group()), folded)
    if "." in read:
        read = NAME_DOT.sub(lambda hit: _dot(text[places[hit.end()]]), read)
    return read


def _dot(behind: str) -> str:
    return "." if behind.isupper() else " "


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """Take the commonest ending off a word, keeping at least three or four letters."""
    if word in KEPT:
        return word
    word = re.sub(r"(?<=[a-z]{2})iz(?=[eia])", "is", word).replace("iour", "ior")
    for suffix in SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= LEAST_LEFT.get(suffix, 4):
            if word.endswith(("ss", "ply")):
                break
            return _bare(word[: -len(suffix)] + ("y" if suffix in ("ies", "ied") else ""))
    return _bare(word)


def _bare(word: str) -> str:
    return word.rstrip("e") if len(word) > 3 else word


READ_AS = {
    **dict.fromkeys(("lr", "stepsize"), "learning rate"),
    "wrt": "with respect to",
    "root": "sqrt",
    "epsilon": "eps",
    "nabla": "grad",
    "ln": "log",
    "autodiff": "automatic differentiation",
    "gd": "gradient descent",
    "iff": "exactly if",
    "nonzero": "non zero",
    "psd": "semidefinite",
    "sym": "symmetric",
    "deriv": "derivative",
    "center": "centre",
    "centered": "centred",
    "reparam": "reparametrisation",
    "grads": "gradients",
    "nets": "networks",
    "net": "network",
    "init": "initialisation",
    "preds": "predictions",
    "acts": "activations",
    "params": "parameters",
    "dim": "dimension",
    "min": "minimum",
    "max": "maximum",
    "std": "deviation",
    "const": "constant",
}
"""Words that are read as others."""
CHANGED = {word: tuple(map(stem, read.split())) for word, read in READ_AS.items()}


def fold(text: str) -> tuple[str, list[int]]:
    """Fold case, accents and signs; the second list gives each character's place in the text."""
    if text.isascii():
        return text.lower().replace("`", "'"), list(range(len(text)))
    folded = [_plain(char) for char in text]
    places = [place for place, written in enumerate(folded) for _ in written]
    return "".join(folded), places


@lru_cache(maxsize=1024)
def _plain(char: str) -> str:
    """Write a character with the plain ones."""
    written = SIGNS.get(char)
    if written is not None:
        return written
    plain = unicodedata.normalize("NFKD", char.casefold())
    base = plain[:1] or " "
    written = f" {GREEK[base]} " if base in GREEK else base
    return written + ("hat" if "\u0302" in plain else "")


def _stems(typed: str, text: str, span: tuple[int, int]) -> tuple[str, ...]:
    """Read one typed: none for what only joins or quotes, two for a joined word."""
    if typed == ")" and _is_raised(text, span[0]):
        return (")",)
    if typed in DROPPED or (typed == "-" and _joins(text, *span)):
        return ()
    if typed == "**":
        return ("^",)
    if not typed[0].isalpha():
        return (typed.replace(",", "") if len(typed) > 1 else typed,)
    typed = typed.removesuffix("'s")
    if typed.startswith("non") and len(typed) > 6 and typed not in PLAIN_NON:
        return ("non", stem(typed[3:]))
    if typed.endswith("n't") or typed == "cannot":
        return ("not",)
    plain = NUMBERED.sub(r"\1\2", typed.replace("'", ""))
    if plain in CHANGED:
        return CHANGED[plain]
    return (stem(plain),)


def _is_raised(text: str, end: int) -> bool:
    """Say whether a bracket that holds a sum is raised to a power: `(1-b)^t` is not `1-b^t`."""
    if not text.startswith(("^", "**"), end + 1):
        return False
    inside = text[max(0, end - LONGEST_BASE) : end].rpartition("(")[2]
    return any(sign in inside for sign in "+-/")


def _joins(text: str, start: int, end: int) -> bool:
    """Tell a hyphen within a word from a minus: letters close on both sides, not two symbols."""
    left = re.search(r"[a-z]+$", text[:start][-24:])
    right = re.match(r"[a-z]+", text[end : end + 24])
    if left is None or right is None:
        return False
    sides = {left.group(), right.group()}
    return max(map(len, sides)) > 2 and not sides & {
        *GREEK.values(),
        "yhat",
        "wx",
        "xw",
        "sqrt",
    }


def is_maths(wanted: Sequence[str]) -> bool:
    """Tell a formula from a phrase: it has a sign or a digit in it."""
    return any(word in MATHS or word[0].isdigit() for word in wanted)


def alike(typed: str, wanted: str) -> bool:
    """Compare two stems, forgiving one slip of the keys in a long one."""
    if typed == wanted:
        return True
    if typed in NO_SLIP or len(wanted) < SHORTEST_FORGIVEN or abs(len(typed) - len(wanted)) > 1:
        return False
    return typed[0] == wanted[0] and _one_slip(typed, wanted)


def _one_slip(one: str, other: str) -> bool:
    """Say whether one insertion, deletion, change or swap turns one word into the other."""
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    rest, left = one[start:], other[start:]
    swapped = len(rest) > 1 and len(left) > 1 and rest[:2] == left[1::-1] and rest[2:] == left[2:]
    return swapped or rest[1:] == left[1:] or rest[1:] == left or rest == left[1:]
