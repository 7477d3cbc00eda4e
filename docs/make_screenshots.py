"""Takes the pictures of the README and the user guide from the sample study.

    python docs/make_screenshots.py [FOLDER]

No screen is needed. Settings, home and the copy of the sample study are temporary.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import QSettings, QSize
from PySide6.QtWidgets import QApplication

from coder_gui.app.sample import write_sample
from coder_gui.ui import theme
from coder_gui.ui.application import make_window
from coder_gui.ui.main_window import MainWindow

HERE = Path(__file__).parent
SCREEN = {"name": "s", "x": 0, "y": 0, "width": 1920, "height": 1200, "logicalDpi": 96, "dpr": 1}
SIZE = QSize(1440, 900)
TRANSCRIPT = "Carer peer worker 2"
UNCLEAR = "Being with, not doing to"
CHOSEN = 5
"""Which coded passage of the transcript is chosen in the picture of the Code place."""


def settle(app: QApplication) -> None:
    for _ in range(5):
        app.processEvents()


def open_transcript(window: MainWindow, label: str) -> None:
    project = window.session.project
    people = {person.id: person.label for person in project.participants()}
    info = next(i for i in project.transcripts() if people.get(i.participant_id or 0) == label)
    window.code_place.open_transcript(info.id)


def show_code_place(app: QApplication, window: MainWindow) -> None:
    """A transcript with one of its segments chosen."""
    window.show_place("code")
    open_transcript(window, TRANSCRIPT)
    reader = window.code_place.reader
    assert reader.transcript is not None
    segment = window.session.project.segments(reader.transcript.info.id)[CHOSEN]
    settle(app)
    reader.view.choose(segment.id, reveal=True)
    reader.segment_chosen.emit(segment.id)
    settle(app)


def show_palette(app: QApplication, window: MainWindow) -> None:
    """Selected words with the palette under them."""
    reader = window.code_place.reader
    assert reader.transcript is not None
    turn = next(t for t in reader.transcript.turns[8:] if not t.interviewer)
    reader.view.choose(None)
    reader.view.select(turn.speech, min(turn.end, turn.speech + 90))
    reader.open_palette()
    reader.picker.type_text("st")
    settle(app)


def take(app: QApplication, folder: Path, sample: Path, scheme: str) -> None:
    """All pictures in one colour scheme."""
    theme.apply(app, scheme)
    window = make_window()
    window.resize(SIZE)
    window.show()
    settle(app)
    window.grab().save(str(folder / f"welcome-{scheme}.png"))
    window.open_project(sample)
    show_code_place(app, window)
    window.grab().save(str(folder / f"code-{scheme}.png"))
    show_palette(app, window)
    window.grab().save(str(folder / f"palette-{scheme}.png"))
    window.code_place.reader.picker.hide()
    window.show_place("agree")
    settle(app)
    window.grab().save(str(folder / f"reading-{scheme}.png"))
    window.agree_place.show_figures()
    settle(app)
    book = window.session.project.codebook()
    window.agree_place.table.choose(next(c.id for c in book if c.name == UNCLEAR))
    settle(app)
    window.grab().save(str(folder / f"agree-{scheme}.png"))
    window.show_place("write")
    settle(app)
    window.grab().save(str(folder / f"write-{scheme}.png"))
    window.close()


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "pictures"
    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        ini, user = QSettings.Format.IniFormat, QSettings.Scope.UserScope
        QSettings.setPath(ini, user, temporary)
        screen = Path(temporary) / "screen.json"
        screen.write_text(json.dumps({"screens": [SCREEN]}), encoding="utf-8")
        os.environ.setdefault("QT_QPA_PLATFORM", f"offscreen:configfile={screen}")
        app = QApplication([])
        for scheme in ("light", "dark"):
            sample = Path(temporary) / f"{scheme}.coding"
            write_sample(sample)
            take(app, folder, sample, scheme)


if __name__ == "__main__":
    main()
