"""Making, opening and closing project files; whatever is no project stays as it was."""

import os
import shutil
import sqlite3
import struct
from pathlib import Path

import pytest

from coder_gui.app.project import Project
from coder_gui.domain.errors import ProjectFileError
from coder_gui.storage import schema
from filling import dump, fill, ticking_stamps

NAMES = [
    "a b.coding",
    "Gespräche – Müller & Söhne.coding",
    "面接.coding",
    "what?.coding",
    "mode=ro?mode=memory.coding",
    "50%20 done.coding",
    "no. #1.coding",
    'quote\'s "x".coding',
    "🙂.coding",
]


def stranger(path, statements=("CREATE TABLE t (x)",)):
    with sqlite3.connect(path) as other:
        for statement in statements:
            other.execute(statement)
    other.close()


def refusal(path):
    """The sentence with which a file is refused; it and its folder must stay as they were."""
    folder = {each.name: each.read_bytes() for each in path.parent.iterdir() if each.is_file()}
    with pytest.raises(ProjectFileError) as caught:
        Project.open(path)
    after = {each.name: each.read_bytes() for each in path.parent.iterdir() if each.is_file()}
    assert after == folder
    assert path.name in caught.value.sentence
    assert caught.value.sentence.endswith(".")
    return caught.value.sentence


def test_a_new_project_is_sound_and_empty(project):
    assert project.check() == []
    assert project.facts().coders == {"Mira": 0}
    assert project.study().name == "Waiting"
    assert project.study().label_template == "{sub_role} {n}"
    assert project.file.db.value("PRAGMA journal_mode") == "delete"
    assert project.file.db.value("PRAGMA synchronous") == 3
    assert project.file.db.value("PRAGMA foreign_keys") == 1
    assert project.file.db.value("PRAGMA trusted_schema") == 0
    assert project.file.db.value("PRAGMA temp_store") == 2


def test_the_header_says_what_the_file_is(project, path):
    header = path.read_bytes()[:72]
    assert header[:16] == b"SQLite format 3\0"
    assert header[68:72] == b"ICod"
    assert struct.unpack(">I", header[60:64]) == (schema.FORMAT_VERSION,)


@pytest.mark.parametrize("name", NAMES)
def test_any_name_can_be_made_and_opened(tmp_path, name):
    path = tmp_path / name
    Project.create(path, "Study", "Mira").close()
    assert [each.name for each in tmp_path.iterdir()] == [name]
    again = Project.open(path)
    again.add_code("One")
    again.close()
    again = Project.open(path)
    assert len(again.codebook()) == 1
    again.close()


def test_relative_paths(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Project.create(Path("study.coding"), "Study", "Mira").close()
    Project.open(Path("./study.coding")).close()
    assert (tmp_path / "study.coding").is_file()


def test_a_link_leads_to_the_project(filled, path, tmp_path):
    before = dump(filled.project)
    filled.project.close()
    link = tmp_path / "link.coding"
    link.symlink_to(path)
    through = Project.open(link)
    assert dump(through) == before
    through.add_code("Through the link")
    through.close()
    assert link.is_symlink()
    again = Project.open(path)
    assert again.next_undo().summary == "Added the code “Through the link”"
    again.close()


def test_everything_is_there_again_after_closing(filled, path):
    before = dump(filled.project)
    filled.project.close()
    again = Project.open(path)
    assert dump(again) == before
    assert again.check() == []
    again.close()
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_the_same_study_is_the_same_bytes(tmp_path):
    for name in ("a.coding", "b.coding"):
        project = Project.create(tmp_path / name, "Study", "Mira", ticking_stamps())
        fill(project)
        project.close()
    first, second = (
        [row for row in sqlite3.connect(tmp_path / name).iterdump() if "_sqlite_mig" not in row]
        for name in ("a.coding", "b.coding")
    )
    assert first == second


def test_opening_as_somebody(filled, path):
    filled.project.close()
    for name, expected in (("Noor", "Noor"), ("Mira", "Mira"), ("Nobody", "Mira"), (None, "Mira")):
        again = Project.open(path, name)
        assert again.coder().name == expected
        again.close()


def test_a_file_that_is_there_is_not_overwritten(tmp_path):
    path = tmp_path / "notes.coding"
    path.write_text("my notes")
    with pytest.raises(ProjectFileError, match=r"already a file “notes\.coding”"):
        Project.create(path, "Study", "Mira")
    assert path.read_text() == "my notes"


@pytest.mark.parametrize("place", ["gone/study.coding", "file/study.coding", "x" * 300])
def test_a_place_where_nothing_can_be_made(tmp_path, place):
    (tmp_path / "file").write_text("")
    with pytest.raises(ProjectFileError, match="could not be made"):
        Project.create(tmp_path / place, "Study", "Mira")
    assert [each.name for each in tmp_path.iterdir()] == ["file"]


def test_what_was_begun_is_taken_away_when_making_fails(tmp_path, monkeypatch):
    def fail(_db):
        raise ProjectFileError("The disk is full.")

    monkeypatch.setattr(schema.migrations, "apply", fail)
    with pytest.raises(ProjectFileError, match="full"):
        Project.create(tmp_path / "study.coding", "Study", "Mira")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["", "  ", "\n"])
