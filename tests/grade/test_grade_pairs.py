"""The labelled pairs in data/: what the project measures its grader against."""

from pathlib import Path

import pytest

from drill.grade.pair import judge_pair
from drill.grade.verdict import Judgement

FOLDER = Path(__file__).parents[2] / "data" / "pairs"
TOPICS = (
    "derivatives",
    "partial_derivatives",
    "chain_rule",
    "gradient",
    "gradient_descent",
    "backpropagation",
    "convexity",
)
WIDER = (
    "algebra",
    "numbers",
    "trigonometry",
    "logarithms",
    "textbook",
    "objects",
    "forms",
    "spellings",
    "labels",
    "notorious",
)
FILES = (*TOPICS, *WIDER, "generated")


def rows(name: str) -> list[list[str]]:
    lines = (FOLDER / f"{name}.tsv").read_text(encoding="utf-8").split("\n")
    return [line.split("\t") for line in lines if line]


def test_there_are_pairs_over_all_seven_topics_and_more_beyond_them() -> None:
    assert sum(len(rows(name)) for name in FILES) >= 6000
    assert min(len(rows(topic)) for topic in TOPICS) >= 90


@pytest.mark.parametrize("name", FILES)
def test_every_pair_is_labelled_and_says_what_it_is_nasty_about(name: str) -> None:
    seen = set()
    for row in rows(name):
        assert len(row) in {5, 6}, row
        expected, given, variables, label, about = row[:5]
        assert label in set(Judgement), row
        assert expected, row
        assert about, row
        key = (expected, given, variables, *row[5:])
        assert key not in seen, row
        seen.add(key)


@pytest.mark.parametrize("name", FILES)
def test_every_pair_gets_its_label(name: str) -> None:
    mistaken = []
    for expected, given, variables, label, _about, *form in rows(name):
        declared = [variable for variable in variables.split(",") if variable]
        verdict = judge_pair(expected, given, declared, form="".join(form))
        if verdict.judgement.value != label:
            mistaken.append((expected, given, label, verdict.judgement.value, verdict.message))
    assert not mistaken


@pytest.mark.parametrize("name", TOPICS)
def test_every_refusal_says_where_and_every_verdict_but_correct_says_why(name: str) -> None:
    for expected, given, variables, _label, _about, *form in rows(name):
        declared = [variable for variable in variables.split(",") if variable]
        verdict = judge_pair(expected, given, declared, form="".join(form))
        if verdict.judgement is Judgement.UNREADABLE:
            assert verdict.column is not None
            assert 0 <= verdict.column <= len(given)
        if verdict.judgement is not Judgement.CORRECT:
            assert verdict.message[0] == verdict.message[0].upper()
            assert verdict.message.endswith((".", "?"))
