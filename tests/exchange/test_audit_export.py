"""The audit trail as it leaves the project: what was filtered is said, text stays text."""

import csv
import io

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn

from coder_gui.domain.audit_trail import TrailEntry, TrailEvent, TrailFilter
from coder_gui.domain.errors import Refused
from coder_gui.exchange.reports.audit import HEADS, AuditDocument, audit_bytes

DONE = TrailEntry(2, "2026-03-03T10:42:00Z", "Mira", "Add code", "=1+1", "Anna", "done")
UNDONE = TrailEntry(
    1,
    "2026-03-02T10:42:00Z",
    "Noor",
    "Add memo",
    "Wrote a memo",
    "",
    "undone",
    (TrailEvent("undone", "Mira", "2026-03-02T10:50:00Z"),),
)


@pytest.fixture
def document():
    return AuditDocument(
        "Waiting",
        "2026-03-04T08:00:00Z",
        (("Coder", "Noor"), ("Words", "“memo”")),
        9,
        (DONE, UNDONE),
    )


def table(document):
    rows = list(csv.reader(io.StringIO(audit_bytes(document, ".csv").decode("utf-8-sig"))))
    start = rows.index([])
    return dict(rows[:start]), rows[start + 1 :]


def test_a_table_says_first_what_it_was_narrowed_to(document):
    facts, rows = table(document)
    assert facts["Study"] == "Waiting"
    assert facts["Filtered by"] == "Coder: Noor; Words: “memo”"
    assert facts["Steps"] == "2 of 9 steps"
    assert tuple(rows[0]) == HEADS
    assert rows[1][1:5] == ["Mira", "Add code", "'=1+1", "Anna"]
    assert rows[2][1:5] == ["Noor", "Add memo", "Wrote a memo", ""]
    assert rows[2][5].startswith("Undone ") and rows[2][5].endswith(" by Mira")
    assert [row[6] for row in rows[1:]] == ["yes", "no"]


def test_the_whole_history_is_said_to_be_whole(filled):
    facts, rows = table(filled.project.audit_document())
    assert facts["Filtered by"] == "Nothing: the whole history"
    assert len(rows) - 1 == filled.project.trail_length()


def test_every_filter_is_said_in_words(filled):
    wanted = TrailFilter(
        coder_id=filled.noor, kind="Apply code", code_id=filled.alone, transcript_id=1, text="bus"
    )
    said = dict(filled.project.audit_document(wanted).filtered)
    assert said == {
        "Coder": "Noor",
        "Kind of step": "Apply code",
        "Code": "Nobody there",
        "Transcript": "Anna",
        "Words": "“bus”",
    }


def test_a_workbook_holds_text_and_strikes_what_does_not_count(document):
    book = openpyxl.load_workbook(io.BytesIO(audit_bytes(document, ".xlsx")))
    sheet = book["Audit trail"]
    assert tuple(cell.value for cell in sheet[1]) == HEADS
    assert (sheet["D2"].value, sheet["D2"].data_type) == ("=1+1", "s")
    assert (bool(sheet["D2"].font.strike), bool(sheet["D3"].font.strike)) == (False, True)
    about = {row[0].value: row[1].value for row in book["About"]}
    assert about["Filtered by"] == "Coder: Noor; Words: “memo”"


def test_a_word_document_goes_day_by_day(document):
    word = docx.Document(io.BytesIO(audit_bytes(document, ".docx")))
    paragraphs = [each.text for each in word.paragraphs]
    assert "Filtered by\tCoder: Noor; Words: “memo”" in paragraphs
    assert [p.text for p in word.paragraphs if p.style.name == "Heading 2"] == [
        "3 March 2026",
        "2 March 2026",
    ]
    done, undone = (each.rows[0].cells[2].paragraphs for each in word.tables)
    assert [each.text for each in done] == ["=1+1", "Anna"]
    assert not done[0]._p.findall(f".//{qn('w:strike')}")
    assert undone[0]._p.findall(f".//{qn('w:strike')}")
    assert undone[1].text.endswith("by Mira")


def test_an_empty_document_says_so():
    empty = AuditDocument("Waiting", "2026-03-04T08:00:00Z", (("Coder", "Noor"),), 9, ())
    word = docx.Document(io.BytesIO(audit_bytes(empty, ".docx")))
    assert "No step fits this filter." in [each.text for each in word.paragraphs]


def test_other_endings_are_refused(filled, tmp_path):
    with pytest.raises(Refused, match="audit trail"):
        filled.project.export_audit(tmp_path / "trail.pdf")
    assert not (tmp_path / "trail.pdf").exists()


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".docx"])
def test_a_file_is_written(filled, tmp_path, suffix):
    path = tmp_path / f"trail{suffix}"
    filled.project.export_audit(path)
    assert path.stat().st_size > 500
    assert sorted(each.name for each in tmp_path.glob("*trail*")) == [path.name]
