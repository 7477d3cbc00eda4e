"""De-identifying: names found in everything that was written, replaced in one step, and erased."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from coder_gui.app.accounting import Accounting, Copy
from coder_gui.app.name_list import NameList
from coder_gui.domain.codebook import Codebook
from coder_gui.domain.counted import counted
from coder_gui.domain.deidentify import Finder, Hit, Replacement, edits_of
from coder_gui.domain.edits import applied
from coder_gui.domain.errors import Refused
from coder_gui.domain.model import Memo
from coder_gui.domain.passages import union
from coder_gui.domain.suggesting import Suggestion, suggestions
from coder_gui.domain.telling_signs import signs_in
from coder_gui.exchange.codebooks.entries import CodebookDocument
from coder_gui.exchange.reports.agreement import AgreementDocument
from coder_gui.exchange.reports.audit import AuditDocument
from coder_gui.exchange.reports.table_file import Table
from coder_gui.storage import codes, corrections, erasing, memos, study, transcripts
from coder_gui.storage.journal import Step
from coder_gui.storage.written_texts import (
    TEXT,
    WrittenText,
    rewrite,
    transcript_text,
    written_texts,
)

_FIELDS = {
    "speaker": "speaker",
    "source_name": "file name",
    "label": "participant",
    "participant_group": "group",
    "attribute": "attribute",
    "attribute_value": "attribute",
    "memo": "memo",
    "segment": "comment",
    "study": "study sheet",
    "codebook_snapshot": "kept codebook",
}


@dataclass(frozen=True, slots=True)
class Source:
    """A text in which names may stand.

    Args:
        where: What a person calls it.
        breaks: Where turns begin, across which no name goes.
    """

    place: WrittenText
    where: str
    breaks: tuple[int, ...] = field(default=(), repr=False)

    @property
    def is_transcript(self) -> bool:
        return (self.place.table, self.place.column) == TEXT


@dataclass(frozen=True, slots=True)
class Found:
    """A name of the list in a source."""

    source: Source
    hit: Hit

    @property
    def words(self) -> str:
        return self.source.place.text[self.hit.start : self.hit.end]

    @property
    def key(self) -> tuple[object, ...]:
        """What makes it the same hit when everything is searched anew."""
        place = self.source.place
        span = self.hit.start, self.hit.end
        return (place.table, place.column, place.row_id, *span, self.hit.entry.original)


@dataclass(frozen=True, slots=True)
class Deidentified:
    """What one step replaced: places, in how many transcripts, and how many of them elsewhere."""

    places: int
    transcripts: int
    elsewhere: int


@dataclass(frozen=True, slots=True)
class Remains:
    """Where names still are, once they are replaced in everything that is shown.

    Args:
        originals: Kept files, of so many `original_bytes`.
        steps: Steps of the history, which hold former states.
        copies: Restore points and other copies that the program made.
    """

    originals: int
    original_bytes: int
    steps: int
    copies: tuple[Copy, ...]


# Searching; no project is needed, so that any thread can do it ------------------------------


def found_in(sources: Iterable[Source], entries: Iterable[Replacement]) -> list[Found]:
    """Every place of the sources where a name of the list stands."""
    finder = Finder(entries)
    return [Found(source, hit) for source in sources for hit in hits_in(finder, source)]


def hits_in(finder: Finder, source: Source) -> Iterator[Hit]:
    """Where the names stand in one source."""
    text, breaks = source.place.text, source.breaks
    whole = finder.hits(text)
    cuts = {
        edge
        for hit in whole
        for edge in breaks[bisect_right(breaks, hit.start) : bisect_left(breaks, hit.end)]
    }
    if not cuts:
        yield from whole
        return
    begin = 0
    for edge in (*sorted(cuts), len(text)):
        for hit in finder.hits(text[begin:edge]):
            yield Hit(hit.start + begin, hit.end + begin, hit.entry)
        begin = edge


def looking_like_names(sources: Sequence[Source]) -> list[Suggestion]:
    """Whatever looks like a name or another sign of who spoke; seconds, for many transcripts."""
    texts = [each.place.text for each in sources if each.is_transcript]
    notes = [
        each.place.text
        for each in sources
        if each.place.table in ("memo", "segment", "attribute_value", "code", "codebook_snapshot")
    ]
    labels: dict[str, list[str]] = {"speaker": [], "participant": []}
    for each in sources:
        if each.place.table in labels:
            labels[each.place.table].append(each.place.text)
    return suggestions([*texts, *notes], labels["speaker"], labels["participant"])


def without_listed(
    looks: Iterable[Suggestion], entries: Iterable[Replacement], no_names: Collection[str] = ()
) -> list[Suggestion]:
    """The suggestions that the list does not find and that are not said to be no names."""
    finder = Finder(entries)
    return [each for each in looks if each.text not in no_names and not finder.hits(each.text)]


def left_over(texts: Sequence[str], sources: Sequence[Source], names: NameList) -> list[str]:
    """Words in texts that are about to leave, or left, the project and may name somebody.

    Args:
        texts: What is exported.
        sources: All sources, because what is a name shows only in all of them.
    """
    finder = Finder(names.entries)
    looks = without_listed(looking_like_names(sources), names.entries, names.no_names)
    seems = Finder(Replacement(each.text, "", "other", as_written=True) for each in looks)
    found = []
    for text in texts:
        spans = {(hit.start, hit.end) for hit in (*finder.hits(text), *seems.hits(text))}
        spans |= {(start, end) for start, end, _sign in signs_in(text)}
        found += [text[start:end] for start, end in union(spans)]
    return [words for words in found if words not in names.no_names]


Exported = CodebookDocument | AuditDocument | AgreementDocument | Table


def texts_in(document: Exported) -> list[str]:
    """Everything in words that an export is about to write."""
    if isinstance(document, Table):
        return [cell for row in document.rows for cell in row if isinstance(cell, str)]
    if isinstance(document, AuditDocument):
        return [said for entry in document.entries for said in (entry.what, entry.where)]
    if isinstance(document, AgreementDocument):
        names = (code.name for code in document.book)
        decided = [each for pair in document.settled for each in pair.decided]
        written = (words for each in decided for words in (each.passage, each.note))
        return [document.study_name, *names, *document.transcripts.values(), *written]
    found = [document.study_name, document.question]
    for entry in document.entries:
        found += (getattr(entry.code, name) for name in ("name", *codes.ENTRY_FIELDS))
        found += (entry.quote, entry.quote_label)
    return found


class Deidentifying(Accounting):
    """What a person does so that nobody is recognised in a transcript."""

    def sources(self, transcript_ids: Collection[int] | None = None) -> tuple[Source, ...]:
        """All texts in which names may stand: transcripts first, then what was written elsewhere.

        Args:
            transcript_ids: Only these transcripts and what belongs to them.
        """
        db = self.file.db
        labels, book = self._names_of_transcripts(), self.codebook()
        notes = {memo.id: memo for memo in memos.memos(db)}
        chosen = set(labels if transcript_ids is None else transcript_ids)
        found = [
            Source(
                transcript_text(db, info.id),
                labels[info.id],
                tuple(turn.start for turn in transcripts.turns(db, info.id)),
            )
            for info in transcripts.transcripts(db)
            if info.id in chosen
        ]
        found += [
            Source(place, _where(place, labels, notes, book))
            for place in written_texts(db)
            if transcript_ids is None or place.transcript_id in chosen
        ]
        return tuple(found)

    def deidentify(self, chosen: Sequence[Found], names: NameList) -> Deidentified:
        """Put the replacements in the place of the chosen names, all in one step.

        Codes, memos, turns and emphasis are carried along. What was replaced by what is in the
        key file before anything is written; sentences of the history that name somebody are
        reworded, too, which undo does not take back.

        Raises:
            Refused: Something of it changed since it was looked at; nothing was replaced.
            ProjectFileError: The key file or the project cannot be written; nothing was replaced.
        """
        self.file.require_writer()
        by_place: dict[WrittenText, list[Found]] = defaultdict(list)
        for found in chosen:
            by_place[found.source.place].append(found)
        self._refuse_outdated(by_place)
        texts = {p.row_id: hits for p, hits in by_place.items() if (p.table, p.column) == TEXT}
        inside = sum(len(hits) for hits in texts.values())
        done = Deidentified(len(chosen), len(texts), len(chosen) - inside)
        if not chosen:
            return done
        names.keep(study.study(self.file.db).guid, counts_of(chosen))
        with self._step("De-identify") as step:
            self._replace_in_texts(step, texts)
            for place, hits in by_place.items():
                if (place.table, place.column) != TEXT:
                    edits = edits_of(found.hit for found in hits)
                    rewrite(step, place, applied(place.text, edits))
            _reword(step, {found.hit.entry for found in chosen})
            step.summary = _sentence(done)
        return done

    def _replace_in_texts(self, step: Step, texts: dict[int, list[Found]]) -> None:
        db = self.file.db
        before = set(corrections.to_check(db))
        changed: set[int] = set()
        for transcript_id, hits in texts.items():
            edits = edits_of(found.hit for found in hits)
            changed |= set(corrections.correct(step, transcript_id, edits).changed)
        # Every place was looked at already.
        corrections.mark_checked(step, changed - before)

    def _refuse_outdated(self, places: Iterable[WrittenText]) -> None:
        db = self.file.db
        written = set(written_texts(db))
        for place in places:
            if (place.table, place.column) == TEXT:
                is_there = transcripts.transcript_info(db, place.row_id) is not None
                same = is_there and transcripts.text(db, place.row_id) == place.text
            else:
                same = place in written
            if not same:
                raise Refused(
                    "Something changed since the names were looked for, so nothing was replaced. "
                    "Look at the list again; what you decided is kept."
                )

    # For good --------------------------------------------------------------------------------

    def remains(self) -> Remains:
        """Where names still are after they were replaced: what the final step takes away."""
        number, size = erasing.originals(self.file.db)
        return Remains(number, size, self.trail_length(), self.copies())

    def remove_names_for_good(self, entries: Iterable[Replacement] = ()) -> bool:
        """Erase the kept files and every former state from the project file; undo ends here.

        Copies of the project are the researcher's to delete, see `copies` and `delete_copies`.

        Args:
            entries: Names that are taken out of the history's sentences.

        Returns:
            Whether the file was written anew afterwards; otherwise `tidy` is to be tried again.

        Raises:
            ProjectFileError: There is no room, or the project is open for reading only.
        """
        return self._erase("Remove names for good", "Removed the names for good", tuple(entries))

    def remove_originals(self) -> bool:
        """Erase the kept files, also from the history, so that undo ends here.

        Returns:
            As `remove_names_for_good`.
        """
        number, _size = erasing.originals(self.file.db)
        sentence = f"Removed {counted(number, 'original file')} for good"
        return self._erase("Remove original files", sentence, ())

    def _erase(self, label: str, sentence: str, entries: tuple[Replacement, ...]) -> bool:
        self.file.require_writer()
        db = self.file.db
        with erasing.erasing(db):
            with self._step(label) as step:
                erasing.remove_originals(step)
                _reword(step, entries)
                erasing.empty_history(step)
                step.summary = sentence
            return erasing.tidy(db)


def _where(
    place: WrittenText, labels: Mapping[int, str], notes: Mapping[int, Memo], book: Codebook
) -> str:
    """What a person calls the place of some words."""
    owner = labels.get(place.transcript_id or 0, "")
    if place.table == "code":
        name = book[place.row_id].name
        return "codebook" if place.column == "name" else f"codebook · {name}"
    if place.table == "participant":
        return f"participant · {place.text}"
    if place.table == "memo" and not owner:
        memo = notes[place.row_id]
        what = "journal" if memo.kind == "journal" else "memo"
        return f"{what} · {memo.created_at[:10]}"
    what = _FIELDS.get(place.column) or _FIELDS.get(place.table, "name")
    return f"{owner} · {what}" if owner else what


def counts_of(chosen: Iterable[Found]) -> dict[Replacement, tuple[int, int]]:
    """In how many places and transcripts each name was found."""
    places: dict[Replacement, int] = defaultdict(int)
    where: dict[Replacement, set[int]] = defaultdict(set)
    for found in chosen:
        places[found.hit.entry] += 1
        if found.source.place.transcript_id is not None:
            where[found.hit.entry].add(found.source.place.transcript_id)
    return {entry: (number, len(where[entry])) for entry, number in places.items()}


def _reword(step: Step, entries: Iterable[Replacement]) -> None:
    finder = Finder(entries)
    erasing.reword_summaries(step, lambda said: applied(said, edits_of(finder.hits(said))))


def _sentence(done: Deidentified) -> str:
    """What was done, without a name: the audit trail outlives them."""
    said = f"De-identified {counted(done.places - done.elsewhere, 'place')} in " + counted(
        done.transcripts, "transcript"
    )
    if not done.transcripts:
        return f"De-identified {counted(done.elsewhere, 'place')} in names and notes"
    return f"{said}, {done.elsewhere:,} in names and notes" if done.elsewhere else said
