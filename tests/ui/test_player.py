"""Listening while one reads: which file is found, what is asked of the player, what is marked."""

import subprocess
import sys
import wave
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from acting import click, import_files, named, press, settle, write
from coder_gui.app.recordings import find_recording
from coder_gui.domain.errors import CoderError
from coder_gui.ui.coding import listening as listening_module
from coder_gui.ui.coding.listening import load_player
from coder_gui.ui.transcript.labels import time_rect
from filling import draft

WORDS = "Anna: One and more.\nMax: Two.\nAnna: Three.\n"
TIMES = (1_000, None, 61_000)


class Heard(QObject):
    """A player that only notes what it is asked."""

    moved = Signal(int)
    lasts = Signal(int)
    switched = Signal(bool)
    failed = Signal()

    def __init__(self, parent):
        super().__init__(parent)
        self.source, self.place, self.plays, self.rate = None, 0, False, 1.0

    def open(self, path):
        self.source, self.place = path, 0
        self.lasts.emit(90_000)

    def close(self):
        self.pause()
        self.source = None

    def play(self):
        self.plays = True
        self.switched.emit(True)

    def pause(self):
        self.plays = False
        self.switched.emit(False)

    def go_to(self, place):
        self.place = max(place, 0)
        self.moved.emit(self.place)

    def set_rate(self, rate):
        self.rate = rate


def write_wav(path: Path, seconds: int = 1) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(8_000)
        sound.writeframes(b"\x80" * 8_000 * seconds)
    return path


@pytest.fixture
def listening(window, study, tmp_path):
    """A transcript with times whose recording stands beside the project, and is not played yet."""
    window.listening.make_player = Heard
    write_wav(study.project.path.parent / "Timed.wav")
    made = draft("Timed", WORDS)
    turns = tuple(replace(t, time_ms=at) for t, at in zip(made.turns, TIMES, strict=True))
    timed = study.project.import_transcripts([replace(made, turns=turns)]).imported[0]
    window.code_place.open_transcript(timed)
    return window.listening


@pytest.fixture
def shown(listening, qtbot):
    settle(qtbot)
    return listening


# Where it is ---------------------------------------------------------------------------------


def test_recordings_are_found_by_the_name_of_the_file(tmp_path):
    folder, project = tmp_path / "transcripts", tmp_path / "project"
    folder.mkdir()
    both = (folder, project)
    assert find_recording("Anna 1.docx", both) is None
    there = write_wav(project / "recordings" / "ANNA 1.WAV")
    assert find_recording("Anna 1.docx", both) == there
    beside = write_wav(folder / "audio" / "Anna 1.mp4")
    assert find_recording("Anna 1.docx", both) == beside
    better = write_wav(folder / "audio" / "Anna 1.mp3")
    assert find_recording("Anna 1.docx", both) == better
    assert find_recording("Anna 1.mp3.srt", both) == better
    (folder / "Anna 1.ogg").mkdir()
    assert find_recording("Anna 1.docx", (None, *both)) == better
    assert find_recording("Anna.docx", both) is None


def test_the_bar_is_there_where_a_recording_is(window, shown, qtbot):
    assert shown.bar.isVisible()
    assert shown.path.name == "Timed.wav"
    press("Ctrl+PgUp")
    settle(qtbot)
    assert not shown.bar.isVisible()
    assert shown.player is None


def test_the_folder_of_the_import_is_remembered_here_and_not_in_the_project(
    window, study, tmp_path, qtbot
):
    recording = write_wav(tmp_path / "elsewhere" / "media" / "Dora.wav")
    words = tmp_path / "elsewhere" / "Dora.txt"
    words.write_text("Interviewer: So?\nDora: So it was.\n", encoding="utf-8")
    import_files(window, [words], qtbot)
    window.code_place.open_transcript(study.project.transcripts()[-1].id)
    settle(qtbot)
    assert window.listening.path == recording
    guid = study.project.study().guid
    assert [row[0] for row in window.settings.recordings(guid).values()] == [str(words.parent)]
    window.close_project()
    assert b"elsewhere" not in study.project.path.read_bytes()
    window.remembering.forget_recent()
    assert window.settings.recordings(guid) == {}


