"""How the window shows the page that looks through all transcripts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from coder_gui.ui.finding.find_page import FindPage

if TYPE_CHECKING:
    from coder_gui.domain.changes import Changes
    from coder_gui.exchange.reports.table_file import Table
    from coder_gui.ui.main_window import MainWindow

TOUCHED = ("text_block", "turn", "speaker", "transcript", "participant", "participant_group")
"""Nouns that hits, words and questions come from."""
LONGEST = 60
"""Characters of selected words that are looked for at once."""


class FindCommands(QObject):
    """Opens the page, and places of the reader from it."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._session = window.session
        self._before: QWidget | None = None
        self.page = FindPage(self._session, window.code_place.transcripts.selected_transcripts)
        window.places.addWidget(self.page)
        self.page.left.connect(self._leave)
        self.page.place_wanted.connect(self._show_place)
        self.page.written.connect(self._written)
        self._session.closed.connect(self._forget)
        self._session.changed.connect(self._take_up)

    def open(self, side: str = "hits") -> None:
        """Show the page; words that are selected in the reader are looked for at once."""
        places, place = self._window.places, self._window.code_place
        words = ""
        if places.currentWidget() is place:
            view, transcript = place.reader.view, place.reader.transcript
            selected = view.selection()
            words = transcript.text[slice(*selected)] if transcript and selected else ""
        if places.currentWidget() is not self.page:
            self._before = places.currentWidget()
            places.setCurrentWidget(self.page)
            self._window.status.show_facts("")
            self._window.commands.refresh()
        self.page.open_with(words if "\n" not in words and len(words) <= LONGEST else "")
        if side != "hits":
            self.page.show_side(side)

    def _leave(self) -> None:
        """Back to the place that was shown before."""
        window, before = self._window, self._before or self._window.code_place
        window.places.setCurrentWidget(before)
        if before is window.code_place:
            window.code_place.take_focus()
        window.commands.refresh()

    def _show_place(self, transcript_id: int, start: int, end: int) -> None:
        self._window.show_place("code")
        self._window.code_place.show_passage(transcript_id, start, end)

    def _written(self, what: str, path: Path, table: Table) -> None:
        self._window.commands.say_written(what, path)
        self._window.deidentifying.look_over(table)

    def _take_up(self, changes: Changes) -> None:
        self.page.take_up(changes.touch(*TOUCHED))

    def _forget(self) -> None:
        self._before = None
        self.page.forget()
