"""A door that draws nothing: it starts a core as the app does, and passes lines on.

Run as `python relay_door.py START`, where START is what the core is started with, as JSON.
"""

from __future__ import annotations

import json
import sys
import threading

from drill.service.messages import Envelope, Error, decode_request, encode
from drill.service.pipe import Pipe
from drill.service.start import read_start, start_core


def main(start: str) -> None:
    """Pass lines on until the input ends."""
    lock = threading.Lock()

    def say(envelope: Envelope) -> None:
        gone = isinstance(envelope.message, Error) and envelope.message.fatal
        with lock:
            print(json.dumps(encode(envelope.message, envelope.id)), flush=True)
            if gone:
                print(json.dumps({"type": "gone"}), flush=True)

    pipe = Pipe(start_core(read_start(start)))
    pipe.listen(say)
    for line in sys.stdin:
        envelope = decode_request(json.loads(line))
        pipe.send(envelope.message, envelope.id)
    pipe.close()


if __name__ == "__main__":
    main(sys.argv[1])
