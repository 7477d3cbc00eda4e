"""The code tree as a person shapes it: cut, paste, duplicate, sort, archive, count, find."""

import pytest
from PySide6.QtWidgets import QMenu

from acting import (
    choose_row,
    click,
    counts,
    drag_rows,
    focused,
    look,
    named,
    offered,
    press,
    row,
    seen_rows,
    settle,
    spot,
    words_in,
    write,
)
from coder_gui.domain.palette import PALETTE
from coder_gui.ui import theme
from coder_gui.ui.code_colours import code_colour
from coder_gui.ui.codebook.code_rows import COLOUR, IS_QUIET
from filling import dump


@pytest.fixture
def tree(window, study):
    return window.code_place.codes.tree


def stored(study):
    return [(code.name, depth) for code, depth in study.project.codebook().walk()]


def show(window, text):
    """Choose an entry of the menu of sorting and counts, by its words."""
    menu = window.code_place.codes.view_menu
    next(a for a in menu.actions() if a.text().replace("&", "") == text).trigger()
    look()


def choose_more(tree, name):
    model = tree.selectionModel()
    model.select(row(tree, name), model.SelectionFlag.Select)


def quiet_rows(tree):
    return [name for name in seen_rows(tree) if row(tree, name).data(IS_QUIET)]


# Cut and paste -------------------------------------------------------------------------------


def test_cut_codes_are_pasted_under_the_current_one(window, tree, study):
    choose_row(tree, "Nobody there")
    choose_more(tree, "Help given")
    press("Ctrl+X")
    assert quiet_rows(tree) == ["Nobody there", "Help given"]
    before = study.project.next_undo()
    choose_row(tree, "Forms")
    assert study.project.next_undo() == before
    press("Ctrl+V")
    assert stored(study)[1:] == [("Forms", 0), ("Nobody there", 1), ("Help given", 1)]
    assert quiet_rows(tree) == []
    assert window.status.text() == "Moved 2 codes under “Forms”"
    assert tree.current_code() == study.alone
    press("Ctrl+Z")
    assert [name for name, _ in stored(study)] == [
        "Being alone",
        "Nobody there",
        "Help given",
        "Forms",
    ]


def test_escape_lets_go_of_what_was_cut(window, tree, study):
    choose_row(tree, "Forms")
    press("Ctrl+X", "Escape")
    assert quiet_rows(tree) == []
    choose_row(tree, "Being alone")
    before = dump(study.project)
    press("Ctrl+V")
    assert dump(study.project) == before
    assert window.status.text() == "Cut codes first, then paste them here."


def test_a_theme_is_not_pasted_into_its_own_branch(window, tree, study):
    choose_row(tree, "Being alone")
    press("Ctrl+X")
    choose_row(tree, "Help given")
    before = dump(study.project)
    press("Ctrl+V")
    assert dump(study.project) == before
    assert "cannot be moved into its own branch" in window.notices.texts()[0]


def test_cutting_letters_of_a_name_cuts_no_code(tree, study, qtbot):
    choose_row(tree, "Forms")
    press("F2", "Ctrl+A", "Ctrl+X")
    write("Papers ")
    press("Ctrl+V", "Return")
    settle(qtbot)
    assert study.project.codebook()[study.forms].name == "Papers Forms"
    assert quiet_rows(tree) == []


# Duplicate, sort, archive --------------------------------------------------------------------


def test_a_duplicate_has_branch_and_entry_but_no_segments(window, tree, study):
    study.project.edit_entry(study.help, definition="What others do.")
    study.project.set_shortcut(study.help, 3)
    choose_row(tree, "Being alone")
    press("Ctrl+D")
    assert stored(study) == [
        ("Being alone", 0),
        ("Nobody there", 1),
        ("Help given", 1),
        ("Being alone (copy)", 0),
        ("Nobody there", 1),
        ("Help given", 1),
        ("Forms", 0),
    ]
    copied = list(study.project.codebook())[5]
    assert (copied.definition, copied.shortcut) == ("What others do.", None)
    assert window.status.text() == "Duplicated “Being alone” without segments"
    assert counts(tree)["Being alone (copy)"] == 0
    assert tree.current_code() == row(tree, "Being alone (copy)").data(0x100)
    press("Ctrl+D", "Ctrl+Z", "Ctrl+Z")
    assert len(stored(study)) == 4


