"""Protected project files: what is on the disk, what opens it, changing and removing it."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from coder_gui.app import protecting
from coder_gui.app.project import Project
from coder_gui.domain.errors import (
    PassphraseNeeded,
    ProjectFileError,
    Refused,
    WrongPassphrase,
)
from coder_gui.storage import encryption
from coder_gui.storage.database import ProjectDatabase
from filling import fill, ticking_stamps

PASSPHRASE = "seven quiet herons’ lake"
HOLD = """
import sqlite3, sys
held = sqlite3.connect(sys.argv[1], isolation_level=None)
held.execute("BEGIN EXCLUSIVE")
print("held", flush=True)
sys.stdin.readline()
"""
TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"


@pytest.fixture
def protected(path):
    """A filled project, protected and open."""
    project = Project.create(
        path, "Waiting", "Mira", ticking_stamps(), protecting.new_key(PASSPHRASE)
    )
    fill(project)
    yield project
    project.close()


def reopened(path: Path, passphrase: str) -> Project:
    return Project.open(path, key=protecting.key_for(path, passphrase))


def content(project: Project) -> dict[str, list[tuple]]:
    """Every row of every table, the history too."""
    db = project.file.db
    return {name: db.all(f"SELECT * FROM {name} ORDER BY 1, 2") for (name,) in db.all(TABLES)}


def test_nothing_of_a_protected_file_can_be_read(protected, path):
    protected.close()
    stored = path.read_bytes()
    assert len(stored) % encryption.PAGE == 0
    for words in (b"SQLite", b"Waiting", b"Mira", b"CREATE TABLE", b"Anna"):
        assert words not in stored
    with pytest.raises(sqlite3.DatabaseError, match="not a database"):
        sqlite3.connect(path).execute(TABLES)


def test_sorting_spills_nothing_to_the_temporary_folder(protected):
    assert protected.file.db.value("PRAGMA temp_store") == 2
    assert protected.file.db.value("PRAGMA journal_mode") == "delete"


def test_an_unprotected_file_stays_one_that_any_tool_reads(project, path):
    assert not protecting.protected(path)
    project.close()
    assert ("study",) in sqlite3.connect(path).execute(TABLES).fetchall()


def test_everything_is_there_again_and_undo_goes_on(protected, path):
    before, step = content(protected), protected.next_undo()
    protected.close()
    again = reopened(path, PASSPHRASE)
    assert content(again) == before
    assert again.next_undo() == step
    assert again.undo() is not None
    assert again.redo() is not None
    assert again.check() == []
    again.close()


def test_any_sqlcipher_opens_it_with_the_passphrase_alone(protected, path):
    protected.close()
    stranger = dbapi2.connect(str(path))
    stranger.execute(f"PRAGMA key = '{PASSPHRASE}'")
    assert stranger.execute("SELECT name FROM study").fetchall() == [("Waiting",)]
    stranger.close()


@pytest.mark.parametrize("typed", ["Schlüssel", "Schlu\u0308ssel"])
def test_letters_count_as_the_same_in_one_or_in_two_code_points(path, typed):
    Project.create(path, "W", "Mira", key=protecting.new_key("Schlüssel")).close()
    reopened(path, typed).close()


@pytest.mark.parametrize("odd", ["it's", '";--', "x'" + "00" * 32 + "'", "🙂", " ", "a\0b"])
def test_any_passphrase_will_do(path, odd):
    Project.create(path, "W", "Mira", key=protecting.new_key(odd)).close()
    reopened(path, odd).close()
    with pytest.raises(WrongPassphrase):
        reopened(path, odd + "x")


def test_a_wrong_passphrase_is_one_sentence_and_changes_nothing(protected, path):
    protected.close()
    stored = path.read_bytes()
    with pytest.raises(WrongPassphrase) as caught:
        reopened(path, "seven quiet herons")
    assert caught.value.sentence.startswith(f"This passphrase does not open “{path.name}”.")
    assert "seven" not in caught.value.sentence + caught.value.details
    assert path.read_bytes() == stored


def test_without_a_passphrase_it_is_said_that_one_is_needed(protected, path):
    protected.close()
    with pytest.raises(PassphraseNeeded, match="is protected with a passphrase"):
        Project.open(path)


def test_a_wrong_passphrase_leaves_nothing_on_the_console(protected, path, capfd):
    protected.close()
    with pytest.raises(WrongPassphrase):
        reopened(path, "no")
    assert capfd.readouterr() == ("", "")


def test_an_empty_passphrase_is_refused():
    with pytest.raises(Refused):
        protecting.new_key("")


def test_neither_key_nor_passphrase_shows_in_a_repr(protected):
    key = protected.key
    said = repr(key) + repr(protected) + repr(protected.file)
    assert PASSPHRASE not in said
    assert key.secret.hex() not in said
    assert repr(key.secret) not in said


def test_a_key_knows_its_passphrase(protected):
    assert protected.key.fits(PASSPHRASE)
    assert not protected.key.fits(PASSPHRASE.upper())


@pytest.mark.parametrize("damage", ["head", "cut", "zeros"])
def test_a_damaged_plain_file_is_not_taken_for_a_protected_one(filled, path, damage):
    filled.project.close()
    stored = bytearray(path.read_bytes())
    if damage == "head":
        stored[:16] = os.urandom(16)
    elif damage == "cut":
        stored = stored[:3_000]
    else:
        stored[:100] = bytes(100)
    path.write_bytes(stored)
    assert not protecting.protected(path)
    with pytest.raises(ProjectFileError, match=r"is not a project|is damaged"):
        Project.open(path)


def test_a_damaged_protected_file_is_said_to_be_damaged(protected, path):
    protected.close()
    stored = bytearray(path.read_bytes())
    for place in range(3 * encryption.PAGE, len(stored), encryption.PAGE):
        stored[place + 100] ^= 1
    path.write_bytes(stored)
    with pytest.raises(ProjectFileError) as caught:
        reopened(path, PASSPHRASE)
    assert not isinstance(caught.value, WrongPassphrase)
    assert path.read_bytes() == bytes(stored)


def test_another_sqlcipher_database_is_no_project(path):
    key = protecting.new_key(PASSPHRASE)
    path.touch()
    db = ProjectDatabase(path, key=key)
    db.execute("CREATE TABLE t (a)")
    db.close()
    with pytest.raises(ProjectFileError, match="is not a project"):
        reopened(path, PASSPHRASE)


def test_a_copy_through_the_backup_api_has_the_same_passphrase(protected, tmp_path):
    copy = tmp_path / "copy.coding"
    copy.touch()
    target = ProjectDatabase(copy, key=protected.file.key)
    protected.file.db.conn.backup(target.conn)
    target.close()
    assert b"Waiting" not in copy.read_bytes()
    again = reopened(copy, PASSPHRASE)
    assert content(again) == content(protected)
    again.close()


def test_errors_of_sqlcipher_are_errors_of_sqlite(protected):
    db = protected.file.db
    with pytest.raises(sqlite3.IntegrityError) as caught, db.atomic():
        db.conn.execute("INSERT INTO code (id) VALUES (NULL)")
    assert caught.value.sqlite_errorcode & 0xFF == sqlite3.SQLITE_CONSTRAINT
    cursor = db.conn.cursor()
    with pytest.raises(sqlite3.OperationalError):
        cursor.execute("SELECT nothing FROM nowhere")


def test_text_that_is_no_text_is_damage_and_not_quoted(protected):
    with pytest.raises(ProjectFileError) as caught:
        protected.file.db.all("SELECT cast(x'48656C6C6FFF' AS TEXT)")
    assert "damaged" in caught.value.sentence
    assert "Hello" not in caught.value.details


def test_a_file_that_cannot_be_written_to_is_opened_for_reading(protected, path):
    protected.close()
    path.chmod(0o444)
    again = reopened(path, PASSPHRASE)
    assert again.read_only
    assert again.transcripts()
    again.close()


# Changing --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "then"),
    [("", PASSPHRASE), (PASSPHRASE, "another one"), (PASSPHRASE, "")],
    ids=["protect", "change", "remove"],
)
def test_a_file_is_written_anew_with_everything_in_it(path, first, then):
    key = protecting.new_key(first) if first else None
    project = Project.create(path, "Waiting", "Mira", ticking_stamps(), key)
    fill(project)
    project.undo()
    before = content(project)
    project.close()
    path.chmod(0o640)
    old = path.open("rb")
    stored = old.read()
    new = protecting.change(path, key, then or None).key
    assert protecting.protected(path) == bool(then)
    again = Project.open(path, key=new)
    assert content(again) == before
    assert again.check() == []
    assert again.redo() is not None
    again.close()
    assert path.stat().st_mode & 0o777 == 0o640
    assert [each.name for each in path.parent.iterdir()] == [path.name]
    if os.name == "posix":
        # What was there before has been overwritten, for whoever still holds it.
        old.seek(0)
        noise = old.read()
        assert len(noise) == len(stored)
        assert b"Waiting" not in noise
        assert sum(a == b for a, b in zip(noise, stored, strict=True)) < len(stored) // 50
    old.close()
    if first and then:
        with pytest.raises(WrongPassphrase):
            reopened(path, first)
    if not then:
        assert sqlite3.connect(path).execute("SELECT name FROM study").fetchone() == ("Waiting",)


def test_the_old_passphrase_is_needed_to_change_it(protected, path):
    protected.close()
    stored = path.read_bytes()
    with pytest.raises(WrongPassphrase):
        protecting.change(path, protecting.key_for(path, "no"), None)
    assert path.read_bytes() == stored
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_a_file_in_use_is_left_as_it_is(filled, path):
    filled.project.close()
    stored = path.read_bytes()
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert other.stdout.readline() == b"held" + os.linesep.encode()
    with pytest.raises(ProjectFileError, match=r"could not be changed\. The file is as it was"):
        protecting.change(path, None, PASSPHRASE)
    other.communicate(b"\n")
    assert path.read_bytes() == stored
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_when_the_copy_is_not_the_same_the_file_is_left_as_it_is(filled, path, monkeypatch):
    filled.project.close()
    stored = path.read_bytes()
    monkeypatch.setattr(encryption, "_differences", lambda _source: ["other rows in code"])
    with pytest.raises(ProjectFileError, match="the copy was not the same") as caught:
        protecting.change(path, None, PASSPHRASE)
    assert caught.value.details == "other rows in code"
    assert path.read_bytes() == stored
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_a_copy_that_lacks_a_row_is_noticed(filled, path, tmp_path):
    filled.project.close()
    copy = tmp_path / "copy.coding"
    copy.write_bytes(path.read_bytes())
    shortened = sqlite3.connect(copy)
    shortened.execute("DELETE FROM memo WHERE id = (SELECT min(id) FROM memo)")
    shortened.commit()
    shortened.close()
    source = encryption.connect(path.as_uri(), None, timeout=1)
    source.execute("ATTACH DATABASE ? AS copy KEY ''", (str(copy),))
    assert encryption._differences(source) == ["other rows in memo"]
    source.close()


def test_a_full_disk_leaves_the_file_as_it_is(filled, path, monkeypatch):
    filled.project.close()
    stored = path.read_bytes()

    def full(_path):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(encryption, "_sync", full)
    with pytest.raises(ProjectFileError, match="make room in its folder"):
        protecting.change(path, None, PASSPHRASE)
    assert path.read_bytes() == stored
    assert [each.name for each in path.parent.iterdir()] == [path.name]
