"""The codebook as people open it: in Word, in Excel, as a table."""

import csv
import dataclasses

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from coder_gui.domain.codebook import Codebook
from coder_gui.domain.errors import Refused
from coder_gui.domain.model import Code
from coder_gui.exchange.codebooks.csv_file import guarded, unguarded
from coder_gui.exchange.codebooks.entries import CodebookDocument, Counts, Entry, GroupSize
from coder_gui.exchange.codebooks.export import write_codebook

LONG = (
    "Hope comes from somebody who has been there, has come through it, and says so in plain words"
)
QUOTE = "Um, she had the same scars as me. [laughs] So it can be done."
ARABIC = "الأمل والتواصل (2024)"
CHINESE = "被理解“真的”"
EMOJI = "🙂 believed 👩‍👩‍👧"
NASTY = ["=1+1", "+4", "-only when said", "@home", "#N/A", "<b>&amp;", "tab\there", "'=1", "007"]


def code(number, parent, kind, name, **fields):
    return Code(number, f"guid-{number}", parent, kind, name, None, position=number, **fields)


def document(entries=(), **facts):
    known = {
        "study_name": "Peer workers",
        "question": "How are peer workers seen?",
        "coders": ("Anna", "Ben"),
        "made_at": "2026-03-02T10:42:00.123456Z",
        "groups": (GroupSize("Consumers", 12), GroupSize("Carers", 11)),
        "entries": tuple(entries),
        "material": Counts(412, 36, 23),
    }
    return CodebookDocument(**(known | facts))


def entries_of(codes, **details):
    book = Codebook(codes)
    return [
        Entry(each, book.path(each.id), depth, "#0067AC", per_group=(0, 0), **details)
        for each, depth in book.walk()
    ]


@pytest.fixture
def study():
    theme, lived, deep, spare = entries_of(
        [
            code(1, None, "theme", LONG, brief="Proof.", definition="First line.\nSecond line."),
            code(2, 1, "theme", "Lived", use_when="Said aloud.", avoid_when="Praise alone."),
            code(3, 2, "code", "Shorthand", example="“A nod.”"),
            code(4, None, "code", "Spare"),
        ]
    )
    replace = dataclasses.replace
    theme = replace(theme, own=Counts(3, 2, 2), branch=Counts(1041, 12, 11), per_group=(5, 6))
    lived = replace(lived, colour_hex="#A94F86", branch=Counts(17, 9, 8), per_group=(4, 4))
    deep = replace(deep, own=Counts(1, 1, 1), branch=Counts(1, 1, 1), per_group=(0, 1))
    deep = replace(deep, quote=QUOTE, quote_label="Carer peer worker 3")
    return document([theme, lived, deep, spare])


def names_as_codes(names):
    return document(entries_of([code(n, None, "code", name) for n, name in enumerate(names, 1)]))


