"""Shades of the palette: whoever sees colours otherwise still tells whose shade it is."""

import math

import pytest
from PySide6.QtGui import QColor

from coder_gui.domain.palette import PALETTE
from coder_gui.ui.code_colours import ON_DARK
from coder_gui.ui.code_shades import SHADES_ON_DARK, SHADES_ON_LIGHT

# Published matrices (Machado, Oliveira and Fernandes 2009) for the full deficiency.
SEEN_BY = {
    "everybody": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def times(matrix, vector):
    return [sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix]


def lab(word, seen):
    colour = QColor(word)
    light = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in (colour.redF(), colour.greenF(), colour.blueF())
    ]
    light = [min(1.0, max(0.0, c)) for c in times(seen, light)]
    to_xyz = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    x, y, z = (
        c ** (1 / 3) if c > 0.008856 else 7.787 * c + 16 / 116
        for c in (a / b for a, b in zip(times(to_xyz, light), (0.95047, 1, 1.08883), strict=True))
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("who", SEEN_BY)
@pytest.mark.parametrize(
    ("colours", "shades"),
    [(PALETTE, SHADES_ON_LIGHT), (ON_DARK, SHADES_ON_DARK)],
    ids=["light", "dark"],
)
def test_a_shade_stays_nearest_to_its_own_colour(who, colours, shades):
    seen = SEEN_BY[who]
    own = {name: lab(word, seen) for name, word in colours.items()}
    assert set(shades) == set(colours)
    for name, pair in shades.items():
        for shade in pair:
            look = lab(shade, seen)
            nearest = min(own, key=lambda other: math.dist(look, own[other]))
            assert nearest == name, f"{shade} of {name}"
