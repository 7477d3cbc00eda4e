"""`extract --json`: what a reader found in a file, for scripts."""

import json

import docx
import pytest
from click.testing import CliRunner

from coder_gui.app.cli import cli
from coder_gui.app.project import Project

TURN = {
    "speaker": str,
    "interviewer": bool,
    "start": int,
    "speech": int,
    "end": int,
    "start_ms": int | None,
    "end_ms": int | None,
}
SAID = "Interviewer: How 🙂 was it?\nAnna: I did not say that.\nInterviewer: And?\nAnna: No.\n"


def run(*arguments):
    return CliRunner().invoke(cli, [str(each) for each in arguments])


def extracted(file):
    result = run("extract", "--json", file)
    assert (result.exit_code, result.stderr) == (0, "")
    return json.loads(result.stdout_bytes.decode())


@pytest.fixture
def interview(tmp_path):
    """A Word document with a comment, and with emphasis in Anna’s first turn."""
    document = docx.Document()
    document.add_paragraph("Interviewer: How 🙂 was it?")
    words = document.add_paragraph("Anna: I did ")
    words.add_run("not").bold = True
    words.add_run(" say ")
    words.add_run("that").underline = True
    words.add_run(".")
    document.add_paragraph("Interviewer: And?")
    no = document.add_paragraph("Anna: ").add_run("No.")
    no.italic = True
    document.add_comment(no, "check", author="Transcriber")
    document.save(str(tmp_path / "P01.docx"))
    return tmp_path / "P01.docx"


def test_a_word_document_with_turns_emphasis_and_a_warning(interview):
    found = extracted(interview)
    assert list(found) == [
        "source_name", "format", "encoding", "text", "turns", "spans", "warnings",
    ]  # fmt: skip
    text = found["text"]
    assert text == SAID.removesuffix("\n")
    assert (found["source_name"], found["format"], found["encoding"]) == ("P01.docx", "docx", None)
    assert [(s["style"], text[s["start"] : s["end"]]) for s in found["spans"]] == [
        ("bold", "not"),
        ("underline", "that"),
        ("italic", "No."),
    ]
    assert [set(span) for span in found["spans"]] == [{"start", "end", "style"}] * 3
    (warning,) = found["warnings"]
    assert "a comment" in warning
    turns = found["turns"]
    assert [(t["speaker"], t["interviewer"]) for t in turns] == [
        ("Interviewer", True),
        ("Anna", False),
    ] * 2
    assert [text[t["speech"] : t["end"]] for t in turns][:2] == [
        "How 🙂 was it?",
        "I did not say that.",
    ]
    for turn in turns:
        assert list(turn) == list(TURN)
        assert all(isinstance(turn[key], kind) for key, kind in TURN.items())
        assert text[turn["start"] : turn["speech"]] == f"{turn['speaker']}: "


def test_the_positions_are_those_of_an_imported_transcript(interview, project, path):
    project.close()
    found = extracted(interview)
    run("import", path, interview)
    with_it = Project.open(path)
    stored = with_it.transcript(with_it.transcripts()[0].id)
    assert found["text"] == stored.text
    assert [(t["start"], t["speech"], t["end"]) for t in found["turns"]] == [
        (t.start, t.speech, t.end) for t in stored.turns
    ]
    assert [(s["start"], s["end"], s["style"]) for s in found["spans"]] == [
        (s.start, s.end, s.style) for s in stored.spans
    ]
    with_it.close()


def test_a_text_file_names_its_encoding_and_times(tmp_path):
    file = tmp_path / "a.txt"
    file.write_bytes(
        "[00:01:02] Rémi: Oui.\n[00:01:05] Zoé: Ah bon ?\n[00:01:09] Rémi: Oui.".encode("cp1252")
    )
    found = extracted(file)
    assert found["format"] == "txt"
    assert found["encoding"]
    assert [turn["start_ms"] for turn in found["turns"]] == [62_000, 65_000, 69_000]
    assert {turn["end_ms"] for turn in found["turns"]} == {None}
    assert found["spans"] == []


def test_the_json_is_one_line_of_utf_8_that_ends_in_a_line_end(interview):
    out = run("extract", interview, "--json").stdout_bytes
    assert out.count(b"\n") == 1
    assert out.endswith(b"\n")
    assert "🙂".encode() in out


def test_without_it_only_the_text_is_printed(interview):
    assert run("extract", interview).stdout_bytes.decode() == SAID.removesuffix("\n")


def test_what_cannot_be_read_is_a_sentence_and_no_json(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"")
    result = run("extract", "--json", tmp_path / "a.txt")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("“a.txt” was left out:")
    assert len(result.stderr.splitlines()) == 1
