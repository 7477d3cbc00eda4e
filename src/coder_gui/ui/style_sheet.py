"""The one style sheet, filled in from the colours of a scheme."""

from __future__ import annotations

from string import Template

from coder_gui.ui import fonts
from coder_gui.ui.theme import COLOURS, Tokens, mix

# Widgets choose a look by the dynamic property `kind`, labels by `role` and `tone`.
# Paddings are the same left and right, because style sheets are not mirrored.
SHEET = Template("""
QMainWindow, QMenuBar, QStatusBar, QToolBar { background: $bg; }
QMainWindow::separator, QSplitter::handle { background: $line; image: none; }

QMenuBar { color: $tx2; border-bottom: 1px solid $line; padding: 1px 6px; }
QMenuBar::item { padding: 4px 9px; background: transparent; border-radius: 5px; }
QMenuBar::item:selected, QMenuBar::item:pressed { background: $hover; color: $tx; }
QMenu { background: $raised; color: $tx; border: 1px solid $line2; border-radius: 8px;
        padding: 5px; }
QMenu::item { padding: 3px 26px 3px 26px; border-radius: 5px; border: 1px solid transparent; }
QMenu::item:selected { background: $accbg; border-color: $accbg; }
QMenu::item:disabled { color: $tx3; background: transparent; }
QMenu::separator { height: 1px; background: $line; margin: 3px 8px; }
QMenu::icon { padding: 0 6px; }
QToolTip { background: $raised; color: $tx; border: 1px solid $line2; padding: 4px 6px;
           font-size: ${pt_small}pt; }

QStatusBar QLabel, QStatusBar QPushButton { font-size: ${pt_row}pt; color: $tx2; }
QStatusBar QPushButton[kind="link"] { color: $acc; margin: 0; }
QWidget#title_bar { background: $bg; border-bottom: 1px solid $line; }
QWidget#title_bar QMenuBar { border: none; background: transparent; }
QWidget#title_bar QToolButton { font-size: ${pt_row}pt; padding: 3px 6px; }
QStatusBar { color: $tx2; border-top: 1px solid $line; min-height: 29px; }
QStatusBar::item { border: none; }
QToolBar { border: none; spacing: 4px; padding: 0; }
QToolBar#place_bar { border-right: 1px solid $line; padding: 10px 3px; }
QToolBar#place_bar QToolButton { min-width: 54px; min-height: 46px; padding: 6px 1px 0 1px;
        margin: 0 3px; border-radius: 6px; color: $tx2; font-size: ${pt_place}pt; }
QToolBar#place_bar QToolButton:disabled { color: $tx3; }
QToolBar#place_bar QToolButton:checked { background: $accbg; color: $acc; font-weight: 600; }
QToolBar#place_bar QToolButton:checked:disabled { background: transparent; color: $tx3; }

QPushButton { margin: 4px; padding: 0 13px; min-height: 28px; background: $raised; color: $tx;
        border: 1px solid $line2; border-radius: 5px; font-weight: 500; }
QPushButton:hover { background: $hover; }
QPushButton:pressed, QPushButton:checked { background: $line; }
QPushButton:disabled { background: transparent; color: $tx3; border-color: $line; }
QPushButton[kind="primary"], QPushButton:default { background: $acc; color: $acctx;
        border-color: $acc; font-weight: 600; }
QPushButton[kind="primary"]:hover, QPushButton:default:hover { background: $acc_hover;
        border-color: $acc_hover; }
QPushButton[kind="primary"]:pressed, QPushButton:default:pressed { background: $acc_pressed;
        border-color: $acc_pressed; }
QPushButton[kind="primary"]:disabled, QPushButton:default:disabled { background: transparent;
        color: $tx3; border-color: $line; }
QPushButton[kind="plain"], QPushButton[kind="link"] { background: transparent; color: $acc;
        border-color: transparent; }
QPushButton[kind="plain"] { padding: 0 6px; }
QPushButton[kind="plain"]:hover { background: $hover; }
QPushButton[kind="plain"]:pressed { background: $line; }
QPushButton[kind="link"] { margin: 0; padding: 0 2px; min-height: 20px; border-radius: 3px;
        font-weight: 400; text-decoration: underline; }
QPushButton[kind="link"]:hover { color: $tx; }
QPushButton[kind="plain"]:disabled, QPushButton[kind="link"]:disabled { color: $tx3; }

QToolButton { border: 1px solid transparent; border-radius: 5px; padding: 5px;
        background: transparent; color: $tx2; }
QToolButton[kind="small"] { padding: 2px; }
QToolButton:hover { background: $hover; color: $tx; }
QToolButton:pressed { background: $line; }
QToolButton:checked { background: $accbg; color: $acc; }
QToolButton:disabled { color: $tx3; }
QToolButton::menu-indicator { image: none; width: 0; }

QLineEdit, QPlainTextEdit, QTextEdit[kind="input"] {
        background: $raised; color: $tx; border: 1px solid $line2; border-radius: 5px;
        padding: 0 8px; selection-background-color: $selection; selection-color: $tx;
        placeholder-text-color: $tx3; }
QLineEdit { min-height: 28px; }
QPlainTextEdit, QTextEdit[kind="input"] { padding: 4px 5px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit[kind="input"]:focus {
        border: 2px solid $acc; padding: 0 7px; }
QLineEdit:focus { min-height: 26px; }
QPlainTextEdit:focus, QTextEdit[kind="input"]:focus { padding: 3px 4px; }
QLineEdit[kind="bare"], QLineEdit[kind="bare"]:focus, QAbstractSpinBox QLineEdit,
QAbstractSpinBox QLineEdit:focus, QComboBox QLineEdit, QComboBox QLineEdit:focus {
        border: none; background: transparent; padding: 0; min-height: 0; }
QLineEdit[invalid="true"] { border-color: $err; }
QLineEdit[readOnly="true"], GrowingText[readOnly="true"], RichText[readOnly="true"] {
    border-color: $line; background: transparent;
}
QLineEdit:disabled, QPlainTextEdit:disabled {
        background: transparent; color: $tx3; border-color: $line; }
QLineEdit QToolButton { padding: 0; border: none; background: transparent; }
QComboBox { combobox-popup: 0; }
QComboBox QAbstractItemView { background: $raised; border: 1px solid $line2; outline: none; }
QCheckBox, QRadioButton { color: $tx; padding: 3px; spacing: 8px; }
QCheckBox:disabled, QRadioButton:disabled { color: $tx3; }

QToolButton[kind="segment"] { background: $raised; border: 1px solid $line2; color: $tx2;
        border-radius: 0; padding: 0 4px; font-size: ${pt_row}pt; border-left-color: $line;
        border-right-width: 0; }
QToolButton[kind="segment"]:hover { background: $hover; color: $tx; }
QToolButton[kind="segment"]:checked { background: $accbg; color: $acc; font-weight: 600; }
QToolButton[kind="segment"]:disabled { color: $tx3; }
QToolButton[edge="left"], QToolButton[edge="both"] { border-top-left-radius: 5px;
        border-bottom-left-radius: 5px; border-left-color: $line2; }
QToolButton[edge="right"], QToolButton[edge="both"] { border-top-right-radius: 5px;
        border-bottom-right-radius: 5px; border-right-width: 1px; }

QAbstractScrollArea::corner { background: transparent; border: none; }
QAbstractItemView { background: $panel; border: none; outline: none;
        font-size: ${pt_row}pt; show-decoration-selected: 1; }
QTableView, QTreeView[kind="table"], QListView[kind="table"] { background: $page;
        gridline-color: $line; }
QHeaderView { background: $panel; border: none; }
QHeaderView::section { background: $panel; color: $tx2; border: none; padding: 5px 8px;
        border-bottom: 1px solid $line; font-weight: 600; font-size: ${pt_row}pt; }
QTableCornerButton::section { background: $panel; border: none; }

QScrollBar { background: transparent; border: none; margin: 0; }
QScrollBar:vertical { width: 10px; }
QScrollBar:horizontal { height: 10px; }
QScrollBar::handle { background: $scroll; border-radius: 3px; margin: 2px; }
QScrollBar::handle:hover, QScrollBar::handle:pressed { background: $line2; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QProgressBar { background: $track; border: none; border-radius: 3px; max-height: 6px;
        min-height: 6px; color: transparent; }
QProgressBar::chunk { background: $acc; border-radius: 3px; }

QFrame[kind="choices"] { background: $raised; border: 1px solid $line2; border-radius: 6px; }
QFrame[kind="card"] { background: $panel; border: 1px solid $line; border-radius: 6px; }
QFrame[kind="error"] { background: $errbg; border: 1px solid $errbg; border-radius: 6px; }
QFrame[kind="warning"] { background: $warnbg; border: 1px solid $warnbg; border-radius: 6px; }
QFrame[kind="done"] { background: $okbg; border: 1px solid $okbg; border-radius: 6px; }
QFrame[kind="undo"] { background: $raised; border: 1px solid $line2; border-radius: 6px; }
QFrame[kind="divider"] { background: $line; border: none; max-height: 1px; min-height: 1px; }
QWidget[kind="page"] { background: $page; }
QWidget[kind="panel"] { background: $panel; }
QWidget[kind="accent"] { background: $accbg; }
QWidget#history_panel { border-left: 1px solid $line; }

QLabel { background: transparent; }
QLabel[role="title"] { font-size: ${pt_title}pt; font-weight: 600; }
QLabel[role="lead"] { font-size: ${pt_lead}pt; }
QLabel[role="head"] { font-size: ${pt_head}pt; font-weight: 600; }
QLabel[role="strong"] { font-weight: 600; }
QLabel[role="section"] { font-size: ${pt_row}pt; font-weight: 600; color: $tx2; }
QLabel[role="row"] { font-size: ${pt_row}pt; }
QLabel[role="small"] { font-size: ${pt_small}pt; }
QLabel[role="key"] { font-size: ${pt_place}pt; color: $tx2; border: 1px solid $line2;
        border-radius: 3px; padding: 0 4px; }
QLabel[tone="second"] { color: $tx2; }
QLabel[tone="third"] { color: $tx3; }
QLabel[tone="link"] { color: $acc; text-decoration: underline; }
QLabel[tone="error"] { color: $err; }
QLabel[tone="warning"] { color: $warn; }
QLabel:disabled { color: $tx3; }
""")

HANDLE_SHARE = 0.62
"""How far the scroll bar's handle is from the panel to the edges of buttons."""


def style_sheet(shown: Tokens) -> str:
    """The style sheet of a scheme; a name that nobody fills in is a KeyError."""
    colours = {name: getattr(shown, name) for name in COLOURS}
    colours |= {
        "acc_hover": mix(shown.acc, 0.88, shown.tx),
        "acc_pressed": mix(shown.acc, 0.76, shown.tx),
        "selection": mix(shown.acc, 0.34, shown.raised),
        "scroll": mix(shown.line2, HANDLE_SHARE, shown.panel),
        "track": shown.line,
    }
    values = {name: colour.name() for name, colour in colours.items()}
    values |= {f"pt_{role}": f"{fonts.points(role):g}" for role in fonts.SIZES}
    return SHEET.substitute(values)
