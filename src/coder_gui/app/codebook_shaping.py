"""Shaping the codebook: duplicate, sort, archive, and deal a code's segments to others."""

from __future__ import annotations

from collections.abc import Sequence

from coder_gui.app.blindness import Blindness
from coder_gui.app.coding import checked_name
from coder_gui.domain.code_counts import CountChoice, code_counts
from coder_gui.domain.code_search import name_key
from coder_gui.domain.counted import counted
from coder_gui.domain.errors import Refused
from coder_gui.domain.model import Segment
from coder_gui.domain.text import word_count
from coder_gui.storage import codes, segments, transcripts


class CodebookShaping(Blindness):
    """What a person does to the tree as a whole, and to a code that has become too wide."""

    def duplicate_codes(self, code_ids: Sequence[int]) -> tuple[int, ...]:
        """Copy codes with entries and branches, but without segments, which would count twice.

        Returns:
            Ids of the copies, each of which stands after its original.
        """
        book = self.codebook()
        tops = [
            each for each in code_ids if not {c.id for c in book.ancestors(each)} & set(code_ids)
        ]
        if not tops:
            return ()
        with self._step("Duplicate codes") as step:
            made: dict[int, int] = {}
            for top in tops:
                parent_id = book[top].parent_id
                for code_id in book.branch(top):
                    code = book[code_id]
                    under = parent_id if code_id == top else made[code.parent_id or 0]
                    made[code_id] = codes.copy_code(step, code_id, under)
                name = _free_name(book[top].name, {each.name for each in book.children(parent_id)})
                codes.update_code(step, made[top], name=name)
            now = codes.codebook(self.file.db)
            for top in tops:
                parent_id = book[top].parent_id
                siblings = [each.id for each in now.children(parent_id) if each.id != made[top]]
                siblings.insert(siblings.index(top) + 1, made[top])
                codes.place_code(step, made[top], parent_id, siblings)
                now = codes.codebook(self.file.db)
            what = f"“{book[tops[0]].name}”" if len(tops) == 1 else f"{len(tops)} codes"
            step.summary = f"Duplicated {what} without segments"
        return tuple(made[top] for top in tops)

    def sort_codes(self, parent_id: int | None) -> None:
        """Put the codes under a parent (None: those at the top) in alphabetical order."""
        book = self.codebook()
        siblings = book.children(parent_id)
        order = [code.id for code in sorted(siblings, key=lambda code: name_key(code.name))]
        if order == [code.id for code in siblings]:
            return
        with self._step("Sort codes") as step:
            codes.order_codes(step, order)
            where = f"under “{book[parent_id].name}”" if parent_id is not None else "at the top"
            step.summary = f"Sorted the codes {where} by name"

    def archive_codes(self, code_ids: Sequence[int], archived: bool = True) -> None:
        """Take codes with their branches out of sight, or bring them back; segments stay."""
        book = self.codebook()
        found = [each for each in code_ids if book[each].archived != archived]
        if not found:
            return
        with self._step("Archive codes" if archived else "Bring back codes") as step:
            for code_id in found:
                codes.update_code(step, code_id, archived=int(archived))
            what = f"“{book[found[0]].name}”" if len(found) == 1 else f"{len(found)} codes"
            step.summary = f"Archived {what}" if archived else f"Brought back {what}"

    def counts_for(self, choice: CountChoice, transcript_id: int | None = None) -> dict[int, int]:
        """Number by code id of what was chosen to be counted.

        Args:
            transcript_id: The transcript that is open, where only that one counts.
        """
        # Everybody is every person whose work may be seen; a consensus would count it twice.
        whose = self.seen_persons() if choice.everybody else (self.coder_id,)
        uses = self._kept(
            f"use of codes by {whose}",
            ("segment",),
            lambda: segments.use_of_codes(self.file.db, whose),
        )
        speaks = self._kept(
            "who speaks where",
            ("transcript", "participant"),
            lambda: {i.id: i.participant_id for i in transcripts.transcripts(self.file.db)},
        )
        return code_counts(self.codebook(), uses, choice, transcript_id, speaks)

    # Splitting -------------------------------------------------------------------------------

    def deal_segment(self, segment_id: int, code_id: int) -> None:
        """Give a segment another code in place of its own.

        Where the same words have that code already, they keep it once, with both comments.

        Raises:
            Refused: The segment is gone.
        """
        segment, words = self._dealt(segment_id)
        book = self.codebook()
        if segment.code_id == code_id:
            return
        with self._step("Split code") as step:
            segments.recode(step, segment_id, code_id)
            source, target = book[segment.code_id].name, book[code_id].name
            step.summary = f"Moved {words} from “{source}” to “{target}”"

    def deal_to_new_code(self, segment_id: int, name: str, parent_id: int | None) -> int:
        """Make a code and give it to a segment in place of its own, in one step.

        Returns:
            The code's id.

        Raises:
            Refused: The segment is gone, or the name is empty.
        """
        name = checked_name(name)
        segment, words = self._dealt(segment_id)
        book = self.codebook()
        colour = book.next_colour() if parent_id is None else None
        with self._step("Split code") as step:
            code_id = codes.add_code(step, name, "code", parent_id, colour)
            segments.recode(step, segment_id, code_id)
            source = book[segment.code_id].name
            step.summary = f"Moved {words} from “{source}” to the new code “{name}”"
        return code_id

    def _dealt(self, segment_id: int) -> tuple[Segment, str]:
        found = segments.segments_by_id(self.file.db, [segment_id])
        if not found:
            raise Refused("This segment is not there any more. Go on with the next one.")
        text = self.text(found[0].transcript_id)
        return found[0], counted(word_count(text[found[0].start : found[0].end]), "word")


def _free_name(name: str, taken: set[str]) -> str:
    """“Hope (copy)”, and “Hope (copy 2)” where that is taken."""
    other, number = f"{name} (copy)", 2
    while other in taken:
        other, number = f"{name} (copy {number})", number + 1
    return other
