"""The colours hold their contrasts, the style sheet is whole, and the scheme can change."""

from itertools import product

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFontInfo, QFontMetricsF, QIcon, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from coder_gui.domain.palette import PALETTE
from coder_gui.ui import code_colours, fonts, icons, theme
from coder_gui.ui.code_colours import code_colour
from coder_gui.ui.style_sheet import style_sheet
from coder_gui.ui.theme import DARK, LIGHT, contrast

SCHEMES = {"light": LIGHT, "dark": DARK}
SURFACES = ("bg", "panel", "page", "raised", "hover", "accbg")
NOTICES = (("err", "errbg"), ("warn", "warnbg"), ("ok", "okbg"))

# The figures of the visual target: stripe to page, text to band, text to the selected band.
FIGURES = {
    "light": {
        "blue": ("#CCE0EB", "#A8CBE0", 5.9, 11.1, 8.9),
        "ochre": ("#E7DFC9", "#D6C9A6", 5.5, 11.4, 9.2),
        "mauve": ("#EEDBE4", "#E2C2D3", 5.0, 11.5, 9.3),
        "petrol": ("#CFDCDA", "#AEC4C4", 8.6, 10.8, 8.3),
        "green": ("#E1EADB", "#CCDCC5", 3.3, 12.3, 10.5),
        "purple": ("#DED5E0", "#C7B8CC", 9.9, 10.6, 8.0),
        "rose": ("#F1E5E4", "#E7D3D4", 3.2, 12.3, 10.6),
        "crimson": ("#E7CDD1", "#D6ABB4", 10.0, 10.2, 7.5),
        "sky": ("#DBE8ED", "#C1D9E3", 3.5, 12.1, 10.3),
        "rust": ("#E4D5C9", "#D1B8A6", 9.4, 10.6, 8.0),
        "olive": ("#EAE9D5", "#DBDABA", 3.1, 12.4, 10.7),
        "moss": ("#DEE2DA", "#C8CEC3", 5.2, 11.6, 9.5),
    },
    "dark": {
        "blue": ("#2F3C4C", "#3C4E66", 7.9, 8.8, 6.6),
        "ochre": ("#423B2A", "#594D31", 8.3, 8.7, 6.5),
        "mauve": ("#483844", "#634859", 8.9, 8.5, 6.3),
        "petrol": ("#2C383B", "#36494B", 6.1, 9.4, 7.5),
        "green": ("#3C473C", "#4F604E", 12.5, 7.6, 5.3),
        "purple": ("#393140", "#4A3D54", 5.4, 9.7, 7.9),
        "rose": ("#4A4245", "#66585B", 12.6, 7.6, 5.3),
        "crimson": ("#432D30", "#5B373B", 5.4, 9.9, 8.0),
        "sky": ("#38454D", "#495D68", 12.0, 7.7, 5.4),
        "rust": ("#403129", "#563D30", 5.7, 9.7, 7.8),
        "olive": ("#444535", "#5D5D43", 12.5, 7.6, 5.3),
        "moss": ("#383E3A", "#4A514A", 8.6, 8.5, 6.4),
    },
}


@pytest.fixture
def app(qapp):
    yield qapp
    theme.apply(qapp, "light")


@pytest.mark.parametrize(
    ("name", "light", "dark"),
    [("tx", 12.5, 9.4), ("tx2", 6.1, 5.9), ("tx3", 4.8, 4.8), ("acc", 5.7, 5.7)],
)
def test_text_is_readable_on_every_surface(name, light, dark):
    for shown, limit in ((LIGHT, light), (DARK, dark)):
        lowest = min(contrast(getattr(shown, name), getattr(shown, on)) for on in SURFACES)
        assert round(lowest, 1) >= limit


@pytest.mark.parametrize("shown", SCHEMES.values(), ids=SCHEMES)
def test_edges_of_controls_and_text_on_accent_and_notices(shown):
    for surface in ("bg", "panel", "page", "raised"):
        assert round(contrast(shown.line2, getattr(shown, surface)), 1) >= 3.2
    assert round(contrast(shown.acctx, shown.acc), 1) >= 6.9
    for sign, ground in NOTICES:
        assert round(contrast(getattr(shown, sign), getattr(shown, ground)), 1) >= 5.4
        assert round(contrast(shown.tx, getattr(shown, ground)), 1) >= 10.1


