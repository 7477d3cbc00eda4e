"""Restore points: made while work goes on, verified, thinned out, and put in place."""

import shutil
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder_gui.app.project import Project
from coder_gui.domain.errors import Cancelled, ProjectFileError
from coder_gui.storage import backup, restore_points
from coder_gui.storage.encryption import new_key
from coder_gui.storage.restore_points import RestorePoint, keep, keep_automatic, superfluous
from filling import dump, fill

NOON = datetime(2026, 3, 2, 12, 0, 0)


def point(made_at, reason="daily", named=False):
    return RestorePoint(Path("x"), made_at, reason, named, 1)


def names(path):
    folder = restore_points.folder_of(path)
    return sorted(each.name for each in folder.iterdir()) if folder.exists() else None


def test_a_restore_point_holds_every_row_under_a_readable_name(filled, path):
    made = keep(filled.project.file.db, "before importing", now=NOON)
    assert made.path.parent == path.parent / "study restore points"
    assert made.path.name == "2026-03-02 12.00.00 (before importing).coding"
    copy = Project.open(made.path)
    assert copy.read_only  # opened by mistake, it stays as it is
    assert dump(copy) == dump(filled.project)
    assert copy.check() == []
    copy.close()
    assert restore_points.restore_points(path) == (made,)
    assert (made.reason, made.named, made.size) == (
        "before importing",
        False,
        made.path.stat().st_size,
    )


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("First round", "First round"),
        ("a/b\\c: d?\n “e”", "a-b-c- d- “e”"),
        ("(daily)", "daily"),
        ("((x))", "x"),
        ("", "Restore point"),
        ("...", "Restore point"),
        ("語" * 90, "語" * 60),
    ],
)
def test_a_name_of_any_kind_is_kept_as_one_that_is_never_thinned_out(filled, path, said, kept):
    keep(filled.project.file.db, said, named=True, now=NOON)
    (found,) = restore_points.restore_points(path)
    assert (found.reason, found.named, found.made_at) == (kept, True, NOON)


def test_two_points_of_one_second_stand_side_by_side(filled, path):
    for _ in range(2):
        keep(filled.project.file.db, "x", named=True, now=NOON)
    found = restore_points.restore_points(path)
    assert [each.made_at - NOON for each in found] == [timedelta(seconds=1), timedelta(0)]


def test_files_of_others_in_the_folder_are_passed_over(filled, path):
    keep(filled.project.file.db, "x", named=True)
    folder = restore_points.folder_of(path)
    for name in ("notes.txt", "2026-13-40 99.00.00 (x).coding", "copy.coding"):
        (folder / name).write_bytes(b"mine")
    assert len(restore_points.restore_points(path)) == 1


def test_a_step_saved_meanwhile_is_in_the_copy_wholly_or_not(filled, path, monkeypatch):
    monkeypatch.setattr(backup, "PAGES", 4)
    added = []

    def go_on_coding(_done, _total):
        if len(added) < 2:
            added.append(filled.project.add_code(f"Meanwhile {len(added)}"))

    made = keep(filled.project.file.db, "x", named=True, said=go_on_coding)
    copy = Project.open(made.path)
    assert dump(copy) == dump(filled.project)
    assert len(added) == 2
    copy.close()


def test_a_project_that_never_rests_is_not_copied_for_ever(filled, path, monkeypatch):
    monkeypatch.setattr(backup, "PAGES", 4)
    count = iter(range(10_000))
    with pytest.raises(ProjectFileError, match="being changed all the time"):
        keep(
            filled.project.file.db,
            "x",
            said=lambda *_how: filled.project.add_code(f"Code {next(count)}"),
        )
    assert names(path) is None


def test_cancelling_leaves_nothing_behind(filled, path):
    def stop(_done, _total):
        raise Cancelled

    with pytest.raises(Cancelled):
        keep(filled.project.file.db, "x", said=stop)
    assert names(path) is None


def test_short_of_space_no_point_is_made_and_work_goes_on(filled, path, monkeypatch):
    usage = shutil.disk_usage(path.parent)._replace(free=90_000_000)
    monkeypatch.setattr(backup.shutil, "disk_usage", lambda _folder: usage)
    with pytest.raises(ProjectFileError, match="only 90 MB left"):
        keep(filled.project.file.db, "x")
    assert names(path) is None
    filled.project.add_code("Goes on")


def test_a_folder_that_cannot_be_made(filled, path):
    restore_points.folder_of(path).write_text("a file of that name")
    with pytest.raises(ProjectFileError, match=r"No copy of “study\.coding” could be written"):
        keep(filled.project.file.db, "x")
    assert filled.project.check() == []


def test_a_copy_that_is_not_the_same_is_not_kept(filled, path, monkeypatch):
    states = iter([(1,), (2,), (1,)])  # before, copied, after
    monkeypatch.setattr(backup, "state_of", lambda _db: next(states))
    with pytest.raises(ProjectFileError, match="was not the same and was deleted"):
        keep(filled.project.file.db, "x")
    assert names(path) is None


