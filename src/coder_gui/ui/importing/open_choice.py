"""A field in which one chooses what there is, or types something new."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox, QWidget


def open_choice(nothing: str, parent: QWidget | None = None) -> QComboBox:
    """An editable box.

    Args:
        nothing: What is meant while it is empty.
    """
    box = QComboBox(parent)
    box.setEditable(True)
    box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    # Completing “Care” to “Carers” would make a group of that name impossible.
    box.setCompleter(None)  # type: ignore[arg-type]
    box.setMinimumContentsLength(6)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.lineEdit().setPlaceholderText(nothing)
    return box


def offer_choices(box: QComboBox, choices: Sequence[str], shown: str) -> None:
    """Offer other choices and show one, without telling anybody."""
    with QSignalBlocker(box):
        if [box.itemText(place) for place in range(box.count())] != list(choices):
            box.clear()
            box.addItems(choices)
        if box.currentText() != shown:
            box.setCurrentText(shown)
