"""What comes back at the next start, and that a broken memory stops nothing."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QFileDialog

from acting import click, coded, marked, middle_of, press, settle, words_in
from coder_gui.app.project import Project
from coder_gui.ui.settings import Settings
from coder_gui.ui.welcome.choices import RecentRow
from filling import draft

LONG = "".join(f"Anna: Line {number} of a long day.\n" for number in range(400))


@pytest.fixture
def again(make, window):
    """Quit and start once more."""

    def restart():
        window.close()
        return make()

    return restart


def recent_rows(window):
    QApplication.processEvents()
    return [row for row in window.welcome.findChildren(RecentRow) if row.isVisible()]


def recent_row(window):
    return recent_rows(window)[0]


def test_window_splitter_and_text_size_come_back(window, study, again):
    window.resize(1210, 733)
    window.code_place.splitter.setSizes([300, 640, 270])
    sizes = window.code_place.splitter.sizes()
    press("Ctrl++", "Ctrl+=", "Ctrl++", "Ctrl+-")
    size = window.code_place.reader.view.point_size()
    new = again()
    # The width would not fit on the screen that tests have.
    assert new.height() == 733
    new.resize(1210, 733)
    new.open_project(study.project.path)
    assert new.code_place.splitter.sizes() == sizes
    assert new.code_place.reader.view.point_size() == size
    press("Ctrl+0")
    assert new.code_place.reader.view.point_size() == size - 2


def test_a_project_opens_where_reading_stopped_as_the_coder_who_read(window, study, again, qtbot):
    long = study.project.import_transcripts([draft("Long", LONG)]).imported[0]
    window.code_place.open_transcript(long)
    place = study.project.text(long).index("Line 200")
    window.code_place.reader.view.restore_position(place)
    window.title_bar.coder.menu().actions()[1].trigger()
    at = window.code_place.reader.view.position()
    new = again()
    click(recent_row(new))
    reader = new.code_place.reader
    assert reader.transcript.info.name == "Long"
    assert reader.view.position() == at
    assert abs(at - place) < 100
    assert new.session.project.coder().name == "Noor"
    assert new.title_bar.coder.text() == "Coding as Noor"


def test_each_transcript_keeps_its_own_place(window, study):
    long, longer = study.project.import_transcripts(
        [draft("Long", LONG), draft("Longer", LONG + LONG)]
    ).imported
    view = window.code_place.reader.view
    window.code_place.open_transcript(long)
    view.restore_position(study.project.text(long).index("Line 300"))
    at = view.position()
    window.code_place.open_transcript(longer)
    assert view.position() < 100
    window.code_place.open_transcript(long)
    assert view.position() == at


def test_another_coder_reads_on_at_the_same_line(window, study):
    long = study.project.import_transcripts([draft("Long", LONG)]).imported[0]
    view = window.code_place.reader.view
    window.code_place.open_transcript(long)
    view.restore_position(study.project.text(long).index("Line 300"))
    at = view.position()
    window.session.code_as(study.noor)
    assert view.position() == at


def test_a_recent_project_says_how_far_one_is(window, study):
    window.menu_actions["close"].trigger()
    assert "Waiting" in words_in(recent_row(window))
    assert "3 transcripts, 3 coded" in words_in(recent_row(window))


def test_reopening_shows_what_is_stored(window, study):
    before = marked(window.code_place.reader.view)
    window.menu_actions["close"].trigger()
    assert not window.session.is_open
    click(recent_row(window))
    assert marked(window.code_place.reader.view) == before
    assert before == coded(window.session.project, study.transcripts[0])


def test_another_project_shows_nothing_of_the_one_before(window, study, tmp_path):
    reader = window.code_place.reader
    click(
        reader.view.viewport(), middle_of(reader.view, study.span(study.transcripts[0], "bus")[0])
    )
    reader.repeat()
    other = Project.create(tmp_path / "other.coding", "Other", "Zoe")
    other.import_transcripts([draft("Zed", "Zed: Something quite different.\n")])
    other.add_code("Elsewhere")
    other.close()
    window.open_project(tmp_path / "other.coding")
    assert reader.transcript.info.name == "Zed"
    assert "different" in reader.view.toPlainText()
    assert marked(reader.view) == []
    assert window.code_place.codes.tree.current_code() is None
    assert "Zed" in words_in(window.code_place.inspector)
    reader.view.select(5, 14)
    press("R")
    assert reader.picker.isVisible()
    assert window.session.project.facts().segments == 0


def test_another_project_without_transcripts_shows_none(window, study, tmp_path):
    Project.create(tmp_path / "other.coding", "Other", "Zoe").close()
    window.open_project(tmp_path / "other.coding")
    assert not window.code_place.reader.isVisible()
    assert "Drop transcripts here" in words_in(window.code_place)
    assert "No codes yet" in words_in(window.code_place)
    assert "Participant" not in words_in(window.code_place.inspector)


def test_the_same_project_opened_once_more_is_shown(window, study):
    window.open_project(study.project.path)
    assert window.code_place.reader.transcript.info.name == "Anna"
    window.code_place.reader.view.selectAll()
    press("C")
    assert window.code_place.reader.picker.isVisible()


def test_a_recent_project_that_was_moved_is_located(window, study, tmp_path, monkeypatch):
    path = study.project.path
    window.menu_actions["close"].trigger()
    moved = path.rename(tmp_path / "moved.coding")
    window.welcome.set_recent(window.remembering.recent_projects())
    asked = []
    monkeypatch.setattr(
        QFileDialog, "getOpenFileName", lambda *words: (asked.append(words[1]), (str(moved), ""))[1]
    )
    assert any("File not found" in each for each in words_in(recent_row(window)))
    click(recent_row(window))
    assert asked == ["Where is “study.coding” now?"]
    assert window.session.project.path == moved
    window.menu_actions["close"].trigger()
    assert len(recent_rows(window)) == 1


def test_locating_something_else_forgets_nothing(window, study, tmp_path, monkeypatch):
    path = study.project.path
    window.menu_actions["close"].trigger()
    path.rename(tmp_path / "moved.coding")
    window.welcome.set_recent(window.remembering.recent_projects())
    wrong = tmp_path / "wrong.coding"
    wrong.write_bytes(b"no project")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_words: (str(wrong), ""))
    click(recent_row(window))
    assert "is not a project" in window.notices.texts()[0]
    assert [recent.path for recent in window.settings.recent()] == [str(path)]


def test_a_file_deleted_behind_the_list_is_said_so(window, study):
    window.menu_actions["close"].trigger()
    study.project.path.unlink()
    click(recent_row(window))
    assert "is not in" in window.notices.texts()[0]
    assert not window.session.is_open


BROKEN = {
    "recent": ["5", "null", "[5]", '[{"path": 5}]', "{", '["x"]'],
    "text_size": ["nan", "inf", "-3", "huge"],
    "window": ["nonsense"],
    "splitter": ["nonsense"],
    "scheme": ["mauve"],
}


@pytest.mark.parametrize(
    ("key", "value"), [(key, value) for key, values in BROKEN.items() for value in values]
)
def test_broken_settings_do_not_stop_the_start(make, filled, key, value, qtbot):
    settings = Settings()
    settings.set(key, value)
    settings.save()
    window = make()
    filled.project.close()
    window.open_project(filled.project.path)
    settle(qtbot)
    assert window.code_place.reader.transcript is not None


def test_a_recent_row_with_wrong_values_is_passed_over(window, study):
    good = window.settings._recent_rows()[0]
    window.settings.set("recent", json.dumps([{**good, "path": 7}, good]))
    assert [recent.name for recent in window.settings.recent()] == ["Waiting"]


def test_a_settings_file_full_of_garbage_does_not_stop_the_start(make, filled):
    settings = Settings()
    settings.set("coder", "Mira")
    settings.save()
    path = QSettings(
        QSettings.Format.IniFormat, QSettings.Scope.UserScope, "Interview Coder", "coder-gui"
    ).fileName()
    Path(path).write_bytes(b"\xff\xfe[General\nrecent=@Invalid(\x00\x01\n]]]")
    assert make().isVisible()


def test_a_broken_reading_position_is_no_position(window, study):
    info = study.project.transcripts()[1]
    for broken in ("nan", "-7", "1e99", "x"):
        window.settings.set(f"reading/{info.guid}", broken)
        window.code_place.open_transcript(study.transcripts[0])
        window.settings.set(f"reading/{info.guid}", broken)
        window.code_place.open_transcript(info.id)
        assert window.code_place.reader.view.position() < 20
