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
from coder_gui.ui.coding.whose import Choice, Whose
from coder_gui.ui.session import Session
from coder_gui.ui.transcript.correctable_view import CorrectableView
from coder_gui.ui.transcript.marks import Mark
from coder_gui.ui.widgets.chip import Chip

LONGEST = 20
"""Characters of a code's or coder's name on the chip."""
LONGEST_IN_MENU = 60
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

    def __init__(self, session: Session, view: CorrectableView, dimming: Dimming) -> None:
        super().__init__(view)
        self.whose = Whose(session)
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
        others, nobody = self.whose.names(), ("", "")
        return [
            Mark(
                s.id,
                s.start,
                s.end,
                *looks[s.code_id],
                "right",
                True,
                s.good_quote,
                s.unsure,
                *others.get(s.coder_id, nobody),
            )
            for s in segments
            if self.only is EVERYTHING or self._takes(s)
        ]

    def refresh(self) -> None:
        """Another transcript is shown, or somebody else is at work."""
        self._name()
        self.dim()

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

    def choose_whose(self, choice: Choice) -> None:
        """Show the segments of these coders."""
        self.whose.choice = choice
        self._name()
        self.changed.emit()
        self.marks_changed()

    def make_seen(self, segment: Segment) -> None:
        """Show everything, where a segment that is gone to would not be shown."""
        if segment.coder_id not in self.whose.ids():
            self.choose_whose("mine")
        if not self._takes(segment):
            self.choose(EVERYTHING)

    def make_mine_seen(self) -> None:
        """Show one's own segments as well, because one is at work on them."""
        if not self.whose.are_mine_shown():
            self.choose_whose("everyone")

    def dim_coded(self, on: bool) -> None:
        """Dim what is coded already, or nothing any more."""
        self.only_uncoded = on
        self._name()
        self.dim()

    def forget(self) -> None:
        """Let go of what belongs to the project that closes."""
        self.only, self.only_uncoded, self.whose.choice = EVERYTHING, False, "mine"
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
            name = self._stance_name(stance).lower()
            self._offer(self.tr("Stance: %1").replace("%1", name), Only(stance=stance))
        self._menu.addSeparator()
        self._offer(self.tr("Good quotes"), Only(sign="good_quote"))
        self._offer(self.tr("Unsure"), Only(sign="unsure"))
        self._offer_coders()
        self._menu.addSeparator()
        uncoded = self._menu.addAction(self.tr("Dim what is coded"))
        uncoded.setCheckable(True)
        uncoded.setChecked(self.only_uncoded)
        uncoded.triggered.connect(self.dim_coded)

    def _offer_code(self, code_id: int) -> None:
        name = _shortened(self._book[code_id].name, LONGEST_IN_MENU).replace("&", "&&")
        text = self.tr("Only “%1”").replace("%1", name)
        if len(self._book.branch(code_id)) > 1:
            text = self.tr("Only “%1” and what is below").replace("%1", name)
        self._offer(text, Only(code_id=code_id))

    def _offer_coders(self) -> None:
        others = self.whose.offered()
        if not others:
            return
        self._menu.addSeparator()
        offers: list[tuple[str, Choice]] = [(self.tr("My segments"), "mine")]
        for each in others:
            own = self.tr("%1’s segments") if each.kind == "person" else "%1"
            offers.append((own.replace("%1", each.name.replace("&", "&&")), each.id))
        offers.append((self.tr("Everyone’s segments"), "everyone"))
        now = self.whose.now()
        for text, choice in offers:
            action = self._menu.addAction(text)
            action.setCheckable(True)
            action.setChecked(choice == now)
            action.triggered.connect(lambda _=False, choice=choice: self.choose_whose(choice))

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
        colour, parts = "", []
        now = self.whose.now()
        if now == "everyone":
            parts.append(self.tr("everyone’s"))
        elif now != "mine":
            parts.append(_shortened(self.whose.name_of(now)))
        if self.only.code_id is not None:
            colour = self._book.shade(self.only.code_id)
            parts.append(_shortened(self._book[self.only.code_id].name))
        elif self.only.stance is not None:
            parts.append(self._stance_name(self.only.stance).lower())
        elif self.only.sign:
            quotes = self.only.sign == "good_quote"
            parts.append(self.tr("good quotes") if quotes else self.tr("unsure"))
        if self.only_uncoded:
            parts.append(self.tr("uncoded"))
        self.chip.set_value(", ".join(parts) or self.tr("all"))
        self.chip.set_colour(colour)

    def _stance_name(self, stance: Stance) -> str:
        names = {"for": self.tr("For"), "against": self.tr("Against"), "mixed": self.tr("Mixed")}
        return names[stance]


def _shortened(name: str, longest: int = LONGEST) -> str:
    return name if len(name) <= longest else f"{name[: longest - 1]}…"
