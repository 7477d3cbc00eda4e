"""The menu of what is done with selected words and with the chosen segment."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

from coder_gui.ui.command import SEPARATOR, Command

SEGMENT = (
    Command(
        "in_vivo",
        QT_TRANSLATE_NOOP("actions", "Code in &vivo: the words are the code"),
        ("V",),
        "reader",
    ),
    SEPARATOR,
    Command(
        "spread",
        QT_TRANSLATE_NOOP("actions", "&Extend to the sentence, paragraph, turn"),
        ("E",),
        "reader",
    ),
    Command("spread_back", QT_TRANSLATE_NOOP("actions", "Extend &less"), ("Shift+E",), "reader"),
    SEPARATOR,
    Command("good_quote", QT_TRANSLATE_NOOP("actions", "&Good quote"), ("G",), "reader"),
    Command("unsure", QT_TRANSLATE_NOOP("actions", "&Unsure"), ("?",), "reader"),
    Command("stance", QT_TRANSLATE_NOOP("actions", "Next &stance"), ("S",), "reader"),
    Command("comment", QT_TRANSLATE_NOOP("actions", "C&omment…"), ("A",), "reader"),
    SEPARATOR,
    Command("next_unsure", QT_TRANSLATE_NOOP("actions", "&Next unsure segment"), ("F8",), "code"),
    SEPARATOR,
    Command(
        "copy_quote",
        QT_TRANSLATE_NOOP("actions", "&Copy the quote with its label"),
        ("Ctrl+Shift+C",),
        "code",
    ),
)
SHOWING = (
    Command("show_only", QT_TRANSLATE_NOOP("actions", "S&how segments…"), (), "code"),
    Command("underlines", QT_TRANSLATE_NOOP("actions", "Underlines instead of &bands"), (), "code"),
)
"""In the menu of what is seen."""
OF_READER = ("in_vivo", "spread", "spread_back", "good_quote", "unsure", "stance", "comment")
"""Those with keys of one letter."""
CHANGING = frozenset(OF_READER)
"""Those that change the project."""