def written(made, path):
    write_codebook(made, path)
    if path.suffix == ".docx":
        return docx.Document(path)
    if path.suffix == ".xlsx":
        return openpyxl.load_workbook(path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def headings(word):
    return [p for p in word.paragraphs if p.style.name.startswith("Heading")]


def styled(word, style):
    return [p.text for p in word.paragraphs if p.style.name == style]


def bars(paragraph):
    edges = paragraph._p.findall(f"{qn('w:pPr')}/{qn('w:pBdr')}/*")
    return [(edge.tag.split("}")[1], edge.get(qn("w:color"))) for edge in edges]


# Word


def test_word_shows_the_tree_as_headings_in_order(study, tmp_path):
    word = written(study, tmp_path / "book.docx")

    assert [(p.style.name, p.text) for p in headings(word)] == [
        ("Heading 1", "How to read the counts"),
        ("Heading 1", "Overview"),
        ("Heading 1", LONG),
        ("Heading 2", "Lived"),
        ("Heading 3", "Shorthand"),
        ("Heading 1", "Spare"),
    ]
    assert [bars(p) for p in headings(word)[2:4]] == [[("left", "0067AC")], [("left", "A94F86")]]
    assert styled(word, "Codebook Kind") == [
        "Theme, with 1 theme",
        "Theme, with 1 code",
        "Code in “Lived”",
        "Code",
    ]


def test_word_opens_with_the_facts_of_the_study(study, tmp_path):
    word = written(study, tmp_path / "book.docx")

    assert styled(word, "Title") == ["Peer workers"]
    assert styled(word, "Subtitle") == ["How are peer workers seen?"]
    assert styled(word, "Codebook Field")[:5] == [
        "Coders\tAnna, Ben",
        "Date\t2 March 2026",
        "Codebook\t2 themes, 2 codes",
        "Material\t36 transcripts, 23 participants, 412 segments",
        "Groups\tConsumers 12, Carers 11",
    ]


def test_word_lays_out_filled_fields_and_leaves_empty_ones_out(study, tmp_path):
    word = written(study, tmp_path / "book.docx")
    texts = [p.text for p in word.paragraphs]

    assert texts[texts.index("Theme, with 1 theme") + 1 :] == [
        "Proof.",
        "Definition\tFirst line.",
        "Second line.",
        "Counts\tWith its branch: 1,041 segments in 12 transcripts, from 11 participants. "
        "By itself: 3 segments in 2 transcripts, from 2 participants.",
        "Participants\tConsumers 5 of 12, Carers 6 of 11",
        "Lived",
        "Theme, with 1 code",
        "Use when\tSaid aloud.",
        "Do not use when\tPraise alone.",
        "Counts\tWith its branch: 17 segments in 9 transcripts, from 8 participants. "
        "By itself: no segments.",
        "Participants\tConsumers 4 of 12, Carers 4 of 11",
        "Shorthand",
        "Code in “Lived”",
        "Example\t“A nod.”",
        "Counts\t1 segment in 1 transcript, from 1 participant",
        "Participants\tConsumers 0 of 12, Carers 1 of 11",
        QUOTE,
        "— Carer peer worker 3",
        "Spare",
        "Code",
        "Counts\tNot used yet",
    ]
    assert styled(word, "Quote") == [QUOTE]
    assert styled(word, "Codebook Quote Source") == ["— Carer peer worker 3"]


def test_word_overview_counts_every_entry_and_links_to_it(study, tmp_path):
    word = written(study, tmp_path / "book.docx")
    (table,) = word.tables

    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Theme or code", "Segments", "Transcripts", "Participants", "Consumers", "Carers"],
        [LONG, "1,041", "12", "11", "5", "6"],
        ["Lived", "17", "9", "8", "4", "4"],
        ["Shorthand", "1", "1", "1", "0", "1"],
        ["Spare", "0", "0", "0", "0", "0"],
    ]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    targets = [link.get(qn("w:anchor")) for link in table._tbl.iter(qn("w:hyperlink"))]
    marks = [mark.get(qn("w:name")) for mark in word.element.body.iter(qn("w:bookmarkStart"))]
    assert targets == marks and len(set(marks)) == 4


def test_word_leaves_many_groups_out_of_the_overview_only(tmp_path):
    groups = tuple(GroupSize(f"Group {n}", 9) for n in range(6))
    (only,) = entries_of([code(1, None, "code", "Lived")])
    only = dataclasses.replace(only, branch=Counts(6, 6, 6), per_group=(1, 1, 1, 1, 1, 1))

    word = written(document([only], groups=groups), tmp_path / "book.docx")

    assert len(word.tables[0].columns) == 4
    assert "Group 5 1 of 9" in styled(word, "Codebook Counts")[-1]


def test_word_page_is_a4_with_page_numbers_and_no_trace_of_the_maker(study, tmp_path):
    word = written(study, tmp_path / "book.docx")
    section, facts = word.sections[0], word.core_properties

    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    fields = section.footer._element.findall(f".//{qn('w:fldSimple')}")
    assert [each.get(qn("w:instr")) for each in fields] == ["PAGE", "NUMPAGES"]
    assert all(word.styles[f"Heading {n}"].paragraph_format.keep_with_next for n in range(1, 10))
    assert (facts.title, facts.author) == ("Codebook: Peer workers", "Anna; Ben")
    assert (facts.comments, facts.last_modified_by) == ("", "")
    assert "thumbnail" not in " ".join(str(p.partname) for p in word.part.package.iter_parts())


