"""How the window exports agreement: it asks for a file, and writes beside the window."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, Qt
from PySide6.QtGui import QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QFileDialog

from coder_gui.app.agreement_report import agreement_document
from coder_gui.domain.errors import Cancelled
from coder_gui.exchange.atomic_file import replace_file
from coder_gui.exchange.reports.agreement import (
    AgreementDocument,
    agreement_bytes,
    with_intervals,
    write_agreement,
)
from coder_gui.ui.dialogs import with_ending
from coder_gui.ui.tasks import Progress, Task

if TYPE_CHECKING:
    from coder_gui.ui.main_window import MainWindow

SCALE = 2
"""Pixels of a picture to one of the screen."""


class AgreementExport(QObject):
    """Writes what the Agree place compares to a file that the researcher names."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def ask(self) -> None:
        """Ask for a file; without figures, the place is shown and says what is missing."""
        window = self._window
        place = window.agree_place
        if window.places.currentWidget() is not place:
            window.show_place("agree")
        if place.comparison() is None:
            words = self.tr("There are no agreement figures to export: show them first.")
            window.session.said.emit(words)
            return
        path = window.session.project.path
        chosen, kind = QFileDialog.getSaveFileName(
            window,
            self.tr("Export agreement"),
            str(path.with_name(f"{path.stem} agreement.docx")),
            self.tr(
                "Word document (*.docx);;Excel workbook (*.xlsx);;Confusion as a picture (*.png);;"
                "Confusion as a drawing (*.svg)"
            ),
        )
        if chosen:
            self.write(with_ending(Path(chosen), kind, ".docx"))

    def write(self, path: Path) -> Task | None:
        """Write the report; the window stays usable meanwhile."""
        place, window = self._window.agree_place, self._window
        comparison = place.comparison()
        if comparison is None or place.study is None:
            return None
        document = agreement_document(
            window.session.project,
            place.study.scope,
            comparison,
            place.scope.where.value(),
            place.scores.scale,
        )

        # Here, because letters are painted on the window's thread only.
        picture = png_bytes(document) if path.suffix.casefold() == ".png" else None

        def work(progress: Progress) -> None:
            def check() -> None:
                if progress.is_cancelled:
                    raise Cancelled

            if picture is not None:
                replace_file(path, picture)
            else:
                drawn = path.suffix.casefold() != ".svg"
                write_agreement(with_intervals(document, check) if drawn else document, path)

        def written(_none: None) -> None:
            window.commands.say_written(self.tr("Agreement"), path)
            window.deidentifying.look_over(document)

        return Task(work, written, self).start()


def png_bytes(document: AgreementDocument) -> bytes:
    """The confusion as pixels."""
    renderer = QSvgRenderer(QByteArray(agreement_bytes(document, ".svg")))
    image = QImage(renderer.defaultSize() * SCALE, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())
