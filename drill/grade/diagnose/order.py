"""Which of several mistakes that give the same answer is named first.

Fewer mistakes before more; a rule named for this very function before one for its kind of node,
and that before what is seldom seen (the ranks of `slip`); then by how often each is met in
practice, as the list below has it; then what happened further out.
"""

from __future__ import annotations

from drill.grade.diagnose.task import Finding

_PRIOR = (
    "inner-derivative-missing",
    "innermost-factor-missing",
    "product-of-derivatives",
    "product-one-term",
    "quotient-order-swapped",
    "quotient-of-derivatives",
    "quotient-plus",
    "quotient-not-squared",
    "quotient-wrong-square",
    "exponential-as-power",
    "log-base-dropped",
    "variable-exponent-as-power",
    "kept-exponent",
    "dropped-coefficient-n",
    "decremented-coefficient",
    "negative-power-sign",
    "raised-exponent",
    "integrated-instead",
    "constant-kept",
    "constant-factor-dropped",
    "constant-factor-added",
    "sign-lost-in-sum",
    "other-variable-differentiated",
    "wrong-variable",
    "other-variable-zeroed",
    "total-for-partial",
    "product-as-sum",
    "product-self-paired",
    "product-minus",
    "trig-sign",
    "outer-evaluated-at-x",
    "evaluated-at-inner-derivative",
    "inner-derivative-inside",
    "inner-derivative-added",
    "inner-derivative-divided",
    "one-path-only",
    "wrong-object",
)

_ANY_INNER = "inner-derivative-missing"
_INNER = frozenset(
    {
        _ANY_INNER,
        "innermost-factor-missing",
        "log-inner-missing",
        "root-inner-missing",
    }
)
_FACTOR = "constant-factor-dropped"

_PLACE = {id_: turn for turn, id_ in enumerate(_PRIOR)}


def prior(id_: str) -> int:
    """Give the place of an id in the list above; the last for those it leaves out."""
    return _PLACE.get(id_, len(_PLACE))


Ranked = tuple[int, Finding]


def best_first(found: list[Ranked]) -> list[Finding]:
    """Order findings and keep the best of each id, as it was found best."""
    ordered = sorted(
        found,
        key=lambda one: (
            one[1].bugs,
            one[0],
            prior(one[1].id),
            len(one[1].path),
            one[1].path,
        ),
    )
    kept: dict[str, Finding] = {}
    for _, finding in ordered:
        kept.setdefault(finding.id, finding)
    best = list(kept.values())
    return [one for one in best if not any(_explains(other, one) for other in best)]


def _explains(better: Finding, other: Finding) -> bool:
    """Say whether one finding is another by a better name, at the same place.

    At (3x + 1)⁴ the 3 that was left out is both an inner derivative and a factor, and is put right
    as the former; at ln(3x + 1) there is a name for the inner derivative of a logarithm.
    """
    if better.bugs > 1 or other.bugs > 1 or better.id not in _INNER:
        return False
    if other.id == _FACTOR:
        depth = len(better.path)
        return len(other.path) > depth and other.path[:depth] == better.path
    return other.id == _ANY_INNER != better.id and other.path == better.path
