"""The headless commands, for scripts and tests: exit code 0, or one sentence on stderr and 2."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from functools import wraps
from pathlib import Path
from typing import Any

import click

from coder_gui import __version__
from coder_gui.app import protecting
from coder_gui.app.compare_command import Compared, SeveralCoders
from coder_gui.app.merging import Choice
from coder_gui.app.package_commands import (
    SeveralTranscripts,
    coder_or_name,
    deidentifying,
    hidden_names,
    named_transcripts,
    plan_facts,
    plan_lines,
    refuse_undecided,
    said_of,
)
from coder_gui.app.passphrases import (
    ProjectCommands,
    first_passphrase,
    key_of,
    key_of_other,
    new_passphrase,
)
from coder_gui.app.project import Project
from coder_gui.app.sample import write_sample
from coder_gui.domain.agreement.units import UNIT_NAMES, unit_named
from coder_gui.domain.counted import counted
from coder_gui.domain.errors import CoderError, Refused
from coder_gui.domain.model import TranscriptDraft

FilePath = click.Path(path_type=Path)


def speaking_plainly(command: Callable[..., None]) -> Callable[..., None]:
    """Put an outside failure on stderr as one sentence and leave with exit code 2."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> None:
        try:
            command(*args, **kwargs)
        except CoderError as error:
            click.echo(error.sentence, err=True)
            sys.exit(2)

    return run


@click.group(
    cls=ProjectCommands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Without a command, the window opens: coder-gui [PROJECT.coding]",
)
@click.version_option(__version__, prog_name="Interview Coder")
def cli() -> None:
    """Interview Coder: read, code and compare interviews, offline, in one project file."""


@contextmanager
def opened(path: Path, coder: str | None = None, *, read_only: bool = False) -> Iterator[Project]:
    """An open project that is closed again whatever happens."""
    project = Project.open(path, coder, key=key_of(path), read_only=read_only)
    try:
        yield project
    finally:
        project.close()


@cli.command()
@click.argument("project", type=FilePath)
@click.option("--name", help="Name of the study; the file's name if left out.")
@click.option("--coder", default="Coder 1", show_default=True, help="Name of the first coder.")
@click.option("--protect", is_flag=True, help="Protect it with a passphrase.")
@speaking_plainly
def new(project: Path, name: str | None, coder: str, protect: bool) -> None:
    """Make an empty project file PROJECT."""
    key = protecting.new_key(first_passphrase()) if protect else None
    Project.create(project, name or project.stem, coder, key=key).close()


@cli.command()
@click.argument("out", type=FilePath)
@speaking_plainly
def sample(out: Path) -> None:
    """Write a fresh copy of the sample study to OUT."""
    write_sample(out)


@cli.command("import")
@click.argument("project", type=FilePath)
@click.argument("files", type=FilePath, nargs=-1, required=True, metavar="FILE…")
@speaking_plainly
def import_files(project: Path, files: tuple[Path, ...]) -> None:
    """Import transcripts (files, or folders of them) into PROJECT.

    Files that cannot be read are named on stderr and make the exit code 2; the others are in.
    """
    from coder_gui.exchange.transcripts.registry import read_transcript, transcript_files

    drafts, failed = [], []
    with opened(project) as target:
        for path in transcript_files(files):
            try:
                drafts.append(read_transcript(path))
            except CoderError as error:
                failed.append(error.sentence)
        report = target.import_transcripts(drafts, failed)
    click.echo(report.sentence())
    for sentence in report.failed:
        click.echo(sentence, err=True)
    if report.failed:
        sys.exit(2)


@cli.command()
@click.argument("project", type=FilePath)
@click.argument("out", type=FilePath)
@speaking_plainly
def backup(project: Path, out: Path) -> None:
    """Write a verified copy of PROJECT to the new file OUT, also while somebody works on it."""
    with opened(project, read_only=True) as source:
        source.back_up(out)
    click.echo(f"“{out.name}” is a sound copy of “{project.name}”.")


@cli.command()
@click.argument("file", type=FilePath)
@click.option("--json", "as_json", is_flag=True, help="Print JSON, with turns and emphasis.")
@speaking_plainly
def extract(file: Path, as_json: bool) -> None:
    """Print the text of FILE as it would be stored, in UTF-8, and nothing else."""
    from coder_gui.exchange.transcripts.registry import read_transcript

    draft = read_transcript(file)
    text = json.dumps(_extracted(draft), ensure_ascii=False) + "\n" if as_json else draft.text
    # Bytes, because a console's own encoding and line ends would change the text.
    sys.stdout.buffer.write(text.encode())
    sys.stdout.buffer.flush()


