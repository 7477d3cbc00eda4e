"""Labels and buttons dressed by the style sheet's `role`, `tone` and `kind`."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QWidget


def text_label(
    text: str = "", role: str = "", tone: str = "", parent: QWidget | None = None
) -> QLabel:
    """A label that wraps and never reads its text as markup.

    Args:
        role: The style sheet's size: title, head, lead, strong, section, row, small, or the body.
        tone: second, third, error, warning, or the text colour.
    """
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setProperty("role", role)
    label.setProperty("tone", tone)
    policy = label.sizePolicy()
    policy.setHorizontalPolicy(QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    label.setSizePolicy(policy)
    return label


def button(text: str, kind: str = "", parent: QWidget | None = None) -> QPushButton:
    """A push button.

    Args:
        kind: primary, plain, link (underlined), or the normal button.
    """
    made = QPushButton(text, parent)
    made.setProperty("kind", kind)
    made.setAutoDefault(False)
    if kind == "link":
        made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made


def divider(parent: QWidget | None = None) -> QFrame:
    """A horizontal line of one pixel."""
    line = QFrame(parent)
    line.setProperty("kind", "divider")
    return line


def emphasised(before: str, strong: str, after: str = "") -> str:
    """Rich text of three plain ones, the middle one semibold."""
    from html import escape  # brings a long table along, which the start does not wait for

    return f'{escape(before)}<span style="font-weight:600">{escape(strong)}</span>{escape(after)}'
