"""Survey answers in CSV and Excel files: one text as they stand, or a transcript a person."""

import io
import random
import zipfile
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder_gui.domain.errors import UnreadableFile
from coder_gui.exchange.transcripts import survey
from coder_gui.exchange.transcripts.registry import read_transcript, transcript_files
from coder_gui.exchange.transcripts.tables import workbook

ANSWERS = (
    "Participant,Age,Site,What was hard about moving?,Anything else?\n"
    'P01,34,North,"The stairs, and the boxes.\nAlso the ""farewell"" to my neighbours.",\n'
    "P02,51,South,Nothing was hard for me at all that day.,I would do it again tomorrow.\n"
    "P03,28,North,,\n"
)


def book_bytes(
    *rows: tuple[object, ...], merge: str = "", formats: dict[str, str] | None = None
) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    for place, code in (formats or {}).items():
        sheet[place].number_format = code
    if merge:
        sheet.merge_cells(merge)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def table_of(data: bytes | str, name: str = "a.csv") -> survey.Table:
    return survey.read_table(data.encode() if isinstance(data, str) else data, name)


def test_cases_of_a_survey() -> None:
    table = table_of(ANSWERS, "moving.csv")
    roles = survey.guessed_roles(table)
    assert roles == ("id", "attribute", "attribute", "text", "text")
    first, second = survey.survey_drafts(table, roles)  # P03 has answered nothing
    assert (first.id, first.attributes) == ("P01", {"Age": "34", "Site": "North"})
    assert (first.draft.name, first.draft.format) == ("P01", "csv")
    assert first.draft.text == (
        "What was hard about moving?\nThe stairs, and the boxes.\n"
        'Also the "farewell" to my neighbours.'
    )
    spoken = [
        (turn.speaker, turn.interviewer, second.draft.text[turn.speech : turn.end])
        for turn in second.draft.turns
    ]
    assert spoken == [
        ("Question", True, "What was hard about moving?"),
        ("P02", False, "Nothing was hard for me at all that day."),
        ("Question", True, "Anything else?"),
        ("P02", False, "I would do it again tomorrow."),
    ]


def test_a_case_keeps_its_own_row_only() -> None:
    table = table_of(ANSWERS)
    first, second = survey.survey_drafts(table, survey.guessed_roles(table))
    assert b"stairs" in first.draft.original and b"stairs" not in second.draft.original
    assert b"P02" not in first.draft.original


def test_roles_can_be_others_than_guessed() -> None:
    table = table_of("Name,Age,Answer\nx,3,yes\nx,4,no\n", "b.csv")
    cases = survey.survey_drafts(table, ("left out", "id", "text"))
    assert [(case.id, case.draft.name, case.attributes) for case in cases] == [
        ("3", "3", {}), ("4", "4", {}),
    ]  # fmt: skip
    unnamed = survey.survey_drafts(table, ("attribute", "left out", "text"))
    assert [case.draft.name for case in unnamed] == ["b 1", "b 2"]
    assert unnamed[0].draft.turns[1].speaker == "Participant"
    twice = survey.survey_drafts(table, ("id", "left out", "text"))
    assert [(case.id, case.draft.name) for case in twice] == [("x", "x"), ("x", "x (2)")]


@pytest.mark.parametrize(
    "data",
    [
        "id,a,b\n1,x,y\n2,z,\n",
        "\ufeffid;a;b\r\n1;x;y\r\n2;z;\r\n",
        "id\ta\tb\n1\tx\ty\n2\tz\t\n",
        '"id"|"a"|"b"\n"1"|"x"|"y"\n"2"|"z"|""\n',
        "sep=;\nid;a;b\n1;x;y\n2;z;\n",
        "A title\n\nid,a,b\n\n1,x,y\n2,z\n",
        "id,a,b\n1,x,y\n2,z\n".encode("utf-16"),
    ],
)
def test_dialects_and_encodings(data: bytes | str) -> None:
    table = table_of(data)
    assert (table.columns, table.rows) == (("id", "a", "b"), (("1", "x", "y"), ("2", "z", "")))
    assert bool(table.warnings) == (data[:1] == "A")


def test_commas_in_answers_do_not_part_what_semicolons_part() -> None:
    table = table_of("id;answer\n1;a, b, c, d\n2;e, f, g, h\n")
    assert table.rows == (("1", "a, b, c, d"), ("2", "e, f, g, h"))


def test_guessed_encoding_is_told() -> None:
    table = table_of("id;answer\n1;Mühe und Ärger\n2;Größe\n".encode("cp1252"))
    assert table.rows[0][1] == "Mühe und Ärger"
    assert "was guessed as windows-125" in table.warnings[0]


