"""Team and assignments in the window: coders, who codes what, drawing, and coding again."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialogButtonBox, QInputDialog

from acting import click, focused, look, press, settle, words_in, write
from coder_gui.ui.team.coder_table import KIND, LAST, NAME
from coder_gui.ui.team.commands import team
from coder_gui.ui.team.dialogs import CodeAgainDialog, DeleteCoderDialog, DrawDialog
from filling import dump


@pytest.fixture
def page(window, study):
    """The page, opened by its command."""
    window.menu_actions["team"].trigger()
    look()
    page = team(window).page
    assert window.places.currentWidget() is page
    return page


def shown(window, kind):
    look()
    (found,) = [each for each in window.findChildren(kind) if each.isVisible()]
    return found


def accept(dialog):
    click(dialog.buttons.button(QDialogButtonBox.StandardButton.Ok))
    look()


def coders(page):
    table = page.coders
    items = [table.topLevelItem(row) for row in range(table.topLevelItemCount())]
    return [[item.text(column) for column in range(LAST)] for item in items]


def cells(page, role=Qt.ItemDataRole.DisplayRole):
    """The table by rows; heads of groups have their name only."""
    model = page.tasks.rows
    return [
        [model.index(row, column).data(role) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def at(page, name, coder):
    """The index of a transcript and a coder's column."""
    model = page.tasks.rows
    row = [line[0] for line in cells(page)].index(name)
    return model.index(row, {"Mira": 1, "Noor": 2}[coder])


def go(page, name, coder):
    page.tasks.go_to(at(page, name, coder))
    page.tasks.setFocus()


def test_coders_with_their_work_and_transcripts_by_group(page):
    assert coders(page) == [
        ["Mira", "Person, at work now", "3", "3", "0", "4"],
        ["Noor", "Person", "2", "2", "0", "2"],
    ]
    assert cells(page) == [
        ["Carers", "", ""],
        ["Anna", "coding · 2", "coding"],
        ["Ben", "coding · 1", "coding"],
        ["Staff", "", ""],
        ["Caro", "coding · 1", "–"],
    ]
    said = cells(page, Qt.ItemDataRole.AccessibleTextRole)
    assert said[1][1:] == ["Anna, Mira: coding, 2 segments", "Anna, Noor: coding"]
    assert said[4][2] == "Caro, Noor: not assigned"
    assert "3 transcripts · 2 assigned to two or more · 0 to nobody" in words_in(page)


def test_numbers_of_others_come_with_the_opened_comparison(page, study):
    study.project.open_comparison((study.mira, study.noor))
    look()
    assert cells(page)[1] == ["Anna", "coding · 2", "coding · 1"]


def test_space_goes_on_to_the_next_state(page, study):
    noor, caro = study.noor, study.transcripts[2]
    go(page, "Caro", "Noor")
    press("Space")
    assert study.project.tasks()[noor, caro] == "empty"
    assert at(page, "Caro", "Noor").data() == "nothing coded"
    press("Space")
    assert study.project.tasks()[noor, caro] == "finished"
    press("Space")
    # What others see of it is hidden, so the assignment is not taken away by itself.
    assert study.project.tasks()[noor, caro] == "empty"
    press("N")
    assert (noor, caro) not in study.project.tasks()
    press("Ctrl+Z", "Ctrl+Z", "Ctrl+Z", "Ctrl+Z")
    assert (noor, caro) not in study.project.tasks()


def test_what_is_coded_keeps_its_assignment_at_a_space(page, study):
    anna = study.transcripts[0]
    go(page, "Anna", "Mira")
    press("Space")
    assert study.project.tasks()[1, anna] == "finished"
    press("Space")
    assert study.project.tasks()[1, anna] == "coding"


def test_several_rows_are_set_at_once(page, study):
    project, (anna, ben, caro) = study.project, study.transcripts
    before = dump(project)
    go(page, "Anna", "Noor")
    press("Shift+Down", "Shift+Down", "Shift+Down", "A", "F")
    assert [project.tasks()[study.noor, each] for each in (anna, ben, caro)] == ["finished"] * 3
    assert project.next_undo().summary == "Marked 3 transcripts of “Noor” as finished"
    press("Ctrl+Z", "Ctrl+Z")
    assert dump(project) == before
    go(page, "Anna", "Mira")
    press("Shift+Right")
    click(page.marks["finished"])
    assert {key for key, task in project.tasks().items() if task == "finished"} == {
        (1, anna),
        (study.noor, anna),
    }


