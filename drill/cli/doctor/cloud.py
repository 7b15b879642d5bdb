"""Whether a path lies where a program syncs files behind drill's back, or on another machine.

A database that is copied while it is written arrives damaged or as two; and SQLite cannot lock a
file over most networks.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

NAMES: Mapping[str, str] = {
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "mobile documents": "iCloud Drive",
    "com~apple~clouddocs": "iCloud Drive",
    "icloud drive": "iCloud Drive",
    "iclouddrive": "iCloud Drive",
    "cloudstorage": "a cloud drive",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "pclouddrive": "pCloud",
    "pcloud drive": "pCloud",
    "box sync": "Box",
    "megasync": "MEGA",
    "yandex.disk": "Yandex Disk",
    "seafile": "Seafile",
    "proton drive": "Proton Drive",
    "insync": "Insync",
    "creative cloud files": "Creative Cloud",
}
"""Folder names without case; `onedrive…` is matched by its beginning."""
HOME_NAMES: Mapping[str, str] = {
    "box": "Box",
    "mega": "MEGA",
    "sync": "a syncing folder",
    "syncthing": "Syncthing",
}
"""Names that say so only right below the home folder."""
MARKS: tuple[tuple[str, str], ...] = (
    (".dropbox.cache", "Dropbox"),
    (".stfolder", "Syncthing"),
    (".sync_*.db", "Nextcloud"),
    ("._sync_*.db", "Nextcloud"),
    (".owncloudsync.log", "ownCloud"),
    (".tmp.drivedownload", "Google Drive"),
    (".sync/ID", "Resilio Sync"),
)
"""What these programs leave in the folder they sync."""
VARIABLES = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
NETWORKS = ("nfs", "nfs4", "cifs", "smb3", "smbfs", "sshfs", "fuse.sshfs", "9p", "afs", "ceph")


def synced_by(path: Path, home: Path, environment: Mapping[str, str]) -> str:
    """Name what syncs the folder a file lies in; empty where nothing is known to."""
    folders = list(path.absolute().parents)
    for folder in folders:
        name = folder.name.casefold()
        if name.startswith("onedrive"):
            return "OneDrive"
        if name in NAMES:
            return NAMES[name]
        if folder.parent == home and name in HOME_NAMES:
            return HOME_NAMES[name]
    for variable in VARIABLES:
        place = environment.get(variable)
        if place and Path(place) in folders:
            return "OneDrive"
    for folder in folders:
        if folder == home.parent:
            break
        for mark, program in MARKS:
            if _has(folder, mark):
                return program
    return ""


def network_of(path: Path, mounts: str | None = None) -> str:
    """Name the network file system a path lies on; empty where it is not known to be one."""
    if str(path).startswith("\\\\"):
        return "a network share"
    if mounts is None:
        mounts = _mounts()
    best, kind = PurePosixPath(), ""
    for line in mounts.splitlines():
        pieces = line.split(" ")
        if len(pieces) < 3:
            continue
        point = PurePosixPath(pieces[1].replace("\\040", " "))
        whole = PurePosixPath(path.absolute().as_posix())
        if (point == whole or point in whole.parents) and len(point.parts) >= len(best.parts):
            best, kind = point, pieces[2]
    return kind if kind in NETWORKS else ""


def _has(folder: Path, mark: str) -> bool:
    try:
        return any(True for _found in folder.glob(mark))
    except OSError:  # a folder one may pass through and not list
        return False


def _mounts() -> str:
    if sys.platform != "linux":
        return ""
    try:
        with open("/proc/self/mounts", encoding="utf-8", errors="replace") as file:  # noqa: PTH123
            return file.read()
    except OSError:
        return ""


def usual() -> tuple[Path, Mapping[str, str]]:
    """Give the home folder and the environment, as `synced_by` wants them."""
    return Path.home(), os.environ
