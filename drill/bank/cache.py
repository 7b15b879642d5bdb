"""Checked banks, kept from one start to the next: parsing and checking them takes far longer.

What is kept is known by the content of every file, drill's version and the families there are; it
is JSON, so it can run nothing. Files that have not been touched since are not hashed again: their
size, times and inode say so, unless they are so young that a clock's tick could hide a change. A
cache that cannot be read is made anew, one that cannot be written is done without. YAML, and what
hashes, are imported only where they are needed: every start waits for this module.
"""

from __future__ import annotations

import json
import os
import time
import zlib
from collections.abc import Collection, Sequence
from contextlib import suppress
from pathlib import Path

from drill.bank.model import Library
from drill.bank.stored import pack, unpack

_FORMAT = 4
_LARGEST = 2_000_001
"""Bytes of a file that count; a larger one is refused when it is read."""
_TOO_YOUNG_NS = 3_000_000_000
"""A file changed this shortly before it was looked at may have been changed again unnoticed."""


def open_library(
    paths: Sequence[Path], families: Collection[str], version: str, folder: Path | None
) -> Library:
    """Give the checked banks of `paths`, from the cache in `folder` where it holds them."""
    place = None if folder is None else folder / f"banks-{_name(paths)}.json"
    stamp = _stamp(paths, families, version)
    body = None if place is None else _kept(place, stamp)
    if body is not None and (library := _unpacked(body)) is not None:
        return library
    key = _key(paths, families, version)
    body = None if place is None else _kept(place, key)
    library = None if body is None else _unpacked(body)
    if library is None:
        from drill.bank.load import load

        library = load(paths, families)
        body = json.dumps(pack(library)).encode()
    if place is not None and body is not None:
        with suppress(OSError):
            _keep(place, stamp, key, body)
    return library


def _stamp(paths: Sequence[Path], families: Collection[str], version: str) -> str:
    """Note how the files lie there now; empty where that cannot tell one content from another."""
    try:
        found = [path.stat() for path in paths]
    except OSError:
        return ""
    if any(time.time_ns() - one.st_mtime_ns < _TOO_YOUNG_NS for one in found):
        return ""
    files = [
        [str(path), one.st_size, one.st_mtime_ns, one.st_ctime_ns, one.st_ino]
        for path, one in zip(paths, found, strict=True)
    ]
    return json.dumps([_FORMAT, version, sorted(families), files])


def _key(paths: Sequence[Path], families: Collection[str], version: str) -> str:
    """Hash everything a library depends on."""
    import hashlib

    whole = hashlib.sha256(json.dumps([_FORMAT, version, sorted(families)]).encode())
    for path in paths:
        whole.update(json.dumps(str(path)).encode())
        content = _content(path)
        whole.update(f"{len(content)} ".encode())
        whole.update(content)
    return whole.hexdigest()


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_LARGEST)
    except OSError as error:
        return f"unreadable: {error.errno}".encode()


def _name(paths: Sequence[Path]) -> str:
    """Name a cache after its files, so that two sets of banks do not drive each other out."""
    return f"{zlib.crc32(json.dumps([str(path) for path in paths]).encode()):08x}"


def _kept(place: Path, known_by: str) -> bytes | None:
    """Read a cache; None unless it is whole and known by this stamp or key."""
    try:
        stamp, key, checksum, body = place.read_bytes().split(b"\n", 3)
    except (OSError, ValueError):
        return None
    if not known_by or known_by.encode() not in (stamp, key) or checksum != _checksum(body):
        return None
    return body


def _unpacked(body: bytes) -> Library | None:
    try:
        return unpack(Library, json.loads(body))
    except (ValueError, TypeError, LookupError, RecursionError):
        return None


def _checksum(body: bytes) -> bytes:
    return f"{zlib.crc32(body):08x}".encode()


def _keep(place: Path, stamp: str, key: str, body: bytes) -> None:
    """Write a cache whole or not at all."""
    import tempfile  # not needed on the way in, and slow to load

    place.parent.mkdir(parents=True, exist_ok=True)
    lines = (stamp.encode(), key.encode(), _checksum(body), body)
    handle, name = tempfile.mkstemp(prefix=place.stem, suffix=".tmp", dir=place.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(b"\n".join(lines))
        Path(name).replace(place)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
