"""Coding passages: apply, remove, annotate."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from coder_gui.app.base import Base
from coder_gui.domain.counted import counted
from coder_gui.domain.errors import Refused
from coder_gui.domain.model import Segment, Stance
from coder_gui.domain.text import word_count
from coder_gui.storage import codes, segments, study
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

    def apply_all(
        self, transcript_id: int, code_ids: Sequence[int], start: int, end: int
    ) -> list[int]:
        """Give a passage several codes in one step; those that it has already stay as they are.

        Returns:
            The segments' ids, in the order of the codes.

        Raises:
            Refused: The passage is empty or not inside the text.
        """
        text = self.text(transcript_id)
        if not 0 <= start < end <= len(text):
            raise Refused("This passage holds no words. Select the words to code, then try again.")
        wanted = [
            Passage(transcript_id, code_id, self.coder_id, start, end)
            for code_id in dict.fromkeys(code_ids)
        ]
        found = {each: segments.same_passage(self.file.db, each) for each in wanted}
        new = [each for each in wanted if found[each] is None]
        if new:
            names = " and ".join(f"“{self.codebook()[each.code_id].name}”" for each in new[:2])
            with self._step("Apply codes") as step:
                for each in new:
                    found[each] = segments.add_segment(step, each)
                study.assign(step, self.coder_id, transcript_id)
                words = counted(word_count(text[start:end]), "word")
                named = names if len(new) <= 2 else f"{len(new)} codes"
                step.summary = f"Coded {words} as {named}"
        return [segment_id for each in wanted if (segment_id := found[each]) is not None]

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

    def resize_segment(self, segment_id: int, start: int, end: int) -> None:
        """Give a segment other ends; its words count as looked at then.

        Raises:
            Refused: The passage is empty or not inside the text, or this coder coded exactly
                these words with the same code already.
        """
        found = segments.segments_by_id(self.file.db, [segment_id])
        if not found or (found[0].start, found[0].end) == (start, end):
            return
        segment = found[0]
        text = self.text(segment.transcript_id)
        if not 0 <= start < end <= len(text):
            raise Refused("A segment keeps at least one word. It stays as it was.")
        name = self.codebook()[segment.code_id].name
        there = Passage(segment.transcript_id, segment.code_id, segment.coder_id, start, end)
        if segments.same_passage(self.file.db, there) is not None:
            raise Refused(
                f"These words are coded as “{name}” already. The segment stays as it was."
            )
        with self._step("Resize segment") as step:
            segments.resize_segment(step, segment_id, start, end)
            before = counted(word_count(text[segment.start : segment.end]), "word")
            step.summary = (
                f"Changed “{name}” from {before} to {word_count(text[start:end]):,}"
                if word_count(text[start:end]) != word_count(text[segment.start : segment.end])
                else f"Moved an end of “{name}”"
            )

    def mark_segment(
        self, segment_id: int, *, good_quote: bool | None = None, unsure: bool | None = None
    ) -> None:
        """Mark a segment as a good quote or as one to come back to; None leaves a mark as it is."""
        found = segments.segments_by_id(self.file.db, [segment_id])
        if not found:
            return
        segment = found[0]
        quote = segment.good_quote if good_quote is None else good_quote
        doubt = segment.unsure if unsure is None else unsure
        if (quote, doubt) == (segment.good_quote, segment.unsure):
            return
        with self._step("Mark segment") as step:
            segments.mark_segment(step, segment_id, quote, doubt)
            if quote != segment.good_quote:
                step.summary = "Marked a good quote" if quote else "Unmarked a good quote"
            else:
                step.summary = "Marked a segment as unsure" if doubt else "No longer unsure"

    def unsure_segments(self) -> tuple[Segment, ...]:
        """What this coder wants to come back to, transcript by transcript in text order."""
        return segments.unsure_segments(self.file.db, self.coder_id)

    def set_shortcut(self, code_id: int, number: int | None) -> None:
        """Give a code one of the keys 1 to 9, from whichever code has it now, or take it away."""
        assert number is None or 1 <= number <= 9
        book = self.codebook()
        if book[code_id].shortcut == number:
            return
        with self._step("Set key") as step:
            for code in book:
                if number is not None and code.shortcut == number:
                    codes.update_code(step, code.id, shortcut=None)
            codes.update_code(step, code_id, shortcut=number)
            name = book[code_id].name
            step.summary = (
                f"“{name}” has the key {number}" if number else f"“{name}” has no key now"
            )

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
        return segments.use_of_codes(self.file.db, [self.coder_id], code_ids)


def checked_name(name: str) -> str:
    """A name without blanks at its ends and without line breaks.

    Raises:
        Refused: Nothing is left of it.
    """
    name = " ".join(name.split())
    if not name:
        raise Refused("A name needs at least one letter. Type one, then try again.")
    return name
