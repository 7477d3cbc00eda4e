"""Replacing a file whole or not at all, with a sentence for whatever stands in the way."""

from __future__ import annotations

import contextlib
import errno
import os
import uuid
from pathlib import Path

from coder_gui.domain.errors import CoderError

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_NO_FOLDER = {errno.ENOENT, errno.ENOTDIR}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EBUSY, errno.ETXTBSY, errno.EROFS}


def replace_file(path: Path, content: bytes) -> None:
    """Write the content to `path`; when that fails, a file that was there stays as it was.

    Raises:
        CoderError: The file cannot be written; the sentence says why.
    """
    if path.is_dir():
        raise CoderError(f"“{path.name}” is a folder. Nothing was written; choose another name.")
    # Through a link, the file it leads to is replaced, not the link.
    target = Path(os.path.realpath(path))
    # Not made by `tempfile`, whose files only their owner may read: colleagues share folders.
    beside = target.with_name(f".{uuid.uuid4().hex}.part")
    try:
        _check_writable(target)
        _write(beside, content)
        beside.replace(target)
    except OSError as error:
        raise CoderError(
            _sentence(path, error), f"{type(error).__name__}: {error.strerror}"
        ) from error
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)


def _check_writable(target: Path) -> None:
    # Replacing needs no right to write to the old file, so write protection is asked for here.
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, "Write-protected", str(target))


def _write(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sentence(path: Path, error: OSError) -> str:
    name, folder = path.name, path.parent
    kept = "The old file was left as it was" if path.is_file() else "Nothing was written"
    if error.errno in _NO_FOLDER:
        return f"“{name}” was not written, because there is no folder “{folder}”. Choose another."
    if error.errno in _FULL:
        return (
            f"“{name}” was not written, because the disk is full. {kept}. "
            "Make room, or choose another disk."
        )
    if error.errno in _FORBIDDEN and path.is_file():
        return (
            f"“{name}” was not replaced, because it is open in another program or "
            f"write-protected. {kept}. Close it there, or choose another name."
        )
    if error.errno in _FORBIDDEN:
        return (
            f"“{name}” was not written, because the folder “{folder}” does not allow it. "
            "Choose another folder."
        )
    return f"“{name}” could not be written. {kept}. Choose another name or folder."