def test_a_recording_is_chosen(window, study, tmp_path, monkeypatch, qtbot):
    window.listening.make_player = Heard
    chosen = write_wav(tmp_path / "far" / "dictaphone 7.wav")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_words: (str(chosen), ""))
    settle(qtbot)
    press("F4")
    assert window.status.text().startswith("No recording found beside this transcript")
    window.menu_actions["choose_recording"].trigger()
    assert window.listening.bar.isVisible()
    press("F4")
    assert window.listening.player.source == chosen


# Playing -------------------------------------------------------------------------------------


def test_it_plays_from_the_turn_of_the_caret_and_goes_on_two_seconds_before(shown, window):
    view = window.code_place.reader.view
    view.place_caret(WORDS.index("Two"))
    press("F4")
    player = shown.player
    assert (player.source, player.place, player.plays) == (shown.path, 1_000, True)
    player.go_to(30_000)
    press("Ctrl+Space")
    assert not player.plays
    view.place_caret(WORDS.index("Three"))
    press("F4")
    assert (player.place, player.plays) == (28_000, True)
    press("Shift+F4")
    assert player.place == 61_000
    press("F4", "F3", "F4")
    assert (player.place, player.plays) == (58_000, True)


def test_keys_go_back_and_forward_and_change_the_speed(shown, window):
    press("F3")
    assert shown.player is None  # nothing is loaded for nothing
    press("F4", "F5", "F5", "F3")
    assert shown.player.place == 4_000
    press("Shift+F3", "Shift+F3")
    assert shown.player.rate == 0.8
    assert shown.bar.speed.accessibleName() == "Speed: 0.8×"
    for _ in range(12):
        press("Shift+F5")
    assert shown.player.rate == 2.0
    assert window.settings.get("play_rate") == "2"


def test_the_turn_that_is_heard_is_marked_and_only_followed_when_wished(shown, window):
    view = window.code_place.reader.view
    press("F4")
    shown.player.go_to(70_000)
    assert view._heard == (WORDS.index("Anna: Three"), len(WORDS) - 1)
    shown.player.go_to(20_000)
    assert view._heard == (0, WORDS.index("\n"))
    seen = []
    view.reveal = lambda *stretch: seen.append(stretch)
    shown.player.go_to(70_000)
    assert seen == []
    window.menu_actions["play_follow"].trigger()
    assert shown.bar.follow.isChecked()
    shown.player.go_to(20_000)
    assert seen == [(6, WORDS.index("\n"))]
    shown.player.go_to(21_000)
    assert len(seen) == 1


def test_a_click_on_a_time_stamp_plays_from_there(shown, window):
    view = window.code_place.reader.view
    for label in sorted(view._labels):
        turn = view._labels[label]
        line = next(
            line
            for line in view._lines_in(view.viewport().visibleRegion())
            if line.block.blockNumber() == label
        )
        if turn.time_ms is None:
            continue
        place = time_rect(line, turn, view._page.labels_left).center() - view._scrolled()
        click(view.viewport(), place.toPoint())
        assert (shown.player.place, shown.player.plays) == (turn.time_ms, True)
    assert shown.player.place == 61_000


def test_keys_work_while_words_are_corrected(shown, window, study):
    view = window.code_place.reader.view
    press("Ctrl+Shift+E")
    view.place_caret(WORDS.index("Three"))
    press("F4")
    assert shown.player.plays
    write("Oh: ")
    press("Ctrl+Space")
    assert not shown.player.plays
    press("Ctrl+Space", "F3")
    assert shown.player.place == 56_000
    assert view._shown.stored.endswith("Anna: Oh: Three.\n")
    shown.player.go_to(62_000)
    assert view._shown.stored[slice(*view._heard)] == "Anna: Oh: Three."


def test_the_bar_shows_and_sets_the_place(shown, qtbot):
    press("F4")
    assert shown.bar.time_text() == "0:01 / 1:30"
    assert named(shown.bar, "Pause (F4)")
    click(shown.bar.line)
    assert 40_000 < shown.player.place < 50_000
    shown.bar.line.setFocus()
    place = shown.player.place
    press("Right")
    assert shown.player.place == place + 5_000
    click(named(shown.bar, "Close the recording"))
    assert not shown.bar.isVisible()
    assert not shown.player.plays
    press("F4")
    assert shown.bar.isVisible()
    assert shown.player.plays


