"""An invented interview in a Word document with everything that word processors put around words.

Run as a script, it writes the document, has LibreOffice open it and save it again in its own
way, and leaves the result where the tests look for it:
    python tests/exchange/written_interview.py
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

import docx
from built_docx import NAMES
from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.text.paragraph import Paragraph

SAVED = Path(__file__).parents[1] / "data" / "transcripts" / "interview-libreoffice.docx"
NEVER_SHOWN = ("struck", "whispered", "HYPERLINK", "example.org", "Transcriber")
TEXT = """\
Study of allotments, interview 4
Interview 4
Interviewer: How did you come to the allotment?
Rosa: My neighbour gave me the key[1]. She said: take it, or the council will.
[1: Laughs; the key hangs on a hook in the hall.]
I said nothing.
Then I said yes.
Interviewer: What did you grow in the first year?
Rosa: Three things, and all of them badly:
1. beans
2. rhubarb
3. one very sad quince
Rosa: There is a picture of it on the page of the club[i].
Drawn at the table: shed, water butt, quince.
[i: The page was taken down in May.]
Bed\tPlanted\tEaten
North\tbeans\tby slugs
South\trhubarb\tby us
Interviewer: Would you do it again?
Rosa: Tomorrow. I would really do it again tomorrow."""
EMPHASIS = [
    ("bold", "Interview 4"),
    ("bold", "Interviewer:"),
    ("bold", "Rosa:"),
    ("italic", "take it"),
    ("bold", "Interviewer:"),
    ("bold", "Rosa: Three"),
    ("italic", "Three"),
    ("underline", "very sad"),
    ("bold", "Rosa:"),
    ("bold", "Bed\tPlanted\tEaten"),
    ("bold", "Interviewer:"),
    ("bold", "Rosa:"),
    ("italic", "really"),
]

_NUMBERING = """
<w:abstractNum {names} w:abstractNumId="77"><w:lvl w:ilvl="0"><w:start w:val="1"/>
<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/><w:lvlJc w:val="left"/></w:lvl></w:abstractNum>
"""
_BOX = """
<w:r {names} xmlns:w10="urn:schemas-microsoft-com:office:word"><w:pict>
<v:shape id="box" type="#_x0000_t202"
style="position:absolute;margin-left:0;margin-top:40pt;width:300pt;height:40pt">
<v:textbox><w:txbxContent><w:p><w:r><w:t>Drawn at the table: shed, water butt, quince.</w:t></w:r>
</w:p></w:txbxContent></v:textbox><w10:wrap type="topAndBottom"/></v:shape></w:pict></w:r>
"""
_CHANGE = 'w:id="{id}" w:author="Transcriber" w:date="2026-02-03T10:00:00Z"'


def _raw(paragraph: Paragraph, xml: str) -> None:
    """Append markup that python-docx has no words for."""
    for node in parse_xml(f"<w:p {NAMES}>{xml}</w:p>"):
        paragraph._p.append(node)


def _run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def _add_note(document: Document, kind: str, text: str) -> None:
    separators = "".join(
        f'<w:{kind} w:type="{name}" w:id="{number}"><w:p><w:r><w:{sign}/></w:r></w:p></w:{kind}>'
        for number, (name, sign) in enumerate(
            [
                ("separator", "separator"),
                ("continuationSeparator", "continuationSeparator"),
            ]
        )
    )
    note = f'<w:{kind} w:id="2"><w:p><w:r><w:{kind}Ref/></w:r>{_run(" " + text)}</w:p></w:{kind}>'
    xml = f"<w:{kind}s {NAMES}>{separators}{note}</w:{kind}s>"
    kinds = {
        "footnote": (CONTENT_TYPE.WML_FOOTNOTES, RELATIONSHIP_TYPE.FOOTNOTES),
        "endnote": (CONTENT_TYPE.WML_ENDNOTES, RELATIONSHIP_TYPE.ENDNOTES),
    }
    content_type, relation = kinds[kind]
    package = document.part.package
    part = Part(PackURI(f"/word/{kind}s.xml"), content_type, xml.encode(), package)
    document.part.relate_to(part, relation)


def _add_list(document: Document, items: tuple[str, ...]) -> None:
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(_NUMBERING.format(names=NAMES)))
    number = parse_xml(f'<w:num {NAMES} w:numId="77"><w:abstractNumId w:val="77"/></w:num>')
    numbering.append(number)
    for item in items:
        added = document.add_paragraph()
        listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr>'
        added._p.insert(0, parse_xml(f"<w:pPr {NAMES}>{listed}</w:pPr>"))
        first, _, rest = item.partition("very sad")
        added.add_run(first)
        if rest:
            added.add_run("very sad").underline = True
            added.add_run(rest)


def _spoken(document: Document, speaker: str, words: str) -> Paragraph:
    added = document.add_paragraph()
    added.add_run(f"{speaker}:").bold = True
    added.add_run(f" {words}")
    return added


def _add_garden(document: Document) -> None:
    rows = (("Bed", "Planted", "Eaten"), ("North", "beans", "by slugs"))
    table = document.add_table(rows=0, cols=3)
    for row in (*rows, ("South", "rhubarb", "by us")):
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.paragraphs[0].add_run(words).bold = row is rows[0]


def interview() -> Document:
    """The document as python-docx and we have it."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Study of allotments, interview 4"
    document.add_heading("Interview 4", level=2)
    _spoken(document, "Interviewer", "How did you come to the allotment?")
    came = _spoken(document, "Rosa", "My neighbour gave me the key")
    _raw(
        came,
        '<w:r><w:footnoteReference w:id="2"/></w:r>'
        + _run(". She said: ")
        + _run("take it", "<w:i/>")
        + _run(", or the council will.")
        + _run(" She whispered it.", "<w:vanish/>"),
    )
    _add_note(document, "footnote", "Laughs; the key hangs on a hook in the hall.")
    broken = document.add_paragraph("I said nothing.")
    broken.add_run().add_break()
    broken.add_run("Then I said yes.")
    _spoken(document, "Interviewer", "What did you grow in the first year?")
    grown = _spoken(document, "Rosa", "")
    three = grown.add_run("Three")
    three.bold = three.italic = True
    grown.add_run(" things, and all of them badly:")
    _add_list(document, ("beans", "rhubarb", "one very sad quince"))
    shown = _spoken(document, "Rosa", "There is a picture of it on the page of ")
    target = document.part.relate_to(
        "https://example.org/allotments", RELATIONSHIP_TYPE.HYPERLINK, is_external=True
    )
    line = '<w:color w:val="0000FF"/><w:u w:val="single"/>'
    _raw(
        shown,
        f'<w:hyperlink r:id="{target}">{_run("the club", line)}</w:hyperlink>'
        '<w:r><w:endnoteReference w:id="2"/></w:r>' + _run("."),
    )
    _add_note(document, "endnote", "The page was taken down in May.")
    shown._p.append(parse_xml(_BOX.format(names=NAMES)))
    _add_garden(document)
    _spoken(document, "Interviewer", "Would you do it again?")
    _raw(
        _spoken(document, "Rosa", "Tomorrow."),
        _run(" I would ")
        + f"<w:ins {_CHANGE.format(id=11)}>{_run('really', '<w:i/>')}</w:ins>"
        + f"<w:del {_CHANGE.format(id=12)}><w:r><w:delText>struck</w:delText></w:r></w:del>"
        + _run(" do it again tomorrow."),
    )
    return document


def converted(source: Path, target: Path, form: str) -> Path:
    """What LibreOffice makes of a file, in another form, in the folder `target`."""
    command = ["soffice", f"-env:UserInstallation={(target / 'profile').as_uri()}", "--headless"]
    subprocess.run(
        [*command, "--convert-to", form, "--outdir", str(target), str(source)],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return target / f"{source.stem}.{form.partition(':')[0]}"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder, SAVED.name)
        interview().save(str(made))
        SAVED.parent.mkdir(parents=True, exist_ok=True)
        SAVED.write_bytes(converted(made, Path(folder, "out"), "docx").read_bytes())
