"""Everything that a reader sees in an RTF document is kept, whoever wrote it, and nothing else."""

import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from built_docx import written
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coder_gui.domain.errors import UnreadableFile
from coder_gui.exchange.transcripts import rtf
from coder_gui.exchange.transcripts.reading import Reading
from coder_gui.exchange.transcripts.registry import read_transcript
from coder_gui.exchange.transcripts.rtf import walker as rtf_walker

SAMPLE = Path(__file__).parents[1] / "data" / "transcripts" / "interview-libreoffice.rtf"
FONTS = (
    r"{\fonttbl{\f0\froman\fcharset0 Times;}{\f1\fcharset204 Arial;}{\f2\fcharset128 MS Mincho;}"
    r"{\f3\fcharset2 Wingdings;}{\f4\fcharset2 Symbol;}{\f5\fcharset77 Geneva;}}"
)


def reading_of(body: str | bytes, head: str = r"\ansi\ansicpg1252\deff0" + FONTS) -> Reading:
    content = body if isinstance(body, bytes) else body.encode("latin-1")
    return rtf.read(rb"{\rtf1" + head.encode() + b"\n" + content + b"}", "a.rtf")


def text_of(body: str | bytes, head: str = r"\ansi\ansicpg1252\deff0" + FONTS) -> str:
    return reading_of(body, head).text


def cells(*texts: str, end: str = r"\row") -> str:
    return r"\trowd\cellx999" + "".join(rf"\pard\intbl {t}\cell" for t in texts) + end


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"\pard One.\par Two.\par", "One.\nTwo."),
        (r"one\line two\tab three\page four", "one\ntwo\tthree\nfour"),
        ("one\\\ntwo\r\n three", "one\ntwo three"),
        (r"\'dcber\'fcbung caf\'e9 \{x\} \\y", "Überübung café {x} \\y"),
        (r"\lquote a\rquote\ldblquote b\rdblquote\emdash c\endash\bullet", "‘a’“b”—c–•"),
        (r"a\~b\_c co\-operate so\'adft", "a\u00a0b\u2011c cooperate soft"),
        (r"\u8217?s \u26580\'3f\u36947\'3f {\uc0\u9731}x \uc2\u8364 EUR", "’s 柔道 ☃x €R"),
        (r"\u-10179?\u-8704?", "\ud83d\ude00"),
        (r"\f1\'cf\'f0\'e8\'e2\'e5\'f2 {\f0\'e9} \'ff", "Привет é я"),
        (r"\f2\'83e\'83X\'83g \'83\\x", "テスト ソx"),
        (r"\loch\af0\hich\af0\dbch\af2\dbch \'82\'b1", "こ"),
        (r"\f3 J\'fc\f4 a\'b7", "☺✓α•"),
        (r"{\f3\u-3844\'fc}", "✓"),
        (r"\f5 caf\'8e", "café"),
        (r"one {\v hidden}two{\deleted  gone}{\revised  new}{\mvf  old}", "one two new"),
        (r"one{\deleted\par}\ two\par three", "onetwo\nthree"),
        (r"\b on \v0\b0 off", "on off"),
        (r"{\info{\title T}}{\*\unknown x}{\pict\wmetafile8 0a0b\bin3 }{}}seen", "seen"),
        (r"{\upr{ansi}{\*\ud{\u8364 ?}}}", "€"),
        (r"{\xe entry}{\tc table}{\*\bkmkstart x}text{\*\bkmkend x}", "text"),
        (r"\super 2\nosupersub{\mmath{\*\moMath{\mr{\mrPr x}y}}}", "2y"),
    ],
)
def test_text_and_signs(body: str, text: str) -> None:
    assert text_of(body).rstrip("\n") == text


