"""Whether a project stands in a folder that some program copies to other computers."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from pathlib import Path

_NAMES = (
    (r"onedrive( ?- ?.+)?", "OneDrive"),
    (r"dropbox( \(.+\))?(-.+)?", "Dropbox"),
    (r"google ?drive( \(.+\))?(-.+)?", "Google Drive"),
    (r"icloud ?drive|mobile documents|com~apple~clouddocs", "iCloud Drive"),
    (r"nextcloud([0-9]+|-.+)?", "Nextcloud"),
    (r"owncloud([0-9]+|-.+)?", "ownCloud"),
    (r"syncthing", "Syncthing"),
)
"""Names of folders as the programs choose them, alone or with an account's name."""

_MARKS = (
    (".849c9593-d756-4e56-8d6e-42412f2a707b", "OneDrive"),
    (".dropbox", "Dropbox"),
    (".dropbox.cache", "Dropbox"),
    (".tmp.drivedownload", "Google Drive"),
    (".tmp.driveupload", "Google Drive"),
    (".shortcut-targets-by-id", "Google Drive"),
    (".nextcloudsync.log", "Nextcloud"),
    (".owncloudsync.log", "ownCloud"),
    (".sync_*.db", "Nextcloud or ownCloud"),
    ("._sync_*.db", "Nextcloud or ownCloud"),
    (".stfolder", "Syncthing"),
)
"""What the programs leave at the top of a folder that they copy."""

_VARIABLES = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")


def synced_by(project: Path) -> str | None:
    """The name of the program that copies a project's folder; None when none is known to."""
    folder = project.resolve().parent
    environment = os.environ
    for root, program in _known_roots(environment):
        if folder.is_relative_to(root):
            return program
    for part in reversed(folder.parts):
        for name, program in _NAMES:
            if re.fullmatch(name, part.casefold()):
                return program
    return next(filter(None, map(_marked, _above(folder))), None)


def _known_roots(environment: Mapping[str, str]) -> Iterator[tuple[Path, str]]:
    """Folders that the system or a program's own settings name."""
    for variable in _VARIABLES:
        if environment.get(variable):
            yield Path(environment[variable]).resolve(), "OneDrive"
    for home in _settings_folders(environment):
        for place in (".dropbox/info.json", "Dropbox/info.json"):
            for root in _dropbox_roots(home / place):
                yield root, "Dropbox"
        for name in ("Nextcloud", "ownCloud"):
            for root in _cloud_roots(home / name / f"{name.lower()}.cfg"):
                yield root, name


def _settings_folders(environment: Mapping[str, str]) -> Iterator[Path]:
    home = Path.home()
    yield home
    yield home / ".config"
    yield home / "Library" / "Preferences"
    for variable in ("APPDATA", "LOCALAPPDATA", "XDG_CONFIG_HOME"):
        if environment.get(variable):
            yield Path(environment[variable])


def _dropbox_roots(settings: Path) -> list[Path]:
    try:
        accounts = json.loads(settings.read_text("utf-8"))
        return [Path(each["path"]).resolve() for each in accounts.values()]
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return []


def _cloud_roots(settings: Path) -> list[Path]:
    try:
        lines = settings.read_text("utf-8").splitlines()
    except (OSError, ValueError):
        return []
    found = [line.partition("=")[2].strip() for line in lines if r"\localPath=" in line]
    return [Path(each).resolve() for each in found if each]


def _above(folder: Path) -> Iterator[Path]:
    home = Path.home().resolve()
    for each in (folder, *folder.parents):
        if each == home:
            return  # programs keep their settings there, under the same names
        yield each


def _marked(folder: Path) -> str | None:
    try:
        names = [each.casefold() for each in os.listdir(folder)]  # noqa: PTH208 (names only)
    except OSError:
        return None
    return next(
        (program for mark, program in _MARKS if any(fnmatchcase(name, mark) for name in names)),
        None,
    )
