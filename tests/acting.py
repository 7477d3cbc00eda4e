"""Gestures of a person at the window, and what that person sees there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QAbstractItemModel, QMimeData, QModelIndex, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QTreeView, QWidget

from coder_gui.ui.codebook.code_picker import CodePicker
from coder_gui.ui.codebook.code_rows import COUNT, ID
from coder_gui.ui.main_window import MainWindow
from coder_gui.ui.transcript.transcript_view import TranscriptView

NOTHING = Qt.KeyboardModifier.NoModifier


# Keys ----------------------------------------------------------------------------------------


def press(*keys: str) -> None:
    """Press keys such as “Ctrl+Z” or “Down” wherever the focus is."""
    for each in keys:
        combination = QKeySequence(each)[0]
        QTest.keyClick(focused(), combination.key(), combination.keyboardModifiers())


def write(words: str) -> None:
    """Type letters wherever the focus is."""
    QTest.keyClicks(focused(), words)


def focused() -> QWidget:
    """The widget that gets the keys."""
    widget = QApplication.focusWidget()
    assert widget is not None, "nothing has the focus"
    return widget


def look() -> None:
    """Let happen what the window does between two paints, as a person's look takes that long."""
    for _ in range(3):
        QApplication.processEvents()


def settle(qtbot) -> None:
    """Let timers of no duration and queued calls happen."""
    for _ in range(4):
        QApplication.processEvents()
        qtbot.wait(1)


# Mouse ---------------------------------------------------------------------------------------


def click(widget: QWidget, place: QPoint | None = None) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, NOTHING, place or widget.rect().center())


def drag_over(view: TranscriptView, start: int, end: int) -> None:
    """Select stored characters with the mouse, all of them on screen."""
    first, last = corners(view, start, end)
    viewport = view.viewport()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, NOTHING, first)
    QTest.mouseMove(viewport, (first + last) / 2)
    QTest.mouseMove(viewport, last)
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, NOTHING, last)


def corners(view: TranscriptView, start: int, end: int) -> tuple[QPoint, QPoint]:
    """Where a passage begins and ends, in the viewport."""
    units = view._shown.to_units(start), view._shown.to_units(end)
    first = view._rect_of(units[0], units[0] + 1)
    last = view._rect_of(units[1] - 1, units[1])
    return QPoint(first.left() + 1, first.center().y()), QPoint(last.right(), last.center().y())


def middle_of(view: TranscriptView, point: int) -> QPoint:
    """The middle of a stored character, in the viewport."""
    unit = view._shown.to_units(point)
    return view._rect_of(unit, unit + 1).center()


def drop(
    target: QWidget,
    place: QPoint,
    data: QMimeData,
    action: Qt.DropAction = Qt.DropAction.CopyAction,
) -> bool:
    """Drag something in, over and let go; returns whether it was taken."""
    buttons = Qt.MouseButton.LeftButton
    enter = QDragEnterEvent(place, action, data, buttons, NOTHING)
    QApplication.sendEvent(target, enter)
    if not enter.isAccepted():
        return False
    move = QDragMoveEvent(place, action, data, buttons, NOTHING)
    # As Qt sends it to where the entering was accepted.
    move.accept()
    QApplication.sendEvent(target, move)
    if not move.isAccepted():
        return False
    dropped = QDropEvent(QPointF(place), action, data, buttons, NOTHING)
    QApplication.sendEvent(target, dropped)
    return dropped.isAccepted()