def test_fields_show_their_results_and_links_their_text() -> None:
    link = r'{\field{\*\fldinst{HYPERLINK "http://x.org"}}{\fldrslt{\ul the page}}}'
    smile = r'{\field{\*\fldinst SYMBOL 74 \\f "Wingdings" \\s 11}{\fldrslt\f3}}'
    box = r"{\field{\*\fldinst FORMCHECKBOX {\*\formfield{\fftype1\ffres25\ffdefres1}}}{\fldrslt}}"
    choice = (
        r"{\field{\*\fldinst FORMDROPDOWN {\*\formfield{\fftype2\ffres1{\*\ffname D}"
        r"{\*\ffl no}{\*\ffl yes}}}}{\fldrslt}}"
    )
    assert text_of(f"See {link}, {smile} {box} {choice}!") == "See the page, ☺ ☒ yes!"


def test_tables_have_a_row_a_line_and_nested_ones_too() -> None:
    inner = (
        r"\pard\intbl\itap2 x\nestcell\pard\intbl\itap2 y\nestcell{\*\nesttableprops\trowd\nestrow}"
        r"{\nonesttables\par}"
    )
    body = r"Before\par " + cells("Anna", r"Hard.\par Very.") + cells("a", "", "c")
    body += cells(r"top\par " + inner + r"\pard\intbl\itap1 ") + r"\pard After\par"
    assert text_of(body).rstrip().split("\n") == [
        "Before", "Anna\tHard.", "Very.", "a\t\tc", "top", "x\ty", "After",
    ]  # fmt: skip


def test_table_that_is_never_closed_loses_nothing() -> None:
    assert text_of(cells("a", "b", end="") + r"\pard after") == "a\tb\nafter"


def test_notes_follow_the_paragraph_or_the_row_of_their_mark() -> None:
    foot = r"{\super\chftn{\footnote\pard\plain {\super\chftn} laughs\par again}}"
    end = r"{\super\chftn{\footnote\ftnalt\chftn  sic}}"
    own = r"{\super *{\footnote * starred}}"
    assert text_of(rf"Well{foot} yes\par No{end}{own}\par Next") == (
        "Well[1] yes\n[1: laughs\nagain]\nNo[i]*\n[i: sic]\n[2: * starred]\nNext"
    )
    assert text_of(cells("Anna" + foot, "text")) == "Anna[1]\ttext\n[1: laughs\nagain]"


def test_headers_come_once_and_footers_and_page_numbers_do_not() -> None:
    header = (
        r"{\header\pard Study P05 {\shp{\*\shpinst{\shptxt letterhead\par}}}\par {\chpgn}1\par}"
    )
    body = header + r"{\footer\pard foot\par}One\par\sect" + header + r"Two\par"
    assert text_of(body).rstrip() == "Study P05 \nOne\nTwo"


def test_text_boxes_follow_their_paragraph_once() -> None:
    box = (
        r"{\shp{\*\shpinst{\sp{\sn shapeType}{\sv 202}}{\shptxt\pard boxed\par lines\par}}"
        r"{\shprslt{\*\do\dptxbx{\dptxbxtext boxed\par}}}}"
    )
    assert text_of(rf"be{box}fore\par after") == "before\nboxed\nlines\nafter"


def test_numbers_and_bullets_of_lists() -> None:
    body = (
        r"\pard{\listtext\pard\plain 1.\tab}one\par {\listtext 2.\tab}two\par"
        r"\pard{\pntext\f4\'B7\tab}{\*\pn\pnlvlblt{\pntxtb\'B7}}three\par"
        "{\\listtext\t\\'95\t}four\\par"
    )
    assert text_of(body).rstrip() == "1. one\n2. two\n• three\n• four"


def test_emphasis_becomes_spans() -> None:
    body = r"So \b very\b0  {\i good {\ul and} long}\ulnone , {\b\i both}\plain\par plain"
    found = reading_of(body)
    spans = {(span.style, found.text[span.start : span.end]) for span in found.spans}
    assert spans == {
        ("bold", "very"), ("italic", "good and long"), ("underline", "and"),
        ("bold", "both"), ("italic", "both"),
    }  # fmt: skip