def test_quotation_mark_that_nothing_closes_loses_no_rows() -> None:
    table = table_of('id,answer\n1,"open\n2,next\n3,last\n')
    assert [row[0] for row in table.rows] == ["1", "2", "3"]


def test_headings_that_are_missing_or_stand_twice() -> None:
    assert table_of("id,,a,a\n1,2,3,4\n").columns == ("id", "Column 2", "a", "a (2)")


def test_qualtrics_has_the_questions_in_its_second_row() -> None:
    keys = '"{""ImportId"":""QID1""}","{""ImportId"":""QID2""}"'
    table = table_of(f'Q1,Q2\n"Who are you?","Why?"\n{keys}\nAnna,So\n')
    assert (table.columns, table.rows) == (("Who are you?", "Why?"), (("Anna", "So"),))


def test_private_and_empty_columns_are_not_offered() -> None:
    table = table_of("Respondent ID,IP Address,Empty,Site\n7,10.0.0.1,,N\n8,10.0.0.2,,S\n")
    assert table.columns == ("Respondent ID", "IP Address", "Site")
    assert survey.guessed_roles(table) == ("id", "left out", "attribute")


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (3, "General", "3"),
        (0.1 + 0.2, "General", "0.3"),
        (7, "000", "007"),
        (0.025, "0%", "3%"),
        (0.5, "0.0%", "50.0%"),
        (1599.9, "#,##0.00", "1599.90"),
        (True, "General", "TRUE"),
        (date(2024, 5, 3), "mm-dd-yy", "2024-05-03"),
        (date(2024, 5, 3), "dd.mm.yyyy", "03.05.2024"),
        (datetime(2024, 5, 3, 18, 5), 'd mmmm yy "at" h:mm AM/PM', "3 May 24 at 6:05 PM"),
        (time(9, 5), "hh:mm", "09:05"),
        (1.5, "[h]:mm:ss", "36:00:00"),
        ("P_x0041_\tb", "General", "PA\tb"),
    ],
)
def test_values_are_as_people_see_them(value: object, code: str, shown: str) -> None:
    data = book_bytes(("x",), (value,), formats={"A2": code})
    assert table_of(data, "a.xlsx").rows[0][0] == shown


def test_merged_cells_hold_for_all_their_rows_but_are_told_once(tmp_path: Path) -> None:
    rows = (("Site", "id", "b"), ("North", 1, "x"), (None, 2, "y"), ("South", 3, "z"))
    data = book_bytes(*rows, merge="A2:A3")
    assert [row[0] for row in table_of(data, "a.xlsx").rows] == ["North", "North", "South"]
    path = tmp_path / "a.xlsx"
    path.write_bytes(data)
    assert read_transcript(path).text == "Site\tid\tb\nNorth\t1\tx\n\t2\ty\nSouth\t3\tz"


def test_first_sheet_with_content_is_read_and_the_rest_is_told() -> None:
    book = openpyxl.Workbook()
    book.active.title = "Empty"
    for title, state in (("Hidden", "hidden"), ("Answers", "visible"), ("More", "visible")):
        sheet = book.create_sheet(title)
        sheet.sheet_state = state
        sheet.append(("id", title))
        sheet.append((1, "x"))
    data = io.BytesIO()
    book.save(data)
    table = table_of(data.getvalue(), "a.xlsx")
    assert table.columns == ("id", "Answers")
    assert "“Answers”" in table.warnings[0] and "2 other sheets" in table.warnings[0]


def test_formula_without_result_is_told() -> None:
    table = table_of(book_bytes(("id", "n"), (1, "=1+1"), (2, 5)), "a.xlsx")
    assert "no results" in table.warnings[0]


def test_as_one_text_nothing_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "moving.csv"
    path.write_text("A title\n\n" + ANSWERS, encoding="utf-8-sig")
    assert read_transcript(path).text == (
        "A title\nParticipant\tAge\tSite\tWhat was hard about moving?\tAnything else?\n"
        'P01\t34\tNorth\tThe stairs, and the boxes. Also the "farewell" to my neighbours.\n'
        "P02\t51\tSouth\tNothing was hard for me at all that day.\tI would do it again tomorrow.\n"
        "P03\t28\tNorth"
    )


def test_table_of_turns_has_its_speakers(tmp_path: Path) -> None:
    path = tmp_path / "talk.csv"
    path.write_text('Start,Speaker,Text\n0:01,Anna,"Well, no."\n0:05,Bo,Yes.\n', encoding="utf-8")
    turns = read_transcript(path).turns
    assert [(turn.speaker, turn.time_ms) for turn in turns] == [("Anna", 1_000), ("Bo", 5_000)]


