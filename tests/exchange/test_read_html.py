"""Everything that a browser shows is kept, and nothing else."""

from pathlib import Path

import pytest
from built_docx import written

from coder_gui.exchange.transcripts.registry import read_transcript


@pytest.fixture
def draft_of(tmp_path: Path):
    def read(page: str | bytes, name: str = "a.html"):
        data = page.encode() if isinstance(page, str) else page
        return read_transcript(written(tmp_path, name, data))

    return read


@pytest.fixture
def text_of(draft_of):
    return lambda page, name="a.html": draft_of(page, name).text


def emphasis(draft) -> list[tuple[str, str]]:
    return [(span.style, draft.text[span.start : span.end]) for span in draft.spans]


def test_blocks_are_lines_and_line_ends_of_the_file_are_blanks(draft_of) -> None:
    draft = draft_of(
        "<!DOCTYPE html><html><head><title>No</title></head><body>Loose\n words\n"
        "<div><p>Interviewer:  How\n was it? </p><p>Anna: So.</p></div>"
        "<p>Interviewer: Well.<p>Anna: a&amp;b &lt;c&gt; &eacute;&#8230; x&nbsp;y</p></body></html>"
    )
    assert draft.text == (
        "Loose words\nInterviewer: How was it?\nAnna: So.\nInterviewer: Well.\n"
        "Anna: a&b <c> é… x\xa0y"
    )
    assert [turn.speaker for turn in draft.turns] == ["Interviewer", "Anna"] * 2
    assert (draft.format, draft.encoding, draft.warnings) == ("html", "utf-8", ())


def test_breaks_and_empty_paragraphs_part_lines_as_a_browser_shows_them(text_of) -> None:
    page = "<p>a<br>b <br/> c<br><br>d<br></p><p></p><p> </p><p><br></p><p>&nbsp;</p><p>e</p>"
    assert text_of(page) == "a\nb\nc\n\nd\n\n\ne"


def test_pre_keeps_its_lines_and_blanks(text_of) -> None:
    page = "<pre>\n  a\tb\r\n\n   c</pre><p style='white-space: pre-wrap'>d  e</p>f  g"
    assert text_of(page) == "  a\tb\n\n   c\nd  e\nf g"


def test_what_is_not_shown_is_left_out(text_of) -> None:
    unseen = (
        "<script>var x;</script><style>p {}</style><template><p>t</p></template><noscript>n"
        "</noscript><!-- comment --><p hidden>h</p><p style='color: red; Display : NONE'>s</p>"
        "<div style='visibility:hidden'>v</div><span class='off'>c</span><div id='gone'>i</div>"
        "<p class='sr off'>two classes</p><iframe src='x'>f</iframe><img alt='alt text'>"
        "<object>o</object><dialog>d</dialog><datalist><option>l</option></datalist>"
        "<del datetime='2026-01-01'>tracked</del><ruby>base<rp>[</rp><rt>over</rt><rp>]</rp></ruby>"
    )
    sheet = "<style>/* .x{} */ .off, #gone { display: none } @media print { p { display: none } }"
    page = f"{sheet}</style><p>a {unseen} b <del>c</del></p>"
    assert text_of(page) == "a\nbase(over) b c"


def test_broken_markup_loses_no_words(text_of) -> None:
    page = (
        "<script lang='x'>no</script language><p>a <b>b <i>c</b> d</i></div> <td>e <foo:x>f</foo:x"
    )
    assert text_of(page).split() == ["a", "b", "c", "d", "e", "f"]


def test_rows_have_their_cells_parted_by_tabs(text_of) -> None:
    page = (
        "<table><caption>Who</caption><thead><tr><th>Name<th>Said</thead><tr><td>Anna<td>one<p>two"
        "<tr style='display:none'><td>x<td>y</tr><tr><td>in<td><table><tr><td>1<td>2</table></tr>"
        "</table><table><tr><td><p>layout</p><p>only</p></table>"
    )
    assert text_of(page) == "Who\nName\tSaid\nAnna\tone\ntwo\nin\t1\t2\nlayout\nonly"


def test_lists_have_their_numbers_and_bullets(text_of) -> None:
    page = (
        "<ol start=3><li>three<li><p>four</p><p>still four</p><ul><li>below</ul>"
        "<li value=9>nine<li>ten</ol><ol type=a reversed><li>b<li>a</ol>"
        "<ol style='list-style-type: upper-roman'><li>I</ol>"
        "<ul style='list-style: none inside'><li>plain</ul><menu><li>dish</menu>"
    )
    assert text_of(page).split("\n") == [
        "3. three", "4. four", "still four", "• below", "9. nine", "10. ten", "b. b", "a. a",
        "I. I", "plain", "• dish",
    ]  # fmt: skip


