"""`drill schedule simulate` from the shell."""

from __future__ import annotations

import json

import pytest

from drill.cli import main
from drill.schedule.memory import DEFAULT

SMALL = ("schedule", "simulate", "--days", "8", "--cards", "20", "--runs", "1")


def test_a_table_says_what_each_retention_costs_and_what_is_held(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main([*SMALL, "--retention", "80%", "--retention", "0.95", "--interview"]) == 0
    said = capsys.readouterr()
    head, _, columns, low, high, *_ = said.out.splitlines()
    assert head.startswith("20 cards, 8 days, then an interview; a day 20 min and 10 new at most")
    assert columns.split("  ")[0] == "retention"
    assert columns.endswith("held day 2  held day 4  held day 6  held day 8")
    assert (low.split()[0], high.split()[0]) == ("80%", "95%")
    assert said.err == ""


def test_json_has_every_day_of_every_policy_and_is_the_same_for_the_same_seed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for _ in range(2):
        assert main([*SMALL, "--json", "--seed", "5"]) == 0
    one, other = capsys.readouterr().out.splitlines()
    assert one == other
    found = json.loads(one)
    assert (found["days"], found["cards"], found["seed"]) == (8, 20, 5)
    assert [policy["retention"] for policy in found["policies"]] == [0.8, 0.85, 0.9, 0.95]
    for policy in found["policies"]:
        assert [day["day"] for day in policy["days"]] == list(range(1, 9))
        assert policy["held"] == pytest.approx(policy["days"][-1]["held"], abs=1e-3)


def test_the_learner_s_memory_is_given_as_weights(capsys: pytest.CaptureFixture[str]) -> None:
    weights = ",".join(map(str, DEFAULT))
    for more in ((), ("--learner", weights)):
        assert main([*SMALL, "--json", *more]) == 0
    one, other = capsys.readouterr().out.splitlines()
    assert one == other


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (("--retention", "2"), "desired retention in percent: 2 is not between 70 and 99"),
        (("--learner", "1,2"), "fsrs-6 has 21 weights, and 2 were given"),
        (("--learner", "a"), "they are numbers"),
    ],
)
def test_a_policy_that_cannot_be_tried_is_a_wrong_call(
    capsys: pytest.CaptureFixture[str], more: tuple[str, ...], words: str
) -> None:
    assert main([*SMALL, *more]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert words in line


@pytest.mark.parametrize(
    ("option", "value", "words"),
    [
        ("--days", "0", "must be from 1 to 730"),
        ("--runs", "51", "must be from 1 to 50"),
        ("--retention", "most", "`most` is no share; write it as 0.9 or 90%"),
    ],
)
def test_a_value_that_is_none_is_a_wrong_call(
    capsys: pytest.CaptureFixture[str], option: str, value: str, words: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*SMALL, option, value])
    assert ended.value.code == 2
    assert words in capsys.readouterr().err