def test_a_project_and_a_coder_need_names(tmp_path, name):
    for names in ((name, "Mira"), ("Study", name)):
        with pytest.raises(Exception, match="A name needs at least one letter"):
            Project.create(tmp_path / "study.coding", *names)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["gone.coding", "gone/study.coding", "x" * 300, "folder"])
def test_a_missing_file(tmp_path, name):
    (tmp_path / "folder").mkdir()
    with pytest.raises(ProjectFileError, match="is not in “"):
        Project.open(tmp_path / name)
    assert [each.name for each in tmp_path.iterdir()] == ["folder"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0",
        b"\0" * 4096,
        b"Interviewer: hello\n" * 300,
        b"PK\x03\x04" * 50,
        b"SQLite format 3\0",
    ],
    ids=["empty", "NUL", "NULs", "text", "zip", "magic only"],
)
def test_a_file_that_is_no_database(path, content):
    path.write_bytes(content)
    assert "not a project of Interview Coder" in refusal(path)


@pytest.mark.parametrize("mode", ["delete", "wal"])
def test_the_database_of_another_program(path, mode):
    stranger(path, (f"PRAGMA journal_mode = {mode}", "CREATE TABLE t (x)"))
    assert "not a project of Interview Coder" in refusal(path)


def test_a_database_that_another_program_has_open_in_its_own_way(path):
    with sqlite3.connect(path) as other:
        other.execute("PRAGMA journal_mode = wal")
        other.execute("CREATE TABLE t (x)")
        other.commit()
        assert "not a project of Interview Coder" in refusal(path)
        assert other.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    other.close()


def test_a_newer_project(project, path):
    project.close()
    stranger(path, (f"PRAGMA user_version = {schema.FORMAT_VERSION + 1}",))
    assert "newer version" in refusal(path)


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER t AFTER INSERT ON code BEGIN DELETE FROM memo; END",
        "CREATE VIEW v AS SELECT * FROM code",
    ],
)
def test_a_project_that_brings_instructions(project, path, statement):
    project.close()
    stranger(path, (statement,))
    assert "instructions" in refusal(path)


@pytest.mark.parametrize("table", [*schema.JOURNALLED, *schema.HISTORY])
def test_a_project_without_one_of_its_tables(project, path, table):
    project.close()
    stranger(path, ("PRAGMA foreign_keys = OFF", f"DROP TABLE {table}"))
    assert "damaged" in refusal(path)


@pytest.mark.parametrize("table", ["study", "coder"])
def test_a_project_without_study_or_coder(project, path, table):
    project.close()
    stranger(path, (f"DELETE FROM {table}",))
    assert "damaged" in refusal(path)


def test_a_project_with_other_columns(project, path):
    project.close()
    stranger(path, ("ALTER TABLE memo RENAME COLUMN title TO heading",))
    assert "damaged" in refusal(path)


def test_a_project_whose_tables_cannot_be_read_as_text(sound_bytes, path):
    place = sound_bytes.index(b"CREATE TABLE study") + 40
    path.write_bytes(sound_bytes[:place] + b"\xff" + sound_bytes[place + 1 :])
    assert "damaged" in refusal(path)


def test_a_project_left_in_another_journal_mode_is_brought_back(project, path):
    project.close()
    stranger(path, ("PRAGMA journal_mode = wal", "UPDATE code SET name = name"))
    again = Project.open(path)
    assert again.file.db.value("PRAGMA journal_mode") == "delete"
    again.close()
    assert [each.name for each in path.parent.iterdir()] == [path.name]


@pytest.fixture
def sound_bytes(filled, path):
    filled.project.close()
    return path.read_bytes()


@pytest.mark.parametrize("part", [0.001, 0.02, 0.3, 0.5, 0.9, 0.999])
def test_a_truncated_project(sound_bytes, path, part):
    path.write_bytes(sound_bytes[: int(len(sound_bytes) * part)])
    assert "damaged" in refusal(path)


def test_a_project_with_its_last_page_missing(sound_bytes, path):
    path.write_bytes(sound_bytes[:-4096])
    assert "damaged" in refusal(path)


@pytest.mark.parametrize("page", [1, 2, 3, 8, 20])
def test_a_project_with_a_broken_page(sound_bytes, path, page):
    broken = bytearray(sound_bytes)
    broken[page * 4096 : page * 4096 + 200] = os.urandom(200)
    path.write_bytes(broken)
    assert "damaged" in refusal(path)


def test_damage_that_opening_overlooks_is_a_sentence_when_it_is_met(sound_bytes, path):
    place = sound_bytes.index(b"Nobody there")
    path.write_bytes(sound_bytes[:place] + b"\xff\xfe\xff" + sound_bytes[place + 3 :])
    project = Project.open(path)
    with pytest.raises(ProjectFileError, match="damaged"):
        project.codebook()
    project.close()


def test_a_backup_beside_is_never_touched(filled, path):
    beside = path.with_suffix(".bak")
    shutil.copy(path, beside)
    before = beside.read_bytes()
    filled.project.add_code("More")
    assert beside.read_bytes() == before
