"""Files that are not what they say, or mean harm, each end in one sentence."""

import io
import os
import random
import zipfile
from pathlib import Path

import pytest
from built_docx import NAMES, docx_bytes, paragraph, run, table, written, zip_bytes

from coder_gui.domain.errors import CoderError, UnreadableFile
from coder_gui.exchange.transcripts import archive
from coder_gui.exchange.transcripts.registry import read_transcript

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
GOOD = docx_bytes(
    paragraph("Interviewer: Hi.")
    + paragraph(run("Anna: ") + '<w:r><w:footnoteReference w:id="2"/></w:r>')
    + table(("a", "b"), ("c", "d")),
    footnotes=f'<w:footnote w:id="2">{paragraph("note")}</w:footnote>',
)


def document(content: str, doctype: str = "") -> bytes:
    xml = f"{doctype}<w:document {NAMES}><w:body>{content}</w:body></w:document>"
    return zip_bytes({"word/document.xml": xml})


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.docx", b"", "there is nothing in it"),
        ("a.txt", b"", "there is nothing in it"),
        ("a.txt", b" \n\n ", "there are no words in it"),
        ("a.docx", docx_bytes(paragraph("")), "there are no words in it"),
        ("a.docx", OLE + "WordDocument".encode("utf-16-le"), "an old Word (.doc)"),
        ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
        ("a.txt", OLE, "an Office file of an old kind"),
        ("a.docx", b"{\\rtf1\\ansi hello}", "it is an RTF document"),
        ("a.docx", b"Interviewer: hello", "it is plain text"),
        ("a.docx", b"%PDF-1.7 ...", "it is a PDF"),
        ("a.txt", GOOD, "it is a Word document"),
        ("a.txt", zip_bytes({"notes.txt": "x"}), "it is a ZIP archive"),
        ("a.docx", zip_bytes({"notes.txt": "x"}), "it is a ZIP archive"),
        ("a.docx", zip_bytes({"xl/workbook.xml": "<x/>"}), "it is an Excel workbook"),
        ("a.docx", zip_bytes({"_rels/.rels": "<x/>"}), "it is not a Word document"),
        ("a.txt", b"ID3\x04" + b"\x00" * 99, "it is a recording"),
        ("a.txt", bytes(range(256)) * 40, "it holds data, not text"),
        ("a.txt", random.Random(4).randbytes(4000), "it holds data, not text"),
        ("a.xyz", b"hello", "files with .xyz are not read"),
        ("a.doc", OLE + "WordDocument".encode("utf-16-le"), "an old Word (.doc)"),
        ("a.docx", GOOD[: len(GOOD) // 2], "damaged or incomplete"),
        ("a.docx", document("<w:p>"), "damaged or incomplete"),
        ("a.docx", document("", "<!DOCTYPE w [<!ENTITY a 'aaaa'>]>"), "definitions (a DOCTYPE)"),
    ],
)
def test_each_is_told_what_it_is(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read_transcript(written(tmp_path, name, data))
    sentence = caught.value.sentence
    assert sentence.startswith(f"“{name}” was left out: ")
    assert said in sentence
    assert "\n" not in sentence and sentence.endswith(".")


def test_entities_reach_no_file_in_any_encoding(tmp_path: Path) -> None:
    secret = written(tmp_path, "secret.txt", b"swordfish")
    doctype = f"<!DOCTYPE w [<!ENTITY e SYSTEM '{secret.as_uri()}'>]>"
    xml = f"{doctype}<w:document {NAMES}><w:body>{paragraph('&e;')}</w:body></w:document>"
    for encoded in (xml.encode(), xml.encode("utf-16"), xml.encode("utf-16-le")):
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as package:
            package.writestr("word/document.xml", encoded)
        with pytest.raises(UnreadableFile):
            read_transcript(written(tmp_path, "a.docx", target.getvalue()))


def test_declared_encoding_cannot_hide_a_doctype(tmp_path: Path) -> None:
    hidden = '<?xml version="1.0" encoding="UTF-7"?>' + "+ADwAIQ-DOCTYPE a+AD4-" + "<w/>"
    data = zip_bytes({"word/document.xml": hidden})
    with pytest.raises(UnreadableFile):
        read_transcript(written(tmp_path, "a.docx", data))


def test_bomb_is_refused_unread(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="far larger than a transcript"):
        read_transcript(written(tmp_path, "a.docx", document("<w:p/>" * 4_000_000)))


def test_lying_sizes_are_found_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_PART", 1000)
    with pytest.raises(UnreadableFile, match="far larger than a transcript"):
        read_transcript(written(tmp_path, "a.docx", document(paragraph("word " * 400))))


def test_too_many_nodes_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_TREE", 10_000)
    with pytest.raises(UnreadableFile, match="far more formatting"):
        read_transcript(written(tmp_path, "a.docx", document(paragraph("x") * 100)))


@pytest.mark.parametrize("depth", [300, 20_000])
def test_deep_nesting_is_read_or_refused(tmp_path: Path, depth: int) -> None:
    opened = "<w:tbl><w:tr><w:tc>" * depth
    closed = "</w:tc></w:tr></w:tbl>" * depth
    path = written(tmp_path, "a.docx", document(opened + paragraph("deep") + closed))
    if depth == 300:
        assert read_transcript(path).text == "deep"
    else:
        with pytest.raises(UnreadableFile):
            read_transcript(path)


def test_styles_based_on_each_other_end(tmp_path: Path) -> None:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{a}"><w:basedOn w:val="{b}"/></w:style>'
        for a, b in ("AB", "BA")
    )
    data = docx_bytes(paragraph("text", '<w:pStyle w:val="A"/>'), styles=styles)
    assert read_transcript(written(tmp_path, "a.docx", data)).text == "text"


