"""Readiness: how much of each topic would be recalled now, and on the day of the interview."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from drill.progress import words
from drill.progress.model import Ready, TopicReady
from drill.schedule.candidate import Candidate
from drill.schedule.forecast import recall_at
from drill.schedule.memory import Parameters
from drill.schedule.plan import Plan
from drill.schedule.settings import Settings
from drill.schedule.state import ItemState

Titles = Mapping[str, str]


def ready(
    candidates: Iterable[Candidate],
    titles: Titles,
    states: Mapping[str, ItemState],
    settings: Settings,
    parameters: Parameters,
    *,
    now_ms: int,
    today: date,
    plan: Plan | None = None,
) -> Ready:
    """Say how ready the learner is now and, where there is a plan to a day, on that day.

    `titles` names the topics, in their order. Items set aside count for nothing.
    """
    recalls: dict[str, list[float | None]] = {topic: [] for topic in titles}
    for one in candidates:
        state = states.get(one.item) or ItemState(one.item)
        if not state.suspended:
            recall = None if state.new else recall_at(state, now_ms, parameters)
            recalls.setdefault(one.topic, []).append(recall)
    topics = tuple(
        _topic(topic, titles.get(topic, topic), recalled, plan)
        for topic, recalled in recalls.items()
    )
    every = [recall for recalled in recalls.values() for recall in recalled]
    made = Ready(
        number="topic",
        recall=_mean(every) or 0.0,
        items=len(every),
        met=sum(recall is not None for recall in every),
        goal=settings.desired_retention,
        topics=topics,
        sentence="",
    )
    made = words.replaced(made, sentence=words.ready(made))
    day = settings.on(today).interview_date
    if plan is None or day is None:
        return made
    return _with_forecast(made, plan, day, today)


def _with_forecast(made: Ready, plan: Plan, day: date, today: date) -> Ready:
    forecast = words.replaced(
        made,
        interview_date=day.isoformat(),
        interview_in_days=(day - today).days,
        forecast=plan.ready,
        forecast_error=plan.ready_error,
        minutes_a_day=plan.minutes / len(plan.days) if plan.days else 0.0,
    )
    return words.replaced(forecast, forecast_sentence=words.forecast(forecast))


def _topic(topic: str, title: str, recalls: list[float | None], plan: Plan | None) -> TopicReady:
    met = sum(recall is not None for recall in recalls)
    ahead = [one for one in plan.topics if one.topic == topic] if plan is not None else []
    return TopicReady(
        number=f"topic/{topic}",
        topic=topic,
        title=title,
        items=len(recalls),
        met=met,
        recall=_mean(recalls) if met else None,
        forecast=ahead[0].ready if ahead else None,
        forecast_error=ahead[0].ready_error if ahead else 0.0,
    )


def _mean(recalls: list[float | None]) -> float | None:
    return sum(recall or 0.0 for recall in recalls) / len(recalls) if recalls else None
