"""Finding words in all transcripts: at once, or text by text off the window's thread."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import closing, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from coder_gui.app.base import Base
from coder_gui.domain.concordance import Line, line_of
from coder_gui.domain.finding import (
    Query,
    Searchable,
    Speakers,
    compiled,
    searchable,
    without_labels,
)
from coder_gui.domain.frequencies import Tally
from coder_gui.domain.model import Transcript, TranscriptInfo
from coder_gui.domain.passages import Range
from coder_gui.domain.questions import Asked, asked_in
from coder_gui.storage import speakers as stored_speakers
from coder_gui.storage import transcripts
from coder_gui.storage.database import ProjectDatabase
from coder_gui.storage.encryption import Key

KEPT = 250_000_000
"""Characters of texts that are kept ready at most; the rest is read again for every search."""


@dataclass(frozen=True, slots=True)
class Hit:
    """Words that were found, with what stands around them."""

    transcript_id: int
    start: int
    end: int
    line: Line


@dataclass
class Corpus:
    """The texts of a project for a worker, read through a connection of its own and kept ready.

    One worker at a time uses it; the next one waits until the one before has stopped. Iterators
    yield something for every transcript, so that whoever asks can stop in between.

    Args:
        is_snapshot: Others may change the file meanwhile; texts that are not the known ones are
            passed over and noted in `outdated`.
    """

    path: Path
    key: Key | None
    infos: Mapping[int, TranscriptInfo]
    is_snapshot: bool = False
    outdated: set[int] = field(default_factory=set, init=False)
    _made_for: object = field(default=None, init=False)
    _ready: dict[int, Searchable] = field(default_factory=dict, init=False)
    _room: int = field(default=0, init=False)
    _lock: Lock = field(default_factory=Lock, init=False)

    def hits(
        self, query: Query, transcript_ids: Sequence[int], speakers: Speakers | None = None
    ) -> Iterator[tuple[int, list[Range]]]:
        """Where a query stands in each transcript.

        Raises:
            Refused: The regular expression is none, or comes to no end.
        """
        search = compiled(query)
        if search.is_empty:
            return
        with self._lock:
            self._make_room_for(query, speakers)
            with self._reading(transcript_ids) as db:
                for transcript_id in transcript_ids:
                    text = self._ready.get(transcript_id)
                    if text is None and db is not None:
                        text = self._make_ready(db, transcript_id, query, speakers)
                    yield transcript_id, search.hits(text) if text is not None else []

    def turns(
        self, speakers: Speakers, transcript_ids: Sequence[int]
    ) -> Iterator[tuple[int, list[Range]]]:
        """The turns of some speakers in each transcript, without labels."""
        for transcript in self._read(transcript_ids):
            yield transcript.info.id, turns_of(transcript, speakers)

    def lines(
        self, hits: Mapping[int, Sequence[Range]]
    ) -> Iterator[tuple[int, Sequence[Range], list[Line]]]:
        """What stands around the hits of each transcript."""
        for transcript in self._read([each for each in hits if hits[each]]):
            chosen = hits[transcript.info.id]
            text, turns = transcript.text, transcript.turns
            yield transcript.info.id, chosen, [line_of(text, turns, hit) for hit in chosen]

    def asked(self, transcript_ids: Sequence[int]) -> Iterator[list[Asked]]:
        """The interviewer's questions that got an answer, transcript by transcript."""
        for transcript in self._read(transcript_ids):
            yield asked_in(transcript.info.id, transcript.text, transcript.turns)

    def tallied(
        self,
        groups: Mapping[int, int],
        number_of_groups: int,
        transcript_ids: Sequence[int],
        speakers: Speakers | None = None,
    ) -> Iterator[Tally]:
        """Counts of words, which grow from transcript to transcript.

        Args:
            groups: Place of its group by transcript id.
        """
        tally = Tally(number_of_groups)
        for transcript in self._read(transcript_ids):
            words = without_labels(transcript.text, transcript.turns, speakers)
            tally.add(words, groups.get(transcript.info.id))
            yield tally

    def forget(self, transcript_ids: Collection[int] | None = None) -> None:
        """Let go of texts that were changed, or of all."""
        for transcript_id in list(self._ready) if transcript_ids is None else transcript_ids:
            text = self._ready.pop(transcript_id, None)
            self._room += len(text.plain) if text is not None else 0

    def _make_room_for(self, query: Query, speakers: Speakers | None) -> None:
        # What else a query says makes no difference to the texts.
        keep = query.match_case or query.mode == "expression"
        made_for = keep, query.match_accents, speakers
        if made_for != self._made_for:
            self._ready.clear()
            self._room = KEPT
            self._made_for = made_for

    def _make_ready(
        self, db: ProjectDatabase, transcript_id: int, query: Query, speakers: Speakers | None
    ) -> Searchable | None:
        transcript = self._known(db, transcript_id)
        if transcript is None:
            return None
        text = searchable(transcript.text, query, transcript.turns, speakers)
        if self._room >= len(text.plain):
            self._room -= len(text.plain)
            self._ready[transcript_id] = text
        return text

    def _reading(
        self, transcript_ids: Sequence[int]
    ) -> closing[ProjectDatabase] | nullcontext[None]:
        if all(each in self._ready for each in transcript_ids):
            return nullcontext()
        return closing(ProjectDatabase(self.path, read_only=True, key=self.key))

    def _read(self, transcript_ids: Sequence[int]) -> Iterator[Transcript]:
        with (
            self._lock,
            closing(ProjectDatabase(self.path, read_only=True, key=self.key)) as db,
        ):
            for transcript_id in transcript_ids:
                if (transcript := self._known(db, transcript_id)) is not None:
                    yield transcript

    def _known(self, db: ProjectDatabase, transcript_id: int) -> Transcript | None:
        """A transcript, unless somebody else has changed it since the project was opened."""
        # Each read ends at once: a long one would keep the window from writing.
        transcript = transcripts.transcript(db, transcript_id)
        if transcript is not None and self.is_snapshot:
            stored = hashlib.sha256(transcript.text.encode()).hexdigest()
            if stored != self.infos[transcript_id].text_sha256:
                transcript = None
        if transcript is None:
            self.outdated.add(transcript_id)
        return transcript


