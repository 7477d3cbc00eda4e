"""Comparing coders."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from coder_gui.app.base import Base
from coder_gui.domain.agreement.cautions import Names, cautions, consensus_caution
from coder_gui.domain.agreement.coefficients import PairComparison, check_coders
from coder_gui.domain.agreement.comparison import Comparison, compare_coders
from coder_gui.domain.agreement.counts import Document
from coder_gui.domain.agreement.disagreements import Component, components
from coder_gui.domain.agreement.scope import Scope
from coder_gui.domain.agreement.units import CHARACTER, Unit, paragraphs, turns_with_words
from coder_gui.domain.codebook import Codebook
from coder_gui.domain.counted import counted
from coder_gui.domain.model import Segment
from coder_gui.domain.passages import Range
from coder_gui.storage import codes, segments, study, transcripts
from coder_gui.storage.database import ProjectDatabase
from coder_gui.storage.encryption import Key

Found = TypeVar("Found")

MANY = 40_000
"""More segments than these are read beside the window, too."""


@dataclass(frozen=True, slots=True)
class Prepared(Generic[Found]):
    """What is left to do once the project has been read; it may be done beside the window.

    `size` is the number of segments, which the time goes by.
    """

    make: Callable[[], Found]
    size: int


class Comparing(Base):
    """What a person asks about agreement."""

    def compare(
        self,
        coders: tuple[int, int],
        *,
        unit: Unit = CHARACTER,
        rolled_up: bool = False,
        interviewer_turns: bool = True,
    ) -> PairComparison:
        """Compare two coders on the transcripts that both are assigned.

        Args:
            coders: Ids of coder A and coder B.
            unit: What is counted.
            rolled_up: Whether a segment counts for the themes above its code, too.
            interviewer_turns: Whether the interviewer's words count.

        Raises:
            Refused: A and B are the same coder.
        """
        scope = Scope(coders, unit, rolled_up, interviewer_turns)
        return self.comparison_of(scope).make().pairs[0]

    def compare_coders(
        self,
        coders: Sequence[int],
        *,
        unit: Unit = CHARACTER,
        rolled_up: bool = False,
        interviewer_turns: bool = True,
    ) -> Comparison:
        """Compare two or more coders, each pair and all together, and what they confuse.

        The arguments are those of `compare`. For two coders, `pairs[0]` is its answer.

        Raises:
            Refused: There are fewer than two coders, or one twice.
        """
        scope = Scope(tuple(coders), unit, rolled_up, interviewer_turns)
        return self.comparison_of(scope).make()

    def comparison_of(self, scope: Scope) -> Prepared[Comparison]:
        """Read what a comparison needs, and return what makes it without the project.

        Raises:
            Refused: There are fewer than two coders, or one twice.
        """
        coders = scope.coders
        check_coders(coders)
        documents = self._documents(coders, scope.unit, scope.interviewer_turns, scope.transcripts)
        book = codes.codebook(self.file.db)
        read, size = self._coded(documents, coders)
        if scope.branch is not None and scope.branch in book:
            branch = {*book.branch(scope.branch)}
            book = Codebook(code for code in book if code.id in branch)

        def make() -> Comparison:
            found = [segment for segment in read() if segment.code_id in book]
            return compare_coders(
                documents, coders, book, found, unit=scope.unit, rolled_up=scope.rolled_up
            )

        return Prepared(make, size)

    def components_of(self, scope: Scope) -> Prepared[list[Component]]:
        """The same for where the first two coders agree and differ, passage by passage."""
        coders = scope.pair
        check_coders(coders)
        documents = self._documents(coders, CHARACTER, scope.interviewer_turns, scope.transcripts)
        book = codes.codebook(self.file.db)
        read, size = self._coded(documents, coders)
        # Codes outside the branch are still what the other gave instead.
        branch = None
        if scope.branch is not None and scope.branch in book:
            branch = {*book.branch(scope.branch)}
        tree = book if scope.rolled_up else None

        def make() -> list[Component]:
            every = components(documents, coders, read(), tree)
            return [each for each in every if branch is None or each.code_id in branch]

        return Prepared(make, size)

    def cautions(self, comparison: Comparison) -> list[str]:
        """What a reader of the comparison has to be told, in sentences."""
        everybody = study.coders(self.file.db)
        coders = {coder.id: coder.name for coder in everybody}
        said = cautions(comparison, Names(coders, self.code_labels()))
        derived = [each.name for each in everybody if each.kind == "consensus"]
        caution = consensus_caution([coders[each] for each in comparison.coders], derived)
        said = [caution, *said] if caution else said
        if comparison.unit.kind == "turn":
            without = sum(
                not transcripts.turns(self.file.db, transcript_id)
                for transcript_id in comparison.documents
            )
            if without:
                have, them = ("has", "it") if without == 1 else ("have", "them")
                said.append(
                    f"{counted(without, 'transcript')} {have} no turns, so nothing in {them} "
                    "was counted."
                )
        return said

    def code_labels(self) -> dict[int, str]:
        """What codes are called outside the tree, by id: the path where a name is not enough."""
        book = codes.codebook(self.file.db)
        times = Counter(code.name for code in book)
        return {
            code.id: code.name if times[code.name] == 1 else book.path(code.id) for code in book
        }

    def components(
        self,
        coders: tuple[int, int],
        *,
        rolled_up: bool = False,
        interviewer_turns: bool = True,
    ) -> list[Component]:
        """Where two coders agree and differ, passage by passage, code by code."""
        return self.components_of(Scope(coders, CHARACTER, rolled_up, interviewer_turns)).make()

    def assigned_to_both(self, coders: tuple[int, int]) -> tuple[int, ...]:
        """Ids of the transcripts that both coders are assigned, in order of import."""
        documents = self._assigned(coders)
        return tuple(each for each, who in documents.items() if who.issuperset(coders))

    def _assigned(self, coders: Sequence[int]) -> dict[int, frozenset[int]]:
        """Who of the coders is assigned, by transcript id, in order of import."""
        assigned: dict[int, set[int]] = {}
        for each in study.assignments(self.file.db):
            if each.coder_id in coders:
                assigned.setdefault(each.transcript_id, set()).add(each.coder_id)
        return {
            info.id: frozenset(assigned[info.id])
            for info in transcripts.transcripts(self.file.db)
            if info.id in assigned
        }

    def _documents(
        self,
        coders: Sequence[int],
        unit: Unit,
        interviewer_turns: bool,
        only: Collection[int] | None = None,
    ) -> list[Document]:
        """The scope: every transcript, or of some, that one of the coders is assigned."""
        lengths = {info.id: info.length for info in transcripts.transcripts(self.file.db)}
        return [
            self._document(transcript_id, lengths[transcript_id], who, unit, interviewer_turns)
            for transcript_id, who in self._assigned(coders).items()
            if only is None or transcript_id in only
        ]

    def _document(
        self,
        transcript_id: int,
        length: int,
        coders: frozenset[int],
        unit: Unit,
        interviewer_turns: bool,
    ) -> Document:
        """A transcript with its units; nobody compares what only one coder was asked to do."""
        db = self.file.db
        windows = None if interviewer_turns else self._without_interviewer(transcript_id, length)
        counts = windows if windows is not None else ((0, length),)
        units: tuple[Range, ...] | None = None
        if len(coders) < 2:
            pass
        elif unit.kind == "document":
            units = ((0, length),)
        elif unit.kind == "paragraph":
            units = paragraphs(transcripts.text(db, transcript_id), counts)
        elif unit.kind == "turn":
            turns, text = transcripts.turns(db, transcript_id), transcripts.text(db, transcript_id)
            units = turns_with_words(turns, text, counts)
        return Document(transcript_id, length, coders, windows, units)

    def _coded(
        self, documents: Sequence[Document], coders: Sequence[int]
    ) -> tuple[Callable[[], Sequence[Segment]], int]:
        """The coders' segments in what two or more of them were asked to code, and how many."""
        shared = [each.transcript_id for each in documents if len(each.coders) > 1]
        db = self.file.db
        size = segments.count_in_transcripts(db, shared, coders)
        # Beside another writer the project is a copy in memory, which only this thread reads.
        if size > MANY and not db.read_only:
            return lambda: _read_apart(db.path, db.key, shared, coders), size
        found = segments.segments_of_transcripts(db, shared, coders)
        return lambda: found, size

    def _without_interviewer(self, transcript_id: int, length: int) -> tuple[Range, ...]:
        windows: list[Range] = []
        reached = 0
        for turn in transcripts.turns(self.file.db, transcript_id):
            if turn.interviewer:
                if turn.start > reached:
                    windows.append((reached, turn.start))
                reached = turn.end
        if reached < length:
            windows.append((reached, length))
        return tuple(windows)


def _read_apart(
    path: Path, key: Key | None, transcript_ids: Sequence[int], coders: Sequence[int]
) -> list[Segment]:
    """Segments through a connection of its own; any thread may ask."""
    found: list[Segment] = []
    with closing(ProjectDatabase(path, read_only=True, key=key)) as db:
        for transcript_id in transcript_ids:
            # Each read ends at once: a long one would keep the window from writing.
            found += segments.segments_of_transcripts(db, [transcript_id], coders)
    return found
