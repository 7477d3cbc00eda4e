"""Protected project files: what opens them, and writing a file anew under another key.

A protected file is a SQLCipher 4 database with that program's own settings, so that any
SQLCipher opens it with the passphrase. The key is derived here and handed over in hexadecimal
digits: the passphrase itself never comes near SQL, whose error messages quote what they are
given. SQLCipher is imported only where a file is protected or is about to be.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import sqlite3
import unicodedata
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from coder_gui.domain.errors import ProjectFileError, WrongPassphrase

PAGE = 4_096
SALT = 16
ROUNDS = 256_000
"""Of PBKDF2 with HMAC-SHA512, as SQLCipher 4 does it."""
_MAGIC = b"SQLite format 3\0"
_KINDS_OF_BYTES = 200
"""Of 256: encrypted pages hold about all, SQLite's first page with the tables about 40."""


@dataclass(frozen=True, slots=True)
class Key:
    """What opens one protected file and copies of it; never written anywhere, nor shown."""

    secret: bytes = field(repr=False)
    salt: bytes = field(repr=False)

    def fits(self, passphrase: str) -> bool:
        """Whether this is the key of that passphrase."""
        return hmac.compare_digest(self.secret, _derived(passphrase, self.salt))

    def digits(self) -> str:
        """Key and salt as SQLCipher takes them."""
        return f"x'{self.secret.hex()}{self.salt.hex()}'"


def new_key(passphrase: str) -> Key:
    """A key for a file that is yet to be written; takes about 0.2 s."""
    salt = secrets.token_bytes(SALT)
    return Key(_derived(passphrase, salt), salt)


def key_for(path: Path, passphrase: str) -> Key:
    """The key that a passphrase gives for a protected file, right or wrong; takes about 0.2 s.

    Raises:
        ProjectFileError: The file cannot be read.
    """
    salt = _first_page(path)[:SALT]
    return Key(_derived(passphrase, salt), salt)


def _derived(passphrase: str, salt: bytes) -> bytes:
    # Keyboards write the same letter in one code point or in two.
    letters = unicodedata.normalize("NFC", passphrase).encode()
    return hashlib.pbkdf2_hmac("sha512", letters, salt, ROUNDS, 32)


def is_protected(path: Path) -> bool:
    """Whether a file looks like a protected project, by its size and its first page.

    Raises:
        ProjectFileError: The file cannot be read.
    """
    page = _first_page(path)
    return (
        len(page) == PAGE
        and not page.startswith(_MAGIC)
        and len(set(page)) > _KINDS_OF_BYTES
        and path.stat().st_size % PAGE == 0
    )


