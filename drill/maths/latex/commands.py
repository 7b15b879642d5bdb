r"""The commands and characters drill can show, each with its sign and its words.

One line of a table is `command sign words`; words may have spaces. What stands here is what a bank
may use: the checker refuses anything else by name. Signs are one cell wide and lie in Unicode's
basic plane, where terminal fonts have them (so `\mathbb{R}` is ℝ, but `\mathbf{w}` is w).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from drill.maths.latex.tree import Role, Symbol

MINUS = "\N{MINUS SIGN}"

_GREEK = """
alpha α|beta β|gamma γ|delta δ|epsilon ε|varepsilon ε|zeta ζ|eta η|theta θ|vartheta ϑ|iota ι
kappa κ|lambda λ|mu μ|nu ν|xi ξ|pi π|varpi ϖ|rho ρ|varrho ϱ|sigma σ|varsigma ς|tau τ|upsilon υ
phi φ|varphi φ|chi χ|psi ψ|omega ω|Gamma Γ|Delta Δ|Theta Θ|Lambda Λ|Xi Ξ|Pi Π|Sigma Σ|Upsilon Υ
Phi Φ|Psi Ψ|Omega Ω
"""
_ORDINARY = """
infty ∞ infinity|partial ∂ partial|nabla ∇ grad|ell ℓ l|hbar ℏ hbar|Re ℜ Re|Im ℑ Im
emptyset ∅ empty set|varnothing ∅ empty set|forall ∀ for all|exists ∃ there is|nexists ∄ there is no
neg ¬ not|lnot ¬ not|top ᵀ T|intercal ᵀ T|bot ⊥ bottom|prime ′ '|dagger † dagger|degree ° degrees
ldots … ...|dots … ...|cdots ⋯ ...|vdots ⋮ ...|ddots ⋱ ...|angle ∠ angle|square □ box
triangle △ triangle|checkmark ✓ yes|aleph ℵ aleph|backslash \\ \\|S § section|imath ı i|jmath ȷ j
_ _ _|% % %|# # #|$ $ $|& & &|surd √ sqrt|therefore ∴ therefore|because ∵ because
"""
_BINARY = """
cdot · *|times × times|div ÷ /|pm ± +/-|mp ∓ -/+|ast * *|star ⋆ *|circ ∘ o|bullet • *
odot ⊙ elementwise times|oplus ⊕ direct plus|ominus ⊖ direct minus|otimes ⊗ outer times
cup ∪ union|cap ∩ intersected with|setminus ∖ without|wedge ∧ and|land ∧ and|vee ∨ or|lor ∨ or
"""
_RELATIONS = """
le ≤ <=|leq ≤ <=|leqslant ≤ <=|ge ≥ >=|geq ≥ >=|geqslant ≥ >=|ne ≠ !=|neq ≠ !=|lt < <|gt > >
ll ≪ <<|gg ≫ >>|approx ≈ approx|sim ∼ ~|simeq ≃ approx|cong ≅ congruent to|equiv ≡ is identically
propto ∝ proportional to|to → ->|rightarrow → ->|longrightarrow → ->|gets ← <-|leftarrow ← <-
leftrightarrow ↔ <->|mapsto ↦ maps to|Rightarrow ⇒ =>|implies ⇒ =>|Longrightarrow ⇒ =>
Leftarrow ⇐ <=|impliedby ⇐ if|Leftrightarrow ⇔ <=>|iff ⇔ <=>|uparrow ↑ up|downarrow ↓ down
nearrow ↗ rising to|searrow ↘ falling to|in ∈ in|notin ∉ not in|ni ∋ contains|subset ⊂ subset of
subseteq ⊆ subset of|supset ⊃ superset of|supseteq ⊇ superset of|mid | given|nmid ∤ not dividing
parallel ∥ parallel to|perp ⊥ perpendicular to|prec ≺ <|preceq ⪯ <=
succ ≻ >|succeq ⪰ >=|coloneqq ≔ :=|triangleq ≜ is defined as|doteq ≐ is
models ⊨ models|vdash ⊢ proves|asymp ≍ of the order of
"""
_OPENING = r"""
{ { {|lbrace { {|lbrack [ [|lfloor ⌊ floor(|lceil ⌈ ceil(|langle ⟨ <|lvert | `|lVert ‖ ``
"""
_CLOSING = r"""
} } }|rbrace } }|rbrack ] ]|rfloor ⌋ )|rceil ⌉ )|rangle ⟩ >|rvert | `|rVert ‖ ``
"""
_LARGE = """
sum ∑ sum|prod ∏ product|int ∫ integral|iint ∬ double integral|oint ∮ contour integral
lim lim limit|limsup limsup upper limit|liminf liminf lower limit|max max max|min min min
sup sup supremum|inf inf infimum|bigcup ⋃ union|bigcap ⋂ intersection|bigoplus ⨁ direct sum
argmax argmax argmax|argmin argmin argmin
"""
_FUNCTIONS = (
    "sin cos tan sec csc cot arcsin arccos arctan sinh cosh tanh coth exp ln log lg det dim ker "
    "deg gcd arg hom Pr"
)
_SPACES = {
    "quad": "  ",
    "qquad": "    ",
    ",": " ",
    ";": " ",
    ":": " ",
    ">": " ",
    " ": " ",
    "!": "",
    "thinspace": " ",
    "enspace": " ",
}

ACCENTS = MappingProxyType(
    {
        "hat": "\N{COMBINING CIRCUMFLEX ACCENT}",
        "bar": "\N{COMBINING MACRON}",
        "tilde": "\N{COMBINING TILDE}",
        "dot": "\N{COMBINING DOT ABOVE}",
        "ddot": "\N{COMBINING DIAERESIS}",
        "vec": "\N{COMBINING RIGHT ARROW ABOVE}",
        "check": "\N{COMBINING CARON}",
    }
)
"""The mark of each accent."""

ACCENT_COMMANDS = MappingProxyType(
    {
        **{name: name for name in ACCENTS},
        "widehat": "hat",
        "widetilde": "tilde",
        "overline": "bar",
        "overrightarrow": "vec",
    }
)

TEXT_COMMANDS = frozenset({"text", "textrm", "textit", "textbf", "texttt", "textnormal", "mbox"})
FONT_COMMANDS = frozenset(
    {"mathbf", "boldsymbol", "bm", "mathit", "mathsf", "mathtt", "mathnormal", "mathfrak"}
)
"""Fonts a terminal has no signs for: the letters are shown plain."""

_SIZES = """
displaystyle textstyle scriptstyle scriptscriptstyle limits nolimits big Big bigg Bigg bigl bigr
Bigl Bigr biggl biggr Biggl Biggr bigm Bigm middle mathstrut strut nonumber notag /
"""
IGNORED = frozenset(_SIZES.split())
"""Commands about size and place, which one row of cells cannot follow."""

LETTERS = MappingProxyType(
    {
        "mathbb": MappingProxyType(dict(zip("RCNZQPH", "ℝℂℕℤℚℙℍ", strict=True))),
        "mathcal": MappingProxyType(dict(zip("LHBEFIMR", "ℒℋℬℰℱℐℳℛ", strict=True))),
        "mathscr": MappingProxyType(dict(zip("LHBEFIMR", "ℒℋℬℰℱℐℳℛ", strict=True))),
    }
)
"""Letters that have a sign of their own in these fonts; the others are shown plain."""

MATRICES = MappingProxyType(
    {
        "matrix": ("", ""),
        "smallmatrix": ("", ""),
        "pmatrix": ("(", ")"),
        "bmatrix": ("[", "]"),
        "Bmatrix": ("{", "}"),
        "vmatrix": ("|", "|"),
        "Vmatrix": ("‖", "‖"),
        "array": ("", ""),
    }
)
ALIGNED = frozenset({"aligned", "align", "align*", "gathered", "gather", "gather*", "split"})
ENVIRONMENTS = (*MATRICES, *sorted(ALIGNED), "cases")


def _table(text: str, role: Role) -> dict[str, Symbol]:
    found = {}
    for entry in text.replace("\n", "|").replace(" | ", " \0 ").split("|"):
        name, _, rest = entry.replace("\0", "|").partition(" ")
        if name:
            shown, _, said = rest.partition(" ")
            found[name] = Symbol(shown, said.replace("`", "|") or name, role)
    return found


def _symbols() -> dict[str, Symbol]:
    found = {
        **_table(_GREEK, Role.ORDINARY),
        **_table(_ORDINARY.replace("\\\\", "\\"), Role.ORDINARY),
        **_table(_BINARY, Role.BINARY),
        **_table(_RELATIONS, Role.RELATION),
        **_table(_LARGE, Role.LARGE),
        "colon": Symbol(":", ":", Role.PUNCTUATION),
        "|": Symbol("‖", "||", Role.BAR),
        "Vert": Symbol("‖", "||", Role.BAR),
        "vert": Symbol("|", "|", Role.BAR),
    }
    found |= _table(_OPENING, Role.OPEN) | _table(_CLOSING, Role.CLOSE)
    found |= {name: Symbol(name, name, Role.FUNCTION) for name in _FUNCTIONS.split()}
    found |= {name: Symbol(wide, wide, Role.SPACE) for name, wide in _SPACES.items()}
    return found


COMMANDS = MappingProxyType(_symbols())
"""Every command that stands for one sign, without its backslash."""

CHARACTERS: Mapping[str, Symbol] = MappingProxyType(
    {
        **{
            sign.shown: sign
            for _, sign in reversed(list(COMMANDS.items()))
            if len(sign.shown) == 1 and not sign.shown.isascii()
        },
        **{sign: Symbol(sign, sign, Role.RELATION) for sign in "=<>"},
        **{sign: Symbol(sign, sign, Role.PUNCTUATION) for sign in ",;:"},
        **{sign: Symbol(sign, sign, Role.OPEN) for sign in "(["},
        **{sign: Symbol(sign, sign, Role.CLOSE) for sign in ")]"},
        **{sign: Symbol(MINUS, "-", Role.BINARY) for sign in "-−–"},
        "+": Symbol("+", "+", Role.BINARY),
        "*": Symbol("*", "*", Role.BINARY),
        "⋅": Symbol("·", "*", Role.BINARY),
        "|": Symbol("|", "|", Role.BAR),
        "~": Symbol(" ", " ", Role.SPACE),
    }
)
"""What a character that may be typed as it is stands for, where it is more than a letter."""
