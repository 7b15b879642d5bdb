"""What several fields of a question offer, each list once: two fields may share theirs.

For every door that shows the lists above the fields; it knows nothing of how a door draws.
"""

from __future__ import annotations

from collections.abc import Iterable

from drill.service.messages.practice import PromptPart
from drill.value import Value


class Offer(Value):
    """A list to choose from or to put in order, and the fields it is for."""

    parts: tuple[PromptPart, ...]
    headed: bool
    """There is another list, so that it has to be said what this one is for."""

    @property
    def part(self) -> PromptPart:
        """One of the fields; the lists of the others are the same."""
        return self.parts[0]

    @property
    def heading(self) -> str:
        """The names of the fields."""
        return "; ".join(part.label or part.id for part in self.parts)


def offers(parts: Iterable[PromptPart]) -> tuple[Offer, ...]:
    """Gather the lists that fields offer, in the order of the fields."""
    found: list[list[PromptPart]] = []
    for part in parts:
        if not part.choices:
            continue
        same = next((group for group in found if _alike(group[0], part)), None)
        if same is None:
            found.append([part])
        else:
            same.append(part)
    return tuple(Offer(tuple(group), len(found) > 1) for group in found)


def _alike(one: PromptPart, other: PromptPart) -> bool:
    return one.answer == other.answer and one.choices == other.choices
