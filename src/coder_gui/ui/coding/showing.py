"""Which segments the reader shows: a chip above the page; and what is left to code."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu

from coder_gui.domain.codebook import Codebook
from coder_gui.domain.model import STANCES, Segment, Stance
from coder_gui.ui.coding.dimming import Dimming
from coder_gui.ui.transcript.correctable_view import CorrectableView
from coder_gui.ui.transcript.marks import Mark
from coder_gui.ui.widgets.chip import Chip

LONGEST = 20
"""Characters of a code's name on the chip."""
CODED = "coded"


@dataclass(frozen=True, slots=True)
class Only:
    """What a segment has to be so that it is shown."""

    code_id: int | None = None
    """The code, or one below it."""
    stance: Stance | None = None
    sign: Literal["", "good_quote", "unsure"] = ""


EVERYTHING = Only()


class Showing(QObject):
    """Keeps the choice of this window, also from transcript to transcript; nothing is stored."""

    changed = Signal()
    """Other segments are to be shown."""

    def __init__(self, view: CorrectableView, dimming: Dimming) -> None:
        super().__init__(view)
        self._view = view
        self._dimming = dimming
        self._book = Codebook(())
        self._branch: frozenset[int] = frozenset()
        self.only = EVERYTHING
        self.only_uncoded = False
        self.code_at_hand: Callable[[], int | None] = lambda: None
        """The code that “chosen code only” means."""
        self.chip = Chip(self.tr("Show"), self.tr("all"))
        self._menu = QMenu(self.chip)
        self._menu.aboutToShow.connect(self.fill_menu)
        self.chip.setMenu(self._menu)
        view.typed.connect(self.dim)

    def marks(self, segments: Iterable[Segment], book: Codebook) -> list[Mark]:
        """The marks of those segments that are shown."""
        if book is not self._book:
            self._take_book(book)
        # Each code is looked up once: of ten thousand segments most share theirs.
        looks = {code.id: (code.name, book.shade(code.id)) for code in book}
        return [
            Mark(
                s.id,
                s.start,
                s.end,
                *looks[s.code_id],
                good_quote=s.good_quote,
                unsure=s.unsure,
            )
            for s in segments
            if self.only is EVERYTHING or self._takes(s)
        ]

    def dim(self) -> None:
        """Dim what is coded, where only the rest is looked at."""
        coded = [(m.start, m.end) for m in self._view.marks()] if self.only_uncoded else []
        self._dimming.dim(CODED, coded)

    def marks_changed(self) -> None:
        """Segments came or went."""
        if self.only_uncoded:
            self.dim()

    def choose(self, only: Only) -> None:
        """Show only these segments."""
        self.only = EVERYTHING if only == EVERYTHING else only
        self._take_book(self._book)
        self.changed.emit()
        self.marks_changed()

    def make_seen(self, segment: Segment) -> None:
        """Show everything, where a segment that is gone to would not be shown."""
        if not self._takes(segment):
            self.choose(EVERYTHING)

    def dim_coded(self, on: bool) -> None:
        """Dim what is coded already, or nothing any more."""
        self.only_uncoded = on
        self._name()
        self.dim()

    def forget(self) -> None:
        """Let go of what belongs to the project that closes."""
        self.only, self.only_uncoded = EVERYTHING, False
        self._take_book(Codebook(()))
        self.dim()

    def open_menu(self) -> None:
        """Open the chip's menu from the keyboard."""
        self._menu.popup(self.chip.mapToGlobal(QPoint(0, self.chip.height())))

    def fill_menu(self) -> None:
        """Offer what can be shown; called before the menu is seen."""
        self._menu.clear()
        self._offer(self.tr("Everything"), EVERYTHING)
        code_id = self.code_at_hand()
        if self.only.code_id is not None:
            self._offer_code(self.only.code_id)
        if code_id is not None and code_id in self._book and code_id != self.only.code_id:
            self._offer_code(code_id)
        self._menu.addSeparator()
        for stance in STANCES:
            self._offer(self._stance_name(stance), Only(stance=stance))
        self._menu.addSeparator()
        self._offer(self.tr("Good quotes"), Only(sign="good_quote"))
        self._offer(self.tr("Unsure"), Only(sign="unsure"))
        self._menu.addSeparator()
        uncoded = self._menu.addAction(self.tr("Only uncoded: dim the rest"))
        uncoded.setCheckable(True)
        uncoded.setChecked(self.only_uncoded)
        uncoded.triggered.connect(self.dim_coded)

    def _offer_code(self, code_id: int) -> None:
        name = self._book[code_id].name.replace("&", "&&")
        text = self.tr("Only “%1”").replace("%1", name)
        if len(self._book.branch(code_id)) > 1:
            text = self.tr("Only “%1” and what is below").replace("%1", name)
        self._offer(text, Only(code_id=code_id))

    def _offer(self, text: str, only: Only) -> None:
        action = self._menu.addAction(text)
        action.setCheckable(True)
        action.setChecked(only == self.only)
        action.triggered.connect(lambda: self.choose(only))

    def _takes(self, segment: Segment) -> bool:
        only = self.only
        return (
            (only.code_id is None or segment.code_id in self._branch)
            and (only.stance is None or segment.stance == only.stance)
            and (not only.sign or getattr(segment, only.sign))
        )

    def _take_book(self, book: Codebook) -> None:
        self._book = book
        code_id = self.only.code_id
        if code_id is not None and code_id not in book:
            self.only = EVERYTHING
        elif code_id is not None:
            self._branch = frozenset(book.branch(code_id))
        self._name()

    def _name(self) -> None:
        colour, value = "", self.tr("all")
        if self.only.code_id is not None:
            name = self._book[self.only.code_id].name
            colour = self._book.shade(self.only.code_id)
            value = name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"
        elif self.only.stance is not None:
            value = self._stance_name(self.only.stance).lower()
        elif self.only.sign:
            quotes = self.only.sign == "good_quote"
            value = self.tr("good quotes") if quotes else self.tr("unsure")
        if self.only_uncoded:
            uncoded = self.tr("uncoded")
            value = uncoded if self.only is EVERYTHING else f"{value}, {uncoded}"
        self.chip.set_value(value)
        self.chip.set_colour(colour)

    def _stance_name(self, stance: Stance) -> str:
        names = {"for": self.tr("For"), "against": self.tr("Against"), "mixed": self.tr("Mixed")}
        return names[stance]