def test_a_click_on_a_sign_is_a_space(page, study):
    table, caro = page.tasks, study.transcripts[2]
    rect = table.visualRect(at(page, "Caro", "Noor"))
    left = Qt.MouseButton.LeftButton
    middle = rect.center()
    QTest.mouseClick(table.viewport(), left, Qt.KeyboardModifier.NoModifier, middle)
    assert (study.noor, caro) not in study.project.tasks()
    sign = QPoint(rect.left() + 12, rect.center().y())
    QTest.mouseClick(table.viewport(), left, Qt.KeyboardModifier.NoModifier, sign)
    assert study.project.tasks()[study.noor, caro] == "empty"


def test_enter_opens_a_transcript_and_escape_leaves(page, window, study):
    go(page, "Ben", "Noor")
    press("Return")
    look()
    assert window.places.currentWidget() is window.code_place
    assert window.code_place.reader.view.transcript_id() == study.transcripts[1]
    window.menu_actions["team"].trigger()
    press("Escape")
    assert window.places.currentWidget() is window.code_place


# Coders --------------------------------------------------------------------------------------


def test_a_coder_is_added_and_does_not_start_to_work(page, window, study):
    click(page.add)
    dialog = shown(window, QInputDialog)
    dialog.setTextValue("Petra")
    dialog.accept()
    look()
    assert [line[NAME] for line in coders(page)] == ["Mira", "Noor", "Petra"]
    assert study.project.coder().name == "Mira"
    assert cells(page)[1][3] == "–"


def test_a_coder_is_renamed_in_place(page, study, qtbot, window):
    page.coders.setFocus()
    press("Down", "F2")
    focused().selectAll()
    write("Noor B.")
    press("Return")
    settle(qtbot)
    assert study.project.coders()[1].name == "Noor B."
    press("F2")
    focused().selectAll()
    write("Mira")
    press("Return")
    settle(qtbot)
    assert study.project.coders()[1].name == "Noor B."
    assert coders(page)[1][NAME] == "Noor B."


def test_deleting_says_in_numbers_what_goes(page, window, study):
    before = dump(study.project)
    assert not page.delete.isEnabled()
    page.coders.setFocus()
    press("Down", "Del")
    dialog = shown(window, DeleteCoderDialog)
    assert "This takes away 2 segments and 2 assignments." in words_in(dialog)
    dialog.reject()
    look()
    assert dump(study.project) == before
    click(page.delete)
    accept(shown(window, DeleteCoderDialog))
    assert [line[NAME] for line in coders(page)] == ["Mira"]
    window.menu_actions["undo"].trigger()
    assert dump(study.project) == before
    assert len(coders(page)) == 2


def test_only_persons_are_offered_to_code(page, window, study):
    study.project.code_again([study.transcripts[0]])
    look()
    offered = [each.text() for each in window.title_bar.coder.menu().actions() if each.text()]
    assert offered[:2] == ["Mira", "Noor"] and len(offered) == 3
    assert coders(page)[2][NAME].startswith("Mira, before ")
    assert coders(page)[2][KIND] == "Earlier coding"
    assert page.tasks.rows.columnCount() == 3


# Drawing and coding again --------------------------------------------------------------------


def test_a_sample_is_seen_before_it_is_assigned(page, window, study):
    before = dump(study.project)
    click(page.draw)
    dialog = shown(window, DrawDialog)
    dialog.coder.setFocus()
    write("Jonas")
    assert not dialog.buttons.button(QDialogButtonBox.StandardButton.Ok).isEnabled()
    line = dialog.ticks.line
    line.number.setValue(2)
    line.unit.setCurrentIndex(1)
    line.seed.setValue(41)
    click(line.button)
    assert "2 of 3 transcripts" in words_in(dialog)
    assert "1 from each group" in words_in(dialog)
    assert dump(study.project) == before
    drawn = dialog.ticks.chosen()
    accept(dialog)
    jonas = study.project.coders()[-1]
    assert {t for c, t in study.project.tasks() if c == jonas.id} == set(drawn)
    assert study.project.next_undo().summary == (
        "Assigned 2 of 3 transcripts to “Jonas”, 1 from each group, drawn at random in equal "
        "shares of each group (seed 41)"
    )
    window.menu_actions["undo"].trigger()
    assert dump(study.project) == before