def test_file_that_is_gone_or_a_folder(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="no longer there"):
        read_transcript(tmp_path / "gone.docx")
    with pytest.raises(UnreadableFile, match="it is a folder"):
        read_transcript(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(UnreadableFile, match="it is not a file"):
        read_transcript(tmp_path / "pipe.txt")


def test_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, "a.txt", b"hello")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(UnreadableFile, match="does not let you read it"):
        read_transcript(path)


def test_flipped_bytes_give_a_draft_or_a_sentence(tmp_path: Path) -> None:
    chance = random.Random(20)
    stored_plain = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(GOOD)) as packed,
        zipfile.ZipFile(stored_plain, "w") as plain,
    ):
        for name in packed.namelist():
            plain.writestr(name, packed.read(name))
    for data in (GOOD, stored_plain.getvalue()):
        for _ in range(250):
            broken = bytearray(data)
            for _ in range(chance.randint(1, 6)):
                broken[chance.randrange(len(broken))] = chance.randrange(256)
            path = written(tmp_path, "a.docx", bytes(broken))
            try:
                assert read_transcript(path).text
            except CoderError as error:
                assert error.sentence


def test_flipped_xml_gives_a_draft_or_a_sentence(tmp_path: Path) -> None:
    """The checksums of a ZIP catch flips in it, so the XML itself is damaged too."""
    chance = random.Random(21)
    with zipfile.ZipFile(io.BytesIO(GOOD)) as packed:
        parts = {name: packed.read(name).decode() for name in packed.namelist()}
    for _ in range(250):
        name = chance.choice([name for name in parts if name.startswith("word/")])
        xml = list(parts[name])
        for _ in range(chance.randint(1, 3)):
            xml[chance.randrange(len(xml))] = chance.choice("<>&\"'/=w:pt019x \x01é\u3000")
        path = written(tmp_path, "a.docx", zip_bytes({**parts, name: "".join(xml)}))
        try:
            assert read_transcript(path).text
        except CoderError as error:
            assert error.sentence
