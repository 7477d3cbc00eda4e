"""Files that come back in a bad state, or to a project that went on: a sentence, or a question."""

import errno
import os
import sqlite3
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

from coder_gui.app import protecting
from coder_gui.app.project import Project
from coder_gui.domain.errors import ProjectFileError, Refused, WrongPassphrase
from coder_gui.domain.stamps import Stamps, new_guid
from coder_gui.storage import backup
from filling import draft, dump, history, ticking_stamps


@pytest.fixture
def package(filled, tmp_path):
    """A file for Lea, in which she coded a passage of each transcript."""
    out = tmp_path / "Lea.coding"
    filled.project.make_package("Lea", filled.transcripts, out)
    with at_work(out) as lea:
        for transcript, words in zip(
            filled.transcripts, ("Slowly", "really", "forms"), strict=True
        ):
            lea.apply_code(transcript, filled.forms, *filled.span(transcript, words))
    return out


@contextmanager
def at_work(path):
    project = Project.open(path, stamps=Stamps(ticking_stamps().now, new_guid))
    yield project
    project.close()


@contextmanager
def untouched(project):
    """Nothing of the project changes, and nobody is told that anything did."""
    before, log = dump(project), history(project)
    told: list[object] = []
    project.changed = told.append
    yield
    assert (dump(project), history(project)) == (before, log)
    assert told == []


def take(project, path, side="theirs"):
    plan = project.plan_merge(path)
    project.merge(plan, plan.by_rule(side))
    return plan


def coded(project, name="Lea"):
    who = [coder.id for coder in project.coders() if coder.name == name]
    return [
        project.text(info.id)[each.start : each.end]
        for info in project.transcripts()
        for each in project.segments(info.id, who)
    ]


# The file ------------------------------------------------------------------------------------


@pytest.mark.parametrize("share", [0.0, 0.01, 0.3, 0.7, 0.99])
def test_a_truncated_file(filled, package, share):
    raw = package.read_bytes()
    package.write_bytes(raw[: int(len(raw) * share)])
    with untouched(filled.project), pytest.raises(ProjectFileError) as caught:
        filled.project.plan_merge(package)
    assert package.name in caught.value.sentence
    assert package.stat().st_size == int(len(raw) * share)


def test_a_file_of_another_study(filled, tmp_path):
    other = Project.create(tmp_path / "other.coding", "Other", "Kim", Stamps(guid=new_guid))
    info = other.import_transcripts([draft("Zoe", "Zoe: Something else.\n")]).imported
    out = tmp_path / "Zoe.coding"
    other.make_package("Lea", info, out)
    other.close()
    with untouched(filled.project), pytest.raises(Refused, match="belongs to another study"):
        filled.project.plan_merge(out)


def test_a_wrong_passphrase(filled, tmp_path):
    out = tmp_path / "Lea.coding"
    filled.project.make_package("Lea", filled.transcripts, out, key=protecting.new_key("right one"))
    with untouched(filled.project), pytest.raises(WrongPassphrase):
        filled.project.plan_merge(out, protecting.key_for(out, "wrong one"))
    assert filled.project.plan_merge(out, protecting.key_for(out, "right one")).is_empty


def test_a_file_that_is_open_elsewhere_is_taken_as_it_was_saved(filled, package):
    with at_work(package) as lea:
        lea.apply_code(filled.transcripts[0], filled.alone, 0, 11)
        take(filled.project, package)
        assert len(coded(filled.project)) == 4
        lea.apply_code(filled.transcripts[0], filled.help, 0, 11)
    take(filled.project, package)
    assert len(coded(filled.project)) == 5


def test_a_file_that_another_program_is_writing(filled, package):
    writer = sqlite3.connect(package)
    writer.execute("BEGIN EXCLUSIVE")
    with untouched(filled.project), pytest.raises(ProjectFileError) as caught:
        filled.project.plan_merge(package)
    assert package.name in caught.value.sentence
    writer.rollback()
    writer.close()
    assert filled.project.plan_merge(package).counts()["new segments"] == 3


@pytest.mark.parametrize("image", ['{"guid": 7, "id": 1}', '{"name": null}'])
def test_a_forged_history_is_damage(filled, package, image):
    with at_work(package) as lea:
        lea.delete_codes([filled.forms])
    forged = sqlite3.connect(package)
    forged.execute("UPDATE step_row SET before = ?", (image,))
    forged.commit()
    forged.close()
    before = dump(filled.project)
    with pytest.raises(ProjectFileError, match="damaged"):
        filled.project.plan_merge(package)
    assert dump(filled.project) == before


