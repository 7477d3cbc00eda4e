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
from coder_gui.app.passphrases import ProjectCommands, first_passphrase, key_of, new_passphrase
from coder_gui.app.project import Project
from coder_gui.app.sample import write_sample
from coder_gui.domain.agreement.coefficients import PairComparison
from coder_gui.domain.counted import counted
from coder_gui.domain.errors import CoderError, Refused

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
@speaking_plainly
def extract(file: Path) -> None:
    """Print the text of FILE as it would be stored, in UTF-8, and nothing else."""
    from coder_gui.exchange.transcripts.registry import read_transcript

    # Bytes, because a console's own encoding and line ends would change the text.
    sys.stdout.buffer.write(read_transcript(file).text.encode())
    sys.stdout.buffer.flush()


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


@cli.command()
@click.argument("project", type=FilePath)
@click.option("--coders", nargs=2, required=True, metavar="A B", help="Names of the two coders.")
@click.option("--unit", type=click.Choice(["character"]), default="character", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")
@speaking_plainly
def compare(project: Path, coders: tuple[str, str], unit: str, as_json: bool) -> None:
    """Compare two coders code by code on the transcripts that both are assigned."""
    with opened(project, read_only=True) as source:
        pair = (_coder(source, coders[0]), _coder(source, coders[1]))
        comparison = source.compare(pair)
        book = source.codebook()
        names = {code.id: (code.name, book.path(code.id)) for code in book}
    if as_json:
        click.echo(json.dumps(_comparison(comparison, coders, unit, names)))
        return
    documents = counted(len(comparison.documents), "transcript")
    click.echo(f"{coders[0]} (A) and {coders[1]} (B), {documents}")
    head = ("both", "only A", "only B", "neither", "agree", "coded", "κ", "α")
    click.echo("".join(f"{each:>9}" for each in head) + "  code")
    for line in comparison.codes:
        whole = (line.both, line.only_a, line.only_b, line.neither)
        parts = (line.percent_agreement, line.agree_coded_only, line.kappa, line.alpha)
        figures = [f"{each:>9}" for each in whole]
        figures += [f"{'–' if each is None else f'{each:.3f}':>9}" for each in parts]
        reason = f" ({line.reason})" if line.reason else ""
        click.echo("".join(figures) + f"  {names[line.code_id][1]}{reason}")


def _comparison(
    comparison: PairComparison,
    coders: tuple[str, str],
    unit: str,
    names: dict[int, tuple[str, str]],
) -> dict[str, object]:
    """The JSON that scripts rely on; null where a figure is undefined, with the reason."""
    fields = [
        "both",
        "only_a",
        "only_b",
        "neither",
        "n",
        "percent_agreement",
        "agree_coded_only",
        "f1",
        "kappa",
        "alpha",
        "reason",
    ]
    return {
        "coders": list(coders),
        "unit": unit,
        "documents": len(comparison.documents),
        "codes": [
            {"code": names[line.code_id][0], "path": names[line.code_id][1]}
            | {field: getattr(line, field) for field in fields}
            for line in comparison.codes
        ],
    }


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
    for name, value in facts.items():
        if isinstance(value, dict):
            value = ", ".join(
                f"{coder} ({counted(number, 'segment')})" for coder, number in value.items()
            )
        click.echo(f"{name}: {value}")


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


def _coder(project: Project, name: str) -> int:
    for coder in project.coders():
        if coder.name == name:
            return coder.id
    known = ", ".join(coder.name for coder in project.coders())
    raise Refused(f"Nobody called “{name}” codes in this project. Its coders are: {known}.")
