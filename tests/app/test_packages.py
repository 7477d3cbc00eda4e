"""Files handed out to a coder: what is in them, what is not, and what goes back."""

import pytest

from coder_gui.app import protecting
from coder_gui.app.packaging import goes_back
from coder_gui.app.project import Project
from coder_gui.domain.errors import PassphraseNeeded, ProjectFileError, Refused
from filling import dump, history


@pytest.fixture
def out(tmp_path):
    return tmp_path / "Lea.coding"


@pytest.fixture
def handed(filled, out):
    """A file for Lea with the first two transcripts, open."""
    filled.project.make_package("Lea", filled.transcripts[:2], out)
    project = Project.open(out)
    yield project
    project.close()


def rows(project, table, columns):
    return project.file.db.all(f"SELECT {columns} FROM {table} ORDER BY guid")


def test_the_second_coder_opens_an_ordinary_project(filled, handed):
    assert [coder.name for coder in handed.coders()] == ["Lea"]
    assert handed.coder().name == "Lea"
    assert [info.name for info in handed.transcripts()] == ["Anna", "Ben"]
    for info in handed.transcripts():
        source = filled.project.transcript(info.id)
        copy = handed.transcript(info.id)
        assert (copy.text, copy.turns, copy.spans) == (source.text, source.turns, source.spans)
    assert handed.study().name == "Waiting"
    assert len(handed.assignments()) == 2
    assert handed.check() == []
    anna = handed.transcripts()[0]
    handed.apply_code(anna.id, next(iter(handed.codebook())).id, 0, 5)
    assert len(handed.segments(anna.id)) == 1


def test_everything_keeps_its_guid(filled, handed):
    for table, columns in (
        ("code", "guid, name, definition, position, created_at, modified_at"),
        ("study", "guid, name, question, created_at, modified_at"),
    ):
        assert rows(handed, table, columns) == rows(filled.project, table, columns)
    for table in ("transcript", "participant", "participant_group", "coder"):
        theirs = {guid for (guid,) in rows(handed, table, "guid")}
        assert theirs and theirs <= {guid for (guid,) in rows(filled.project, table, "guid")}
    lea = filled.project.coders()[-1]
    package = handed.package()
    assert package.coder_guid == lea.guid
    assert package.study_guid == filled.project.study().guid
    assert (package.may_add_codes, package.finished_at) == (True, None)


def test_nothing_of_anybody_else_is_in_it(filled, handed, out):
    found = dump(handed)
    empty = ("segment", "memo", "original", "attribute", "attribute_value", "reading")
    assert [table for table in empty if found[table]] == []
    assert all(not rows for rows in history(handed).values())
    assert [person.label for person in handed.participants()] == ["Anna", "Ben"]
    assert [group.name for group in handed.groups()] == ["Carers"]
    handed.close()
    raw = out.read_bytes()
    for word in ("Mira", "Noor", "She says so often", "First thoughts", "Caro", "Hand out"):
        assert word.encode() not in raw
    names = sorted(each.name for each in out.parent.iterdir() if "restore" in each.name)
    assert not any("Lea" in name for name in names)


def test_handing_out_assigns_in_one_step_that_can_be_undone(filled, out):
    before = dump(filled.project)
    done = filled.project.make_package("Lea", filled.transcripts, out)
    assert done.transcripts == 3
    assert filled.notices[-1].summary == "Handed out 3 transcripts to “Lea”"
    mine = [each for each in filled.project.assignments() if each.coder_id == done.coder_id]
    assert len(mine) == 3
    filled.project.undo()
    assert dump(filled.project) == before


def test_a_known_coder_gets_nothing_new_but_the_file(filled, out):
    filled.project.make_package(filled.noor, filled.transcripts[:1], out)
    project = Project.open(out)
    assert [coder.name for coder in project.coders()] == ["Noor"]
    assert dump(project)["segment"] == []  # what Noor coded stays in the study
    project.close()
    assert len(filled.project.coders()) == 2


