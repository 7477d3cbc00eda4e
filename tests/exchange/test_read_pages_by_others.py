"""OpenDocument and HTML as LibreOffice writes them, and what LibreOffice itself reads in them."""

import re
import shutil
from collections import Counter
from pathlib import Path

import pytest
from written_interview import EMPHASIS, NEVER_SHOWN, TEXT, converted

from coder_gui.exchange.transcripts.registry import read_transcript

DATA = Path(__file__).parents[1] / "data" / "transcripts"
INTERVIEW = DATA / "interview-libreoffice.odt"
PAGE = DATA / "interview-libreoffice.html"
GARDEN = DATA / "garden-libreoffice.odt"
GARDEN_TEXT = """\
Garden study, transcript P21
Interview with Marta, allotment garden study
Participant\tMarta (pseudonym)\tP21
Place\tallotment, Kleingarten “Morgenröte”
Nested\tinner one\tinner two after the inner table\tx
Consent: ☒ given, held at home
Interviewer: How did you come to the garden?[1]
[1: Recorded in May.]
Marta: Well, never by plan. My aunt — she really begged me.\xa0Naïve, 😀 café.
She gave three reasons[i]:
[i: Counted by the interviewer.]
1. the soil
2. the quiet
a) of the mornings
b) of the winters
3. the people
and, later on,
4. the strawberries.
5. Fifth by a new count
– a bullet
• a bullet below
Left\tright
below  with   blanks
See the plan of the plots, page 0.
A remark follows.
Boxed remark of the transcriber.
Marked passage
Marta: That was all."""
needs_libreoffice = pytest.mark.skipif(
    shutil.which("soffice") is None,
    reason="LibreOffice (soffice) is not installed: nothing to compare with",
)


def words(text: str) -> Counter[str]:
    """How often each word is there; figures are marks of notes and numbers of lists."""
    return Counter(re.findall(r"[^\W\d_]+", text.casefold()))


def test_interview_is_read_as_the_word_document_that_it_was_made_from() -> None:
    draft = read_transcript(INTERVIEW)
    assert draft.text == TEXT
    assert [(s.style, draft.text[s.start : s.end]) for s in draft.spans] == EMPHASIS
    assert [unseen for unseen in NEVER_SHOWN if unseen in draft.text] == []
    assert draft.warnings == ()


def test_garden_has_forms_nested_tables_lists_notes_and_boxes() -> None:
    draft = read_transcript(GARDEN)
    assert draft.text == GARDEN_TEXT
    assert draft.warnings == (
        "“garden-libreoffice.odt” has a comment in its margin, which stayed behind.",
    )


def test_page_has_its_notes_at_the_end_and_the_same_emphasis() -> None:
    draft = read_transcript(PAGE)
    # Written as a page, tracked deletions are words like others, and notes stand at the end.
    notes = [
        "[1: Laughs; the key hangs on a hook in the hall.]",
        "[i: The page was taken down in May.]",
    ]
    lines = [line for line in TEXT.split("\n") if line not in notes]
    ends = [note[1:-1].replace(":", "", 1) for note in notes]
    assert draft.text.replace("struck", "").split("\n") == [*lines, *ends]
    assert [(s.style, draft.text[s.start : s.end]) for s in draft.spans] == EMPHASIS


@needs_libreoffice
@pytest.mark.parametrize("form", ["fodt", "odt"])
def test_what_libreoffice_saves_again_is_read_the_same(tmp_path: Path, form: str) -> None:
    again = read_transcript(converted(GARDEN, tmp_path, form))
    assert again.text == GARDEN_TEXT


@needs_libreoffice
@pytest.mark.parametrize("source", [INTERVIEW, GARDEN, PAGE], ids=lambda path: path.name)
def test_no_word_is_lost_that_libreoffice_exports_as_text(tmp_path: Path, source: Path) -> None:
    exported = converted(source, tmp_path, "txt:Text (encoded):UTF8").read_text("utf-8-sig")
    # It also writes deleted and hidden words, and marks of notes without brackets.
    seen = exported.replace(" She whispered it.", "").replace("clubi", "club")
    seen = seen.replace(" Invisible words.", "").replace(" Hidden by style.", "")
    seen = seen.replace("reasonsi", "reasons")
    if source != PAGE:
        seen = seen.replace("struck", "").replace("allegedly", "")
    assert words(seen) - words(read_transcript(source).text) == Counter()
