"""The ends of a passage in words that run from right to left."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from transcript_texts import ARABIC, mark

from acting import NOTHING
from coder_gui.ui import theme
from coder_gui.ui.transcript.correctable_view import CorrectableView

TEXT = ARABIC.text
MARK = mark(1, "غرف كثيرة", text=TEXT)


@pytest.fixture
def view(qtbot, qapp):
    theme.apply(qapp, "light")
    made = CorrectableView()
    qtbot.addWidget(made)
    made.resize(854, 500)
    with qtbot.waitExposed(made):
        made.show()
    made.show_transcript(ARABIC, [MARK])
    made.setFocus()
    made.choose(1)
    return made


@pytest.fixture
def resized(view):
    """The words that were reached for."""
    found = []
    view.mark_resized.connect(lambda _id, start, end: found.append(TEXT[start:end]))
    return found


def test_the_left_arrow_goes_forwards(view, resized):
    both = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Up):
        QTest.keyClick(view, key, both)
    assert resized == ["غرف كثيرة مع", "غرف", "كثيرة", "في غرف كثيرة"]


def test_the_end_is_at_the_left_and_is_drawn_further_left(view, resized):
    rects = view._end_rects(MARK)
    assert rects["end"].center().x() < rects["start"].center().x()
    start = rects["end"].center().toPoint()
    unit = view._shown.to_units(TEXT.index("أناس")) + 3
    place = QPoint(view._rect_of(unit, unit + 1).left(), start.y())
    viewport = view.viewport()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, NOTHING, start)
    QTest.mouseMove(viewport, place)
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, NOTHING, place)
    assert resized == ["غرف كثيرة مع أناس"]
