"""PDFs come in as paragraphs in reading order; those that cannot be read are told apart."""

import json
import re
import shutil
import subprocess
import sys
import zlib
from collections import Counter
from pathlib import Path

import pytest
from built_docx import written
from built_pdf import line, page, pdf_bytes, picture
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coder_gui.domain.errors import UnreadableFile
from coder_gui.exchange.transcripts import pdf
from coder_gui.exchange.transcripts.pdf import pages as pdf_pages
from coder_gui.exchange.transcripts.pdf import process as pdf_process
from coder_gui.exchange.transcripts.pdf.lines import told
from coder_gui.exchange.transcripts.reading import Reading
from coder_gui.exchange.transcripts.registry import read_transcript

DATA = Path(__file__).parents[1] / "data" / "transcripts"
SAMPLE = DATA / "interview-libreoffice.pdf"

FULL = "and then we went to the hospital again and waited there for three hours in the"
MORE = "evening light, and nobody told us what they were waiting for or when it would"
LAST = "corridor, until somebody came."


def reading_of(*pages: bytes) -> Reading:
    return pdf.read(pdf_bytes(pages), "a.pdf")


def text_of(*pages: bytes) -> str:
    return reading_of(*pages).text


def test_full_lines_are_joined_and_short_ones_end_a_paragraph() -> None:
    lines = [FULL, FULL, LAST, FULL, LAST]
    assert text_of(page(lines)) == f"{FULL} {FULL} {LAST}\n{FULL} {LAST}"


def test_paragraph_goes_on_over_the_page() -> None:
    assert text_of(page([FULL, FULL]), page([MORE, LAST])) == f"{FULL} {FULL} {MORE} {LAST}"


def test_speakers_times_and_bullets_begin_paragraphs() -> None:
    lines = [f"Anna: {FULL}", f"Interviewer: {FULL}", f"Anna: {FULL}", f"Interviewer: {FULL}"]
    lines += [f"[00:01:02] {FULL}", f"• {FULL}"]
    found = text_of(page(lines, x=40)).split("\n")
    assert found == lines


def test_colon_within_a_paragraph_begins_none() -> None:
    lines = [FULL, f"Anna said: {FULL[12:]}", FULL, LAST]
    assert text_of(page(lines)) == " ".join(lines)


def test_gap_and_indent_begin_paragraphs() -> None:
    content = page([FULL, FULL, FULL]) + page([FULL, FULL], top=690)
    content += line(FULL, 90, 662) + page([FULL, LAST], top=648)
    assert text_of(content) == "\n".join(
        [f"{FULL} {FULL} {FULL}", f"{FULL} {FULL}", f"{FULL} {FULL} {LAST}"]
    )


def test_lines_under_a_name_that_hangs_out_stay_with_it() -> None:
    content = b"".join(
        line(f"Anna, {FULL}", 72, 760 - 42 * k)
        + line(FULL, 108, 746 - 42 * k)
        + line(FULL, 108, 732 - 42 * k)
        for k in range(4)
    )
    assert text_of(content).split("\n") == [f"Anna, {FULL} {FULL} {FULL}"] * 4


def test_heading_in_larger_letters_stands_alone() -> None:
    assert text_of(line("Interview", 72, 780, size=20) + page([FULL, LAST])) == (
        f"Interview\n{FULL} {LAST}"
    )


def test_hyphen_at_the_end_of_a_line() -> None:
    words = ["Anna was ever so unbelievably and reasonably patient with the old care-",
             "giver, and the well-known Anglo-", "American doctor found it more than extra-",
             "ordinary, as did a well-", "known nurse of that hospital who was there."]  # fmt: skip
    content = page(words)
    found = text_of(content)
    assert "caregiver" in found and "Anglo-American" in found
    assert "extraordinary" in found and found.count("well-known") == 2


def test_cells_of_a_row_are_parted_by_tabs() -> None:
    content = b"".join(
        line(a, 72, y) + line(b, 250, y) + line(c, 420, y)
        for y, a, b, c in [(760, "Name", "Age", "Role"), (746, "Anna", "83", "carer")]
    )
    assert text_of(content) == "Name\tAge\tRole\nAnna\t83\tcarer"


