"""Kill everything that can be killed, 250 times each: `python tests/benchmarks/kills.py [TIMES]`.

The same as `tests/journeys/test_kills.py`, with other moments and more of them; POSIX only.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parent.parent / "support"))

from killing import VICTIMS, kill_once


def main(times: int) -> None:
    """Kill, and say how often."""
    for victim in VICTIMS:
        began = time.monotonic()
        with TemporaryDirectory() as home:
            for seed in range(times):
                kill_once(Path(home), victim, 1000 + seed)
        print(
            f"{victim}: killed {times} times in {time.monotonic() - began:.0f} s, nothing lost, "
            "nothing left",
            flush=True,
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 250)
