"""Coding passages: apply, remove, annotate, and the memos beside them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from coder_gui.app.base import Base
from coder_gui.domain.counted import counted
from coder_gui.domain.errors import Refused
from coder_gui.domain.model import Memo, MemoKind, Segment, Stance
from coder_gui.domain.text import word_count
from coder_gui.storage import codes, memos, segments, study
from coder_gui.storage.memos import Subject
from coder_gui.storage.segments import Passage


class Coding(Base):
    """What a person does with passages."""

    def apply_code(self, transcript_id: int, code_id: int, start: int, end: int) -> int:
        """Give a passage a code; exactly the same coding again changes nothing.

        Args:
            start: First code point of the passage.
            end: Code point after its last.

        Returns:
            The segment's id.

        Raises:
            Refused: The passage is empty or not inside the text.
        """
        text = self.text(transcript_id)
        if not 0 <= start < end <= len(text):
            raise Refused("This passage holds no words. Select the words to code, then try again.")
        passage = Passage(transcript_id, code_id, self.coder_id, start, end)
        existing = segments.same_passage(self.file.db, passage)
        if existing is not None:
            return existing
        name = self.codebook()[code_id].name
        with self._step("Apply code") as step:
            segment_id = segments.add_segment(step, passage)
            # Whoever codes a transcript is at work on it, so their silence elsewhere in it counts.
            study.assign(step, self.coder_id, transcript_id)
            words = counted(word_count(text[start:end]), "word")
            step.summary = f"Coded {words} as “{name}”"
        return segment_id

    def apply_new_code(
        self, transcript_id: int, name: str, parent_id: int | None, start: int, end: int
    ) -> tuple[int, int]:
        """Make a code and give it to a passage, in one step.

        Returns:
            The code's id and the segment's.
        """
        name = checked_name(name)
        text = self.text(transcript_id)
        if not 0 <= start < end <= len(text):
            raise Refused("This passage holds no words. Select the words to code, then try again.")
        book = self.codebook()
        colour = book.next_colour() if parent_id is None else None
        with self._step("Apply new code") as step:
            code_id = codes.add_code(step, name, "code", parent_id, colour)
            segment_id = segments.add_segment(
                step, Passage(transcript_id, code_id, self.coder_id, start, end)
            )
            study.assign(step, self.coder_id, transcript_id)
            words = counted(word_count(text[start:end]), "word")
            step.summary = f"Coded {words} as the new code “{name}”"
        return code_id, segment_id

    def apply_codes(self, passages: Sequence[Passage], summary: str) -> None:
        """Store many coded passages in one step, as an import does.

        Raises:
            Refused: A passage is empty or not inside its text.
        """
        for passage in passages:
            if not 0 <= passage.start < passage.end <= len(self.text(passage.transcript_id)):
                raise Refused("A passage lies outside its transcript. Nothing was coded.")
        with self._step("Apply codes") as step:
            segments.add_segments(step, passages)
            for coder_id, transcript_id in {(p.coder_id, p.transcript_id) for p in passages}:
                study.assign(step, coder_id, transcript_id)
            step.summary = summary

    def remove_segment(self, segment_id: int) -> None:
        """Take the code off a passage."""
        found = segments.segments_by_id(self.file.db, [segment_id])
        if not found:
            return
        segment = found[0]
        words = word_count(self.text(segment.transcript_id)[segment.start : segment.end])
        name = self.codebook()[segment.code_id].name
        with self._step("Remove code") as step:
            segments.remove_segment(step, segment_id)
            step.summary = f"Removed “{name}” from {counted(words, 'word')}"

    def annotate_segment(self, segment_id: int, comment: str, stance: Stance | None) -> None:
        """Set a segment's comment and stance."""
        found = segments.segments_by_id(self.file.db, [segment_id])
        if not found or (found[0].comment, found[0].stance) == (comment, stance):
            return
        with self._step("Annotate segment") as step:
            segments.annotate_segment(step, segment_id, comment, stance)
            if found[0].stance != stance:
                step.summary = f"Marked the segment as “{stance}”" if stance else "Cleared a stance"
            else:
                step.summary = "Changed a comment" if comment else "Deleted a comment"

    def segments(
        self, transcript_id: int, coder_ids: Collection[int] | None = None
    ) -> tuple[Segment, ...]:
        """Segments of a transcript in text order: this coder's, or those of `coder_ids`."""
        chosen = [self.coder_id] if coder_ids is None else coder_ids
        return segments.segments_of(self.file.db, transcript_id, chosen)

    def segments_by_id(self, ids: Iterable[int]) -> tuple[Segment, ...]:
        """Those of these segments that exist, whoever made them."""
        return segments.segments_by_id(self.file.db, ids)

    def segments_of_code(self, code_id: int) -> tuple[Segment, ...]:
        """This coder's segments of one code."""
        return segments.segments_of_code(self.file.db, code_id, self.coder_id)

    def counts_by_code(self) -> dict[int, int]:
        """This coder's number of segments by code id."""
        return self._kept(
            f"counts by code of {self.coder_id}",
            ("segment",),
            lambda: segments.counts_by_code(self.file.db, self.coder_id),
        )

    def counts_by_transcript(self) -> dict[int, int]:
        """This coder's number of segments by transcript id."""
        return self._kept(
            f"counts by transcript of {self.coder_id}",
            ("segment",),
            lambda: segments.counts_by_transcript(self.file.db, self.coder_id),
        )

    def use_of_codes(self, code_ids: Collection[int] | None = None) -> list[tuple[int, int, int]]:
        """This coder's (code id, transcript id, number of segments), each pair once.

        Args:
            code_ids: Only these codes; None for all.
        """
        return segments.use_of_codes(self.file.db, self.coder_id, code_ids)

    def add_memo(
        self, text: str, subject: Subject | None = None, title: str = "", kind: MemoKind = "memo"
    ) -> int:
        """Write a memo on something, or a journal entry."""
        with self._step("Add memo") as step:
            memo_id = memos.add_memo(step, kind, title, text, subject or Subject())
            step.summary = "Wrote a journal entry" if kind == "journal" else "Wrote a memo"
        return memo_id

    def update_memo(self, memo_id: int, title: str, text: str) -> None:
        with self._step("Change memo") as step:
            memos.update_memo(step, memo_id, title, text)
            step.summary = "Changed a memo"

    def delete_memo(self, memo_id: int) -> None:
        with self._step("Delete memo") as step:
            memos.delete_memo(step, memo_id)
            step.summary = "Deleted a memo"

    def memos(self) -> tuple[Memo, ...]:
        return memos.memos(self.file.db)

    def memos_on(self, subject: Subject) -> tuple[Memo, ...]:
        return memos.memos_on(self.file.db, subject)


def checked_name(name: str) -> str:
    """A name without blanks at its ends and without line breaks.

    Raises:
        Refused: Nothing is left of it.
    """
    name = " ".join(name.split())
    if not name:
        raise Refused("A name needs at least one letter. Type one, then try again.")
    return name