def test_two_columns_are_read_one_after_the_other() -> None:
    narrow = ["the first column has these", "words in it, which go on in",
              "a second line and a third", "line, up to this short", "end."]  # fmt: skip
    other = ["the second column goes on", "with others, as it stands to",
             "the right of the first one,", "and it ends a little lower", "than that."]  # fmt: skip
    content = page(narrow, x=60, pitch=14) + page(other, x=320, pitch=14)
    assert text_of(content) == f"{' '.join(narrow)}\n{' '.join(other)}"


def test_headers_and_page_numbers_of_most_pages_are_left_out_with_a_warning() -> None:
    pages = [
        line("Study of care", 72, 810)
        + page([f"Page text {word}.", f"{LAST} {word}"])
        + line(f"{n}", 300, 30)
        for n, word in enumerate(("one", "two", "three", "four"), 1)
    ]
    found = reading_of(*pages)
    assert found.text.split("\n")[:2] == ["Page text one.", f"{LAST} one"]
    assert "Study of care" not in found.text and found.text.count(LAST) == 4
    assert len(found.text.split("\n")) == 8
    assert "“Study of care”, “1”" in found.warnings[0]


def test_what_only_two_pages_share_stays_but_for_their_numbers() -> None:
    pages = [line("Head", 72, 810) + page([FULL]) + line(f"- {n} -", 300, 30) for n in (1, 2)]
    assert text_of(*pages) == f"Head\n{FULL}\nHead\n{FULL}"


def test_bold_and_italic_become_spans_unless_all_is_so() -> None:
    content = line("So ", 72, 700) + line("very", 92, 700, font="bold")
    content += line("so", 120, 700, font="italic") + page([FULL, LAST], top=600)
    found = reading_of(content)
    spans = [(span.style, found.text[span.start : span.end]) for span in found.spans]
    assert spans == [("bold", "very"), ("italic", "so")]
    assert reading_of(line("all of it", 72, 700, font="bold")).spans == ()


def test_turned_page_is_read_as_it_is_seen() -> None:
    turned = f"0 1 -1 0 595 0 cm {page([FULL, MORE, FULL, LAST], top=500).decode()}".encode()
    found = pdf.read(pdf_bytes([turned], "/Rotate 90"), "a.pdf")
    assert found.text == f"{FULL} {MORE} {FULL} {LAST}"


def test_lines_beyond_the_edge_of_the_page_are_not_seen() -> None:
    assert text_of(page(["seen"]) + line("unseen", 72, -400) + line("unseen", 900, 400)) == "seen"


def test_pages_without_text_are_named() -> None:
    found = reading_of(page(["One."]), picture(), page(["Two."]), b"", picture())
    assert found.text == "One.\nTwo."
    assert found.warnings[0].startswith("Pages 2 and 5 of “a.pdf” have no text, only pictures")


def test_comments_stay_behind_with_a_warning() -> None:
    note = "/Annots [<< /Type /Annot /Subtype /Text /Rect [9 9 20 20] /Contents (hm) >>]"
    found = pdf.read(pdf_bytes([page(["One."])], note), "a.pdf")
    assert found.text == "One."
    assert "a comment in its margin" in found.warnings[0]


def bomb() -> bytes:
    """A page of which the text has 4 GB: the same stream, a thousand times."""
    packed = zlib.compress(b"(word) Tj\n" * 400_000)
    stream = b"<< /Filter /FlateDecode /Length %d >>\nstream\n" % len(packed) + packed
    plain = pdf_bytes([b"@"]).replace(b"<<  /Length 1 >>\nstream\n@", stream)
    return plain.replace(b"/Contents 6 0 R", b"/Contents [" + b"6 0 R " * 1_000 + b"]")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "there is nothing in it"),
        (b"%PDF-1.7\n", "damaged or incomplete"),
        (b"%PDF-1.7\n" + b"\x00" * 5_000_000, "damaged or incomplete"),
        (SAMPLE.read_bytes()[:9_000], "damaged or incomplete"),
        ((DATA / "interview-password.pdf").read_bytes(), "protected by a password"),
        ((DATA / "interview-scan.pdf").read_bytes(), "no text in it, only pictures"),
        (pdf_bytes([picture()] * 3), "have the text recognised"),
        (pdf_bytes([]), "damaged or incomplete"),
        (b"{\\rtf1 Anna}", "it is an RTF document, though its name says otherwise"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 99, "it is a picture"),
        (b"Anna: hello", "it is plain text"),
    ],
)
def test_bad_files_get_one_sentence(tmp_path: Path, data: bytes, said: str) -> None:
    with pytest.raises(UnreadableFile, match=f"(?i){re.escape(said)}"):
        read_transcript(written(tmp_path, "a.pdf", data))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit of this kind")
