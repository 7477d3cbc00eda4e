"""The twelve code colours, by name, as they stand on white paper.

Chosen so that people with colour-vision deficiency can tell them apart. A project stores the
name, so that every surface (light, dark, paper) can show its own shade of it.
"""

PALETTE = {
    "blue": "#0067AC",
    "ochre": "#876300",
    "mauve": "#A94F86",
    "petrol": "#115458",
    "green": "#69995C",
    "purple": "#5B2F72",
    "rose": "#B87F88",
    "crimson": "#860A29",
    "sky": "#4A91B3",
    "rust": "#773000",
    "olive": "#96953C",
    "moss": "#5C7256",
}
"""Name → `#RRGGBB`, in the order in which new themes take them."""

SHADES = 3
"""Shades of one colour within a branch: the colour itself, and two more."""

_MARK = "/"


def on_paper(colour: str) -> str:
    """`#RRGGBB` of a palette name; a free colour stays what it is."""
    return PALETTE.get(colour, colour)


def shaded(colour: str, number: int) -> str:
    """A colour's word with a shade, such as “green/2”; shade 0 is the colour itself."""
    return f"{colour}{_MARK}{number}" if number else colour


def unshaded(word: str) -> tuple[str, int]:
    """The colour in such a word, and which shade of it."""
    colour, _mark, number = word.partition(_MARK)
    return colour, int(number) % SHADES if number.isascii() and number.isdigit() else 0
