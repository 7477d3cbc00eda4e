"""The colours of the interface in light and dark, and how the application takes them on."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

# Lowest contrasts in use are held by tests/ui/test_theme.py.
COLOURS: dict[str, tuple[str, str]] = {
    #          light      dark
    "bg": ("#F1EFEA", "#17191B"),
    "panel": ("#FAF8F5", "#1E2023"),
    "page": ("#FFFEFB", "#1A1C1E"),
    "raised": ("#FFFFFF", "#272A2E"),
    "hover": ("#ECE9E2", "#2A2D31"),
    "line": ("#E1DDD5", "#34383C"),
    "line2": ("#8B867C", "#7C828A"),
    "tx": ("#23262B", "#E6E3DD"),
    "tx2": ("#51565E", "#B6B6B2"),
    "tx3": ("#60656C", "#A2A4A5"),
    "acc": ("#1F5C99", "#85B6EA"),
    "acctx": ("#FFFFFF", "#10202F"),
    "accbg": ("#E2ECF6", "#25384B"),
    "err": ("#A4262C", "#F0948E"),
    "errbg": ("#FBE7E6", "#43231F"),
    "warn": ("#7A4B00", "#E4B868"),
    "warnbg": ("#FBF0D9", "#3A2F1B"),
    "ok": ("#2E6B43", "#86C79A"),
    "okbg": ("#E4F0E7", "#20362A"),
}

SELECTION_SHARE = 0.34
"""How much accent the tint of selected words has."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one scheme; painters read them from `tokens()` whenever they paint."""

    dark: bool
    bg: QColor
    """Menu bar, place bar, status bar."""
    panel: QColor
    """Side panels, table heads, dialogs."""
    page: QColor
    """Reader, tables, canvas."""
    raised: QColor
    """Inputs, buttons, cards, palette."""
    hover: QColor
    """Hovered row; selected row of a list without focus."""
    line: QColor
    """Dividers; never the sole edge of a button or input."""
    line2: QColor
    """Edges of buttons, inputs and cards."""
    tx: QColor
    tx2: QColor
    """Second text, interviewer turns."""
    tx3: QColor
    """Placeholders, chip keys, time stamps."""
    acc: QColor
    """Links, focus, selection edge, primary button."""
    acctx: QColor
    accbg: QColor
    """Selected row, active place, chosen segment of a switch."""
    err: QColor
    errbg: QColor
    warn: QColor
    warnbg: QColor
    ok: QColor
    okbg: QColor


def _tokens_of(dark: bool) -> Tokens:
    return Tokens(dark, *(QColor(pair[dark]) for pair in COLOURS.values()))


LIGHT = _tokens_of(dark=False)
DARK = _tokens_of(dark=True)
_shown = LIGHT


def tokens() -> Tokens:
    """The colours now shown; ask anew on every paint."""
    return _shown


def mix(colour: QColor, share: float, ground: QColor) -> QColor:
    """`share` (0 to 1) of a colour over an opaque ground."""
    return QColor(
        round(colour.red() * share + ground.red() * (1 - share)),
        round(colour.green() * share + ground.green() * (1 - share)),
        round(colour.blue() * share + ground.blue() * (1 - share)),
    )


def luminance(colour: QColor) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    """WCAG contrast ratio, from 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def apply(app: QApplication, scheme: str = "system") -> None:
    """Dress the application; may be called again at any time.

    Args:
        scheme: "system" follows the system's choice while it runs; "light"; "dark".
    """
    wanted = {
        "system": Qt.ColorScheme.Unknown,
        "light": Qt.ColorScheme.Light,
        "dark": Qt.ColorScheme.Dark,
    }[scheme]
    hints = app.styleHints()
    first = app.property("colour_scheme") is None
    app.setProperty("colour_scheme", scheme)
    if first:
        _dress(app)
        hints.colorSchemeChanged.connect(_follow_system)
    # Told to Qt as well, so that title bars and file dialogs of the system agree.
    hints.setColorScheme(wanted)
    effective = hints.colorScheme() if scheme == "system" else wanted
    _show(app, DARK if effective == Qt.ColorScheme.Dark else LIGHT)


def _dress(app: QApplication) -> None:
    # Imported here: the style paints with these tokens and so imports this module.
    from coder_gui.ui import fonts, style

    app.setStyle(style.CoderStyle())
    app.setFont(fonts.interface_font())


def _follow_system(scheme: Qt.ColorScheme) -> None:
    app = QApplication.instance()
    if isinstance(app, QApplication) and app.property("colour_scheme") == "system":
        _show(app, DARK if scheme == Qt.ColorScheme.Dark else LIGHT)


def _show(app: QApplication, shown: Tokens) -> None:
    from coder_gui.ui.style_sheet import style_sheet

    global _shown
    if app.styleSheet() and shown is _shown:
        return
    _shown = shown
    app.setPalette(palette_of(shown))
    app.setStyleSheet(style_sheet(shown))


def palette_of(shown: Tokens) -> QPalette:
    """Qt's palette, for everything that the style sheet does not name."""
    role = QPalette.ColorRole
    colours = {
        role.Window: shown.panel,
        role.Base: shown.page,
        role.AlternateBase: shown.panel,
        role.Button: shown.raised,
        role.WindowText: shown.tx,
        role.Text: shown.tx,
        role.ButtonText: shown.tx,
        role.BrightText: shown.err,
        role.PlaceholderText: shown.tx3,
        role.ToolTipBase: shown.raised,
        role.ToolTipText: shown.tx,
        role.Highlight: mix(shown.acc, SELECTION_SHARE, shown.page),
        role.HighlightedText: shown.tx,
        role.Accent: shown.acc,
        role.Link: shown.acc,
        role.LinkVisited: shown.acc,
        role.Light: shown.raised,
        role.Midlight: shown.hover,
        role.Mid: shown.line,
        role.Dark: shown.line2,
        role.Shadow: QColor("#000000"),
    }
    palette = QPalette()
    for name, colour in colours.items():
        palette.setColor(name, colour)
    off = QPalette.ColorGroup.Disabled
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(off, name, shown.tx3)
    palette.setColor(off, role.Highlight, shown.hover)
    return palette