def _first_page(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(PAGE)
    except OSError as error:
        raise ProjectFileError(
            f"“{path.name}” could not be read. It was not changed. Check that it is still there "
            "and that the drive is connected, then open it again.",
            type(error).__name__,
        ) from error


def connect(uri: str, key: Key | None, timeout: float) -> sqlite3.Connection:
    """A connection to a protected file; the key is used only at the first read."""
    from coder_gui.storage import cipher

    connection: sqlite3.Connection = cipher.connect(uri, timeout)
    # A wrong passphrase is told in the window, not on the console.
    connection.execute("PRAGMA cipher_log_level = NONE")
    if key is not None:
        connection.execute(f'PRAGMA key = "{key.digits()}"')
        connection.execute("PRAGMA cipher_compatibility = 4")
    connection.execute("PRAGMA temp_store = MEMORY")
    return connection


def wrong_passphrase(path: Path) -> WrongPassphrase:
    return WrongPassphrase(
        f"This passphrase does not open “{path.name}”. Nothing was changed; look at capital "
        "letters and the keyboard’s language, and try again."
    )


def write_anew(path: Path, old: Key | None, new: Key | None) -> None:
    """Put a copy under another key, or under none, in the place of a closed project file.

    The copy is made beside it, compared with it row by row, and takes its place at once or not
    at all. Then the bytes of the old file are overwritten, as far as the disk lets it happen.

    Raises:
        ProjectFileError: The file is in use, or the disk refuses; it is as it was before.
        WrongPassphrase: `old` does not open it.
    """
    beside = path.with_name(f".{uuid.uuid4().hex}.part")
    try:
        beside.open("xb").close()
        beside.chmod(path.stat().st_mode & 0o777)
        _copy(path, old, beside, new)
        _sync(beside)
        _put_in_place(beside, path)
    except (OSError, sqlite3.Error) as error:
        code = getattr(error, "sqlite_errorcode", 0)
        if old is not None and code == sqlite3.SQLITE_NOTADB:
            raise wrong_passphrase(path) from error
        raise ProjectFileError(
            f"The protection of “{path.name}” could not be changed. The file is as it was. Close "
            "it in other programs, make room in its folder, then try again.",
            f"{type(error).__name__} {getattr(error, 'sqlite_errorname', '')}".strip(),
        ) from error
    finally:
        for left in (beside, beside.with_name(beside.name + "-journal")):
            with suppress(OSError):
                left.unlink(missing_ok=True)


def _copy(path: Path, old: Key | None, beside: Path, new: Key | None) -> None:
    with closing(connect(f"{path.absolute().as_uri()}?mode=rw", old, timeout=5)) as source:
        # Statements are committed one by one unless a transaction was begun by hand.
        source.isolation_level = None
        source.execute("PRAGMA synchronous = EXTRA")
        source.execute("PRAGMA fullfsync = ON")
        source.execute(
            "ATTACH DATABASE ? AS copy KEY ?", (str(beside), new.digits() if new else "")
        )
        with _locked(source):
            source.execute("SELECT sqlcipher_export('copy')")
            for mark in ("application_id", "user_version"):
                value = source.execute(f"PRAGMA main.{mark}").fetchone()[0]
                source.execute(f"PRAGMA copy.{mark} = {value}")
            problems = _differences(source)
        source.execute("DETACH DATABASE copy")
    if problems:
        raise ProjectFileError(
            f"The protection of “{path.name}” could not be changed, because the copy was not the "
            "same. The file is as it was. Look for damage in it, then try again.",
            "; ".join(problems[:5]),
        )


@contextmanager
def _locked(connection: Any) -> Iterator[None]:
    """A transaction that keeps every other program from writing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _differences(source: Any) -> list[str]:
    """In what the attached copy is not the same, and what SQLite finds wrong with it."""
    tables = "SELECT name, sql FROM {}.sqlite_master WHERE type = 'table' ORDER BY name"
    mine, copied = (source.execute(tables.format(each)).fetchall() for each in ("main", "copy"))
    found = ["other tables"] if mine != copied else []
    for name, _sql in mine:
        quoted = '"' + name.replace('"', '""') + '"'
        rows = [f"SELECT * FROM {each}.{quoted}" for each in ("main", "copy")]
        for here, there in (rows, rows[::-1]):
            if source.execute(f"{here} EXCEPT {there} LIMIT 1").fetchone():
                found.append(f"other rows in {name}")
    checked = source.execute("PRAGMA copy.integrity_check").fetchall()
    return found + [text for (text,) in checked if text != "ok"]


def _put_in_place(beside: Path, path: Path) -> None:
    if os.name == "nt":
        # An open file cannot be replaced there, so the old one gets a second name.
        second = path.with_name(f".{uuid.uuid4().hex}.part")
        with suppress(OSError):
            os.link(path, second)
        beside.replace(path)
        if second.exists():
            _overwrite(second.open("r+b"))
            second.unlink()
        return
    old = path.open("r+b")
    try:
        beside.replace(path)
    except BaseException:
        old.close()
        raise
    _overwrite(old)
    _sync(path.parent)


def _overwrite(file: Any) -> None:
    """Write noise over a file that has been replaced; what is new is in place already."""
    with closing(file), suppress(OSError):
        left = os.fstat(file.fileno()).st_size
        while left > 0:
            left -= file.write(os.urandom(min(left, 1 << 20)))
        file.flush()
        os.fsync(file.fileno())


def _sync(path: Path) -> None:
    """Wait until a file or folder is on the disk."""
    handle = os.open(path, os.O_RDWR if path.is_file() else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
