"""Whole sessions over `--jsonl`, held with a real drill in a process of its own."""

from __future__ import annotations

import json
from pathlib import Path

from drills import Json, drill, events, reviews, talk
from homes import MONDAY, on

TINY_SESSION = ("practice", "--topic", "tiny")


def choose(prompt: Json, text: str) -> dict[str, str]:
    """Answer a choice by what it says, wherever it stands today."""
    part = prompt["parts"][0]
    return {part["id"]: next(one["id"] for one in part["choices"] if one["text"] == text)}


# --- one session ----------------------------------------------------------------------------------


def test_a_session_says_hello_teaches_asks_judges_saves_and_sums_up(home: Path) -> None:
    with talk(home, *on(MONDAY, *TINY_SESSION)) as session:
        chosen = session.until("prompt")
        judged = session.ask("answer", "feedback", n=1, parts=choose(chosen, "3x"), confidence=3)
        saved = session.ask("rate", "saved", n=1, rating=judged["suggested_rating"])
        told = session.until("prompt")
        shown = session.ask("reveal", "revealed", n=told["n"], text="the rate of something")
        session.ask("tick", "revealed", n=told["n"], points=["rate", "change"])
        session.ask("rate", "saved", n=told["n"], rating=3)
        typed = session.until("prompt")
        hinted = session.ask("hint", "hinted", n=typed["n"])
        read = session.ask("read", "reading", n=typed["n"], part="a", text="3x^2", id="r7")
        right = session.ask("answer", "feedback", n=typed["n"], parts={"a": "3 x x"})
        session.ask("rate", "saved", n=typed["n"], rating=2)
        summary = session.ask("quit", "summary")
        assert session.finish() == 0
        assert session.complaints == ""

    assert [message["type"] for message in session.heard[:4]] == [
        "hello",
        "primer",
        "primer",
        "prompt",
    ]
    assert session.heard[0]["protocol"] == 1
    assert [one["concept"] for one in session.said("primer")] == ["tiny", "tiny.first"]
    assert (chosen["kind"], chosen["left"], chosen["new"]) == ("choice", 3, True)
    assert (judged["verdict"], judged["suggested_rating"]) == ("correct", 3)
    assert judged["intervals"] == sorted(judged["intervals"])
    assert len(judged["intervals"]) == 4
    assert (saved["n"], saved["what"]) == (1, "review")
    assert {point["id"]: point["matched"] for point in shown["points"]} == {
        "rate": "rate",
        "change": "",
    }
    assert (hinted["hint"], hinted["left"]) == ("Lower the power.", 1)
    assert (read["text"], read["id"]) == ("3x²", "r7")
    assert (right["verdict"], right["suggested_rating"]) == ("correct", 2)
    assert (summary["reviews"], summary["right"], summary["new"]) == (3, 3, 3)
    assert set(reviews(events(home, "d.db"))) == {one["review"] for one in session.said("saved")}


def test_what_is_kept_of_a_review_is_what_happened(home: Path) -> None:
    with talk(home, *on(MONDAY, *TINY_SESSION)) as session:
        prompt = session.until("prompt")
        session.ask("answer", "feedback", n=1, parts=choose(prompt, "x"), confidence=4, ms=8400)
        session.ask("answer", "feedback", n=1, parts=choose(prompt, "3x"), confidence=1, ms=9000)
        session.ask("rate", "saved", n=1, rating=2)
    (review,) = reviews(events(home, "d.db")).values()
    body = review["body"]
    assert review["item"] == "tiny.chosen"
    assert body["verdicts"] == ["wrong", "correct"]
    assert (body["rating"], body["suggested"], body["first_try"]) == (2, 2, False)
    assert (body["confidence"], body["think_ms"]) == (4, 9000)
    assert body["answers"] == [choose(prompt, "x"), choose(prompt, "3x")]


def test_a_wrong_answer_is_refuted_by_a_number_and_may_be_mended(home: Path) -> None:
    with talk(home, *on(MONDAY, *TINY_SESSION)) as session:
        while (prompt := session.until("prompt"))["item"] != "tiny.typed":
            session.send("skip", n=prompt["n"])
        n = prompt["n"]
        wrong = session.ask("answer", "feedback", n=n, parts={"a": "3x"})
        unread = session.ask("answer", "feedback", n=n, parts={"a": "3x^"})
        empty = session.ask("answer", "feedback", n=n, parts={"a": ""})
        right = session.ask("answer", "feedback", n=n, parts={"a": "3x²"})
        session.ask("rate", "saved", n=n, rating=2)
    assert (wrong["verdict"], wrong["decided_by"]) == ("wrong", "numbers")
    assert wrong["counterexample"]["at"].keys() == {"x"}
    assert [one["verdict"] for one in (unread, empty, right)] == [
        "unreadable",
        "unreadable",
        "correct",
    ]


