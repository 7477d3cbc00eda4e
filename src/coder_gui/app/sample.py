"""The sample study as a file of the researcher's own."""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path

from coder_gui.app.project import SUFFIX
from coder_gui.domain.errors import Refused
from coder_gui.resources import resource


def write_sample(out: Path) -> None:
    """Copy the sample study to a new file.

    Raises:
        Refused: The file is there already or cannot be written.
    """
    sample = resource("sample_project", f"sample{SUFFIX}")
    try:
        with out.open("xb") as target, sample.open("rb") as source:
            shutil.copyfileobj(source, target)
    except FileExistsError:
        raise Refused(
            f"There is already a file “{out.name}” in this folder. It was left as it is. "
            "Choose another name."
        ) from None
    except OSError as error:
        with suppress(OSError):
            out.unlink()
        raise Refused(
            f"The sample study could not be written to “{out}”. Choose a folder that exists and "
            "that you may write to.",
            str(error),
        ) from error


def own_sample() -> Path:
    """The researcher's copy of the sample study, made when it is not there yet."""
    path = Path.home() / "Interview Coder" / f"Sample study{SUFFIX}"
    if not path.exists():
        with suppress(OSError):  # writing the file says what is wrong with its folder
            path.parent.mkdir(exist_ok=True)
        write_sample(path)
    return path
