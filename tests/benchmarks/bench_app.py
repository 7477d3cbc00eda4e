"""Measures the whole app on a study of 36 interviews, at one of 60,000 characters and at a giant.

Run: python tests/benchmarks/bench_app.py [--json FILE]
"""

from __future__ import annotations

import gc
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import generator
import study
import table
from PySide6.QtCore import QEvent, QModelIndex, QPoint, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from coder_gui.ui import theme
from coder_gui.ui.application import make_window
from coder_gui.ui.coding.transcript_list import ID, TranscriptList
from coder_gui.ui.main_window import MainWindow

STEPS = 60
"""How often a passage is coded, and how often that is undone, redone and removed."""
OPENINGS = {"interview": 15, "giant": 7}
WHEEL = 84
"""Pixels of one notch of the wheel."""
STEP_MARK = 16.0
MARKS = {
    "open transcript": {"interview": 50.0, "giant": 500.0},
    "open project": {"interview": 100.0, "giant": 500.0},
    "find, a letter more": {"interview": 20.0, "giant": 60.0},
}
KEYS = {
    "apply, key R": (Qt.Key.Key_R, Qt.KeyboardModifier.NoModifier),
    "undo": (Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier),
    "redo": (Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier),
    "remove, key Del": (Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier),
}
TYPED = "listened"
BARE_COMMIT, WHOLE_REPAINT = "a bare commit", "the whole reader painted"
"""What a step cannot do without, measured between the steps: judge them by these on a machine
that does other things too."""