@pytest.mark.parametrize("shown", SCHEMES.values(), ids=SCHEMES)
def test_selected_words_and_pressed_primary_buttons_stay_readable(shown):
    palette = theme.palette_of(shown)
    selection = palette.color(QPalette.ColorRole.Highlight)
    assert contrast(palette.color(QPalette.ColorRole.HighlightedText), selection) >= 4.5
    for share in (0.88, 0.76):
        assert contrast(shown.acctx, theme.mix(shown.acc, share, shown.tx)) >= 4.5


def test_contrast_is_the_one_of_wcag():
    assert contrast(QColor("black"), QColor("white")) == pytest.approx(21)
    assert contrast(QColor("#767676"), QColor("white")) == pytest.approx(4.54, abs=0.005)


@pytest.mark.parametrize(("scheme", "name"), [*product(SCHEMES, PALETTE)])
def test_code_colours_are_the_ones_of_the_visual_target(app, scheme, name):
    theme.apply(app, scheme)
    band, selected, *figures = FIGURES[scheme][name]
    colour, shown = code_colour(name), theme.tokens()
    for found, wanted in ((colour.band, band), (colour.selected, selected)):
        parts = zip(found.getRgb()[:3], QColor(wanted).getRgb()[:3], strict=True)
        assert all(abs(one - other) <= 1 for one, other in parts), found.name()
    assert [
        contrast(colour.stripe, shown.page),
        contrast(shown.tx, colour.band),
        contrast(shown.tx, colour.selected),
    ] == pytest.approx(figures, abs=0.1)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_picked_colour_is_moved_until_it_meets_the_limits(app, scheme):
    theme.apply(app, scheme)
    shown = theme.tokens()
    for red, green, blue in product((0, 64, 128, 192, 255), repeat=3):
        colour = code_colour(f"#{red:02X}{green:02X}{blue:02X}")
        assert contrast(colour.stripe, shown.page) >= code_colours.LOWEST_STRIPE_CONTRAST
        assert contrast(shown.tx, colour.selected) >= code_colours.LOWEST_TEXT_CONTRAST


def test_a_picked_colour_that_meets_the_limits_is_left_alone(app):
    theme.apply(app, "light")
    assert code_colour("#0067AC").stripe == QColor("#0067AC")
    pale = code_colour("#FFFF00").stripe
    assert pale.hslHue() == QColor("#FFFF00").hslHue()
    assert pale.lightness() < QColor("#FFFF00").lightness()


def test_an_unknown_colour_is_shown_as_the_first_one(app):
    theme.apply(app, "light")
    assert code_colour("ultraviolet") == code_colour("blue")
    assert code_colour("#nonsense") == code_colour("blue")


@pytest.mark.parametrize("shown", SCHEMES.values(), ids=SCHEMES)
def test_the_style_sheet_is_filled_in(qapp, shown):
    sheet = style_sheet(shown)
    assert "$" not in sheet
    assert sheet.count("{") == sheet.count("}")
    assert shown.acc.name() in sheet


def test_qt_understands_the_style_sheet(app, capfd):
    theme.apply(app, "dark")
    theme.apply(app, "light")
    assert "parse" not in capfd.readouterr().err


def test_the_scheme_changes_tokens_palette_and_icons_in_place(app):
    theme.apply(app, "light")
    kept = icons.icon("search")
    theme.apply(app, "dark")
    assert theme.tokens() is DARK
    assert app.palette().color(QPalette.ColorRole.Base) == DARK.page
    assert most_opaque(kept) == DARK.tx2
    theme.apply(app, "light")
    assert theme.tokens() is LIGHT
    assert most_opaque(kept) == LIGHT.tx2