def test_sorting_by_name_is_a_step(window, tree, study):
    choose_row(tree, "Nobody there")
    window.menu_actions["sort_codes"].trigger()
    assert stored(study)[1:3] == [("Help given", 1), ("Nobody there", 1)]
    assert window.status.text() == "Sorted the codes under “Being alone” by name"
    before = study.project.next_undo()
    choose_row(tree, "Being alone")
    window.menu_actions["sort_codes"].trigger()
    assert study.project.next_undo() == before


def test_the_view_is_sorted_without_a_step_and_by_hand_comes_back(window, tree, study):
    before = dump(study.project)
    show(window, "Sort by name")
    assert seen_rows(tree) == ["Being alone", "Help given", "Nobody there", "Forms"]
    show(window, "Sort by count")
    assert seen_rows(tree) == ["Being alone", "Nobody there", "Help given", "Forms"]
    for words in ("The forms.", "Nobody can", "fill them in", "alone."):
        study.code(study.transcripts[2], study.forms, words)
    look()
    assert seen_rows(tree)[0] == "Forms"
    show(window, "Sort by hand")
    assert seen_rows(tree) == ["Being alone", "Nobody there", "Help given", "Forms"]
    assert dump(study.project)["code"] == before["code"]


def test_a_drop_between_sorted_rows_changes_the_parent_only(window, tree, study):
    show(window, "Sort by name")
    drag_rows(tree, ["Forms"], spot(tree, "Help given", 0.05))
    assert stored(study)[1:] == [("Nobody there", 1), ("Help given", 1), ("Forms", 1)]
    assert seen_rows(tree) == ["Being alone", "Forms", "Help given", "Nobody there"]


def test_archived_codes_leave_tree_and_palette_and_keep_their_segments(window, tree, study):
    place = window.code_place
    choose_row(tree, "Being alone")
    window.menu_actions["archive_code"].trigger()
    assert seen_rows(tree) == ["Forms"]
    assert window.status.text() == "Archived “Being alone”"
    assert len(study.project.segments(study.transcripts[0])) == 2
    place.reader.view.select(*study.span(study.transcripts[0], "I walked."))
    place.reader.view.setFocus()
    press("Return")
    assert offered(place.reader.picker) == ["All codes", "Forms"]
    press("Escape")
    show(window, "Show archived codes")
    assert seen_rows(tree) == ["Being alone", "Nobody there", "Help given", "Forms"]
    assert quiet_rows(tree) == ["Being alone", "Nobody there", "Help given"]
    assert counts(tree)["Being alone"] == 3
    assert row(tree, "Being alone").data(0x0B).endswith(", archived")
    choose_row(tree, "Being alone")
    window.menu_actions["archive_code"].trigger()
    assert window.status.text() == "Brought back “Being alone”"
    assert quiet_rows(tree) == []


# Counts, filter, colours ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        (["Of the code alone"], {"Being alone": 0, "Nobody there": 2, "Help given": 1, "Forms": 1}),
        (["By everybody"], {"Being alone": 5, "Nobody there": 3, "Help given": 2, "Forms": 1}),
        (
            ["Count transcripts", "By everybody"],
            {"Being alone": 2, "Nobody there": 2, "Help given": 2, "Forms": 1},
        ),
        (
            ["In the open transcript", "Count participants"],
            {"Being alone": 1, "Nobody there": 1, "Help given": 1, "Forms": 0},
        ),
    ],
)
def test_numbers_count_what_was_chosen(window, study, tree, entries, expected):
    study.project.open_comparison((study.mira, study.noor))
    for entry in entries:
        show(window, entry)
    assert counts(tree) == {**dict.fromkeys(expected, 0), **expected}


def test_counts_of_the_open_transcript_follow_it(window, tree, study):
    show(window, "In the open transcript")
    assert counts(tree)["Forms"] == 0
    window.code_place.open_transcript(study.transcripts[2])
    assert counts(tree)["Forms"] == 1
    assert counts(tree)["Being alone"] == 0
    study.code(study.transcripts[2], study.forms, "Nobody can")
    assert counts(tree)["Forms"] == 2


