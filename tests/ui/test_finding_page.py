"""Looking through all transcripts by keyboard and by mouse, and coding what was found."""

import csv

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from acting import click, coded, focused, look, named, offered, press, settle, words_in, write
from coder_gui.domain.finding import Speaker, without_interviewer
from coder_gui.ui.finding.hit_list import check_area
from coder_gui.ui.finding.scope import Where


@pytest.fixture
def page(window, study, qtbot):
    """The page, opened by its keys."""
    press("Ctrl+Shift+F")
    assert window.places.currentWidget() is window.finding.page
    settle(qtbot)
    return window.finding.page


@pytest.fixture
def searched(page, qtbot):
    """Waits until what was asked for is shown."""

    def wait():
        look()
        qtbot.waitUntil(
            lambda: (
                not page._soon.isActive() and not page.stream.is_running and not page.hits.is_busy()
            )
        )
        settle(qtbot)

    return wait


def rows(page):
    """What a person reads, line by line."""
    model = page.hits.list.hits
    return [model.index(place).data() for place in range(model.rowCount())]


def states(page):
    model = page.hits.list.hits
    return [
        model.index(place).data(Qt.ItemDataRole.CheckStateRole) for place in range(len(rows(page)))
    ]


def test_hits_come_while_typing(page, searched):
    write("n")
    searched()
    assert rows(page) == []
    assert "Type at least two letters." in words_in(page)
    write("obody")
    searched()
    assert rows(page) == [
        "Ben, Carers · 1 hit",
        "Nobody, really. My neighbour brings bread on Fridays.",
        "Caro, Staff · 1 hit",
        "The forms. Nobody can fill them in alone.",
    ]
    assert "2 hits in 2 transcripts" in words_in(page)
    write("x")
    searched()
    assert "Nothing found." in words_in(page)


def test_selected_words_are_looked_for(window, study, qtbot, page, searched):
    press("Esc")
    reader = window.code_place.reader
    reader.view.select(*study.span(study.transcripts[0], "the bus"))
    press("Ctrl+Shift+F")
    searched()
    assert page.query.field.text() == "the bus"
    assert rows(page)[1].endswith("and the bus was late again.")


def test_enter_opens_the_place_and_the_page_stays_as_it_was(window, study, page, searched):
    write("nobody")
    searched()
    press("Return")
    assert focused() is page.hits.list
    press("Return")
    reader = window.code_place.reader
    assert window.places.currentWidget() is window.code_place
    assert reader.transcript.info.id == study.transcripts[1]
    assert reader.view.selection() == study.span(study.transcripts[1], "Nobody")
    reader.view.clear_selection()
    press("Ctrl+Shift+F")
    searched()
    assert len(rows(page)) == 4


def test_checked_hits_are_coded_in_one_step_by_keyboard_alone(study, page, searched):
    write("nobody")
    searched()
    press("Return", "Down", "Down", "Space")  # the hit of Caro
    assert [state == Qt.CheckState.Checked for state in states(page)] == [True, True, False, False]
    assert "2 hits in 2 transcripts · 1 checked" in words_in(page)
    press("C")
    write("help")
    look()
    assert offered(page.hits.picker)[1].startswith("Help given")
    press("Return")
    assert ("Help given", "Nobody") in coded(study.project, study.transcripts[1])
    assert ("Help given", "Nobody") not in coded(study.project, study.transcripts[2])
    assert study.project.next_undo().label == "Code hits"
    assert focused() is page.hits.list
    press("Ctrl+Z")
    assert ("Help given", "Nobody") not in coded(study.project, study.transcripts[1])


def test_hits_become_a_new_code_with_their_sentence(study, page, searched):
    write("nobody")
    searched()
    page.hits.set_spread("sentence")
    click(page.hits.code)
    write("Left alone")
    press("Return")
    assert ("Left alone", "Nobody can fill them in alone.") in coded(
        study.project, study.transcripts[2]
    )
    press("Ctrl+Z")
    assert not any(code.name == "Left alone" for code in study.project.codebook())