def test_a_file_that_is_there_is_left_alone(filled, out):
    out.write_text("mine")
    before = dump(filled.project)
    with pytest.raises(Refused, match="There is already a file"):
        filled.project.make_package("Lea", filled.transcripts, out)
    with pytest.raises(Refused, match="already a file"):
        filled.project.make_package("Lea", filled.transcripts, filled.project.path)
    assert out.read_text() == "mine"
    assert dump(filled.project) == before


def test_where_the_disk_refuses_nothing_was_assigned(filled, tmp_path):
    before = dump(filled.project)
    with pytest.raises(ProjectFileError):
        filled.project.make_package("Lea", filled.transcripts, tmp_path / "gone" / "Lea.coding")
    assert dump(filled.project) == before


@pytest.mark.parametrize(("coder", "chosen"), [("Noor", 1), ("  ", 1), ("Lea", 0)])
def test_what_makes_no_sense_is_refused(filled, out, coder, chosen):
    with pytest.raises(Refused):
        filled.project.make_package(coder, filled.transcripts[:chosen], out)
    assert not out.exists()
    assert len(filled.project.coders()) == 2


def test_a_protected_file_asks_for_its_passphrase(filled, out):
    key = protecting.new_key("a long passphrase")
    filled.project.make_package("Lea", filled.transcripts, out, key=key)
    with pytest.raises(PassphraseNeeded):
        Project.open(out)
    project = Project.open(out, key=protecting.key_for(out, "a long passphrase"))
    assert len(project.transcripts()) == 3
    project.close()


@pytest.fixture
def fixed(filled, out):
    """A file for Lea whose codebook is fixed."""
    filled.project.make_package("Lea", filled.transcripts, out, may_add_codes=False)
    project = Project.open(out)
    yield project
    project.close()


FORBIDDEN = {
    "add": lambda p, code: p.add_code("New"),
    "rename": lambda p, code: p.rename_code(code, "Other"),
    "define": lambda p, code: p.edit_entry(code, definition="Mine."),
    "move": lambda p, code: p.move_codes([code], None),
    "delete": lambda p, code: p.delete_codes([code]),
    "apply new": lambda p, code: p.apply_new_code(p.transcripts()[0].id, "New", None, 0, 5),
    "merge": lambda p, code: p.merge_codes(code, code + 1),
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_a_fixed_codebook_stays_as_it_is(filled, fixed, what):
    before = dump(fixed)
    with pytest.raises(Refused, match="fixed codebook, so nothing was changed"):
        FORBIDDEN[what](fixed, filled.alone)
    assert dump(fixed) == before


def test_coding_with_a_fixed_codebook(filled, fixed):
    fixed.apply_code(filled.transcripts[0], filled.alone, 0, 5)
    assert fixed.undo() is not None
    assert fixed.redo() is not None
    assert len(fixed.segments(filled.transcripts[0])) == 1


def test_finishing_says_what_goes_back(filled, handed):
    handed.apply_code(filled.transcripts[0], filled.alone, 0, 5)
    handed.apply_new_code(filled.transcripts[0], "Mine", None, 0, 5)
    handed.add_memo("Hm.")
    work = handed.finish_package()
    assert (work.segments, work.transcripts, work.codes, work.memos) == (2, 1, 1, 1)
    assert goes_back(work).startswith("2 segments in 1 transcript, 1 new code and 1 memo go back.")
    assert handed.package().finished_at
    assert all(each.finished_at for each in handed.assignments())
    handed.undo()
    assert handed.package().finished_at is None
    handed.edit_entry(filled.forms, definition="Any form that is asked for.")
    handed.edit_entry(filled.forms, brief="Paper.")
    handed.move_codes([filled.help], None)
    handed.rename_code(filled.alone, "Alone")
    handed.undo()
    assert handed.finish_package().changed == 2
    assert "1 new code, 2 changed codes and 1 memo go back." in goes_back(handed.finish_package())


def test_only_what_was_handed_out_is_finished_and_not_handed_on(filled, handed, tmp_path):
    with pytest.raises(Refused, match="not handed out by anybody"):
        filled.project.finish_package()
    with pytest.raises(Refused, match="itself handed out"):
        handed.make_package("Kim", [1], tmp_path / "Kim.coding")
