"""The codebook leaves the project through the window."""

import pytest
from PySide6.QtWidgets import QFileDialog

from acting import press


@pytest.mark.parametrize(
    ("name", "kind", "written"),
    [
        ("book.docx", "", "book.docx"),
        ("book.xlsx", "", "book.xlsx"),
        ("book.csv", "", "book.csv"),
        ("book", "Excel workbook (*.xlsx)", "book.xlsx"),
        ("book", "", "book.docx"),
        ("1. book", "CSV table (*.csv)", "1. book.csv"),
    ],
)
def test_the_codebook_is_written_as_asked(
    window, study, tmp_path, monkeypatch, name, kind, written
):
    answer = (str(tmp_path / name), kind)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_words: answer)
    press("Ctrl+E")
    assert (tmp_path / written).stat().st_size > 50
    assert window.notices.texts() == [f"Codebook written to {written}."]


def test_a_codebook_that_cannot_be_written_is_said_so(window, study, tmp_path, monkeypatch):
    answer = (str(tmp_path / "nowhere" / "book.docx"), "")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_words: answer)
    press("Ctrl+E")
    assert "“book.docx”" in window.notices.texts()[0]
    assert not (tmp_path / "nowhere").exists()


def test_a_name_that_was_completed_replaces_no_other_file(window, study, tmp_path, monkeypatch):
    (tmp_path / "book.docx").write_text("mine")
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_words: (str(tmp_path / "book"), "")
    )
    press("Ctrl+E")
    assert (tmp_path / "book.docx").read_text() == "mine"
    assert window.notices.texts() == ["Codebook written to book 2.docx."]


def test_another_ending_is_refused(window, study, tmp_path, monkeypatch):
    answer = (str(tmp_path / "book.odt"), "Word document (*.docx)")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_words: answer)
    press("Ctrl+E")
    assert window.notices.texts()[0].startswith("A codebook can be exported as")
    assert list(tmp_path.glob("book*")) == []