def test_comments_stay_behind_with_a_warning() -> None:
    note = r"{\*\atnid A}{\*\atnauthor B}\chatn{\*\annotation{\*\atndate 1}comment}"
    found = reading_of(f"one{note} two{note}")
    assert found.text == "one two"
    assert "2 comments" in found.warnings[0]


@pytest.mark.parametrize(
    ("head", "body", "text"),
    [
        (r"\ansi\ansicpg1251", rb"\'cf\'f0\'e8", "При"),
        (r"\ansi\ansicpg1251{\fonttbl{\f0\fcharset0 Arial;}}", rb"\f0\'cf\'f0\'e8", "При"),
        (r"\ansi\ansicpg932", rb"\'83\'65\'83\'58\'83\'67", "テスト"),
        (r"\mac", rb"caf\'8e \'d2so\'d3", "café “so”"),
        (r"\mac\ansicpg10000", rb"caf\'8e", "café"),
        (r"\ansi\ansicpg10007", rb"\'8f\'f0", "Пр"),
        (r"\pc", rb"caf\'82", "café"),
        (r"\ansi", b"caf\xe9 raw", "café raw"),
        (r"\ansi\ansicpg1252", "café – raw".encode(), "café – raw"),
        (r"\ansi\ansicpg1252{\fonttbl{\f0\fcharset0\cpg1253 X;}}", rb"\f0\'e1", "α"),
    ],
)
def test_code_pages(head: str, body: bytes, text: str) -> None:
    found = reading_of(body, head)
    assert (found.text, found.warnings) == (text, ())


def test_unknown_code_page_is_guessed_and_said() -> None:
    words = "Entschuldigung, können wir später über die Grüße reden? " * 4
    body = "".join(c if c.isascii() else f"\\'{ord(c):02x}" for c in words)
    found = reading_of(body, r"\ansi\ansicpg9999")
    assert found.text == words
    assert "guessed as windows-1252" in found.warnings[0]


def test_bytes_outside_the_code_page_are_said() -> None:
    found = reading_of(r"before\f2 \'82 \f0\'81 after")
    assert found.text.startswith("before") and found.text.endswith("after")
    assert any("not in the encoding" in warning for warning in found.warnings)


def bomb(count: int) -> bytes:
    return rb"{\rtf1 start" + b"{" * count + b"deep" + b"}" * count + b" end}"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (bomb(100_000), "startdeep end"),
        (rb"{\rtf1\uc99999999\u9999999999999 ?text}", "\ufffdtext"),
        (rb"{\rtf1 {\pict\bin99999999 0}after}", "after"),
        (rb"{\rtf1 {\pict\bin4 }{}}}after}", "after"),
        (rb"{\rtf1 {\pict\bin-5 x}after}", "after"),
        (b"{\\rtf1 a\x00b\x01\x03c\x06d}\x00\x00", "abcd"),
        (rb"{\rtf1 one}\par two\par}", "one\n\ntwo"),
        (rb"{\rtf1 one}trailing bytes", "one"),
        (b"{\\rtf1 word\\", "word"),
        (rb"{\rtf1 \'zz\'4 x}", "zz4 x"),
    ],
)
def test_bytes_that_mean_harm_keep_the_text(tmp_path: Path, data: bytes, text: str) -> None:
    assert read_transcript(written(tmp_path, "a.rtf", data)).text.rstrip("\n") == text


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "there is nothing in it"),
        (rb"{\rtf1}", "there are no words"),
        (rb"{\rtf1\ansi{\fonttbl{\f0 Ar", "damaged or incomplete"),
        (bomb(300_000), "far more formatting"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 99, "it is a picture"),
        (b"Anna: hello", "it is plain text"),
    ],
)
def test_bad_files_get_one_sentence(tmp_path: Path, data: bytes, said: str) -> None:
    with pytest.raises(UnreadableFile, match=re.escape(said)):
        read_transcript(written(tmp_path, "a.rtf", data))