def box_in(view, row):
    return check_area(view.visualRect(view.model().index(row, 0)), view.layoutDirection())


def test_check_boxes_by_mouse(page, searched):
    write("nobody")
    searched()
    view = page.hits.list
    click(view.viewport(), box_in(view, 1).center())
    assert states(page)[1] == Qt.CheckState.Unchecked
    click(view.viewport(), box_in(view, 0).center())
    assert states(page)[1] == Qt.CheckState.Checked
    click(named(page, "Check none"))
    assert set(states(page)) == {Qt.CheckState.Unchecked}
    assert not page.hits.code.isEnabled()
    click(named(page, "Check all"))
    assert page.hits.code.text() == "Code 2 hits…"


def test_an_expression_that_is_none_says_where(page, searched):
    page.query._set_mode(("expression", "turn"))
    write("(bus")
    searched()
    assert "This is no regular expression yet: missing ) at character 5." in words_in(page)
    write("|sister)")
    searched()
    assert len([row for row in rows(page) if " · " not in row]) == 2
    assert not page.query.is_wrong()


def test_an_expression_without_end_is_stopped_and_said(window, study, page, searched):
    anna = study.transcripts[0]
    study.project.edit_transcript(anna, (_edit(study, anna, "bus", "a" * 4000),))
    page.query._set_mode(("expression", "turn"))
    write("(a|aa)+b")
    searched()
    assert any("tries too many ways" in words for words in words_in(page))
    page.query.field.clear()
    write("sister")
    searched()
    assert len(rows(page)) == 2


def _edit(study, transcript, old, new):
    from coder_gui.domain.edits import Edit

    return Edit(*study.span(transcript, old), new)


def test_orders(page, searched):
    write("you")
    searched()
    page.hits.set_order("before")
    searched()
    assert [row.split(" you ")[0].split()[-1] for row in rows(page)] == [
        "did",
        "helps",
        "when",
        "would",
    ]
    page.hits.set_order("group")
    searched()
    assert rows(page)[0] == "Carers, 3 hits"
    assert rows(page)[4] == "Staff, 1 hit"
    page.hits.set_order("place")
    searched()
    assert rows(page)[0] == "Anna, Carers · 1 hit"


def test_scope_narrows_every_side(study, page, searched):
    write("you")
    searched()
    page.scope._set_speakers(without_interviewer)
    searched()
    assert rows(page) == []
    page.scope._set_speakers(None)
    page.scope._set_where(Where(group_id=study.carers))
    searched()
    assert "3 hits in 2 transcripts" in words_in(page)
    page.show_side("words")
    searched()
    assert "forms" not in page_words(page)


def page_words(page):
    model = page.words.table.words
    return [word.word for word in model.words()]


def test_all_turns_of_a_speaker(study, page, searched):
    page.scope._set_speakers(Speaker("Ben"))
    searched()
    assert rows(page)[0] == "Ben, Carers · 2 turns"
    press("Ctrl+Return")
    write("forms")
    press("Return")
    assert [
        words for name, words in coded(study.project, study.transcripts[1]) if name == "Forms"
    ] == [
        "Nobody, really. My neighbour brings bread on Fridays.",
        "Then I wait — what else should I do?",
    ]


def test_words_are_counted_sorted_and_looked_for(page, searched):
    page.show_side("words")
    searched()
    assert "nobody" in page_words(page)
    assert "the" not in page_words(page)
    page.words.field.setText("frid")
    assert page_words(page) == ["fridays"]
    page.words.table.setFocus()
    press("Ctrl+C")
    copied = QApplication.clipboard().text().splitlines()
    assert copied == ["Word\tTimes\tTranscripts\tCarers\tStaff", "fridays\t1\t1\t1\t0"]
    press("Return")
    searched()
    assert page.query.field.text() == "fridays"
    assert len(rows(page)) == 2


