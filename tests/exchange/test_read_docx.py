"""Everything that a reader sees in Word is kept, and nothing else."""

from pathlib import Path

import docx
import pytest
from built_docx import NAMES, W, docx_bytes, paragraph, run, table, written, zip_bytes

from coder_gui.exchange.transcripts.registry import read_transcript

BEGIN, SEPARATE, END = (
    f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
)


def field(code: str, result: str) -> str:
    return f"{BEGIN}<w:r><w:instrText>{code}</w:instrText></w:r>{SEPARATE}{result}{END}"


@pytest.fixture
def text_of(tmp_path: Path):
    def read(body: str, **parts: str) -> str:
        path = written(tmp_path, "P01.docx", docx_bytes(body, **parts))
        return read_transcript(path).text

    return read


def test_document_by_python_docx_becomes_a_draft(tmp_path: Path) -> None:
    document = docx.Document()
    for line in ("Interviewer: How did it start?", "Anna: With the café.", "Anna: Yes."):
        document.add_paragraph(line)
    path = tmp_path / "P07 carer.docx"
    document.save(str(path))
    draft = read_transcript(path)
    assert draft.text == "Interviewer: How did it start?\nAnna: With the café.\nAnna: Yes."
    assert [(turn.speaker, turn.interviewer) for turn in draft.turns] == [
        ("Interviewer", True),
        ("Anna", False),
        ("Anna", False),
    ]
    assert (draft.name, draft.source_name, draft.format) == ("P07 carer", "P07 carer.docx", "docx")
    assert (draft.encoding, draft.warnings, draft.original) == (None, (), path.read_bytes())


def test_tracked_insertions_stay_and_deletions_go(text_of) -> None:
    body = paragraph(
        run("I ")
        + "<w:del><w:r><w:delText>never </w:delText></w:r></w:del>"
        + f"<w:ins>{run('always ')}</w:ins>"
        + f"<w:moveFrom>{run('moved ')}</w:moveFrom>"
        + run("said so")
        + f"<w:moveTo>{run(', moved')}</w:moveTo>"
    )
    assert text_of(body) == "I always said so, moved"


def test_deleted_paragraph_mark_joins_two_paragraphs(text_of) -> None:
    body = paragraph("one ", "<w:rPr><w:del/></w:rPr>") + paragraph("two") + paragraph("three")
    assert text_of(body) == "one two\nthree"


def test_deleted_row_goes(text_of) -> None:
    kept = f"<w:tr><w:tc>{paragraph('kept')}</w:tc></w:tr>"
    gone = f"<w:tr><w:trPr><w:del/></w:trPr><w:tc>{paragraph('gone')}</w:tc></w:tr>"
    assert text_of(f"<w:tbl>{kept}{gone}</w:tbl>") == "kept"


def test_content_controls_links_and_tags_are_passed_through(text_of) -> None:
    inline = f"<w:sdt><w:sdtPr/><w:sdtContent>{run('inline')}</w:sdtContent></w:sdt>"
    body = (
        f"<w:sdt><w:sdtContent>{paragraph('Anna:')}</w:sdtContent></w:sdt>"
        + paragraph(inline + f"<w:hyperlink>{run(' link')}</w:hyperlink>")
        + paragraph(f"<w:smartTag>{run('tagged')}</w:smartTag>")
        + "<w:sdt><w:sdtContent><w:tbl><w:sdt><w:sdtContent><w:tr><w:sdt><w:sdtContent><w:tc>"
        + paragraph("cell")
        + "</w:tc></w:sdtContent></w:sdt></w:tr></w:sdtContent></w:sdt></w:tbl></w:sdtContent>"
        "</w:sdt>"
    )
    assert text_of(body) == "Anna:\ninline link\ntagged\ncell"


def test_fields_show_their_results_only(text_of) -> None:
    inner = field(" PAGE ", run("7"))
    nested = f"{BEGIN}<w:r><w:instrText>IF </w:instrText></w:r>{inner}{SEPARATE}{run('yes')}{END}"
    simple = f'<w:fldSimple w:instr="AUTHOR">{run(" Roe")}</w:fldSimple>'
    body = paragraph(run("See ") + field(' HYPERLINK "x" ', run("page")) + simple)
    assert text_of(body + paragraph(nested)) == "See page Roe\nyes"


