"""The key file holds what leads back to the names, readable with its passphrase only."""

from __future__ import annotations

import os

import pytest

from coder_gui.domain.deidentify import Replacement
from coder_gui.domain.errors import ProjectFileError, WrongPassphrase
from coder_gui.storage import encryption, key_file

PASSPHRASE = "seven quiet herons"
NAMES = (
    Replacement("Margaret", "[partner]"),
    Replacement("Maggie", "[partner]"),
    Replacement("Northfield", "[town]", "place", as_written=True),
)
NOW = "2026-03-02T10:42:00Z"


@pytest.fixture
def place(tmp_path):
    return tmp_path / "study.codingkey"


@pytest.fixture
def opened(place):
    made = key_file.create(place, encryption.new_key(PASSPHRASE))
    yield made
    made.close()


def again(opened, passphrase=PASSPHRASE):
    opened.close()
    return key_file.open_key(opened.path, encryption.key_for(opened.path, passphrase))


def test_what_was_saved_is_there_again(opened):
    opened.save(NAMES, frozenset({"Monday"}), NOW)
    other = again(opened)
    assert other.entries() == NAMES
    assert other.no_names() == {"Monday"}
    assert other.uses() == ()
    other.close()


def test_uses_are_kept_with_study_date_and_counts(opened):
    opened.save(NAMES, frozenset(), NOW, study="guid", counts={NAMES[0]: (12, 3)})
    assert opened.uses() == (key_file.Use(NAMES[0], "guid", NOW, 12, 3),)


def test_an_entry_that_was_used_stays_although_it_is_off_the_list(opened):
    opened.save(NAMES, frozenset(), NOW, study="guid", counts={NAMES[0]: (1, 1)})
    opened.save(NAMES[1:2], frozenset(), NOW)
    assert opened.entries() == NAMES[:2]


def test_saving_again_changes_kind_and_capitals_and_adds_nothing_twice(opened):
    opened.save(NAMES, frozenset(), NOW)
    other = Replacement("Northfield", "[town]", "organisation")
    opened.save((*NAMES[:2], other), frozenset(), NOW)
    assert opened.entries() == (*NAMES[:2], other)


def test_names_are_nowhere_readable_in_the_file(opened):
    opened.save(NAMES, frozenset(), NOW, study="guid", counts={NAMES[0]: (1, 1)})
    opened.close()
    content = opened.path.read_bytes()
    assert not content.startswith(b"SQLite")
    for name in ("Margaret", "partner", "Northfield"):
        assert name.encode() not in content
        assert name.encode("utf-16-le") not in content


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_only_its_owner_may_read_it(opened):
    assert opened.path.stat().st_mode & 0o077 == 0


def test_another_passphrase_does_not_open_it(opened):
    with pytest.raises(WrongPassphrase, match=r"study\.codingkey"):
        again(opened, "six quiet herons")


def test_a_file_that_is_there_is_not_overwritten(place):
    place.write_bytes(b"mine")
    with pytest.raises(ProjectFileError, match="left as it is"):
        key_file.create(place, encryption.new_key(PASSPHRASE))
    assert place.read_bytes() == b"mine"


def test_a_folder_that_is_not_there_is_said(tmp_path):
    with pytest.raises(ProjectFileError, match="could not be made"):
        key_file.create(tmp_path / "gone" / "a.codingkey", encryption.new_key(PASSPHRASE))


@pytest.mark.parametrize("content", [b"", b"no key", b"SQLite format 3\0" + bytes(4080)])
def test_other_files_are_refused(place, content):
    place.write_bytes(content)
    with pytest.raises(ProjectFileError, match="not a key file"):
        key_file.open_key(place, encryption.key_for(place, PASSPHRASE))
    assert place.read_bytes() == content


def test_a_missing_file_is_said(place):
    key = encryption.new_key(PASSPHRASE)
    with pytest.raises(ProjectFileError, match="no key file"):
        key_file.open_key(place, key)


def test_a_protected_project_is_no_key_file(opened):
    db = opened._db
    db.execute("PRAGMA application_id = 1234")
    with pytest.raises(ProjectFileError, match="not a key file"):
        again(opened)


def test_a_file_with_instructions_is_refused(opened):
    opened._db.execute("CREATE TRIGGER bad AFTER INSERT ON entry BEGIN DELETE FROM used; END")
    with pytest.raises(ProjectFileError, match="not a key file"):
        again(opened)


def test_a_newer_key_file_is_said(opened):
    opened._db.execute("PRAGMA user_version = 2")
    with pytest.raises(ProjectFileError, match="newer version"):
        again(opened)


def test_a_save_that_fails_leaves_the_key_as_it_was(opened):
    opened.save(NAMES[:1], frozenset(), NOW)
    opened._db.execute("PRAGMA query_only = ON")
    with pytest.raises(ProjectFileError, match="nothing was replaced"):
        opened.save(NAMES, frozenset(), NOW)
    assert opened.entries() == NAMES[:1]