def test_forms_show_their_values(text_of) -> None:
    page = (
        "<form><input type=checkbox checked> yes <input type=radio> no <input value='typed'>"
        "<input type=hidden value=h><input type=password value=p>"
        "<select><option>one<option selected>two</select> <select><option>first<option>x</select>"
        "<textarea>a\nb</textarea><button>Send</button></form>"
        "<details><summary>More</summary>folded</details><q>so</q>"
    )
    assert text_of(page) == "☒ yes ☐ no typedtwo firsta\nbSend\nMore\nfolded\n“so”"


def test_a_mark_of_a_note_is_set_apart_from_the_word(text_of) -> None:
    page = (
        "<p>key<a href='#n1'><sup>1</sup></a> <a href='#x'>see</a> 10<sup>2</sup> "
        "<a href='#n'><sup>[2]</sup></a>"
    )
    assert text_of(page) == "key[1] see 102 [2]"


def test_emphasis_by_elements_and_styles(draft_of) -> None:
    draft = draft_of(
        "<style>.c1 { font-weight: 700 } span.c2{font-style:italic;text-decoration:underline}"
        "b.c3 { font-weight: normal } div p { font-style: italic }</style>"
        "<h2>Head</h2><p><b>Anna:</b> I <em>ne<u>ver</u></em> <span class=c1>bold </span>"
        "<span class=c2>both</span> <b class=c3>plain</b> <span style='font-weight:bold'>own"
        "</span> <a href=x><u>link</u></a> <ins datetime='2026'>new</ins> <strong>two<br>lines"
    )
    assert draft.text == "Head\nAnna: I never bold both plain own link new two\nlines"
    assert sorted(emphasis(draft)) == [
        ("bold", "Anna:"), ("bold", "Head"), ("bold", "bold"), ("bold", "lines"), ("bold", "own"),
        ("bold", "two"), ("italic", "both"), ("italic", "never"), ("underline", "both"),
        ("underline", "ver"),
    ]  # fmt: skip


def test_characters_that_stand_for_emphasis_cannot_be_smuggled_in(draft_of) -> None:
    draft = draft_of("<p>a\x01b&#1;c\x02</p>")
    assert draft.spans == ()
    assert "\x01" not in draft.text


@pytest.mark.parametrize(
    ("page", "encoding", "warned"),
    [
        ("<p>café".encode(), "utf-8", False),
        ("\ufeff<p>café".encode("utf-16-le"), "utf-16-le", False),
        ('<meta charset="iso-8859-1"><p>café – “so”'.encode("cp1252"), "cp1252", False),
        ('<meta http-equiv=Content-Type content="text/html; charset=koi8-r"><p>Да'.encode("koi8-r"),
         "koi8-r", False),
        ('<meta charset="gb2312"><p>你好'.encode("gb18030"), "gb18030", False),
        ('<meta charset="iso-2022-jp"><p>日本'.encode("iso2022_jp"), "iso2022_jp", False),
        ('<meta charset="windows-1252"><p>café – 你'.encode(), "utf-8", False),
        ('<meta charset="utf-8"><p>señor, où est-il ?'.encode("cp1252"), "windows-1252", True),
        ('<meta charset="no-such"><p>señor, où est-il ?'.encode("cp1252"), "windows-1252", True),
        (b'<meta charset="utf-7"><p>+ADw-b+AD4-', "utf-8", False),
    ],
)  # fmt: skip
def test_encodings_by_mark_bytes_and_declaration(draft_of, page, encoding, warned) -> None:
    draft = draft_of(page)
    assert draft.encoding == encoding
    assert bool(draft.warnings) == warned
    assert "\ufffd" not in draft.text
    source = page.decode(encoding if encoding != "utf-16-le" else "utf-16")
    assert draft.text == source.partition("<p>")[2]


def test_one_damaged_character_does_not_turn_the_rest_into_something_else(draft_of) -> None:
    draft = draft_of('<meta charset="utf-8"><p>éàüöäßéàüöäß'.encode() + b"\xff!")
    assert draft.text == "éàüöäßéàüöäß\ufffd!"
    assert len(draft.warnings) == 1


def test_xhtml_with_elements_that_close_themselves(text_of) -> None:
    page = (
        '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 '
        'Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">'
        '<html xmlns="http://www.w3.org/1999/xhtml"><head><script src="x"/><title/></head>'
        '<body><p><a id="top"/>a<br/>b &nbsp;<b/>c</p><![CDATA[<d> & e]]></body></html>'
    )
    assert text_of(page, "a.xhtml") == "a\nb \xa0c\n<d> & e"


def test_entities_that_point_elsewhere_are_words(text_of, tmp_path: Path) -> None:
    secret = written(tmp_path, "secret.txt", b"top secret")
    page = f'<!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}">]><p>a &x; b</p>'
    assert "top secret" not in text_of(page)