def test_another_transcript_and_a_closed_project_let_go_of_the_file(shown, window, study):
    press("F4")
    press("Ctrl+PgUp")
    assert shown.player.source is None
    assert not shown.bar.isVisible()
    press("Ctrl+PgDown", "F4")
    assert shown.player.source is not None
    window.close_project()
    assert shown.player.source is None


def test_the_same_transcript_as_another_coder_plays_on(shown, window, study, qtbot):
    press("F4")
    window.session.code_as(study.noor)
    settle(qtbot)
    assert shown.player.plays
    assert shown.bar.isVisible()


# What goes wrong -----------------------------------------------------------------------------


def test_a_recording_that_is_gone_or_none_is_told(shown, window):
    press("F4")
    shown.player.failed.emit()
    assert window.notices.texts() == [
        "The recording “Timed.wav” cannot be played. Nothing was changed. Choose another file "
        "with Listen › Choose the recording."
    ]
    window.notices.clear()
    shown.path.unlink()
    press("F4")
    assert "“Timed.wav” is not there any more" in window.notices.texts()[0]


def test_without_the_library_one_sentence_says_what_to_install(shown, window, study, monkeypatch):
    monkeypatch.setitem(sys.modules, "coder_gui.ui.coding.player", None)
    shown.make_player = load_player
    with pytest.raises(CoderError, match="install the packages libpulse0"):
        load_player(window)
    press("F4")
    assert len(window.notices.texts()) == 1
    press("C")
    assert window.status.text() == "Select the words that you want to code first."


def test_of_a_protected_project_no_path_is_kept(window, study, monkeypatch):
    monkeypatch.setattr(type(study.project), "is_protected", property(lambda _self: True))
    info = study.project.transcripts()[0]
    window.settings.set_recordings(study.project.study().guid, {info.guid: ("/x", "")})
    window.listening.recordings.choose(info, study.project.path)
    assert window.settings.recordings(study.project.study().guid) == {}
    assert window.listening.recordings.find(info) == study.project.path
    window.settings.set_recordings(study.project.study().guid, {info.guid: ("/x", "")})
    window.session.opened.emit()
    assert window.settings.recordings(study.project.study().guid) == {}


def test_a_withdrawn_participants_paths_are_forgotten(window, study, tmp_path):
    info = study.project.transcripts()[0]
    keeps = study.project.transcripts()[1]
    for each in (info, keeps):
        window.listening.recordings.choose(each, tmp_path / f"{each.name}.mp3")
    study.project.withdraw_participant(info.participant_id, "Anna")
    assert set(window.settings.recordings(study.project.study().guid)) == {keeps.guid}


# The library itself --------------------------------------------------------------------------

REAL = """
import sys
from pathlib import Path
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

app = QApplication([])
try:
    from coder_gui.ui.coding.player import Player
except ImportError as error:
    print("missing", error)
    sys.exit()
player, loop, said = Player(), QEventLoop(), []
player.lasts.connect(lambda length: (said.append(length), loop.quit()))
player.failed.connect(loop.quit)
player.failed.connect(lambda: said.append("failed"))
player.open(Path(sys.argv[1]))
player.go_to(2_000)
QTimer.singleShot(20_000, loop.quit)
if not said:
    loop.exec()
app.processEvents()
print(said, player.place, player._media.source().toLocalFile(), player.plays)
player.close()
print(player._media.source().isEmpty())
"""


def test_the_real_player_opens_a_real_file(tmp_path):
    recording = write_wav(tmp_path / "é real.wav", seconds=4)
    done = subprocess.run(
        [sys.executable, "-c", REAL, str(recording)], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    if done.stdout.startswith("missing"):
        pytest.skip(done.stdout)
    assert done.stdout.splitlines() == [f"[4000] 2000 {recording} False", "True"]


def test_a_file_that_is_no_recording_fails(tmp_path):
    fake = tmp_path / "fake.mp3"
    fake.write_text("#EXTM3U\n#EXTINF:9.0,\nhttp://127.0.0.1:9/x.ts\n", encoding="utf-8")
    done = subprocess.run([sys.executable, "-c", REAL, str(fake)], capture_output=True, text=True)
    if done.stdout.startswith("missing"):
        pytest.skip(done.stdout)
    assert done.stdout.splitlines()[0].startswith("['failed']")
    assert "qt.multimedia" not in done.stderr
    assert listening_module.COMMANDS[0] == "play_pause"
