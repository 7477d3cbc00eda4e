"""Small things that Word shows or does not show: fields, notes, headers, symbol fonts."""

from __future__ import annotations

from pathlib import Path

import pytest
from built_docx import docx_bytes, paragraph, run, table, written

from coder_gui.exchange.transcripts import docx as reader
from coder_gui.exchange.transcripts.registry import read_transcript

BEGIN, SEPARATE, END = (
    f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
)
STAR = '<w:footnoteReference w:customMarkFollows="1" w:id="2"/><w:t>*</w:t>'


def field(*code: str, result: str) -> str:
    instructions = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in code)
    return f"{BEGIN}{instructions}{SEPARATE}{run(result)}{END}"


@pytest.fixture
def text_of(tmp_path: Path):
    def read(body: str, **parts: str) -> str:
        path = written(tmp_path, "P01.docx", docx_bytes(body, **parts))
        return read_transcript(path).text

    return read


@pytest.mark.parametrize("code", [(" SET v ",), ("se", "t v"), ("\tASK", " v"), ("XE word",)])
def test_results_that_word_keeps_to_itself_are_not_read(text_of, code) -> None:
    body = paragraph(run("a") + field(*code, result=" kept") + run(" b"))
    assert text_of(body) == "a b"


@pytest.mark.parametrize("code", [("REF v",), ("SETTLE",), ("",), (" ",), ()])
def test_results_of_other_fields_are_read(text_of, code) -> None:
    body = paragraph(run("a ") + field(*code, result="shown") + run(" b"))
    assert text_of(body) == "a shown b"


def test_simple_fields_follow_the_same_rule(text_of) -> None:
    body = paragraph(
        f'<w:fldSimple w:instr=" SET v ">{run("kept")}</w:fldSimple>'
        f'<w:fldSimple w:instr=" PAGE ">{run("7")}</w:fldSimple>'
    )
    assert text_of(body) == "7"


def test_a_field_in_the_code_of_a_field_shows_nothing(text_of) -> None:
    inner = field("REF v", result="inner")
    code = "<w:r><w:instrText>IF </w:instrText></w:r>"
    body = paragraph(f"{BEGIN}{code}{inner}{SEPARATE}{run('outer')}{END}")
    assert text_of(body) == "outer"


def test_a_mark_of_the_writers_own_stands_as_it_is_and_is_not_counted(text_of) -> None:
    def note(number: int, text: str) -> str:
        return f'<w:footnote w:id="{number}">{paragraph(text)}</w:footnote>'

    text = text_of(
        paragraph(run("Well") + f"<w:r>{STAR}</w:r>")
        + paragraph(run("Yes") + '<w:r><w:footnoteReference w:id="3"/></w:r>'),
        footnotes=note(2, "* laughs") + note(3, "again"),
    )
    assert text == "Well*\n[* laughs]\nYes[1]\n[1: again]"


def test_the_note_of_a_hidden_mark_is_hidden_too(text_of) -> None:
    hidden = '<w:r><w:rPr><w:vanish/></w:rPr><w:footnoteReference w:id="2"/></w:r>'
    note = f'<w:footnote w:id="2">{paragraph("secret")}</w:footnote>'
    assert text_of(paragraph(run("Well") + hidden), footnotes=note) == "Well"


@pytest.mark.parametrize(
    ("font", "characters", "expected"),
    [
        ("Wingdings", "\uf0fc", "✓"),
        ("Wingdings", "J", "☺"),
        ("Symbol", "\uf061b ", "αβ "),
        ("Calibri", "J\uf0fc", "J\uf0fc"),
    ],
)
def test_words_in_symbol_fonts_are_what_they_look_like(text_of, font, characters, expected) -> None:
    symbols = run(characters, f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>')
    assert text_of(paragraph(run("so ") + symbols + run("."))) == f"so {expected}."


@pytest.mark.parametrize(
    ("kind", "section", "settings", "is_shown"),
    [
        ("first", "<w:titlePg/>", "", True),
        ("first", '<w:titlePg w:val="0"/>', "", False),
        ("first", "", "", False),
        ("even", "", "<w:evenAndOddHeaders/>", True),
        ("even", "", "", False),
        ("default", "", "", True),
    ],
)
def test_headers_that_no_page_shows_are_not_read(
    text_of, kind, section, settings, is_shown
) -> None:
    reference = f'<w:headerReference w:type="{kind}" r:id="header1"/>'
    body = paragraph("text") + f"<w:sectPr>{reference}{section}</w:sectPr>"
    found = text_of(body, header1=paragraph("Interview"), settings=settings)
    assert found == ("Interview\ntext" if is_shown else "text")


def test_words_drawn_as_a_picture_are_read(text_of) -> None:
    drawn = '<w:r><w:pict><v:shape><v:textpath string="Day one"/></v:shape></w:pict></w:r>'
    assert text_of(paragraph(drawn) + paragraph("text")) == "Day one\ntext"


def test_an_inserted_table_in_a_content_control_is_read(text_of) -> None:
    rows = table(("Anna", "yes"), ("Ben", "no"))
    body = f"<w:sdt><w:sdtContent>{rows}</w:sdtContent></w:sdt>"
    inserted = f'<w:ins w:id="1">{run("more")}</w:ins><w:moveTo w:id="2">{run(" moved")}</w:moveTo>'
    assert text_of(body + paragraph(inserted)) == "Anna\tyes\nBen\tno\nmore moved"


def test_the_reader_hands_out_text_without_signs() -> None:
    data = docx_bytes(paragraph(run("a", "<w:b/>") + run("b", "<w:i/>")))
    reading = reader.read(data, "a.docx")
    assert reading.text == "ab"
    assert [(s.start, s.end, s.style) for s in reading.spans] == [(0, 1, "bold"), (1, 2, "italic")]
