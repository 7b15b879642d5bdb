"""What is said on stderr of banks that cannot be used, while the rest goes on."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def complain(problems: Sequence[object]) -> None:
    """Say the first problem and how many more there are, in one line; nothing where all is well."""
    if problems:
        more = f", and {len(problems) - 1} more" if len(problems) > 1 else ""
        print(
            f"drill: {problems[0]}{more}; that bank is left out, `drill bank check PATH` says all",
            file=sys.stderr,
        )
