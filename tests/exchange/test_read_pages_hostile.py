"""OpenDocument, HTML and oTranscribe files that are broken or mean harm end in one sentence."""

import json
import random
import zipfile
from pathlib import Path

import pytest
from built_docx import docx_bytes, paragraph, written, zip_bytes
from built_odt import MANIFEST, MIMETYPE, content_xml, fodt_bytes, odt_bytes, p
from hypothesis import given, settings
from hypothesis import strategies as st

from coder_gui.domain.errors import UnreadableFile
from coder_gui.exchange.transcripts import html, odt, otr
from coder_gui.exchange.transcripts.reading import Reading
from coder_gui.exchange.transcripts.registry import read_transcript

DATA = Path(__file__).parents[1] / "data" / "transcripts"
SHEET = MIMETYPE.replace("text", "spreadsheet")
ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/hostname">]>'
LOCKED = MANIFEST.replace("/></manifest", "><manifest:encryption-data/></x></manifest")
SAMPLES = {
    odt.read: (DATA / "interview-libreoffice.odt").read_bytes(),
    odt.read_flat: fodt_bytes(p("a <text:s/>b") + p("c")),
    html.read: (DATA / "interview-libreoffice.html").read_bytes(),
    otr.read: json.dumps(
        {"text": '<p><span class="timestamp" data-timestamp="1.5">0:01</span> Anna: <b>so</b></p>'}
    ).encode(),
}


