"""Nothing of a protected study is readable on the disk, and nothing opens a connection.

The one word that is, is the coder’s name: others are told who has the project open.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

MARKER = "Zwölfpunktfalter"
PASSPHRASE = "seven quiet herons on a lake"
SPELLINGS = [
    spelt
    for word in (MARKER, MARKER.lower(), MARKER.upper(), PASSPHRASE)
    for spelt in (
        word.encode(),
        word.encode("utf-16-le"),
        word.encode("utf-16-be"),
        word.encode("latin-1"),
        word.encode().hex().encode(),
        word.encode().hex().upper().encode(),
        word.encode("ascii", "backslashreplace"),
    )
]
"""How the words could stand in a file: as text, as Qt's text, as a blob in the history, as JSON."""

START = """
import os, signal, sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from coder_gui.app import protecting
from coder_gui.app.project import Project
from coder_gui.domain.model import TranscriptDraft
from coder_gui.ui.application import make_window

MARKER, PASSPHRASE, kind = sys.argv[1:4]
path = Path(sys.argv[4])
app = QApplication([])
window = make_window()
window.show()
key = protecting.new_key(PASSPHRASE) if kind == "protected" else None
words = " ".join(f"Word{number} {MARKER}" for number in range(8_000))

def draft(number):
    text = f"Interviewer: Who?\\n{MARKER}: {words} {number}\\n"
    name = f"{MARKER} {number}"
    return TranscriptDraft(name, text, (), f"{name}.txt", "txt", original=text.encode())

def wait(until):
    while not until():
        app.processEvents()
"""

WORK = (
    START
    + """
project = Project.create(path, f"Study {MARKER}", "Mira", key=key)
window.session.take(project)
project.import_transcripts([draft(number) for number in range(4)], [])
transcript = project.transcripts()[0]
code = project.add_code(f"Code {MARKER}")
segment = project.apply_code(transcript.id, code, 20, 60)
project.annotate_segment(segment, f"Comment {MARKER}", None)
project.add_memo(f"Memo {MARKER}", title=f"Title {MARKER}")
project.add_memo(f"Entry {MARKER}", title=f"Day {MARKER}", kind="journal")
for _ in range(3):
    project.undo()
for _ in range(3):
    project.redo()
project.delete_transcripts([project.transcripts()[-1].id])
project.keep_restore_point("Named by hand")
db = project.file.db
db.execute("PRAGMA cache_size = 10")
sorted_rows = db.all(
    "SELECT a.text, b.text FROM text_block a, text_block b ORDER BY a.text || b.text DESC, b.id"
)
assert len(sorted_rows) > 1_000
window.show_place("agree")
window.show_place("write")
window.show_place("code")
window.code_place.open_transcript(transcript.id)
app.processEvents()
if kind == "protected":
    window.protection.lock()
    app.processEvents()
    cover = window.places.currentWidget()
    for said in ("wrong", PASSPHRASE):
        cover.field.edit.setText(said)
        cover._unlock()
        wait(lambda: window.session.is_open or cover.field.message.isVisible())
    assert window.session.is_open
window.close()
"""
)

KILLED = (
    START
    + """
project = Project.open(path, key=protecting.key_for(path, PASSPHRASE) if key else None)
window.session.take(project)
project.file.db.execute("PRAGMA cache_size = 10")
with project.file.journal.step("Half a step", 1):
    for each in range(3):
        project.file.db.execute(
            "UPDATE text_block SET text = text || ?", (f" {MARKER} again {each}",)
        )
    assert path.with_name(path.name + "-journal").stat().st_size > 50_000
    os.kill(os.getpid(), signal.SIGKILL)
"""
)


@pytest.fixture
def places(tmp_path, home):
    """Home, temporary folder and project folder of a program that is started."""
    made = {name: tmp_path / name for name in ("temporary", "projects")}
    for folder in made.values():
        folder.mkdir()
    return [home.parent, *made.values()]


def start(script: str, kind: str, places: list[Path]) -> subprocess.CompletedProcess[str]:
    project = places[2] / "study.coding"
    environment = {
        **os.environ,
        **dict.fromkeys(("TMPDIR", "TMP", "TEMP", "SQLITE_TMPDIR"), str(places[1])),
        "QT_QPA_PLATFORM": "offscreen",
    }
    return subprocess.run(
        [sys.executable, "-c", script, MARKER, PASSPHRASE, kind, str(project)],
        env=environment,
        cwd=places[1],
        capture_output=True,
        text=True,
        timeout=300,
    )


def leaks(places: list[Path]) -> list[str]:
    """Files, and names of files, in which one of the words can be read."""
    found = []
    for place in places:
        for path in place.rglob("*"):
            content = path.read_bytes() if path.is_file() else b""
            content += path.name.encode()
            found += [f"{path.name}: {spelt!r}" for spelt in SPELLINGS if spelt in content]
    return found