def test_the_systems_scheme_is_followed_only_when_asked_for(app):
    theme.apply(app, "system")
    app.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert theme.tokens() is DARK
    theme.apply(app, "light")
    app.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert theme.tokens() is LIGHT


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_icon_shows_something_in_every_state(app, scheme):
    theme.apply(app, scheme)
    shown = theme.tokens()
    assert len(icons.names()) >= 30
    for name in icons.names():
        icon = icons.icon(name)
        assert most_opaque(icon) == shown.tx2, name
        assert most_opaque(icon, QIcon.Mode.Disabled) == shown.tx3, name
        assert most_opaque(icon, QIcon.Mode.Normal, QIcon.State.On) == shown.acc, name


def test_icons_are_sharp_at_200_per_cent(app):
    drawn = icons.icon("code").pixmap(QSize(20, 20), 2.0)
    assert drawn.size() == QSize(40, 40)
    assert drawn.devicePixelRatio() == 2.0


def test_the_faces_are_there_and_digits_are_equally_wide(app):
    theme.apply(app, "light")
    assert QFontInfo(fonts.reader_font()).family() == "Source Serif Pro"
    for font in (fonts.number_font(), fonts.reader_font()):
        metrics = QFontMetricsF(font)
        assert len({round(metrics.horizontalAdvance(digit), 3) for digit in "0123456789"}) == 1


def test_a_button_shows_its_ring_for_the_keyboard_and_not_for_the_mouse(app, qtbot):
    theme.apply(app, "light")
    window = QWidget()
    layout = QHBoxLayout(window)
    first, second = QPushButton("First"), QPushButton("Second")
    layout.addWidget(first)
    layout.addWidget(second)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    qtbot.mouseClick(first, Qt.MouseButton.LeftButton)
    assert colour_at(second, 1, second.height() // 2) != LIGHT.acc
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Tab)
    assert second.hasFocus()
    assert colour_at(second, 1, second.height() // 2) == LIGHT.acc
    assert colour_at(first, 1, first.height() // 2) != LIGHT.acc


@pytest.mark.parametrize(
    "direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft]
)
def test_a_selected_row_has_its_edge_where_reading_starts(app, qtbot, direction):
    theme.apply(app, "light")
    tree = QTreeWidget()
    tree.setLayoutDirection(direction)
    tree.setHeaderHidden(True)
    tree.addTopLevelItem(QTreeWidgetItem(["A theme"]))
    qtbot.addWidget(tree)
    tree.show()
    tree.setCurrentItem(tree.topLevelItem(0))
    area = tree.viewport()
    middle = tree.visualItemRect(tree.topLevelItem(0)).center().y()
    start, end = 1, area.width() - 2
    if direction == Qt.LayoutDirection.RightToLeft:
        start, end = end, start
    tree.setFocus()
    QApplication.processEvents()
    assert colour_at(area, start, middle) in (LIGHT.acc, LIGHT.line2)
    assert colour_at(area, end, middle) in (LIGHT.accbg, LIGHT.hover)


def test_a_splitter_is_a_thin_line_that_is_easy_to_grab(app, qtbot):
    theme.apply(app, "light")
    splitter = QSplitter()
    for _ in range(2):
        splitter.addWidget(QWidget())
    qtbot.addWidget(splitter)
    splitter.resize(400, 100)
    splitter.show()
    handle = splitter.handle(1)
    middle = splitter.widget(0).width()
    assert handle.width() >= 5
    assert [colour_at(splitter, middle + step, 50) == LIGHT.line for step in (-1, 0, 1)] == [
        False,
        True,
        False,
    ]


def most_opaque(
    icon: QIcon, mode: QIcon.Mode = QIcon.Mode.Normal, state: QIcon.State = QIcon.State.Off
) -> QColor:
    """The colour of the icon's most covered pixel, without its alpha."""
    image = icon.pixmap(QSize(80, 80), 1.0, mode, state).toImage()
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    found = max(pixels, key=QColor.alpha)
    assert found.alpha() == 255
    return QColor(found.rgb())


def colour_at(widget: QWidget, x: int, y: int) -> QColor:
    ratio = widget.devicePixelRatioF()
    return widget.grab().toImage().pixelColor(round(x * ratio), round(y * ratio))
