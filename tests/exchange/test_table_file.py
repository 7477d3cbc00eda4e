"""Plain tables as Excel workbooks and CSV."""

import csv

import pytest
from openpyxl import load_workbook

from coder_gui.domain.errors import Refused
from coder_gui.exchange.reports.table_file import Table, tab_separated, write_table

TABLE = Table(
    "Words",
    ("Word", "Times", "Share"),
    (20, 8, 8),
    (("=SUM(A1)", 3, 0.5), ("two\nlines", 1, 12.25), ("\x01-x", 0, 0.0)),
    (("Study", "Ours"),),
)


def test_a_workbook_holds_text_and_numbers(tmp_path):
    write_table(TABLE, tmp_path / "t.xlsx")
    book = load_workbook(tmp_path / "t.xlsx")
    rows = [[cell.value for cell in row] for row in book["Table"].iter_rows()]
    assert rows == [
        ["Word", "Times", "Share"],
        ["=SUM(A1)", 3, 0.5],
        ["two\nlines", 1, 12.25],
        ["-x", 0, 0],
    ]
    assert book["Table"]["A2"].data_type == "s"  # and no formula
    assert [cell.value for cell in book["About"][1]] == ["Study", "Ours"]


def test_a_csv_table_runs_no_formula(tmp_path):
    write_table(TABLE, tmp_path / "t.CSV")
    with (tmp_path / "t.CSV").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[1] == ["'=SUM(A1)", "3", "0.5"]
    assert rows[3][0] == "'-x"


def test_another_ending_is_refused(tmp_path):
    with pytest.raises(Refused, match=r"\.xlsx or \.csv"):
        write_table(TABLE, tmp_path / "t.docx")
    assert not list(tmp_path.iterdir())


def test_the_clipboard_gets_one_line_a_row():
    assert tab_separated(TABLE.rows[:2]) == "=SUM(A1)\t3\t0.5\ntwo lines\t1\t12.25"
