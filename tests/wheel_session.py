"""Play three cards with an installed drill: `wheel_session.py DRILL JOURNAL`.

Run by `.ci/run` in an environment that holds nothing but the wheel, with the checkout off the path.
Every card is revealed and rated; each rating must lead to `saved`, and the end to a summary.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

CARDS = 3


def play(drill: str, journal: str) -> int:
    """Hold the session; give the number of reviews reported as saved."""
    command = [drill, "--db", journal, "practice", "--jsonl"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as child:
        assert child.stdin is not None
        assert child.stdout is not None

        def send(message: dict[str, Any]) -> None:
            assert child.stdin is not None
            child.stdin.write(json.dumps(message) + "\n")
            child.stdin.flush()

        saved = 0
        for line in child.stdout:
            message = json.loads(line)
            match message["type"]:
                case "prompt" if saved < CARDS:
                    send({"type": "reveal", "n": message["n"]})
                case "prompt":
                    send({"type": "quit"})
                case "revealed":
                    send({"type": "rate", "n": message["n"], "rating": 3})
                case "saved":
                    saved += 1
                case "summary":
                    assert message["reviews"] == saved, message
                    break
                case "error":
                    raise SystemExit(f"an error in a plain session: {message}")
        child.stdin.close()
        if child.wait(30) != 0:
            raise SystemExit(f"drill ended with {child.returncode}")
    return saved


if __name__ == "__main__":
    saved = play(*sys.argv[1:])
    if saved != CARDS:
        raise SystemExit(f"{saved} reviews were saved, {CARDS} were expected")
    print(f"three cards were answered and saved from the wheel: {saved}")