def test_tables_in_a_folder_are_left_to_be_chosen(tmp_path: Path) -> None:
    for name in ("P1.txt", "people.csv", "people.xlsx"):
        (tmp_path / name).write_text("a,b", encoding="utf-8")
    assert [path.name for path in transcript_files([tmp_path])] == ["P1.txt"]
    assert len(transcript_files([tmp_path, tmp_path / "people.csv"])) == 2


def packed(parts: dict[str, str | bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return data.getvalue()


def sheet_bytes(cells: str, doctype: str = "", texts: str = "") -> bytes:
    names = 'xmlns:r="http://r/relationships"'
    return packed(
        {
            "xl/workbook.xml": f'<w {names}><sheets><sheet name="S" r:id="r1"/></sheets></w>',
            "xl/_rels/workbook.xml.rels": (
                '<R><R Id="r1" Type="x/worksheet" Target="s.xml"/>'
                '<R Id="r2" Type="x/sharedStrings" Target="t.xml"/></R>'
            ),
            "xl/s.xml": f"{doctype}<worksheet>{cells}</worksheet>",
            "xl/t.xml": f'<s xmlns="n">{texts}</s>',
        }
    )


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (sheet_bytes("", "<!DOCTYPE w [<!ENTITY a 'aaaa'>]>"), "definitions (a DOCTYPE)"),
        (book_bytes(("a",), (1,))[:900], "damaged or incomplete"),
        (packed({"xl/a": ""}), "damaged or incomplete"),
        (packed({"word/document.xml": ""}), "it is a Word document"),
        (b"just text", "it is plain text"),
        (b"%PDF-1.7", "it is a PDF"),
        (sheet_bytes(""), "no words in it"),
        (
            sheet_bytes("".join(
                f'<row r="{n * 500}"><c r="{chr(65 + n // 26 % 26)}{chr(65 + n % 26)}{n * 500}">'
                f"<v>1</v></c></row>" for n in range(1, 600)) * 1 + "".join(
                f'<row r="{n}"><c><v>1</v></c></row>' for n in range(1_000_000, 1_006_000))),
            "far more than a table",
        ),
        (
            sheet_bytes('<row>' + '<c t="s"><v>0</v></c>' * 900 + "</row>",
                        texts=f'<si xmlns="n"><t>{"long " * 14_000}</t></si>'),
            "far more than a table",
        ),
    ],
)  # fmt: skip
def test_bad_workbooks_end_in_one_sentence(tmp_path: Path, data: bytes, said: str) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(data)
    with pytest.raises(UnreadableFile) as caught:
        read_transcript(path)
    assert said in str(caught.value) and "“a.xlsx”" in str(caught.value)


@pytest.mark.parametrize("data", ["id,a\n", "\n", "id,a\n,\n", "one line"])
def test_table_without_answers_is_refused(data: str) -> None:
    with pytest.raises(UnreadableFile):
        table_of(data)


def test_place_far_away_takes_no_room() -> None:
    cells = '<row r="1048576"><c r="A1048576"><v>1</v></c><c r="XFD1048576"><v>2</v></c></row>'
    assert workbook.read_sheet(sheet_bytes(cells), "a.xlsx").rows == (("1", "2"),)


def check_read_or_refused(data: bytes, name: str) -> None:
    try:
        table = survey.read_table(data, name)
    except UnreadableFile:
        return
    assert all(len(row) == len(table.columns) for row in table.rows)
    for case in survey.survey_drafts(table, survey.guessed_roles(table)):
        assert case.draft.turns[-1].end <= len(case.draft.text)


def mutated(data: bytes, dice: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(dice.randrange(1, 12)):
        changed[dice.randrange(len(changed))] = dice.randrange(256)
    return bytes(changed[: dice.choice([None, None, len(data) // 2])])


@given(st.integers(0, 10**9))
@settings(deadline=None, max_examples=100)
def test_mutated_files_are_read_or_refused(seed: int) -> None:
    dice = random.Random(seed)
    check_read_or_refused(mutated(ANSWERS.encode(), dice), "a.csv")
    check_read_or_refused(mutated(SOUND_BOOK, dice), "a.xlsx")
    with zipfile.ZipFile(io.BytesIO(SOUND_BOOK)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    hit = dice.choice([name for name in parts if name.startswith("xl/")])
    check_read_or_refused(packed({**parts, hit: mutated(parts[hit], dice)}), "a.xlsx")


SOUND_BOOK = book_bytes(("id", "a", "on"), (1, "long words", date(2024, 5, 3)), (2, "x", 0.5))


@given(st.text(alphabet='a,";\t\n\r1 é"', max_size=200))
@settings(deadline=None)
def test_any_text_is_a_table_or_refused(text: str) -> None:
    try:
        reading = survey.read(text.encode(), "a.csv")
    except UnreadableFile:
        return
    assert reading.text.count("a") == text.count("a")
