"""Writing the codebook's file: whole or not at all, and a sentence when it cannot be done."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from coder_gui.domain.errors import CoderError
from coder_gui.domain.model import Code
from coder_gui.exchange.codebooks.entries import CodebookDocument, Entry
from coder_gui.exchange.codebooks.export import write_codebook


@pytest.fixture
def study():
    only = Entry(Code(1, "guid-1", None, "code", "Shorthand", None), "Shorthand", 0, "#0067AC")
    return CodebookDocument("Peer workers", "", ("Anna",), "2026-03-02T10:42:00Z", (), (only,))


def test_the_new_file_takes_the_place_of_the_old_one(study, tmp_path):
    path = tmp_path / "book.csv"
    path.write_text("old")
    link = tmp_path / "link.csv"
    try:
        link.symlink_to(path)
    except OSError:
        pytest.skip("links are not allowed here")

    write_codebook(study, link)

    assert link.is_symlink() and "Shorthand" in path.read_text("utf-8-sig")
    assert {each.name for each in tmp_path.iterdir()} == {"book.csv", "link.csv"}


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.EACCES, "is open in another program or write-protected"),
        (errno.ENOSPC, "the disk is full"),
        (errno.EIO, "could not be written"),
    ],
)
def test_failed_replacing_leaves_the_old_file(number, words, study, tmp_path, monkeypatch):
    path = tmp_path / "book.docx"
    path.write_bytes(b"old")

    def refuse(*_paths):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(CoderError) as raised:
        write_codebook(study, path)

    assert words in raised.value.sentence and "The old file was left as it was" in str(raised.value)
    assert os.strerror(number) in raised.value.details
    assert path.read_bytes() == b"old" and list(tmp_path.iterdir()) == [path]


def test_full_disk_while_writing_leaves_nothing_behind(study, tmp_path, monkeypatch):
    def full(_descriptor):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(CoderError, match=r"the disk is full\. Nothing was written"):
        write_codebook(study, tmp_path / "book.xlsx")

    assert list(tmp_path.iterdir()) == []


def test_write_protected_file_is_not_replaced(study, tmp_path, monkeypatch):
    path = tmp_path / "book.csv"
    path.write_text("old")
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)

    with pytest.raises(CoderError, match="write-protected"):
        write_codebook(study, path)

    assert path.read_text() == "old"


def test_folder_that_forbids_writing_is_named(study, tmp_path, monkeypatch):
    def forbid(*_arguments, **_named):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(Path, "open", forbid)
    with pytest.raises(CoderError) as raised:
        write_codebook(study, tmp_path / "book.csv")

    assert f"the folder “{tmp_path}” does not allow it" in raised.value.sentence


def test_missing_folder_file_as_folder_and_folder_as_file(study, tmp_path):
    (tmp_path / "file").write_text("x")
    (tmp_path / "folder.docx").mkdir()

    for folder in ("missing", "file"):
        with pytest.raises(CoderError, match=f"there is no folder “.*{folder}”"):
            write_codebook(study, tmp_path / folder / "book.docx")
    with pytest.raises(CoderError, match=r"“folder\.docx” is a folder"):
        write_codebook(study, tmp_path / "folder.docx")

    assert {each.name for each in tmp_path.iterdir()} == {"file", "folder.docx"}


def test_office_libraries_wait_until_they_are_needed():
    script = (
        "import sys, coder_gui.exchange.codebooks.export;"
        "print([name for name in ('docx', 'openpyxl', 'lxml') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "[]"
