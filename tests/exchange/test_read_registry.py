"""Which files are read, in which order, and what starting the program has to load for it."""

import subprocess
import sys
from pathlib import Path

from built_docx import docx_bytes, paragraph, written

from coder_gui.exchange.transcripts.registry import read_transcript, suffixes, transcript_files


def test_folders_are_searched_in_natural_order(tmp_path: Path) -> None:
    for name in ("P10.txt", "P2.docx", "p1.md", "~$P2.docx", ".hidden.txt", "photo.png"):
        written(tmp_path, name, b"x")
    for folder in ("sub", ".git", "__MACOSX"):
        (tmp_path / folder).mkdir()
        written(tmp_path / folder, "P3.TXT", b"x")
    found = transcript_files([tmp_path])
    assert [path.relative_to(tmp_path).as_posix() for path in found] == [
        "p1.md",
        "P2.docx",
        "P10.txt",
        "sub/P3.TXT",
    ]


def test_file_named_outright_stays_and_is_listed_once(tmp_path: Path) -> None:
    photo = written(tmp_path, "photo.png", b"x")
    text = written(tmp_path, "a.txt", b"x")
    missing = tmp_path / "missing.docx"
    found = transcript_files([photo, tmp_path, text, missing])
    assert found == [text, missing, photo]


def test_suffixes_have_dots_and_lower_case() -> None:
    assert {".docx", ".txt", ".md"} <= set(suffixes())
    assert all(suffix == suffix.lower() and suffix.startswith(".") for suffix in suffixes())


def test_suffix_is_read_in_any_case(tmp_path: Path) -> None:
    draft = read_transcript(written(tmp_path, "P1.DOCX", docx_bytes(paragraph("hello"))))
    assert (draft.text, draft.format, draft.name) == ("hello", "docx", "P1")


def test_heavy_libraries_wait_until_a_file_is_read() -> None:
    code = (
        "import sys; import coder_gui.exchange.transcripts.registry; "
        "print({'lxml', 'docx', 'charset_normalizer'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(Path(__file__).parents[2] / "src")},
    )
    assert done.stdout.strip() == "set()"
