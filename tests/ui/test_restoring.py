"""Going back through the window: keeping, listing, restoring, and a project that is damaged."""

import shutil
from datetime import datetime, timedelta

import pytest
from PySide6.QtWidgets import QApplication, QInputDialog, QPushButton

from acting import click, focused, import_files, press, settle, words_in
from coder_gui.app.project import Project
from coder_gui.domain.errors import DamagedProject
from coder_gui.storage import backup, restore_points
from coder_gui.storage.encryption import new_key
from coder_gui.ui.restoring import damage
from coder_gui.ui.welcome.choices import ChoiceCard
from coder_gui.ui.widgets.notice_bar import NoticeBar
from filling import dump, fill

PAGE = 4_096


@pytest.fixture
def quiet(window, qtbot):
    """Waits until no copy is being made."""
    return lambda: qtbot.waitUntil(lambda: not window.restoring._tasks, timeout=20_000)


@pytest.fixture
def kept(study, window, quiet):
    """A restore point named “First round”, and a code that came after it."""
    window.restoring.keep("First round")
    quiet()
    study.project.add_code("Too much")
    return points(study)[0]


def points(study):
    return restore_points.restore_points(study.project.path)


def shown(window):
    """The open list of restore points, row by row."""
    rows = window.restoring._dialog.list
    items = (rows.topLevelItem(place) for place in range(rows.topLevelItemCount()))
    return [[item.text(column) for column in range(4)] for item in items]


def push(window, text):
    """Press the visible button of that text in the list of restore points or in a notice."""
    where = window.restoring._dialog or window
    found = [b for b in where.findChildren(QPushButton) if b.text() == text and b.isVisible()]
    assert len(found) == 1, [b.text() for b in where.findChildren(QPushButton)]
    click(found[0])


def names(study):
    return [code.name for code in study.project.codebook()]


def test_a_restore_point_is_kept_under_a_name(window, study, quiet):
    window.menu_actions["keep_restore_point"].trigger()
    asked = window.findChild(QInputDialog)
    asked.setTextValue("First round")
    asked.accept()
    quiet()
    (point,) = points(study)
    assert (point.reason, point.named) == ("First round", True)
    assert window.status.text().startswith("Kept the restore point “First round”, ")
    assert study.notices == []  # nothing is written into the project


def test_the_list_says_when_why_what_and_how_much(window, study, kept, quiet):
    study.project.keep_automatic("before importing")
    window.menu_actions["restore_points"].trigger()
    quiet()
    rows = shown(window)
    assert [row[1] for row in rows] == ["Before importing", "First round"]
    assert {row[2] for row in rows} == {"3 transcripts, 6 segments"}
    assert all(row[0].startswith("Today, ") and row[3].endswith("kB") for row in rows)
    assert any(text.startswith("2 restore points, ") for text in words_in(window.restoring._dialog))


def test_an_empty_list_says_what_restore_points_are(window, study):
    window.menu_actions["restore_points"].trigger()
    assert "No restore points yet" in words_in(window.restoring._dialog)
    window.restoring._dialog.reject()


def test_a_damaged_point_is_shown_as_such_and_changes_nothing(window, study, kept, quiet, qtbot):
    kept.path.chmod(0o644)
    kept.path.write_bytes(kept.path.read_bytes()[:9_000])
    window.menu_actions["restore_points"].trigger()
    quiet()
    assert [row[2] for row in shown(window)] == ["Damaged: cannot be opened"]
    push(window, "Restore")
    qtbot.waitUntil(lambda: bool(window.notices.texts()))
    assert "cannot be opened, so nothing was changed" in window.notices.texts()[0]
    assert "Too much" in names(study)


def test_deleting_a_point_asks_once_more(window, study, kept, quiet):
    window.menu_actions["restore_points"].trigger()
    quiet()
    push(window, "Delete…")
    push(window, "Keep it")
    assert len(points(study)) == 1
    push(window, "Delete…")
    push(window, "Delete")
    quiet()
    assert points(study) == ()
    assert shown(window) == []
    window.restoring._dialog.reject()


def test_restoring_keeps_the_present_and_can_be_undone(window, study, kept, quiet):
    ben = study.transcripts[1]
    window.code_place.open_transcript(ben)
    path, present = study.project.path, dump(study.project)
    window.menu_actions["restore_points"].trigger()
    quiet()
    push(window, "Restore")
    quiet()
    study.project = window.session.project
    assert study.project.path == path
    assert "Too much" not in names(study)
    assert study.project.check() == []
    assert window.code_place.reader.transcript.info.id == ben
    (text,) = window.notices.texts()
    assert text.startswith("Restored the state of today, ")
    assert "“First round”" in text
    assert [point.named for point in points(study)] == [False, True]
    push(window, "Back to before")
    quiet()
    study.project = window.session.project
    assert dump(study.project) == present
    assert study.project.next_undo().summary == "Added the code “Too much”"
    names_beside = {each.name for each in path.parent.iterdir()}
    assert {name for name in names_beside if name.endswith((".coding", ".part"))} == {path.name}


