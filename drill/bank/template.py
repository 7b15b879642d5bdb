"""A bank to begin with: short, whole, and passing the check. Authors edit instead of guessing."""

from __future__ import annotations

import re

from drill.bank.shape import TOPIC

_TEMPLATE = """\
# A bank of drill: the file is named after its topic. Check it with: drill bank check @TOPIC@.yaml
# Text is Markdown with maths between dollar signs: $x^2$, or $$…$$ on lines of its own.
topic: @TOPIC@
order: 100
title: @TITLE@
primer:
  why: |
    Why anybody needs this.
  intuition: |
    A picture to think with.
  explanation: |
    The thing itself, with a worked example: if $f(x) = x^2$ then $f'(x) = 2x$.

concepts:
  - id: @SLUG@.first
    title: The first idea
    requires: []             # ids of concepts to learn first, of any topic
    primer:
      why: |
        Why this one comes first.
      intuition: |
        What it is like.
      explanation: |
        What it is, exactly.

cards:
  # Told and ticked: the learner answers in words, then ticks the key points.
  - id: @SLUG@.in-words
    concept: @SLUG@.first
    kind: recall
    level: junior
    prompt: |
      Say the first idea in one sentence.
    answer: |
      The model answer.
    key_points:
      - {id: what, must: true, text: "What it is.", cues: [[first, idea]]}
      - {id: why, text: "Why it matters.", cues: [[matters, because]]}

  # Typed and graded: `truth` has every * written. `check` lists claims that a machine proves.
  - id: @SLUG@.by-hand
    concept: @SLUG@.first
    kind: derive
    level: junior
    prompt: |
      Differentiate $x^3$ with respect to $x$.
    answer: |
      $3x^2$, by the power rule.
    hints: ["Which power is left?"]
    response: {type: expression, truth: "3*x^2", variables: [x]}
    check:
      - {derivative: "x^3", wrt: x, is: "3*x^2"}

  # Chosen: exactly one is correct, and each says why.
  - id: @SLUG@.which
    concept: @SLUG@.first
    kind: choice
    level: junior
    prompt: |
      Which of these is the derivative of a constant?
    answer: |
      Zero: a constant does not change.
    choices:
      - {text: "0", correct: true, why: "Nothing changes, so the rate of change is 0."}
      - {text: "1", why: "That is the derivative of $x$."}
      - {text: "The constant itself", why: "That would need a function that is its own slope."}

exercises: []                # such as: {family: power_sum, concept: @SLUG@.first, levels: [1, 2]}
"""


def template(topic: str) -> str:
    """Give the text of a new bank; raises `ValueError` with a sentence about a bad name."""
    if not re.fullmatch(TOPIC.pattern, topic) or len(topic) > TOPIC.longest:
        raise ValueError("a topic is named in lower case, such as `chain_rule`")
    title = topic.replace("_", " ").capitalize()
    filled = _TEMPLATE.replace("@TOPIC@", topic).replace("@TITLE@", title)
    return filled.replace("@SLUG@", topic.replace("_", "-"))