def test_words_go_into_tables_and_pictures(page, searched, tmp_path, monkeypatch, qtbot):
    page.show_side("words")
    searched()

    def answer(path):
        monkeypatch.setattr(
            QFileDialog, "getSaveFileName", staticmethod(lambda *_a, **_k: (str(path), ""))
        )

    answer(tmp_path / "words.csv")
    with qtbot.waitSignal(page.written):
        click(page.words.export)
    with (tmp_path / "words.csv").open(encoding="utf-8-sig", newline="") as file:
        table = list(csv.reader(file))
    assert table[0] == ["Word", "Times", "Transcripts", "Carers", "Staff"]
    assert ["nobody", "2", "2", "1", "1"] in table
    answer(tmp_path / "words.svg")
    click(page.words.picture)
    assert ">nobody<" in (tmp_path / "words.svg").read_text()
    answer(tmp_path / "words.png")
    click(page.words.picture)
    assert (tmp_path / "words.png").read_bytes().startswith(b"\x89PNG")


def test_keywords_in_context_go_into_a_table(page, searched, tmp_path, monkeypatch, qtbot):
    write("nobody")
    searched()
    path = tmp_path / "hits.csv"
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", staticmethod(lambda *_a, **_k: (str(path), ""))
    )
    with qtbot.waitSignal(page.written):
        click(page.hits.export)
    with path.open(encoding="utf-8-sig", newline="") as file:
        table = list(csv.reader(file))
    assert table[2] == [
        "Caro",
        "Staff",
        "Caro",
        "The forms. ",
        "Nobody",
        " can fill them in alone.",
    ]


def test_answers_are_coded_by_question(study, page, searched):
    page.show_side("questions")
    searched()
    page.questions._set_least(1)
    table = page.questions.table
    table.setFocus()
    names = [table.model().index(place, 0).data() for place in range(table.model().rowCount())]
    assert len(names) == 5
    assert page.questions.code.text() == "Code"
    press("Home", "Space")
    assert page.questions.code.text() == "Code 1 question"
    table.selectAll()
    press("M")
    assert table.model().rowCount() == 1
    click(page.questions.apart)
    assert table.model().rowCount() == 5
    table.selectAll()
    assert len(table.questions.checked()) == 5
    press("Ctrl+Return")
    book = study.project.codebook()
    theme = next(code for code in book if code.name == "Interview questions")
    assert {code.name for code in book.children(theme.id)} == set(names)
    press("Ctrl+Z")
    assert theme.id not in study.project.codebook()


def test_a_corrected_text_is_searched_anew(study, page, searched):
    write("tram")
    searched()
    assert rows(page) == []
    anna = study.transcripts[0]
    study.project.edit_transcript(anna, (_edit(study, anna, "bus", "tram"),))
    searched()
    assert len(rows(page)) == 2


def test_nothing_of_a_project_is_left_when_it_closes(window, page, searched):
    write("nobody")
    searched()
    window.close_project()
    assert rows(page) == []
    assert page.query.field.text() == ""
    assert page._corpus is None


def test_a_project_that_is_only_read_is_searched_and_not_coded(window, study, page, searched):
    path = study.project.path
    window.open_project(path, read_only=True)
    press("Ctrl+Shift+F")
    write("nobody")
    searched()
    assert len(rows(page)) == 4
    assert not page.hits.code.isEnabled()
    assert not window.menu_actions["code_questions"].isEnabled()


def test_rows_are_read_aloud_with_their_state(page, searched):
    write("nobody")
    searched()
    press("Return", "Space")
    said = page.hits.list.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Ben: Nobody, really. My neighbour brings bread on Fridays., not checked"


def test_the_page_has_room_in_the_least_window(window, page, searched):
    window.resize(860, 560)
    look()
    write("nobody")
    searched()
    assert window.width() == 860
    assert page.hits.code.isVisible()
    assert page.hits.code.mapTo(window, page.hits.code.rect().topRight()).x() < 860


def test_exported_hits_are_looked_over_for_names(
    window, page, searched, tmp_path, monkeypatch, qtbot
):
    window.deidentifying.names.add("Caro", "staff 1")
    write("nobody")
    searched()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(tmp_path / "h.csv"), ""))
    click(page.hits.export)
    qtbot.waitUntil(lambda: any("may still name" in each for each in window.notices.texts()))
