"""Checked banks, kept from one start to the next: parsing and checking them takes far longer.

What is kept is known by the content of every file, drill's version and the families there are, so
it can be wrong about nothing; it is JSON, so it can run nothing. A cache that cannot be read is
made anew, one that cannot be written is done without. YAML is imported only where banks are read.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Collection, Sequence
from contextlib import suppress
from pathlib import Path

from drill.bank.model import Library
from drill.bank.stored import pack, unpack

_FORMAT = 1
_LARGEST = 2_000_001
"""Bytes of a file that count; a larger one is refused when it is read."""


def open_library(
    paths: Sequence[Path], families: Collection[str], version: str, folder: Path | None
) -> Library:
    """Give the checked banks of `paths`, from the cache in `folder` where it holds them."""
    key = _key(paths, families, version)
    place = None if folder is None else folder / f"banks-{_name(paths)}.json"
    kept = None if place is None else _kept(place, key)
    if kept is not None:
        return kept
    from drill.bank.load import load

    library = load(paths, families)
    if place is not None:
        with suppress(OSError):
            _keep(place, key, library)
    return library


def _key(paths: Sequence[Path], families: Collection[str], version: str) -> str:
    """Hash everything a library depends on."""
    whole = hashlib.sha256(json.dumps([_FORMAT, version, sorted(families)]).encode())
    for path in paths:
        whole.update(json.dumps(str(path)).encode())
        whole.update(_content(path))
    return whole.hexdigest()


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return hashlib.sha256(file.read(_LARGEST)).digest()
    except OSError as error:
        return f"unreadable: {error.errno}".encode()


def _name(paths: Sequence[Path]) -> str:
    """Name a cache after its files, so that two sets of banks do not drive each other out."""
    return hashlib.sha256(json.dumps([str(path) for path in paths]).encode()).hexdigest()[:12]


def _kept(place: Path, key: str) -> Library | None:
    """Read a cache; None unless it is whole and of just these banks."""
    try:
        head, _, body = place.read_bytes().partition(b"\n")
        if head != _head(key, body):
            return None
        return unpack(Library, json.loads(body))
    except (OSError, ValueError, TypeError, LookupError, RecursionError):
        return None


def _head(key: str, body: bytes) -> bytes:
    return f"{key} {hashlib.sha256(body).hexdigest()}".encode()


def _keep(place: Path, key: str, library: Library) -> None:
    """Write a cache whole or not at all."""
    import tempfile  # not needed on the way in, and slow to load

    place.parent.mkdir(parents=True, exist_ok=True)
    body = json.dumps(pack(library)).encode()
    handle, name = tempfile.mkstemp(prefix=place.stem, suffix=".tmp", dir=place.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(_head(key, body) + b"\n" + body)
        Path(name).replace(place)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
