"""Where is looked, and in whose words: for hits, words and questions alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from coder_gui.domain.counted import counted
from coder_gui.domain.finding import Speaker, Speakers, only_interviewer, without_interviewer
from coder_gui.ui.agree.wrapping_row import WrappingRow
from coder_gui.ui.session import Session
from coder_gui.ui.widgets.chip import Chip
from coder_gui.ui.widgets.offer import offer

CHIP_GAP = 2
NAMES = 40
"""Speakers that the menu lists."""


@dataclass(frozen=True, slots=True)
class Where:
    """All transcripts, those of a group, or some; for everything, both are None."""

    group_id: int | None = None
    chosen: tuple[int, ...] | None = None


class Scope(QWidget):
    """Two chips; what they say holds on every side of the page."""

    changed = Signal()

    def __init__(self, session: Session, chosen_in_list: Callable[[], list[int]]) -> None:
        super().__init__()
        self._session = session
        self._chosen_in_list = chosen_in_list
        self.where = Where()
        self.speakers: Speakers | None = None
        self._where = Chip(self.tr("Look in"), self.tr("all transcripts"))
        self._who = Chip(self.tr("Words of"), self.tr("everybody"))
        row = WrappingRow(CHIP_GAP, 0, self)
        row.addWidget(self._where)
        row.addWidget(self._who)

    def forget(self) -> None:
        """Back to everything."""
        self.where, self.speakers = Where(), None

    def speakers_count(self, on: bool) -> None:
        """Offer the choice of speakers only where it makes a difference."""
        self._who.setVisible(on)

    def transcript_ids(self) -> list[int]:
        """The transcripts that are looked at, in order of import."""
        project = self._session.project
        infos = project.transcripts()
        if self.where.chosen is not None:
            return [info.id for info in infos if info.id in self.where.chosen]
        if self.where.group_id is None:
            return [info.id for info in infos]
        people = {p.id for p in project.participants() if p.group_id == self.where.group_id}
        return [info.id for info in infos if info.participant_id in people]

    def words(self) -> str:
        """Where is looked and in whose words, for somebody who reads an export."""
        return f"{self._who.value()}, {self._where.value()}"

    def is_speaker(self) -> bool:
        """Whether only one speaker's words are looked at."""
        return isinstance(self.speakers, Speaker)

    def refresh(self) -> None:
        """Offer what there is in the project now."""
        project = self._session.project
        chosen = tuple(self._chosen_in_list())
        choices: list[tuple[str, object]] = [(self.tr("all transcripts"), Where())]
        choices += [(group.name, Where(group_id=group.id)) for group in project.groups()]
        if self.where.chosen is not None and self.where.chosen != chosen:
            choices.append((counted(len(self.where.chosen), "transcript"), self.where))
        if chosen:
            text = self.tr("%1 chosen in the list").replace(
                "%1", counted(len(chosen), "transcript")
            )
            choices.append((text, Where(chosen=chosen)))
        if all(self.where != value for _text, value in choices):
            self.where = Where()
        offer(self._where, choices, self.where, self._set_where)
        self._offer_speakers()

    def _offer_speakers(self) -> None:
        choices: list[tuple[str, object]] = [
            (self.tr("everybody"), None),
            (self.tr("everybody but the interviewer"), without_interviewer),
            (self.tr("the interviewer"), only_interviewer),
        ]
        if isinstance(self.speakers, Speaker):
            choices.append((self.speakers.name, self.speakers))
        offer(self._who, choices, self.speakers, self._set_speakers)
        names = self._session.project.speaker_names()
        if names:
            self._who.menu().addSeparator()
            self._who.menu().addMenu(self._names_menu(names[:NAMES]))

    def _names_menu(self, names: tuple[tuple[str, int], ...]) -> QMenu:
        menu = QMenu(self.tr("One speaker"), self._who.menu())
        group = QActionGroup(menu)
        for name, number in names:
            text = f"{name}\t{number}" if number > 1 else name
            action = group.addAction(text.replace("&", "&&"))
            action.triggered.connect(partial(self._set_speakers, Speaker(name)))
            menu.addAction(action)
        return menu

    def _set_where(self, where: Where) -> None:
        self.where = where
        self.refresh()
        self.changed.emit()

    def _set_speakers(self, speakers: Speakers | None, _checked: bool = False) -> None:
        self.speakers = speakers
        self.refresh()
        self.changed.emit()
