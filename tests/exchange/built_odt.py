"""OpenDocument texts built part by part, so that a test shows the XML that it is about."""

from __future__ import annotations

import io
import zipfile

ODF = "urn:oasis:names:tc:opendocument:xmlns"
NAMES = (
    f'xmlns:office="{ODF}:office:1.0" xmlns:text="{ODF}:text:1.0" xmlns:table="{ODF}:table:1.0" '
    f'xmlns:style="{ODF}:style:1.0" xmlns:draw="{ODF}:drawing:1.0" xmlns:form="{ODF}:form:1.0" '
    f'xmlns:fo="{ODF}:xsl-fo-compatible:1.0" xmlns:svg="{ODF}:svg-compatible:1.0" '
    'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:math="http://www.w3.org/1998/Math/MathML" '
    'xmlns:field="urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0"'
)
MIMETYPE = "application/vnd.oasis.opendocument.text"
MANIFEST = (
    f'<manifest:manifest xmlns:manifest="{ODF}:manifest:1.0">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{MIMETYPE}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    '<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)


def p(content: str, style: str = "Standard") -> str:
    """A paragraph."""
    return f'<text:p text:style-name="{style}">{content}</text:p>'


def span(content: str, style: str) -> str:
    """Words in a style."""
    return f'<text:span text:style-name="{style}">{content}</text:span>'


def table(*rows: tuple[str, ...]) -> str:
    """A table; a cell holds a paragraph, or markup of its own."""
    cells = [
        "".join(
            f"<table:table-cell>{c if c.startswith('<t') else p(c)}</table:table-cell>" for c in row
        )
        for row in rows
    ]
    written = "".join(f"<table:table-row>{row}</table:table-row>" for row in cells)
    return f"<table:table>{written}</table:table>"


def style(name: str, words: str = "", more: str = "", family: str = "text") -> str:
    """A style; `words` are attributes of its text properties, `more` some of the style itself."""
    return (
        f'<style:style style:name="{name}" style:family="{family}" {more}>'
        f"<style:text-properties {words}/></style:style>"
    )


def note(mark: str, content: str, kind: str = "footnote") -> str:
    """A footnote or endnote at the place where its mark stands."""
    return (
        f'<text:note text:note-class="{kind}"><text:note-citation>{mark}</text:note-citation>'
        f"<text:note-body>{p(content)}</text:note-body></text:note>"
    )


def items(*contents: str, attributes: str = "") -> str:
    """A list; an item holds a paragraph, or markup of its own."""
    written = "".join(
        f"<text:list-item>{c if c.startswith('<t') else p(c)}</text:list-item>" for c in contents
    )
    return f"<text:list {attributes}>{written}</text:list>"


def number_level(level: int, form: str = "1", more: str = 'style:num-suffix="."') -> str:
    """How one level of a list is numbered."""
    return f'<text:list-level-style-number text:level="{level}" style:num-format="{form}" {more}/>'


def content_xml(body: str, automatic: str = "") -> str:
    """The main part."""
    return (
        f"<office:document-content {NAMES}>"
        f"<office:automatic-styles>{automatic}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )


def styles_xml(common: str = "", automatic: str = "", masters: str = "") -> str:
    """The part with the styles that have names, and the pages."""
    return (
        f"<office:document-styles {NAMES}><office:styles>{common}</office:styles>"
        f"<office:automatic-styles>{automatic}</office:automatic-styles>"
        f"<office:master-styles>{masters}</office:master-styles></office:document-styles>"
    )


def odt_bytes(body: str, automatic: str = "", styles: str = "", **parts: str) -> bytes:
    """A document; further parts are named by `parts`, with `__` for a slash."""
    files = {
        "mimetype": MIMETYPE,
        "META-INF/manifest.xml": MANIFEST,
        "content.xml": content_xml(body, automatic),
        "styles.xml": styles or styles_xml(),
    }
    files.update({name.replace("__", "/"): content for name, content in parts.items()})
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()


def fodt_bytes(body: str, automatic: str = "", common: str = "", masters: str = "") -> bytes:
    """The same as one XML file."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {NAMES} '
        f'office:mimetype="{MIMETYPE}"><office:styles>{common}</office:styles>'
        f"<office:automatic-styles>{automatic}</office:automatic-styles>"
        f"<office:master-styles>{masters}</office:master-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document>"
    ).encode()
