"""Bytes of a text file to characters: marked and strict encodings first, then a guess."""

from __future__ import annotations

import codecs
import unicodedata

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 200_000
"""How many bytes are enough to guess from."""
_ODD_CATEGORIES = frozenset(("Cc", "Cn", "Co", "Cs"))
_WESTERN = ("cp1252", "mac_roman")
_QUOTES = "‘’“”„‚«»–—…•"
_CYRILLIC = ("cp1251", "koi8_r", "mac_cyrillic", "iso8859_5", "cp866")
_RUSSIAN = "".join(map(chr, range(0x410, 0x450))) + "ЁёІіЇїЄє№"
_TURKISH = "ğışĞİŞçöüÇÖÜâîûÂÎ"
_ACCENTS = "àâäáãåæçèéêëìíîïñòóôöõøœùúûüýÿßÀÂÄÁÃÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÖÕØŒÙÚÛÜÝ¿¡"


def decoded(data: bytes) -> tuple[str | None, str, bool]:
    """Text, name of the encoding, and whether it was guessed; None for bytes that are no text."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace"), encoding, False
    if b"\x00" in data:
        wide = _wide(data)
        if wide:
            return data.decode(wide, "replace"), wide, False
    if b"\x1b$B" in data or b"\x1b$@" in data:
        text = _strictly(data, "iso2022_jp")
        if text is not None:
            return text, "iso-2022-jp", False
    text = _strictly(data, "utf-8")
    if text is not None:
        return text, "utf-8", False
    if data.count(b"\x00") * 100 > len(data):
        return None, "", False
    encoding = _guessed(data)
    return data.decode(encoding, "replace"), _public_name(encoding), True


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _wide(data: bytes) -> str:
    """UTF-16 without a mark: the byte order in which blanks and line ends come out."""
    sample = data[: _SAMPLE - _SAMPLE % 2]
    if len(data) % 2:
        return ""
    best, most = "", 0
    for encoding in ("utf-16-le", "utf-16-be"):
        text = sample.decode(encoding, "ignore")
        usual = sum(map(text.count, " \n\r\t.,aeinrst，。"))
        odd = sum(unicodedata.category(char) in _ODD_CATEGORIES for char in text[:20_000])
        odd -= sum(map(text[:20_000].count, "\r\n\t"))
        if usual > most and odd * 50 <= min(len(text), 20_000):
            best, most = encoding, usual
    return best if most * 50 >= len(sample) // 2 else ""


def _guessed(data: bytes) -> str:
    """The likeliest encoding of bytes that are not UTF-8."""
    from charset_normalizer import from_bytes

    sample = data[:_SAMPLE]
    western = max(_WESTERN, key=lambda encoding: _plausible(sample, encoding))
    if _plausible(sample, western) >= 0.9:
        return western
    if _is_turkish(sample):
        return "cp1254"
    best = from_bytes(sample, cp_exclusion=["utf_7"]).best()
    found = best.encoding if best else western
    if found in _CYRILLIC:
        return max((found, *_CYRILLIC), key=lambda encoding: _cyrillic(sample, encoding))
    return "cp1252" if found in ("latin_1", "ascii", "cp1254") else found


def _cyrillic(data: bytes, encoding: str) -> float:
    """How well an encoding makes Russian of the bytes; a wrong one swaps the cases."""
    beyond = [char for char in data.decode(encoding, "replace") if not char.isascii()]
    small = sum(map(str.islower, beyond))
    letters = sum(map(_RUSSIAN.count, beyond))
    return _plausible(data, encoding, _RUSSIAN) + (small + letters) / max(1, len(beyond))


def _is_turkish(data: bytes) -> bool:
    """True when nearly all that is not ASCII is Turkish, which guessing takes for Romanian."""
    beyond = [char for char in data.decode("cp1254", "replace") if not char.isascii()]
    turkish = sum(char in _TURKISH or char in _QUOTES for char in beyond)
    return turkish >= 0.95 * len(beyond) and any(char in "ğışĞİŞ" for char in beyond)


def _plausible(data: bytes, encoding: str, letters: str = _ACCENTS) -> float:
    """Share of the characters beyond ASCII that are such letters, in places where they stand."""
    text = data.decode(encoding, "replace")
    beyond = good = 0
    earlier = before = " "
    for char, after in zip(text, text[1:] + " ", strict=True):
        if not char.isascii():
            beyond += 1
            if char in _QUOTES:
                good += 1
            elif char in letters:
                # A letter stands among lower-case letters, begins a word, or follows its capital.
                first = before.isupper() and not earlier.isalpha()
                good += not before.isalpha() or before.islower() or char.isupper() or first
                good -= char.isupper() and after.islower() and before.islower()
        earlier, before = before, char
    if letters is _ACCENTS and beyond * 4 > len(text):
        return 0.0  # so many accents are in no Western language
    return good / beyond if beyond else 1.0


def _public_name(encoding: str) -> str:
    names = {"cp1252": "windows-1252", "mac_roman": "macintosh", "cp932": "shift_jis"}
    if encoding.startswith("cp125"):
        return f"windows-{encoding[2:]}"
    return names.get(encoding, encoding.replace("_", "-") if "jis" not in encoding else encoding)
