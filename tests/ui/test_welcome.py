"""The welcome page, by keyboard and by mouse."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from coder_gui.ui import theme
from coder_gui.ui.welcome.choices import Choice, RecentRow
from coder_gui.ui.welcome.recent_project import RecentProject
from coder_gui.ui.welcome.welcome_page import WelcomePage

PEERS = RecentProject(
    Path("/studies/peers.coding"),
    "Peer workers in recovery services",
    "36 transcripts, 17 coded",
    "today, 10:42",
    "Carer 7, 24 %",
)
NIGHTS = RecentProject(Path("/studies/nights.coding"), "Night shift pilot", "4 transcripts")
LOST = RecentProject(Path("/stick/moving.coding"), "Moving house", when="3 May", missing=True)


@pytest.fixture
def page(qapp, qtbot):
    theme.apply(qapp, "light")
    page = WelcomePage()
    qtbot.addWidget(page)
    page.resize(1374, 840)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    return page


def choice(page: WelcomePage, name: str) -> Choice:
    return next(c for c in page.findChildren(Choice) if c.accessibleName().startswith(name))


def focused() -> str:
    widget = QApplication.focusWidget()
    return widget.accessibleName() if widget is not None else ""


@pytest.mark.parametrize(
    ("name", "signal"),
    [
        ("Open the sample study", "sample_chosen"),
        ("New project", "new_chosen"),
        ("Open a project", "open_chosen"),
    ],
)
def test_each_card_is_chosen_by_mouse_enter_and_space(page, qtbot, name, signal):
    card = choice(page, name)
    with qtbot.waitSignal(getattr(page, signal)):
        qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
        with qtbot.waitSignal(getattr(page, signal)):
            qtbot.keyClick(card, key)


def test_a_click_on_the_words_of_a_card_counts(page, qtbot):
    words = next(label for label in page.findChildren(QLabel) if label.text() == "New project")
    place = words.mapTo(page.viewport(), words.rect().center())
    target = page.viewport().childAt(place)
    with qtbot.waitSignal(page.new_chosen):
        qtbot.mouseClick(
            target, Qt.MouseButton.LeftButton, pos=target.mapFrom(page.viewport(), place)
        )


def test_focus_starts_on_the_sample_until_a_project_was_opened(page):
    page.setFocus()
    assert focused() == "Open the sample study"


def test_focus_starts_on_the_latest_project_that_is_there(page):
    page.set_recent([LOST, PEERS, NIGHTS])
    page.setFocus()
    assert focused().startswith(PEERS.name)


def test_tab_goes_through_cards_and_then_projects(page, qtbot):
    page.set_recent([PEERS, NIGHTS])
    choice(page, "Open the sample study").setFocus()
    seen = [focused()]
    for _ in range(4):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        seen.append(focused())
    assert [name.split(",")[0].split(" (")[0] for name in seen] == [
        "Open the sample study",
        "New project",
        "Open a project",
        PEERS.name,
        NIGHTS.name,
    ]


def test_arrows_move_within_and_between_the_columns(page, qtbot):
    page.set_recent([PEERS, NIGHTS])
    choice(page, "Open the sample study").setFocus()
    for key, name in (
        (Qt.Key.Key_Up, "Open the sample study"),
        (Qt.Key.Key_Down, "New project"),
        (Qt.Key.Key_Right, PEERS.name),
        (Qt.Key.Key_Down, NIGHTS.name),
        (Qt.Key.Key_Down, NIGHTS.name),
        (Qt.Key.Key_Left, "Open the sample study"),
    ):
        qtbot.keyClick(QApplication.focusWidget(), key)
        assert focused().startswith(name)


def test_a_recent_project_gives_its_path(page, qtbot):
    page.set_recent([PEERS, NIGHTS])
    with qtbot.waitSignal(page.recent_chosen) as chosen:
        qtbot.mouseClick(choice(page, NIGHTS.name), Qt.MouseButton.LeftButton)
    assert chosen.args == [NIGHTS.path]
    with qtbot.waitSignal(page.recent_chosen) as chosen:
        qtbot.keyClick(choice(page, PEERS.name), Qt.Key.Key_Return)
    assert chosen.args == [PEERS.path]


def test_a_missing_project_is_located_and_not_opened(page, qtbot):
    page.set_recent([LOST])
    row = choice(page, LOST.name)
    shown = [label.text() for label in row.findChildren(QLabel)]
    assert shown == ["Moving house", f"File not found in {LOST.path.parent}", "3 May", "Locate"]
    with (
        qtbot.assertNotEmitted(page.recent_chosen),
        qtbot.waitSignal(page.locate_chosen) as chosen,
    ):
        qtbot.keyClick(row, Qt.Key.Key_Return)
    assert chosen.args == [LOST.path]


def test_a_screen_reader_hears_everything_of_a_project(page):
    page.set_recent([PEERS])
    assert choice(page, PEERS.name).accessibleName() == (
        "Peer workers in recovery services, 36 transcripts, 17 coded, today, 10:42, Carer 7, 24 %"
    )


def test_a_new_list_replaces_the_old_one(page, qtbot):
    page.set_recent([PEERS, NIGHTS])
    page.set_recent([NIGHTS])
    qtbot.waitUntil(lambda: len(page.findChildren(RecentRow)) == 1)
    assert page.findChildren(RecentRow)[0].recent == NIGHTS
    page.setFocus()
    assert focused().startswith(NIGHTS.name)


@pytest.mark.parametrize("width", [794, 560])
def test_a_narrow_page_puts_the_projects_below_and_cuts_nothing_off(page, qtbot, width):
    page.set_recent([PEERS, NIGHTS])
    sample, row = choice(page, "Open the sample study"), choice(page, PEERS.name)
    assert left(page, row) > left(page, sample) + sample.width()
    page.resize(width, 500)
    qtbot.waitUntil(lambda: page.widget().width() <= page.viewport().width())
    last = choice(page, "Open a project")
    assert (
        row.mapTo(page, row.rect().topLeft()).y() > last.mapTo(page, last.rect().bottomLeft()).y()
    )
    qtbot.waitUntil(lambda: cut_off(page) == [])


def test_the_chosen_project_is_scrolled_into_sight(page, qtbot):
    page.set_recent([PEERS, NIGHTS])
    page.resize(794, 400)
    choice(page, "Open the sample study").setFocus()
    for _ in range(4):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    row = choice(page, NIGHTS.name)
    assert row.hasFocus()
    bottom = row.mapTo(page.viewport(), row.rect().bottomLeft()).y()
    assert bottom <= page.viewport().height()


def left(page: WelcomePage, widget: Choice) -> int:
    return widget.mapTo(page, widget.rect().topLeft()).x()


def cut_off(page: WelcomePage) -> list[str]:
    """Texts that have less room than their lines need."""
    return [
        label.text()
        for label in page.findChildren(QLabel)
        if label.isVisible()
        and label.wordWrap()
        and label.height() < label.heightForWidth(label.width())
    ]
