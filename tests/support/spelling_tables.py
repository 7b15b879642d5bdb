"""Tables of spellings beside the tests: one row a line, its cells parted by `⇒`."""

from pathlib import Path

from drill.maths.scope import Scope

VARIABLES = ("x", "y", "z", "w", "b", "n", "A", "B", "w1", "x1", "x2", "x_i")
SCOPE = Scope((*VARIABLES, "theta", "theta1", "yhat", "epsilon"))

_FOLDER = Path(__file__).parent.parent / "maths"


def rows(name: str) -> list[tuple[str, ...]]:
    """Read the rows of a table; lines that begin with `# ` are remarks."""
    lines = (_FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [tuple(line.split(" ⇒ ")) for line in lines if line and not line.startswith("# ")]
