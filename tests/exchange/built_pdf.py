"""PDF documents built object by object, so that a test says where each line is printed."""

from __future__ import annotations

from collections.abc import Sequence

FONTS = {"plain": "Helvetica", "bold": "Helvetica-Bold", "italic": "Helvetica-Oblique"}
SIZE = (595, 842)
PIXEL = b"\xff"


def line(text: str, x: float, y: float, size: float = 12, font: str = "plain") -> bytes:
    """Operators that print one line."""
    shown = (
        text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    )
    return f"BT /{font} {size} Tf {x} {y} Td (".encode() + shown + b") Tj ET\n"


def page(lines: Sequence[str], x: float = 72, top: float = 760, pitch: float = 14) -> bytes:
    """Operators that print lines below each other."""
    return b"".join(line(text, x, top - index * pitch) for index, text in enumerate(lines))


def picture() -> bytes:
    """Operators that paint a picture over the page, as a scanner does."""
    return b"q 595 0 0 842 0 0 cm /Scan Do Q\n"


def pdf_bytes(pages: Sequence[bytes], page_entries: str = "") -> bytes:
    """A document of those pages; `page_entries` go into the dictionary of each."""
    fonts = " ".join(
        f"/{name} << /Type /Font /Subtype /Type1 /BaseFont /{base} /Encoding /WinAnsiEncoding >>"
        for name, base in FONTS.items()
    )
    kids = " ".join(f"{5 + 2 * index} 0 R" for index in range(len(pages)))
    width, height = SIZE
    objects: list[bytes] = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>".encode(),
        f"<< /Font << {fonts} >> /XObject << /Scan 4 0 R >> >>".encode(),
        _stream("/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray "
                "/BitsPerComponent 8", PIXEL),
    ]  # fmt: skip
    for index, content in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] /Resources 3 0 R "
            f"/Contents {6 + 2 * index} 0 R {page_entries} >>".encode()
        )
        objects.append(_stream("", content))
    return _file(objects)


def _stream(entries: str, data: bytes) -> bytes:
    return f"<< {entries} /Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream"


def _file(objects: Sequence[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.5\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n".encode()
    return bytes(out + b"%%EOF\n")
