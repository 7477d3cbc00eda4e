"""A Word document as python-docx and as LibreOffice write it, and what LibreOffice reads in it."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest
import written_interview
from written_interview import EMPHASIS, NEVER_SHOWN, SAVED, TEXT, converted

from coder_gui.domain.model import TranscriptDraft
from coder_gui.exchange.transcripts.registry import read_transcript

needs_libreoffice = pytest.mark.skipif(
    shutil.which("soffice") is None,
    reason="LibreOffice (soffice) is not installed: nothing to compare with",
)
needs_poppler = pytest.mark.skipif(
    shutil.which("pdftotext") is None,
    reason="Poppler (pdftotext) is not installed: nothing to compare with",
)


def words(text: str) -> Counter[str]:
    """How often each word is there; figures are marks of notes and numbers of lists."""
    return Counter(re.findall(r"[^\W\d_]+", text.casefold()))


@pytest.fixture(params=["python-docx", "LibreOffice"])
def interview(request, tmp_path: Path) -> Path:
    if request.param == "LibreOffice":
        return SAVED
    path = tmp_path / "interview.docx"
    written_interview.interview().save(str(path))
    return path


@pytest.fixture
def draft(interview: Path) -> TranscriptDraft:
    return read_transcript(interview)


def test_every_word_that_a_reader_sees_is_there_in_its_place(draft) -> None:
    assert draft.text == TEXT
    assert draft.warnings == ()


def test_what_a_reader_does_not_see_is_not_there(draft) -> None:
    assert [words for words in NEVER_SHOWN if words in draft.text] == []


def test_emphasis_stands_on_its_words(draft) -> None:
    assert [(s.style, draft.text[s.start : s.end]) for s in draft.spans] == EMPHASIS


def test_speakers_are_found(draft) -> None:
    asked = ["Interviewer", "Rosa", "Interviewer", "Rosa", "Rosa", "Interviewer", "Rosa"]
    assert [turn.speaker for turn in draft.turns] == asked


@needs_libreoffice
def test_no_word_is_lost_that_libreoffice_exports_as_text(draft, interview, tmp_path) -> None:
    exported = converted(interview, tmp_path, "txt:Text (encoded):UTF8").read_text("utf-8-sig")
    assert "She whispered it" in exported, "the export has more than what is seen"
    # It also writes deleted and hidden words, and marks of notes without brackets.
    seen = exported.replace("struck", "").replace(" She whispered it.", "")
    missing = words(seen.replace("clubi.", "club.")) - words(draft.text)
    assert missing == Counter()


@needs_libreoffice
@needs_poppler
def test_what_is_read_is_what_libreoffice_prints(tmp_path) -> None:
    printed = converted(SAVED, tmp_path, "pdf")
    command = ["pdftotext", "-layout", str(printed), "-"]
    page = subprocess.run(command, check=True, capture_output=True, timeout=60).stdout.decode()
    # Deleted words are printed struck out; marks of notes have no brackets.
    seen = page.replace("struck", "").replace("clubi.", "club i.")
    assert words(seen) == words(read_transcript(SAVED).text)
