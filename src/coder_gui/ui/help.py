"""What a person can look up without leaving the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from coder_gui.ui.widgets.key_cap import key_text


def key_lines() -> list[tuple[str, str]]:
    """Keys and gestures of the coding loop, each with what it does."""

    def tr(text: str) -> str:
        return QCoreApplication.translate("help", text)

    return [
        (f"{key_text('Enter')} / C", tr("Code the selected words: type part of a name, Enter")),
        (f"{key_text('Ctrl+Enter')}", tr("In the palette: assign and keep it open")),
        ("Tab", tr("In the palette: choose where a new code stands")),
        (tr("Space"), tr("In the palette: check several codes, Enter assigns them all")),
        ("R", tr("Repeat the last code")),
        ("V", tr("In vivo: the selected words become a code under the present theme")),
        ("1 – 9", tr("Give the code that has this key; set in its menu under “Key”")),
        (
            f"E, {key_text('Shift+E')}",
            tr("Extend to the sentence, the paragraph, the turn; and back"),
        ),
        ("G, ?", tr("Mark the chosen passage as a good quote, as unsure; again: unmark it")),
        ("S", tr("Stance of the chosen passage: for, against, mixed, none")),
        ("A", tr("Comment on it; Ctrl+Enter keeps the words, Esc goes back to the reader")),
        ("F8", tr("Next passage that is marked as unsure")),
        (key_text("Ctrl+Shift+C"), tr("Copy the words with who said them")),
        (
            f"{key_text('Shift+Alt+Left')}, {key_text('Shift+Alt+Right')}",
            tr("Move the end of the chosen passage by a word, with Alt alone by a character"),
        ),
        (
            f"{key_text('Shift+Alt+Up')}, {key_text('Shift+Alt+Down')}",
            tr("Move its beginning likewise"),
        ),
        (key_text("Del"), tr("Remove the code from the chosen passage")),
        (f"Tab, {key_text('Shift+Tab')}", tr("In the reader: from coded passage to coded passage")),
        (tr("Shift and arrows"), tr("Select words; whole words are coded")),
        (tr("Drag"), tr("Words onto a code, or a code onto words")),
        (
            tr("Drag an end"),
            tr("Of a passage or its stripe: resize by words, with Alt by characters"),
        ),
        (tr("Double click"), tr("On a code: give it to the selected words")),
        ("M", tr("Write a memo on the selected words, else on what is chosen")),
        (
            f"{key_text('Ctrl+M')}, {key_text('Ctrl+Shift+M')}, {key_text('Ctrl+J')}",
            tr("Memo on the code, on the transcript; journal entry"),
        ),
        (
            f"{key_text('Ctrl+B')}, {key_text('Ctrl+I')}, {key_text('Ctrl+K')}",
            tr("In a memo: bold, italic, link; Esc goes back to the words"),
        ),
        ("F2", tr("Rename a code in the tree")),
        (f"{key_text('Ctrl+Z')}, {key_text('Ctrl+Shift+Z')}", tr("Undo, redo, also after closing")),
        (key_text("Ctrl+F"), tr("Find in this transcript")),
        (key_text("Ctrl+G"), tr("Go to a time of the recording")),
        (
            f"F4, {key_text('Ctrl+Space')}",
            tr("Play or pause the recording; a click on a time plays from there"),
        ),
        ("F3, F5", tr("Three seconds back, forward; with Shift: slower, faster")),
        (key_text("Ctrl+Shift+F"), tr("Find in all transcripts")),
        (
            f"{tr('Space')}, {key_text('Return')}, C",
            tr("In the hits: check, open in the reader, code the checked ones"),
        ),
        (key_text("Ctrl+Shift+E"), tr("Correct the text: type in it, Esc ends it")),
        (
            f"{key_text('Ctrl+B')}, {key_text('Ctrl+Shift+B')}",
            tr("Show or hide the panes at the left and at the right"),
        ),
        ("N, P", tr("Comparing coders: next, previous difference")),
        (
            "A, B, U, I",
            tr("Settling a difference: take A, B, what either or what both coded, and go on"),
        ),
        (
            f"E, {key_text('Return')}",
            tr("Settling: move the ends by pointer or keys; take them"),
        ),
        ("X, D", tr("Settling: leave the passage out, put the decision off")),
        (key_text("Backspace"), tr("Settling: take the last decision back")),
        (f"A, S, {key_text('Shift+A')}", tr("De-identifying: accept, skip, accept all of a name")),
        (
            f"{tr('Space')}, A, F, N",
            tr("Team: next state, assigned, finished, not assigned, for all selected cells"),
        ),
        (key_text("Ctrl+K"), tr("Find a code")),
        ("N, P", tr("In the reader: next, previous stretch of participants’ words without a code")),
        (key_text("Ctrl+H"), tr("History: undo back to a step, redo up to one")),
        (key_text("Ctrl+Shift+P"), tr("Find any command, transcript or code by its name")),
        (f"{key_text('Ctrl+PgDown')}, {key_text('Ctrl+PgUp')}", tr("Next, previous transcript")),
    ]
