"""What a good bank becomes, and how banks live side by side."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sample_bank import FAMILIES, GOOD, complaints, loaded, other_topic, write

from drill.bank.circles import circles
from drill.bank.content_hash import content_hash
from drill.bank.coverage import coverage, unchecked
from drill.bank.load import load
from drill.bank.model import Card, FamilyUse, FollowUp, KeyPoint, Kind, Library, Seniority
from drill.grade.part import AnswerType, Choice
from drill.maths.clean import find_forbidden
from drill.maths.domain import Range


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return loaded(tmp_path_factory.mktemp("banks"), GOOD)


def card(library: Library, name: str) -> Card:
    return next(card for card in library.topics[0].cards if card.id == f"slopes.{name}")


def test_a_topic_has_its_title_primer_and_place(library: Library) -> None:
    (topic,) = library.topics
    assert (topic.id, topic.title, topic.order) == ("slopes", "Slopes", 7)
    assert topic.primer.intuition == "A hill."
    assert topic.primer.explanation.startswith("The slope of $x^2$ is $2x$.\n\n$$")
    assert topic.exercises == (FamilyUse("power_sum", "slopes.first", (1, 2, 3)),)


def test_a_concept_knows_what_it_requires_and_what_it_practises(library: Library) -> None:
    first, second = library.topics[0].concepts
    assert first.requires == ()
    assert second.requires == ("slopes.first",)
    assert second.encompasses == {"slopes.first": 0.5}


def test_a_told_card_has_key_points_and_follow_ups(library: Library) -> None:
    told = card(library, "told")
    assert (told.kind, told.level, told.part) == (Kind.RECALL, Seniority.JUNIOR, None)
    assert told.key_points == (
        KeyPoint("rate", "A rate.", True, 2.0, (("rate", "ratio"),), ("area",)),
        KeyPoint("change", "Of change.", cues=(("change",),), reveals="no-change"),
    )
    assert told.follow_ups == (FollowUp("Where?", "At a point.", "rate"),)
    assert told.covers == ("DR01", "DR02")
    assert told.formerly == ("slopes.said",)


def test_a_typed_card_has_a_truth_variables_and_a_domain(library: Library) -> None:
    part = card(library, "typed").part
    assert part is not None
    assert (part.answer, part.truth, part.variables) == (AnswerType.EXPRESSION, "2*a*x", ("a", "x"))
    assert part.domain.ranges == {"a": Range(low=0.0)}


def test_claims_are_kept_as_they_are_written_with_their_lines(library: Library) -> None:
    typed = card(library, "typed")
    assert typed.checks == (
        {"derivative": "a*x^2", "wrt": ("x",), "is": "2*a*x", "where": {"a": "> 0"}},
        {"value": "2*x", "at": {"x": "3"}, "is": "6", "tolerance": 0.001},
        {"equal": ("x+x", "2*x")},
    )
    assert [GOOD.split("\n")[line - 1].strip()[:8] for line in typed.check_lines] == [
        "- {deriv",
        "- {value",
        "- {equal",
    ]
    assert GOOD.split("\n")[typed.line - 1] == "  - id: slopes.typed"


def test_accepted_words_are_the_truth_of_a_text(library: Library) -> None:
    part = card(library, "blank").part
    assert part is not None
    assert (part.answer, part.truth) == (AnswerType.TEXT, "differentiable\nsmooth")


def test_the_right_choice_is_known_by_its_id(library: Library) -> None:
    part = card(library, "chosen").part
    assert part is not None
    assert part.truth == "c3"
    assert part.choices[2] == Choice("c3", "$3x$", "Slope 3.")


def test_the_order_of_the_lines_is_the_truth(library: Library) -> None:
    part = card(library, "ordered").part
    assert part is not None
    assert part.truth == "l1 l2 l3"
    assert [choice.text for choice in part.choices] == ["Look.", "Think.", "Write."]


def test_facts_are_found_with_the_cards_that_test_them(library: Library) -> None:
    assert coverage(library.topics) == {"DR01": ("slopes.told",), "DR02": ("slopes.told",)}


def test_an_answer_with_an_equation_that_nothing_backs_is_listed(tmp_path: Path) -> None:
    text = GOOD.replace("answer: A rate of change.", "answer: It is $f'(x) = 2x$.")
    found = unchecked(loaded(tmp_path, text).topics)
    assert [card.id for card in found] == ["slopes.told"]


# --- the content hash -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("What is a slope?", "What is the slope?"),
        ("A rate of change.", "The rate of change."),
        ("Think of a hill.", "Think of a road."),
        ("text: A rate.", "text: The rate."),
        ("At a point.", "At one point."),
    ],
)
def test_the_hash_changes_with_what_a_learner_sees(old: str, new: str, tmp_path: Path) -> None:
    before = card(loaded(tmp_path, GOOD), "told").content_hash
    assert card(loaded(tmp_path, GOOD.replace(old, new)), "told").content_hash != before


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("level: junior", "level: staff"),
        ("covers: [DR01, DR02]", "covers: [DR01]"),
        ("weight: 2", "weight: 3"),
        ("cues: [[rate, ratio]]", "cues: [[rate]]"),
        ("formerly: [slopes.said]", "formerly: []"),
        ("topic: slopes", "# a comment\ntopic: slopes"),
        ("prompt: What is a slope?", "prompt: |\n      What is\n      a slope?"),
    ],
)
def test_the_hash_does_not_change_with_what_a_learner_never_sees(
    old: str, new: str, tmp_path: Path
) -> None:
    before = card(loaded(tmp_path, GOOD), "told").content_hash
    assert card(loaded(tmp_path, GOOD.replace(old, new)), "told").content_hash == before


def test_the_hash_of_a_choice_changes_with_its_reasons(library: Library) -> None:
    chosen = card(library, "chosen")
    assert chosen.part is not None
    first, *rest = chosen.part.choices
    part = replace(chosen.part, choices=(replace(first, why="Another."), *rest))
    assert content_hash(replace(chosen, part=part)) != chosen.content_hash


# --- several banks --------------------------------------------------------------------------------


def test_topics_come_by_their_order_then_by_name(tmp_path: Path) -> None:
    early = other_topic("zebras").replace("order: 7", "order: 1")
    same = other_topic("apples").replace("order: 7", "order: 7")
    paths = [write(tmp_path, GOOD), write(tmp_path, early, "zebras.yaml")]
    paths.append(write(tmp_path, same, "apples.yaml"))
    assert [topic.id for topic in load(paths, FAMILIES).topics] == ["zebras", "apples", "slopes"]


def test_a_broken_bank_never_stops_a_good_one(tmp_path: Path) -> None:
    good = write(tmp_path, other_topic("apples"), "apples.yaml")
    for number, content in enumerate((b"", b"\xff", b"a: [", b"topic: &x", b"- 1")):
        bad = write(tmp_path, content, f"bad{number}.yaml")
        library = load([bad, good], FAMILIES)
        assert [topic.id for topic in library.topics] == ["apples"]
        assert {problem.file for problem in library.problems} == {str(bad)}


def test_of_two_banks_with_one_id_the_later_is_at_fault(tmp_path: Path) -> None:
    first = write(tmp_path, GOOD)
    text = other_topic("apples").replace("id: apples.typed", "id: slopes.typed")
    second = write(tmp_path, text, "apples.yaml")
    library = load([first, second], FAMILIES)
    assert [topic.id for topic in library.topics] == ["slopes"]
    (problem,) = library.problems
    assert str(problem) == (
        f"{second}:35: the id `slopes.typed` is already that of a card: {first}:35"
    )


def test_a_topic_is_not_given_twice(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    first, second = write(tmp_path, GOOD), write(tmp_path / "mine", GOOD)
    found = load([first, second], FAMILIES)
    assert [topic.source for topic in found.topics] == [str(first)]
    message = f"the topic `slopes` is already in {first}; rename this one"
    assert message in [problem.message for problem in found.problems]


def test_a_concept_may_require_one_of_another_bank(tmp_path: Path) -> None:
    text = other_topic("apples").replace("requires: [apples.first]", "requires: [slopes.second]")
    paths = [write(tmp_path, GOOD), write(tmp_path, text, "apples.yaml")]
    library = load(paths, FAMILIES)
    assert library.problems == ()
    assert library.topics[0].concepts[1].requires == ("slopes.second",)


@pytest.mark.parametrize("fault", ["kind: recal", "kind: [recall"])
def test_a_bank_that_builds_on_a_broken_one_stays_and_is_freed_of_it(
    fault: str, tmp_path: Path
) -> None:
    text = other_topic("apples").replace("requires: [apples.first]", "requires: [slopes.second]")
    text = text.replace("{apples.first: 0.5}", "{slopes.first: 0.5}")
    broken = write(tmp_path, GOOD.replace("kind: recall", fault))
    library = load([broken, write(tmp_path, text, "apples.yaml")], FAMILIES)
    assert {problem.file for problem in library.problems} == {str(broken)}
    (apples,) = library.topics
    assert apples.concepts[1].requires == ()
    assert apples.concepts[1].encompasses == {}


def test_a_circle_through_two_banks_is_shown_whole(tmp_path: Path) -> None:
    there = GOOD.replace("title: The first idea", "title: One\n    requires: [apples.second]")
    text = other_topic("apples").replace(
        "title: The first idea", "title: One\n    requires: [slopes.first]"
    )
    paths = [write(tmp_path, there), write(tmp_path, text, "apples.yaml")]
    library = load(paths, FAMILIES)
    assert [problem.message for problem in library.problems] == [
        (
            "the prerequisites go round in a circle:"
            " slopes.first → apples.second → apples.first → slopes.first"
        )
    ]


def test_a_card_belongs_to_a_concept_of_its_own_bank(tmp_path: Path) -> None:
    text = other_topic("apples").replace("concept: apples.first", "concept: slopes.first", 1)
    paths = [write(tmp_path, GOOD), write(tmp_path, text, "apples.yaml")]
    (problem,) = load(paths, FAMILIES).problems
    expected = "the concept `slopes.first` is in another bank; name one of this bank's own"
    assert problem.message == expected


def test_two_cards_cannot_have_had_one_id(tmp_path: Path) -> None:
    text = other_topic("apples").replace("[apples.said]", "[slopes.said]")
    first, second = write(tmp_path, GOOD), write(tmp_path, text, "apples.yaml")
    (problem,) = load([first, second], FAMILIES).problems
    assert str(problem) == (f"{second}:34: `formerly` names `slopes.said`, and so does {first}:34")


# --- properties -----------------------------------------------------------------------------------


@given(st.dictionaries(st.integers(0, 8), st.lists(st.integers(0, 8), max_size=4), max_size=9))
@settings(deadline=None, max_examples=200, derandomize=True)
def test_breaking_every_circle_that_is_found_leaves_none(graph: dict[int, list[int]]) -> None:
    needs = {str(node): [str(other) for other in others] for node, others in graph.items()}
    found = list(circles(needs))
    for circle in found:
        assert circle[0] == circle[-1]
        assert all(b in needs[a] for a, b in pairwise(circle))
    cut = {(circle[-2], circle[-1]) for circle in found}
    rest = {a: [b for b in others if (a, b) not in cut] for a, others in needs.items()}
    assert list(circles(rest)) == []


PIECES = [
    *GOOD.split("\n"),
    "",
    "-",
    "a: b",
    "  - [x",
    "}",
    "? x",
    "|",
    "&a",
    "*a",
    "!t",
    "\t",
    "'",
]


@given(st.lists(st.sampled_from(PIECES), max_size=30))
@settings(
    deadline=None,
    max_examples=150,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_whatever_a_file_holds_the_answer_is_banks_and_complaints(
    tmp_path: Path, lines: list[str]
) -> None:
    text = "\n".join(lines)
    library = loaded(tmp_path, text)
    assert bool(library.topics) != bool(library.problems)
    assert all(1 <= problem.line <= len(lines) + 1 for problem in library.problems)


@given(st.integers(0, len(GOOD) - 1), st.text(max_size=3), st.integers(0, 12))
@settings(
    deadline=None,
    max_examples=150,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_no_slip_of_the_hand_makes_the_loader_fail(
    tmp_path: Path, at: int, typed: str, lost: int
) -> None:
    text = GOOD[:at] + typed + GOOD[at + lost :]
    for complaint in complaints(tmp_path, text.encode("utf-8", "surrogatepass")):
        assert "\n" not in complaint
        assert find_forbidden(complaint) is None
