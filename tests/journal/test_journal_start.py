"""What starting a drill with a journal costs, by what it imports and asks."""

import subprocess
import sys
from pathlib import Path

import pytest
from journals import HandClock, review
from sqlalchemy import event
from sqlalchemy.engine import Engine

from drill.journal.journal import Journal


def modules_after(statement: str) -> set[str]:
    """Give the modules a fresh interpreter has after a statement."""
    script = f"{statement}\nimport sys\nprint(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-P", "-c", script], capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


@pytest.mark.parametrize("module", ["errors", "shape", "events", "moments"])
def test_events_and_errors_are_read_without_a_database(module: str) -> None:
    found = modules_after(f"import drill.journal.{module}")
    assert not {"sqlalchemy", "sqlite3"} & found


def test_opening_a_journal_imports_only_what_appending_needs() -> None:
    found = modules_after("import drill.journal.journal")
    late = ("backup", "check", "copies", "merge", "migrate")
    assert not {f"drill.journal.{name}" for name in late} & found
    assert not {"sqlalchemy.orm", "numpy", "sympy", "yaml", "textual"} & found


def test_a_journal_in_order_is_opened_with_one_select(journal: Journal, clock: HandClock) -> None:
    journal.append("review", "chain-rule.statement", review())
    journal.close()
    asked: list[str] = []

    def note(_conn: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        with Journal.open(journal.path, clock=clock):
            pass
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    assert len(asked) == 1
    assert asked[0].startswith("SELECT")


def test_nothing_above_the_journal_is_imported_by_it() -> None:
    source = Path(sys.modules[Journal.__module__].__file__ or "").parent
    for path in source.glob("*.py"):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip().startswith(("from drill.", "import drill.")):
                assert line.split()[1].startswith(
                    ("drill.journal", "drill.schedule", "drill.value")
                ), path.name
