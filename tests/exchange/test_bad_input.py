"""Input that goes wrong, one kind a test: a sentence that names the file, or the whole text."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from built_docx import written

from coder_gui.domain.errors import UnreadableFile
from coder_gui.exchange.transcripts.registry import FORMATS, read_transcript

REAL = Path(__file__).parents[1] / "data" / "transcripts"
SUFFIXES = [suffix for known in FORMATS for suffix in known.suffixes[:1]]
ENTITIES = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">
<!ENTITY c SYSTEM "file:///etc/passwd">]>"""


def sentence(path: Path) -> str:
    """Why a file is refused: one sentence on it, and what to do."""
    with pytest.raises(UnreadableFile) as caught:
        read_transcript(path)
    said: str = caught.value.sentence
    assert said.startswith(f"“{path.name}” was left out: ")
    assert said.count("\n") == 0
    return said


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_an_empty_file(tmp_path: Path, suffix: str) -> None:
    assert "there is nothing in it" in sentence(written(tmp_path, f"a{suffix}", b""))


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_program_renamed(tmp_path: Path, suffix: str) -> None:
    program = Path(sys.executable).resolve().read_bytes()[:200_000]
    assert sentence(written(tmp_path, f"a{suffix}", program))


@pytest.mark.parametrize("suffix", [".docx", ".odt"])
def test_a_truncated_document(tmp_path: Path, suffix: str) -> None:
    whole = (REAL / f"interview-libreoffice{suffix}").read_bytes()
    assert "damaged or incomplete" in sentence(written(tmp_path, f"a{suffix}", whole[:-900]))


def test_an_encrypted_word_document(tmp_path: Path) -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    data = ole + "EncryptedPackage".encode("utf-16-le")
    assert "protected by a password" in sentence(written(tmp_path, "a.docx", data))


def test_a_pdf_with_a_password(tmp_path: Path) -> None:
    data = (REAL / "interview-password.pdf").read_bytes()
    assert "password" in sentence(written(tmp_path, "a.pdf", data))


def test_a_scanned_pdf(tmp_path: Path) -> None:
    data = (REAL / "interview-scan.pdf").read_bytes()
    assert "text" in sentence(written(tmp_path, "a.pdf", data))


@pytest.mark.parametrize(
    ("suffix", "part"), [(".docx", "word/document.xml"), (".odt", "content.xml")]
)
def test_a_zip_bomb(tmp_path: Path, suffix: str, part: str) -> None:
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(REAL / f"interview-libreoffice{suffix}") as real,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as out,
    ):
        for name in real.namelist():
            out.writestr(name, b" " * 90_000_000 if name == part else real.read(name))
    assert "larger than a transcript" in sentence(
        written(tmp_path, f"a{suffix}", packed.getvalue())
    )


@pytest.mark.parametrize(
    ("suffix", "part"), [(".docx", "word/document.xml"), (".odt", "content.xml")]
)
def test_entities_in_a_part(tmp_path: Path, suffix: str, part: str) -> None:
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(REAL / f"interview-libreoffice{suffix}") as real,
        zipfile.ZipFile(packed, "w") as out,
    ):
        for name in real.namelist():
            data = real.read(name)
            declared = data.partition(b"?>")[2] if data.startswith(b"<?xml") else data
            out.writestr(name, ENTITIES + declared if name == part else data)
    assert "DOCTYPE" in sentence(written(tmp_path, f"a{suffix}", packed.getvalue()))


def test_entities_in_elan(tmp_path: Path) -> None:
    data = ENTITIES + b"<ANNOTATION_DOCUMENT>&b;&c;</ANNOTATION_DOCUMENT>"
    assert "DOCTYPE" in sentence(written(tmp_path, "a.eaf", data))


def test_entities_of_a_file_in_a_web_page_stay_what_they_are(tmp_path: Path) -> None:
    data = ENTITIES.partition(b"?>")[2] + b"<html><p>Anna: I walked. &c;</p></html>"
    text = read_transcript(written(tmp_path, "a.html", data)).text
    assert "I walked." in text
    assert "root:" not in text


def test_rtf_with_a_broken_code_page(tmp_path: Path) -> None:
    data = rb"{\rtf1\ansi\ansicpg99999 Anna: Gr\'fc\'dfe, \u55357?\u56898? und mehr.}"
    draft = read_transcript(written(tmp_path, "a.rtf", data))
    assert "Anna: Gr" in draft.text
    assert "🙂" in draft.text
    assert draft.warnings


def test_nul_bytes_and_lone_surrogates(tmp_path: Path) -> None:
    mended = "Anna: I walked.\n" * 50
    data = mended.replace("walked", "wal\x00ked", 1).encode()
    assert read_transcript(written(tmp_path, "a.txt", data)).text == mended
    lone = b'{"segments": [{"start": 0, "end": 1, "text": "so \\ud83d it was"}]}'
    read_transcript(written(tmp_path, "a.json", lone)).text.encode()


def test_a_line_of_five_million_characters(tmp_path: Path) -> None:
    data = b"Anna: I walked and walked. " * 190_000
    text = read_transcript(written(tmp_path, "a.txt", data)).text
    assert max(map(len, text.split("\n"))) <= 8_000
    assert text.split() == data.decode().split()


LARGE = """
import resource, sys
from pathlib import Path
from coder_gui.exchange.transcripts.registry import read_transcript
resource.setrlimit(resource.RLIMIT_AS, (1_000_000_000,) * 2)
print(len(read_transcript(Path(sys.argv[1])).text))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited by a call of Linux")
def test_fifty_megabytes_of_text_in_a_gigabyte(tmp_path: Path) -> None:
    line = "Anna: I walked, and the red light was on again, as I said to Großmutter.\n"
    path = written(tmp_path, "a.txt", (line * 670_000).encode())
    assert path.stat().st_size > 50_000_000 - 2_000_000
    done = subprocess.run(
        [sys.executable, "-c", LARGE, str(path)], capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr[-600:]
    assert int(done.stdout) == len(line) * 670_000
