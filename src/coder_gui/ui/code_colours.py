"""The twelve code colours, and freely picked ones made to keep the same contrasts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtGui import QColor

from coder_gui.domain.codebook import FIRST_COLOUR
from coder_gui.domain.palette import PALETTE, unshaded
from coder_gui.ui import theme
from coder_gui.ui.code_shades import SHADES_ON_DARK, SHADES_ON_LIGHT

ON_DARK = {
    "blue": "#80B3F9",
    "ochre": "#DAAF59",
    "mauve": "#F7A0D2",
    "petrol": "#6EA3A7",
    "green": "#BCE9AE",
    "purple": "#AC80C2",
    "rose": "#FFD2D8",
    "crimson": "#DE6E76",
    "sky": "#A8E0FE",
    "rust": "#D08154",
    "olive": "#E4E08D",
    "moss": "#AABEA3",
}
"""Stripes in the dark scheme; in the light one they are as on paper."""

BAND_SHARE = (0.20, 0.21)
SELECTED_SHARE = (0.34, 0.33)
"""Share of the stripe's colour over the page, in light and dark."""

LOWEST_STRIPE_CONTRAST = 3.0
LOWEST_TEXT_CONTRAST = 4.5
LIGHTNESS_STEP = 0.01
FREE_SHADES = (0.0, 0.06, -0.06)
"""How much lighter the shades of a freely picked colour are."""


@dataclass(frozen=True, slots=True)
class CodeColour:
    """What a code is painted with in one scheme."""

    stripe: QColor
    band: QColor
    selected: QColor


def code_colour(value: str) -> CodeColour:
    """The colours of a code in the scheme now shown.

    Args:
        value: A name of `domain.palette.PALETTE`, or `#RRGGBB`, maybe with a shade. Anything
            else, such as the word of a newer version, is shown as the first palette colour.
    """
    return _code_colour(value, theme.tokens().dark)


@lru_cache(maxsize=512)
def _code_colour(value: str, dark: bool) -> CodeColour:
    stripes, shades = (ON_DARK, SHADES_ON_DARK) if dark else (PALETTE, SHADES_ON_LIGHT)
    name, shade = unshaded(value)
    picked = QColor.fromString(name) if name.startswith("#") else QColor()
    if name in stripes or not picked.isValid():
        name = name if name in stripes else FIRST_COLOUR
        return _around(QColor((stripes[name], *shades[name])[shade]), dark)
    lightness = min(max(picked.lightnessF() + FREE_SHADES[shade], 0.0), 1.0)
    if shade:
        picked = QColor.fromHslF(max(picked.hslHueF(), 0.0), picked.hslSaturationF(), lightness)
    return _nearest_allowed(picked, dark)


def _around(stripe: QColor, dark: bool) -> CodeColour:
    page = (theme.DARK if dark else theme.LIGHT).page
    return CodeColour(
        stripe,
        theme.mix(stripe, BAND_SHARE[dark], page),
        theme.mix(stripe, SELECTED_SHARE[dark], page),
    )


def _nearest_allowed(picked: QColor, dark: bool) -> CodeColour:
    """Move the lightness, and only as far as the limits ask."""
    page, text = (theme.DARK.page, theme.DARK.tx) if dark else (theme.LIGHT.page, theme.LIGHT.tx)
    hue, saturation = max(picked.hslHueF(), 0.0), picked.hslSaturationF()
    lightness = picked.lightnessF()
    away_from_page = LIGHTNESS_STEP if dark else -LIGHTNESS_STEP
    found = _around(QColor(picked.rgb()), dark)
    while True:
        if theme.contrast(found.stripe, page) < LOWEST_STRIPE_CONTRAST:
            lightness += away_from_page
        elif theme.contrast(text, found.selected) < LOWEST_TEXT_CONTRAST:
            lightness -= away_from_page
        else:
            return found
        found = _around(QColor.fromHslF(hue, saturation, lightness), dark)
