"""The page that compares codebooks, as a person keeps, compares, filters and exports."""

import csv

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QInputDialog

from acting import click, focused, link, look, press, settle, words_in, write
from coder_gui.ui.codebook.comparing import comparing


def rows(page):
    model = page.table.rows
    return [tuple(model.cells(each)) for each in model.differences()]


def choose(chip, text):
    next(a for a in chip.menu().actions() if a.text() == text).trigger()
    look()


@pytest.fixture
def page(window, study):
    """A codebook was kept, then a code renamed and redefined, and words coded."""
    study.project.keep_snapshot("Round one")
    study.project.rename_code(study.help, "Help at last")
    study.project.edit_entry(study.forms, definition="Papers.\nTo fill in.")
    study.code(study.transcripts[0], study.alone, "I walked.")
    window.menu_actions["compare_codebooks"].trigger()
    look()
    return comparing(window).page


def test_a_codebook_is_kept_under_a_name_and_undone(window, study, qtbot):
    window.menu_actions["keep_codebook"].trigger()
    look()
    dialog = window.findChild(QInputDialog)
    assert dialog.textValue() == "Codebook 1"
    dialog.setTextValue("After ten interviews")
    dialog.accept()
    settle(qtbot)
    assert [each.name for each in study.project.snapshots()] == ["After ten interviews"]
    assert window.status.text() == "Kept the codebook as “After ten interviews”, 4 codes"
    click(link(window, "Undo"))
    assert study.project.snapshots() == ()


def test_without_a_kept_codebook_the_page_says_what_to_do(window, study):
    window.menu_actions["compare_codebooks"].trigger()
    look()
    page = comparing(window).page
    assert "No codebook is kept yet" in words_in(page)
    click(page.nothing.focusProxy())
    look()
    window.findChild(QInputDialog).accept()
    look()
    assert "Nothing is different." in words_in(page)


def test_what_is_different_is_shown_in_tree_order(page):
    assert rows(page) == [
        ("Renamed", "Help at last", "Being alone", "Help given", "Help at last"),
        ("Redefined", "Forms", "", "", "Full definition: Papers.\nTo fill in."),
    ]
    assert "2 differences in 2 codes" in words_in(page)
    choose(page.kinds, "all")
    assert ("Segments", "Nobody there", "Being alone", "3", "4") in rows(page)
    choose(page.kinds, "Renamed (1)")
    assert [row[0] for row in rows(page)] == ["Renamed"]


def test_the_filter_narrows_and_the_heads_sort(page):
    page.field.setFocus()
    write("PAPERS fill")
    assert [row[1] for row in rows(page)] == ["Forms"]
    page.field.clear()
    page.table.sortByColumn(1, page.table.horizontalHeader().sortIndicatorOrder().AscendingOrder)
    assert [row[1] for row in rows(page)] == ["Forms", "Help at last"]
    page.table.selectAll()
    press("Tab")
    page.table.setFocus()
    press("Ctrl+C")
    copied = QGuiApplication.clipboard().text().splitlines()
    assert copied[0].startswith("Change\tCode\tUnder\tBefore: Round one")
    assert copied[1].startswith("Redefined\tForms")


def test_two_kept_codebooks_and_steps_meanwhile(window, page, study):
    study.project.keep_snapshot("Round two")
    look()
    choose(page.later, study.project.name_of_snapshot(study.project.snapshots()[0].id))
    assert len(rows(page)) == 2
    study.project.rename_code(study.help, "Later")
    assert len(rows(page)) == 2
    choose(page.later, "the codebook as it is")
    assert rows(page)[0][4] == "Later"
    choose(page.kept, "Delete “Round one”")
    assert window.status.text() == "Deleted the kept codebook “Round one”"
    assert rows(page) == [("Renamed", "Later", "Being alone", "Help at last", "Later")]


def test_enter_goes_to_the_code(window, page, study):
    page.table.setFocus()
    page.table.selectRow(0)
    press("Return")
    look()
    tree = window.code_place.codes.tree
    assert tree.current_code() == study.help
    assert focused() is tree


def test_the_comparison_is_exported(window, page, tmp_path):
    path = tmp_path / "what changed.csv"
    page.export_to(path)
    table = list(csv.reader(path.read_text("utf-8-sig").splitlines()))
    assert table[0][:3] == ["Change", "Code", "Under"]
    assert table[1][1:3] == ["Help at last", "Being alone"]
    assert any("what changed.csv" in text for text in window.notices.texts())
    page.export_to(tmp_path / "what changed.xlsx")
    assert (tmp_path / "what changed.xlsx").read_bytes()[:2] == b"PK"


def test_done_goes_back_and_closing_forgets(window, page):
    click(page.done)
    assert window.places.currentWidget() is window.code_place
    window.close_project()
    assert rows(page) == []
