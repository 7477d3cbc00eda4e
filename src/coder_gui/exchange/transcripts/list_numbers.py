"""Numbers and bullets of lists, as they stand in print."""

from __future__ import annotations

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def bullet(pattern: str) -> str:
    """The bullet; those of Word's symbol fonts have no meaning as characters."""
    sign = pattern.strip()[:1]
    return "•" if not sign or sign == "o" or "\ue000" <= sign <= "\uf8ff" else sign


def formatted(value: int, form: str) -> str:
    """A count as Word writes it; forms of other scripts become decimal numbers."""
    if form == "none":
        return ""
    if form == "decimalZero":
        return f"{value:02d}"
    if form in ("lowerLetter", "upperLetter") and 0 < value <= 780:
        letters = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letters.upper() if form == "upperLetter" else letters
    if form in ("lowerRoman", "upperRoman") and 0 < value < 4000:
        roman = ""
        for size, sign in _ROMAN:
            roman += sign * (value // size)
            value %= size
        return roman.upper() if form == "upperRoman" else roman
    return str(value)
