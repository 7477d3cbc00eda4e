"""Notices, switches, chips, key caps and empty states as a person uses them."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLabel, QMenu, QPlainTextEdit, QPushButton, QToolButton

from coder_gui.ui import theme
from coder_gui.ui.widgets.chip import Chip
from coder_gui.ui.widgets.empty_state import EmptyState
from coder_gui.ui.widgets.key_cap import KeyCap
from coder_gui.ui.widgets.notice_bar import Kind, Notice, NoticeBar
from coder_gui.ui.widgets.progress_card import ProgressCard
from coder_gui.ui.widgets.segmented import SegmentedSwitch

LOCKED = Notice(
    Kind.ERROR,
    strong="Carer 11.docx was not imported.",
    after=" The file is locked with a <password>.",
    details="zip entry is encrypted",
    can_close=True,
)


@pytest.fixture(autouse=True)
def _light(qapp):
    theme.apply(qapp, "light")


def shown(widget, qtbot):
    qtbot.addWidget(widget)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def named(widget, kind, text):
    return next(found for found in widget.findChildren(kind) if found.text() == text)


def test_a_notice_says_its_words_and_takes_none_for_markup(qtbot):
    bar = shown(NoticeBar(LOCKED), qtbot)
    assert bar.accessibleName() == LOCKED.text
    words = next(label.text() for label in bar.findChildren(QLabel) if "Carer" in label.text())
    assert "&lt;password&gt;" in words


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_of_notice_has_its_own_ground_and_sign(qtbot, kind):
    bar = shown(NoticeBar(Notice(kind, after="Something happened.")), qtbot)
    grounds = {Kind.ERROR: "errbg", Kind.WARNING: "warnbg", Kind.UNDO: "raised", Kind.DONE: "okbg"}
    image = bar.grab().toImage()
    ground = getattr(theme.tokens(), grounds[kind])
    assert image.pixelColor(image.width() - 8, image.height() // 2) == ground
    assert any(not label.pixmap().isNull() for label in bar.findChildren(QLabel))


def test_a_notice_closes_by_its_cross_and_by_escape(qtbot):
    bar = shown(NoticeBar(LOCKED), qtbot)
    cross = bar.findChild(QToolButton)
    assert cross.accessibleName() == "Close this notice"
    with qtbot.waitSignal(bar.closed):
        qtbot.mouseClick(cross, Qt.MouseButton.LeftButton)
    assert bar.isHidden()
    bar.show()
    with qtbot.waitSignal(bar.closed):
        qtbot.keyClick(bar, Qt.Key.Key_Escape)
    assert bar.isHidden()


def test_a_notice_that_cannot_be_closed_stays_on_escape(qtbot):
    bar = shown(NoticeBar(Notice(Kind.WARNING, strong="Rare code.")), qtbot)
    assert bar.findChild(QToolButton) is None
    qtbot.keyClick(bar, Qt.Key.Key_Escape)
    assert bar.isVisible()


def test_details_stay_apart_until_asked_for(qtbot):
    bar = shown(NoticeBar(LOCKED), qtbot)
    details = bar.findChild(QPlainTextEdit)
    assert details.isHidden()
    more = named(bar, QPushButton, "Details…")
    qtbot.mouseClick(more, Qt.MouseButton.LeftButton)
    assert details.isVisible()
    assert details.toPlainText() == "zip entry is encrypted"
    assert details.isReadOnly()
    qtbot.mouseClick(more, Qt.MouseButton.LeftButton)
    assert details.isHidden()


def test_the_act_of_a_notice_is_chosen_by_mouse_and_keyboard(qtbot):
    bar = NoticeBar(Notice(Kind.UNDO, "Deleted ", "3 codes", ".", action="Undo", keys="Ctrl+Z"))
    undo = named(shown(bar, qtbot), QPushButton, "Undo")
    with qtbot.waitSignal(bar.action_chosen):
        qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(bar.action_chosen):
        qtbot.keyClick(undo, Qt.Key.Key_Space)
    assert bar.findChild(KeyCap).text() == native("Ctrl+Z")


def test_key_caps_name_keys_as_the_system_does(qtbot):
    assert shown(KeyCap("Ctrl+N"), qtbot).text() == native("Ctrl+N")
    assert KeyCap(QKeySequence.StandardKey.Copy).text() == native("Ctrl+C")


def test_a_switch_has_exactly_one_choice_and_says_what_a_person_chose(qtbot):
    switch = SegmentedSwitch("Stance")
    for text in ("None", "For", "Against"):
        switch.add(text, text.lower())
    shown(switch, qtbot)
    assert switch.value() == "none"
    with qtbot.assertNotEmitted(switch.chosen):
        switch.choose("for")
    assert switch.value() == "for"
    with qtbot.waitSignal(switch.chosen) as chosen:
        qtbot.mouseClick(named(switch, QToolButton, "Against"), Qt.MouseButton.LeftButton)
    assert chosen.args == ["against"]
    assert [part.isChecked() for part in switch.findChildren(QToolButton)] == [False, False, True]


def test_a_switch_goes_on_with_arrow_keys_and_keeps_its_width(qtbot):
    switch = SegmentedSwitch("Stance")
    for text in ("None", "For", "Against"):
        switch.add(text, text)
    shown(switch, qtbot)
    width = switch.sizeHint().width()
    first = named(switch, QToolButton, "None")
    first.setFocus()
    with qtbot.waitSignal(switch.chosen) as chosen:
        qtbot.keyClick(first, Qt.Key.Key_Right)
    assert chosen.args == ["For"]
    assert switch.sizeHint().width() == width
    assert named(switch, QToolButton, "For").accessibleName() == "Stance: For"


def test_the_ends_of_a_switch_are_round_on_the_outside_in_both_directions(qtbot):
    switch = SegmentedSwitch()
    parts = [switch.add(text, text) for text in ("A", "B", "C")]
    assert [part.property("edge") for part in parts] == ["left", "", "right"]
    switch.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert [part.property("edge") for part in parts] == ["right", "", "left"]


@pytest.mark.parametrize(
    "direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft]
)
def test_a_chip_is_removed_by_its_cross_and_by_delete(qtbot, direction):
    chip = Chip("Group", "Carers")
    chip.setLayoutDirection(direction)
    chip.set_removable(True)
    chip.resize(chip.sizeHint())
    shown(chip, qtbot)
    assert chip.accessibleName() == "Group: Carers"
    at_end, at_start = QPoint(chip.width() - 18, 17), QPoint(18, 17)
    if direction == Qt.LayoutDirection.RightToLeft:
        at_end, at_start = at_start, at_end
    with qtbot.waitSignal(chip.removed):
        qtbot.mouseClick(chip, Qt.MouseButton.LeftButton, pos=at_end)
    with qtbot.waitSignal(chip.removed):
        qtbot.keyClick(chip, Qt.Key.Key_Delete)
    with qtbot.assertNotEmitted(chip.removed):
        qtbot.mouseClick(chip, Qt.MouseButton.LeftButton, pos=at_start)


def test_a_chip_makes_room_for_what_it_shows(qtbot):
    chip = shown(Chip("Unit", "characters"), qtbot)
    plain = chip.sizeHint().width()
    chip.setMenu(QMenu(chip))
    assert chip.sizeHint().width() > plain
    chip.set_value("all characters of the transcript")
    chip.set_colour("crimson")
    assert chip.accessibleName() == "Unit: all characters of the transcript"
    chip.resize(chip.sizeHint())
    colours = chip.grab().toImage()
    assert colours.pixelColor(18, colours.height() // 2).name().upper() == "#860A29"


def test_an_empty_place_teaches_and_offers_its_first_step(qtbot):
    empty = shown(EmptyState("No codes yet", "Select words and press Enter.", "New code"), qtbot)
    assert [label.text() for label in empty.findChildren(QLabel)] == [
        "No codes yet",
        "Select words and press Enter.",
    ]
    with qtbot.waitSignal(empty.action_chosen):
        qtbot.mouseClick(empty.findChild(QPushButton), Qt.MouseButton.LeftButton)


def test_long_work_says_how_far_it_is_and_can_be_cancelled(qtbot):
    card = ProgressCard()
    card.show_progress("Reading transcript ", "14 of 36", ", Clinician 2.docx", 14, 36)
    card.set_note("Cancelling keeps the 13 that are in.")
    shown(card, qtbot)
    texts = " ".join(label.text() for label in card.findChildren(QLabel))
    assert "14 of 36" in texts
    assert "Cancelling keeps the 13 that are in." in texts
    with qtbot.waitSignal(card.cancelled):
        qtbot.mouseClick(named(card, QPushButton, "Cancel"), Qt.MouseButton.LeftButton)


def native(keys: str) -> str:
    text = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
    return text.replace("+", " ")
