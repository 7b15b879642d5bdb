"""`drill interview`: a mock interview through the door that was asked for, and what it leaves.

The scorecard, `--json`, is the last line of stdout; over `--jsonl` it is a message of its own in
any case. The transcript, `--export`, is written by the core when the interview ends, and never over
a file that is there.
"""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from drill import __version__
from drill.cli.app import needs_lines, open_screen, request_of, start_of
from drill.cli.call import DONE, CallError
from drill.cli.streams import standard_streams
from drill.service.start import Start

NO_CARD = "no scorecard: the interview is not over; `drill interview` goes on with it within a day"
"""Why `--json` has nothing to print."""

if TYPE_CHECKING:
    from drill.service.messages import Envelope, Request, Scorecard
    from drill.service.pipe import Hear
    from drill.tui.door import Door


def run(options: Namespace) -> int:
    """Hold one mock interview."""
    first = _first(options)
    if options.jsonl:
        source, output = standard_streams()
        return hold_jsonl(start_of(options), request_of(first), source, output)
    if options.plain or needs_lines():
        source, output = standard_streams()
        code, card = hold_plain(start_of(options), request_of(first), source, output)
    else:
        code, card = _screen(options, first)
    if options.json and card is not None:
        print(said(card))
    elif options.json and code == DONE:
        print(f"drill: {NO_CARD}", file=sys.stderr)
    return code


def _first(options: Namespace) -> dict[str, Any]:
    """Make the request that begins it; a file that is there is refused before anybody answers."""
    if options.export == "":
        raise CallError("--export: name a file that does not exist yet")
    export = "" if options.export is None else str(Path(options.export).expanduser().absolute())
    if export and Path(export).exists():
        raise CallError(f"--export: {options.export} exists already; name a file that does not")
    if export and not Path(export).parent.is_dir():
        raise CallError(f"--export: there is no folder {Path(export).parent}")
    return {
        "type": "interview",
        "level": options.level or "",
        "minutes": options.minutes,
        "topics": options.topic or [],
        "seed": options.seed,
        "coach": options.coach,
        "export": export,
    }


def said(card: Scorecard) -> str:
    """Give a scorecard as one line of JSON."""
    from drill.service.messages import encode

    return json.dumps(encode(card), ensure_ascii=False)


def hold_plain(
    start: Start, first: Request, source: TextIO, output: TextIO
) -> tuple[int, Scorecard | None]:
    """Hold one interview in lines; give the exit code and the scorecard, if it came to one."""
    from drill.cli.lines import hold
    from drill.cli.plain_interview import PlainInterview

    door = PlainInterview(source, output)
    code = hold(door, start, first)
    return code, door.card


def hold_jsonl(start: Start, first: Request, source: TextIO, output: TextIO) -> int:
    """Hold one interview over two streams; `quit` and the end of input leave it open."""
    from drill.cli import jsonl
    from drill.service.messages import Scorecard

    return jsonl.run(start, first, source, output, __version__, last=Scorecard)


class Watched:
    """A door that remembers the last scorecard that came through it."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self.card: Scorecard | None = None

    def listen(self, hear: Hear) -> None:
        """Begin to hand replies over."""
        from drill.service.messages import Scorecard

        def watch(envelope: Envelope) -> None:
            if isinstance(envelope.message, Scorecard):
                self.card = envelope.message
            hear(envelope)

        self._door.listen(watch)

    def send(self, request: Request, request_id: str = "") -> bool:
        """Send a request."""
        return self._door.send(request, request_id)

    def close(self) -> None:
        """End the connection."""
        self._door.close()


def _screen(options: Namespace, first: dict[str, Any]) -> tuple[int, Scorecard | None]:
    doors: list[Watched] = []

    def watch(door: Door) -> Door:
        doors.append(Watched(door))
        return doors[0]

    code = open_screen(options, first, watch)
    return code, doors[0].card
