"""Bold, italic and underlined words of Word documents, as the rules of its styles have them."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from built_docx import docx_bytes, paragraph, run, table, written

from coder_gui.domain.model import TranscriptDraft
from coder_gui.exchange.transcripts.registry import read_transcript

STYLES = """
<w:docDefaults><w:rPrDefault><w:rPr>{defaults}</w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:rPr>{normal}</w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Title"><w:basedOn w:val="Normal"/>
<w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Subtitle"><w:basedOn w:val="Title"/>
<w:rPr><w:i/><w:u w:val="words"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Plain"><w:basedOn w:val="Title"/>
<w:rPr><w:b w:val="0"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Strong"><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Stronger"><w:basedOn w:val="Strong"/></w:style>
<w:style w:type="character" w:styleId="Soft"><w:rPr><w:b w:val="false"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Loop"><w:basedOn w:val="Loop"/>
<w:rPr><w:i/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Link"><w:name w:val="Hyperlink"/>
<w:rPr><w:u w:val="single"/></w:rPr></w:style>
"""


def styles(defaults: str = "", normal: str = "") -> str:
    return STYLES.format(defaults=defaults, normal=normal)


def of(style: str) -> str:
    return f'<w:pStyle w:val="{style}"/>'


def as_(style: str) -> str:
    return f'<w:rStyle w:val="{style}"/>'


def emphasised(draft: TranscriptDraft) -> list[tuple[str, str]]:
    """Style and words of every span."""
    return [(span.style, draft.text[span.start : span.end]) for span in draft.spans]


@pytest.fixture
def draft_of(tmp_path: Path):
    def read(body: str, **parts: str) -> TranscriptDraft:
        return read_transcript(written(tmp_path, "P01.docx", docx_bytes(body, **parts)))

    return read


@pytest.fixture
def spans_of(draft_of):
    def read(body: str, **parts: str) -> list[tuple[str, str]]:
        return emphasised(draft_of(body, **parts))

    return read


def test_document_by_python_docx(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Interview 4", level=1)
    words = document.add_paragraph()
    words.add_run("Anna:").bold = True
    words.add_run(" I did ")
    words.add_run("not").italic = True
    words.add_run(" say ")
    words.add_run("that ").underline = True
    words.add_run("at all.").underline = True
    words.add_run(" Never", style="Strong")
    document.save(str(tmp_path / "a.docx"))
    draft = read_transcript(tmp_path / "a.docx")
    assert draft.text == "Interview 4\nAnna: I did not say that at all. Never"
    assert emphasised(draft) == [
        ("bold", "Interview 4"),
        ("bold", "Anna:"),
        ("italic", "not"),
        ("underline", "that at all."),
        ("bold", "Never"),
    ]


@pytest.mark.parametrize("off", ["0", "false", "off", "none"])
def test_what_is_switched_off_is_plain(spans_of, off: str) -> None:
    properties = "".join(f'<w:{name} w:val="{off}"/>' for name in ("b", "i", "u"))
    assert spans_of(paragraph(run("plain", properties))) == []


@pytest.mark.parametrize("on", ["", ' w:val="1"', ' w:val="true"', ' w:val="on"'])
def test_what_is_switched_on(spans_of, on: str) -> None:
    assert spans_of(paragraph(run("a", f"<w:b{on}/><w:i{on}/>"))) == [
        ("bold", "a"),
        ("italic", "a"),
    ]


def test_a_line_needs_a_kind_to_be_a_line(spans_of) -> None:
    body = paragraph(run("a", '<w:u w:color="FF0000"/>') + run("b", '<w:u w:val="wavyDouble"/>'))
    assert spans_of(body) == [("underline", "b")]


@pytest.mark.parametrize(
    ("paragraph_style", "properties", "expected"),
    [
        ("Title", "", ["bold"]),
        ("Title", as_("Strong"), []),
        ("Title", as_("Stronger"), []),
        ("Title", as_("Soft"), ["bold"]),
        ("Title", as_("Strong") + "<w:b/>", ["bold"]),
        ("Title", '<w:b w:val="0"/>', []),
        ("Subtitle", "", ["bold", "italic", "underline"]),
        ("Subtitle", '<w:u w:val="none"/>', ["bold", "italic"]),
        ("Plain", "", []),
        ("Plain", as_("Strong"), ["bold"]),
        ("Normal", as_("Stronger"), ["bold"]),
        ("Normal", as_("Loop"), ["italic"]),
        ("Unknown", as_("Unknown"), []),
    ],
)
def test_styles_and_toggles(spans_of, paragraph_style, properties, expected) -> None:
    body = paragraph(run("words", properties), of(paragraph_style))
    assert spans_of(body, styles=styles()) == [(style, "words") for style in expected]


def test_defaults_hold_until_a_style_says_otherwise(spans_of) -> None:
    body = (
        paragraph("all")
        + paragraph(run("strong", as_("Strong")))
        + paragraph("plain", of("Plain"))
        + paragraph(run("own", '<w:b w:val="0"/>'))
    )
    found = spans_of(body, styles=styles(defaults="<w:b/>"))
    assert found == [("bold", "all"), ("bold", "strong")]


def test_the_default_style_counts_for_paragraphs_that_name_none(spans_of) -> None:
    body = paragraph("all") + paragraph("heading", of("Title"))
    found = spans_of(body, styles=styles(normal='<w:u w:val="dash"/>'))
    assert found == [("underline", "all"), ("bold", "heading"), ("underline", "heading")]


def test_right_to_left_words_follow_their_own_switches(spans_of) -> None:
    body = paragraph(run("كيف", "<w:rtl/><w:bCs/><w:i/>") + run(" how", "<w:bCs/><w:i/>"))
    assert spans_of(body) == [("bold", "كيف"), ("italic", "how")]


def test_the_look_before_a_tracked_change_does_not_count(spans_of) -> None:
    change = "<w:rPrChange><w:rPr><w:b/></w:rPr></w:rPrChange>"
    assert spans_of(paragraph(run("now", f"<w:i/>{change}"))) == [("italic", "now")]


def test_the_look_of_the_paragraph_mark_is_not_that_of_its_words(spans_of) -> None:
    assert spans_of(paragraph("words", "<w:rPr><w:b/></w:rPr>")) == []


def test_the_line_under_a_link_is_no_emphasis(draft_of) -> None:
    line = '<w:u w:val="single"/>'
    body = paragraph(
        f"<w:hyperlink>{run('here', line)}{run(' bold', '<w:b/>' + line)}</w:hyperlink>"
        + run(" there", as_("Link"))
        + run(" mine", line)
    )
    draft = draft_of(body, styles=styles())
    assert draft.text == "here bold there mine"
    assert emphasised(draft) == [("bold", "bold"), ("underline", "mine")]


def test_a_text_box_has_a_look_of_its_own_and_leaves_that_around_it(draft_of) -> None:
    box = f"<w:txbxContent>{paragraph('boxed', of('Plain'))}</w:txbxContent>"
    body = paragraph(
        run("before") + f"<w:r><w:pict>{box}</w:pict></w:r>" + run(" after"), of("Title")
    )
    draft = draft_of(body, styles=styles())
    assert draft.text == "before after\nboxed"
    assert emphasised(draft) == [("bold", "before after")]


def test_hidden_text_after_a_text_box_stays_hidden(draft_of) -> None:
    hidden = '<w:style w:type="paragraph" w:styleId="H"><w:rPr><w:vanish/></w:rPr></w:style>'
    box = f"<w:txbxContent>{paragraph('boxed')}</w:txbxContent>"
    body = paragraph("seen") + paragraph(
        f'<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:pict>{box}</w:pict></w:r>' + run("hidden"),
        of("H"),
    )
    assert draft_of(body, styles=hidden).text == "seen\n\nboxed"


def test_notes_headers_lists_and_tables_keep_the_places_of_their_words(draft_of) -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    listed = '<w:numPr><w:numId w:val="1"/></w:numPr>'
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    note = paragraph(run("a ") + run("loud", "<w:i/>") + run(" laugh"))
    head = '<w:sectPr><w:headerReference w:type="default" r:id="header1"/></w:sectPr>'
    body = (
        paragraph(run("point", "<w:b/>"), listed)
        + table(
            (
                paragraph(run("Anna", "<w:b/>")),
                paragraph(run("😀 so") + run(" bad", "<w:u w:val='single'/>")),
            )
        )
        + paragraph(run("Well", "<w:b/>") + mark + run(" yes"))
        + head
    )
    draft = draft_of(
        body,
        numbering=numbering,
        footnotes=f'<w:footnote w:id="2">{note}</w:footnote>',
        header1=paragraph(run("Interview", "<w:i/>")),
    )
    assert draft.text == "Interview\n1. point\nAnna\t😀 so bad\nWell[1] yes\n[1: a loud laugh]"
    assert emphasised(draft) == [
        ("italic", "Interview"),
        ("bold", "point"),
        ("bold", "Anna"),
        ("underline", "bad"),
        ("bold", "Well"),
        ("italic", "loud"),
    ]


def test_a_bold_cell_is_as_short_as_a_plain_one(draft_of) -> None:
    name = "N" * 30
    cells = (paragraph(run(name, "<w:b/>")) + paragraph(run(name, "<w:b/>")), paragraph("said"))
    assert draft_of(table(cells)).text == f"{name} {name}\tsaid"


def test_soft_line_breaks_and_tabs_part_no_words_from_their_look(draft_of) -> None:
    body = paragraph(
        "<w:r><w:rPr><w:b/></w:rPr><w:t>one</w:t><w:tab/><w:t>two</w:t><w:br/><w:t>three</w:t>"
        "<w:br w:type='page'/></w:r>"
    )
    draft = draft_of(body + paragraph("next"))
    assert draft.text == "one\ttwo\nthree\nnext"
    assert emphasised(draft) == [("bold", "one\ttwo"), ("bold", "three")]


def test_spans_follow_when_the_text_is_made_ready_to_be_stored(draft_of) -> None:
    # The line separator and the long paragraph are changed on the way into a project.
    long = "Long sentences. " * 600
    draft = draft_of(
        paragraph(run("a\u2028b ") + run("bold", "<w:b/>") + run(f" {long}") + run("end", "<w:i/>"))
    )
    assert draft.text.startswith("a\nb bold Long")
    assert emphasised(draft) == [("bold", "bold"), ("italic", "end")]


def test_labels_in_bold_are_labels(draft_of) -> None:
    body = "".join(
        paragraph(run(f"{name}:", "<w:b/>") + run(f" {words}"))
        for name, words in [("Interviewer", "How?"), ("Anna", "Well."), ("Interviewer", "And?")]
    )
    draft = draft_of(body)
    assert [turn.speaker for turn in draft.turns] == ["Interviewer", "Anna", "Interviewer"]
    assert emphasised(draft)[1] == ("bold", "Anna:")


def test_text_that_is_embedded_brings_no_signs_of_ours(draft_of) -> None:
    draft = draft_of(
        paragraph("before") + '<w:altChunk r:id="chunk1"/>', chunk1="<p>a\x01b\x02</p>"
    )
    assert draft.text.startswith("before\na")
    assert draft.spans == ()


def test_text_that_is_embedded_keeps_its_own_emphasis(draft_of) -> None:
    page = "<html><body><p>some <b>bold</b> words</p></body></html>"
    draft = draft_of(paragraph("before") + '<w:altChunk r:id="chunk1"/>', chunk1=page)
    assert draft.text == "before\nsome bold words"
    assert emphasised(draft) == [("bold", "bold")]


def test_a_long_run_of_blanks_takes_no_longer_than_words(draft_of) -> None:
    blanks = " " * 300_000
    draft = draft_of(paragraph(run(f"a{blanks}b{blanks}c", "<w:b/>")))
    assert {span.style for span in draft.spans} == {"bold"}
    assert draft.text.split() == ["a", "b", "c"]