def test_nothing_changed_makes_no_second_automatic_point(filled, path):
    project = filled.project
    assert project.keep_automatic("first opening of the day")
    assert project.keep_automatic("before importing") is None
    project.undo()
    assert project.keep_automatic("before importing")
    project.redo()
    assert project.keep_automatic("before importing")
    assert len(restore_points.restore_points(path)) == 3


def test_a_read_only_project_gets_no_points(filled, path):
    filled.project.close()
    path.chmod(0o444)
    project = Project.open(path)
    assert project.keep_automatic("daily") is None
    project.close()
    assert names(path) is None


def test_thinning_out_happens_on_disk(filled, path):
    db, project = filled.project.file.db, filled.project
    for hours in (100, 99, 98, 3, 2):
        keep(db, "daily", now=NOON - timedelta(hours=hours))
    keep(db, "Mine", named=True, now=NOON - timedelta(hours=99, minutes=30))
    project.add_code("New")
    keep_automatic(db, "daily", now=NOON)
    kept = [(NOON - each.made_at, each.named) for each in restore_points.restore_points(path)]
    assert kept == [
        (timedelta(0), False),
        (timedelta(hours=2), False),
        (timedelta(hours=3), False),
        (timedelta(hours=98), False),
        (timedelta(hours=99, minutes=30), True),
    ]


MOMENTS = st.datetimes(NOON - timedelta(days=500), NOON + timedelta(days=2))


@given(st.lists(st.tuples(MOMENTS, st.booleans()), max_size=80))
def test_what_stays_after_thinning(made):
    points = [point(at, named=named) for at, named in made]
    gone = superfluous(points, NOON)
    stays = [each for each in points if not any(each is other for other in gone)]
    assert not any(each.named for each in gone)
    assert not any(each.made_at.date() >= NOON.date() for each in gone)
    assert superfluous(stays, NOON) == []
    automatic = [each for each in stays if not each.named]
    ages = [((NOON.date() - each.made_at.date()).days, each.made_at) for each in automatic]
    days = Counter(at.date() for age, at in ages if 1 <= age <= 14)
    weeks = Counter(at.isocalendar()[:2] for age, at in ages if 14 < age <= 92)
    months = Counter((at.year, at.month) for age, at in ages if age > 92)
    assert all(number == 1 for number in (days + weeks + months).values())
    for each in gone:  # a later one of its month stays, whatever it was thinned for
        assert any(
            other.made_at >= each.made_at and other.made_at - each.made_at < timedelta(days=31)
            for other in automatic
        )


def test_deleting_the_last_point_takes_the_folder_away(filled, path):
    made = keep(filled.project.file.db, "x")
    restore_points.delete(made)
    assert names(path) is None


def test_the_newest_good_point_is_found_past_damaged_ones(filled, path):
    db = filled.project.file.db
    good = keep(db, "old", now=NOON)
    broken = keep(db, "new", now=NOON + timedelta(hours=1))
    broken.path.chmod(0o644)
    broken.path.write_bytes(broken.path.read_bytes()[:9_000])
    found, content = restore_points.newest_good(path)
    assert found == good
    assert (content.transcripts, content.codes, content.segments) == (3, 4, 6)
    assert restore_points.content_of(broken.path, None) is None


def test_putting_a_point_in_place(filled, path):
    project = filled.project
    before = dump(project)
    made = keep(project.file.db, "x")
    project.delete_codes([filled.theme])
    copy = path.with_name("copy.coding")
    backup.copy_out(made.path, path, copy, None)
    project.close()
    backup.put_in_place(copy, path)
    again = Project.open(path)
    assert not again.read_only
    assert dump(again) == before
    again.close()
    assert sorted(each.name for each in path.parent.iterdir()) == [
        "study restore points",
        "study.coding",
    ]


def test_a_damaged_point_is_not_copied(filled, path):
    made = keep(filled.project.file.db, "x")
    made.path.chmod(0o644)
    made.path.write_bytes(made.path.read_bytes()[:-5_000])
    with pytest.raises(ProjectFileError, match="cannot be opened, so nothing was changed"):
        backup.copy_out(made.path, path, path.with_name("copy.coding"), None)
    assert not path.with_name("copy.coding").exists()


def test_a_backup_never_overwrites(filled, path):
    out = path.with_name("out.coding")
    out.write_text("mine")
    with pytest.raises(ProjectFileError, match=r"already a file “out\.coding”"):
        filled.project.back_up(out)
    assert out.read_text() == "mine"


def test_restore_points_of_a_protected_project_are_protected(path, stamps):
    key = new_key("correct horse battery")
    project = Project.create(path, "Secret", "Mira", stamps, key)
    filled = fill(project)
    made = filled.project.keep_restore_point("Mine")
    raw = made.path.read_bytes()
    assert b"SQLite format 3" not in raw
    assert b"neighbour" not in raw
    assert restore_points.content_of(made.path, None) is None
    assert restore_points.content_of(made.path, key).segments == 6
    copy = Project.open(made.path, key=key)
    assert dump(copy) == dump(project)
    copy.close()
    project.close()