def packed(body: str, doctype: str = "") -> bytes:
    return zip_bytes({"META-INF/manifest.xml": MANIFEST, "content.xml": doctype + body})


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.odt", b"", "there is nothing in it"),
        ("a.odt", odt_bytes(p("")), "there are no words in it"),
        ("a.odt", b"not a zip", "it is plain text"),
        ("a.odt", odt_bytes(p("x" * 9_000))[:900], "damaged or incomplete"),
        ("a.odt", docx_bytes(paragraph("x")), "it is a Word document"),
        ("a.docx", odt_bytes(p("x")), "it is an OpenDocument text, though its name"),
        ("a.txt", odt_bytes(p("x")), "it is an OpenDocument text, though its name"),
        ("a.odt", odt_bytes(p("x"), mimetype=SHEET), "it is an OpenDocument spreadsheet"),
        ("a.ods", odt_bytes(p("x"), mimetype=SHEET), "it is an OpenDocument spreadsheet"),
        (
            "a.odt",
            packed(content_xml("").replace("office:text", "office:x")),
            "OpenDocument spreadsheet",
        ),
        ("a.odt", packed("<x/>"), "damaged or incomplete"),
        ("a.odt", packed("<x>"), "damaged or incomplete"),
        ("a.odt", packed(content_xml(p("&a;&b;")), ENTITIES), "definitions (a DOCTYPE)"),
        ("a.odt", odt_bytes(p("<text:span>" * 9_000)), "damaged or incomplete"),
        ("a.odt", odt_bytes(p("x" * 9_000_000)), "far larger than a transcript"),
        ("a.odt", odt_bytes(p("x"), META__x="", **{"META-INF__manifest.xml": LOCKED}), "password"),
        (
            "a.odt",
            zip_bytes({"META-INF/manifest.xml": MANIFEST, "encrypted-package": "x"}),
            "protected by a password",
        ),
        ("a.fodt", b"Anna: hello", "damaged or incomplete"),
        ("a.fodt", fodt_bytes(p("x"))[:-9], "damaged or incomplete"),
        ("a.fodt", ENTITIES.encode() + fodt_bytes(p("x")), "damaged or incomplete|DOCTYPE"),
        ("a.html", b"", "there is nothing in it"),
        ("a.html", b"<p> </p>", "there are no words in it"),
        ("a.html", b"Anna: hello", "it is plain text"),
        ("a.html", odt_bytes(p("x")), "it is an OpenDocument text"),
        ("a.html", random.Random(4).randbytes(4_000), "it holds data, not text"),
        ("a.html", b"<div>" * 9_000 + b"x", "nested deeper than it can be read"),
        ("a.html", b"<p>a" * 3_000_000, "far more formatting"),
        ("a.otr", b"", "there is nothing in it"),
        ("a.otr", b"<p>Anna: hello</p>", "it is not a file of oTranscribe"),
        ("a.otr", b'{"text": "<p>Anna', "damaged or incomplete"),
        ("a.otr", b'{"text": ' + b"[" * 200_000, "damaged or incomplete"),
        ("a.otr", b'{"text": 7}', "damaged or incomplete"),
        ("a.otr", b'{"media": "x"}', "damaged or incomplete"),
        ("a.otr", b'{"text": "<p> </p>"}', "there are no words in it"),
        ("a.otr", json.dumps({"text": "<div>" * 9_000}).encode(), "nested deeper"),
    ],
)
def test_each_is_told_what_it_is(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    with pytest.raises(
        UnreadableFile, match=said.replace("(", r"\(").replace(")", r"\)")
    ) as caught:
        read_transcript(written(tmp_path, name, data))
    assert str(caught.value).startswith(f"“{name}” was left out: ")
    assert "\n" not in str(caught.value)


def test_nul_bytes_leave_the_words_around_them(tmp_path: Path) -> None:
    assert read_transcript(written(tmp_path, "a.html", b"<p>a\x00b</p>")).text == "ab"
    nul = read_transcript(written(tmp_path, "a.otr", b'{"text": "<p>a\\u0000b</p>"}'))
    assert nul.text == "ab"


def test_formulas_that_hold_themselves_end(tmp_path: Path) -> None:
    link = '<draw:object xlink:href="./Object 1"/>'
    inner = content_xml("").partition(">")[0].replace("office:document-content", "math:math")
    loop = f"{inner}><math:mi>x</math:mi>{link}</math:math>"
    data = odt_bytes(p(f"a {link}"), **{"Object 1__content.xml": loop})
    assert read_transcript(written(tmp_path, "a.odt", data)).text == "a x"


def test_deep_tables_lists_and_spans_are_read_whole(tmp_path: Path) -> None:
    tables = "<table:table><table:table-row><table:table-cell>" * 300 + p("deep")
    tables += "</table:table-cell></table:table-row></table:table>" * 300
    lists = "<text:list><text:list-item>" * 300 + p("low") + "</text:list-item></text:list>" * 300
    data = odt_bytes(tables + lists)
    assert read_transcript(written(tmp_path, "a.odt", data)).text == "deep\nlow"
    page = b"<table><tr><td>" * 300 + b"<ol><li>" * 200 + b"deep"
    read = read_transcript(written(tmp_path, "a.html", page)).text
    assert read == "1. " * 200 + "deep"


def test_style_sheets_of_any_size_do_not_stop_a_page(tmp_path: Path) -> None:
    sheet = ".a,#b,p{font-weight:bold}" * 20_000 + "/*" * 9_000 + "@media x {" * 9_000
    page = f"<style>{sheet}</style>" + "".join(f"<p id=i{n} class='a c{n}'>w" for n in range(3_000))
    draft = read_transcript(written(tmp_path, "a.html", page.encode()))
    assert draft.text == "\n".join(["w"] * 3_000)


@pytest.mark.parametrize("reader", SAMPLES, ids=["odt", "fodt", "html", "otr"])
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_mutated_files_are_read_or_refused(reader, data) -> None:
    damaged = bytearray(SAMPLES[reader])
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(damaged) - 1))
        length = data.draw(st.integers(0, 40))
        damaged[at : at + length] = data.draw(st.binary(max_size=12))
    try:
        assert isinstance(reader(bytes(damaged), "a"), Reading)
    except UnreadableFile as error:
        assert str(error).startswith("“a” was left out: ")


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_mutated_parts_of_a_document_are_read_or_refused(data) -> None:
    with zipfile.ZipFile(DATA / "garden-libreoffice.odt") as archive:
        names = ("content.xml", "styles.xml", "META-INF/manifest.xml")
        parts = {name: archive.read(name).decode() for name in names}
    name = data.draw(st.sampled_from(names[:2]))
    content = parts[name]
    for _ in range(data.draw(st.integers(1, 4))):
        at = content.index("<", data.draw(st.integers(4_000, len(content) - 400)))
        end = content.index(">", at) + 1
        content = content[:at] + data.draw(st.sampled_from(["", content[at:end]])) + content[end:]
    try:
        assert isinstance(odt.read(zip_bytes({**parts, name: content}), "a"), Reading)
    except UnreadableFile as error:
        assert str(error).startswith("“a” was left out: ")
