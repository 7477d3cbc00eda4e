"""Starting the program: the application, its look, and its one window."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from coder_gui import __version__
from coder_gui.ui import errors, theme
from coder_gui.ui.actions import SCHEMES
from coder_gui.ui.main_window import MainWindow
from coder_gui.ui.settings import Settings

QUIT_AFTER_PAINT = "CODER_GUI_QUIT_AFTER_PAINT"
"""Set to 1, this environment variable makes the program say “painted” and end once it has painted,
with the project that it was given, if any; the exit code is 1 when that could not be opened."""


class FirstPaint(QObject):
    """Says once that a widget and what is in it have been painted."""

    over = Signal()

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            # A widget is painted before its children, all of them in one go.
            QTimer.singleShot(0, self.over.emit)
        return False


def make_window(settings: Settings | None = None) -> MainWindow:
    """The whole window, with errors going to it; the application must exist."""
    window = _first_window(settings or Settings())
    window.make_ready()
    return window


def run(arguments: list[str]) -> int:
    """Open the window, on a project when one is named, and stay until it is closed."""
    app = QApplication([sys.argv[0]])
    app.setApplicationName("coder-gui")
    app.setApplicationDisplayName("Interview Coder")
    app.setApplicationVersion(__version__)
    settings = Settings()
    theme.apply(app, settings.one_of("scheme", SCHEMES))
    window = _first_window(settings)
    path = Path(arguments[0]) if arguments else None
    FirstPaint(window).over.connect(lambda: _go_on(app, window, path))
    window.show()
    return app.exec()


def _first_window(settings: Settings) -> MainWindow:
    window = MainWindow(settings)
    errors.install(window.say_error, window)
    return window


def _go_on(app: QApplication, window: MainWindow, path: Path | None) -> None:
    """Do what the first paint did not wait for."""
    quits = os.environ.get(QUIT_AFTER_PAINT) == "1"
    if quits:
        if path is None:
            print("painted", flush=True)
        # Set before all that may end in an error.
        QTimer.singleShot(0, window, lambda: _quit(app, window, path))
    window.make_ready()
    # What is there now stays until the end: looking through it again would only hold up steps.
    gc.freeze()
    gc.enable()
    if path is not None:
        window.open_project(path)


def _quit(app: QApplication, window: MainWindow, path: Path | None) -> None:
    window.repaint()
    if path is not None:
        print("painted", flush=True)
    opened = window.is_ready and (path is None or window.session.is_open)
    window.close()
    app.exit(0 if opened else 1)
