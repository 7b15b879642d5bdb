"""Fit the weights of the matcher of key points again, and print them as `told.scale` holds them.

The fit sees the `seen` answers, the dev parts of the blind ones (see `matcher.py`) and, as answers
that make every point, the model answers of the cards; the cards of the kept part are left out of
these. Ridge-penalised logistic regression by Newton's method. The figures printed are
cross-validated: those for the answers about a card come from a fit without any answer about it.

    python tests/benchmarks/weigh.py            # how good, and the weights
    python tests/benchmarks/weigh.py --common   # the table of `told.common`
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log
from textwrap import wrap

import numpy as np
from numpy.typing import NDArray

from drill.bank.model import Card
from drill.grade.told.answer import Answer
from drill.grade.told.evidence import FIGURES
from drill.grade.told.gather import gather
from drill.grade.told.words import stems
from drill.service.view import plain
from tests.benchmarks.matcher import BLIND, Told, asked_of, cards, is_dev, read_answers

Array = NDArray[np.float64]
SEEN_WEIGHT, MODEL_WEIGHT = 0.2, 0.03
"""What an answer counts whose writer knew the cues, and a model answer."""
RIDGE, SECOND_RIDGE, FOLDS = 6.0, 1.0, 16
SCALES = ("made", "contradicted")
"""The verdicts there is a scale for, in the order of `told.scale`."""
ON_CARDS = 8
"""Stems on fewer cards than this are rare."""


@dataclass(frozen=True, slots=True)
class Row:
    """A point of an answer: its evidence, its truth, and where it comes from."""

    figures: tuple[float, ...]
    truth: str
    weight: float
    card: str
    answer: int
    dev: bool


def rows_of(answers: Iterable[Told], known: Mapping[str, Card]) -> list[Row]:
    """Gather the evidence on every point of every answer the fit may see."""
    kept = {told.card for told in answers if told.half in BLIND and not is_dev(told.card)}
    wanted = [
        (told, 1.0 if told.half in BLIND else SEEN_WEIGHT)
        for told in answers
        if told.half == "seen" or (told.half in BLIND and is_dev(told.card))
    ]
    models = [
        (Told(card.id, "model", "good", plain(card.answer), _all_made(card)), MODEL_WEIGHT)
        for card in known.values()
        if card.key_points and card.id not in kept
    ]
    found: list[Row] = []
    for number, (told, weight) in enumerate([*wanted, *models]):
        card = known[told.card]
        asked = asked_of(card)
        for one in gather(Answer(told.text), card.key_points, asked):
            figures = tuple(getattr(one.evidence, name) for name in FIGURES)
            truth = told.points[one.point]
            found.append(Row(figures, truth, weight, card.id, number, told.half in BLIND))
    return found


def _all_made(card: Card) -> dict[str, str]:
    return {point.id: "made" for point in card.key_points}


def fit(rows: Sequence[Row]) -> tuple[Array, Array]:
    """Fit the first look, a column for each scale, and the second."""
    figures, weights = _figures(rows), np.array([row.weight for row in rows])
    truths = [np.array([float(row.truth == scale) for row in rows]) for scale in SCALES]
    first = np.stack([_logistic(figures, truth, weights, RIDGE) for truth in truths], axis=1)
    told = [place for place, row in enumerate(rows) if row.weight != MODEL_WEIGHT]
    seen = look_again(first, [rows[place] for place in told])
    second = np.stack(
        [_logistic(seen, truth[told], weights[told], SECOND_RIDGE) for truth in truths], axis=1
    )
    return first, second


def look_again(first: Array, rows: Sequence[Row]) -> Array:
    """Give the first looks at each point, and the mean likelihoods of the others of its card."""
    looks = _with_one(_figures(rows)) @ first
    chances = 1.0 / (1.0 + np.exp(-looks))
    answers = np.array([row.answer for row in rows])
    others = np.zeros_like(chances)
    for answer in np.unique(answers):
        same = answers == answer
        others[same] = (chances[same].sum(axis=0) - chances[same]) / same.sum()
    return np.concatenate([looks, others], axis=1)


def likely(fitted: tuple[Array, Array], rows: Sequence[Row]) -> Array:
    """Give the likelihoods of each point, a column for each scale."""
    odds = _with_one(look_again(fitted[0], rows)) @ fitted[1]
    return np.asarray(1.0 / (1.0 + np.exp(-odds)), dtype=np.float64)


def cross_validated(rows: Sequence[Row]) -> tuple[list[Row], Array]:
    """Give the dev rows with likelihoods from fits that saw no answer about their cards."""
    names = sorted({row.card for row in rows if row.dev})
    found: list[Row] = []
    chances: list[Array] = []
    for fold in range(FOLDS):
        out = set(names[fold::FOLDS])
        fitted = fit([row for row in rows if row.card not in out])
        tested = [row for row in rows if row.dev and row.card in out]
        if tested:
            found.extend(tested)
            chances.append(likely(fitted, tested))
    return found, np.concatenate(chances)


def _figures(rows: Sequence[Row]) -> Array:
    return np.array([row.figures for row in rows], dtype=np.float64)


def _with_one(figures: Array) -> Array:
    return np.concatenate([np.ones((len(figures), 1)), figures], axis=1)


def _logistic(figures: Array, truth: Array, weights: Array, ridge: float) -> Array:
    """Fit one scale; the start is not penalised."""
    inputs = _with_one(figures)
    penalty = ridge * np.eye(inputs.shape[1])
    penalty[0, 0] = 1e-3
    fitted = np.zeros(inputs.shape[1])
    for _ in range(30):
        chances = 1.0 / (1.0 + np.exp(-(inputs @ fitted)))
        slope = inputs.T @ (weights * (chances - truth)) + penalty @ fitted
        bend = (inputs * (weights * chances * (1 - chances))[:, None]).T @ inputs + penalty
        fitted = fitted - np.linalg.solve(bend, slope)
    return fitted


def print_fit(rows: Sequence[Row]) -> None:
    """Print the precision at some recalls, and the weights."""
    tested, chances = cross_validated(rows)
    for column, scale in enumerate(SCALES):
        order = np.argsort(-chances[:, column])
        right = np.cumsum([tested[place].truth == scale for place in order])
        pieces = []
        for recall in (0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9):
            at = int(np.searchsorted(right, recall * right[-1]))
            pieces.append(
                f"{right[at] / (at + 1):.3f} at {recall} ({chances[order[at], column]:.2f})"
            )
        print(f"# {scale}: precision " + ", ".join(pieces))
    first, second = fit(rows)
    print(f"START = ({first[0, 0]:.2f}, {first[0, 1]:.2f})")
    for name, (made, against) in zip(FIGURES, first[1:], strict=True):
        print(f'    "{name}": ({made:.2f}, {against:.2f}),')
    print(f"AGAIN = {tuple(tuple(round(float(one), 2) for one in scale) for scale in second.T)}")


def print_common(known: Mapping[str, Card]) -> None:
    """Print the table of `told.common`."""
    on_cards: Counter[str] = Counter()
    for card in known.values():
        texts = (card.as_stated, card.prompt, card.answer, *(one.text for one in card.key_points))
        on_cards.update(set(stems(" ".join(texts))))
    whole = len(known) + 1
    bands: dict[int, list[str]] = {}
    for stem, number in on_cards.items():
        if number >= ON_CARDS and stem.isalnum():
            band = round(10 * log(whole / (number + 1)) / log(whole))
            bands.setdefault(band, []).append(stem)
    for band, listed in sorted(bands.items()):
        print(f"    {band / 10}: (")
        for line in wrap(" ".join(sorted(listed)), 86):
            print(f'        "{line} "')
        print("    ),")


def main() -> int:
    """Print the weights, or the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--common", action="store_true", help="the table of common stems")
    options = parser.parse_args()
    if options.common:
        print_common(cards())
    else:
        print_fit(rows_of(read_answers(), cards()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
