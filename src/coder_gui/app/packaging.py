"""Handing out a part of the study to a coder, and working in such a file."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from coder_gui.app.base import Base
from coder_gui.app.coding import checked_name
from coder_gui.app.deidentifying import Found, Source, counts_of, hits_in
from coder_gui.app.name_list import NameList
from coder_gui.domain.counted import counted
from coder_gui.domain.deidentify import Finder, Replacement, edits_of
from coder_gui.domain.edits import Edit
from coder_gui.domain.errors import Refused
from coder_gui.storage import packages, study, transcripts
from coder_gui.storage.encryption import Key
from coder_gui.storage.journal import Step
from coder_gui.storage.packages import Package, Terms, Work
from coder_gui.storage.written_texts import WrittenText

__all__ = ["HandedOut", "HiddenNames", "Package", "Packaging", "Work", "goes_back"]


@dataclass(frozen=True, slots=True)
class HandedOut:
    """What was written for a coder.

    Args:
        hidden: In how many places of the file names were replaced; None where they were not.
    """

    path: Path
    coder_id: int
    transcripts: int
    hidden: int | None = None


@dataclass(frozen=True, slots=True)
class HiddenNames:
    """The names that are replaced in a file that is handed out.

    Args:
        skipped: Keys of the places (`Found.key`) where the researcher left a name in its place.
    """

    list: NameList
    skipped: frozenset[tuple[object, ...]] = frozenset()


class _Hiding:
    """Gives the edits that take the names out of some words, and counts them."""

    def __init__(self, names: HiddenNames) -> None:
        self.names = names
        self.places = 0
        self._found: list[Found] = []
        self._finder = Finder(names.list.entries)

    def __call__(self, place: WrittenText, breaks: Sequence[int]) -> tuple[Edit, ...]:
        source = Source(place, "", tuple(breaks))
        all_found = [Found(source, hit) for hit in hits_in(self._finder, source)]
        found = [each for each in all_found if each.key not in self.names.skipped]
        self._found += found
        self.places += len(found)
        return edits_of(each.hit for each in found)

    def counts(self) -> dict[Replacement, tuple[int, int]]:
        """Places and transcripts in which each name was."""
        return counts_of(self._found)


def goes_back(work: Work) -> str:
    """What a finished file brings back, in a sentence."""
    parts = [
        f"{counted(work.segments, 'segment')} in {counted(work.transcripts, 'transcript')}",
        counted(work.codes, "new code"),
        *([counted(work.changed, "changed code")] if work.changed else []),
        counted(work.memos, "memo"),
    ]
    what = f"{', '.join(parts[:-1])} and {parts[-1]}"
    return f"{what} go back. Send this file to the person who gave it to you."


class Packaging(Base):
    """What a person does to share out the coding, and in a file that was handed out."""

    @contextmanager
    def _step(self, label: str) -> Iterator[Step]:
        """As everywhere, but the codebook of a file that was handed out may be fixed."""
        with super()._step(label) as step:
            yield step
            handed_out = self.package()
            fixed = handed_out is not None and not handed_out.may_add_codes
            if fixed and packages.changes_codebook(step):
                raise Refused(
                    "This file was handed out with a fixed codebook, so nothing was changed. "
                    "Write what you miss in a memo; it goes back with your work."
                )

    def package(self) -> Package | None:
        """How this file was handed out; None for an ordinary project."""
        return self._kept("package", ("package",), lambda: packages.package(self.file.db))

    def make_package(
        self,
        coder: int | str,
        transcript_ids: Collection[int],
        out: Path,
        may_add_codes: bool = True,
        key: Key | None = None,
        drawn: str = "",
        names: HiddenNames | None = None,
    ) -> HandedOut:
        """Assign transcripts to a coder and write a file in which only that one's work will be.

        The file has the transcripts without their originals, the participants who speak in them,
        and the codebook; nobody else's segments, memos or names, and no history.

        Args:
            coder: A coder's id, or the name of a new one.
            out: A file that is not there yet.
            may_add_codes: Whether the coder may change the codebook.
            key: What is to protect the file.
            drawn: How the transcripts were drawn, for the history.
            names: What is replaced in the file, and only there.

        Raises:
            Refused: There is nothing to hand out, or the file is there already.
            ProjectFileError: The disk refuses; nothing was assigned, and no file is left.
        """
        if names is not None and not names.list.entries:
            raise Refused(
                "The list of names is empty, so nothing was handed out. List the names first, or "
                "open the key file that holds them."
            )
        if self.package() is not None:
            raise Refused(
                "This file was itself handed out to a coder, so nothing was handed out. Open the "
                "study’s own project to do that."
            )
        known = {info.id for info in transcripts.transcripts(self.file.db)}
        chosen = [each for each in transcript_ids if each in known]
        if not chosen:
            raise Refused("No transcript is chosen, so nothing was handed out. Choose one or more.")
        name = checked_name(coder) if isinstance(coder, str) else self._name_of(coder)
        hiding = None if names is None else _Hiding(names)
        terms = Terms(may_add_codes, key, hiding)
        written = False
        try:
            with self._step("Hand out") as step:
                coder_id = self._coder_id(step, coder, name)
                for transcript_id in chosen:
                    study.assign(step, coder_id, transcript_id)
                packages.write_package(step, coder_id, chosen, out, terms)
                written = True
                hidden = ""
                if hiding is not None:
                    hiding.names.list.keep(study.study(self.file.db).guid, hiding.counts())
                    hidden = f", de-identified in {counted(hiding.places, 'place')}"
                step.summary = (
                    f"Handed out {counted(len(chosen), 'transcript')} to “{name}”{drawn}{hidden}"
                )
        except BaseException:
            if written:
                # The assignments could not be saved, so the file must not be about.
                out.unlink(missing_ok=True)
            raise
        return HandedOut(out, coder_id, len(chosen), None if hiding is None else hiding.places)

    def finish_package(self) -> Work:
        """Say that the work in this file is done; returns what goes back.

        Raises:
            Refused: The file was not handed out.
        """
        handed_out = self.package()
        if handed_out is None:
            raise Refused(
                "This project was not handed out by anybody, so there is nothing to give back. "
                "Nothing was changed."
            )
        with self._step("Finish the work") as step:
            packages.finish(step)
            step.summary = "Finished what was handed out"
        return packages.work(self.file.db, handed_out)

    def _name_of(self, coder_id: int) -> str:
        return next(each.name for each in study.coders(self.file.db) if each.id == coder_id)

    def _coder_id(self, step: Step, coder: int | str, name: str) -> int:
        if isinstance(coder, int):
            if not any(e.id == coder and e.kind == "person" for e in study.coders(self.file.db)):
                raise Refused(
                    f"“{name}” is not a person, so nothing was handed out. Choose somebody who "
                    "codes."
                )
            return coder
        if any(each.name == name for each in study.coders(self.file.db)):
            raise Refused(f"“{name}” is a coder of this project already. Choose another name.")
        return study.add_coder(step, name)
