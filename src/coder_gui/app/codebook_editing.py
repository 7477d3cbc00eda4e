"""Growing the codebook: add, rename, recolour, move, merge and delete codes."""

from __future__ import annotations

from collections.abc import Sequence

from coder_gui.app.base import Base
from coder_gui.app.coding import checked_name
from coder_gui.domain.audit_trail import folded
from coder_gui.domain.counted import counted
from coder_gui.domain.errors import Refused
from coder_gui.domain.model import Code, CodeKind
from coder_gui.storage import codes, segments

_FEWEST_WORDS = 3
"""A name of so many words that stands in a passage was taken from it."""


class CodebookEditing(Base):
    """What a person does with themes and codes."""

    def add_code(
        self,
        name: str,
        parent_id: int | None = None,
        kind: CodeKind = "code",
        colour: str | None = None,
    ) -> int:
        """Add a theme or code after its siblings; at the top it takes the next colour."""
        name = checked_name(name)
        if colour is None and parent_id is None:
            colour = self.codebook().next_colour()
        with self._step(f"Add {kind}") as step:
            code_id = codes.add_code(step, name, kind, parent_id, colour)
            step.summary = f"Added the {kind} “{name}”"
        return code_id

    def rename_code(self, code_id: int, name: str) -> None:
        name = checked_name(name)
        old = self.codebook()[code_id].name
        if name == old:
            return
        with self._step("Rename code") as step:
            codes.update_code(step, code_id, name=name)
            step.summary = f"Renamed “{old}” to “{name}”"

    def recolour_code(self, code_id: int, colour: str | None) -> None:
        """Give a code a palette colour or `#RRGGBB`; None takes the parent's."""
        code = self.codebook()[code_id]
        if code.colour == colour:
            return
        with self._step("Recolour code") as step:
            codes.update_code(step, code_id, colour=colour)
            step.summary = f"Changed the colour of “{code.name}”"

    def set_kind(self, code_id: int, kind: CodeKind) -> None:
        """Make a code a theme, or a theme a code."""
        code = self.codebook()[code_id]
        if code.kind == kind:
            return
        with self._step("Change kind") as step:
            codes.update_code(step, code_id, kind=kind)
            step.summary = f"Made “{code.name}” a {kind}"

    def edit_entry(self, code_id: int, **fields: str) -> None:
        """Change written fields of the codebook entry, by the names in `ENTRY_FIELDS`."""
        code = self.codebook()[code_id]
        new = {name: text for name, text in fields.items() if getattr(code, name) != text}
        if not new:
            return
        assert set(new) <= set(codes.ENTRY_FIELDS)
        with self._step("Edit codebook entry") as step:
            codes.update_code(step, code_id, **new)
            step.summary = f"Changed the entry of “{code.name}”"

    def move_codes(
        self, code_ids: Sequence[int], parent_id: int | None, before_id: int | None = None
    ) -> None:
        """Put codes under a parent (None: at the top), before a sibling or at the end.

        Raises:
            Refused: A code would stand under itself.
        """
        book = self.codebook()
        # What stands under another moved code comes along with it and keeps its place there.
        code_ids = [
            each for each in code_ids if not {c.id for c in book.ancestors(each)} & set(code_ids)
        ]
        for code_id in code_ids:
            book.check_move(code_id, parent_id)
        children = [code.id for code in book.children(parent_id)]
        siblings = [each for each in children if each not in code_ids]
        # Dropped before itself, a code stays where it is: before the next one that does not move.
        after = children[children.index(before_id) :] if before_id in children else []
        place = next((siblings.index(each) for each in after if each in siblings), len(siblings))
        siblings[place:place] = code_ids
        with self._step("Move codes") as step:
            for code_id in code_ids:
                codes.place_code(step, code_id, parent_id, siblings)
                if parent_id is None and book[code_id].colour is None:
                    # At the top there is no parent to take a colour from: it keeps what it had.
                    codes.update_code(step, code_id, colour=book.colour(code_id))
            moved = (
                f"“{book[code_ids[0]].name}”" if len(code_ids) == 1 else f"{len(code_ids)} codes"
            )
            where = f"under “{book[parent_id].name}”" if parent_id is not None else "to the top"
            step.summary = f"Moved {moved} {where}"

    def merge_codes(self, source_id: int, target_id: int) -> None:
        """Unite a code with another, which keeps its name and gets everything.

        Raises:
            Refused: One stands under the other's branch in a way that would close a circle.
        """
        book = self.codebook()
        if source_id == target_id:
            raise Refused("A code cannot be merged with itself. Choose another one.")
        if target_id in book.branch(source_id):
            raise Refused(
                f"“{book[target_id].name}” stands under “{book[source_id].name}”. "
                "Merge it the other way round."
            )
        source, target = book[source_id], book[target_id]
        other_name = source.name.casefold() != target.name.casefold()
        also = other_name and not self._is_quote(source)
        with self._step("Merge codes") as step:
            number = codes.merge_codes(step, source_id, target_id)
            joined = {
                field: f"{getattr(target, field)}\n\n{getattr(source, field)}".strip()
                for field in codes.ENTRY_FIELDS
                if getattr(source, field) and getattr(source, field) != getattr(target, field)
            }
            if also:
                written = joined.get("definition", target.definition)
                joined["definition"] = f"{written}\n\nAlso called “{source.name}”.".strip()
            if joined:
                codes.update_code(step, target_id, **joined)
            step.summary = (
                f"Merged “{source.name}” into “{target.name}”, {counted(number, 'segment')}"
            )

    def _is_quote(self, code: Code) -> bool:
        """Whether a code is called by words of its own passages.

        Such a name is kept in the history only, where a withdrawal finds it, and not in an entry.
        """
        name = folded(code.name)
        for segment in segments.segments_of_code(self.file.db, code.id):
            words = folded(self.text(segment.transcript_id)[segment.start : segment.end])
            if name == words or (name.count(" ") + 1 >= _FEWEST_WORDS and name in words):
                return True
        return False

    def delete_codes(self, code_ids: Sequence[int]) -> None:
        """Delete codes with their branches and segments."""
        book = self.codebook()
        branch = {each for code_id in code_ids for each in book.branch(code_id)}
        if not branch:
            return
        counts = segments.counts_by_code(self.file.db)
        lost = sum(counts.get(code_id, 0) for code_id in branch)
        with self._step("Delete codes") as step:
            codes.delete_codes(step, tuple(code_ids))
            what = (
                f"“{book[code_ids[0]].name}”" if len(branch) == 1 else counted(len(branch), "code")
            )
            step.summary = f"Deleted {what} and {counted(lost, 'segment')}"
