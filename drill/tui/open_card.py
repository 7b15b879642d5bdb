"""The card in front of the learner: what was asked, chosen, judged, shown and ticked.

A value that keys change; it knows neither widgets nor the core.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from drill.service.messages import Feedback, Prompt, PromptPart, Revealed


@dataclass(slots=True)
class OpenCard:
    """One card, from its question to its rating."""

    prompt: Prompt
    choice: str = ""
    """The choice that is marked or made, where the question is a single one."""
    judged: Mapping[str, str] | None = None
    """The answer that was judged last; the same again means giving up."""
    unread: frozenset[str] = frozenset()
    """The parts whose answers could not be read a moment ago."""
    sent: Mapping[str, str] | None = None
    """The answer that was sent last, judged or not."""
    unreadable: bool = False
    """Whether it is said to be unreadable, which is over with the next key."""
    shown: Feedback | Revealed | None = None
    ticked: frozenset[str] = frozenset()

    @property
    def single_choice(self) -> PromptPart | None:
        """The question itself, where it is answered with one key."""
        parts = self.prompt.parts
        return parts[0] if len(parts) == 1 and parts[0].answer == "choice" else None

    @property
    def only_choices(self) -> bool:
        """Whether nothing but choices is asked for."""
        parts = self.prompt.parts
        return bool(parts) and all(part.answer == "choice" for part in parts)

    @property
    def without_maths(self) -> bool:
        """Whether every part is answered with letters or words that are listed."""
        return all(part.choices for part in self.prompt.parts)

    @property
    def was_ticked(self) -> bool:
        """Whether points were compared, so that they can be compared again."""
        return isinstance(self.shown, Revealed) and bool(self.shown.points)

    def settles(self, feedback: Feedback) -> bool:
        """Say whether nothing is left to try; a choice cannot be tried again in earnest."""
        chosen = self.only_choices and feedback.verdict in ("wrong", "form")
        return feedback.verdict == "correct" or chosen

    def given_up(self, values: Mapping[str, str]) -> bool:
        """Say whether an answer is the one that was judged last."""
        return self.judged is not None and dict(values) == dict(self.judged)

    def mark(self, step: int) -> None:
        """Mark the next choice, or the one before."""
        part = self.single_choice
        if part is not None and part.choices:
            ids = [choice.id for choice in part.choices]
            at = ids.index(self.choice) + step if self.choice else min(step, 0)
            self.choice = ids[at % len(ids)]

    def compare(self, revealed: Revealed) -> None:
        """Begin with the points that seem to be made."""
        self.ticked = frozenset(point.id for point in revealed.points if point.matched)

    def toggle(self, index: int) -> None:
        """Tick a point, or take the tick away."""
        if isinstance(self.shown, Revealed) and index < len(self.shown.points):
            self.ticked ^= {self.shown.points[index].id}
