"""Giving account: the audit trail, and taking a participant out when they withdraw."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from coder_gui.app.blindness import Blindness
from coder_gui.domain.audit_trail import (
    TrailEntry,
    TrailEvent,
    TrailFilter,
    local,
    named_in,
    quotes,
)
from coder_gui.domain.counted import counted
from coder_gui.domain.errors import ProjectFileError, Refused
from coder_gui.exchange.reports.audit import AuditDocument, write_audit
from coder_gui.storage import (
    codes,
    erasing,
    history,
    memos,
    participants,
    restore_points,
    segments,
    snapshots,
    study,
    transcripts,
)
from coder_gui.storage import withdrawal as withdrawals
from coder_gui.storage.history import StepRecord
from coder_gui.storage.journal import PastStep as PastStep

_WHERE_NAMED = 2
"""More transcripts than these are counted, not named."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of the project that this program made; `size` is in bytes."""

    path: Path
    size: int


@dataclass(frozen=True, slots=True)
class WithdrawalPlan:
    """What a withdrawal takes away, and what the researcher must think of.

    Args:
        goes: What goes, each as a number with its noun.
        mentions: Where else the participant is named or quoted, each in words.
        copies: Copies of the project that hold the participant's data, too.
    """

    participant_id: int
    label: str
    goes: tuple[str, ...]
    transcripts: tuple[str, ...]
    mentions: tuple[str, ...]
    copies: tuple[Copy, ...]


