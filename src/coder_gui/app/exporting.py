"""What leaves the project: the codebook, with counts and an example for each code."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from coder_gui.app.base import Base
from coder_gui.domain.model import Code, Participant, Segment, TranscriptInfo
from coder_gui.domain.palette import on_paper
from coder_gui.exchange.codebooks.entries import CodebookDocument, Counts, Entry, GroupSize
from coder_gui.exchange.codebooks.export import write_codebook
from coder_gui.storage import codes, participants, segments, study, transcripts

_GOOD_QUOTE = 160
"""Characters that an example quote has ideally: a sentence or two."""


class Exporting(Base):
    """What a person takes out."""

    def export_codebook(self, path: Path) -> None:
        """Write the codebook as .docx, .xlsx or .csv, with this coder's counts.

        Raises:
            CoderError: Another suffix, or the file cannot be written.
        """
        write_codebook(self.codebook_document(), path)

    def codebook_document(self) -> CodebookDocument:
        """The codebook with counts and quotes, ready to be written down."""
        db = self.file.db
        book = codes.codebook(db)
        people = {person.id: person for person in participants.participants(db)}
        groups = participants.groups(db)
        infos = {info.id: info for info in transcripts.transcripts(db)}
        used: dict[int, dict[int, int]] = defaultdict(dict)
        for code_id, transcript_id, number in segments.use_of_codes(db, [self.coder_id]):
            used[code_id][transcript_id] = number

        def counts(code_ids: Sequence[int]) -> tuple[Counts, set[int]]:
            where = {transcript_id for code_id in code_ids for transcript_id in used[code_id]}
            number = sum(sum(used[code_id].values()) for code_id in code_ids)
            who = {infos[each].participant_id for each in where} - {None}
            return Counts(number, len(where), len(who)), {each for each in who if each}

        def entry(code: Code, depth: int) -> Entry:
            own, _who = counts([code.id])
            branch, who = counts(book.branch(code.id))
            quote, label = self._example(code.id, infos, people)
            return Entry(
                code=code,
                path=book.path(code.id),
                depth=depth,
                colour_hex=on_paper(book.colour(code.id)),
                own=own,
                branch=branch,
                per_group=tuple(
                    sum(people[person_id].group_id == group.id for person_id in who)
                    for group in groups
                ),
                quote=quote,
                quote_label=label,
            )

        sheet = study.study(db)
        everything, _who = counts([code.id for code in book])
        coder = next(each for each in study.coders(db) if each.id == self.coder_id)
        return CodebookDocument(
            study_name=sheet.name,
            question=sheet.question,
            coders=(coder.name,),
            made_at=self.file.journal.stamps.now(),
            groups=tuple(
                GroupSize(group.name, sum(p.group_id == group.id for p in people.values()))
                for group in groups
            ),
            entries=tuple(entry(code, depth) for code, depth in book.walk()),
            material=Counts(everything.segments, len(infos), len(people)),
        )

    def _example(
        self, code_id: int, infos: dict[int, TranscriptInfo], people: dict[int, Participant]
    ) -> tuple[str, str]:
        """The segment whose length suits a quote best, in one turn, with its label."""
        found = segments.segments_of_code(self.file.db, code_id, self.coder_id)

        def fitness(segment: Segment) -> tuple[bool, int]:
            several_lines = "\n" in self.text(segment.transcript_id)[segment.start : segment.end]
            return several_lines, abs(segment.end - segment.start - _GOOD_QUOTE)

        if not found:
            return "", ""
        best = min(found, key=fitness)
        quote = self.text(best.transcript_id)[best.start : best.end]
        info = infos[best.transcript_id]
        person = people.get(info.participant_id) if info.participant_id is not None else None
        return quote, person.label if person else info.name