def test_page_that_unpacks_to_gigabytes_ends_in_a_sentence() -> None:
    with pytest.raises(UnreadableFile, match=r"damaged|larger|longer"):
        pdf.read(bomb(), "a.pdf")


def test_reading_that_does_not_end_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    endless = [sys.executable, "-c", "while True: pass"]
    monkeypatch.setattr(pdf_process, "_command", lambda: endless)
    monkeypatch.setattr(pdf_process, "TIME_LIMIT", 0.2)
    with pytest.raises(UnreadableFile, match="took longer"):
        text_of(page(["One."]))


@pytest.mark.parametrize(
    ("program", "said"),
    [
        ("print('{\"ready\": true}', flush=True); import os; os.abort()", "damaged or incomplete"),
        ("import sys; sys.exit(3)", "could not be started"),
        ('print(\'{"ready": true}\\n{"error": "memory"}\')', "far larger"),
    ],
)
def test_crash_of_the_library_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, program: str, said: str
) -> None:
    monkeypatch.setattr(pdf_process, "_command", lambda: [sys.executable, "-c", program])
    with pytest.raises(UnreadableFile, match=said):
        text_of(page(["One."]))


@pytest.mark.parametrize("limit", ["MAX_PAGES", "MAX_CHARACTERS"])
def test_far_too_long_files_are_refused(monkeypatch: pytest.MonkeyPatch, limit: str) -> None:
    monkeypatch.setattr(pdf_pages, limit, 1)
    found: list[dict[str, object]] = []
    pdf_pages.read_pages(pdf_bytes([page(["One."]), page(["Two."])]), found.append)
    assert found[-1] == {"error": "large"}


def test_packaged_app_is_asked_by_its_switch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert pdf_process._command() == [sys.executable, pdf_process.FROZEN_SWITCH]


def test_interview_by_libreoffice_has_turns_and_emphasis() -> None:
    draft = read_transcript(SAMPLE)
    lines = draft.text.split("\n")
    assert lines[:2] == ["Interview P05, Großmutter’s house", "Participant\tP05, carer"]
    assert lines[5:8] == [
        "1. How the caring began", "2. Who helps, and who does not", "3. What a good day is like",
    ]  # fmt: skip
    assert sum(line.startswith(("Anna: ", "Interviewer: ")) for line in lines) == 16
    assert len(lines) == 25
    assert "the insurance called it verhinderungspflege" in draft.text.casefold()
    assert {turn.speaker for turn in draft.turns} == {"Interviewer", "Anna"}
    assert "“Study of care at home – interview P05”, “Page 1”" in draft.warnings[0]
    spans = {(span.style, draft.text[span.start : span.end]) for span in draft.spans}
    assert any(style == "bold" and "now it is your turn" in text for style, text in spans)
    assert any(style == "italic" and "put her in a home" in text for style, text in spans)


def words_of(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text))


def test_no_word_of_pdftotext_is_lost() -> None:
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("pdftotext is not installed; it is the independent extractor")
    done = subprocess.run([program, "-enc", "UTF-8", str(SAMPLE), "-"], capture_output=True)
    theirs = words_of(done.stdout.decode("utf-8"))
    lost = theirs - words_of(read_transcript(SAMPLE).text)
    assert set(lost) <= words_of("Study of care at home interview P05 Page 1 2 3 4 5").keys()
    assert theirs.total() > 600


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(st.floats(0, 1), st.integers(0, 30), st.binary(max_size=9)), max_size=6))
def test_any_bytes_make_a_reading_or_one_sentence(
    changes: list[tuple[float, int, bytes]],
) -> None:
    data = SAMPLE.read_bytes()
    for place, cut, new in changes:
        at = int(place * len(data))
        data = data[:at] + new + data[at + cut :]
    try:
        found = pdf.read(data, "mutated.pdf")
    except UnreadableFile as error:
        assert error.sentence.startswith("“mutated.pdf” was left out: ")
    else:
        assert all(0 <= s.start < s.end <= len(found.text) for s in found.spans)


@given(st.binary(max_size=200))
def test_any_output_of_the_reading_process_is_taken(output: bytes) -> None:
    first = json.dumps({"ready": True}).encode() + b"\n"
    assert told(first + output).ready
