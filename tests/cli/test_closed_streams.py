"""A stream that was closed before drill began has ended; nothing else is made of it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from drill.cli import open_closed_streams
from drill.cli.call import CallError
from drill.cli.parser import parse


def test_a_closed_input_has_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    open_closed_streams()
    with sys.stdin as source:
        assert source.read() == ""


def test_what_is_said_to_a_closed_stream_goes_nowhere_else(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    open_closed_streams()
    with sys.stderr as gone:
        print("an error", file=gone)
    assert capsys.readouterr().out == ""


def test_a_log_of_reviews_may_begin_with_the_mark_of_utf_8(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = tmp_path / "log.csv"
    log.write_text("card_id,review_time,review_rating\n", encoding="utf-8-sig")
    options = parse(["schedule", "evaluate", str(log), "--json"])
    assert options.run
    from drill.cli.schedule import evaluate

    assert evaluate(options) == 0
    assert '"reviews": 0' in capsys.readouterr().out


def test_a_log_that_is_not_utf_8_says_where(tmp_path: Path) -> None:
    from drill.cli.schedule import evaluate

    log = tmp_path / "log.csv"
    log.write_bytes(b"card_id,review_time,review_rating\n\xff,1,3\n")
    with pytest.raises(CallError, match="not UTF-8 at byte 34"):
        evaluate(parse(["schedule", "evaluate", str(log)]))
