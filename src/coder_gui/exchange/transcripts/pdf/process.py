"""Runs the process that reads a PDF, with a limit on its time."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from coder_gui.exchange.transcripts.pdf.lines import Told, told
from coder_gui.exchange.transcripts.reading import refusal

TIME_LIMIT = 60
"""Seconds; a thousand pages need about five."""
FROZEN_SWITCH = "--read-pdf"
"""Argument with which the packaged app runs `pages.main` instead of opening its window."""
_MODULE = "coder_gui.exchange.transcripts.pdf.pages"
_SOURCE = Path(__file__).resolve().parents[4]


def pages_told(data: bytes, source_name: str) -> tuple[Told, str]:
    """What the reading process told about a PDF, and how it ended, for *Details…*.

    Raises:
        UnreadableFile: It took too long, or could not be started.
    """
    try:
        done = subprocess.run(
            _command(),
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=TIME_LIMIT,
            check=False,
            env=_environment(),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except subprocess.TimeoutExpired as error:
        raise refusal(
            source_name,
            f"reading it took longer than {TIME_LIMIT} seconds",
            "Open it, print it to a new PDF or save its text as .txt, and import that.",
        ) from error
    except OSError as error:
        raise _not_started(source_name, str(error)) from error
    result = told(done.stdout)
    ending = f"the reading process ended with {done.returncode}"
    if not result.ready:
        raise _not_started(source_name, ending)
    return result, ending


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, FROZEN_SWITCH]
    return [sys.executable, "-m", _MODULE]


def _environment() -> dict[str, str]:
    """The environment, in which the process finds this program wherever it was started from."""
    paths = [str(_SOURCE), os.environ.get("PYTHONPATH", "")]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))}


def _not_started(source_name: str, details: str) -> Exception:
    return refusal(
        source_name,
        "the part of this program that reads PDFs could not be started",
        "Close other programs and try again; if that does not help, save its text as .txt and "
        "import that.",
        details,
    )
