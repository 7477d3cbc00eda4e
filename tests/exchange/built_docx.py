"""Word documents built part by part, so that a test shows the XML that it is about."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMES = (
    f'xmlns:w="{W}" xmlns:r="{R}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
KINDS = ("styles", "numbering", "footnotes", "endnotes", "comments", "settings")


def run(text: str, properties: str = "") -> str:
    """A run with a text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(content: str, properties: str = "") -> str:
    """A paragraph; content that is no markup becomes a run."""
    inner = content if content.startswith("<") or not content else run(content)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def table(*rows: tuple[str, ...]) -> str:
    """A table; a cell holds a paragraph, or markup of its own."""
    cells = [
        "".join(
            f"<w:tc>{c if c.startswith('<w:p') or c.startswith('<w:tbl') else paragraph(c)}</w:tc>"
            for c in row
        )
        for row in rows
    ]
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def docx_bytes(body: str, **parts: str) -> bytes:
    """A document; `styles=…` and the like give the content of further parts.

    A part whose name starts with `header` or `chunk` is related under its own name.
    """
    relations = ""
    files: dict[str, str] = {}
    for name, content in parts.items():
        if name in KINDS:
            relations += f'<Relationship Id="{name}" Type="{R}/{name}" Target="{name}.xml"/>'
            files[f"word/{name}.xml"] = f"<w:{name} {NAMES}>{content}</w:{name}>"
        elif name.startswith("header"):
            relations += f'<Relationship Id="{name}" Type="{R}/header" Target="{name}.xml"/>'
            files[f"word/{name}.xml"] = f"<w:hdr {NAMES}>{content}</w:hdr>"
        else:
            relations += f'<Relationship Id="{name}" Type="{R}/aFChunk" Target="{name}.html"/>'
            files[f"word/{name}.html"] = content
    files["word/document.xml"] = f"<w:document {NAMES}><w:body>{body}</w:body></w:document>"
    return zip_bytes(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": _relationships(
                f'<Relationship Id="a" Type="{R}/officeDocument" Target="word/document.xml"/>'
            ),
            "word/_rels/document.xml.rels": _relationships(relations),
            **files,
        }
    )


def _relationships(content: str) -> str:
    names = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{names}">{content}</Relationships>'


def zip_bytes(files: dict[str, str]) -> bytes:
    """A ZIP with text files."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()


def written(folder: Path, name: str, data: bytes) -> Path:
    """A file with that content."""
    path = folder / name
    path.write_bytes(data)
    return path
