"""The settings room: what is shown, what a change keeps, and what taking it back gives."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from homes import BANKS
from journals import START_MS, HandClock, review
from local_door import build

from drill.schedule.settings import Settings, SettingsError
from drill.service.messages import (
    ChangeSetting,
    Envelope,
    Error,
    GetHome,
    GetSettings,
    Home,
    Reply,
    Request,
    Saved,
    SettingLine,
    SettingsShown,
    StartPractice,
    UndoSetting,
    decode_reply,
    encode,
)
from drill.service.settings.lines import changed

TODAY = date(2026, 11, 18)
TOPICS = [("gradient", "Gradient"), ("gradient_descent", "Gradient descent")]


class Asked:
    """A service and its replies, one request after another."""

    def __init__(self, folder: Path) -> None:
        self.heard: list[Reply] = []
        self.service = build(
            folder,
            HandClock(),
            lambda envelope: self.heard.append(envelope.message),
            (str(BANKS),),
        )

    def ask(self, request: Request) -> Reply:
        self.service.handle(Envelope(request))
        return self.heard[-1]

    def shown(self, request: Request) -> SettingsShown:
        reply = self.ask(request)
        assert isinstance(reply, SettingsShown), reply
        return reply

    def line(self, name: str) -> SettingLine:
        return next(one for one in self.shown(GetSettings()).settings if one.name == name)


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("banks")
    Asked(folder).service.close()
    return folder / "cache"


@pytest.fixture
def asked(tmp_path: Path, cache: Path) -> Iterator[Asked]:
    shutil.copytree(cache, tmp_path / "cache")
    made = Asked(tmp_path)
    yield made
    made.service.close()


@pytest.mark.parametrize(
    ("name", "typed", "body"),
    [
        ("interview", "2026-12-11", {"interview_date": "2026-12-11"}),
        ("interview-date", "2026-12-11", {"interview_date": "2026-12-11"}),
        ("minutes", "30", {"minutes_per_day": 30}),
        ("retention", "0.85", {"desired_retention": 0.85}),
        ("retention", "85", {"desired_retention": 0.85}),
        ("desired_retention", "85%", {"desired_retention": 0.85}),
        ("new", "0", {"new_per_day": 0}),
        ("topic.gradient", "out", {"topics_out": ["gradient"]}),
        ("topic.gradient_descent", "OUT", {"topics_out": ["gradient_descent"]}),
    ],
)
def test_a_typed_value_becomes_the_body_of_an_event(
    name: str, typed: str, body: dict[str, object]
) -> None:
    assert changed(Settings(), TOPICS, name, typed, TODAY)[1] == body


@pytest.mark.parametrize(
    ("name", "typed", "words"),
    [
        ("interview", "11.12.2026", "is no date; write it as 2026-12-11"),
        ("interview", "20261211", "is no date"),
        ("interview", "2026-11-18", "is not to come; today is 2026-11-18"),
        ("minutes", "soon", "is no whole number"),
        ("minutes", "2000", "not between 0 and 1440"),
        ("minutes", "-5", "is no whole number"),
        ("retention", "0.5", "in percent: 50 is not between 70 and 99"),
        ("retention", "2", "in percent: 2 is not between 70 and 99"),
        ("retention", "nan", "is no share"),
        ("retention", "9" * 400, "is no share"),
        ("new", "", "is no whole number"),
        ("topic.gradient", "maybe", "a topic is `in` or `out`"),
        ("topic.gradent", "out", "did you mean `topic.gradient`?"),
        ("retension", "0.9", "did you mean `retention`?"),
        ("x", "1", "`drill settings` lists them"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_words(name: str, typed: str, words: str) -> None:
    with pytest.raises(SettingsError, match=words.replace("?", r"\?")):
        changed(Settings(), TOPICS, name, typed, TODAY)


def test_a_value_that_is_there_already_makes_no_event() -> None:
    assert changed(Settings(), TOPICS, "minutes", "20", TODAY) == (Settings(), {})
    assert changed(Settings(), TOPICS, "minutes", "default", TODAY) == (Settings(), {})
    assert changed(Settings(), TOPICS, "topic.gradient", "in", TODAY) == (Settings(), {})


def test_default_takes_a_setting_back_to_what_it_usually_is() -> None:
    settings = Settings(minutes_per_day=45)
    after, body = changed(settings, TOPICS, "minutes", "default", TODAY)
    assert (after, body) == (Settings(), {"minutes_per_day": None})


def test_a_change_is_said_holds_at_once_and_can_be_taken_back(asked: Asked) -> None:
    made = asked.shown(ChangeSetting("minutes", "45"))
    assert made.said == "Minutes a day: 45 min, was 20 min"
    assert made.event
    assert asked.line("minutes").value == "45"
    asked.shown(ChangeSetting("minutes", "50"))
    assert asked.shown(UndoSetting()).said == "Taken back. Minutes a day: 45 min, was 50 min"
    undone = asked.shown(UndoSetting())
    assert undone.said == "Taken back. Minutes a day: 20 min, was 45 min"
    assert not undone.undoable
    assert isinstance(asked.ask(UndoSetting()), Error)


def test_a_change_outlives_the_conversation(asked: Asked, tmp_path: Path) -> None:
    asked.shown(ChangeSetting("interview", "2026-12-11"))
    asked.shown(ChangeSetting("topic.gradient", "out"))
    asked.service.close()
    again = Asked(tmp_path)
    assert again.line("interview").shown == "Fri 11 Dec 2026"
    assert again.line("topic.gradient").value == "out"
    again.service.close()


def test_a_topic_left_out_brings_nothing_unless_it_is_asked_for_by_name(asked: Asked) -> None:
    home = asked.ask(GetHome())
    assert isinstance(home, Home)
    for topic in home.topics:
        if topic.topic != "tiny":
            asked.shown(ChangeSetting(f"topic.{topic.topic}", "out"))
    home = asked.ask(GetHome())
    assert isinstance(home, Home)
    assert {topic.topic for topic in home.topics if topic.new} == {"tiny"}
    assert [topic.topic for topic in home.topics if not topic.out] == ["tiny"]
    asked.shown(ChangeSetting("topic.tiny", "out"))
    home = asked.ask(GetHome())
    assert isinstance(home, Home)
    assert home.new == 0
    prompt = asked.ask(StartPractice(topics=("tiny",)))
    assert encode(prompt)["type"] == "prompt"


def test_settings_are_changed_while_a_session_is_open(asked: Asked) -> None:
    asked.ask(StartPractice(topics=("tiny",)))
    assert asked.shown(ChangeSetting("new", "3")).said == "New a day: 3, was 10"


def test_the_replies_survive_the_pipe(asked: Asked) -> None:
    made = asked.shown(ChangeSetting("retention", "0.85"))
    assert decode_reply(encode(made)).message == made
    assert isinstance(Saved("x"), Saved)


def test_a_review_is_not_what_undoing_a_setting_takes_back(asked: Asked) -> None:
    journal = asked.service._records.journal
    journal.append("review", "tiny.chosen", review(3), START_MS)
    assert isinstance(asked.ask(UndoSetting()), Error)
    assert asked.service._records.journal.state("tiny.chosen").repetitions == 1


def test_a_topic_left_out_counts_for_nothing_in_the_plan_of_the_day(asked: Asked) -> None:
    records, catalogue = asked.service._records, asked.service._catalogue
    records.journal.append("review", "tiny.chosen", review(1), START_MS)
    records._take(records.journal)
    now = asked.service._clock.now()
    before = records.due_tomorrow(now, catalogue)
    asked.shown(ChangeSetting("topic.tiny", "out"))
    assert records.due_tomorrow(now, catalogue) == before - 1