def test_field_without_an_end_swallows_nothing(text_of) -> None:
    body = paragraph(f"{BEGIN}<w:r><w:instrText>X</w:instrText></w:r>{run('kept')}")
    assert text_of(body + paragraph("too")) == "kept\ntoo"


def test_hidden_text_goes_also_through_styles(text_of) -> None:
    styles = (
        '<w:style w:type="character" w:styleId="Base"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="Note"><w:basedOn w:val="Base"/></w:style>'
    )
    body = paragraph(
        run("seen")
        + run(" hidden", "<w:vanish/>")
        + run(" styled", '<w:rStyle w:val="Note"/>')
        + run(" shown", '<w:rStyle w:val="Note"/><w:vanish w:val="0"/>')
    )
    assert text_of(body, styles=styles) == "seen shown"


def test_text_box_is_there_once_below_its_paragraph(text_of) -> None:
    box = f"<w:txbxContent>{paragraph('boxed')}</w:txbxContent>"
    drawing = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><wps:txbx>{box}</wps:txbx>'
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    body = paragraph(run("before ") + drawing + run("after")) + paragraph("next")
    assert text_of(body) == "before after\nboxed\nnext"


def test_fallback_counts_when_the_choice_has_no_text(text_of) -> None:
    box = f"<w:txbxContent>{paragraph('boxed')}</w:txbxContent>"
    drawing = (
        "<w:r><mc:AlternateContent><mc:Choice/><mc:Fallback>"
        f"{box}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert text_of(paragraph(run("a") + drawing)) == "a\nboxed"


def test_notes_follow_the_paragraph_of_their_mark(text_of) -> None:
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    end = '<w:r><w:endnoteReference w:id="3"/></w:r>'
    notes = (
        f'<w:footnote w:id="0">{paragraph("separator")}</w:footnote>'
        f'<w:footnote w:id="2">{paragraph("laughs")}{paragraph("again")}</w:footnote>'
    )
    text = text_of(
        paragraph(run("Well") + mark + run(" yes")) + paragraph(run("No") + end),
        footnotes=notes,
        endnotes=f'<w:endnote w:id="3">{paragraph("sic")}</w:endnote>',
    )
    assert text == "Well[1] yes\n[1: laughs\nagain]\nNo[i]\n[i: sic]"


def test_note_in_a_table_follows_the_row(text_of) -> None:
    cell = paragraph(run("Anna") + '<w:r><w:footnoteReference w:id="2"/></w:r>')
    note = f'<w:footnote w:id="2">{paragraph("a name")}</w:footnote>'
    assert text_of(table((cell, "text")), footnotes=note) == "Anna[1]\ttext\n[1: a name]"


def test_table_of_speakers_becomes_turns(tmp_path: Path) -> None:
    body = table(
        ("Interviewer", "How was it?"),
        ("Anna", paragraph("Hard.") + paragraph("Very hard.")),
        ("Interviewer", "Why?"),
        ("Anna", "It was: far away."),
    )
    draft = read_transcript(written(tmp_path, "t.docx", docx_bytes(body)))
    assert draft.text.split("\n")[1:3] == ["Anna\tHard.", "Very hard."]
    spoken = [(turn.speaker, draft.text[turn.speech : turn.end]) for turn in draft.turns]
    assert spoken == [
        ("Interviewer", "How was it?"),
        ("Anna", "Hard.\nVery hard."),
        ("Interviewer", "Why?"),
        ("Anna", "It was: far away."),
    ]


def test_nested_table_and_layout_table(text_of) -> None:
    body = table((paragraph("one") + paragraph("two") + table(("a", "", "b")),))
    assert text_of(body) == "one\ntwo\na\t\tb"


def test_signs_become_characters(text_of) -> None:
    body = paragraph(
        run("a")
        + "<w:r><w:tab/></w:r>"
        + run("b")
        + "<w:r><w:br/></w:r>"
        + run("co")
        + "<w:r><w:noBreakHyphen/></w:r>"
        + run("op")
        + "<w:r><w:softHyphen/></w:r>"
        + run("erate")
        + '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'
        + '<w:r><w:sym w:font="Symbol" w:char="F061"/></w:r>'
        + '<w:r><w:br w:type="page"/></w:r>'
    )
    assert text_of(body) == "a\tb\nco\u2011operate✓α"


def test_check_boxes_and_lists_show_their_value(text_of) -> None:
    def form(inner: str) -> str:
        begin = f'<w:fldChar w:fldCharType="begin"><w:ffData>{inner}</w:ffData></w:fldChar>'
        return f"<w:r>{begin}</w:r>{END}"

    entries = '<w:result w:val="1"/><w:listEntry w:val="no"/><w:listEntry w:val="yes"/>'
    body = paragraph(
        form("<w:checkBox><w:default w:val='1'/></w:checkBox>")
        + form("<w:checkBox/>")
        + form(f"<w:ddList>{entries}</w:ddList>")
    )
    assert text_of(body) == "☒☐yes"


def test_ruby_and_formulas_are_read(text_of) -> None:
    ruby = (
        f"<w:r><w:ruby><w:rt>{run('かんじ')}</w:rt><w:rubyBase>{run('漢字')}</w:rubyBase></w:ruby>"
    )
    math = (
        "<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num>"
        "<m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>"
    )
    assert text_of(paragraph(ruby + "</w:r>" + run(" ") + math)) == "漢字(かんじ) 1/2"


def test_lists_are_numbered_as_in_word(text_of) -> None:
    def level(depth: int, form: str, pattern: str) -> str:
        return (
            f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
            f'<w:lvlText w:val="{pattern}"/></w:lvl>'
        )

    numbering = (
        '<w:abstractNum w:abstractNumId="4">'
        + level(0, "decimal", "%1.")
        + level(1, "lowerLetter", "%1.%2)")
        + '</w:abstractNum><w:abstractNum w:abstractNumId="5">'
        + level(0, "bullet", "\uf0b7")
        + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="4"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="5"/></w:num>'
    )
    styles = (
        '<w:style w:type="paragraph" w:styleId="List"><w:pPr><w:numPr><w:numId w:val="1"/>'
        "</w:numPr></w:pPr></w:style>"
    )

    def item(text: str, list_id: int, depth: int) -> str:
        numbers = f'<w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/>'
        return paragraph(text, f"<w:numPr>{numbers}</w:numPr>")

    body = (
        item("one", 1, 0)
        + item("a", 1, 1)
        + item("b", 1, 1)
        + paragraph("two", '<w:pStyle w:val="List"/>')
        + item("again", 1, 1)
        + item("point", 2, 0)
        + paragraph("none", '<w:pStyle w:val="List"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    )
    lines = text_of(body, numbering=numbering, styles=styles).split("\n")
    assert lines == ["1. one", "1.a) a", "1.b) b", "2. two", "2.a) again", "• point", "none"]


def test_header_stands_once_before_its_section(text_of) -> None:
    def section(header: str) -> str:
        return f'<w:sectPr><w:headerReference w:type="default" r:id="{header}"/></w:sectPr>'

    text = text_of(
        paragraph("first", section("header1"))
        + paragraph("second", section("header1"))
        + paragraph("third")
        + section("header2"),
        header1=paragraph("Interview 4") + paragraph("12"),
        header2=paragraph("Interview 5"),
    )
    assert text == "Interview 4\nfirst\nsecond\nInterview 5\nthird"


def test_embedded_html_is_read_without_its_scripts(text_of) -> None:
    chunk = "<html><style>p{}</style><p>Hello <b>you</b></p><table><tr><td>a<td>b</table></html>"
    body = paragraph("before") + '<w:altChunk r:id="chunk1"/>' + paragraph("after")
    assert text_of(body, chunk1=chunk) == "before\nHello you\na\tb\nafter"


def test_comments_are_named_in_a_warning(tmp_path: Path) -> None:
    comment = f"<w:comment>{paragraph('check this')}</w:comment>"
    data = docx_bytes(paragraph("text"), comments=comment)
    draft = read_transcript(written(tmp_path, "c.docx", data))
    assert draft.text == "text"
    assert draft.warnings == ("“c.docx” has a comment in its margin, which stayed behind.",)


def test_strict_office_open_xml_is_read(tmp_path: Path) -> None:
    names = NAMES.replace(W, "http://purl.oclc.org/ooxml/wordprocessingml/main")
    strict = f"<w:document {names}><w:body>{paragraph('strict')}</w:body></w:document>"
    path = written(tmp_path, "s.docx", zip_bytes({"word/document.xml": strict}))
    assert read_transcript(path).text == "strict"