def test_boxes_in_boxes_lose_no_text() -> None:
    found = text_of(rb"{\shptxt a" * 30_000 + b"}" * 30_000)
    assert found.replace("\n", "") == "a" * 30_000


def test_far_too_many_words_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rtf_walker, "MAX_MARKUP", 1_000)
    with pytest.raises(UnreadableFile, match="far more formatting"):
        text_of(r"\par" * 2_000)


def test_truncated_file_is_read_with_a_warning() -> None:
    data = SAMPLE.read_bytes()
    found = rtf.read(data[: data.index(b"Sundays")], "half.rtf")
    assert "Interviewer: How did it begin, the caring?" in found.text
    assert "breaks off" in found.warnings[0]


def test_large_picture_and_long_text() -> None:
    picture = b"{\\pict\\pngblip\n" + (b"0a" * 64 + b"\n") * 80_000 + b"}"
    words = b"Anna: said so.\\par\n" * 60_000
    assert text_of(picture + words).count("Anna: said so.") == 60_000


def test_interview_by_libreoffice_has_turns_notes_and_emphasis() -> None:
    draft = read_transcript(SAMPLE)
    lines = draft.text.split("\n")
    assert lines[:2] == [
        "Study of care at home – interview P05",
        "Interview P05, Großmutter’s house",
    ]
    assert lines[2] == "Participant\tP05, carer"
    assert lines[6:9] == [
        "1. How the caring began", "2. Who helps, and who does not", "3. What a good day is like",
    ]  # fmt: skip
    assert "[1: She hums the tune of the second alto here.]" in lines
    assert ", and later every day. The insurance" in draft.text
    assert "scratchedout" not in draft.text and "concealed" not in draft.text
    assert {turn.speaker for turn in draft.turns} == {"Interviewer", "Anna"}
    spans = {(span.style, draft.text[span.start : span.end]) for span in draft.spans}
    assert ("bold", "now it is your turn") in spans
    assert ("italic", "“put her in a home”") in spans
    assert ("underline", "Verhinderungspflege") in spans


def words_of(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text))


def test_no_word_of_libreoffice_is_lost(tmp_path: Path) -> None:
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed; it is the independent extractor")
    profile = (tmp_path / "profile").as_uri()
    subprocess.run(
        [program, f"-env:UserInstallation={profile}", "--headless", "--convert-to",
         "txt:Text (encoded):UTF8", "--outdir", str(tmp_path), str(SAMPLE)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    theirs = (tmp_path / f"{SAMPLE.stem}.txt").read_text(encoding="utf-8-sig")
    lost = words_of(theirs) - words_of(read_transcript(SAMPLE).text)
    # A tracked deletion and hidden text, which LibreOffice writes out.
    assert set(lost) <= {"scratchedout", "concealed", "wordsMy"}
    assert words_of(theirs).total() > 500


pieces = st.one_of(
    st.binary(max_size=6),
    st.sampled_from(
        [b"{", b"}", b"\\", b"\\par ", b"\\cell ", b"\\row ", b"\\u-999999 ", b"\\uc9 ", b"\\bin9 ",
         b"\\'e9", b"{\\footnote ", b"{\\shptxt ", b"{\\*\\fldinst ", b"\\nestcell ", b"\\itap99 ",
         b"{\\header ", b"\\ansicpg77 ", b"{\\listtext ", b"\\trowd\\intbl "]
    ),
)  # fmt: skip


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), pieces), min_size=1, max_size=8))
def test_any_bytes_make_a_reading_or_one_sentence(
    changes: list[tuple[float, int, bytes]],
) -> None:
    data = SAMPLE.read_bytes()
    for place, cut, new in changes:
        at = int(place * len(data))
        data = data[:at] + new + data[at + cut :]
    try:
        found = rtf.read(data, "mutated.rtf")
    except UnreadableFile as error:
        assert error.sentence.startswith("“mutated.rtf” was left out: ")
    else:
        assert all(0 <= s.start < s.end <= len(found.text) for s in found.spans)
