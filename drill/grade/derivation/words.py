"""The slips of algebra by name: what each is called, and what to do instead."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "algebra/sign": ("A sign", "A minus got lost, or one too many came in."),
    "algebra/minus-once": (
        "Minus before a bracket",
        "A minus before a bracket turns the sign of every term in it.",
    ),
    "algebra/factor-once": (
        "Multiplied into one term only",
        "A factor before a bracket multiplies every term in it.",
    ),
    "algebra/term-lost": ("A term is missing", "The rest is right, and one term got lost."),
    "algebra/factor-lost": ("A factor is missing", "The rest is right, and one factor got lost."),
    "algebra/power-of-sum": (
        "Power of a sum",
        "A power of a sum is not the sum of the powers: multiply the brackets out.",
    ),
    "algebra/power-one-factor": (
        "Power of a product",
        "A power of a product raises every factor.",
    ),
    "algebra/exponent": ("An exponent", "Only an exponent differs."),
    "algebra/exponents-added": (
        "Power of a power",
        "For a power of a power the exponents are multiplied; for a product they are added.",
    ),
    "algebra/exponents-multiplied": (
        "Product of powers",
        "For a product of powers the exponents are added; for a power of a power multiplied.",
    ),
    "algebra/fraction-split": (
        "Split below the bar",
        "A fraction may be split above its bar, never below.",
    ),
    "algebra/cancelled-once": (
        "Cancelled in one term",
        "What is cancelled must be a factor of the whole top, not of one term.",
    ),
    "algebra/inverted": ("Upside down", "A fraction was turned upside down."),
    "algebra/denominator-lost": ("Denominator lost", "What stood under the bar got lost."),
    "algebra/function-of-sum": (
        "Function of a sum",
        "A function of a sum is not the sum of the functions.",
    ),
    "algebra/factor-out-of-function": (
        "Factor out of a function",
        "A factor inside a function cannot be taken out in front of it.",
    ),
    "algebra/complement": (
        "σ and 1 - σ",
        "e^(-x)/(1 + e^(-x)) is 1 - σ(x), and 1/(1 + e^(-x)) is σ(x).",
    ),
    "algebra/product-for-sum": (
        "Added for multiplied",
        "These are factors: they are multiplied, not added.",
    ),
    "algebra/number": ("A number", "Only a number differs: work it out again."),
    "algebra/brackets": ("Missing brackets", "Brackets are missing, and change what it says."),
}
"""Name and sentence of each slip."""
