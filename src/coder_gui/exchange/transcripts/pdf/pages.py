"""Takes the lines of text out of a PDF, in a process of its own: `python -m` this module.

The library that reads PDFs is written in C++, and a file that means harm may crash it, fill the
memory or never end. In a process of its own it takes nothing with it. Bytes come in on standard
input; what was found goes out on standard output, one JSON value a line.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any

from coder_gui.exchange.transcripts.pdf.print import PrintedPage

MAX_PAGES = 5_000
MAX_CHARACTERS = 20_000_000
MAX_MEMORY = 900_000_000
MAX_SECONDS = 90
"""Of the processor, should nobody be waiting any more who looks at the clock."""


def main() -> int:
    """Read a PDF from standard input and write its lines to standard output."""
    _limit()
    data = sys.stdin.buffer.read()
    out = sys.stdout.buffer

    def tell(value: dict[str, Any]) -> None:
        out.write(json.dumps(value).encode("ascii") + b"\n")
        out.flush()

    tell({"ready": True})
    try:
        read_pages(data, tell)
    except MemoryError:
        tell({"error": "memory"})
    return 0


def _limit() -> None:
    """Bound memory and time where the system can; a crash leaves no image of the memory."""
    if sys.platform != "win32":
        import resource

        for kind, most in (
            (resource.RLIMIT_AS, MAX_MEMORY),
            (resource.RLIMIT_CPU, MAX_SECONDS),
            (resource.RLIMIT_CORE, 0),
        ):
            _soft, hard = resource.getrlimit(kind)
            most = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.setrlimit(kind, (most, hard))
    else:
        import ctypes

        # A crash ends the process at once, without a window that tells of it.
        ctypes.windll.kernel32.SetErrorMode(0x0001 | 0x0002 | 0x8000)


def read_pages(data: bytes, tell: Callable[[dict[str, Any]], None]) -> None:
    """Tell the lines of each page, or what is wrong with the file."""
    import pypdfium2  # type: ignore[import-untyped]
    import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

    try:
        document = pypdfium2.PdfDocument(data)
        count = len(document)
    except pypdfium2.PdfiumError as error:
        locked = error.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
        tell({"error": "password" if locked else "damaged"})
        return
    if count > MAX_PAGES:
        tell({"error": "large"})
        return
    characters = 0
    for index in range(count):
        try:
            page = document[index]
            text_page = page.get_textpage()
        except pypdfium2.PdfiumError:
            tell({"broken": True})
            continue
        characters += pdfium.FPDFText_CountChars(text_page)
        if characters > MAX_CHARACTERS:
            tell({"error": "large"})
            return
        tell(PrintedPage(pdfium, page, text_page).told())
        text_page.close()
        page.close()
    tell({"done": True})


if __name__ == "__main__":
    sys.exit(main())
