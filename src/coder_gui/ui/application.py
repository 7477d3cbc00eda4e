"""Starting the program: the application, its look, and its one window."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from coder_gui import __version__
from coder_gui.ui import errors, theme
from coder_gui.ui.main_window import MainWindow
from coder_gui.ui.settings import Settings

QUIT_AFTER_PAINT = "CODER_GUI_QUIT_AFTER_PAINT"
"""Set to 1, this environment variable makes the program end once it has painted."""


def make_window(settings: Settings | None = None) -> MainWindow:
    """The window, with errors going to it; the application must exist."""
    window = MainWindow(settings or Settings())
    errors.install(window.say_error, window)
    return window


def run(arguments: list[str]) -> int:
    """Open the window, on a project when one is named, and stay until it is closed."""
    app = QApplication([sys.argv[0]])
    app.setApplicationName("coder-gui")
    app.setApplicationDisplayName("Interview Coder")
    app.setApplicationVersion(__version__)
    settings = Settings()
    theme.apply(app, settings.get("scheme", "system"))
    window = make_window(settings)
    window.show()
    if arguments:
        # After the first paint, so that an error finds a window to stand in.
        QTimer.singleShot(0, window, lambda: window.open_project(Path(arguments[0])))
    if os.environ.get(QUIT_AFTER_PAINT) == "1":
        QTimer.singleShot(300, app.quit)
    return app.exec()