def test_what_one_coder_codes_can_be_drawn_for_another(page, window, study):
    window.menu_actions["draw_assignments"].trigger()
    dialog = shown(window, DrawDialog)
    dialog.coder.setCurrentText("Mira")
    dialog.source.setCurrentIndex(dialog.source.findText("Those that Noor codes"))
    assert "0 of 2 transcripts" in words_in(dialog)
    dialog.ticks.list.setFocus()
    press("Space")
    accept(dialog)
    # Mira had it already, so that nothing was to be done.
    assert study.project.next_undo().label == "Add memo"


def test_coding_again_empties_the_reader(page, window, study):
    project, anna = study.project, study.transcripts[0]
    press("Escape")
    window.code_place.open_transcript(anna)
    marks = window.code_place.reader.view
    assert len(project.segments(anna)) == 2
    window.menu_actions["code_again"].trigger()
    dialog = shown(window, CodeAgainDialog)
    dialog.ticks.list.setFocus()
    press("Space")
    accept(dialog)
    assert project.next_undo().summary.startswith("Kept 2 segments in 1 transcript as “Mira, be")
    assert project.segments(anna) == ()
    assert window.code_place.transcripts is not None
    assert [*marks.marks()] == []
    window.menu_actions["undo"].trigger()
    assert len([*marks.marks()]) == 2


def test_a_copy_is_kept_by_choice(window, study):
    project, anna = study.project, study.transcripts[0]
    window.menu_actions["code_again"].trigger()
    dialog = shown(window, CodeAgainDialog)
    dialog.ticks.tick([anna])
    dialog.on.setFocus()
    press("Space")
    accept(dialog)
    assert len(project.segments(anna)) == 2
    assert project.coders()[-1].kind == "earlier"


# Blind ---------------------------------------------------------------------------------------


def test_agree_shows_nothing_before_the_comparison_is_opened(window, study, qtbot):
    project, place = study.project, None
    project.update_study(method="codebook")
    window.show_place("agree")
    look()
    place = window.agree_place
    assert place.comparison() is None
    said = words_in(place)
    assert "Mira and Noor code without seeing each other’s work" in said
    assert "2 transcripts in common. Mira has finished 0 of them, Noor has finished 0." in said
    assert not any("κ" in each for each in said)
    card = place.empty.blind
    assert card.act.text() == "Open it before both have finished"
    for coder in (study.mira, study.noor):
        project.set_finished(coder, study.transcripts[:2], True)
    look()
    assert "2 transcripts in common. Both have finished all of them." in words_in(place)
    assert card.act.text() == "Open the comparison"
    click(card.act)
    look()
    assert project.opened((study.mira, study.noor)) is not None
    assert place.splitter.isVisible() and not card.isVisible()
    window.menu_actions["undo"].trigger()
    look()
    assert card.isVisible() and place.comparison() is None


def test_no_card_between_a_person_and_an_earlier_coding(window, study):
    project = study.project
    layer = project.code_again([study.transcripts[0]], keep_coding=True)
    window.show_place("agree")
    look()
    window.agree_place.choices._set_coders((study.mira, layer))
    look()
    assert not window.agree_place.empty.blind.isVisible()
    assert window.agree_place.splitter.isVisible()


def test_a_blind_coder_sees_no_memo_of_the_other_in_the_window(window, study, qtbot):
    project = study.project
    assert window.code_place.codes.tree is not None
    press("Ctrl+Shift+J")
    settle(qtbot)
    page = window.write_place.memos
    assert page.table.model().rowCount() > 0
    window.session.code_as(study.noor)
    settle(qtbot)
    assert page.table.model().rowCount() == 0
    project.open_comparison((study.mira, study.noor))
    settle(qtbot)
    assert page.table.model().rowCount() > 0


def test_progress_keeps_not_assigned_and_not_begun_apart(window, study, qtbot):
    project = study.project
    window.session.code_as(study.noor)
    window.menu_actions["progress"].trigger()
    page = window.progress.page
    page.finish()
    settle(qtbot)
    assert [page.table.rows.cells(row)[2] for row in page.table.rows.rows()] == [
        "coding",
        "coding",
        "not assigned",
    ]
    project.assign(study.noor, [study.transcripts[2]])
    settle(qtbot)
    assert page.table.rows.cells(page.table.rows.rows()[2])[2] == "not begun"
    project.undo()
    project.set_read([study.transcripts[2]], True)
    settle(qtbot)
    assert page.table.rows.cells(page.table.rows.rows()[2])[2] == "read, not assigned"
