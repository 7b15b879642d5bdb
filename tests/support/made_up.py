"""A progress review of two months and three interviews, made up, to be shown on a screen."""

from __future__ import annotations

from histories import review

from drill.progress.model import Ready, TopicReady
from drill.progress.report import review_progress
from drill.schedule.memory import Parameters
from drill.service.messages import Progress
from drill.service.messages.progress import InterviewCount, Interviews

NAMES = ("constant-kept", "inner-derivative-missing", "product-of-derivatives")
TOPICS = (
    TopicReady("topic/derivatives", "derivatives", "Derivatives", 60, 60, 0.94, 0.97, 0.02),
    TopicReady(
        "topic/gradient_descent",
        "gradient_descent",
        "Gradient descent and optimisers",
        85,
        40,
        0.41,
        0.72,
        0.06,
    ),
    TopicReady("topic/convexity", "convexity", "Convexity", 70, 0, None, 0.3, 0.1),
)
READY = Ready(
    "topic",
    0.45,
    215,
    100,
    0.9,
    TOPICS,
    "Asked everything now, you would recall about 45%.",
    "2026-12-11",
    18,
    0.71,
    0.05,
    20.0,
    "Keep to the plan and you recall 71% ±5.",
)


def made_up() -> Progress:
    """Make the review up."""
    events = [
        review(
            number,
            f"2026-{10 + number // 30:02}-{1 + number % 30:02}T09:00",
            rating=1 if number % 5 == 0 else 3,
            verdict="wrong" if number % 5 == 0 else "correct",
            mistakes=(NAMES[number % 3],) if number % 5 == 0 else (),
        )
        for number in range(1, 53)
    ]
    found = review_progress(
        events,
        today="2026-11-23",
        parameters=Parameters(),
        desired=0.9,
        ready=READY,
        due=[4, 2, 0, 9] + [1] * 26,
        due_from="2026-11-23",
        name=lambda id_: id_.replace("-", " ").capitalize(),
    )
    rows = tuple(
        InterviewCount(f"interview/{n}", f"2026-11-{n:02}", "senior", "leaning no", n, False, 5, 40)
        for n in (3, 12, 20)
    )
    interviews = Interviews(rows, "3 interviews; the last for senior.")
    return Progress(found.date, READY, found.remembering, found.mistakes, interviews)
