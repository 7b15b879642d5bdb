"""Services that begin at once: the banks read once, the maths processes warm and lent around."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from drill.bank.model import Library
from drill.service.banks import load_library
from drill.service.places import Places
from drill.service.workers import Workers


class Lent(Workers):
    """Workers that whoever closes them only leaves to the next."""

    def close(self) -> None:
        return


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Read the shipped banks once."""
    folder = tmp_path_factory.mktemp("banks")
    return load_library((), Places(folder / "d.db", folder, folder / "c.toml", folder, named=True))


@pytest.fixture(scope="session")
def workers() -> Iterator[Workers]:
    """Start the maths processes once."""
    lent = Lent()
    yield lent
    Workers.close(lent)


@pytest.fixture
def at_hand(library: Library, workers: Workers, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every service of this process begin so."""
    for module in ("local_door", "drill.service.open"):
        monkeypatch.setattr(f"{module}.load_library", lambda _content, _places: library)
        monkeypatch.setattr(f"{module}.Workers", lambda: workers)
