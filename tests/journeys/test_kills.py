"""`kill -9` between any two lines: nothing reported as saved is lost, nothing is left running.

Signals of this kind are POSIX's own, and so these tests exist only there.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

if os.name == "posix":
    from killing import VICTIMS, kill_once

    @pytest.mark.parametrize("half", [0, 1])
    @pytest.mark.parametrize("victim", VICTIMS)
    def test_whatever_is_killed_nothing_is_lost_or_left(home: Path, victim: str, half: int) -> None:
        for round_ in range(5):
            kill_once(home, victim, 5 * half + round_)
