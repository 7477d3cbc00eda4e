"""Coding as another coder: what is shown and what is stored goes with the coder."""

from PySide6.QtWidgets import QInputDialog

from acting import (
    click,
    coded,
    counts,
    marked,
    middle_of,
    named,
    press,
    row,
    words_in,
    write,
)


def as_coder(window, name):
    menu = window.title_bar.coder.menu()
    next(each for each in menu.actions() if each.text() == name).trigger()


def test_another_coder_sees_only_their_own_work(window, study):
    anna = study.transcripts[0]
    click(
        window.code_place.reader.view.viewport(),
        middle_of(window.code_place.reader.view, study.span(anna, "the bus")[0]),
    )
    assert "Selected segment" in words_in(window.code_place.inspector)
    as_coder(window, "Noor")
    assert marked(window.code_place.reader.view) == [("Nobody there", "bus was late again")]
    assert counts(window.code_place.codes.tree)["Being alone"] == 2
    assert "Selected segment" not in words_in(window.code_place.inspector)
    assert "1 segment by Noor" in words_in(window.code_place.reader)
    as_coder(window, "Mira")
    assert marked(window.code_place.reader.view) == coded(study.project, anna)


def test_a_coder_is_changed_while_a_group_is_the_current_row(window, study):
    listed = window.code_place.transcripts
    click(listed.viewport(), listed.visualRect(row(listed, "Staff")).center())
    as_coder(window, "Noor")
    assert marked(window.code_place.reader.view) == [("Nobody there", "bus was late again")]
    press("Ctrl+PgDown")
    assert window.code_place.reader.transcript.info.name == "Ben"


def test_a_new_coder_begins_with_nothing_and_undo_brings_the_first_one_back(window, study):
    window.menu_actions["add_coder"].trigger()
    dialog = window.findChild(QInputDialog)
    dialog.setTextValue("Zoe")
    dialog.accept()
    assert window.title_bar.coder.text() == "Coding as Zoe"
    assert marked(window.code_place.reader.view) == []
    window.menu_actions["undo"].trigger()
    assert window.title_bar.coder.text() == "Coding as Mira"
    assert marked(window.code_place.reader.view) == coded(study.project, study.transcripts[0])
    assert counts(window.code_place.codes.tree)["Being alone"] == 3


def test_a_comment_in_typing_stays_with_the_coder_who_typed_it(window, study):
    reader = window.code_place.reader
    click(
        reader.view.viewport(), middle_of(reader.view, study.span(study.transcripts[0], "bus")[0])
    )
    named(window.code_place.inspector, "Comment").setFocus()
    write("Mine")
    as_coder(window, "Noor")
    assert study.project.segments_by_id([study.segments[0]])[0].comment == "Mine"
    step = study.project.next_undo()
    assert (step.label, step.coder_id) == ("Annotate segment", study.mira)
