"""The code tree as a person rearranges it: what is stored, and what is shown."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtTest import QTest

from acting import (
    all_rows,
    choose_row,
    click,
    coded,
    counts,
    drag_rows,
    dragged,
    drop,
    focused,
    id_of,
    link,
    marked,
    middle_of,
    named,
    offered,
    press,
    row,
    seen_rows,
    settle,
    spot,
    write,
)
from coder_gui.app.project import Project
from coder_gui.storage import codes
from filling import dump

LONG_NAME = "What people say when nobody has asked them and yet everybody waits for an answer "


@pytest.fixture
def tree(window, study):
    return window.code_place.codes.tree


def stored(study):
    """The stored tree: names with their depth."""
    return [(code.name, depth) for code, depth in study.project.codebook().walk()]


def test_the_tree_shows_the_codebook_with_counts(tree, study):
    assert [index.data() for index in all_rows(tree)] == [name for name, _ in stored(study)]
    assert counts(tree) == {"Being alone": 3, "Nobody there": 2, "Help given": 1, "Forms": 1}


# Names ---------------------------------------------------------------------------------------


def test_f2_renames_in_place(window, tree, study, qtbot):
    choose_row(tree, "Help given")
    press("F2")
    write("Help that came")
    press("Return")
    settle(qtbot)
    assert study.project.codebook()[study.help].name == "Help that came"
    assert "Help that came" in seen_rows(tree)
    assert window.status.text() == "Renamed “Help given” to “Help that came”"
    names = [name for name, _words in marked(window.code_place.reader.view)]
    assert "Help that came" in names
    assert tree.current_code() == study.help


def test_escape_takes_a_typed_name_back(tree, study, qtbot):
    choose_row(tree, "Help given")
    before = study.project.next_undo()
    press("F2")
    write("Something else")
    press("Escape")
    settle(qtbot)
    assert study.project.codebook()[study.help].name == "Help given"
    assert "Help given" in seen_rows(tree)
    assert study.project.next_undo() == before


@pytest.mark.parametrize("name", ["", "   ", "Help given"])
def test_no_name_and_the_same_name_change_nothing(tree, study, qtbot, name):
    choose_row(tree, "Help given")
    before = study.project.next_undo()
    press("F2", "Ctrl+A", "Delete")
    write(name)
    press("Return")
    settle(qtbot)
    assert "Help given" in seen_rows(tree)
    assert study.project.next_undo() == before


@pytest.mark.parametrize("leave", ["close", "quit", "undo", "next_transcript"])
def test_a_name_that_is_being_typed_is_not_lost(window, tree, study, qtbot, leave):
    choose_row(tree, "Help given")
    press("F2", "Ctrl+A")
    write("Help that came")
    window.menu_actions[leave].trigger()
    settle(qtbot)
    window.close()
    again = Project.open(study.project.path)
    if leave == "undo":
        assert again.codebook()[study.help].name == "Help given"
        again.redo()
    assert again.codebook()[study.help].name == "Help that came"
    again.close()


def test_a_new_theme_and_a_code_in_it_are_named_at_once(window, tree, study, qtbot):
    press("Ctrl+Shift+T")
    write("Waiting")
    press("Return")
    settle(qtbot)
    press("Ctrl+Shift+N")
    write("For a bus")
    press("Return")
    settle(qtbot)
    assert stored(study)[-2:] == [("Waiting", 0), ("For a bus", 1)]
    assert seen_rows(tree)[-2:] == ["Waiting", "For a bus"]
    assert focused() is tree
    kinds = {code.name: code.kind for code in study.project.codebook()}
    assert (kinds["Waiting"], kinds["For a bus"]) == ("theme", "code")


def test_letters_of_reader_keys_are_typed_into_a_name(tree, study, qtbot):
    choose_row(tree, "Forms")
    press("F2")
    write("Care c r")
    press("Home", "Delete", "Return")
    settle(qtbot)
    assert study.project.codebook()[study.forms].name == "are c r"


# Moving --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "target", "height", "expected"),
    [
        ("Help given", "Nobody there", 0.05, [("Help given", 1), ("Nobody there", 1)]),
        ("Nobody there", "Help given", 0.95, [("Help given", 1), ("Nobody there", 1)]),
        ("Forms", "Help given", 0.95, [("Nobody there", 1), ("Help given", 1), ("Forms", 1)]),
        ("Forms", "Help given", 0.05, [("Nobody there", 1), ("Forms", 1), ("Help given", 1)]),
        ("Forms", "Help given", 0.5, [("Nobody there", 1), ("Help given", 1), ("Forms", 2)]),
        ("Forms", "Being alone", 0.95, [("Forms", 1), ("Nobody there", 1), ("Help given", 1)]),
    ],
)
def test_a_code_is_dragged_above_below_and_onto_another(
    window, tree, study, name, target, height, expected
):
    assert drag_rows(tree, [name], spot(tree, target, height))
    assert stored(study)[1 : 1 + len(expected)] == expected
    assert [index.data() for index in all_rows(tree)] == [name for name, _ in stored(study)]
    assert "Moved" in window.status.text()
    press("Ctrl+Z")
    assert counts(tree) == {"Being alone": 3, "Nobody there": 2, "Help given": 1, "Forms": 1}
    assert [name for name, _ in stored(study)] == list(counts(tree))


def test_a_code_dropped_beside_the_rows_goes_to_the_top(tree, study):
    assert drag_rows(tree, ["Help given"], QPoint(50, tree.viewport().height() - 5))
    assert stored(study)[-1] == ("Help given", 0)


def test_a_theme_is_not_moved_under_itself(window, tree, study):
    before = dump(study.project)
    drag_rows(tree, ["Being alone"], spot(tree, "Help given"))
    assert window.notices.texts() == [
        "“Being alone” cannot be moved into its own branch. Nothing was changed."
    ]
    assert dump(study.project) == before
    assert seen_rows(tree) == ["Being alone", "Nobody there", "Help given", "Forms"]


def test_several_codes_keep_their_order_and_their_branches(tree, study):
    basket = study.project.add_code("Basket", kind="theme")
    drag_rows(tree, ["Forms", "Help given", "Being alone"], spot(tree, "Basket"))
    assert stored(study) == [
        ("Basket", 0),
        ("Being alone", 1),
        ("Nobody there", 2),
        ("Help given", 2),
        ("Forms", 1),
    ]
    assert study.project.codebook()[study.theme].parent_id == basket


def test_files_are_not_taken_for_codes(tree, tmp_path):
    data = QMimeData()
    data.setText("Forms")
    assert not drop(tree.viewport(), spot(tree, "Forms"), data)


# Coding from the tree ------------------------------------------------------------------------


def double_click(tree, name):
    choose_row(tree, name)
    QTest.mouseDClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=spot(tree, name))


def test_a_passage_dropped_on_a_code_is_coded(window, tree, study):
    view, anna = window.code_place.reader.view, study.transcripts[0]
    view.select(*study.span(anna, "I walked."))
    data = view.createMimeDataFromSelection()
    assert drop(tree.viewport(), spot(tree, "Forms"), data)
    assert ("Forms", "I walked.") in coded(study.project, anna)
    assert not drop(tree.viewport(), QPoint(50, tree.viewport().height() - 5), data)


def test_a_code_dropped_on_a_sentence_codes_it(window, tree, study):
    view, anna = window.code_place.reader.view, study.transcripts[0]
    start, _end = study.span(anna, "walked.")
    assert drop(view.viewport(), middle_of(view, start), dragged(tree, "Forms"))
    assert ("Forms", "I walked.") in coded(study.project, anna)
    assert counts(tree)["Forms"] == 2


def test_a_double_click_and_enter_code_the_selected_words(window, tree, study):
    view, anna = window.code_place.reader.view, study.transcripts[0]
    view.select(*study.span(anna, "I walked."))
    double_click(tree, "Forms")
    assert ("Forms", "I walked.") in coded(study.project, anna)
    assert focused() is view
    view.select(*study.span(anna, "What did you do then?"))
    choose_row(tree, "Help given")
    press("Return")
    assert ("Help given", "What did you do then?") in coded(study.project, anna)


def test_a_double_click_without_words_says_what_to_do(window, tree, study):
    before = study.project.next_undo()
    double_click(tree, "Forms")
    assert "Select the words" in window.status.text()
    assert study.project.next_undo() == before


# Open, chosen, filtered ----------------------------------------------------------------------


def test_what_is_folded_and_chosen_stays_so(tree, study):
    tree.collapse(row(tree, "Being alone"))
    choose_row(tree, "Forms")
    study.project.rename_code(study.help, "Help at last")
    study.project.add_code("One more", study.theme)
    assert seen_rows(tree) == ["Being alone", "Forms"]
    assert tree.current_code() == study.forms
    assert tree.selected_codes() == [study.forms]


def test_the_filter_narrows_the_tree_and_what_was_folded_is_folded_again(window, tree):
    tree.collapse(row(tree, "Being alone"))
    press("Ctrl+K")
    write("help")
    assert seen_rows(tree) == ["Being alone", "Help given"]
    press("Ctrl+K")
    assert seen_rows(tree) == ["Being alone", "Forms"]


def test_the_filter_stays_while_codes_change(window, tree, study):
    press("Ctrl+K")
    write("ALÓNE")
    assert seen_rows(tree) == ["Being alone", "Nobody there", "Help given"]
    study.project.rename_code(study.theme, "Company")
    assert seen_rows(tree) == []
    study.project.undo()
    assert seen_rows(tree) == ["Being alone", "Nobody there", "Help given"]


def test_two_thousand_codes_are_shown_and_filtered(window, tree, study):
    with study.project.file.journal.step("Many") as step:
        themes = [codes.add_code(step, f"Theme {n}", "theme", None, "blue") for n in range(20)]
        for n in range(2_000):
            codes.add_code(step, f"Code {n}", "code", themes[n % 20], None)
    assert len(list(all_rows(tree))) == 2_024
    press("Ctrl+K")
    write("code 1999")
    assert seen_rows(tree) == ["Theme 19", "Code 1999"]


# Deleting, merging, colours, kinds -----------------------------------------------------------


def test_delete_says_how_much_goes_and_undo_brings_all_back(window, tree, study):
    before = dump(study.project)
    choose_row(tree, "Being alone")
    press("Delete")
    assert window.status.text() == "Deleted 3 codes and 5 segments"
    assert seen_rows(tree) == ["Forms"]
    assert marked(window.code_place.reader.view) == []
    click(link(window, "Undo"))
    assert dump(study.project) == before
    assert counts(tree)["Being alone"] == 3
    assert len(marked(window.code_place.reader.view)) == 2


def test_merging_goes_through_the_palette(window, tree, study):
    choose_row(tree, "Nobody there")
    window.menu_actions["merge_code"].trigger()
    picker = window.code_place.codes._picker
    assert "Nobody there – Being alone" not in offered(picker)
    write("fo")
    press("Return")
    assert study.alone not in study.project.codebook()
    assert counts(tree) == {"Being alone": 1, "Help given": 1, "Forms": 3}
    assert ("Forms", "the bus was late") in marked(window.code_place.reader.view)
    assert tree.current_code() == study.forms
    assert window.status.text().startswith("Merged “Nobody there” into “Forms”")
    assert named(window.code_place.inspector, "Full definition")


def test_a_theme_is_not_offered_its_own_branch(window, tree, study):
    choose_row(tree, "Being alone")
    window.menu_actions["merge_code"].trigger()
    assert offered(window.code_place.codes._picker) == ["All codes", "Forms"]
    press("Escape")
    assert focused() is tree


def entry(window, *texts):
    """An entry of the tree's menu, or of a menu in it."""
    menu = window.code_place.codes.menu()
    for text in texts[:-1]:
        menu = next(a.menu() for a in menu.actions() if a.text() == text)
    return next(a for a in menu.actions() if a.text() == texts[-1])