class Accounting(Blindness):
    """What a person asks of the history, and the one act that the history cannot take back."""

    def trail(self, wanted: TrailFilter | None = None) -> Iterator[list[TrailEntry]]:
        """The audit trail, newest first, some hundred steps at a time, of which some may fit.

        Begin anew after each step, undo and redo.
        """
        wanted = wanted or TrailFilter()
        coders = {coder.id: coder.name for coder in study.coders(self.file.db)}
        names = self._names_of_transcripts()
        for page in history.pages(self.file.db):
            hidden = self.unseen_steps(page)
            told = (_unseen(step) if step.id in hidden else step for step in page)
            yield [_entry(step, coders, names) for step in told if _fits(step, wanted)]

    def trail_length(self) -> int:
        """How many steps the history has."""
        return history.count(self.file.db)

    def past_steps(self, below: int | None = None, most: int = 100) -> list[PastStep]:
        """Steps to go back to or forward to, newest first, some at a time.

        Args:
            below: Id of the last step that was read; None to begin with the newest, and with
                all that can be redone.
        """
        found = history.steps_below(self.file.db, below, most)
        hidden = self.unseen_steps(found)
        return [replace(step, summary=step.label) if step.id in hidden else step for step in found]

    def trail_kinds(self) -> tuple[str, ...]:
        """The kinds of steps that there are."""
        return history.kinds(self.file.db)

    def audit_document(
        self, wanted: TrailFilter | None = None, entries: Sequence[TrailEntry] | None = None
    ) -> AuditDocument:
        """The audit trail, ready to be written down; `entries` where they were read already."""
        wanted = wanted or TrailFilter()
        if entries is None:
            entries = [entry for page in self.trail(wanted) for entry in page]
        return AuditDocument(
            study_name=study.study(self.file.db).name,
            made_at=self.file.journal.stamps.now(),
            filtered=self._filter_in_words(wanted),
            total=self.trail_length(),
            entries=tuple(entries),
        )

    def export_audit(self, path: Path, wanted: TrailFilter | None = None) -> None:
        """Write the audit trail as .docx, .xlsx or .csv.

        Raises:
            CoderError: Another suffix, or the file cannot be written.
        """
        write_audit(self.audit_document(wanted), path)

    def withdrawal_plan(self, participant_id: int) -> WithdrawalPlan | None:
        """What would go with a participant, and what stays elsewhere; None for no such one."""
        found = withdrawals.belongings(self.file.db, participant_id)
        if found is None:
            return None
        numbers = (
            (len(found.transcripts), "transcript"),
            (found.segments, "segment"),
            (found.memos, "memo"),
            (found.values, "attribute value"),
            (found.originals, "original file"),
        )
        by = f" of {counted(found.coders, 'coder')}" if found.coders > 1 else ""
        return WithdrawalPlan(
            participant_id,
            found.label,
            tuple(
                counted(number, noun) + (by if noun == "segment" else "")
                for number, noun in numbers
                if number
            ),
            found.transcripts,
            tuple(self._mentions(participant_id, found)),
            self.copies(),
        )

    def withdraw_participant(self, participant_id: int, typed: str) -> bool:
        """Take a participant out with all that belongs to them, for good.

        The history keeps one entry that says that a withdrawal took place. Nothing before it
        can be undone any more.

        Args:
            typed: The participant's label, as the researcher typed it to be sure.

        Returns:
            Whether the file was written anew afterwards; otherwise `tidy` is to be tried again.

        Raises:
            Refused: Another label was typed.
            ProjectFileError: There is no room, or the project is open for reading only.
        """
        people = {person.id: person for person in participants.participants(self.file.db)}
        person = people.get(participant_id)
        if person is None or typed.strip() != person.label:
            raise Refused(
                "Nothing was withdrawn, because the label was not typed as it is written. "
                "Type it again, letter by letter."
            )
        db = self.file.db
        with erasing.erasing(db):
            with self._step("Withdraw participant") as step:
                withdrawals.withdraw(step, participant_id)
                step.summary = "Withdrew a participant"
            return erasing.tidy(db)

    def tidy(self) -> bool:
        """Write the file anew, without anything that was ever deleted; False if that failed."""
        return erasing.tidy(self.file.db)

    def copies(self) -> tuple[Copy, ...]:
        """Restore points and copies from updates, which this program made beside the project."""
        path = self.file.path
        folder = restore_points.folder_of(path)
        found = sorted(folder.iterdir(), reverse=True) if folder.is_dir() else []
        start = f"{path.stem} (before update from format "
        found += sorted(each for each in path.parent.iterdir() if each.name.startswith(start))
        ours = (path.suffix, ".part")
        return tuple(
            Copy(each, each.stat().st_size)
            for each in found
            if each.suffix in ours and each.is_file()
        )

    def delete_copies(self, copies: Sequence[Copy]) -> None:
        """Delete copies of the project.

        Raises:
            ProjectFileError: Some could not be deleted; the others are gone.
        """
        kept, details = [], ""
        for copy in copies:
            try:
                copy.path.unlink(missing_ok=True)
            except OSError as error:
                kept.append(copy.path.name)
                details = f"{type(error).__name__}: {error.strerror}"
        if kept:
            raise ProjectFileError(
                f"{', '.join(f'“{name}”' for name in kept)} could not be deleted and still hold "
                "what was withdrawn. Close them in other programs, then delete them by hand.",
                details,
            )

    def _names_of_transcripts(self) -> dict[int, str]:
        people = {person.id: person.label for person in participants.participants(self.file.db)}
        return {
            info.id: people.get(info.participant_id or 0, info.name)
            for info in transcripts.transcripts(self.file.db)
        }

    def _filter_in_words(self, wanted: TrailFilter) -> tuple[tuple[str, str], ...]:
        coders = {coder.id: coder.name for coder in study.coders(self.file.db)}
        book = self.codebook()
        code_id = wanted.code_id
        code = book[code_id].name if code_id is not None and code_id in book else ""
        days = [
            f"{word} {day.isoformat()}"
            for word, day in (("from", wanted.first), ("to", wanted.last))
            if day
        ]
        said = (
            ("Coder", coders.get(wanted.coder_id or 0, "")),
            ("Kind of step", wanted.kind or ""),
            ("Code", code),
            ("Transcript", self._names_of_transcripts().get(wanted.transcript_id or 0, "")),
            ("Days", " ".join(days)),
            ("Words", f"“{wanted.text.strip()}”" if wanted.text.strip() else ""),
        )
        return tuple((key, value) for key, value in said if value)

    def _mentions(self, person_id: int, found: withdrawals.Belongings) -> Iterator[str]:
        """Texts that stay and name or quote the person; only a human can judge them."""

        def speaks_of(*texts: str) -> bool:
            return any(named_in(t, found.names) or quotes(t, found.words) for t in texts)

        db = self.file.db
        ours = {i.id for i in transcripts.transcripts(db) if i.participant_id == person_id}
        sheet = study.study(db)
        if speaks_of(sheet.name, sheet.question, sheet.description):
            yield "the study sheet"
        for code in codes.codebook(db):
            if speaks_of(code.name, *(getattr(code, name) for name in codes.ENTRY_FIELDS)):
                yield f"the {code.kind} “{code.name}”"
        in_snapshots: dict[int, list[str]] = {}
        for _place, snapshot_id, words in snapshots.texts(db):
            in_snapshots.setdefault(snapshot_id, []).append(words)
        for kept in snapshots.snapshots(db):
            if speaks_of(kept.name, *in_snapshots.get(kept.id, ())):
                yield f"the kept codebook “{kept.name}”"
        of_segments = {memo.segment_id for memo in memos.memos(db)} - {None}
        known = segments.segments_by_id(db, [each for each in of_segments if each])
        gone = {segment.id for segment in known if segment.transcript_id in ours}
        for memo in memos.memos(db):
            goes = memo.participant_id == person_id or memo.transcript_id in ours
            if not goes and memo.segment_id not in gone and speaks_of(memo.title, memo.text):
                kind = "journal entry" if memo.kind == "journal" else "memo"
                yield f"a {kind} of {local(memo.created_at):%Y-%m-%d}" + (
                    f", “{memo.title}”" if memo.title else ""
                )
        names = self._names_of_transcripts()
        for transcript_id, speaker in withdrawals.voices_elsewhere(db, person_id):
            yield f"what “{speaker}” says in “{names[transcript_id]}”"
        for transcript_id, comment in withdrawals.comments_elsewhere(db, person_id):
            if speaks_of(comment):
                yield f"a comment in “{names[transcript_id]}”"