def _extracted(draft: TranscriptDraft) -> dict[str, object]:
    """The JSON that scripts rely on; positions are code points of `text`."""
    return {
        "source_name": draft.source_name,
        "format": draft.format,
        "encoding": draft.encoding,
        "text": draft.text,
        "turns": [
            {
                "speaker": turn.speaker,
                "interviewer": turn.interviewer,
                "start": turn.start,
                "speech": turn.speech,
                "end": turn.end,
                "start_ms": turn.time_ms,
                "end_ms": turn.end_ms,
            }
            for turn in draft.turns
        ],
        "spans": [asdict(span) for span in draft.spans],
        "warnings": list(draft.warnings),
    }


@cli.command()
@click.argument("project", type=FilePath)
@click.argument("out", type=FilePath)
@click.option("--what", type=click.Choice(["codebook"]), required=True, help="What to export.")
@click.option("--coder", help="Whose segments to count; the first coder's if left out.")
@speaking_plainly
def export(project: Path, out: Path, what: str, coder: str | None) -> None:
    """Export from PROJECT to OUT (.docx, .xlsx or .csv, by its ending)."""
    with opened(project, read_only=True) as source:
        if coder is not None:
            source.coder_id = _coder(source, coder)
        source.export_codebook(out)


@cli.command(cls=SeveralCoders)
@click.argument("project", type=FilePath)
@click.option(
    "--coders", multiple=True, required=True, metavar="A B [C …]", help="Names of the coders."
)
@click.option(
    "--unit",
    default="character",
    show_default=True,
    metavar="UNIT",
    help=f"What is counted: {', '.join(UNIT_NAMES)} (0.5 is the overlap from which they match).",
)
@click.option("--roll-up", is_flag=True, help="Count what is coded for the themes above, too.")
@click.option("--without-interviewer", is_flag=True, help="Leave out the interviewer's turns.")
@click.option("--intervals", is_flag=True, help="Add 95 % intervals, drawn over transcripts.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")
@speaking_plainly
def compare(
    project: Path,
    coders: tuple[str, ...],
    unit: str,
    roll_up: bool,
    without_interviewer: bool,
    intervals: bool,
    as_json: bool,
) -> None:
    """Compare coders code by code on the transcripts that they are assigned in common."""
    with opened(project, read_only=True) as source:
        comparison = source.compare_coders(
            [_coder(source, name) for name in coders],
            unit=unit_named(unit),
            rolled_up=roll_up,
            interviewer_turns=not without_interviewer,
        )
        said = Compared(comparison, source, coders, not without_interviewer, intervals)
        click.echo(json.dumps(said.facts()) if as_json else "\n".join(said.lines()))


@cli.command()
@click.argument("project", type=FilePath)
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of lines.")
@speaking_plainly
def info(project: Path, as_json: bool) -> None:
    """Say how much is in PROJECT."""
    with opened(project, read_only=True) as source:
        facts = asdict(source.facts())
    if as_json:
        click.echo(json.dumps(facts))
        return
    assigned = facts.pop("assigned")
    for name, value in facts.items():
        if name == "coders":
            click.echo(f"assigned: {', '.join(_work(*each) for each in assigned.items())}")
        if isinstance(value, dict):
            value = ", ".join(
                f"{coder} ({counted(number, 'segment')})" for coder, number in value.items()
            )
        if value != "":
            click.echo(f"{name}: {value}")


def _work(coder: str, numbers: dict[str, int]) -> str:
    """What a coder was asked to code, and how far that has come."""
    assigned = counted(numbers["assigned"], "transcript")
    return f"{coder} ({assigned}, {numbers['coded']} with segments, {numbers['finished']} finished)"


@cli.command()
@click.argument("project", type=FilePath)
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of lines.")
@speaking_plainly
def check(project: Path, as_json: bool) -> None:
    """Look for damage in PROJECT: structure, links, positions, texts, the tree, the history."""
    try:
        with opened(project, read_only=True) as source:
            problems = source.check()
    except CoderError as error:
        if not as_json:
            raise
        problems = [error.sentence]
    if as_json:
        click.echo(json.dumps({"sound": not problems, "problems": problems}))
    for problem in () if as_json else problems:
        click.echo(problem, err=True)
    if problems:
        sys.exit(2)
    if not as_json:
        click.echo(f"“{project.name}” is sound.")


