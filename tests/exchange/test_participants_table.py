"""Participants from a table that people made in Excel, LibreOffice or by hand."""

from datetime import date

import openpyxl
import pytest

from coder_gui.domain.errors import UnreadableFile
from coder_gui.exchange.participants import read_participants

ROWS = [{"label": "Carer 1", "group": "Carers", "Age band": "35–44"}]


@pytest.fixture
def table(tmp_path):
    """Write a file and read it as a table."""

    def read(data, name="people.csv"):
        path = tmp_path / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return read_participants(path)

    return read


@pytest.fixture
def workbook(tmp_path):
    """Write rows as a workbook and read it as a table."""

    def read(*rows, name="people.xlsx"):
        book = openpyxl.Workbook()
        for each in rows:
            book.active.append(each)
        book.save(tmp_path / name)
        return read_participants(tmp_path / name)

    return read


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_is_read_whatever_parts_its_columns(table, delimiter):
    text = "Label,GROUP, Age  band \nCarer 1,Carers,35–44\n".replace(",", delimiter)
    assert table(text) == ROWS


@pytest.mark.parametrize(
    "data",
    [
        "label,group,Age band\r\nCarer 1,Carers,35–44\r\n".encode("utf-8-sig"),
        "label,group,Age band\nCarer 1,Carers,35–44\n".encode("cp1252"),
        "label,group,Age band\rCarer 1,Carers,35–44\r".encode(),
        "label\tgroup\tAge band\r\nCarer 1\tCarers\t35–44\r\n".encode("utf-16"),
    ],
    ids=["bom", "cp1252", "old mac", "utf-16"],
)
def test_encodings_and_newlines_of_other_programs_are_read(table, data):
    assert table(data) == ROWS


def test_cells_in_quotes_may_hold_delimiters_and_lines(table):
    rows = table('label,note\n"Carer, 1","two\nlines"\n')
    assert rows == [{"label": "Carer, 1", "note": "two\nlines"}]


def test_headings_in_quotes_with_the_other_delimiter(table):
    assert table('"label;x","a"\n"Carer 1","2"\n') == [{"label;x": "Carer 1", "a": "2"}]


def test_empty_rows_and_unnamed_columns_are_left_out(table):
    assert table("label,,Age\n\n,,\nA,x,4\n , ,\n") == [{"label": "A", "Age": "4"}]


def test_short_rows_have_fewer_answers_and_long_ones_are_cut(table):
    assert table("label,Age,Role\nA,4\nB,5,nurse,extra\n") == [
        {"label": "A", "Age": "4"},
        {"label": "B", "Age": "5", "Role": "nurse"},
    ]


def test_a_workbook_is_read(workbook):
    rows = workbook(
        ["Label", "Group", "Age", "Since", None],
        ["Carer 1", "Carers", 41, date(2024, 3, 2), "x"],
        [None, None, None, None, None],
        ["Carer 2", None, 3.5, None, None],
    )
    assert rows[0]["Age"] == "41"
    assert rows[0]["Since"].startswith("2024-03-02")
    assert rows[1] == {"label": "Carer 2", "group": "", "Age": "3.5", "Since": ""}


def test_whole_numbers_that_excel_keeps_as_decimals_stay_whole(workbook):
    assert workbook(["label", "Age"], ["A", 41.0])[0]["Age"] == "41"


def test_a_date_has_no_time_that_nobody_typed(workbook):
    assert workbook(["label", "Since"], ["A", date(2024, 3, 2)])[0]["Since"] == "2024-03-02"


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("people.csv", b"", "holds no participants"),
        ("people.csv", b"label,group\n", "holds no participants"),
        ("people.csv", b"\n\n", "holds no participants"),
        ("people.xlsx", b"no workbook", "is not an Excel workbook"),
        ("people.xlsx", b"PK\x03\x04 cut off", "is not an Excel workbook"),
        ("people.xlsx", b"", "is not an Excel workbook"),
        ("people.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 60, "“people.xls”"),
        ("people.docx", b"PK\x03\x04" + b"\x00" * 60, "“people.docx”"),
        ("people.csv", b"\x00" * 80, "“people.csv”"),
        ("people.csv", b'label,a\n"' + b"x" * 200_000 + b'"\n', "“people.csv”"),
    ],
)
def test_what_is_no_table_is_said_so_and_nothing_is_imported(table, name, data, says):
    with pytest.raises(UnreadableFile, match=says) as refused:
        table(data, name)
    assert "Nothing was imported." in refused.value.sentence


@pytest.mark.parametrize("name", ["gone.csv", "gone.xlsx"])
def test_a_file_that_is_gone_is_said_so(tmp_path, name):
    with pytest.raises(UnreadableFile, match=f"“{name}” could not be read"):
        read_participants(tmp_path / name)


def test_a_heading_twice_does_not_hide_the_first_answer(table):
    with pytest.raises(UnreadableFile, match="“Age” stands over two columns"):
        table("label,Age,Age\nA,1,2\n")