def test_an_exercise_can_be_answered_with_its_own_truth(home: Path) -> None:
    with talk(home, *on(MONDAY, "practice", "--topic", "chain_rule")) as session:
        while (prompt := session.until("prompt"))["kind"] != "exercise":
            session.send("skip", n=prompt["n"])
        made = drill(
            home,
            "exercise",
            prompt["family"],
            "--level",
            str(prompt["level"]),
            "--seed",
            prompt["seed"],
            "--json",
        )
        assert made.returncode == 0, made.stderr
        truths = {part["id"]: part["truth"] for part in json.loads(made.stdout)["parts"]}
        judged = session.ask("answer", "feedback", n=prompt["n"], parts=truths)
        session.ask("rate", "saved", n=prompt["n"], rating=3)
    assert judged["verdict"] == "correct"
    assert judged["solution"]
    (review,) = reviews(events(home, "d.db")).values()
    assert [review["body"][name] for name in ("family", "level", "seed")] == [
        prompt["family"],
        prompt["level"],
        prompt["seed"],
    ]


def test_a_derivation_is_judged_line_by_line_and_kept_as_it_was_typed(home: Path) -> None:
    with talk(home, *on(MONDAY, "practice", "--item", "exercise/derive_lines")) as session:
        prompt = session.until("prompt")
        n, (part,) = prompt["n"], prompt["parts"]
        instance = ("--level", str(prompt["level"]), "--seed", prompt["seed"])
        made = drill(home, "exercise", "derive_lines", *instance, "--json")
        (asked,) = json.loads(made.stdout)["parts"]
        first, *rest = asked["truth"].splitlines()
        slipped = "\n".join([first, "", f"{rest[0]} + 1"])
        read = session.ask("read", "reading", n=n, part=part["id"], text=slipped)
        wrong = session.ask("answer", "feedback", n=n, parts={part["id"]: slipped})
        leap = session.ask("answer", "feedback", n=n, parts={part["id"]: rest[-1]})
        right = session.ask("answer", "feedback", n=n, parts={part["id"]: asked["truth"]})
        session.ask("rate", "saved", n=n, rating=3)
    assert part["answer"] == asked["answer"] == "derivation"
    assert asked["begins"]["wrt"] == part["variables"][0]
    assert read["text"].endswith("+ 1")
    assert (wrong["verdict"], wrong["parts"][0]["line"]) == ("wrong", 3)
    assert wrong["message"].startswith("Line 3: This is not equal to line 1: at ")
    assert leap["verdict"] == "form"
    assert right["verdict"] == "correct"
    (review,) = reviews(events(home, "d.db")).values()
    assert review["body"]["answers"][0] == {part["id"]: slipped}


# --- lines that cannot be meant -------------------------------------------------------------------


MALFORMED = (
    ("nonsense", "is not JSON"),
    ('"a text"', "a message must be a JSON object"),
    ("[" * 10_000, "is not JSON"),
    ('{"type":"dance"}', "`type` must be one of: answer"),
    ('{"type":["answer"]}', "`type` must be one of"),
    ('{"type":"rate","n":1}', "rate lacks rating"),
    ('{"type":"rate","n":"1","rating":3}', "rate.n must be a whole number"),
    ('{"type":"answer","n":1,"parts":["x"]}', "answer.parts must be an object"),
    (r'{"type":"reveal","n":1,"text":"\ud800"}', "reveal.text holds half"),
    ("\N{NULL}\N{ESCAPE}[2J", "is not JSON"),
    ("9" * 5000, "is not JSON"),
)


def test_a_malformed_line_is_answered_with_its_number_and_ignored(home: Path) -> None:
    with talk(home, *on(MONDAY, *TINY_SESSION)) as session:
        session.until("prompt")
        for number, (line, words) in enumerate(MALFORMED, 1):
            session.send_text(line)
            error = session.until("error")
            assert (error["line"], error["fatal"]) == (number, False)
            assert error["message"].startswith(f"line {number}")
            assert words in error["message"]
        session.send_text("")
        session.settle({"n": 1})
        assert session.finish() == 0


SENSELESS: tuple[tuple[Json, str], ...] = (
    ({"type": "rate", "n": 1, "rating": 3}, "rated after it was answered or revealed"),
    ({"type": "rate", "n": 7, "rating": 3}, "card 7 is not open; card 1 is"),
    ({"type": "answer", "n": 0, "parts": {"a": "b"}}, "card 0 is not open; card 1 is"),
    ({"type": "answer", "n": 1, "parts": {"z": "b"}}, "no part `z`"),
    ({"type": "hint", "n": 1}, "no further hint"),
    ({"type": "tick", "n": 1, "points": ["rate"]}, "ticked after the reveal"),
    ({"type": "undo"}, "no review to take back"),
    ({"type": "note", "item": "nowhere", "text": "x"}, "no item `nowhere`"),
    ({"type": "flag", "item": "tiny.told", "text": " "}, "write 1 to 2000 characters"),
    ({"type": "suspend", "item": "nowhere"}, "no item `nowhere`"),
    ({"type": "practice", "topics": ["nowhere"]}, "no topic `nowhere`"),
)