def test_a_protected_study_leaves_no_word_of_it_anywhere(places):
    done = start(WORK, "protected", places)
    assert done.returncode == 0, done.stderr
    files = [path for place in places for path in place.rglob("*") if path.is_file()]
    assert [path for path in files if path.suffix == ".conf" or path.suffix == ".ini"], files
    assert sum(path.stat().st_size > 100_000 for path in files) >= 2, "project and restore point"
    assert leaks(places) == []
    assert not any(word in done.stdout + done.stderr for word in (MARKER, PASSPHRASE))


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_killed_in_the_middle_of_a_step_it_leaves_none_either(places):
    assert start(WORK, "protected", places).returncode == 0
    killed = start(KILLED, "protected", places)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    left = [path.name for path in places[2].iterdir()]
    assert "study.coding-journal" in left
    assert leaks(places) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_of_an_unprotected_study_the_search_finds_it(places):
    done = start(WORK, "plain", places)
    assert done.returncode == 0, done.stderr
    killed = start(KILLED, "plain", places)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    found = {each.partition(":")[0] for each in leaks(places)}
    assert {"study.coding", "study.coding-journal"} <= found


# Connections, reports ------------------------------------------------------------------------

WALK = """
import sys

seen = []

def refuse(event, arguments):
    if event.startswith(("socket.", "urllib.", "http.", "ftplib.", "smtplib.")):
        seen.append(event)
        raise PermissionError(event)

sys.addaudithook(refuse)
"""

PLACES = (
    WALK
    + START
    + """
from PySide6.QtWidgets import QDialog, QFileDialog, QMenu

project = Project.create(path, "Study", "Mira", key=key)
window.session.take(project)
project.import_transcripts([draft(1)], [])
walked = 0
for ask in ("getOpenFileName", "getSaveFileName", "getOpenFileNames"):
    setattr(QFileDialog, ask, lambda *_words: ("", ""))
quiet = {"quit", "close", "open", "new", "sample", "fresh_sample"}
for name, action in list(window.menu_actions.items()):
    if name in quiet or not action.isEnabled():
        continue
    action.trigger()
    app.processEvents()
    walked += 1
    for dialog in window.findChildren(QDialog):
        if dialog.isVisible():
            dialog.reject()
    if name == "lock":
        window.open_project(path, key=key)
window.commands.new()
app.processEvents()
window.close()
assert not seen, seen
assert not any(name.split(".")[0] in ("socket", "ssl") for name in sys.modules), "socket"
assert "PySide6.QtNetwork" not in sys.modules
if sys.platform == "linux":
    inodes = set()
    for table in ("tcp", "tcp6", "udp", "udp6", "raw"):
        try:
            with open(f"/proc/self/net/{table}") as file:
                inodes |= {line.split()[9] for line in file.readlines()[1:]}
        except FileNotFoundError:
            continue
    held = [os.readlink(f"/proc/self/fd/{fd}") for fd in os.listdir("/proc/self/fd")
            if os.path.lexists(f"/proc/self/fd/{fd}")]
    mine = {each[8:-1] for each in held if each.startswith("socket:[")}
    assert not mine & inodes, mine & inodes
print(walked)
"""
)

REPORT = (
    START
    + """
from coder_gui.ui import errors

shown = []
errors.show_report = lambda text, _parent: shown.append(text)
project = Project.create(path, f"Study {MARKER}", "Mira", key=key)
window.session.take(project)
project.import_transcripts([draft(1)], [])

def breaks(passphrase, text):
    raise ValueError(f"{text} {passphrase} {path}")

def through_a_library():
    # A file of a library in the trace, which may be installed below the home folder.
    import json
    json.loads("{}", object_hook=lambda _: breaks(PASSPHRASE, project.text(1)))

try:
    through_a_library()
except ValueError as error:
    sys.excepthook(type(error), error, error.__traceback__)
assert len(shown) == 1
print(shown[0])
window.close()
"""
)


def test_a_walk_through_every_place_opens_no_connection(places):
    done = start(PLACES, "protected", places)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 20


def test_a_connection_on_the_walk_would_be_noticed(places):
    done = start(
        WALK + "import socket\nsocket.create_connection(('127.0.0.1', 9), timeout=1)\n",
        "plain",
        places,
    )
    assert done.returncode == 1
    assert "PermissionError: socket." in done.stderr


def test_the_report_on_a_fault_names_no_words_and_no_folder_of_the_person(places):
    done = start(REPORT, "protected", places)
    assert done.returncode == 0, done.stderr
    assert "ValueError" in done.stdout
    said = done.stdout + done.stderr
    assert "json/decoder.py" in said
    private = (MARKER, PASSPHRASE, str(places[0]), str(places[2]), sys.prefix, "study.coding")
    assert [word for word in private if word in said] == []
