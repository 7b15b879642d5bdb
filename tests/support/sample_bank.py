"""A small whole bank that every test breaks in its own way."""

from __future__ import annotations

from pathlib import Path

from drill.bank.load import load
from drill.bank.model import Library

FAMILIES = ("power_sum", "chain_two_layer")

GOOD = r"""topic: slopes
order: 7
title: Slopes
primer:
  why: Because.
  intuition: A hill.
  explanation: |
    The slope of $x^2$ is $2x$.

    $$f'(x) = \lim_{h \to 0} \frac{f(x+h) - f(x)}{h}$$
concepts:
  - id: slopes.first
    title: The first idea
    primer: {why: Because., intuition: A hill., explanation: It rises.}
  - id: slopes.second
    title: The second idea
    requires: [slopes.first]
    encompasses: {slopes.first: 0.5}
    primer: {why: Because., intuition: A hill., explanation: It rises.}
cards:
  - id: slopes.told
    concept: slopes.first
    kind: recall
    level: junior
    prompt: What is a slope?
    answer: A rate of change.
    covers: [DR01, DR02]
    hints: [Think of a hill.]
    key_points:
      - {id: rate, must: true, weight: 2, text: A rate., cues: [[rate, ratio]], not: [area]}
      - {id: change, text: Of change., cues: [[change]], reveals: no-change}
    follow_ups:
      - {prompt: "Where?", answer: At a point., missed: rate}
    formerly: [slopes.said]
  - id: slopes.typed
    concept: slopes.first
    kind: derive
    level: mid
    prompt: Differentiate $a x^2$.
    answer: $2 a x$.
    response: {type: expression, truth: "2*a*x", variables: [a, x], domain: {a: "> 0"}}
    check:
      - {derivative: "a*x^2", wrt: x, is: "2*a*x", where: {a: "> 0"}}
      - {value: "2*x", at: {x: 3}, is: "6", tolerance: 0.001}
      - {equal: ["x+x", "2*x"]}
  - id: slopes.blank
    concept: slopes.second
    kind: cloze
    level: senior
    prompt: A function with a slope everywhere is ____ .
    answer: Differentiable.
    response: {type: text, accept: [differentiable, smooth]}
  - id: slopes.chosen
    concept: slopes.second
    kind: choice
    level: staff
    prompt: Which is steepest?
    answer: The last.
    choices:
      - {text: $x$, why: Slope 1.}
      - {text: $2x$, why: Slope 2.}
      - {text: $3x$, correct: true, why: Slope 3.}
  - id: slopes.ordered
    concept: slopes.second
    kind: order
    level: mid
    prompt: Put the steps in order.
    answer: As written.
    lines: [Look., Think., Write.]
  - id: slopes.claimed
    concept: slopes.second
    kind: overclaim
    level: senior
    prompt: What is wrong?
    answer: It may be an inflection.
    as_stated: A zero slope is a minimum.
    precise: It is a stationary point.
    key_points:
      - {id: not-only, text: Not only minima.}
      - {id: stationary, text: Stationary.}
exercises:
  - {family: power_sum, concept: slopes.first, levels: [1, 2, 3]}
"""


def write(folder: Path, text: str | bytes, name: str = "slopes.yaml") -> Path:
    """Write a bank's file."""
    path = folder / name
    if isinstance(text, str):
        path.write_text(text, encoding="utf-8", newline="\n")
    else:
        path.write_bytes(text)
    return path


def other_topic(name: str, text: str = GOOD) -> str:
    """Make a second bank of the sample: the same cards under another topic's name."""
    return text.replace("slopes", name)


def loaded(folder: Path, text: str | bytes, name: str = "slopes.yaml") -> Library:
    """Write one bank and load it."""
    return load([write(folder, text, name)], FAMILIES)


def complaints(folder: Path, text: str | bytes, name: str = "slopes.yaml") -> list[str]:
    """Write one bank and list what is wrong with it, without the folder's name."""
    return [str(p).removeprefix(f"{folder}/") for p in loaded(folder, text, name).problems]
