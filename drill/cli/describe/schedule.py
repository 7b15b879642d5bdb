"""How `drill schedule` is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drill.cli.values import clock_time, count, seed, share, within

if TYPE_CHECKING:
    from drill.cli.parser import Adder


def describe(add: Adder, summary: str) -> None:
    """Add the command."""
    schedule = add.group("schedule", summary, "drill schedule plan")
    evaluate = schedule(
        "evaluate",
        "schedule:evaluate",
        "say how well the memory model predicts a log of reviews",
        "drill schedule evaluate reviews.csv --day-start 09:00",
    )
    evaluate.add_argument(
        "file",
        metavar="REVIEWS.csv",
        help="CSV with the columns card_id, review_rating (1 to 4) and review_time: ISO 8601 (UTC "
        "where no offset stands), or a whole number, Unix time in milliseconds (13 digits) or in "
        "seconds (10 digits); - is stdin",
    )
    evaluate.add_argument(
        "--day-start", type=clock_time, default=240, metavar="HH:MM", help="default 04:00"
    )
    evaluate.add_argument("--json", action="store_true", help="print JSON")
    plan = schedule(
        "plan",
        "schedule:plan",
        "play the days up to the interview and say what they lead to",
        "drill schedule plan --json",
    )
    plan.add_argument("--json", action="store_true", help="print JSON")
    simulate = schedule(
        "simulate",
        "simulate:run",
        "try retentions on a simulated learner: what they cost, and what is held",
        "drill schedule simulate --days 30 --minutes 20",
        "drill schedule simulate --retention 85% --retention 95% --interview --json",
    )
    simulate.add_argument("--days", type=within(1, 730), default=90, metavar="N", help="default 90")
    simulate.add_argument(
        "--cards", type=within(1, 2000), default=300, metavar="N", help="default 300"
    )
    simulate.add_argument(
        "--minutes", type=within(0, 1440), default=20, metavar="N", help="a day; 0: no limit"
    )
    simulate.add_argument("--new", type=count, default=10, metavar="N", help="a day; default 10")
    simulate.add_argument(
        "--retention",
        type=share,
        action="append",
        metavar="P",
        help="a desired retention to try (repeatable); default 80, 85, 90 and 95%%",
    )
    simulate.add_argument(
        "--learner",
        metavar="W0,..,W20",
        help="how the learner's memory really runs, as weights of FSRS-6; default: as drill thinks",
    )
    simulate.add_argument(
        "--interview", action="store_true", help="the day after the last is an interview"
    )
    simulate.add_argument(
        "--runs", type=within(1, 50), default=4, metavar="N", help="take the mean of N; default 4"
    )
    simulate.add_argument(
        "--seed", type=seed, default=1, metavar="N", help="the same seed gives the same figures"
    )
    simulate.add_argument("--json", action="store_true", help="print every day as JSON")
