"""Whose words are looked at: a chip above the page that dims the words of the others."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from coder_gui.domain.counted import counted
from coder_gui.domain.model import Transcript
from coder_gui.domain.speakers import (
    EVERYBODY,
    WITHOUT_INTERVIEWERS,
    Audience,
    left_out,
    present,
    speakers,
)
from coder_gui.ui.coding.dimming import Dimming
from coder_gui.ui.transcript.correctable_view import CorrectableView
from coder_gui.ui.widgets.chip import Chip

LONGEST = 24
"""Characters of a speaker's name on the chip."""


class SpeakerFilter(QObject):
    """Keeps the choice of this window, also from transcript to transcript; nothing is stored."""

    def __init__(self, view: CorrectableView, dimming: Dimming) -> None:
        super().__init__(view)
        self._view = view
        self._dimming = dimming
        self._transcript: Transcript | None = None
        self.audience = EVERYBODY
        self.chip = Chip(self.tr("Speakers"), self.tr("everybody"))
        self._menu = QMenu(self.chip)
        self._menu.aboutToShow.connect(self.fill_menu)
        self.chip.setMenu(self._menu)
        self.chip.hide()
        view.typed.connect(self._dim)

    def show_transcript(self, transcript: Transcript | None) -> None:
        """Go on in another transcript, or in the same one after a step."""
        self._transcript = transcript
        self._refresh()

    def forget(self) -> None:
        """Let go of names: they belong to the project that closes."""
        if self.audience.names:
            self.audience = EVERYBODY
        self.show_transcript(None)

    def choose(self, audience: Audience) -> None:
        """Look at the words of these."""
        self.audience = audience
        self._refresh()

    def toggle(self, name: str) -> None:
        """Look at somebody's words too, or no longer."""
        self.choose(Audience(self._present().names ^ {name}))

    def fill_menu(self) -> None:
        """Offer those who speak here; called before the menu is seen."""
        self._menu.clear()
        if self._transcript is None:
            return
        now = self._present()
        listed = speakers(self._transcript.text, self._view.turns())
        self._offer(self.tr("Everybody"), EVERYBODY, now)
        if any(each.interviewer for each in listed):
            self._offer(self.tr("Without interviewers"), WITHOUT_INTERVIEWERS, now)
        self._menu.addSeparator()
        for each in listed:
            text = f"{self._called(each.name)}\t{counted(each.words, 'word')}"
            action = self._menu.addAction(text.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(each.name in now.names)
            action.triggered.connect(lambda _checked=False, name=each.name: self.toggle(name))

    def _offer(self, text: str, audience: Audience, now: Audience) -> None:
        action = self._menu.addAction(text)
        action.setCheckable(True)
        action.setChecked(audience == now)
        action.triggered.connect(lambda: self.choose(audience))

    def _present(self) -> Audience:
        return present(self.audience, {turn.speaker for turn in self._view.turns()})

    def _refresh(self) -> None:
        names = list(dict.fromkeys(turn.speaker for turn in self._view.turns()))
        now = self._present()
        self.chip.setVisible(self._transcript is not None and len(names) > 1)
        self.chip.set_value(self._value(now, names))
        self._dim()

    def _dim(self) -> None:
        self._dimming.dim("speakers", left_out(self._view.turns(), self._present()))

    def _value(self, now: Audience, names: list[str]) -> str:
        if not now.names:
            is_all = now.is_everybody
            return self.tr("everybody") if is_all else self.tr("without interviewers")
        if len(now.names) == 1:
            name = self._called(next(iter(now.names)))
            return name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"
        text = self.tr("%1 of %2").replace("%1", str(len(now.names)))
        return text.replace("%2", str(len(names)))

    def _called(self, name: str) -> str:
        return name or self.tr("nobody in particular")
