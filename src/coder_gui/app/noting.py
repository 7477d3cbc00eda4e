"""Memos on anything in the study, journal entries, and where the links in them lead."""

from __future__ import annotations

from collections.abc import Collection

from coder_gui.app.blindness import Blindness
from coder_gui.domain.errors import Refused
from coder_gui.domain.memo_text import Link
from coder_gui.domain.model import Memo, MemoKind
from coder_gui.storage import memos, segments, team
from coder_gui.storage.memos import Subject

__all__ = ["Noting", "Subject"]


class Noting(Blindness):
    """What a person writes beside the transcripts."""

    def add_memo(
        self, text: str, subject: Subject | None = None, title: str = "", kind: MemoKind = "memo"
    ) -> int:
        """Write a memo on something, or a journal entry.

        Raises:
            Refused: It is on a passage that is not inside the text.
        """
        subject = subject or Subject()
        if subject.start is not None and subject.end is not None:
            length = len(self.text(subject.transcript_id or 0))
            if not 0 <= subject.start < subject.end <= length:
                raise Refused("This passage lies outside its transcript. No memo was written.")
        with self._step("Add memo") as step:
            memo_id = memos.add_memo(step, kind, title, text, subject)
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
        """All memos and journal entries that the present coder may see, oldest first."""
        every = self._kept("memos", ("memo",), lambda: memos.memos(self.file.db))
        return self._seen(every)

    def memos_on(self, subject: Subject) -> tuple[Memo, ...]:
        """Memos on one thing, or on the whole project, oldest first.

        Those on a transcript are also those on passages of it; those on a passage are those on
        any words of it.
        """
        return self._seen(memos.memos_on(self.file.db, subject))

    def memo_places(self, transcript_id: int) -> list[tuple[Memo, int]]:
        """This transcript's memos on passages and on the coder's segments, with where they begin.

        In text order.
        """
        found = memos.places_in(self.file.db, transcript_id, self.coder_id)
        seen = {memo.id for memo in self._seen([memo for memo, _point in found])}
        return [(memo, point) for memo, point in found if memo.id in seen]

    def _seen(self, found: Collection[Memo]) -> tuple[Memo, ...]:
        """Without memos by persons whose work may not be seen yet, or on their segments."""
        unseen = self.unseen()
        if not unseen:
            return tuple(found)
        nouns = ("memo", "segment", "coder", "comparison")
        theirs = self._kept(
            f"memos on segments not seen by {self.coder_id}",
            nouns,
            lambda: team.memos_on_segments_of(self.file.db, unseen),
        )
        return tuple(
            memo for memo in found if memo.author_id not in unseen and memo.id not in theirs
        )

    def link_targets(self, links: Collection[Link]) -> dict[Link, int]:
        """Ids of what links lead to; those of which the target is gone are left out."""
        wanted = [link.guid for link in links if link.kind == "segment"]
        guids = memos.segments_by_guid(self.file.db, wanted)
        unseen = self.unseen()
        by_id = {each.id: each for each in segments.segments_by_id(self.file.db, guids.values())}
        seen = {guid: each for guid, each in guids.items() if by_id[each].coder_id not in unseen}
        codes = {code.guid: code.id for code in self.codebook()}
        found = {link: (codes if link.kind == "code" else seen).get(link.guid) for link in links}
        return {link: target for link, target in found.items() if target is not None}