def test_what_is_coded_while_a_restore_is_prepared_is_kept_too(
    window, study, kept, quiet, qtbot, monkeypatch
):
    window.restoring.restore(kept)
    study.project.add_code("In the meantime")
    quiet()
    study.project = window.session.project
    assert "In the meantime" not in names(study)
    saved = Project.open(points(study)[0].path)
    assert "In the meantime" in [code.name for code in saved.codebook()]
    saved.close()


def test_a_point_is_opened_as_a_copy(window, study, kept, quiet):
    path = study.project.path
    window.menu_actions["restore_points"].trigger()
    quiet()
    push(window, "Open as a copy")
    quiet()
    copy = window.session.project
    assert copy.path.parent == path.parent
    assert copy.path != path
    assert not copy.read_only
    assert "Too much" not in [code.name for code in copy.codebook()]
    again = Project.open(path)
    assert "Too much" in [code.name for code in again.codebook()]
    again.close()


def test_large_changes_of_the_codebook_keep_a_point_first(window, study, monkeypatch):
    monkeypatch.setattr("coder_gui.app.restoring.MANY", 2)
    tree = window.code_place.codes.tree
    tree.choose(study.alone)
    before = dump(study.project)
    window.menu_actions["delete_code"].trigger()
    assert "Nobody there" not in names(study)
    study.project.merge_codes(study.help, study.forms)
    assert [point.reason for point in points(study)] == [
        "before merging codes",
        "before deleting codes",
    ]
    saved = Project.open(points(study)[1].path)
    assert dump(saved) == before
    saved.close()
    study.project.delete_codes([study.project.add_code("Small")])
    assert len(points(study)) == 2


def test_short_of_space_the_work_goes_on_and_it_is_said(window, study, monkeypatch):
    monkeypatch.setattr("coder_gui.app.restoring.MANY", 1)
    usage = shutil.disk_usage("/")._replace(free=1_000_000)
    monkeypatch.setattr(backup.shutil, "disk_usage", lambda _folder: usage)
    said = []
    window.session.said.connect(said.append)
    study.project.delete_codes([study.forms])
    assert "Forms" not in names(study)
    assert points(study) == ()
    assert said[0].startswith("No copy of “study.coding” was kept, because its disk has only 1 MB")


def test_a_point_is_kept_before_an_import(window, study, quiet, qtbot, tmp_path):
    new = tmp_path / "Dora.txt"
    new.write_text("Interviewer: Who?\nDora: Me.\n", "utf-8")
    import_files(window, [new], qtbot)
    assert len(study.project.transcripts()) == 4
    (point,) = points(study)
    assert point.reason == "before importing"
    assert restore_points.content_of(point.path, None).transcripts == 3


def test_the_first_opening_of_a_day_keeps_a_point(window, study, quiet):
    assert window.restoring.daily.isActive()
    window.restoring.keep_daily()
    quiet()
    (point,) = points(study)
    assert point.reason == "first opening of the day"
    window.restoring.keep_daily()
    quiet()
    assert len(points(study)) == 1
    yesterday = datetime.now() - timedelta(days=1)
    stamp = yesterday.strftime("%Y-%m-%d %H.%M.%S")
    point.path.rename(point.path.with_name(f"{stamp} (first opening of the day).coding"))
    study.project.add_code("New")
    window.restoring.keep_daily()
    quiet()
    assert len(points(study)) == 2


def test_closing_stops_what_is_being_copied(window, study, quiet):
    window.restoring.keep("Never")
    window.close_project()
    quiet()
    assert not window.restoring.daily.isActive()
    assert all(not each.name.endswith(".part") for each in study.project.path.parent.iterdir())


def test_a_read_only_project_lists_points_and_restores_none(window, study, kept, quiet):
    path = study.project.path
    window.close_project()
    path.chmod(0o444)
    window.open_project(path)
    window.menu_actions["restore_points"].trigger()
    quiet()
    buttons = {b.text(): b for b in window.restoring._dialog.findChildren(QPushButton)}
    assert not buttons["Restore"].isEnabled()
    assert not buttons["Delete…"].isEnabled()
    assert buttons["Open as a copy"].isEnabled()
    window.restoring._dialog.reject()


# Damaged projects ----------------------------------------------------------------------------