def test_word_keeps_every_script_and_marks_its_direction(tmp_path):
    made = names_as_codes([ARABIC, CHINESE, EMOJI])
    named = dataclasses.replace(made.entries[0], quote=ARABIC, quote_label="Carer 3")
    word = written(
        dataclasses.replace(made, entries=(named, *made.entries[1:])), tmp_path / "b.docx"
    )
    arabic, chinese, emoji = headings(word)[2:]

    assert [arabic.text, chinese.text, emoji.text] == [ARABIC, CHINESE, EMOJI]
    assert arabic._p.pPr.find(qn("w:bidi")) is not None and bars(arabic) == [("right", "0067AC")]
    assert all(run._r.rPr.find(qn("w:rtl")) is not None for run in arabic.runs)
    assert [run._r.rPr.rFonts.get(qn("w:hint")) for run in chinese.runs] == ["eastAsia"]
    assert emoji._p.pPr.find(qn("w:bidi")) is None
    (source,) = [p for p in word.paragraphs if p.text == "— Carer 3"]
    assert source._p.pPr.find(qn("w:bidi")) is not None
    marked = [(run.text, run._r.rPr.find(qn("w:rtl")) is not None) for run in source.runs]
    assert marked == [("— ", True), ("Carer 3", False)]


def test_word_numbers_headings_down_to_nine_and_no_further(tmp_path):
    chain = [code(n, n - 1 or None, "code", f"Level {n}") for n in range(1, 13)]

    word = written(document(entries_of(chain)), tmp_path / "book.docx")

    assert [p.style.name[-1] for p in headings(word)[2:]] == [*"123456789", "9", "9", "9"]


# Excel


def test_workbook_holds_one_row_an_entry(study, tmp_path):
    sheet = written(study, tmp_path / "book.xlsx")["Codebook"]
    table = [list(row) for row in sheet.iter_rows(values_only=True)]
    deep = dict(zip(table[0], table[3], strict=True))

    assert [row[2] for row in table[1:]] == [LONG, "Lived", "Shorthand", "Spare"]
    assert (deep["Level"], deep["Kind"], deep["Parent"]) == (3, "code", "Lived")
    assert deep["Path"] == f"{LONG} › Lived › Shorthand"
    assert (deep["Example quote"], deep["Quote label"]) == (QUOTE, "Carer peer worker 3")
    assert (deep["Participants: Consumers"], deep["Participants: Carers"]) == (0, 1)
    assert table[1][6:8] == ["Proof.", "First line.\nSecond line."]
    assert table[1][11:15] == [3, 1041, 12, 11]


def test_workbook_is_ready_to_read(study, tmp_path):
    book = written(study, tmp_path / "book.xlsx")
    sheet, about = book["Codebook"], book["About"]

    assert sheet.freeze_panes == "D2" and sheet.auto_filter.ref == "A1:S5"
    assert sheet["F3"].fill.fgColor.rgb == "FFA94F86" and sheet["F3"].value == "#A94F86"
    assert [sheet.row_dimensions[row].outlineLevel for row in range(2, 6)] == [0, 1, 2, 0]
    assert not sheet.sheet_properties.outlinePr.summaryBelow
    assert sheet["H2"].alignment.wrap_text and sheet["G2"].font.b is False
    facts = dict(about.iter_rows(values_only=True))
    assert facts["Study"] == "Peer workers" and facts["Date"] == "2 March 2026"
    assert "two coders" in facts["Segments"]
    assert book.properties.creator == "Anna; Ben"


def test_workbook_stores_names_as_text_never_as_formulas(tmp_path):
    sheet = written(names_as_codes(NASTY), tmp_path / "book.xlsx")["Codebook"]
    cells = [row[2] for row in sheet.iter_rows(min_row=2)]

    assert [cell.value for cell in cells] == NASTY
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.quotePrefix for cell in cells[:5]] == [True, True, True, True, False]