def test_a_request_that_makes_no_sense_now_changes_nothing(home: Path) -> None:
    with talk(home, *on(MONDAY, *TINY_SESSION)) as session:
        session.until("prompt")
        for message, words in SENSELESS:
            session.send_text(json.dumps(message))
            assert words in session.until("error")["message"]
        session.ask("reveal", "revealed", n=1)
        for rating in (0, 5, -1, 10**30):
            refused = session.ask("rate", "error", n=1, rating=rating)
            assert "1 again, 2 hard, 3 good or 4 easy" in refused["message"]
        session.ask("rate", "saved", n=1, rating=4)
        assert session.finish() == 0
    assert [event["item"] for event in events(home, "d.db")] == ["tiny.chosen"]


def test_an_unknown_topic_on_the_command_line_is_said_and_the_session_ends(home: Path) -> None:
    with talk(home, *on(MONDAY, "practice", "--topic", "nowhere")) as session:
        error = session.until("error")
        session.finish()
    assert "no topic `nowhere`; there are derivatives" in error["message"]


# --- what can be taken back, left out, set aside --------------------------------------------------


def test_the_end_of_the_input_is_a_quit(home: Path) -> None:
    with talk(home, *on(MONDAY, *TINY_SESSION)) as session:
        session.settle(session.until("prompt"))
        assert session.finish() == 0
    assert session.heard[-1]["type"] == "summary"
    assert session.heard[-1]["reviews"] == 1


def test_an_undone_review_is_asked_again_and_counts_for_nothing(home: Path) -> None:
    with talk(home, *on(MONDAY, *TINY_SESSION)) as session:
        first = session.until("prompt")
        saved = session.settle(first, 1)
        session.until("prompt")
        undone = session.ask("undo", "undone")
        again = session.until("prompt")
        session.settle(again, 3)
        session.finish()
    assert (undone["review"], undone["item"]) == (saved["review"], first["item"])
    assert (again["item"], again["prompt"]) == (first["item"], first["prompt"])
    assert again["parts"] == first["parts"], "a choice keeps its order when it is asked again"
    left = reviews(events(home, "d.db"))
    assert [review["body"]["rating"] for review in left.values()] == [3]
    assert session.heard[-1]["again"] == 0


def test_a_skipped_card_comes_at_the_end_and_once_more_skipped_it_ends(home: Path) -> None:
    with talk(home, *on(MONDAY, *TINY_SESSION)) as session:
        first = session.until("prompt")
        session.send("skip", n=1)
        shown = []
        while (prompt := session.until("prompt"))["item"] != first["item"]:
            shown.append(prompt["item"])
            session.settle(prompt)
        session.send("skip", n=prompt["n"])
        summary = session.until("summary")
        assert session.finish() == 0
    assert len(shown) == 3
    assert summary["reviews"] == 3


def test_a_lapse_comes_back_within_the_session_until_it_is_right(home: Path) -> None:
    items: list[str] = []

    def forget_the_first_twice(prompt: Json) -> int:
        items.append(prompt["item"])
        return 1 if prompt["item"] == "tiny.chosen" and items.count("tiny.chosen") < 3 else 3

    with talk(home, *on(MONDAY, *TINY_SESSION)) as session:
        summary = session.play(forget_the_first_twice)
        assert session.finish() == 0
    assert items.count("tiny.chosen") == 3
    assert items[0] == items[4] == "tiny.chosen", "three other cards stand between"
    assert (summary["again"], summary["reviews"]) == (1, 6)
    assert summary["worst"] == ["tiny.chosen"]


def test_a_card_set_aside_leaves_the_session_and_stays_away(home: Path) -> None:
    with talk(home, *on(MONDAY, *TINY_SESSION)) as session:
        session.until("prompt")
        assert session.ask("suspend", "saved", item="tiny.chosen")["what"] == "suspend"
        assert session.until("prompt")["item"] != "tiny.chosen"
    with talk(home, *on("2026-11-24T09:00+00:00", *TINY_SESSION)) as session:
        shown = []
        session.play(lambda prompt: shown.append(prompt["item"]) or 3)
    assert "tiny.chosen" not in shown
    assert len(shown) == 3


def test_a_note_stands_under_its_card_the_next_time(home: Path) -> None:
    with talk(home, *on(MONDAY, *TINY_SESSION)) as session:
        session.until("prompt")
        assert session.ask("note", "saved", item="tiny.chosen", text="three!")["what"] == "note"
    with talk(home, *on(MONDAY, *TINY_SESSION)) as session:
        assert session.until("prompt")["note"] == "three!"


def test_a_card_may_be_called_wrong(home: Path) -> None:
    with talk(home, *on(MONDAY, *TINY_SESSION)) as session:
        session.until("prompt")
        assert session.ask("flag", "saved", item="tiny.told", text="typo")["what"] == "flag"
    (flag,) = events(home, "d.db")
    assert (flag["kind"], flag["item"], flag["body"]) == ("flag", "tiny.told", {"text": "typo"})
