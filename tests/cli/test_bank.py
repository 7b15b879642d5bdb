"""What `drill bank …` prints for those who write cards."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from drills import drill, environment
from homes import TINY, on
from sample_bank import GOOD, other_topic

from drill.bank.find import find_banks
from drill.bank.load import load
from drill.bank.model import Library
from drill.cli import bank_watch
from drill.cli.bank_preview import Page
from drill.exercise.registry import places
from drill.service.concepts.map import concept_map
from drill.service.messages.browse import ItemLine


@pytest.fixture(scope="module")
def shipped() -> Library:
    return load(find_banks().paths, places())


def said(home: Path, *arguments: str, code: int = 0) -> str:
    """Run a command and give what it printed."""
    made = drill(home, *arguments)
    assert made.returncode == code, made.stderr
    return made.stdout


def test_a_told_card_is_previewed_with_its_points_and_hints(home: Path) -> None:
    shown = said(home, *TINY, "bank", "preview", "tiny.told")
    assert "What is a slope?" in shown
    assert "1. Think of a hill." in shown
    assert "1 [ ] * A rate." in shown
    assert shown.index("What is a slope?") < shown.index("A rate of change.")
    assert "\x1b" not in shown


def test_a_choice_is_previewed_with_the_reasons_behind_it(home: Path) -> None:
    shown = said(home, *TINY, "bank", "preview", "tiny.chosen")
    assert "right: Its slope is three." in shown
    assert "wrong: Its slope is one." in shown


def test_lines_to_order_are_previewed_as_such(shipped: Library) -> None:
    cards = [card for topic in shipped.topics for card in topic.cards]
    card = next(card for card in cards if card.id == "backpropagation.loop-order")
    shown = "\n".join(Page(drawn=False).card(card))
    assert "put in order" in shown
    assert "optimizer.step()" in shown


def test_a_primer_is_previewed_too(home: Path) -> None:
    assert "-- why" in said(home, *TINY, "bank", "preview", "tiny.first")


@pytest.mark.parametrize(
    ("id_", "words"),
    [("tiny.nowhere", "there is no card"), ("exercise/power_sum", "drill exercise power_sum")],
)
def test_what_cannot_be_previewed_is_a_wrong_call(home: Path, id_: str, words: str) -> None:
    made = drill(home, *TINY, "bank", "preview", id_)
    assert made.returncode == 2
    assert words in made.stderr


def test_in_a_terminal_the_maths_is_drawn_in_the_width_of_a_page(shipped: Library) -> None:
    cards = [card for topic in shipped.topics for card in topic.cards]
    page = Page(drawn=True)
    drawn = ["\n".join(page.card(card)) for card in cards]
    assert any("\x1b[35m" in text for text in drawn)
    plain = Page(drawn=False)
    for card in cards:
        assert all(len(line) <= 80 for line in plain.card(card)), card.id


def test_coverage_names_every_fact_with_its_items(home: Path) -> None:
    rows = json.loads(said(home, "bank", "list", "--coverage", "--json"))
    by_id = {row["id"]: row for row in rows}
    assert by_id["CR03"]["kind"] == "formula"
    assert "exercise/chain_two_layer" in by_id["CR03"]["items"]
    assert all(row["items"] for row in rows)


def test_the_map_shows_what_is_required_and_that_nothing_is_held_yet(home: Path) -> None:
    rows = json.loads(said(home, *TINY, "bank", "map", "--json"))
    by_id = {row["concept"]: row for row in rows}
    assert by_id["tiny.first"]["open"]
    assert by_id["tiny.first"]["requires"] == []
    assert not by_id["chain-rule.composition"]["open"]
    assert not any(row["met"] or row["held"] for row in rows)
    shown = said(home, *TINY, "bank", "map")
    assert "after derivatives.meaning" in shown
    assert "0 of " in shown.splitlines()[-1]
    assert not list(home.rglob("*.db"))


def test_the_map_of_a_learner_shows_what_was_met(home: Path) -> None:
    now = "2026-11-23T09:00+00:00"
    answers = "rate\n/reveal\n\n"
    drill(home, *on(now, "practice", "--plain", "--topic", "tiny"), given=answers * 4)
    rows = json.loads(said(home, *on(now, "bank", "map", "--json")))
    assert any(row["met"] for row in rows if row["topic"] == "tiny")


def test_a_concept_opens_when_what_it_requires_was_met(shipped: Library) -> None:
    library = shipped
    first = library.topics[0]
    card = next(card for card in first.cards if card.concept == "derivatives.meaning")

    def line(recall: float) -> ItemLine:
        return ItemLine(card.id, "", "recall", first.id, "", (), recall, "")

    held = {one.concept: one for one in concept_map(library, [line(0.9)])}
    assert held["derivatives.meaning"].met == held["derivatives.meaning"].held == 1
    assert held["derivatives.limit"].open
    faded = {one.concept: one for one in concept_map(library, [line(0.5)])}
    assert (faded["derivatives.meaning"].met, faded["derivatives.meaning"].held) == (1, 0)


def test_a_strict_check_fails_on_a_fact_nothing_tests_and_on_one_nobody_lists(home: Path) -> None:
    folder = home / "mine"
    folder.mkdir()
    text = other_topic("hills", GOOD).replace("covers: [DR01, DR02]", "covers: [HL1, HL3]")
    (folder / "hills.yaml").write_text(text, encoding="utf-8")
    inventory = "facts:\n" + "".join(
        f"  - {{id: HL{n}, topic: hills, kind: fact, text: It rises.}}\n" for n in (1, 2)
    )
    (folder / "facts.yaml").write_text(inventory, encoding="utf-8")
    found = said(home, "bank", "check", "--strict", "mine", code=1)
    assert "facts.yaml:3: nothing tests the fact `HL2`" in found
    assert "`hills.told` covers `HL3`" in found
    assert len(found.splitlines()) == 2


def test_a_watch_checks_again_only_after_a_change(tmp_path: Path) -> None:
    path = tmp_path / "bank.yaml"
    path.write_text("1", encoding="utf-8")
    events: list[str] = []

    def pause(_seconds: float) -> None:
        events.append("look")
        if events.count("look") == 2:
            path.write_text("22", encoding="utf-8")
        elif events.count("look") == 4:
            path.unlink()
        elif events.count("look") == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bank_watch.watch(lambda: [path], lambda: events.append("check"), pause)
    assert events == ["check", "look", "look", "check", "look", "look", "check", "look"]


if os.name == "posix":

    def test_a_watch_ends_with_an_interrupt_and_130(home: Path) -> None:
        path = home / "hills.yaml"
        path.write_text(other_topic("hills", GOOD), encoding="utf-8")
        child = subprocess.Popen(
            [sys.executable, "-m", "drill", "bank", "check", "--watch", str(path)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment(home),
            cwd=home,
            encoding="utf-8",
        )
        assert child.stderr is not None
        try:
            assert "nothing wrong" in child.stderr.readline()
            assert "watching" in child.stderr.readline()
            path.write_text(other_topic("hills", GOOD) + "extra: 1\n", encoding="utf-8")
            assert "1 to mend" in child.stderr.readline()
            assert "watching" in child.stderr.readline()
            child.send_signal(signal.SIGINT)
            printed, complaints = child.communicate(timeout=60)
        finally:
            child.kill()
        assert child.returncode == 130
        assert complaints == ""
        assert "extra" in printed