def turns_of(transcript: Transcript, speakers: Speakers) -> list[Range]:
    """The turns of some speakers, without labels and empty ones."""
    return [
        (turn.speech, turn.end)
        for turn in transcript.turns
        if speakers(turn) and transcript.text[turn.speech : turn.end].strip()
    ]


class Finding(Base):
    """What a person looks for in many transcripts."""

    def find(
        self,
        query: Query,
        transcript_ids: Collection[int] | None = None,
        speakers: Speakers | None = None,
    ) -> list[Hit]:
        """Every hit with what stands around it, transcript by transcript.

        Args:
            transcript_ids: Only in these; None for all.
            speakers: Only in what these say, such as `finding.without_interviewer`.

        Raises:
            Refused: The regular expression is none, or comes to no end.
        """
        search = compiled(query)
        found: list[Hit] = []
        for info in transcripts.transcripts(self.file.db):
            if search.is_empty or (transcript_ids is not None and info.id not in transcript_ids):
                continue
            text, turns = self.text(info.id), transcripts.turns(self.file.db, info.id)
            for hit in search.hits(searchable(text, query, turns, speakers)):
                found.append(Hit(info.id, *hit, line_of(text, turns, hit)))
        return found

    def corpus(self) -> Corpus:
        """The texts as they are now, for a worker."""
        db = self.file.db
        infos = {info.id: info for info in transcripts.transcripts(db)}
        return Corpus(db.path, db.key, infos, is_snapshot=db.read_only)

    def lines(self, transcript_id: int, hits: Sequence[Range]) -> list[Line]:
        """What stands around some hits of a transcript."""
        text, turns = self.text(transcript_id), transcripts.turns(self.file.db, transcript_id)
        return [line_of(text, turns, hit) for hit in hits]

    def speaker_names(self) -> tuple[tuple[str, int], ...]:
        """Everybody who speaks anywhere, with the number of transcripts, the most usual first."""
        nouns = ("speaker",)
        return self._kept("speaker names", nouns, lambda: stored_speakers.names(self.file.db))
