"""Work for tasks: reading files, and reading some of them again in another way."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from coder_gui.app.import_people import TableOfPeople
from coder_gui.app.import_plan import Plan, as_case, as_found
from coder_gui.domain.errors import Cancelled, CoderError
from coder_gui.ui.tasks import Progress

if TYPE_CHECKING:
    from coder_gui.exchange.transcripts.survey import Role, Table


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read, with the sentence that says why."""

    path: Path
    sentence: str


@dataclass(frozen=True, slots=True)
class Survey:
    """A table of answers, and what each of its columns is taken for."""

    table: Table
    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A file that was read, and the plans for the transcripts in it.

    `survey` is set for a table of answers, of which each row is a transcript; `people` for a
    table without answers, which may say who the participants are.
    """

    path: Path
    plans: tuple[Plan, ...]
    survey: Survey | None = None
    people: TableOfPeople | None = None


Read = list[Found | Failure]


def read_all(paths: Sequence[Path]) -> Callable[[Progress], Read]:
    """Read files and folders, keeping going past those that fail.

    Cancelling keeps what was read up to then.
    """

    def work(progress: Progress) -> Read:
        from coder_gui.exchange.transcripts.registry import transcript_files

        files: list[Path] = []
        failed: Read = []
        for path in paths:
            try:
                files += transcript_files([path])
            except CoderError as error:
                failed.append(Failure(path, error.sentence))
        return _each(transcript_files(files), _found, progress) + failed

    return work


def read_again(
    paths: Sequence[Path], encodings: Mapping[Path, str], speakers: Collection[str]
) -> Callable[[Progress], Read]:
    """Read files once more.

    Args:
        encodings: Of the text files for which somebody chose one.
        speakers: Names that are speakers.
    """

    def read(path: Path) -> Found:
        from coder_gui.exchange.transcripts.registry import read_transcript

        draft = read_transcript(path, encodings.get(path), tuple(speakers))
        return Found(path, (as_found(draft, path),))

    return lambda progress: _each(paths, read, progress)


def _found(path: Path) -> Found:
    from coder_gui.exchange.transcripts import registry
    from coder_gui.exchange.transcripts.survey import is_table

    people = None
    if is_table(path.name):
        found = survey_of(path, registry.read_survey(path))
        if found.plans:
            return found
        assert found.survey is not None
        table = found.survey.table
        rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
        people = TableOfPeople(path.name, rows)
    return Found(path, (as_found(registry.read_transcript(path), path),), people=people)


def survey_of(path: Path, table: Table, roles: Sequence[Role] | None = None) -> Found:
    """What is found in a table of answers.

    Args:
        roles: What each column is; guessed if None.
    """
    from coder_gui.exchange.transcripts.survey import guessed_roles, survey_drafts

    roles = guessed_roles(table) if roles is None else tuple(roles)
    plans = tuple(as_case(case, path) for case in survey_drafts(table, roles))
    return Found(path, plans, Survey(table, roles))


def _each(paths: Sequence[Path], read: Callable[[Path], Found], progress: Progress) -> Read:
    done: Read = []
    for place, path in enumerate(paths):
        try:
            progress.say(place, len(paths), path.name)
            done.append(read(path))
        except Cancelled:
            break
        except CoderError as error:
            done.append(Failure(path, error.sentence))
    return done
