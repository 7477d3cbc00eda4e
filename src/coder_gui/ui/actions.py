"""Every command of the window: its words, its keys, its place in the menus."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenuBar

from coder_gui.ui.codebook.tree_menu import TREE
from coder_gui.ui.command import SEPARATOR, Command
from coder_gui.ui.memos.menu import MEMO
from coder_gui.ui.segment_menu import SEGMENT, SHOWING
from coder_gui.ui.settle_menu import ANALYSE

MENUS: tuple[tuple[object, tuple[Command, ...]], ...] = (
    (
        QT_TRANSLATE_NOOP("actions", "&Project"),
        (
            Command("new", QT_TRANSLATE_NOOP("actions", "&New project…"), ("Ctrl+N",), ""),
            Command("open", QT_TRANSLATE_NOOP("actions", "&Open project…"), ("Ctrl+O",), ""),
            SEPARATOR,
            Command(
                "import_transcripts",
                QT_TRANSLATE_NOOP("actions", "&Import transcripts…"),
                ("Ctrl+I",),
            ),
            Command(
                "import_participants",
                QT_TRANSLATE_NOOP("actions", "Import a table of &participants…"),
            ),
            Command(
                "export_codebook", QT_TRANSLATE_NOOP("actions", "&Export codebook…"), ("Ctrl+E",)
            ),
            Command("export_agreement", QT_TRANSLATE_NOOP("actions", "Export a&greement…")),
            SEPARATOR,
            Command("hand_out", QT_TRANSLATE_NOOP("actions", "Hand ou&t to a coder…")),
            Command("take_back", QT_TRANSLATE_NOOP("actions", "Take a coder’s &work back…")),
            Command("finish_package", QT_TRANSLATE_NOOP("actions", "Finish what was handed o&ut")),
            SEPARATOR,
            Command("deidentify", QT_TRANSLATE_NOOP("actions", "&De-identify…"), ("Ctrl+Shift+D",)),
            Command("check_names", QT_TRANSLATE_NOOP("actions", "Check &before export")),
            Command(
                "remove_originals", QT_TRANSLATE_NOOP("actions", "Remove the ori&ginal files…")
            ),
            SEPARATOR,
            Command("keep_restore_point", QT_TRANSLATE_NOOP("actions", "&Keep a restore point…")),
            Command("restore_points", QT_TRANSLATE_NOOP("actions", "&Restore points…")),
            SEPARATOR,
            Command("protect", QT_TRANSLATE_NOOP("actions", "&Protect with a passphrase…")),
            Command("change_passphrase", QT_TRANSLATE_NOOP("actions", "C&hange the passphrase…")),
            Command("remove_protection", QT_TRANSLATE_NOOP("actions", "Remo&ve the protection…")),
            Command("lock", QT_TRANSLATE_NOOP("actions", "&Lock now"), ("Ctrl+L",)),
            SEPARATOR,
            Command("study_sheet", QT_TRANSLATE_NOOP("actions", "Study s&heet…")),
            Command("add_coder", QT_TRANSLATE_NOOP("actions", "&Add a coder…")),
            Command("team", QT_TRANSLATE_NOOP("actions", "Tea&m and assignments")),
            Command("draw_assignments", QT_TRANSLATE_NOOP("actions", "Dra&w who codes what…")),
            Command("code_again", QT_TRANSLATE_NOOP("actions", "Code agai&n…")),
            SEPARATOR,
            Command("close", QT_TRANSLATE_NOOP("actions", "&Close project"), ("Ctrl+W",)),
            Command("quit", QT_TRANSLATE_NOOP("actions", "&Quit"), ("Ctrl+Q",), ""),
        ),
    ),
    (
        QT_TRANSLATE_NOOP("actions", "&Edit"),
        (
            Command("undo", QT_TRANSLATE_NOOP("actions", "&Undo"), ("Ctrl+Z",)),
            Command("redo", QT_TRANSLATE_NOOP("actions", "&Redo"), ("Ctrl+Shift+Z", "Ctrl+Y")),
            Command("history", QT_TRANSLATE_NOOP("actions", "&History"), ("Ctrl+H",)),
            SEPARATOR,
            Command(
                "find",
                QT_TRANSLATE_NOOP("actions", "&Find in this transcript…"),
                ("Ctrl+F",),
                "code",
            ),
            Command(
                "find_all",
                QT_TRANSLATE_NOOP("actions", "Find in all tra&nscripts…"),
                ("Ctrl+Shift+F",),
            ),
            Command("word_counts", QT_TRANSLATE_NOOP("actions", "&Word frequencies")),
            Command("find_code", QT_TRANSLATE_NOOP("actions", "Find a &code"), ("Ctrl+K",), "code"),
            Command(
                "go_to_time", QT_TRANSLATE_NOOP("actions", "&Go to time…"), ("Ctrl+G",), "code"
            ),
            SEPARATOR,
            Command("speakers", QT_TRANSLATE_NOOP("actions", "&Speakers…"), (), "code"),
            SEPARATOR,
            Command(
                "correct_text",
                QT_TRANSLATE_NOOP("actions", "Correct the &text"),
                ("Ctrl+Shift+E",),
                "code",
            ),
            Command(
                "replace_text",
                QT_TRANSLATE_NOOP("actions", "&Replace with a corrected file…"),
                (),
                "code",
            ),
            Command(
                "review_corrections",
                QT_TRANSLATE_NOOP("actions", "&Look at corrected segments"),
                (),
                "code",
            ),
        ),
    ),
    (
        QT_TRANSLATE_NOOP("actions", "&Codes"),
        (
            Command(
                "code", QT_TRANSLATE_NOOP("actions", "&Code the selected words…"), ("C",), "reader"
            ),
            Command(
                "repeat", QT_TRANSLATE_NOOP("actions", "&Repeat the last code"), ("R",), "reader"
            ),
            Command(
                "remove",
                QT_TRANSLATE_NOOP("actions", "Re&move the code from the passage"),
                ("Del",),
                "reader",
            ),
            SEPARATOR,
            Command(
                "next_uncoded",
                QT_TRANSLATE_NOOP("actions", "Ne&xt uncoded stretch"),
                ("N",),
                "reader",
            ),
            Command(
                "previous_uncoded",
                QT_TRANSLATE_NOOP("actions", "&Previous uncoded stretch"),
                ("P",),
                "reader",
            ),
            SEPARATOR,
            Command("code_questions", QT_TRANSLATE_NOOP("actions", "Code by &question…")),
            SEPARATOR,
            Command(
                "new_theme", QT_TRANSLATE_NOOP("actions", "New &theme"), ("Ctrl+Shift+T",), "code"
            ),
            Command(
                "new_code", QT_TRANSLATE_NOOP("actions", "&New code"), ("Ctrl+Shift+N",), "code"
            ),
            Command("rename_code", QT_TRANSLATE_NOOP("actions", "Re&name"), ("F2",), "tree"),
            Command("merge_code", QT_TRANSLATE_NOOP("actions", "Mer&ge into…"), (), "tree"),
            Command("delete_code", QT_TRANSLATE_NOOP("actions", "&Delete"), ("Del",), "tree"),
            SEPARATOR,
            *TREE,
        ),
    ),
    (QT_TRANSLATE_NOOP("actions", "&Segment"), SEGMENT),
    (QT_TRANSLATE_NOOP("actions", "&Memos"), MEMO),
    (
        QT_TRANSLATE_NOOP("actions", "&Listen"),
        (
            Command(
                "play_pause",
                QT_TRANSLATE_NOOP("actions", "&Play or pause"),
                ("F4", "Ctrl+Space"),
                "code",
            ),
            Command(
                "play_here",
                QT_TRANSLATE_NOOP("actions", "Play from &here"),
                ("Shift+F4",),
                "code",
            ),
            Command("play_back", QT_TRANSLATE_NOOP("actions", "&Back 3 seconds"), ("F3",), "code"),
            Command(
                "play_forward",
                QT_TRANSLATE_NOOP("actions", "&Forward 3 seconds"),
                ("F5",),
                "code",
            ),
            SEPARATOR,
            Command("play_slower", QT_TRANSLATE_NOOP("actions", "&Slower"), ("Shift+F3",), "code"),
            Command("play_faster", QT_TRANSLATE_NOOP("actions", "F&aster"), ("Shift+F5",), "code"),
            Command("play_follow", QT_TRANSLATE_NOOP("actions", "Scroll a&long"), (), "code"),
            SEPARATOR,
            Command(
                "choose_recording",
                QT_TRANSLATE_NOOP("actions", "&Choose the recording…"),
                (),
                "code",
            ),
        ),
    ),
    (
        QT_TRANSLATE_NOOP("actions", "&View"),
        (
            Command("place_code", QT_TRANSLATE_NOOP("actions", "&Code"), ("Ctrl+1",)),
            Command("place_agree", QT_TRANSLATE_NOOP("actions", "&Agree"), ("Ctrl+4",)),
            Command("place_write", QT_TRANSLATE_NOOP("actions", "&Write"), ("Ctrl+6",)),
            SEPARATOR,
            Command(
                "next_transcript",
                QT_TRANSLATE_NOOP("actions", "&Next transcript"),
                ("Ctrl+PgDown",),
                "code",
            ),
            Command(
                "previous_transcript",
                QT_TRANSLATE_NOOP("actions", "&Previous transcript"),
                ("Ctrl+PgUp",),
                "code",
            ),
            Command("mark_read", QT_TRANSLATE_NOOP("actions", "Mark as &read"), (), "code"),
            Command("mark_finished", QT_TRANSLATE_NOOP("actions", "Mark as &finished"), (), "code"),
            Command("progress", QT_TRANSLATE_NOOP("actions", "Pro&gress")),
            SEPARATOR,
            Command(
                "side_panel",
                QT_TRANSLATE_NOOP("actions", "&Transcripts and codes"),
                ("Ctrl+B",),
                "code",
            ),
            Command(
                "inspector", QT_TRANSLATE_NOOP("actions", "&Inspector"), ("Ctrl+Shift+B",), "code"
            ),
            SEPARATOR,
            Command(
                "larger", QT_TRANSLATE_NOOP("actions", "&Larger text"), ("Ctrl++", "Ctrl+="), "code"
            ),
            Command("smaller", QT_TRANSLATE_NOOP("actions", "&Smaller text"), ("Ctrl+-",), "code"),
            Command(
                "usual_size", QT_TRANSLATE_NOOP("actions", "&Usual text size"), ("Ctrl+0",), "code"
            ),
            Command("one_line", QT_TRANSLATE_NOOP("actions", "&One line per code"), (), "code"),
            *SHOWING,
            SEPARATOR,
            Command(
                "scheme_system", QT_TRANSLATE_NOOP("actions", "Colours of the s&ystem"), (), ""
            ),
            Command("scheme_light", QT_TRANSLATE_NOOP("actions", "L&ight"), (), ""),
            Command("scheme_dark", QT_TRANSLATE_NOOP("actions", "&Dark"), (), ""),
        ),
    ),
    (QT_TRANSLATE_NOOP("actions", "&Analyse"), ANALYSE),
    (
        QT_TRANSLATE_NOOP("actions", "&Help"),
        (
            Command(
                "find_command",
                QT_TRANSLATE_NOOP("actions", "Find a &command…"),
                ("Ctrl+Shift+P",),
                "",
            ),
            Command("keys", QT_TRANSLATE_NOOP("actions", "&Keys and gestures"), ("F1",), ""),
            SEPARATOR,
            Command("sample", QT_TRANSLATE_NOOP("actions", "Open the &sample study"), (), ""),
            Command(
                "fresh_sample",
                QT_TRANSLATE_NOOP("actions", "&Fresh copy of the sample study…"),
                (),
                "",
            ),
            SEPARATOR,
            Command("about", QT_TRANSLATE_NOOP("actions", "&About Interview Coder"), (), ""),
        ),
    ),
)

SCHEMES = ("system", "light", "dark")
PLACES = ("place_code", "place_agree", "place_write")
CHECKED = {
    *PLACES,
    "one_line",
    "underlines",
    "correct_text",
    "play_follow",
    "settle_panel",
    *(f"scheme_{each}" for each in SCHEMES),
}
translate = QCoreApplication.translate


def make_actions(window: QMainWindow, bar: QMenuBar) -> dict[str, QAction]:
    """Fill the menu bar and return the actions by name.

    What they do is connected by the window; keys of one letter belong to the reader alone, so
    that typing in a field stays typing.
    """
    made: dict[str, QAction] = {}
    for title, commands in MENUS:
        menu = bar.addMenu(translate("actions", str(title)))
        for command in commands:
            if command is SEPARATOR:
                menu.addSeparator()
                continue
            action = QAction(translate("actions", str(command.text)), window)
            action.setShortcuts([QKeySequence(keys) for keys in command.keys])
            action.setCheckable(command.name in CHECKED)
            action.setData(command.needs)
            action.setEnabled(not command.needs)
            menu.addAction(action)
            made[command.name] = action
    return made