def _entry(step: StepRecord, coders: dict[int, str], names: dict[int, str]) -> TrailEntry:
    known = sorted(each for each in step.transcript_ids if each in names)
    where = (
        ", ".join(names[each] for each in known)
        if len(known) <= _WHERE_NAMED
        else counted(len(known), "transcript")
    )
    events = tuple(
        TrailEvent("redone" if kind == "redone" else "undone", _name(coders, coder_id), at)
        for kind, coder_id, at in step.events
    )
    what = step.summary or step.label
    by = _name(coders, step.coder_id)
    return TrailEntry(step.id, step.at, by, step.label, what, where, step.state, events)


def _unseen(step: StepRecord) -> StepRecord:
    """A step of somebody whose work may not be seen yet: what kind it was, not where or on what."""
    return replace(step, summary="", code_ids=frozenset(), transcript_ids=frozenset())


def _name(coders: dict[int, str], coder_id: int | None) -> str:
    return coders.get(coder_id or 0, "a coder who is gone")


def _fits(step: StepRecord, wanted: TrailFilter) -> bool:
    if wanted.coder_id is not None and step.coder_id != wanted.coder_id:
        return False
    if wanted.kind is not None and step.label != wanted.kind:
        return False
    if wanted.code_id is not None and wanted.code_id not in step.code_ids:
        return False
    if wanted.transcript_id is not None and wanted.transcript_id not in step.transcript_ids:
        return False
    if wanted.text.strip().casefold() not in (step.summary or step.label).casefold():
        return False
    if wanted.first is None and wanted.last is None:
        return True
    day = local(step.at).date()
    return (wanted.first or day) <= day <= (wanted.last or day)
