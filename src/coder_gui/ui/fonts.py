"""The two type faces and the type sizes of the interface."""

from __future__ import annotations

import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

SIZES: dict[str, float] = {
    "cover": 24,
    "reader": 13,
    "interviewer": 12,
    "quote": 11.5,
    "title": 15,
    "lead": 11.5,
    "head": 11,
    "body": 10,
    "row": 9.5,
    "small": 9,
    "label": 8.8,
    "place": 8.5,
}
"""Type sizes by role, in points of 1/72 inch."""

# Source Sans has a small x-height: one tenth larger it reads as the sizes above are meant.
SOURCE_SANS_SCALE = 1.1
# macOS counts 72 logical pixels to the inch, where the sizes above are meant at 96.
MACOS_SCALE = 96 / 72

REGULAR = QFont.Weight.Normal
MEDIUM = QFont.Weight.Medium
SEMIBOLD = QFont.Weight.DemiBold


def points(role: str) -> float:
    """The point size that Qt has to be given for an interface role on this system."""
    scale = MACOS_SCALE if sys.platform == "darwin" else 1.0
    if _brings_interface_face():
        scale *= SOURCE_SANS_SCALE
    return round(SIZES[role] * scale, 2)


def interface_font(role: str = "body", weight: QFont.Weight = REGULAR) -> QFont:
    """The interface's face; digits are tabular in it, so that columns of numbers stand."""
    font = QFont(_interface_family())
    font.setPointSizeF(points(role))
    font.setWeight(weight)
    return font


def number_font(role: str = "row", weight: QFont.Weight = REGULAR) -> QFont:
    """The interface's face for columns of numbers: every digit has the same width."""
    font = interface_font(role, weight)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def reader_font(size: float = SIZES["reader"], weight: QFont.Weight = REGULAR) -> QFont:
    """The face of transcripts and quotes.

    Args:
        size: Points at 96 pixels to the inch, as the researcher sets it.
    """
    font = QFont([_reader_family(), "Cambria", "Iowan Old Style", "Noto Serif"])
    font.setPointSizeF(size * (MACOS_SCALE if sys.platform == "darwin" else 1.0))
    font.setWeight(weight)
    font.setStyleHint(QFont.StyleHint.Serif)
    return font


@cache
def load_reader_italics() -> None:
    """Register the slanted cuts of the reader's face; Qt slants the upright ones without them."""
    for cut in ("It", "SemiboldIt"):
        _add("font_source_serif_pro", f"SourceSerifPro-{cut}")


def _brings_interface_face() -> bool:
    return sys.platform not in ("win32", "darwin")


@cache
def _interface_family() -> str:
    if _brings_interface_face():
        return _load("font_source_sans_pro", "SourceSansPro")
    return QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()


@cache
def _reader_family() -> str:
    return _load("font_source_serif_pro", "SourceSerifPro")


def _load(package: str, face: str) -> str:
    """Register the regular and the semibold cut, and give the family's name."""
    regular = _add(package, f"{face}-Regular")
    _add(package, f"{face}-Semibold")
    return QFontDatabase.applicationFontFamilies(regular)[0]


def _add(package: str, cut: str) -> int:
    # Found, not imported: these packages look through all their files, which the start would
    # wait for.
    spec = find_spec(package)
    assert spec is not None and spec.submodule_search_locations, f"{package} is not installed"
    path = Path(spec.submodule_search_locations[0]) / "files" / f"{cut}.ttf"
    return QFontDatabase.addApplicationFont(str(path))