def test_a_colour_from_the_menu_is_stored_and_shown(window, tree, study):
    choose_row(tree, "Being alone")
    entry(window, "Colour", "Green").trigger()
    assert study.project.codebook().colour(study.help) == "green"
    colours = {mark.colour for mark in window.code_place.reader.view._marks}
    assert colours == {"green/1", "green/2"}


def test_kinds_and_places_change_by_the_menu(window, tree, study, qtbot):
    choose_row(tree, "Help given")
    entry(window, "Make it a theme").trigger()
    assert study.project.codebook()[study.help].kind == "theme"
    entry(window, "Move to the top").trigger()
    assert study.project.codebook()[study.help].parent_id is None
    assert tree.current_code() == study.help
    entry(window, "New code under this one").trigger()
    write("Bread")
    press("Return")
    settle(qtbot)
    assert study.project.codebook()[id_of(tree, "Bread")].parent_id == study.help


# Rows ----------------------------------------------------------------------------------------


def test_long_names_wrap_and_heights_follow_the_width(window, tree, study, qtbot):
    code = study.project.add_code(LONG_NAME * 4)
    tree.choose(code)
    settle(qtbot)
    place = row(tree, " ".join((LONG_NAME * 4).split()))
    narrow = tree.visualRect(place).height()
    assert narrow > 5 * tree.visualRect(row(tree, "Forms")).height()
    window.code_place.splitter.setSizes([400, 600, 270])
    qtbot.waitUntil(lambda: tree.visualRect(place).height() < narrow)
    window.menu_actions["one_line"].trigger()
    qtbot.waitUntil(
        lambda: tree.visualRect(place).height() == tree.visualRect(row(tree, "Forms")).height()
    )
