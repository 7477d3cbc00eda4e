"""Characters of Word's symbol fonts as the Unicode characters that look like them."""

from __future__ import annotations

_SYMBOL = dict(
    zip(
        range(0x41, 0x5B),
        "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ",
        strict=True,
    )
)
_SYMBOL |= dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True))
_SYMBOL |= {
    0xA3: "≤", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°",
    0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xBC: "…",
    0xD2: "®", 0xD3: "©", 0xD4: "™", 0xD7: "⋅", 0xDB: "⇔", 0xDE: "⇒",
}  # fmt: skip
_WINGDINGS = {
    0x22: "✂", 0x28: "☎", 0x2A: "✉", 0x4A: "☺", 0x4B: "😐", 0x4C: "☹", 0x6C: "●", 0x6E: "■",
    0x6F: "□", 0x71: "❑", 0x76: "❖", 0x9F: "•", 0xA7: "▪", 0xA8: "☐", 0xD8: "➢", 0xDF: "←",
    0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip


def seen_in(font: str, text: str) -> str:
    """Words as they look in a font; all but the symbol fonts show what the characters are."""
    if not text or not font.lower().startswith(("wingdings", "symbol")):
        return text
    return "".join(symbol(font, f"{ord(character):x}") for character in text)


def symbol(font: str, code: str) -> str:
    """The character for a `w:sym`; as it stands when no other looks like it.

    Args:
        font: Name of the font that draws the symbol.
        code: Hexadecimal number, usually in Word's private range from F000.
    """
    try:
        point = int(code[:8], 16)
    except ValueError:
        return ""
    if not 0x20 <= point <= 0x10FFFF or 0xD800 <= point <= 0xDFFF:
        return ""
    low = point - 0xF000 if 0xF000 <= point <= 0xF0FF else point
    table = _WINGDINGS if font.lower().startswith("wingdings") else _SYMBOL
    if low in table and font.lower().startswith(("wingdings", "symbol")):
        return table[low]
    return chr(low) if 0x20 <= low < 0x7F and low != point else chr(point)
