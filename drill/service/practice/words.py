"""What a session says of itself: a card as it is asked, and the sum of it all at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from drill.schedule.due import is_leech
from drill.schedule.state import ItemState, Rating
from drill.service.catalogue import Entry
from drill.service.messages import Prompt, Summary
from drill.service.speak import Speaker
from drill.session.attempt import Attempt
from drill.session.practice import Done


def prompt_of(
    attempt: Attempt, state: ItemState, speaker: Speaker, *, left: int, note: str
) -> Prompt:
    """Ask a question; `left` cards are still to come after it."""
    from drill.service.view import plain

    question = attempt.question
    return Prompt(
        n=attempt.n,
        item=question.item,
        kind=question.kind,
        prompt=plain(question.prompt),
        parts=speaker.parts(question),
        left=left,
        family=question.family,
        level=question.level,
        seed=question.seed,
        among=question.among,
        hints=len(question.hints),
        points=len(question.key_points),
        new=state.new,
        leech=is_leech(state),
        mode=attempt.mode,
        note=note,
        view=speaker.view(question.prompt),
        stage=question.stage,
        given=speaker.steps(question.given),
    )


def summary_of(
    done: Sequence[Done], *, left: int, due_tomorrow: int, entries: Mapping[str, Entry]
) -> Summary:
    """Sum a session up from its settled cards."""
    from drill.service.browse.shelf import title_of

    forgotten = dict.fromkeys(one.planned.item for one in done if one.rating is Rating.AGAIN)
    return Summary(
        reviews=len(done),
        right=sum(one.rating is not Rating.AGAIN for one in done),
        seconds=sum(one.think_ms for one in done) // 1000,
        new=sum(one.was_new for one in done),
        again=len(forgotten),
        topics=Counter(one.question.topic for one in done),
        due_tomorrow=due_tomorrow,
        left=left,
        worst=tuple(forgotten),
        forgotten=tuple(title_of(entries[item]) for item in forgotten if item in entries),
    )