def test_the_filter_finds_words_of_the_entry_and_quiets_the_way_there(tree, study):
    study.project.edit_entry(study.alone, definition="Days without any visitor.")
    choose_row(tree, "Forms")
    press("Ctrl+K")
    write("visitor days")
    assert seen_rows(tree) == ["Being alone", "Nobody there"]
    assert quiet_rows(tree) == ["Being alone"]
    press("Ctrl+K")
    assert quiet_rows(tree) == []
    assert focused() is not None


def test_children_take_shades_of_their_theme(window, tree, study):
    own = study.project.codebook()[study.theme].colour
    seen = [row(tree, name).data(COLOUR) for name in ("Being alone", "Nobody there", "Help given")]
    assert seen == [own, f"{own}/1", f"{own}/2"]
    stripes = {mark.colour for mark in window.code_place.reader.view._marks}
    assert stripes == {f"{own}/1", f"{own}/2"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_shade_keeps_the_contrasts(qapp, scheme):
    theme.apply(qapp, scheme)
    page, text = theme.tokens().page, theme.tokens().tx
    for name in [*PALETTE, "#777777"]:
        found = [code_colour(word) for word in (name, f"{name}/1", f"{name}/2")]
        assert len({each.stripe.name() for each in found}) == 3
        for each in found:
            assert theme.contrast(each.stripe, page) >= 3.0
            assert theme.contrast(text, each.selected) >= 4.5
    theme.apply(qapp, "light")


def test_the_menu_hangs_on_a_button_and_in_the_menu_of_codes(window, tree):
    menu = window.code_place.codes.view_menu
    assert named(window.code_place.codes, "Sorting and counts").menu() is menu
    codes = window.menu_actions["sort_codes"].associatedObjects()
    assert any(menu.menuAction() in each.actions() for each in codes if isinstance(each, QMenu))


# The entry and the history of a code ---------------------------------------------------------


def test_the_history_of_a_code_unfolds_beside_it_and_follows(window, tree, study):
    study.project.open_comparison((study.mira, study.noor))
    choose_row(tree, "Nobody there")
    panel = window.code_place.inspector.code
    assert not panel.history.line.isVisible()
    click(named(panel, "History of this code"))
    look()
    assert panel.history.line.points() == [1, 2, 3, 3]
    assert panel.history.line.accessibleName().endswith("until now, 3 segments")
    assert "Added the code “Nobody there”" in words_in(panel)
    study.project.rename_code(study.alone, "Nobody at all")
    look()
    assert "Renamed “Nobody there” to “Nobody at all”" in words_in(panel)
    choose_row(tree, "Being alone")
    look()
    assert panel.history.line.points() == [1, 2, 3, 4, 5, 5]
    assert "Renamed “Nobody there” to “Nobody at all”" not in words_in(panel)
    click(named(panel, "History of this code"))
    assert not panel.history.line.isVisible()


def test_all_six_parts_of_the_entry_are_edited_in_place(window, tree, study, qtbot):
    choose_row(tree, "Help given")
    panel = window.code_place.inspector.code
    parts = {
        "Name": "name",
        "Brief definition": "brief",
        "Full definition": "definition",
        "When to use": "use_when",
        "When not to use": "avoid_when",
        "Example": "example",
    }
    for label in parts:
        named(panel, label).setFocus()
        press("Ctrl+A")
        write(f"New {label}")
        press("Tab")
        settle(qtbot)
    code = study.project.codebook()[study.help]
    assert {label: getattr(code, field) for label, field in parts.items()} == {
        label: f"New {label}" for label in parts
    }
    assert "New Name" in seen_rows(tree)
    name = named(panel, "Name")
    name.setFocus()
    press("Ctrl+A", "Delete", "Tab")
    settle(qtbot)
    assert name.toPlainText() == study.project.codebook()[study.help].name == "New Name"
    name.setFocus()
    press("End")
    write("s")
    press("Return")
    assert study.project.codebook()[study.help].name == "New Names"
