"""Bringing transcripts in: read off the window's thread, stored in one step, reported once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from coder_gui.app.importing import ImportReport
from coder_gui.domain.errors import Cancelled, CoderError
from coder_gui.domain.model import TranscriptDraft
from coder_gui.ui.tasks import Progress

translate = QCoreApplication.translate


def read_all(
    paths: Sequence[Path],
) -> Callable[[Progress], tuple[list[TranscriptDraft], list[str]]]:
    """Work for a task: read files and folders, keeping going past those that fail.

    Returns drafts and one sentence for each file that could not be read. Cancelling keeps what
    was read up to then.
    """

    def work(progress: Progress) -> tuple[list[TranscriptDraft], list[str]]:
        from coder_gui.exchange.transcripts.registry import read_transcript, transcript_files

        drafts: list[TranscriptDraft] = []
        failed: list[str] = []
        files = transcript_files(paths)
        for place, path in enumerate(files):
            try:
                progress.say(place, len(files), path.name)
                drafts.append(read_transcript(path))
            except Cancelled:
                break
            except CoderError as error:
                failed.append(error.sentence)
        return drafts, failed

    return work


def failure_of(report: ImportReport) -> CoderError | None:
    """What the researcher is told about files that could not be read; None when all could."""
    if not report.failed:
        return None
    if len(report.failed) == 1:
        rest = translate("importing", "The others are in.") if report.imported else ""
        return CoderError(f"{report.failed[0]} {rest}".strip())
    text = translate("importing", "%1 files were not imported. %2")
    return CoderError(
        text.replace("%1", str(len(report.failed))).replace("%2", report.failed[0]),
        "\n".join(report.failed),
    )
