"""The head of the reader in narrow windows, what is remembered of the tree, signs in words."""

import gc

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from acting import counts, look, press, row, seen_rows, settle
from coder_gui.app.noting import Subject
from coder_gui.ui.codebook.code_rows import ID
from coder_gui.ui.transcript import TranscriptView

SPOKEN = Qt.ItemDataRole.AccessibleTextRole


# The head ------------------------------------------------------------------------------------


def in_head(window):
    """What is seen in the head, with the words of the chips; all of it within its edges."""
    look()
    head = window.code_place.reader.head
    labels = [each for each in (head._title, head._facts, head._number) if each.isVisible()]
    chips = [window.code_place.reader.showing.chip, window.code_place.reader.speakers.chip]
    for each in [*labels, *chips]:
        assert each.geometry().right() <= head.width()
    for chip in chips:
        assert chip.width() >= chip.sizeHint().width(), "nothing of a chip is cut"
    return [each.text() for each in labels], [chip._words(chip._brief) for chip in chips]


def test_in_a_wide_window_all_is_said(window, study):
    window.resize(1500, 780)
    labels, chips = in_head(window)
    assert labels[0] == "Anna" and len(labels) == 3 and labels[2].endswith("by Mira")
    assert chips == [("Show", "all"), ("Speakers", "everybody")]


def test_with_the_inspector_in_a_narrow_window_facts_give_way(window, study):
    window.resize(860, 780)
    look()
    if window.code_place.inspector.isHidden():
        press("Ctrl+Shift+B")
    labels, chips = in_head(window)
    assert window.code_place.inspector.isVisible()
    assert labels[0] == "Anna" and len(labels) < 3
    assert chips == [("Show", "all"), ("Speakers", "everybody")]
    head = window.code_place.reader.head
    assert "by Mira" in head._title.toolTip()


def test_where_it_is_narrowest_the_chips_say_only_what_was_chosen(window, study):
    person = study.project.transcripts()[0].participant_id
    study.project.update_participant(person, "Anna, who has a very long label of her own", None)
    reader = window.code_place.reader
    window.resize(860, 780)
    look()
    if window.code_place.inspector.isHidden():
        press("Ctrl+Shift+B")
    reader.showing.dim_coded(True)
    _labels, chips = in_head(window)
    assert chips == [("", "uncoded"), ("Speakers", "")]
    assert reader.speakers.chip.accessibleName() == "Speakers: everybody"
    window.resize(1500, 780)
    _labels, chips = in_head(window)
    assert chips == [("Show", "uncoded"), ("Speakers", "everybody")]


# The tree at the next start ------------------------------------------------------------------


def choose(window, text):
    menu = window.code_place.codes.view_menu
    next(a for a in menu.actions() if a.text().replace("&", "") == text).trigger()
    look()


def test_sorting_and_counts_come_back_for_this_project(window, make, study, project_beside):
    tree = window.code_place.codes.tree
    choose(window, "Sort by name")
    choose(window, "Of the code alone")
    choose(window, "Count transcripts")
    names, numbers = seen_rows(tree), counts(tree)
    window.open_project(project_beside)
    assert window.code_place.codes.view_menu.state() == ""
    window.close()
    again = make()
    again.open_project(study.project.path)
    look()
    tree = again.code_place.codes.tree
    assert (seen_rows(tree), counts(tree)) == (names, numbers)
    menu = again.code_place.codes.view_menu
    checked = {a.text().replace("&", "") for a in menu.actions() if a.isChecked()}
    assert {"Sort by name", "Of the code alone", "Count transcripts", "By me"} <= checked
    kept = again.settings.get(f"tree/{again.session.project.study().guid}")
    assert kept == "name transcripts alone", "words of the program, none of the study"


@pytest.fixture
def project_beside(tmp_path):
    from coder_gui.app.project import Project

    path = tmp_path / "Another.coding"
    Project.create(path, "Another", "Mira").close()
    return path


@pytest.mark.parametrize("state", ["", "nonsense", "count archived everybody here"])
def test_whatever_is_remembered_is_a_choice(window, study, state):
    menu = window.code_place.codes.view_menu
    menu.restore(state)
    assert menu.state() == (
        "" if state == "nonsense" else "count here everybody archived" * bool(state)
    )


# Signs in words ------------------------------------------------------------------------------


def test_memo_signs_are_said_in_the_list_and_in_the_tree(window, study, qtbot):
    listed, tree = window.code_place.transcripts, window.code_place.codes.tree
    anna, ben = study.transcripts[:2]
    study.project.add_memo("To be read again.", Subject(transcript_id=ben))
    study.project.add_memo("Too wide.", Subject(code_id=study.forms))
    settle(qtbot)
    said = {each: listed._items[each].data(SPOKEN) for each in (anna, ben)}
    assert said[ben].endswith(", with memos") and said[ben].startswith("Ben, ")
    code = row(tree, "Forms")
    assert code.data(ID) == study.forms and code.data(SPOKEN).endswith(", with memos")
    study.project.rename_code(study.forms, "Papers")
    look()
    assert row(tree, "Papers").data(SPOKEN).endswith(", with memos")
    press("Ctrl+Z", "Ctrl+Z", "Ctrl+Z")
    settle(qtbot)
    assert not row(tree, "Forms").data(SPOKEN).endswith(", with memos")
    assert not listed._items[ben].data(SPOKEN).endswith(", with memos")


# Coming and going ----------------------------------------------------------------------------


def test_a_reader_that_is_thrown_away_says_nothing(qapp, capfd):
    for _ in range(3):
        view = TranscriptView()
        view.show()
        QApplication.processEvents()
        view.close()
        del view
        gc.collect()
        QApplication.processEvents()
    assert "Error" not in capfd.readouterr().err
