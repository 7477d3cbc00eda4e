"""The window beside another one: who has the project open, reading only, synced folders."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QMenu, QPushButton, QToolButton

from acting import NOTHING, choose_row, click, drop, files, marked, named, settle
from coder_gui.app.project import Project
from coder_gui.domain.errors import InUse
from coder_gui.storage import lock
from coder_gui.ui.one_writer import CHANGING
from filling import dump

READING = {
    *("new", "open", "sample", "fresh_sample", "close", "quit", "find", "find_code"),
    *("export_codebook", "next_transcript", "previous_transcript", "larger", "smaller"),
    "export_agreement",
    *("usual_size", "one_line", "keys", "about", "side_panel", "inspector"),
    *("restore_points", "lock", "deidentify", "check_names", "review_corrections"),
    *("find_all", "word_counts"),
    *(
        "compare_codebooks",
        "speakers",
        "go_to_time",
        "play_pause",
        "play_here",
        "play_back",
        "play_forward",
    ),
    *("all_memos", "copy_link"),
    *("play_slower", "play_faster", "play_follow", "choose_recording"),
    *("history", "next_uncoded", "previous_uncoded", "progress", "find_command"),
    *("next_unsure", "copy_quote", "show_only", "underlines"),
    "team",
    *("next_difference", "previous_difference", "settle_panel"),
}
"""Commands that leave a project as it is; places and colours come on top."""


@pytest.fixture
def elsewhere(filled, path):
    """The filled project, open on another computer by Noor."""
    before = dump(filled.project)
    filled.project.close()
    entry = {
        "person": "Noor",
        "host": "LAPTOP-7",
        "machine": "another",
        "process": 4711,
        "started": "then",
        "since": time.strftime("%Y-%m-%dT10:42:00+00:00"),
        "seen": time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime()),
        "program": "Interview Coder 0.1",
        "token": "theirs",
        "closed": False,
    }
    lock.lock_path(path).write_text(json.dumps(entry), "utf-8")
    return before


def asked_to_open(window, path):
    """Open a project, with the error going where the window shows it."""
    try:
        window.open_project(path)
    except InUse as error:
        window.say_error(error)


def notice_button(window, text):
    found = [b for b in window.notices.findChildren(QPushButton) if b.text() == text]
    return next((each for each in found if each.isVisible()), None)


def make_silent(path, minutes):
    file = lock.lock_path(path)
    then = time.time() - 60 * minutes
    entry = json.loads(file.read_text("utf-8"))
    entry["seen"] = time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime(then))
    file.write_text(json.dumps(entry), "utf-8")
    os.utime(file, (then, then))


@pytest.fixture
def reading(window, elsewhere, path):
    """A window that only reads what Noor has open."""
    asked_to_open(window, path)
    click(notice_button(window, "Open read-only"))
    assert window.session.is_open
    return window


def test_the_notice_says_who_has_it_open(window, elsewhere, path):
    asked_to_open(window, path)
    assert not window.session.is_open
    (text,) = window.notices.texts()
    assert text.startswith("Noor has “study.coding” open on LAPTOP-7 since ")
    assert notice_button(window, "Open read-only").isVisible()
    assert notice_button(window, "Open anyway") is None


def test_what_was_open_stays_open(window, elsewhere, path, tmp_path):
    Project.create(tmp_path / "own.coding", "Own", "Mira").close()
    window.open_project(tmp_path / "own.coding")
    asked_to_open(window, path)
    assert window.session.project.study().name == "Own"
    window.session.project.add_code("Still")
    click(notice_button(window, "Open read-only"))
    assert window.session.project.study().name == "Waiting"
    assert sorted(each.name for each in tmp_path.iterdir()) == [
        "own.coding",
        "study.coding",
        "study.coding.lock",
    ]


def test_open_anyway_is_offered_after_long_silence(window, elsewhere, path):
    make_silent(path, 11)
    asked_to_open(window, path)
    (text,) = window.notices.texts()
    assert text.startswith("Noor had “study.coding” open on LAPTOP-7")
    assert notice_button(window, "Open read-only") is not None
    click(notice_button(window, "Open anyway"))
    assert window.session.is_open and not window.session.is_read_only
    window.session.project.add_code("Mine now")
    window.close_project()
    assert not lock.lock_path(path).exists()


def test_the_window_says_that_it_is_read_only(reading):
    assert reading.status.text() == "Read only"
    assert reading.windowTitle() == "Waiting (read only) – Interview Coder"
    assert reading.title_bar._name.text() == "Waiting (read only)"
    (text,) = reading.notices.texts()
    assert text.startswith("Read only. You see the project as it was when you opened it.")


def test_every_command_is_known_to_change_or_to_read(window):
    """A new command stands in one of the two lists, so that nobody forgets it."""
    own = {name for name in window.menu_actions if name.startswith(("place_", "scheme_"))}
    unknown = set(window.menu_actions) - own - READING - CHANGING
    assert not unknown, f"say in one_writer.CHANGING or in READING here: {sorted(unknown)}"


def test_commands_that_change_are_off_with_the_reason(reading):
    for name in CHANGING:
        action = reading.menu_actions[name]
        assert not action.isEnabled(), name
        assert action.toolTip() == "The project is open read-only."
    for name in ("find", "export_codebook", "close", "next_transcript"):
        assert reading.menu_actions[name].isEnabled()
    assert all(m.toolTipsVisible() for m in reading.title_bar.menus.findChildren(QMenu))
    reading.show_place("agree")
    reading.show_place("code")
    assert not reading.menu_actions["new_code"].isEnabled()


def test_gestures_change_nothing(reading, elsewhere, qtbot, tmp_path):
    place = reading.code_place
    place.reader.view.setFocus()
    place.reader.view.select(0, 11)
    for keys in ("Return", "C", "R"):
        QTest.keyClick(place.reader.view, QKeySequence(keys)[0].key())
    assert not place.reader.picker.isVisible()
    assert reading.status.text() == "The project is open read-only."
    choose_row(place.codes.tree, "Being alone")
    QTest.keyClick(place.codes.tree, Qt.Key.Key_Return, NOTHING)
    QTest.keyClick(place.codes.tree, Qt.Key.Key_F2, NOTHING)
    assert place.codes.tree.state() != QAbstractItemView.State.EditingState
    (tmp_path / "new.txt").write_text("Ana: Yes.\n", "utf-8")
    assert not drop(reading, reading.rect().center(), files([tmp_path / "new.txt"]))
    settle(qtbot)
    assert dump(reading.session.project) == elsewhere


def test_menus_say_why_they_are_off(reading):
    for pane, menu in (
        (reading.code_place.codes, lambda: reading.code_place.codes._open_menu),
        (reading.code_place, lambda: reading.code_place._open_transcript_menu),
    ):
        menu()(reading.rect().topLeft())
        shown = [each for each in pane.findChildren(QMenu) if each.isVisible()]
        assert shown[0].actions()[0].text() == "The project is open read-only."
        assert not any(each.isEnabled() for each in shown[0].actions() if not each.isSeparator())
        shown[0].close()


def test_fields_and_buttons_are_off(reading):
    place = reading.code_place
    assert all(line.isReadOnly() for line in place.inspector.person.findChildren(QLineEdit))
    for name in ("Import transcripts…", "New theme or code"):
        assert not named(place, name).isEnabled()
    segment = reading.session.project.segments(reading.code_place.reader.transcript.info.id)[0]
    place.reader.view.choose(segment.id)
    place.inspector.show_segment(segment.id)
    assert place.inspector.segment._comment.isReadOnly()
    remove = place.inspector.segment.findChild(QToolButton)
    assert not remove.isEnabled()
    assert marked(place.reader.view)


def test_open_for_writing_once_the_other_one_is_gone(reading, path):
    click(notice_button(reading, "Open for writing"))
    # Noor is still there.
    assert reading.session.is_read_only
    lock.lock_path(path).unlink()
    other = Project.open(path)
    other.add_code("By Noor")
    other.close()
    reading.open_project(path)
    assert not reading.session.is_read_only
    assert reading.windowTitle() == "Waiting – Interview Coder"
    assert "By Noor" in [code.name for code in reading.session.project.codebook()]
    assert reading.menu_actions["new_code"].isEnabled()
    assert reading.menu_actions["new_code"].toolTip() == "New code"
    assert all(
        not line.isReadOnly()
        for line in reading.code_place.inspector.person.findChildren(QLineEdit)
    )
    reading.session.project.add_code("Again")
    assert reading.status.text() == "Added the code “Again”"


def test_a_file_that_cannot_be_written_to_says_so(window, filled, path):
    filled.project.close()
    path.chmod(0o444)
    window.open_project(path)
    (text,) = window.notices.texts()
    assert text.startswith("Read only. The file or its folder cannot be written to.")
    assert notice_button(window, "Open for writing") is None


def test_opening_the_open_project_again_keeps_it(study, window):
    project = window.session.project
    window.open_project(project.path)
    assert window.session.project is project
    assert window.notices.texts() == []


def test_a_second_program_is_refused_while_the_window_is_open(study, window):
    code = (
        "import sys; from pathlib import Path; from coder_gui.app.project import Project; "
        "Project.open(Path(sys.argv[1]))"
    )
    path = window.session.project.path
    refused = subprocess.run([sys.executable, "-c", code, path], capture_output=True, text=True)
    assert "Mira has “study.coding” open in another window on this computer" in refused.stderr
    window.close_project()
    assert [each.name for each in path.parent.iterdir()] == ["study.coding"]


def test_the_lock_names_who_is_coding(study, window):
    noor = next(c.id for c in window.session.project.coders() if c.name == "Noor")
    window.session.code_as(noor)
    entry = json.loads(lock.lock_path(window.session.project.path).read_text("utf-8"))
    assert entry["person"] == "Noor"


def test_who_was_passed_over_goes_on_reading(study, window, elsewhere_took):
    window.one_writer.beat()
    assert window.session.is_read_only
    assert window.notices.texts()[0].startswith("Read only.")


def test_a_step_after_being_passed_over_is_refused(study, window, elsewhere_took):
    codes = len(window.session.project.codebook())
    with pytest.raises(InUse) as refused:
        window.session.project.add_code("Lost")
    window.say_error(refused.value)
    assert "was opened elsewhere" in window.notices.texts()[0]
    click(notice_button(window, "Open read-only"))
    assert window.session.is_read_only
    assert len(window.session.project.codebook()) == codes


@pytest.fixture
def elsewhere_took(study, window):
    file = lock.lock_path(window.session.project.path)
    entry = json.loads(file.read_text("utf-8"))
    file.write_text(json.dumps(entry | {"token": "theirs", "host": "LAPTOP-7"}), "utf-8")


# Synced folders ------------------------------------------------------------------------------


@pytest.fixture
def synced(home):
    folder = home / "Nextcloud"
    folder.mkdir()
    for name in ("one", "two"):
        Project.create(folder / f"{name}.coding", name, "Mira").close()
    return folder


def test_a_synced_folder_is_warned_of_once(window, synced):
    window.open_project(synced / "one.coding")
    assert window.notices.texts() == [
        "Nextcloud copies this project’s folder to other computers. Close the project before you "
        "open it on another computer, and wait until Nextcloud is done."
    ]
    click(named(window.notices, "Close this notice"))
    window.close_project()
    window.open_project(synced / "one.coding")
    assert window.notices.texts() == []
    window.open_project(synced / "two.coding")
    assert len(window.notices.texts()) == 1
    window.close_project()
    assert sorted(each.name for each in Path(synced).iterdir()) == ["one.coding", "two.coding"]


def test_the_warning_can_be_switched_off_for_a_project(make, synced):
    first = make()
    first.open_project(synced / "one.coding")
    click(notice_button(first, "Do not say this again"))
    assert first.notices.texts() == []
    first.close()
    second = make()
    second.open_project(synced / "one.coding")
    assert second.notices.texts() == []
    second.open_project(synced / "two.coding")
    assert len(second.notices.texts()) == 1


def test_other_folders_are_not_warned_of(study, window):
    assert window.notices.texts() == []
