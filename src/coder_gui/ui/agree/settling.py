"""Deciding about the differences that the walk comes to, one by one or several at once."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from coder_gui.domain.agreement.disagreements import Component
from coder_gui.domain.changes import Changes
from coder_gui.domain.counted import counted
from coder_gui.domain.passages import Range
from coder_gui.domain.settling import LABELS, Settlement, SettlingChoice, proposed
from coder_gui.domain.text import word_count
from coder_gui.ui.agree import several_at_once
from coder_gui.ui.agree.pair_reading import PairReading
from coder_gui.ui.agree.pair_study import PairStudy, Stop
from coder_gui.ui.agree.reading_pane import ReadingPane
from coder_gui.ui.agree.settle_panel import SettlePanel, Shown
from coder_gui.ui.agree.settle_words import (
    TAKEN,
    choices_in_words,
    kind_in_words,
    made_choices,
    nothing,
    shared_in_words,
    words_of,
)
from coder_gui.ui.coding.facts import moment
from coder_gui.ui.session import Session


class Settling(QObject):
    """Carries decisions out, and has the walk go on to what is still open."""

    told = Signal()
    """The panel shows another passage, or the same one otherwise."""

    def __init__(
        self,
        session: Session,
        walking: PairReading,
        pane: ReadingPane,
        panel: SettlePanel,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._walking = walking
        self._view = pane.view
        self._panel = panel
        self._drafts: dict[tuple[object, ...], str] = {}
        self._edited: tuple[object, ...] | None = None
        self._at: Stop | None = None
        walking.told.connect(self.refresh)
        panel.chosen.connect(self.decide)
        panel.taken_back.connect(self.take_back)
        panel.note_left.connect(self._keep_note)
        panel.left.connect(self._view.setFocus)
        panel.states.state_chosen.connect(walking.choose_state)
        panel.several.menu().aboutToShow.connect(self._fill_several)
        self._view.ends_moved.connect(self.refresh)
        self._view.ends_taken.connect(self._take_ends)
        self._view.ends_left.connect(self.leave_ends)

    def forget(self) -> None:
        """Keep nothing of the project that closes."""
        self._drafts.clear()
        self._edited = self._at = None
        self._panel.note.setModified(False)

    # Deciding --------------------------------------------------------------------------------

    def may_decide(self) -> bool:
        """Whether a passage is at hand that can be decided about."""
        stop = self._walking.current()
        return stop is not None and stop.component is not None and not self._refusal()

    def is_editing(self) -> bool:
        """Whether the ends of a passage are being moved."""
        return self._view.edited() is not None

    def decide(self, choice: SettlingChoice) -> None:
        """Decide about the passage at hand, and go on to the next one that is open."""
        stop = self._walking.current()
        if stop is None or stop.component is None or not self.may_decide():
            return
        if choice == "edited":
            self._edit_ends(stop)
        else:
            self._settle([stop.component], choice)

    def decide_several(self, components: Sequence[Component], choice: SettlingChoice) -> None:
        """Decide alike about several, in one step."""
        self._settle(components, choice)

    def take_back(self) -> None:
        """Take back what was decided about the passage at hand; or leave its ends as they are."""
        if self.is_editing():
            self.leave_ends()
            return
        stop, study = self._walking.current(), self._walking.study
        if stop is None or stop.component is None or study is None or self._refusal():
            return
        if stop.settlement.decision is not None:
            self._session.project.reopen(study.scope, [stop.component])

    def undo_decision(self) -> None:
        """Undo the last step if it was a decision, and go back to what it was about."""
        last = self._session.project.next_undo()
        if last is not None and last.label in LABELS and not self._session.is_read_only:
            self._session.project.undo()
        else:
            self._session.said.emit(self.tr("The last step was no decision, so it was kept."))

    def _settle(
        self, components: Sequence[Component], choice: SettlingChoice, ranges: Sequence[Range] = ()
    ) -> None:
        study, walking, here = self._walking.study, self._walking, self._walking.current()
        if study is None or self._refusal():
            return
        alone = here is not None and [here.component] == [*components]
        following = walking.next_open() if alone else None
        note = self._panel.note.text() if alone else ""
        if alone:
            self._panel.note.setModified(False)
        self.leave_ends()
        self._session.project.settle(study.scope, components, choice, ranges, note)
        if alone and here is not None:
            self._drafts.pop(here.key, None)
        else:
            following = walking.next_open()
        if following is not None:
            walking.go_to(following)
        self._view.setFocus()

    def _keep_note(self, note: str) -> None:
        """Keep a note that was typed: with its decision, or until there is one."""
        stop = self._at
        if stop is None or self._session.is_read_only or not self._panel.note.isModified():
            return
        decision = stop.settlement.decision
        self._panel.note.setModified(False)
        if decision is None:
            self._drafts[stop.key] = note
        elif note.strip() != decision.note:
            self._session.project.set_decision_note(decision.id, note)

    # The ends --------------------------------------------------------------------------------

    def _edit_ends(self, stop: Stop) -> None:
        """Offer the union, or what was decided before, with ends that move; or take them."""
        study, component = self._walking.study, stop.component
        assert study is not None and component is not None
        passage = self._view.edited()
        if passage is not None:
            self._take_ends(*passage)
            return
        ranges: list[Range] = []
        if stop.settlement.choice == "edited" and stop.settlement.decision is not None:
            ranges = self._decided(study, component)
        if not ranges:
            segments = study.segments_of(component)
            ranges = proposed(segments, study.coders[0], "union")
        self._edited = stop.key
        start, end = ranges[0][0], ranges[-1][1]
        self._view.edit_ends(start, end, study.book.shade(component.code_id))
        self.refresh()

    def _decided(self, study: PairStudy, component: Component) -> list[Range]:
        """What stands in the consensus where the two differ."""
        found = study.consensus(component.transcript_id, {component.code_id})
        return sorted(
            (each.start, each.end)
            for each in found
            if each.start < component.end and component.start < each.end
        )

    def _take_ends(self, start: int, end: int) -> None:
        stop = self._walking.current()
        if stop is not None and stop.component is not None:
            self._settle([stop.component], "edited", [(start, end)])

    def leave_ends(self) -> None:
        """Let the ends be as they were."""
        self._edited = None
        if self.is_editing():
            self._view.leave_ends()
            self.refresh()

    # What is shown ---------------------------------------------------------------------------

    def take_up(self, changes: Changes) -> None:
        """Show a decision that was made, or taken back; an undo goes back to what it was about."""
        changed = self._walking.take_settlements(changes.ids("decision"))
        if changes.kind != "done" and changed:
            self._walking.go_to(changed[0])

    def refresh(self) -> None:
        """Show the passage at hand."""
        stop, panel = self._walking.current(), self._panel
        if self._at is not None and (stop is None or stop.key != self._at.key):
            # The walk went on while somebody was typing.
            self._keep_note(panel.note.text())
        self._at = stop
        if self._edited is not None and (stop is None or stop.key != self._edited):
            self._edited = None
            if self.is_editing():
                self._view.leave_ends()
        states = self._walking.states()
        panel.states.show_states(states, self._walking.state)
        panel.show_states(states, self._done_in_words())
        panel.show_passage(self._shown(stop))
        panel.several.setEnabled(not self._refusal() and bool(states))
        if self._session.is_open:
            foot = self.tr("Settling as %1. Goes into the consensus layer. Both originals stay.")
            panel.foot.setText(foot.replace("%1", self._session.project.coder().name))
        self.told.emit()

    def _refusal(self) -> str | None:
        study = self._walking.study
        if study is None:
            return self.tr("There is nothing to settle.")
        if study.refusal is None and self._session.is_read_only:
            return self.tr("The project is open read-only.")
        return study.refusal

    def _shown(self, stop: Stop | None) -> Shown:
        study, refusal = self._walking.study, self._refusal()
        if study is None:
            return Shown()
        if stop is None:
            words = self.tr("N goes to the first one that is open.")
            return Shown(about=words if self._walking.walk else "", refusal=refusal or "")
        component = stop.component
        if component is None:
            return Shown(about=self.tr("Choose a code above to settle its differences."))
        text = self._session.project.text(stop.transcript_id)
        segments = study.segments_of(component)
        numbers = {each: words_of(each, segments, study.coders[0], text) for each in TAKEN}
        yields = {each: _words(number) for each, number in numbers.items()}
        passage = self._view.edited()
        if passage is not None:
            yields["edited"] = _words(word_count(text[slice(*passage)]))
        names = {code.id: code.name for code in study.book}
        about = shared_in_words(component, numbers["intersection"], numbers["union"])
        if self._walking.code is None:
            about += f"\n“{names[component.code_id]}”"
        decision = stop.settlement.decision
        return Shown(
            head=kind_in_words(component, names),
            about=about,
            yields=yields,
            made=stop.settlement.choice if stop.settlement.state != "changed" else None,
            before=self._before(stop.settlement),
            note=decision.note if decision is not None else self._drafts.get(stop.key, ""),
            refusal=refusal or "",
            editing=passage is not None,
        )

    def _before(self, settlement: Settlement) -> str:
        """“Accepted A – Mira, today, 10:42”, or nothing."""
        study, decision, choice = self._walking.study, settlement.decision, settlement.choice
        if decision is None or choice is None or study is None:
            return ""
        words = made_choices()[choice]
        words = words[:1].upper() + words[1:]
        who = [study.coder_names.get(decision.author_id or 0, ""), moment(decision.modified_at)]
        words += f" – {', '.join(each for each in who if each)}"
        if settlement.state == "changed":
            words += self.tr(". The passage was changed since.")
        return words

    def _done_in_words(self) -> str:
        """That nothing is left to decide, how it was decided, and what is next."""
        stops = self._walking.stops()
        if not stops or any(stop.settlement.state != "settled" for stop in stops):
            return ""
        choices = [stop.settlement.choice for stop in stops if stop.settlement.choice is not None]
        words = self.tr("Settled throughout: %1.").replace("%1", choices_in_words(choices))
        if self._walking.code is not None:
            return words + " " + self.tr("Choose another code above, or none for all of them.")
        return (
            words
            + " "
            + self.tr(
                "The report has the figures from before settling and every decision; the consensus "
                "can be read, counted and exported like a coder."
            )
        )

    def _fill_several(self) -> None:
        study = self._walking.study
        if study is not None:
            several_at_once.fill(
                self._panel.several.menu(),
                study,
                self._walking.stops(),
                self._walking.current(),
                self.decide_several,
            )


def _words(number: int) -> str:
    return counted(number, "word") if number else nothing()
