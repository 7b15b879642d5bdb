"""A question of several parts, in lines."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO

from drill.cli.plain import Plain
from drill.service.messages import (
    Answer,
    Feedback,
    Hint,
    OfferedChoice,
    PartVerdict,
    Prompt,
    PromptPart,
    Reply,
    Request,
    Skip,
)

WAYS = (OfferedChoice("up", "upwards"), OfferedChoice("down", "downwards"))
KINDS = (OfferedChoice("min", "a minimum"), OfferedChoice("max", "a maximum"))


def said(reply: Reply) -> str:
    """Read what the lines say of a reply."""
    output = StringIO()
    Plain(StringIO(), output).hear(reply)
    return output.getvalue()


def asked(*parts: PromptPart) -> str:
    return said(Prompt(1, "exercise/x", "exercise", "What is it?", parts, 3))


def test_a_list_that_two_parts_share_is_said_once() -> None:
    text = asked(
        PromptPart("low", "choice", label="at the smaller one", choices=KINDS),
        PromptPart("high", "choice", label="at the larger one", choices=KINDS),
    )
    assert text.count("  min. a minimum") == 1
    assert "smaller" not in text, "there is one list, and no need to say for what"


def test_different_lists_stand_under_the_names_of_their_parts() -> None:
    text = asked(
        PromptPart("low", "choice", label="at the smaller one", choices=KINDS),
        PromptPart("way", "choice", label="it goes", choices=WAYS),
        PromptPart("g", "number", label="its slope"),
        PromptPart("high", "choice", label="at the larger one", choices=KINDS),
    )
    first = "at the smaller one; at the larger one:\n  min. a minimum\n  max. a maximum\n"
    assert f"{first}it goes:\n  up. upwards\n  down. downwards\n" in text


def test_what_follows_is_said_by_its_part_after_what_is_wrong() -> None:
    verdicts = (
        PartVerdict("g", "wrong", "That is not it: yours is 8."),
        PartVerdict("w", "wrong", "Consistent.", follows=True, label="new w"),
    )
    text = said(Feedback(1, "wrong", message="g: That is not it.", parts=verdicts))
    assert "Not quite.\ng: That is not it.\nnew w: Consistent.\n" in text


def test_a_word_that_steers_is_taken_at_every_field() -> None:
    parts = (PromptPart("g", "number", label="g"), PromptPart("w", "number", label="w"))
    asked_for: list[Request] = []
    output = StringIO()
    door = Plain(StringIO("8\n/hint\n/help\n2\n"), output)
    door.steer(asked_for.append)
    door.hear(Prompt(1, "exercise/x", "exercise", "What is it?", parts, 3))
    door.run()
    assert asked_for[0] == Hint(1)
    assert isinstance(asked_for[1], Answer)
    assert asked_for[1].parts == {"g": "8", "w": "2"}
    assert output.getvalue().count("w: ") == 3, "the field is asked for again"


DERIVED = Prompt(
    1, "exercise/x", "exercise", "Derive it.", (PromptPart("d", "derivation", label="f'"),), 3
)


def answered(typed: str, then: Reply | None = None) -> tuple[str, list[Request]]:
    """Type lines at a derivation; give what was said and what was sent."""
    output, sent = StringIO(), list[Request]()
    door = Plain(StringIO(typed), output)

    def handle(request: Request) -> None:
        sent.append(request)
        if isinstance(request, Skip) and then is not None:
            door.hear(then)

    door.steer(handle)
    door.hear(DERIVED)
    door.run()
    return output.getvalue(), sent


def test_a_derivation_is_read_until_an_empty_line() -> None:
    text, sent = answered("u = 3x+1\n  4u^3 * 3 \n\n")
    assert "a line at a time; an empty line ends it" in text
    assert text.endswith("f': 2> 3> f': ")
    assert [one.parts for one in sent if isinstance(one, Answer)] == [{"d": "u = 3x+1\n4u^3 * 3"}]


def test_the_end_of_input_ends_a_derivation_too() -> None:
    _text, sent = answered("12x")
    assert [one.parts for one in sent if isinstance(one, Answer)] == [{"d": "12x"}]


def test_between_its_lines_one_can_ask_for_a_hint_or_leave_it() -> None:
    _text, sent = answered("4u^3\n/hint\n12x\n\n")
    assert isinstance(sent[0], Hint)
    assert [one.parts for one in sent if isinstance(one, Answer)] == [{"d": "4u^3\n12x"}]
    _text, sent = answered("4u^3\n/skip\n", replace(DERIVED, n=2))
    assert not [one for one in sent if isinstance(one, Answer)]