@pytest.fixture
def damaged(window, study, kept, qtbot):
    """Tries to open the project after one of its pages was zeroed; shows what comes of it."""
    path = study.project.path
    root = study.project.file.db.value("SELECT rootpage FROM sqlite_master WHERE name = 'memo'")
    window.close_project()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    content = bytearray(path.read_bytes())
    content[(root - 1) * PAGE : root * PAGE] = bytes(PAGE)
    path.write_bytes(content)

    def open_it():
        with pytest.raises(Exception) as raised:
            window.open_project(path)
        window.say_error(raised.value)
        page = window.damage._page
        if page is not None:
            qtbot.waitUntil(lambda: bool(page.findChildren(ChoiceCard)), timeout=20_000)
            settle(qtbot)
        return page

    open_it.path = path
    open_it.content = bytes(content)
    yield open_it
    assert path.read_bytes() == bytes(content)


def card(page, start):
    return next(
        each for each in page.findChildren(ChoiceCard) if each.accessibleName().startswith(start)
    )


def test_the_page_says_what_can_be_read(window, damaged):
    page = damaged()
    assert window.places.currentWidget() is page
    said = words_in(page)
    assert "“study” is damaged" in said
    for name, figure in (
        ("Transcripts, word for word", "all 3"),
        ("Codes", "all 5"),
        ("Segments", "all 6"),
        ("Memos", "none"),
    ):
        assert said[said.index(name) + 1] == figure
    assert window.notices.texts() == []
    assert focused().accessibleName().startswith("Open the restore point of today")


def test_recovering_opens_a_new_file_and_says_what_is_lost(window, damaged, qtbot):
    page = damaged()
    card(page, "Recover what can be read").setFocus()
    press("Return")
    qtbot.waitUntil(lambda: window.session.is_open, timeout=20_000)
    project = window.session.project
    assert project.path.name == "study (recovered).coding"
    assert project.facts().segments == 6
    assert project.facts().memos == 0
    assert project.check() == []
    (text,) = window.notices.texts()
    assert text.startswith("Recovered into study (recovered).coding, with losses.")
    assert "memos" in text
    assert window.damage._page is None


def test_the_newest_restore_point_is_opened_as_a_copy(window, damaged, qtbot):
    page = damaged()
    press("Return")
    qtbot.waitUntil(lambda: window.session.is_open, timeout=20_000)
    assert window.session.project.facts().memos == 6
    assert window.session.project.path.parent == damaged.path.parent
    assert page is not window.damage._page


def test_the_folder_is_shown_and_the_page_is_left(window, damaged, monkeypatch):
    opened = []
    monkeypatch.setattr(damage, "show_folder", opened.append)
    page = damaged()
    click(card(page, "Show the file in its folder"))
    assert opened == [damaged.path.parent]
    click(next(b for b in page.findChildren(QPushButton) if b.text().startswith("Back to")))
    assert window.places.currentWidget() is window.welcome
    assert window.damage._page is None


def test_beside_open_work_the_page_is_offered(window, damaged, filled, tmp_path, qtbot):
    other = tmp_path / "other.coding"
    Project.create(other, "Other", "Mira").close()
    window.open_project(other)
    assert damaged() is None
    assert window.places.currentWidget() is window.code_place
    (text,) = window.notices.texts()
    assert text.startswith("“study.coding” is damaged and was not changed.")
    bar = window.notices.findChild(NoticeBar)
    click(next(b for b in bar.findChildren(QPushButton) if b.text() == "What can be read…"))
    page = window.damage._page
    assert window.places.currentWidget() is page
    qtbot.waitUntil(lambda: bool(page.findChildren(ChoiceCard)), timeout=20_000)
    click(next(b for b in page.findChildren(QPushButton) if b.text() == "Back to “Other”"))
    assert window.places.currentWidget() is window.code_place


def test_details_can_be_asked_for(window, damaged):
    page = damaged()
    click(next(b for b in page.findChildren(QPushButton) if b.text() == "Details…"))
    assert any(text.startswith("SQLITE_CORRUPT: ") for text in words_in(page))
    assert QApplication.activeModalWidget() is None


def test_a_damaged_protected_project_is_not_asked_for_its_passphrase_again(
    window, tmp_path, stamps, qtbot
):
    path, key = tmp_path / "secret.coding", new_key("correct horse battery")
    project = Project.create(path, "Secret", "Mira", stamps, key)
    fill(project)
    root = project.file.db.value("SELECT rootpage FROM sqlite_master WHERE name = 'memo'")
    project.close()
    content = bytearray(path.read_bytes())
    content[(root - 1) * PAGE + 100] ^= 255
    path.write_bytes(content)
    with pytest.raises(DamagedProject) as raised:
        window.open_project(path, key=key)
    window.say_error(raised.value)
    page = window.damage._page
    qtbot.waitUntil(lambda: bool(page.findChildren(ChoiceCard)), timeout=20_000)
    card(page, "Recover what can be read").click()
    qtbot.waitUntil(lambda: window.session.is_open, timeout=20_000)
    assert window.session.project.path.name == "secret (recovered).coding"
    assert window.session.project.is_protected
    assert window.session.project.facts().segments == 6
