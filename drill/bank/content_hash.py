"""A fingerprint of what a learner sees of a card, to notice a material edit by."""

from __future__ import annotations

import json

from drill.bank.model import Card

_LENGTH = 16


def content_hash(card: Card) -> str:
    """Hash the question, the answer and everything shown with them.

    What only steers drill stays out (level, covers, cues, weights, checks, lines), and so does the
    way a text is broken into lines.
    """
    import hashlib  # slow to load, and only a bank that is read anew needs it

    part = card.part
    seen = [
        card.kind.value,
        card.prompt,
        card.answer,
        card.as_stated,
        card.precise,
        card.hints,
        [point.text for point in card.key_points],
        [(follow_up.prompt, follow_up.answer) for follow_up in card.follow_ups],
    ]
    if part is not None:
        choices = [(choice.text, choice.why) for choice in part.choices]
        seen += [part.answer.value, part.truth, part.label, part.variables, part.form, choices]
    text = " ".join(json.dumps(seen, ensure_ascii=True).replace("\\n", " ").split())
    return hashlib.sha256(text.encode()).hexdigest()[:_LENGTH]
