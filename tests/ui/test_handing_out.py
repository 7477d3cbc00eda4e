"""Handing out to a coder and taking the work back, in the window."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QDialogButtonBox, QFileDialog

from acting import click, look, press, words_in, write
from coder_gui.app import protecting
from coder_gui.app.project import Project
from coder_gui.ui.handing_out.hand_out_dialog import HandOutDialog
from coder_gui.ui.handing_out.take_back_dialog import DECISION, WHAT, TakeBackDialog
from coder_gui.ui.protecting.dialogs import OpenDialog
from filling import dump


@pytest.fixture
def out(tmp_path, monkeypatch):
    """Where the file for Lea goes, and where it is found again."""
    path = tmp_path / "Lea.coding"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(path), ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(path), ""))
    return path


def shown(window, kind):
    look()
    found = [each for each in window.findChildren(kind) if each.isVisible()]
    return found[0] if found else None


def ok(dialog):
    return dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok)


def sheet(window):
    window.menu_actions["hand_out"].trigger()
    return shown(window, HandOutDialog)


def preview(window, qtbot):
    window.menu_actions["take_back"].trigger()
    qtbot.waitUntil(lambda: shown(window, TakeBackDialog) is not None)
    return shown(window, TakeBackDialog)


def lines(dialog):
    """Title and decision of every row, under the name of its section."""
    tops = [dialog.list.topLevelItem(row) for row in range(dialog.list.topLevelItemCount())]
    return {
        top.text(WHAT): [
            (top.child(row).text(WHAT), top.child(row).text(DECISION))
            for row in range(top.childCount())
        ]
        for top in tops
    }


def at_odds(study, out):
    """Lea coded a passage and changed a definition that was changed here, too."""
    study.project.make_package("Lea", study.transcripts, out)
    lea = Project.open(out)
    lea.apply_code(study.transcripts[0], study.alone, 0, 11)
    lea.edit_entry(study.alone, definition="Theirs.")
    lea.close()
    study.project.edit_entry(study.alone, definition="Ours.")


def test_transcripts_are_ticked_and_handed_out(window, study, out):
    dialog = sheet(window)
    dialog.coder.setFocus()
    write("Lea")
    assert not ok(dialog).isEnabled()
    dialog.list.setFocus()
    press("Space", "Down", "Down", "Space")
    assert "2 of 3 transcripts" in words_in(dialog)
    click(dialog.may_add_codes, QPoint(10, dialog.may_add_codes.height() // 2))
    click(ok(dialog))
    look()
    assert study.project.coders()[-1].name == "Lea"
    lea = Project.open(out)
    assert [info.name for info in lea.transcripts()] == ["Anna", "Caro"]
    assert not lea.package().may_add_codes
    lea.close()
    assert any(out.name in each for each in words_in(window.notices))


def test_a_sample_is_drawn_with_a_seed(window, study, out):
    dialog = sheet(window)
    dialog.coder.setCurrentText("Noor")
    dialog.number.setValue(67)
    dialog.seed.setValue(4)
    click(dialog.draw_button)
    first = dialog.chosen()
    assert len(first) == 2
    groups = {each.id: each.group for each in dialog._transcripts}
    assert {groups[each] for each in first} == {"Carers", "Staff"}
    click(ok(dialog))
    look()
    noor = {a.transcript_id for a in study.project.assignments() if a.coder_id == study.noor}
    assert set(first) <= noor
    said = study.project.next_undo().summary
    assert said == (
        "Handed out 2 transcripts to “Noor”, drawn at random in equal shares of each group (seed 4)"
    )


def test_a_conflict_is_decided_by_key(window, study, out, qtbot):
    at_odds(study, out)
    before = dump(study.project)
    dialog = preview(window, qtbot)
    assert lines(dialog)["Conflicts  1"] == [("code “Nobody there”", "Decide…")]
    assert "New segments  1" in lines(dialog)
    assert "1 conflict to decide" in words_in(dialog)
    assert "Here: definition: Ours.\nThere: definition: Theirs." in words_in(dialog)
    assert not ok(dialog).isEnabled()
    dialog.list.setFocus()
    press("2")
    assert lines(dialog)["Conflicts  1"] == [("code “Nobody there”", "Take theirs")]
    assert dump(study.project) == before
    click(ok(dialog))
    qtbot.waitUntil(lambda: study.project.codebook()[study.alone].definition == "Theirs.")
    look()
    assert any("Took over 1 segment" in each for each in words_in(window.notices))
    assert any("before merging" in p.reason for p in study.project.restore_points())
    window.menu_actions["undo"].trigger()
    assert dump(study.project) == before


def test_a_whole_section_can_be_left_out(window, study, out, qtbot):
    at_odds(study, out)
    dialog = preview(window, qtbot)
    dialog.list.setFocus()
    press("1")
    top = next(
        dialog.list.topLevelItem(row)
        for row in range(dialog.list.topLevelItemCount())
        if dialog.list.topLevelItem(row).text(WHAT).startswith("New segments")
    )
    dialog.list.setCurrentItem(top)
    click(dialog.ours)
    assert lines(dialog)["New segments  1"][0][1] == "Keep ours"
    number = len(dump(study.project)["segment"])
    click(ok(dialog))
    qtbot.waitUntil(lambda: shown(window, TakeBackDialog) is None)
    look()
    assert len(dump(study.project)["segment"]) == number
    assert study.project.codebook()[study.alone].definition == "Ours."


def test_what_brings_nothing_cannot_be_merged(window, study, out, qtbot):
    study.project.make_package("Lea", study.transcripts, out)
    dialog = preview(window, qtbot)
    assert "This file brings nothing that is not here already." in words_in(dialog)
    assert not ok(dialog).isEnabled()
    press("Esc")


def test_a_protected_file_asks_first(window, study, out, qtbot):
    key = protecting.new_key("a long passphrase")
    study.project.make_package("Lea", study.transcripts, out, key=key)
    window.menu_actions["take_back"].trigger()
    asker = shown(window, OpenDialog)
    asker.field.setFocus()
    write("another")
    press("Return")
    qtbot.waitUntil(lambda: any("does not open" in each for each in words_in(asker)))
    asker.field.edit.selectAll()
    write("a long passphrase")
    press("Return")
    qtbot.waitUntil(lambda: shown(window, TakeBackDialog) is not None)
    shown(window, TakeBackDialog).reject()


def test_finishing_says_what_goes_back(window, study, out, qtbot):
    assert not window.menu_actions["finish_package"].isEnabled()
    study.project.make_package("Lea", study.transcripts, out)
    window.open_project(out)
    assert window.menu_actions["finish_package"].isEnabled()
    project = window.session.project
    project.apply_code(study.transcripts[0], study.alone, 0, 11)
    window.menu_actions["finish_package"].trigger()
    assert project.package().finished_at
    assert any("1 segment in 1 transcript" in each for each in words_in(window.notices))


def test_a_file_with_the_names_replaced(window, study, out, qtbot):
    dialog = sheet(window)
    dialog.coder.setCurrentText("Lea")
    dialog.list.setFocus()
    press("Space")
    assert ok(dialog).isEnabled()
    click(dialog.hides, QPoint(10, dialog.hides.height() // 2))
    assert not ok(dialog).isEnabled()
    assert any("No names are listed yet" in each for each in words_in(dialog))
    assert dialog.open_key.isVisible()
    press("Esc")
    names = window.deidentifying.names
    names.add("Anna, Ann", "carer 1")
    dialog = sheet(window)
    dialog.coder.setCurrentText("Lea")
    dialog.list.setFocus()
    press("Space")
    click(dialog.hides, QPoint(10, dialog.hides.height() // 2))
    said = "2 names will be replaced wherever they stand as whole words."
    assert said in words_in(dialog)
    assert not dialog.open_key.isVisible()
    click(ok(dialog))
    look()
    assert any("names replaced in 6 places" in each for each in words_in(window.notices))
    lea = Project.open(out)
    assert lea.package().deidentified
    assert "Anna" not in lea.text(lea.transcripts()[0].id)
    lea.apply_code(study.transcripts[0], study.alone, 0, 11)
    lea.close()
    assert "Anna" in study.project.text(study.transcripts[0])
    dialog = preview(window, qtbot)
    assert any("Names were replaced in this file" in each for each in words_in(dialog))
    click(ok(dialog))
    qtbot.waitUntil(lambda: "Took over 1 segment" in "".join(words_in(window.notices)))


def test_what_has_no_place_is_listed_and_cannot_be_decided(window, study, out, qtbot):
    window.deidentifying.names.add("Anna", "carer 1")
    names = window.deidentifying.hidden_names()
    study.project.make_package("Lea", study.transcripts, out, names=names)
    lea = Project.open(out)
    lea.apply_code(study.transcripts[0], study.alone, 0, 11)
    lea.apply_code(study.transcripts[1], study.alone, 0, 11)
    lea.close()
    study.project.delete_transcripts([study.transcripts[0]])
    dialog = preview(window, qtbot)
    assert lines(dialog)["No place here  1"] == [("segment in “[carer 1]”", "Stays there")]
    top = dialog.list.topLevelItem(dialog.list.topLevelItemCount() - 1)
    for item in (top, top.child(0)):
        dialog.list.setCurrentItem(item)
        click(dialog.ours)
    assert lines(dialog)["No place here  1"] == [("segment in “[carer 1]”", "Stays there")]
    click(ok(dialog))
    qtbot.waitUntil(lambda: "1 left out" in "".join(words_in(window.notices)))
    assert "Left out: segment in “[carer 1]”." in "".join(words_in(window.notices))
