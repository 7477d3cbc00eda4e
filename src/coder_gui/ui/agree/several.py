"""Choosing several things: in a chip's menu, or transcripts in a list."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from coder_gui.ui.widgets.chip import Chip
from coder_gui.ui.widgets.text_label import text_label


def offer_several(
    chip: Chip,
    choices: Sequence[tuple[str, Any]],
    chosen: Collection[Any],
    choose: Callable[[tuple[Any, ...]], object],
) -> None:
    """Give a chip a menu in which any number of choices is ticked."""
    menu = chip.menu()
    if menu is None:
        menu = QMenu(chip)
        chip.setMenu(menu)
    menu.clear()
    for text, value in choices:
        action = menu.addAction(text.replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(value in chosen)
        action.setData(value)

    def tell() -> None:
        choose(tuple(each.data() for each in menu.actions() if each.isChecked()))

    for action in menu.actions():
        action.triggered.connect(tell)


class TranscriptChoice(QDialog):
    """A list of transcripts to tick."""

    chosen = Signal(tuple)
    """Ids, in the order of the list; never none."""

    def __init__(
        self,
        names: Sequence[tuple[int, str]],
        ticked: Collection[int],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Compare these transcripts"))
        self.resize(420, 460)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Transcripts that both coders are assigned"))
        for transcript_id, name in names:
            item = QListWidgetItem(name, self.list)
            item.setData(Qt.ItemDataRole.UserRole, transcript_id)
            on = transcript_id in ticked
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        self.list.setCurrentRow(0)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._take = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self._take.setText(self.tr("Compare"))
        self.list.itemChanged.connect(lambda _item: self._take.setEnabled(bool(self.ticked())))
        layout = QVBoxLayout(self)
        layout.addWidget(text_label(self.tr("Space ticks a transcript."), "row", "second"))
        layout.addWidget(self.list, 1)
        layout.addWidget(buttons)

    def ticked(self) -> tuple[int, ...]:
        """Ids of what is ticked now."""
        items = [self.list.item(row) for row in range(self.list.count())]
        return tuple(
            item.data(Qt.ItemDataRole.UserRole)
            for item in items
            if item.checkState() == Qt.CheckState.Checked
        )

    def accept(self) -> None:
        if self.ticked():
            self.chosen.emit(self.ticked())
            super().accept()