class Bench:
    """One window on one study; times go into `found` by act."""

    def __init__(self, size: generator.Size, folder: Path) -> None:
        self.size = size
        self.made = study.make_study(folder / f"{size.name}.coding", size)
        self.bare = BareCommit(folder / "bare.db")
        self.found: dict[str, list[float]] = defaultdict(list)
        self.window: MainWindow = make_window()
        gc.freeze()  # as the program does once it has started
        self.window.show()
        self.window.activateWindow()
        settle()

    def run(self) -> Iterator[table.Figure]:
        """Do everything, then give the figures."""
        self.open_project()
        self.open_transcript()
        self.steps()
        self.palette()
        self.scroll()
        self.find()
        for _ in range(STEPS // 2):
            self.painted("code tree built anew", self.window.code_place.codes.refresh)
        self.found["peak memory"] = [table.peak_memory()]
        for act, times in self.found.items():
            mark = MARKS.get(act, {}).get(self.size.name)
            if act in KEYS or act == "apply by the palette":
                mark = STEP_MARK
            openings = act in ("open transcript", "open project")
            unit = "MB" if act == "peak memory" else "ms"
            yield table.Figure(f"{self.size.name}: {act}", times, mark, unit, by_median=openings)
        self.window.close()

    def painted(self, name: str, act: Callable[[], object]) -> None:
        """Time an act until everything that it changed is laid out and painted.

        Qt would wait for the screen before it paints; that wait is not ours and is left out.
        What the app does after the paint is carried out too, unmeasured.
        """

        def both() -> None:
            act()
            QApplication.sendPostedEvents()
            QApplication.sendEvent(self.window, QEvent(QEvent.Type.UpdateRequest))

        self.found[name].append(table.timed(both))
        settle()

    def press(self, name: str, widget: QWidget) -> None:
        """Time a step until its words are painted, and until counts and inspector followed."""

        def to_paint() -> None:
            QTest.keyClick(widget, *KEYS[name])
            QApplication.sendPostedEvents()
            QApplication.sendEvent(self.window, QEvent(QEvent.Type.UpdateRequest))

        painted = table.timed(to_paint)
        follows = table.timed(settle)
        self.found[name].append(painted)
        self.found[f"{name}, and what follows"].append(painted + follows)

    def open_project(self) -> None:
        for _ in range(OPENINGS[self.size.name]):
            self.window.close_project()
            settle()
            self.painted("open project", lambda: self.window.open_project(self.made.path))

    def open_transcript(self) -> None:
        rows = self.window.code_place.transcripts
        for _ in range(OPENINGS[self.size.name]):
            for wanted in (self.made.transcripts[1], self.made.transcript_id):
                index = _index_of(rows, wanted)
                rows.scrollTo(index)
                place = rows.visualRect(index).center()
                click = _click(rows.viewport(), place)
                measured = wanted == self.made.transcript_id
                self.painted("open transcript" if measured else "open another", click)
        del self.found["open another"]
        assert len(self.project.segments(self.made.transcript_id)) == self.size.segments

    def steps(self) -> None:
        """Code a passage, undo, redo, and take the code off again, all over the text."""
        reader = self.window.code_place.reader
        reader.view.select(0, 40)
        reader.apply_code(self.made.codes[7])  # the one that R repeats
        for start in self.places(STEPS):
            before = self.count()
            reader.view.select(start, start + 160)
            settle()
            self.press("apply, key R", reader.view)
            assert self.count() == before + 1
            self.press("undo", reader.view)
            assert self.count() == before
            self.press("redo", reader.view)
            assert self.count() == before + 1
            reader.view.choose(max(segment.id for segment in self.segments()))
            settle()
            self.press("remove, key Del", reader.view)
            assert self.count() == before
            self.yardsticks()

    def yardsticks(self) -> None:
        """One commit of one row into a file of the same folder, and one paint of all words."""
        self.found[BARE_COMMIT].append(table.timed(self.bare.commit_one))
        self.painted(WHOLE_REPAINT, self.window.code_place.reader.view.viewport().update)

    def palette(self) -> None:
        """Enter, part of a name, Enter."""
        reader = self.window.code_place.reader
        for number, start in enumerate(self.places(STEPS // 2)):
            reader.view.select(start + 200, start + 300)
            settle()
            enter = lambda: QTest.keyClick(reader.view, Qt.Key.Key_Return)  # noqa: E731
            self.painted("open the palette", enter)
            reader.picker.type_text(generator.code_name(number)[:12])
            settle()
            before = self.count()
            field = QApplication.focusWidget() or reader.picker
            take = lambda field=field: QTest.keyClick(field, Qt.Key.Key_Return)  # noqa: E731
            self.painted("apply by the palette", take)
            assert self.count() == before + 1
            self.project.undo()
            settle()

    def scroll(self) -> None:
        bar = self.window.code_place.reader.view.verticalScrollBar()
        bar.setValue(bar.maximum() // 2)
        settle()
        for _ in range(STEPS):
            self.painted("scroll frame", lambda: bar.setValue(bar.value() + WHEEL))

    def find(self) -> None:
        """Type a word letter by letter, at several places."""
        reader = self.window.code_place.reader
        for start in self.places(6):
            reader.view.place_caret(start)
            reader.open_find()
            settle()
            for letter in TYPED:
                field = QApplication.focusWidget()
                type_it = lambda f=field, k=letter: QTest.keyClick(f, k)  # noqa: E731
                self.painted("find, a letter more", type_it)
            reader.find_bar.shut()
            settle()

    def places(self, number: int) -> Iterator[int]:
        """Code points all over the text, each scrolled to as by somebody who reads there."""
        view = self.window.code_place.reader.view
        for step in range(number):
            view.setFocus()
            view.restore_position(self.size.characters * (step * 7 % number) // number)
            settle()
            yield view.position() + 300

    @property
    def project(self):
        return self.window.session.project

    def segments(self):
        return self.project.segments(self.made.transcript_id)

    def count(self) -> int:
        return len(self.segments())


class BareCommit:
    """A table in a file of its own, kept as safely as a project."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.execute("PRAGMA journal_mode = DELETE")
        self._connection.execute("PRAGMA synchronous = EXTRA")
        self._connection.execute("CREATE TABLE number (id INTEGER PRIMARY KEY)")

    def commit_one(self) -> None:
        self._connection.execute("INSERT INTO number DEFAULT VALUES")


def _index_of(rows: TranscriptList, transcript_id: int) -> QModelIndex:
    found = rows.model().match(
        rows.model().index(0, 0), ID, transcript_id, 1, Qt.MatchFlag.MatchRecursive
    )
    return found[0]


def settle() -> None:
    """Let everything happen that waits, as it would between two acts of a person."""
    # What is posted while events are handled waits for the next round: a paint, for instance.
    for _round in range(3):
        QApplication.processEvents()
    # Outside of Qt's own loop nothing is deleted by itself.
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _click(widget: QWidget, place: QPoint) -> Callable[[], None]:
    return lambda: QTest.mouseClick(
        widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place
    )


def bench_size(size: generator.Size) -> Iterator[table.Figure]:
    """All figures of one size, in a process that has done nothing else."""
    app = QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, folder)
        theme.apply(app, "light")
        bench = Bench(size, Path(folder))
        sys.excepthook = _end_at_once  # an error in a slot would else only be shown
        yield from bench.run()


def _end_at_once(*error) -> None:
    sys.__excepthook__(*error)
    os._exit(1)


def bench() -> Iterator[table.Figure]:
    """Each size in a process of its own, so that its peak of memory is its own."""
    for size in generator.SIZES:
        with tempfile.TemporaryDirectory() as folder:
            out = Path(folder) / "figures.json"
            subprocess.run([sys.executable, __file__, size.name, str(out)], check=True)
            yield from table.read(out)


if __name__ == "__main__":
    sizes = {size.name: size for size in generator.SIZES}
    if len(sys.argv) == 3 and sys.argv[1] in sizes:
        table.write(Path(sys.argv[2]), list(bench_size(sizes[sys.argv[1]])))
    else:
        table.main(__doc__ or "", bench)