def test_a_file_finished_twice(filled, package):
    with at_work(package) as lea:
        first = lea.finish_package()
        moment = lea.package().finished_at
        assert lea.finish_package() == first
        assert lea.package().finished_at == moment
    take(filled.project, package)
    with at_work(package) as lea:
        lea.apply_code(filled.transcripts[0], filled.alone, 0, 11)
        assert lea.finish_package().segments == first.segments + 1
    plan = take(filled.project, package)
    assert plan.finished
    assert len(coded(filled.project)) == 4


# The project went on -------------------------------------------------------------------------


def test_the_coder_got_another_name_here(filled, package):
    lea = filled.project.coders()[-1]
    with filled.project._step("Rename") as step:
        step.db.execute("UPDATE coder SET name = 'Leonie' WHERE id = ?", (lea.id,))
    take(filled.project, package)
    assert [coder.name for coder in filled.project.coders()] == ["Mira", "Noor", "Leonie"]
    assert len(coded(filled.project, "Leonie")) == 3


def test_the_coder_was_taken_away_here(filled, package):
    filled.project.undo()  # handing out
    assert len(filled.project.coders()) == 2
    plan = take(filled.project, package)
    assert not any(row.item.kind == "deleted" for row in plan.rows)
    assert len(coded(filled.project)) == 3
    assert filled.project.check() == []


def test_the_coder_was_deleted_here(filled, package):
    lea = filled.project.coders()[-1]
    with filled.project._step("Delete") as step:
        step.db.execute("DELETE FROM coder WHERE id = ?", (lea.id,))
    plan = filled.project.plan_merge(package)
    assert [row.title for row in plan.conflicts] == ["coder “Lea”"]
    with untouched(filled.project), pytest.raises(Refused, match="must be decided by a person"):
        filled.project.merge(plan)
    filled.project.changed = lambda _changes: None
    merged = filled.project.merge(plan, plan.by_rule("ours"))
    assert len(merged.left_out) == 3
    take(filled.project, package)
    assert len(coded(filled.project)) == 3


def test_a_transcript_withdrawn_here_after_another_was_deleted(filled, package):
    """Of the deleted one, an emptied history keeps nothing but numbers."""
    _anna, ben, _caro = filled.transcripts
    filled.project.delete_transcripts([ben])
    person = next(p for p in filled.project.participants() if p.label == "Anna")
    filled.project.withdraw_participant(person.id, "Anna")
    plan = filled.project.plan_merge(package)
    merged = filled.project.merge(plan, plan.by_rule("ours"))
    assert [info.name for info in filled.project.transcripts()] == ["Caro"]
    assert coded(filled.project) == ["forms"]
    assert len(merged.left_out) == 2
    assert filled.project.check() == []


# Writing the file ----------------------------------------------------------------------------


def left_beside(path: Path) -> list[str]:
    return sorted(each.name for each in path.parent.iterdir() if each.suffix == ".part")


def test_a_disk_that_is_full(filled, tmp_path, monkeypatch):
    out = tmp_path / "Lea.coding"
    filled_up = sqlite3.OperationalError("database or disk is full")
    filled_up.sqlite_errorcode = sqlite3.SQLITE_FULL

    def full(_db):
        raise backup.project_error(out, filled_up)

    monkeypatch.setattr("coder_gui.storage.packages.refuse_unsound", full)
    with untouched(filled.project), pytest.raises(ProjectFileError) as caught:
        filled.project.make_package("Lea", filled.transcripts, out)
    assert "full" in caught.value.sentence or "room" in caught.value.sentence
    assert not out.exists() and left_beside(out) == []


def test_a_disk_that_is_full_when_the_file_takes_its_name(filled, tmp_path, monkeypatch):
    out = tmp_path / "Lea.coding"

    def full(_self, _target):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with untouched(filled.project), pytest.raises(ProjectFileError, match="could be written"):
        filled.project.make_package("Lea", filled.transcripts, out)
    monkeypatch.undo()
    assert not out.exists() and left_beside(out) == []


@pytest.mark.skipif(
    sys.platform == "win32" or not hasattr(os, "geteuid") or os.geteuid() == 0,
    reason="nothing is read-only for this account",
)
def test_a_folder_that_may_not_be_written_to(filled, tmp_path):
    folder = tmp_path / "shut"
    folder.mkdir(mode=0o500)
    with untouched(filled.project), pytest.raises(ProjectFileError, match="can be written to"):
        filled.project.make_package("Lea", filled.transcripts, folder / "Lea.coding")


def test_a_folder_that_refuses_new_files(filled, tmp_path, monkeypatch):
    out = tmp_path / "Lea.coding"
    real = Path.open

    def refuse(self, mode="r", *args, **kwargs):
        if "x" in mode:
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(self, mode, *args, **kwargs)

    monkeypatch.setattr(Path, "open", refuse)
    with untouched(filled.project), pytest.raises(ProjectFileError, match="can be written to"):
        filled.project.make_package("Lea", filled.transcripts, out)
    assert not out.exists()
