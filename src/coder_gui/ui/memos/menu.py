"""The menu of memos and the journal."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

from coder_gui.ui.command import SEPARATOR, Command

MEMO = (
    Command("memo", QT_TRANSLATE_NOOP("actions", "Write a &memo"), ("M",), "reader"),
    Command("memo_on_code", QT_TRANSLATE_NOOP("actions", "Memo on the &code"), ("Ctrl+M",), "code"),
    Command(
        "memo_on_transcript",
        QT_TRANSLATE_NOOP("actions", "Memo on the &transcript"),
        ("Ctrl+Shift+M",),
        "code",
    ),
    Command(
        "memo_on_participant", QT_TRANSLATE_NOOP("actions", "Memo on the &participant"), (), "code"
    ),
    Command("memo_on_project", QT_TRANSLATE_NOOP("actions", "Memo on the pro&ject")),
    SEPARATOR,
    Command("journal_entry", QT_TRANSLATE_NOOP("actions", "New jo&urnal entry"), ("Ctrl+J",)),
    Command("all_memos", QT_TRANSLATE_NOOP("actions", "&All memos and journal"), ("Ctrl+Shift+J",)),
    SEPARATOR,
    Command("copy_link", QT_TRANSLATE_NOOP("actions", "Copy a &link to the segment"), (), "code"),
)
OF_READER = ("memo",)
"""Those with keys of one letter."""
CHANGING = frozenset(
    {
        "memo",
        "memo_on_code",
        "memo_on_transcript",
        "memo_on_participant",
        "memo_on_project",
        "journal_entry",
    }
)
"""Those that change the project."""
