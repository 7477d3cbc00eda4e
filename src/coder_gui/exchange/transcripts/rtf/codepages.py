"""The code pages in which RTF writes its bytes: of the document, and of each font."""

from __future__ import annotations

import re

from coder_gui.exchange.transcripts.encodings import decoded

DEFAULT = "cp1252"
SYMBOLS = "symbols"
"""Stands for fonts whose bytes are pictures rather than letters of any code page."""

_OF_NUMBER = {
    0: DEFAULT, 437: "cp437", 708: "iso8859_6", 720: "cp720", 737: "cp737", 775: "cp775",
    850: "cp850", 852: "cp852", 855: "cp855", 857: "cp857", 858: "cp858", 860: "cp860",
    861: "cp861", 862: "cp862", 863: "cp863", 864: "cp864", 865: "cp865", 866: "cp866",
    869: "cp869", 874: "cp874", 932: "cp932", 936: "gb18030", 949: "cp949", 950: "cp950",
    1361: "johab", 10000: "mac_roman", 10001: "shift_jis", 10002: "big5", 10003: "euc_kr",
    10004: "mac_arabic", 10006: "mac_greek", 10007: "mac_cyrillic", 10008: "gb2312",
    10029: "mac_latin2", 10079: "mac_iceland", 10081: "mac_turkish", 20866: "koi8_r",
    21866: "koi8_u", 28591: "latin_1", 28592: "iso8859_2", 28595: "iso8859_5", 54936: "gb18030",
    65001: "utf-8",
} | {number: f"cp{number}" for number in range(1250, 1259)}  # fmt: skip

_OF_CHARSET = {
    2: SYMBOLS, 77: "mac_roman", 78: "shift_jis", 79: "euc_kr", 80: "gb2312", 81: "big5",
    83: "cp1255", 84: "mac_arabic", 85: "mac_greek", 86: "mac_turkish", 87: "cp874",
    88: "mac_latin2", 89: "mac_cyrillic", 128: "cp932", 129: "cp949", 130: "johab",
    134: "gb18030", 136: "cp950", 161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255",
    178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437",
    255: "cp850",
}  # fmt: skip

_CONTROLS = {code: None for code in range(0x20) if code != 0x09} | {0x7F: None, 0xAD: None}
"""What no text shows; the soft hyphen says where a word may break, and hides it from search."""

_SAMPLE = 300_000
_HEX = re.compile(rb"\\'([0-9a-fA-F]{2})")
_MARKUP = re.compile(rb"\\[a-zA-Z]+-?[0-9]* ?|\\.|[{}]")


class CodePages:
    """Decodes the bytes of one document, and remembers what it could not decode."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.document = DEFAULT
        self.guessed = ""
        self.broken = False
        self._fonts: dict[int, str] = {}
        self._names: dict[int, str] = {}
        self._western: set[int] = set()
        self._raw_utf8 = _has_raw_utf8(data)

    def set_document(self, number: int) -> None:
        """Take the code page that the document names; one that is not known is guessed."""
        known = _OF_NUMBER.get(number)
        if known is None:
            sample = _HEX.sub(lambda m: bytes.fromhex(m[1].decode()), self._data[:_SAMPLE])
            _text, self.guessed, _ = decoded(_MARKUP.sub(b" ", sample))
            known = self.guessed or DEFAULT
        self.document = known

    def set_platform(self, word: str) -> None:
        """Take the code page of the platform on which a document of the old kind was written."""
        self.document = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}.get(word, DEFAULT)

    def set_charset(self, font: int, charset: int) -> None:
        """Note the character set that the font table gives for a font."""
        if charset == 0 and font not in self._fonts:
            self._western.add(font)
        elif charset in _OF_CHARSET:
            self._fonts[font] = _OF_CHARSET[charset]

    def set_font_page(self, font: int, number: int) -> None:
        """Note the code page that the font table gives for a font."""
        if number in _OF_NUMBER and number:
            self._fonts[font] = _OF_NUMBER[number]
            self._western.discard(font)

    def set_name(self, font: int, name: str) -> None:
        """Note the name of a font."""
        self._names[font] = name.strip(" ;")

    def name(self, font: int) -> str:
        """Name of a font, empty when it has none."""
        return self._names.get(font, "")

    def is_pictorial(self, font: int) -> bool:
        """True for fonts that show signs in the places of letters."""
        lower = self.name(font).lower()
        listed = self._fonts.get(font) == SYMBOLS
        return lower.startswith("wingdings") or lower == "symbol" or (listed and not lower)

    def text(self, run: str, font: int) -> str:
        """The text of a run of bytes (one character each), in the code page of its font."""
        if run.isascii():
            return run.translate(_CONTROLS)
        data = run.encode("latin-1")
        page = self._page(font)
        if self._raw_utf8:
            try:
                return data.decode("utf-8").translate(_CONTROLS)
            except UnicodeDecodeError:
                page = self._page(font)  # written as \'xx, in the declared code page
        try:
            text = data.decode(page)
        except UnicodeDecodeError:
            self.broken = True
            text = data.decode(page, "replace")
        return text.translate(_CONTROLS)

    def _page(self, font: int) -> str:
        page = self._fonts.get(font, self.document)
        if page == SYMBOLS:
            return DEFAULT
        # Character set 0 is Western, but programs that know only one write it for every font.
        if font in self._western and set(self._fonts.values()) - {SYMBOLS}:
            return DEFAULT
        return page


def _has_raw_utf8(data: bytes) -> bool:
    """True when all bytes beyond ASCII that are written as they are make sound UTF-8."""
    if data.isascii():
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
