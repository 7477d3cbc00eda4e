"""How the window keeps codebooks and shows the page that compares them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QInputDialog, QWidget

if TYPE_CHECKING:
    from coder_gui.domain.changes import Changes
    from coder_gui.ui.main_window import MainWindow


def comparing(window: MainWindow) -> Comparing:
    """The window's one `Comparing`, made when it is first wanted."""
    found = window.findChild(Comparing)
    return found if isinstance(found, Comparing) else Comparing(window)


class Comparing(QObject):
    """Asks for the name of a codebook to keep, and opens the page."""

    def __init__(self, window: MainWindow) -> None:
        from coder_gui.ui.codebook.comparison_page import ComparisonPage

        super().__init__(window)
        self._window = window
        self._session = window.session
        self._before: QWidget | None = None
        self.page = ComparisonPage(self._session)
        window.places.addWidget(self.page)
        self.page.left.connect(self._leave)
        self.page.keep_wanted.connect(self.ask_name)
        self.page.code_wanted.connect(self._show_code)
        self.page.written.connect(self._written)
        self._session.changed.connect(self._take_up)
        self._session.closed.connect(self._forget)

    def _written(self, path: Path) -> None:
        self._window.commands.say_written(self.tr("Comparison"), path)
        self._window.deidentifying.look_over(self.page.export_table())

    def ask_name(self) -> None:
        """Ask under which name the codebook is kept."""
        dialog = QInputDialog(self._window)
        dialog.setWindowTitle(self.tr("Keep this codebook"))
        dialog.setLabelText(self.tr("A name for the codebook as it is now"))
        number = len(self._session.project.snapshots()) + 1
        dialog.setTextValue(self.tr("Codebook %1").replace("%1", str(number)))
        dialog.textValueSelected.connect(lambda name: self._session.project.keep_snapshot(name))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def open(self) -> None:
        """Show the page."""
        places = self._window.places
        if places.currentWidget() is not self.page:
            self._before = places.currentWidget()
            places.setCurrentWidget(self.page)
            self._window.status.show_facts("")
            self._window.commands.refresh()
        self.page.open()

    def _leave(self) -> None:
        """Back to the place that was shown before."""
        window, before = self._window, self._before or self._window.code_place
        window.places.setCurrentWidget(before)
        if before is window.code_place:
            window.code_place.take_focus()
        window.commands.refresh()

    def _show_code(self, guid: str) -> None:
        found = next((c for c in self._session.project.codebook() if c.guid == guid), None)
        if found is None:
            self._session.said.emit(self.tr("This code is not in the codebook any more."))
            return
        self._window.show_place("code")
        tree = self._window.code_place.codes.tree
        tree.choose(found.id)
        tree.setFocus()

    def _take_up(self, changes: Changes) -> None:
        touched = changes.touch("code", "segment", "codebook_snapshot")
        if touched and self._window.places.currentWidget() is self.page:
            self.page.refresh()

    def _forget(self) -> None:
        self._before = None
        self.page.forget()
