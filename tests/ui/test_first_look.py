"""What a person meets first is whole: cards, boxes, names that are typed, lists in the palette."""

import os
import subprocess
import sys

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QScrollArea

from acting import focused, look, pointed_at, press, row, seen_rows, write
from coder_gui.ui.dialogs import TextDialog
from coder_gui.ui.widgets.empty_state import EmptyState, page_of

LONG = "Understood before the explanation was finished, and nobody had to say why that was so"
FILE_DIALOG = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QMainWindow
from coder_gui.ui import theme
app = QApplication([])
theme.apply(app, "light")
window = QMainWindow()
window.show()

def close():
    app.activeModalWidget().reject()
    print("opened", end=", ")

QTimer.singleShot(800, close)
kinds = "Transcripts (*.docx *.txt);;All files (*)"
option = QFileDialog.Option.DontUseNativeDialog
QFileDialog.getOpenFileNames(window, "Import", sys.argv[1], kinds, options=option)
print("closed", end="")
"""


def is_whole(label: QLabel) -> bool:
    return label.height() >= label.heightForWidth(label.width())


def test_the_card_of_an_empty_place_shows_all_its_words(qtbot, window):
    card = EmptyState("Drop transcripts here", LONG, "Choose files…", "primary")
    page = page_of(card, 380)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    look()
    assert card.width() == 380
    assert all(is_whole(each) for each in card.findChildren(QLabel))


def test_a_long_list_of_keys_scrolls_instead_of_being_squashed(qtbot, window):
    dialog = TextDialog("Keys", [(f"Ctrl+{n}", LONG) for n in range(60)])
    qtbot.addWidget(dialog)
    dialog.resize(dialog.width(), 500)
    dialog.show()
    look()
    assert all(is_whole(each) for each in dialog.findChildren(QLabel))
    bar = dialog.findChild(QScrollArea).verticalScrollBar()
    assert bar.maximum() > 0
    press("PgDown")
    assert bar.value() > 0


def test_the_file_dialog_of_qt_opens_on_a_fresh_account(tmp_path):
    """An exception while the style paints it ends the program, so it has one of its own."""
    home = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", FILE_DIALOG, str(tmp_path)],
        env={**os.environ, **home},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "opened, closed"), done.stderr


def test_a_long_name_is_seen_whole_while_it_is_typed(window, study):
    tree = window.code_place.codes.tree
    name = seen_rows(tree)[0]
    tree.setCurrentIndex(row(tree, name))
    tree.setFocus()
    press("F2")
    field = focused()
    assert isinstance(field, QPlainTextEdit)
    assert field.textCursor().selectedText() == name
    before = field.height()
    write(LONG)
    look()
    assert field.height() > before
    press("Return")
    look()
    assert LONG in seen_rows(tree)


def test_escape_leaves_a_name_as_it_was(window, study):
    tree = window.code_place.codes.tree
    name = seen_rows(tree)[0]
    tree.setCurrentIndex(row(tree, name))
    tree.setFocus()
    press("F2")
    write("Something else")
    press("Escape")
    look()
    assert name in seen_rows(tree) and "Something else" not in seen_rows(tree)


def test_escape_and_down_leave_the_field_that_narrows_the_tree(window, study):
    tree = window.code_place.codes.tree
    everything = seen_rows(tree)
    press("Ctrl+K")
    write(everything[-1])
    press("Down")
    assert focused() is tree and tree.currentIndex().data() == everything[-1]
    press("Ctrl+K", "Ctrl+K")
    write("no such code")
    press("Escape")
    look()
    assert focused() is tree and seen_rows(tree) == everything


def test_the_palette_opens_below_the_first_time_too(window, study):
    view = window.code_place.reader.view
    view.setFocus()
    press("Ctrl+Home", "Shift+Ctrl+Right", "C")
    look()
    picker = window.code_place.reader.picker
    end = view.viewport().mapTo(window, QPoint(0, view.cursorRect().bottom())).y()
    assert picker.isVisible() and pointed_at(picker)
    assert picker.mapTo(window, QPoint(0, picker.height())).y() > end


def test_a_name_that_stands_nowhere_is_said_to(qtbot, window, study):
    page = window.deidentifying.place
    with qtbot.waitSignal(page.searched):
        press("Ctrl+Shift+D")
    assert page.pane.nothing.accessibleName() == "No names yet"
    page.panel.spellings.setFocus()
    write("Zebulon")
    with qtbot.waitSignal(page.searched):
        press("Return")
    look()
    assert page.pane.nothing.isVisible()
    assert page.pane.nothing.accessibleName() == "Found nowhere"


def test_in_a_window_read_from_the_right_rows_are_mirrored(window, study):
    window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    look()
    view = window.code_place.transcripts
    last = max((view.visualRect(each) for each in in_list(view)), key=lambda rect: rect.top())
    assert last.isValid()
    picture = view.viewport().grab(last).toImage()
    ground = picture.pixelColor(picture.width() // 2, 1)
    inked = [
        x
        for x in range(picture.width())
        if any(picture.pixelColor(x, y) != ground for y in range(3, picture.height() - 3))
    ]
    assert max(inked) > picture.width() - 30, "the sign of the state stands at the right"


def in_list(view):
    model = view.model()
    for group in range(model.rowCount()):
        parent = model.index(group, 0)
        for place in range(model.rowCount(parent)):
            yield model.index(place, 0, parent)
