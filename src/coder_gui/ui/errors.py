"""Where every error ends: the world's fault in a sentence, ours in a report to copy."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QCoreApplication, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from coder_gui import __version__
from coder_gui.domain.errors import CoderError


def install(say: Callable[[CoderError], None], parent: QWidget) -> None:
    """Send uncaught errors to the researcher.

    Args:
        say: Shows the sentence of an error that is the world's fault.
        parent: The window over which a report on a bug of ours stands.
    """

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, CoderError):
            say(error)
        elif issubclass(kind, KeyboardInterrupt):
            QCoreApplication.quit()
        else:
            text = report(kind, trace)
            _say_on_console(text, kind, error, trace)
            show_report(text, parent)

    sys.excepthook = hook


def _say_on_console(
    text: str, kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    if sys.stderr is None:
        return  # a window of Windows has none
    if sys.stderr.isatty():
        sys.__excepthook__(kind, error, trace)
    else:
        # It ends in a log file of the session, where the error's own words must not stand.
        print(text, file=sys.stderr)


def report(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Where the program failed, without the error's own words: they may quote a transcript."""
    import platform
    import traceback

    lines = [
        f"Interview Coder {__version__}, Qt {qVersion()}, Python {platform.python_version()}",
        f"{platform.system()} {platform.release()}",
        "",
        kind.__name__,
    ]
    for frame in traceback.extract_tb(trace):
        _before, ours, place = frame.filename.replace("\\", "/").rpartition("coder_gui/")
        if not ours:
            # Whole paths may name a person.
            place = "/".join(place.split("/")[-2:])
        lines.append(f"  {place}:{frame.lineno} {frame.name}")
    return "\n".join(lines)


def show_report(text: str, parent: QWidget) -> None:
    """Show what failed; the window stays open behind it."""
    from PySide6.QtWidgets import QMessageBox

    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle(QCoreApplication.translate("errors", "Something went wrong"))
    box.setText(
        QCoreApplication.translate(
            "errors",
            "A fault in Interview Coder stopped what you just did. Everything up to then is "
            "saved, and you can go on.",
        )
    )
    box.setInformativeText(
        QCoreApplication.translate("errors", "The report names no person and quotes no transcript.")
    )
    box.setDetailedText(text)
    copy = box.addButton(
        QCoreApplication.translate("errors", "Copy report"), QMessageBox.ButtonRole.ActionRole
    )
    box.addButton(QMessageBox.StandardButton.Close)
    copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(text))
    box.open()
