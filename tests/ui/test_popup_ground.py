"""The ground of popups is put together from a small one, and looks as if painted whole."""

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QRegion
from PySide6.QtWidgets import QApplication, QWidget

from coder_gui.ui import theme
from coder_gui.ui.codebook.shadow import paint_ground, paint_popup

RIM = 12
LIGHT, DARK = "light", "dark"


class Popup(QWidget):
    def paintEvent(self, event):
        paint_popup(self, RIM)


@pytest.mark.parametrize("schemes", [(LIGHT, DARK), (DARK, LIGHT)])
@pytest.mark.parametrize("size", [(566, 426), (566, 133), (90, 81), (70, 60)])
def test_it_looks_as_if_painted_whole_in_the_scheme_now_shown(qtbot, schemes, size):
    popup = Popup()
    qtbot.addWidget(popup)
    popup.resize(*size)
    seen = []
    for scheme in schemes:
        theme.apply(QApplication.instance(), scheme)
        ours, whole = (QImage(*size, QImage.Format.Format_ARGB32_Premultiplied) for _ in "ab")
        for image in (ours, whole):
            image.fill(Qt.GlobalColor.white)
        popup.render(ours, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)
        painter = QPainter(whole)
        paint_ground(painter, QRectF(0, 0, *size), RIM)
        painter.end()
        assert _farthest(ours, whole) <= 2  # shades of 255: alpha is rounded once more
        seen.append(ours)
    theme.apply(QApplication.instance(), LIGHT)
    assert seen[0] != seen[1]


def _farthest(one: QImage, other: QImage) -> int:
    pairs = zip(bytes(one.constBits()), bytes(other.constBits()), strict=True)
    return max(abs(a - b) for a, b in pairs)