@cli.command()
@click.argument("project", type=FilePath)
@click.option(
    "--new-passphrase-file",
    type=FilePath,
    help="File whose first line is the new passphrase. Without it, $CODER_GUI_NEW_PASSPHRASE "
    "counts, else the terminal is asked.",
)
@click.option("--remove", is_flag=True, help="Remove the protection instead.")
@speaking_plainly
def rekey(project: Path, new_passphrase_file: Path | None, remove: bool) -> None:
    """Protect PROJECT with a passphrase, change the passphrase, or remove it."""
    with opened(project) as source:
        key = source.key
        if source.read_only:
            raise Refused(f"“{project.name}” cannot be written to, so it was left as it is.")
    if remove and key is None:
        raise Refused(f"“{project.name}” is not protected, so it was left as it is.")
    passphrase = None if remove else new_passphrase(new_passphrase_file)
    done = protecting.change(project, key, passphrase)
    if done.left:
        click.echo(done.left_sentence(), err=True)
    click.echo(f"“{project.name}” is {'no longer protected' if remove else 'protected now'}.")


@cli.command(cls=SeveralTranscripts)
@click.argument("project", type=FilePath)
@click.argument("out", type=FilePath)
@click.option("--coder", required=True, help="Name of the coder, who may be new.")
@click.option(
    "--transcripts", multiple=True, metavar="NAME …", help="Names of the transcripts; all if none."
)
@click.option("--no-new-codes", is_flag=True, help="Keep the codebook as it is.")
@click.option("--protect", is_flag=True, help="Protect OUT with a passphrase.")
@click.option(
    "--new-passphrase-file",
    type=FilePath,
    help="File whose first line is the passphrase of OUT. Without it, $CODER_GUI_NEW_PASSPHRASE "
    "counts, else the terminal is asked.",
)
@deidentifying
@speaking_plainly
def package(
    project: Path,
    out: Path,
    coder: str,
    transcripts: tuple[str, ...],
    no_new_codes: bool,
    protect: bool,
    new_passphrase_file: Path | None,
    key_file: Path | None,
    key_passphrase_file: Path | None,
) -> None:
    """Hand out transcripts of PROJECT to a coder, as the new project file OUT.

    Nobody else's segments, memos or names are in it.
    """
    with opened(project) as source, hidden_names(key_file, key_passphrase_file) as names:
        chosen = named_transcripts(source, transcripts)
        key = protecting.new_key(new_passphrase(new_passphrase_file)) if protect else None
        who = coder_or_name(source, coder)
        done = source.make_package(who, chosen, out, not no_new_codes, key, names=names)
    click.echo(said_of(done, coder))


@cli.command()
@click.argument("project", type=FilePath)
@click.argument("other", type=FilePath)
@click.option("--dry-run", is_flag=True, help="Only say what would come over.")
@click.option(
    "--prefer",
    type=click.Choice(["ours", "theirs"]),
    help="Which side wins where both changed something: PROJECT or OTHER.",
)
@click.option(
    "--other-passphrase-file",
    type=FilePath,
    help="File whose first line is the passphrase of OTHER. Without it, "
    "$CODER_GUI_OTHER_PASSPHRASE counts, else the terminal is asked.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of lines.")
@speaking_plainly
def merge(
    project: Path,
    other: Path,
    dry_run: bool,
    prefer: Choice | None,
    other_passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Take back into PROJECT what was done in OTHER: a file handed out, or a copy of PROJECT.

    Where a person has to decide, nothing is changed and the exit code is 2, unless --prefer.
    """
    with opened(project, read_only=dry_run) as target:
        plan = target.plan_merge(other, key_of_other(other, other_passphrase_file))
        merged = None
        if not dry_run:
            if prefer is None:
                refuse_undecided(plan)
            merged = target.merge(plan, plan.by_rule(prefer) if prefer else {})
    if as_json:
        click.echo(json.dumps(plan_facts(plan, merged)))
    else:
        click.echo(merged.sentence() if merged else "\n".join(plan_lines(plan)))


def _coder(project: Project, name: str) -> int:
    for coder in project.coders():
        if coder.name == name:
            return coder.id
    known = ", ".join(coder.name for coder in project.coders())
    raise Refused(f"Nobody called “{name}” codes in this project. Its coders are: {known}.")
