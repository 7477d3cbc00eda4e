"""Once the names are removed for good, no byte of the project or beside it spells one."""

from __future__ import annotations

import pytest

from coder_gui.app import name_list
from coder_gui.app.deidentifying import found_in
from coder_gui.app.name_list import NameList
from coder_gui.app.project import Project
from coder_gui.domain.edits import Edit
from coder_gui.domain.errors import ProjectFileError
from coder_gui.storage import encryption, erasing
from coder_gui.storage.memos import Subject
from filling import draft

NAMES = ("Zwölfpunktfalter", "Brackwasserhuhn")
FILLING = "and then we talked about the week and the bus that never came. " * 120


def spelt(name: str) -> list[bytes]:
    """How a name could stand in a file: as text, in a blob of the history, in JSON."""
    words = (name, name.lower(), name.upper())
    return [
        spelling
        for word in words
        for spelling in (
            word.encode(),
            word.encode("utf-16-le"),
            word.encode("utf-16-be"),
            word.encode("latin-1"),
            word.encode().hex().encode(),
            word.encode().hex().upper().encode(),
            word.encode("ascii", "backslashreplace"),
        )
    ]


def leaks(folder) -> list[str]:
    """Files, and names of files, in which a name can be read."""
    found = []
    for path in folder.rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        content += path.name.encode()
        found += [path.name for name in NAMES for each in spelt(name) if each in content]
    return sorted(set(found))


def transcript(number: int):
    person, place = NAMES
    text = (
        f"Interviewer: Who?\n{person}: In {place}’s house. {FILLING}{person.upper()} said {number}."
        f"\nInterviewer: And {place}?\n{person}: {FILLING}{place}s end.\n"
    )
    return draft(f"{person} {number}", text, text.encode(), source_name=f"{person}-{number}.txt")


@pytest.fixture
def worked(path, stamps):
    """A project in which names were written, corrected, renamed, undone and deleted."""
    project = Project.create(path, "Waiting", "Mira", stamps)
    person, place = NAMES
    ids = project.import_transcripts([transcript(number) for number in range(4)]).imported
    code = project.add_code(f"Code of {person}")
    project.edit_entry(code, example=f"“{place} again”")
    start = project.text(ids[0]).index(place)
    segment = project.apply_code(ids[0], code, start - 3, start + len(place))
    project.annotate_segment(segment, f"Comment on {place}", None)
    memo = project.add_memo(f"Memo on {person}", Subject(transcript_id=ids[1]), title=person)
    project.update_memo(memo, f"{place}, said {person}", f"On {place}")
    project.add_memo(f"{person} rang.", kind="journal")
    project.edit_transcript(ids[2], [Edit(0, 0, f"{place}: sic!\n")])
    project.rename_transcript(ids[1], f"{person} the second")
    project.keep_restore_point("By hand")
    project.delete_transcripts([ids[3]])
    project.add_memo(f"Thrown away: {person}")
    project.undo()
    yield project
    project.close()


@pytest.fixture
def names(tmp_path):
    made = NameList()
    (tmp_path / "keys").mkdir()
    key = encryption.new_key("four quiet herons")
    made.take_key(name_list.make_key(tmp_path / "keys" / "study.codingkey", key))
    made.add(NAMES[0], "partner")
    made.add(NAMES[1], "town", "place")
    yield made
    made.close()


def replace_all(project, names):
    found = found_in(project.sources(), names.entries)
    return project.deidentify(found, names)


def test_replacing_alone_leaves_the_names_in_the_history(worked, names, tmp_path):
    replace_all(worked, names)
    assert found_in(worked.sources(), names.entries) == []
    assert "study.coding" in leaks(tmp_path)


def test_after_the_final_step_no_name_is_left_anywhere(worked, names, tmp_path):
    replace_all(worked, names)
    remains = worked.remains()
    assert remains.originals == 3
    assert len(remains.copies) == 1
    assert worked.remove_names_for_good(names.entries) is True
    worked.delete_copies(remains.copies)
    worked.close()
    assert leaks(tmp_path) == []


def test_the_study_is_whole_afterwards_and_can_be_worked_on(worked, names, path):
    replace_all(worked, names)
    texts = [worked.text(info.id) for info in worked.transcripts()]
    worked.remove_names_for_good(names.entries)
    assert worked.undo_ends_here()
    assert worked.undo() is None
    assert worked.redo() is None
    assert worked.check() == []
    assert [worked.text(info.id) for info in worked.transcripts()] == texts
    said = [entry.what for page in worked.trail() for entry in page]
    assert said[0] == "Removed the names for good"
    assert not any(name in " ".join(said) for name in NAMES)
    worked.add_memo("Goes on.")
    assert worked.undo() is not None


def test_kept_files_can_be_removed_at_any_time(worked, tmp_path):
    assert worked.remove_originals() is True
    assert worked.remains().originals == 0
    assert worked.undo_ends_here()
    blob = worked.file.db.value("SELECT count(*) FROM step_row WHERE before LIKE '%bytes%'")
    assert blob == 0
    assert next(worked.trail())[0].what == "Removed 3 original files for good"


def test_the_final_step_counts_although_there_is_nothing_else_to_remove(project):
    project.add_memo("One")
    assert project.remove_names_for_good() is True
    assert project.undo_ends_here()
    assert next(project.trail())[0].what == "Removed the names for good"


def test_without_room_nothing_is_begun(worked, monkeypatch):
    from collections import namedtuple

    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(erasing.shutil, "disk_usage", lambda _path: usage(9, 9, 9))
    with pytest.raises(ProjectFileError, match="Nothing was changed"):
        worked.remove_names_for_good()
    assert worked.remains().originals == 3
    assert not worked.undo_ends_here()