def files(paths: Iterable[Path]) -> QMimeData:
    """What a file manager drags."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def show_files(window: MainWindow, paths: Iterable[Path], qtbot) -> None:
    """Drop files on the window, and wait until they have been read."""
    assert drop(window.places, window.places.rect().center(), files(paths))
    qtbot.waitUntil(lambda: window.importing.task is None)
    settle(qtbot)


def import_files(window: MainWindow, paths: Iterable[Path], qtbot) -> None:
    """Drop files on the window and take them all as they are proposed: one key."""
    show_files(window, paths, qtbot)
    if window.importing.page is not None:
        press("Return")
        stored(window, qtbot)


def stored(window: MainWindow, qtbot) -> None:
    """Wait until the files of the preview are in the project."""
    qtbot.waitUntil(lambda: window.importing.page is None and window.importing.task is None)
    settle(qtbot)


# What is seen --------------------------------------------------------------------------------


def words_in(widget: QWidget) -> list[str]:
    """The labels that are seen in a widget."""
    return [each.text() for each in widget.findChildren(QLabel) if each.isVisible() and each.text()]


def named(widget: QWidget, name: str) -> QWidget:
    """The visible control of that accessible name."""
    look()
    found = [
        each
        for each in widget.findChildren(QWidget)
        if each.accessibleName() == name and each.isVisible()
    ]
    assert len(found) == 1, f"{len(found)} visible controls are named {name!r}"
    return found[0]


def link(window: MainWindow, text: str) -> QPushButton:
    """A visible button of that text at the foot of the window."""
    buttons = window.status.findChildren(QPushButton)
    return next(each for each in buttons if each.text() == text and each.isVisible())


def marked(view: TranscriptView) -> list[tuple[str, str]]:
    """Code and words of every mark in the reader, in text order."""
    stored = view._shown.stored
    found = sorted((mark.start, mark.end, mark.name) for mark in view._marks)
    return [(name, stored[start:end]) for start, end, name in found]


def coded(project, transcript_id: int) -> list[tuple[str, str]]:
    """Code and words of every stored segment of the present coder, in text order."""
    book, text = project.codebook(), project.text(transcript_id)
    found = sorted((s.start, s.end, book[s.code_id].name) for s in project.segments(transcript_id))
    return [(name, text[start:end]) for start, end, name in found]


# The code tree -------------------------------------------------------------------------------


def all_rows(tree: QTreeView) -> Iterator[QModelIndex]:
    """Every row in tree order, seen or not."""
    yield from _below(tree.model(), QModelIndex())


def _below(model: QAbstractItemModel, parent: QModelIndex) -> Iterator[QModelIndex]:
    for place in range(model.rowCount(parent)):
        index = model.index(place, 0, parent)
        yield index
        yield from _below(model, index)


def row(tree: QTreeView, name: str) -> QModelIndex:
    """The row of that name."""
    look()
    return next(index for index in all_rows(tree) if index.data() == name)


def seen_rows(tree: QTreeView) -> list[str]:
    """Names of the rows that are neither filtered out nor folded away."""
    return [index.data() for index in all_rows(tree) if _is_seen(tree, index)]


def _is_seen(tree: QTreeView, index: QModelIndex) -> bool:
    if tree.isRowHidden(index.row(), index.parent()):
        return False
    parent = index.parent()
    return not parent.isValid() or (tree.isExpanded(parent) and _is_seen(tree, parent))


def counts(tree: QTreeView) -> dict[str, int]:
    """The counts beside the names."""
    look()
    return {index.data(): index.data(COUNT) for index in all_rows(tree)}


def spot(tree: QTreeView, name: str, height: float = 0.5) -> QPoint:
    """A place on a row: 0 is its upper edge, 1 its lower one."""
    rect = tree.visualRect(row(tree, name))
    assert rect.isValid(), f"{name!r} is not on screen"
    return QPoint(rect.left() + 40, rect.top() + round((rect.height() - 1) * height))


def choose_row(tree: QTreeView, name: str) -> None:
    click(tree.viewport(), spot(tree, name))


def drag_rows(tree: QTreeView, names: Sequence[str], onto: QPoint) -> bool:
    """Drag rows of the tree to a place of it."""
    data = tree.model().mimeData([row(tree, name) for name in names])
    return drop(tree.viewport(), onto, data, Qt.DropAction.MoveAction)


def dragged(tree: QTreeView, name: str) -> QMimeData:
    return tree.model().mimeData([row(tree, name)])


def id_of(tree: QTreeView, name: str) -> int:
    return row(tree, name).data(ID)


# The palette ---------------------------------------------------------------------------------


def offered(picker: CodePicker) -> list[str]:
    """The palette's rows as a screen reader says them."""
    model = picker._list.model()
    return [model.index(place, 0).data() for place in range(model.rowCount())]


def pointed_at(picker: CodePicker) -> str:
    """The row that Enter would take."""
    return picker._list.currentIndex().data()
