"""The codebook that leaves the project: counts, quotes, labels and three formats."""

import csv

import docx
import openpyxl
import pytest

from coder_gui.domain.errors import CoderError, Refused


@pytest.fixture
def entries(filled):
    return {entry.code.id: entry for entry in filled.project.codebook_document().entries}


def test_counts_are_the_coders_own_with_the_branch_apart(filled, entries):
    theme, alone = entries[filled.theme], entries[filled.alone]
    assert (theme.own.segments, theme.branch.segments) == (0, 3)
    assert (theme.branch.transcripts, theme.branch.participants) == (2, 2)
    assert (alone.own.segments, alone.own.transcripts, alone.own.participants) == (2, 2, 2)
    assert theme.per_group == (2, 0)
    assert entries[filled.forms].per_group == (0, 1)
    filled.project.coder_id = filled.noor
    document = filled.project.codebook_document()
    assert document.coders == ("Noor",)
    assert [entry.own.segments for entry in document.entries] == [0, 1, 1, 0]


def test_the_documents_facts(filled):
    document = filled.project.codebook_document()
    assert (document.study_name, document.coders) == ("Waiting", ("Mira",))
    assert [(group.name, group.participants) for group in document.groups] == [
        ("Carers", 2),
        ("Staff", 1),
    ]
    material = document.material
    assert (material.segments, material.transcripts, material.participants) == (4, 3, 3)
    assert document.made_at.startswith("2026-03-02T")
    assert [(entry.path, entry.depth) for entry in document.entries] == [
        ("Being alone", 0),
        ("Being alone › Nobody there", 1),
        ("Being alone › Help given", 1),
        ("Forms", 0),
    ]
    assert [entry.colour_hex for entry in document.entries] == [
        "#0067AC",
        "#0067AC",
        "#0067AC",
        "#123456",
    ]


def test_a_quote_is_verbatim_with_its_label(filled, entries):
    assert (entries[filled.help].quote, entries[filled.help].quote_label) == (
        "My sister says that I am stubborn 🙂",
        "Anna",
    )
    assert (entries[filled.theme].quote, entries[filled.theme].quote_label) == ("", "")


def test_a_quote_in_one_turn_is_preferred(filled):
    project, anna = filled.project, filled.transcripts[0]
    project.apply_code(anna, filled.alone, 0, 160)
    (entry,) = [e for e in project.codebook_document().entries if e.code.id == filled.alone]
    assert entry.quote == "the bus was late"


def test_a_quote_of_nobody_is_labelled_by_its_transcript(filled):
    filled.project.set_participant(filled.transcripts[2], None)
    filled.project.rename_transcript(filled.transcripts[2], "Third talk")
    entry = filled.project.codebook_document().entries[-1]
    assert (entry.quote, entry.quote_label) == ("The forms.", "Third talk")
    assert entry.own.participants == 0


def test_export_to_word(filled, tmp_path):
    filled.project.edit_entry(filled.alone, definition="Being by oneself & unseen.")
    out = tmp_path / "codebook.docx"
    filled.project.export_codebook(out)
    document = docx.Document(str(out))
    texts = [paragraph.text for paragraph in document.paragraphs]
    texts += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    whole = "\n".join(texts)
    for expected in (
        "Waiting",
        "Being alone",
        "Nobody there",
        "Help given",
        "Forms",
        "Being by oneself & unseen.",
        "My sister says that I am stubborn 🙂",
        "Anna",
    ):
        assert expected in whole
    headings = [
        (p.text, p.style.name) for p in document.paragraphs if p.style.name.startswith("Heading")
    ]
    assert [text for text, _style in headings if "Nobody there" in text]


def test_export_to_excel_and_csv_say_the_same(filled, tmp_path):
    for name in ("codebook.XLSX", "codebook.csv"):
        filled.project.export_codebook(tmp_path / name)
    sheet = openpyxl.load_workbook(tmp_path / "codebook.XLSX").worksheets[0]
    with (tmp_path / "codebook.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    cells = {str(cell.value) for row in sheet.iter_rows() for cell in row}
    assert len(rows) == 5
    for row in rows[1:]:
        assert {"Being alone", "Nobody there", "Help given", "Forms"} & set(row)
    for name in ("Being alone", "Nobody there", "Help given", "Forms"):
        assert any(name in cell for cell in cells)
        assert any(name in cell for row in rows for cell in row)


@pytest.mark.parametrize("name", ["codebook.pdf", "codebook", "codebook.coding"])
def test_another_format_is_refused(filled, tmp_path, name):
    with pytest.raises(Refused, match=r"\.docx"):
        filled.project.export_codebook(tmp_path / name)
    assert not (tmp_path / name).exists()


def test_a_folder_that_is_missing(filled, tmp_path):
    with pytest.raises(CoderError, match="no folder"):
        filled.project.export_codebook(tmp_path / "gone" / "codebook.csv")


def test_exporting_changes_nothing_in_the_project(filled, tmp_path):
    filled.project.export_codebook(tmp_path / "codebook.csv")
    assert filled.notices == []


def test_an_empty_codebook_can_be_exported(project, tmp_path):
    for name in ("a.docx", "a.xlsx", "a.csv"):
        project.export_codebook(tmp_path / name)
        assert (tmp_path / name).stat().st_size > 0