def test_workbook_says_where_a_text_was_too_long_for_a_cell(tmp_path):
    (long,) = entries_of([code(1, None, "code", "Long", definition="🙂" * 20_000)])

    sheet = written(document([long]), tmp_path / "book.xlsx")["Codebook"]

    assert len(sheet["H2"].value.encode("utf-16-le")) <= 2 * 32_767
    assert sheet["H2"].value.endswith("🙂 … [shortened: Excel holds no more in one cell]")


# CSV


def test_table_has_the_columns_of_the_workbook(study, tmp_path):
    table = written(study, tmp_path / "book.csv")
    sheet = written(study, tmp_path / "book.xlsx")["Codebook"]
    cells = [["" if v is None else str(v) for v in row] for row in sheet.values]

    assert (tmp_path / "book.csv").read_bytes().startswith(b"\xef\xbb\xbfLevel,Path,Name")
    assert table == cells


def test_table_guards_formulas_and_gives_them_back(tmp_path):
    shown = [row[2] for row in written(names_as_codes(NASTY), tmp_path / "book.csv")[1:]]

    assert shown[:5] == ["'=1+1", "'+4", "'-only when said", "'@home", "#N/A"]
    assert [unguarded(name) for name in shown] == NASTY


@given(st.text(alphabet="'=+-@ \ta＝", max_size=6))
def test_no_text_is_lost_to_the_guard(text):
    assert unguarded(guarded(text)) == text
    assert guarded(text).strip()[:1] not in {"=", "+", "-", "@", "＝"}


# All three


@pytest.mark.parametrize("suffix", [".docx", ".xlsx", ".csv", ".DOCX"])
def test_empty_codebook_is_a_document_too(suffix, tmp_path):
    path = tmp_path / f"empty{suffix}"
    write_codebook(document(coders=(), groups=(), question=""), path)

    if suffix.lower() == ".docx":
        assert "There are no themes or codes yet." in styled(docx.Document(path), "Normal")
    elif suffix == ".xlsx":
        assert openpyxl.load_workbook(path)["Codebook"].max_row == 1
    else:
        assert len(path.read_text("utf-8-sig").splitlines()) == 1


@pytest.mark.parametrize("suffix", [".docx", ".xlsx", ".csv"])
def test_two_thousand_codes_are_all_there(suffix, tmp_path):
    codes = [code(n, (n - 1) // 10 or None, "code", f"Code {n}") for n in range(1, 2001)]
    made = document(entries_of(codes, quote=QUOTE, quote_label="Carer 3"))

    result = written(made, tmp_path / f"book{suffix}")

    if suffix == ".docx":
        assert len(headings(result)) == 2002 and len(result.tables[0]._tbl.tr_lst) == 2001
    else:
        assert (result["Codebook"].max_row if suffix == ".xlsx" else len(result)) == 2001


@pytest.mark.parametrize("suffix", [".docx", ".xlsx", ".csv"])
def test_forbidden_characters_go_and_the_rest_stays(suffix, tmp_path):
    name = f"a\x00\x08b\ud800 {EMOJI} {ARABIC} {CHINESE}\uffff"
    made = names_as_codes([name])
    made = dataclasses.replace(made, study_name="S\x0ctudy\x01 " * 60, coders=("\x02Anna " * 99,))
    expected = f"ab\ufffd {EMOJI} {ARABIC} {CHINESE}"

    result = written(made, tmp_path / f"book{suffix}")

    if suffix == ".docx":
        assert headings(result)[-1].text == expected
    else:
        shown = result["Codebook"]["C2"].value if suffix == ".xlsx" else result[1][2]
        assert shown == expected


@pytest.mark.parametrize("name", ["book.pdf", "book", "book.doc"])
def test_another_format_is_refused_by_name(name, study, tmp_path):
    with pytest.raises(Refused) as refused:
        write_codebook(study, tmp_path / name)

    assert all(suffix in refused.value.sentence for suffix in (".docx", ".xlsx", ".csv"))
    assert list(tmp_path.iterdir()) == []
